// What the reader has in hand while parts of the page are replaced: what they typed and chose, what they opened, and
// where they are. The new part gets it back where it has the same field; who was on something that is gone goes to the
// heading above it.

const CONTROLS = "input:not([type=hidden]), textarea, select";
const REACHED = `${CONTROLS}, button, a[href], summary`;
const WRITTEN = "input[type=text], input[type=search], input:not([type]), textarea";
const HEADINGS = "h1, h2, h3, h4, h5";

/** Take note of what the reader has in hand inside the elements of some ids; both functions returned give it back. */
function inHand(ids) {
  const focused = document.activeElement;
  const held = [];
  let place = { element: focused };
  for (const id of ids) {
    const part = id.startsWith("n-") ? null : document.getElementById(id); // nodes of the map stay what they are
    if (!part) continue;
    const hasFocus = focused !== document.body && part.contains(focused);
    if (hasFocus) place = placeIn(part, focused);
    if (hasFocus || !id.startsWith("p-")) held.push({ id, fields: touchedIn(part), opened: openedIn(part) });
  }
  return {
    putBack() {
      for (const { id, fields, opened } of held) {
        const part = document.getElementById(id);
        if (!part) continue;
        if (fields.length) fill(part, fields);
        if (opened.size) open(part, opened);
      }
    },
    focusBack() {
      if (focused !== document.body && document.activeElement === document.body) goBack(place);
    },
  };
}

function touchedIn(part) {
  return Array.from(part.querySelectorAll(CONTROLS)).filter(isTouched).map(noted);
}

function isTouched(control) {
  if (control.matches("select")) {
    const first = Array.from(control.options).findLast((option) => option.defaultSelected) ?? control.options[0];
    return control.value !== (first?.value ?? "");
  }
  return isTicked(control) ? control.checked !== control.defaultChecked : control.value !== control.defaultValue;
}

function isTicked(control) {
  return control.type === "checkbox" || control.type === "radio";
}

function noted(control) {
  return { sign: signOf(control), value: control.value, isChecked: control.checked };
}

function fill(part, fields) {
  const found = bySign(part, CONTROLS);
  for (const { sign, value, isChecked } of fields) {
    const control = found.get(sign);
    if (!control) continue;
    if (isTicked(control)) control.checked = isChecked;
    else if (!control.matches("select") || hasOption(control, value)) control.value = value;
  }
}

function hasOption(select, value) {
  return Array.from(select.options).some((option) => option.value === value);
}

function openedIn(part) {
  return new Set(Array.from(part.querySelectorAll("details[open] > summary"), signOf));
}

function open(part, opened) {
  for (const [sign, summary] of bySign(part, "summary")) {
    if (opened.has(sign)) summary.parentElement.open = true;
  }
}

/** Where the reader is: the element, and the headings above it, the nearest first. */
function placeIn(part, focused) {
  const above = Array.from(part.querySelectorAll(HEADINGS)).filter(
    (heading) => heading.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const { selectionStart: from = null, selectionEnd: to = null } = focused.matches(WRITTEN) ? focused : {};
  return {
    id: part.id,
    element: focused,
    sign: signOf(focused),
    isHeading: focused.matches(HEADINGS),
    headings: above.map(textOf).reverse(),
    selection: from === null ? null : [from, to],
  };
}

function goBack({ id, element, sign = "", isHeading = false, headings = [], selection = null }) {
  const part = document.getElementById(id) ?? document.querySelector("main");
  const same = element.isConnected ? element : isHeading ? null : bySign(part, REACHED).get(sign);
  if (same) {
    same.focus({ preventScroll: true });
    if (document.activeElement === same) {
      if (selection && same.setSelectionRange) same.setSelectionRange(...selection);
      return;
    }
  }
  const left = Array.from(part.querySelectorAll(HEADINGS));
  const texts = isHeading ? [textOf(element), ...headings] : headings;
  const heading = texts.map((text) => left.find((one) => textOf(one) === text)).find(Boolean) ?? left[0];
  if (heading) goTo(heading);
}

/** Give the focus to what takes none by itself. */
function goTo(element) {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/** By what an element is known again in a newer part; the first one where two are alike. */
function bySign(part, selector) {
  const found = new Map();
  for (const element of part.querySelectorAll(selector)) {
    const sign = signOf(element);
    if (!found.has(sign)) found.set(sign, element);
  }
  return found;
}

function signOf(element) {
  const form = element.form ?? element.closest("form");
  const about = form ?? element.closest("li, article")?.querySelector("form[action], a[href]");
  const of = about ? (about.getAttribute("action") ?? about.getAttribute("href")) : "";
  const label = form?.getAttribute("aria-label") ?? "";
  const { name = "", type = "" } = element;
  const isOneOfSome = element.matches("button, input[type=checkbox], input[type=radio]");
  const self = isOneOfSome ? element.value : element.matches("a") ? element.getAttribute("href") : "";
  const text = element.matches("summary") ? textOf(element) : "";
  return [element.localName, of, label, name, type, self, text].join("\n");
}

function textOf(element) {
  return element.textContent.trim();
}
