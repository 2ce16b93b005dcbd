// The map by keyboard: one stop of the Tab key, arrows to the nearest person, letters to a name.

const TYPED_TOGETHER = 800; // milliseconds between letters of one name
const PAN = 0.2; // of what is seen
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Which node the Tab key comes to, and how the focus moves among them. */
class Roving {
  #person = null;
  #typed = { text: "", time: 0 };

  constructor(page) {
    this.page = page;
    page.svg.addEventListener("keydown", (event) => this.#press(event));
    page.svg.addEventListener("focusin", (event) => this.#focused(event));
    page.svg.addEventListener("focusout", () => page.hover.hide());
    this.settle();
  }

  /** Keep one node in the way of the Tab key: where it was, or the strongest tie of who is shown. */
  settle() {
    const isThere = this.#person?.isShown && this.page.people.get(this.#person.id) === this.#person;
    this.#stopAt(isThere ? this.#person : (this.page.discs.shown[0] ?? null));
  }

  goTo(person) {
    if (!person) return;
    this.#stopAt(person);
    person.node.focus({ preventScroll: true });
    this.page.svg.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #stopAt(person) {
    if (person === this.#person && person?.node.tabIndex === 0) return;
    this.#person?.node.setAttribute("tabindex", "-1");
    this.#person = person;
    person?.node.setAttribute("tabindex", "0");
  }

  #focused({ target }) {
    const person = this.page.people.get(target.closest(".node")?.id.slice("n-".length));
    if (!person) return;
    this.#stopAt(person);
    if (!target.matches(":focus-visible")) return;
    this.page.view.bringIn(person);
    this.page.hover.show(person);
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isDone = this.#move(event);
    if (isDone) event.preventDefault();
  }

  #move({ key, shiftKey, timeStamp }) {
    const { view } = this.page;
    const isLetter = key.length === 1 && /[\p{L}' .]/u.test(key);
    if (isLetter) return this.#type(fold(key), timeStamp);
    if (key !== "Shift") this.#typed.text = ""; // whoever goes elsewhere begins a new name
    if (key in WAYS) {
      const [x, y] = WAYS[key];
      if (shiftKey) view.glideBy(x * PAN * view.width, y * PAN * view.height);
      else this.goTo(nearest(this.#person, this.page.discs.shown, x, y));
      return true;
    }
    if (key === "+" || key === "=" || key === "-" || key === "_") {
      const factor = key === "+" || key === "=" ? STEP : 1 / STEP;
      view.glideAt(view.toScreen(this.#person ?? view.centre), factor);
      return true;
    }
    if (key === "0") {
      view.whole();
      return true;
    }
    if (key === "Home" || key === "End") {
      this.goTo(this.page.discs.shown.at(key === "Home" ? 0 : -1));
      return true;
    }
    return false;
  }

  /** Go to the next person whose name begins with what is typed; by any of its words if none begins with it. */
  #type(letter, time) {
    const goesOn = this.#typed.text && time - this.#typed.time < TYPED_TOGETHER;
    if (!goesOn && letter === " ") return false;
    const text = goesOn ? this.#typed.text + letter : letter;
    this.#typed = { text, time };
    const isRepeated = [...text].every((one) => one === letter);
    const start = isRepeated ? letter : text;
    const shown = this.page.discs.shown;
    const here = shown.indexOf(this.#person);
    const from = isRepeated ? here + 1 : Math.max(here, 0);
    const turn = [...shown.slice(from), ...shown.slice(0, from)];
    const begins = (person) => fold(person.name).startsWith(start);
    const hasWord = (person) => fold(person.name).includes(` ${start}`);
    this.goTo(turn.find(begins) ?? turn.find(hasWord));
    return true;
  }
}

/** The nearest in a direction (a unit vector): who is straight ahead comes before who is aside. */
function nearest(from, people, x, y) {
  let best = null;
  let least = Infinity;
  for (const person of people) {
    if (person === from || !from) continue;
    const ahead = (person.x - from.x) * x + (person.y - from.y) * y;
    const aside = Math.abs((person.x - from.x) * y) + Math.abs((person.y - from.y) * x);
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) [best, least] = [person, distance];
  }
  return best;
}

/** Keys that work everywhere on the page: "/" to the search, Escape to close. */
function startKeys(page) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.matches?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !(isTyping && event.target.type !== "checkbox")) {
      event.preventDefault();
      page.filters.form.elements.text.focus();
    } else if (event.key === "Escape" && !(isTyping && event.target.value && event.target.type === "search")) {
      if (page.choice.person) page.choice.close();
      else page.hover.hide();
    }
  });
}
