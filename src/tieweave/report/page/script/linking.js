// Lines on the map: those that are always there, without the people who are filtered out, and those of who is chosen.

class Links {
  #pieces = [];
  #path = null;

  constructor(svg, people) {
    this.svg = svg;
    this.people = people;
    this.read();
  }

  /** Take the lines of the map from its path: one piece (M x y L x y) for each two people, from node to node. */
  read() {
    if (this.#path === this.#edges) return; // what stands there by now is what we drew
    this.#path = this.#edges;
    const here = new Map();
    for (const person of this.people.values()) here.set(keyOf(person.x, person.y), person);
    const lines = this.#path.getAttribute("d") ?? "";
    this.#pieces = (lines.match(/M[^M]*/g) ?? []).map((piece) => {
      const [x1, y1, x2, y2] = piece.match(/-?[\d.]+/g).map(Number);
      return { piece, one: here.get(keyOf(x1, y1)), other: here.get(keyOf(x2, y2)) };
    });
  }

  /** Leave out the lines of people who are not on the map now, and follow those who move. */
  draw() {
    const isSeen = (person) => !person || (person.isShown && this.people.has(person.id));
    const seen = this.#pieces.filter(({ one, other }) => isSeen(one) && isSeen(other));
    const line = ({ piece, one, other }) => (one && other ? lineBetween(one, other) : piece);
    this.#edges.setAttribute("d", seen.map(line).join(""));
  }

  /** Draw the lines from who is chosen to those they were seen together with; takes them away for null. */
  drawFrom(person) {
    const lines = [];
    for (const [id, certainty] of person?.known ?? []) {
      const other = this.people.get(id);
      if (!other?.isShown) continue;
      const line = document.createElementNS(SVG, "path");
      line.setAttribute("class", "link");
      line.setAttribute("d", lineBetween(person, other));
      line.setAttribute("stroke-opacity", (0.35 + 0.65 * certainty).toFixed(2));
      lines.push(line);
    }
    this.svg.querySelector("#links").replaceChildren(...lines);
  }

  get #edges() {
    return this.svg.querySelector("#edges");
  }
}

function lineBetween(one, other) {
  return `M${one.x} ${one.y}L${other.x} ${other.y}`;
}

function keyOf(x, y) {
  return `${x} ${y}`;
}
