// The people of the page, read from it once: each has a row in the list and a node on the map.

// What the book says of somebody; not our own sentences, nor the names of circles, which are often those of others.
const SEARCHED = ".name, .also, .person:not(.g-unknown) .category, .work, .town, .reach > *";
const QUOTED = / (?:says|labelled|nickname) '(.+)'/; // of a reason: words of a note, a label, a nickname

class Person {
  #texts = null;
  #name = null;

  constructor(row, node) {
    this.id = row.id.slice("p-".length);
    this.isShown = true;
    this.read(row);
    this.stand(node);
  }

  /** Take what there is to know from a row. Its texts are read when they are asked for. */
  read(row) {
    const { level, category, group, circles = "", known = "" } = row.dataset;
    this.row = row;
    this.level = level;
    this.category = category;
    this.group = group;
    this.circles = circles.split(" ");
    this.known = known ? known.split(" ").map(pairOf) : [];
    this.#texts = this.#name = null;
  }

  /** Take the place on the map from a node, in units of the map. */
  stand(node) {
    this.node = node;
    this.disc = node.querySelector("circle");
    this.strength = Number(node.dataset.strength);
    this.x = Number(this.disc.getAttribute("cx"));
    this.y = Number(this.disc.getAttribute("cy"));
    this.radius = null; // of the disc as it was last drawn
  }

  moveTo(x, y) {
    this.x = x;
    this.y = y;
    this.disc.setAttribute("cx", x);
    this.disc.setAttribute("cy", y);
  }

  /** Draw the disc with a radius in units of the map. */
  grow(radius) {
    if (radius === this.radius) return;
    this.radius = radius;
    this.disc.setAttribute("r", radius);
  }

  get name() {
    return (this.#name ??= this.row.querySelector(".name").textContent.trim());
  }

  /** What the search looks through, the companies and the towns: all folded. */
  get texts() {
    return (this.#texts ??= {
      all: [...this.#folded(SEARCHED), ...this.#quoted()].join(" "),
      companies: this.#folded(".company"),
      towns: this.#folded(".town"),
    });
  }

  /** Whether the node is to be seen: also somebody who is filtered out, while they are chosen. */
  get isOnMap() {
    return this.isShown || this.node.classList.contains("chosen");
  }

  /** Be in the list and on the map, or in neither; touches the page only where that changes. */
  show(isShown) {
    if (isShown === this.isShown) return;
    this.isShown = isShown;
    this.row.hidden = !isShown;
    this.showNode(isShown);
  }

  showNode(isShown) {
    if (isShown) this.node.removeAttribute("display");
    else this.node.setAttribute("display", "none");
  }

  #quoted() {
    const reasons = Array.from(this.row.querySelectorAll(".reasons li"), (reason) => reason.textContent.match(QUOTED));
    return [...new Set(reasons.map((found) => fold(found?.[1] ?? "")))];
  }

  #folded(selector) {
    return Array.from(this.row.querySelectorAll(selector), (element) => fold(element.textContent));
  }
}

/** Everybody by id, in the order of the list. */
function readPeople() {
  const people = new Map();
  for (const row of document.getElementById("people").children) {
    const node = document.getElementById(row.id.replace("p-", "n-"));
    if (node) people.set(row.id.slice("p-".length), new Person(row, node));
  }
  return people;
}

function pairOf(text) {
  const at = text.lastIndexOf(":");
  return [text.slice(0, at), Number(text.slice(at + 1))];
}
