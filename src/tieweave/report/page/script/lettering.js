// The names of rings and sectors: of a readable size at any zoom, each ring's in the gap outside of it, the sectors'
// along the edge of the map, cut to the arc they have.

const LETTERS = { least: 10, most: 15 }; // CSS pixels
const SAMPLES = 48; // points of an arc at which a name along it is taken to stand
const CAPITAL = 0.72; // the height of a capital letter, in em
const RING_GAP = 4; // CSS pixels from the edge of the map to its label
const SECTOR_GAP = 20; // CSS pixels from the edge of the map to the names of sectors: beyond the label
const BETWEEN = 7; // CSS pixels between two names of sectors
const LEAST_CUT = 5; // letters of a name that is cut: fewer say nothing
const BEYOND = 38; // CSS pixels that the names take around the map

class Lettering {
  #rings = [];
  #sectors = [];
  #groups = {};

  constructor(svg, view) {
    this.svg = svg;
    this.view = view;
    this.read();
  }

  /** Read the names from the map: of each ring the gap it stands in, of each sector its arc. */
  read() {
    const group = (id) => this.svg.querySelector(`#${id}`);
    this.#groups = { rings: group("rings"), sectors: group("sectors") };
    const measure = measureIn(this.#groups.sectors);
    const ems = (text) => measure(text) / FONT;
    const bands = Array.from(this.svg.querySelectorAll("#rings .ring"), (ring) => {
      const half = Number(ring.getAttribute("stroke-width")) / 2;
      const middle = Number(ring.getAttribute("r"));
      return { inner: middle - half, outer: middle + half };
    });
    this.#rings = Array.from(this.svg.querySelectorAll("#rings text"), (text, at) => {
      return { text, ems: ems(text.textContent), outer: bands[at].outer, next: bands[at + 1]?.inner };
    });
    this.edge = Math.max(0, ...bands.map((band) => band.outer));
    this.#sectors = Array.from(this.svg.querySelectorAll("#sectors text"), (text) => {
      const along = text.querySelector("textPath");
      const arc = this.svg.querySelector(`[id="${along.getAttribute("href").slice(1)}"]`);
      const name = (along.dataset.whole ??= along.textContent.trim());
      return { text, along, name, ems, arc: arcOf(arc) };
    });
    this.view.bound(this.edge, BEYOND);
  }

  /** Write the names in their size; returns the boxes they take (CSS pixels from the corner of the svg). */
  draw() {
    return [...this.#drawRings(), ...this.#drawSectors()];
  }

  #drawRings() {
    const { unit } = this.view;
    const size = this.#letter(this.#groups.rings);
    return this.#rings.map(({ text, ems, outer, next }) => {
      const middle = next ? -(outer + next) / 2 : -outer - (RING_GAP + (CAPITAL * size) / 2) * unit;
      const line = middle + (CAPITAL * size * unit) / 2;
      text.setAttribute("y", line.toFixed(2));
      const { x, y } = this.view.toScreen({ x: 0, y: line });
      const half = (ems * size) / 2 + HALO;
      return { left: x - half, right: x + half, top: y - size, bottom: y + size * SINK };
    });
  }

  #drawSectors() {
    const { view } = this;
    const size = this.#letter(this.#groups.sectors);
    const taken = [];
    for (const { text, along, name, ems, arc } of this.#sectors) {
      const radius = this.edge + (SECTOR_GAP + (arc.isLow ? CAPITAL * size : 0)) * view.unit;
      const growth = radius / arc.radius;
      const room = (arc.length * growth) / view.unit;
      const written = fitted(name, (room - BETWEEN) / size, ems);
      if (!written) {
        text.setAttribute("display", "none");
        continue;
      }
      text.removeAttribute("display");
      arc.scale(growth);
      if (along.textContent !== written) along.textContent = written;
      const share = (ems(written) * size) / room;
      for (const [index, point] of arc.points.entries()) {
        if (Math.abs((index + 0.5) / SAMPLES - 0.5) > share / 2 + 0.5 / SAMPLES) continue;
        const { x, y } = view.toScreen({ x: point.x * growth, y: point.y * growth });
        taken.push({ left: x - size, right: x + size, top: y - size, bottom: y + size });
      }
    }
    return taken;
  }

  /** Give a group its size of letters; returns it in CSS pixels. */
  #letter(group) {
    const { unit } = this.view;
    const size = Math.min(LETTERS.most, Math.max(LETTERS.least, Number(group.getAttribute("font-size")) / unit));
    letter(group, size, unit);
    return size;
  }
}

/** An arc around the middle of the map (M x y A r r 0 0 sweep x y) that may be drawn nearer or further out. */
function arcOf(path) {
  const read = () => path.getAttribute("d").match(/-?[\d.]+/g).map(Number);
  const [x1, y1, radius, , , , sweep, x2, y2] = (path.arc ??= read());
  const turn = Math.atan2(x1 * y2 - y1 * x2, x1 * x2 + y1 * y2);
  const angle = Math.abs(turn);
  const start = Math.atan2(y1, x1);
  const points = Array.from({ length: SAMPLES }, (_, index) => {
    const at = start + (turn * (index + 0.5)) / SAMPLES;
    return { x: radius * Math.cos(at), y: radius * Math.sin(at) };
  });
  const scale = (growth) => {
    const [left, top, out, right, bottom] = [x1, y1, radius, x2, y2].map((one) => (one * growth).toFixed(2));
    path.setAttribute("d", `M${left} ${top}A${out} ${out} 0 0 ${sweep} ${right} ${bottom}`);
  };
  return { radius, length: angle * radius, isLow: sweep === 0, points, scale };
}

/** As much of a name as fits in a room (em); "" where that is next to nothing. */
function fitted(name, room, ems) {
  const whole = ems(name);
  if (whole <= room) return name;
  const letters = Array.from(name);
  let count = Math.min(letters.length - 1, Math.floor((letters.length * room) / whole));
  const cut = () => `${letters.slice(0, count).join("").trimEnd()}…`;
  while (count >= LEAST_CUT && ems(cut()) > room) count--;
  return count >= LEAST_CUT ? cut() : "";
}
