// The discs of the map: they grow slower than the map when it is zoomed in, so that people draw apart.

const DISC_GROWTH = 0.45; // a disc grows with this power of the scale
const LARGEST_DISC = 15; // CSS pixels
const FINE = 5; // CSS pixels: smaller discs have a finer outline
const BARE = 2.5; // CSS pixels: and these none, or it would be all that is seen of them

class Discs {
  constructor(view, people) {
    this.view = view;
    this.people = people;
    this.whole = Number(view.svg.querySelector(".node circle")?.getAttribute("r") ?? 1);
    this.sort();
  }

  /** Put everybody in order, the strongest tie first. */
  sort() {
    this.order = [...this.people.values()].sort((one, other) => other.strength - one.strength);
  }

  /** Those on the map, the strongest tie first. */
  get shown() {
    return this.order.filter((person) => person.isShown);
  }

  /** The radius of a disc in CSS pixels, as the map is seen now. */
  get radius() {
    const { unit, scale } = this.view;
    const whole = this.whole / (unit * scale);
    return Math.max(whole, Math.min(whole * scale ** DISC_GROWTH, LARGEST_DISC));
  }

  /** Draw the discs that are seen, only those; returns whose they are and where, strongest tie first. */
  draw() {
    const { view, radius } = this;
    const { width, height, unit } = view;
    const { classList } = view.svg;
    classList.toggle("fine", radius < FINE);
    classList.toggle("bare", radius < BARE);
    const seen = [];
    for (const person of this.order) {
      if (!person.isOnMap) continue;
      const { x, y } = view.toScreen(person);
      if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
      person.grow(radius * unit);
      seen.push({ person, x, y });
    }
    return seen;
  }

  /** Who is nearest to a point of the svg, and how far (all in CSS pixels); null where nobody is `within` reach. */
  nearest(point, within) {
    const { unit } = this.view;
    const at = this.view.toMap(point);
    let found = null;
    for (const person of this.people.values()) {
      const distance = Math.hypot(person.x - at.x, person.y - at.y) / unit;
      if (distance <= (found?.distance ?? within) && person.isOnMap) found = { person, distance };
    }
    return found;
  }
}
