// Who is under the pointer, or has the focus: a small tip beside them.

const REACH = { mouse: 6, pen: 10, touch: 22 }; // CSS pixels around a disc that still mean it
const MOST_REASONS = 3; // those that weigh most; all are in the panel

class Hover {
  #person = null;
  #tip = document.createElement("div");

  constructor(place, view, discs, labels) {
    this.view = view;
    this.discs = discs;
    this.labels = labels;
    this.#tip.className = "tip";
    this.#tip.hidden = true;
    this.#tip.setAttribute("aria-hidden", "true"); // all of it is in the node's label and in the panel
    place.append(this.#tip);
  }

  /** The person at a point (CSS pixels from the corner of the svg), by disc or by name; null where nobody is. */
  personAt(point, pointer = "mouse") {
    const { radius } = this.discs;
    const nearest = this.discs.nearest(point, radius + REACH[pointer]);
    if (nearest?.distance <= radius) return nearest.person;
    return this.labels.personAt(point) ?? nearest?.person ?? null;
  }

  at(point) {
    const person = this.personAt(point);
    this.show(person?.node.classList.contains("chosen") ? null : person); // all of theirs is in the panel
    this.view.svg.classList.toggle("over", person !== null);
  }

  show(person) {
    if (person !== this.#person) {
      this.#person?.node.classList.remove("hovered");
      this.#person = person;
      person?.node.classList.add("hovered");
      if (person) this.#fill(person);
      this.#tip.hidden = person === null;
    }
    this.follow();
  }

  hide() {
    this.show(null);
    this.view.svg.classList.remove("over");
  }

  /** Stand beside the person, on the side where there is room. */
  follow() {
    if (!this.#person) return;
    const { view } = this;
    const { x, y } = view.toScreen(this.#person);
    const gap = this.discs.radius + 8;
    const beside = (at, length) =>
      at < length / 2 ? `${Math.max(0, at + gap)}px` : `calc(${Math.min(length, at - gap)}px - 100%)`;
    this.#tip.style.transform = `translate(${beside(x, view.width)}, ${beside(y, view.height)})`;
  }

  #fill(person) {
    const text = (selector) => person.row.querySelector(selector)?.textContent.trim() ?? "";
    const kind = [text(".category"), text(".level")].filter(Boolean).join(", ");
    const reasons = [...person.row.querySelectorAll(".reasons li")].slice(0, MOST_REASONS);
    this.#tip.replaceChildren(
      tipLine("tip-name", person.name),
      tipLine("tip-kind", kind),
      ...reasons.map((reason) => tipLine("tip-why", reason.textContent.trim())),
    );
  }
}

function tipLine(name, text) {
  const element = document.createElement("div");
  element.className = name;
  element.dir = "auto";
  element.textContent = text;
  return element;
}
