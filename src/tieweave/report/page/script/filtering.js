// Who is shown: the form beside the map says what is asked for, the map and the list follow it at once.

const NOBODY = "Nobody fits. Ask for less: take a word away, or press “Show all”.";

class Filters {
  constructor(page) {
    this.page = page;
    this.form = document.getElementById("filters");
    this.found = document.getElementById("found");
    this.form.addEventListener("input", () => this.apply());
    // The fields have their first values only after this event.
    this.form.addEventListener("reset", () => requestAnimationFrame(() => this.apply()));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
      event.preventDefault();
      this.#open();
    });
    this.#readAhead();
  }

  apply() {
    const { page } = this;
    const wish = wishOf(this.form);
    let count = 0;
    for (const person of page.people.values()) {
      const isShown = fits(person, wish);
      person.show(isShown);
      count += isShown;
    }
    const all = page.people.size;
    const said = count || !all ? `${count.toLocaleString("en")} of ${all.toLocaleString("en")} people` : NOBODY;
    if (this.found.textContent !== said) this.found.textContent = said;
    this.found.toggleAttribute("data-nobody", count === 0 && all > 0);
    page.links.draw();
    page.choice.mark();
    page.roving.settle();
    page.hover.hide();
    page.redraw();
  }

  /** Open the one who was found, or go to the strongest tie of several. */
  #open() {
    const found = this.page.discs.shown;
    if (found.length === 1) this.page.choice.choose(found[0], { isByKey: true });
    else if (found.length) this.page.roving.goTo(found[0]);
  }

  /** Read the texts of the search a few people at a time while nothing else is to do, before the first letter. */
  #readAhead() {
    const rest = this.page.people.values();
    const idle = globalThis.requestIdleCallback ?? ((read) => setTimeout(() => read({ timeRemaining: () => 8 }), 50));
    const read = (deadline) => {
      do {
        const { value: person, done } = rest.next();
        if (done) return;
        person.texts;
      } while (deadline.timeRemaining() > 1);
      idle(read);
    };
    idle(read);
  }
}

/** What the form asks for. */
function wishOf(form) {
  const data = new FormData(form);
  const text = (name) => fold(String(data.get(name) ?? "")).trim();
  const levels = form.querySelectorAll("input[name=level]");
  return {
    words: text("text").split(/\s+/).filter(Boolean).map(beginning),
    levels: levels.length ? new Set(data.getAll("level")) : null,
    category: data.get("category") ?? "",
    circle: data.get("circle") ?? "",
    company: text("company"),
    town: text("town"),
  };
}

function fits(person, { words, levels, category, circle, company, town }) {
  if (levels && !levels.has(person.level)) return false;
  if (category && category !== person.category && category !== `group:${person.group}`) return false;
  if (circle && !person.circles.includes(circle)) return false;
  if (company && !person.texts.companies.some((one) => one.includes(company))) return false;
  if (town && !person.texts.towns.some((one) => one.includes(town))) return false;
  return words.every((word) => word.test(person.texts.all));
}

// Typed in the middle of a number, of an address, or in letters that are written without spaces.
const ANYWHERE = /^[^\p{L}\p{N}]|^\d{3}|^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Khmr}]/u;

/** A pattern that finds a word where words begin. */
function beginning(word) {
  const typed = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(ANYWHERE.test(word) ? typed : `(?:^|[^\\p{L}\\p{M}\\p{N}])${typed}`, "u");
}
