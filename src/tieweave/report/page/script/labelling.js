// Names on the map: the strongest ties of what is seen first, as many as fit; none covers a disc or another name.

const SVG = "http://www.w3.org/2000/svg";
const FONT = 12; // CSS pixels: names keep their size
const HALO = 3; // CSS pixels
const RISE = 0.94; // how far letters reach above the line they stand on, in em
const SINK = 0.28; // and below it
const HALF = 0.35; // from the middle of a line of text down to where it stands, in em
const FAR = 0.3; // from a disc to its name, in em: beside it
const NEAR = 0.15; // and aslant
const AIR = 1.5; // CSS pixels between a name and the discs of others
const ASIDE = 4; // CSS pixels between two names on one line
const MOST_NAMES = 200;
const MOST_TRIED = 400; // names of the weakest of thousands would only be there by chance
const ROOM = 4500; // square CSS pixels of map for each name: more names than this are a carpet
const LONGEST = 26; // letters of a name on the map
const SHORT = 14; // letters of a name that does not fit otherwise, where people are few
const FEW = 100;
const BEST = { names: 15, covered: 2 }; // of thousands, these strongest have a name even where it covers a dot or two
const CELL = 24; // CSS pixels

class Labels {
  #texts = new Map();
  #widths = new Map();
  #boxes = [];
  #measure;

  constructor(group, view, people) {
    this.group = group;
    this.view = view;
    this.people = people;
    this.first = new Set(); // whose names come before all others: who is chosen and those around them
    this.#measure = measureIn(group);
    group.replaceChildren();
  }

  /** Forget all names, after some of them changed. */
  forget() {
    this.#texts.clear();
    this.group.replaceChildren();
  }

  /** Choose the names for who is `seen` (strongest first), clear of the boxes that are `taken`, and put them there. */
  thin(seen, taken, disc) {
    const first = Array.from(this.first, (person) => seen.find((one) => one.person === person)).filter(Boolean);
    const all = first.length ? [...new Set([...first, ...seen])] : seen;
    this.#boxes = this.#fitting(all, taken, disc);
    letter(this.group, FONT, this.view.unit);
    const placed = new Set(this.#boxes.map((box) => box.person.id));
    for (const [id, text] of this.#texts) {
      if (placed.has(id)) continue;
      text.remove();
      this.#texts.delete(id);
    }
    const added = [];
    for (const box of this.#boxes) {
      let text = this.#texts.get(box.person.id);
      if (!text) added.push((text = this.#made(box.person)));
      this.#put(text, box);
    }
    this.group.append(...added);
  }

  /** The person whose name is at a point (CSS pixels from the corner of the svg). */
  personAt({ x, y }) {
    const isOn = (box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    return this.#boxes.find(isOn)?.person ?? null;
  }

  #made(person) {
    const text = document.createElementNS(SVG, "text");
    text.dataset.for = person.id;
    this.#texts.set(person.id, text);
    return text;
  }

  #put(text, { person, name, x: at, line, anchor }) {
    if (text.textContent !== name) text.textContent = name;
    const { x, y } = this.view.toMap({ x: at, y: line });
    text.setAttribute("x", x.toFixed(3));
    text.setAttribute("y", y.toFixed(3));
    text.setAttribute("text-anchor", anchor);
    const { classList } = person.node;
    for (const mark of ["chosen", "near"]) text.classList.toggle(mark, classList.contains(mark));
  }

  #fitting(seen, taken, disc) {
    const { width, height } = this.view;
    const most = Math.min(MOST_NAMES, Math.ceil((width * height) / ROOM));
    const lengths = seen.length > FEW ? [LONGEST] : [LONGEST, SHORT];
    const discs = new Crowd(seen, disc + AIR);
    const names = new Boxes(taken);
    const boxes = [];
    for (const place of seen.slice(0, MOST_TRIED)) {
      if (boxes.length >= most) break;
      const free = disc < BARE && boxes.length < BEST.names ? BEST.covered : 0;
      const best = this.#best(place, this.first.has(place.person) ? Infinity : free, lengths, disc, discs, names);
      if (!best) continue;
      names.take(best);
      boxes.push(best);
    }
    return boxes;
  }

  /** The first box beside a disc that is clear of all others; else the one that covers fewest, no more than `most`. */
  #best(place, most, lengths, disc, discs, names) {
    const { person } = place;
    const { width, height } = this.view;
    let best = null;
    for (const letters of lengths) {
      const name = shortened(person.name, letters);
      if (letters !== lengths[0] && name === person.name) break; // it was tried
      const length = this.#width(name);
      for (const spot of spotsBeside(place, disc, person.x > -0.5)) {
        const left = spot.x - length * { start: 0, middle: 0.5, end: 1 }[spot.anchor];
        const right = left + length;
        const top = spot.line - RISE * FONT;
        const bottom = spot.line + SINK * FONT;
        if (left < 0 || right > width || top < 0 || bottom > height) continue;
        const box = { ...spot, person, name, left, right, top, bottom };
        if (names.isTaken(box)) continue;
        const covered = discs.count(box, person, best ? best.covered : most + 1);
        if (!covered) return box;
        if (covered <= most && !(best?.covered <= covered)) best = { ...box, covered };
      }
    }
    return best;
  }

  #width(name) {
    let width = this.#widths.get(name);
    if (width === undefined) this.#widths.set(name, (width = this.#measure(name)));
    return width;
  }
}

/** Where a name may stand, the best place first: beside its disc, outward; then aslant, below and above it. */
function* spotsBeside({ x, y }, disc, isRight) {
  const sides = isRight ? [1, -1] : [-1, 1];
  const far = disc + FAR * FONT;
  const near = Math.SQRT1_2 * disc + NEAR * FONT;
  const spot = (side, gap, line) => ({ x: x + side * gap, line, anchor: side > 0 ? "start" : "end" });
  for (const side of sides) yield spot(side, far, y + HALF * FONT);
  for (const side of sides) {
    yield spot(side, near, y - near - (SINK * FONT) / 2);
    yield spot(side, near, y + near + 2 * HALF * FONT);
  }
  yield { x, line: y + disc + (RISE + 0.1) * FONT, anchor: "middle" };
  yield { x, line: y - disc - (SINK + 0.1) * FONT, anchor: "middle" };
}

/** Boxes that are taken, by the cells of a grid that they touch. */
class Boxes {
  #cells = new Map();

  constructor(boxes) {
    for (const box of boxes) this.take(box);
  }

  take(box) {
    for (const cell of cellsOf(box, 0)) {
      if (this.#cells.has(cell)) this.#cells.get(cell).push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  isTaken({ left, right, top, bottom }) {
    for (const cell of cellsOf({ left, right, top, bottom }, ASIDE)) {
      for (const one of this.#cells.get(cell) ?? []) {
        const isBeside = one.left >= right + ASIDE || one.right <= left - ASIDE;
        if (!isBeside && one.top < bottom && one.bottom > top) return true;
      }
    }
    return false;
  }
}

/** Discs of one radius, by the cells of a grid, so that those under a box are found without asking all of them. */
class Crowd {
  #cells = new Map();

  constructor(places, radius) {
    this.radius = radius;
    for (const place of places) {
      const cell = cellAt(place.x, place.y);
      if (this.#cells.has(cell)) this.#cells.get(cell).push(place);
      else this.#cells.set(cell, [place]);
    }
  }

  /** How many discs a box covers a part of, but that of its own person; stops counting at `enough`. */
  count(box, person, enough) {
    let count = 0;
    for (const cell of cellsOf(box, this.radius)) {
      for (const one of this.#cells.get(cell) ?? []) {
        const aside = Math.max(box.left - one.x, one.x - box.right, 0);
        const beyond = Math.max(box.top - one.y, one.y - box.bottom, 0);
        if (aside ** 2 + beyond ** 2 >= this.radius ** 2 || one.person === person) continue;
        if (++count >= enough) return count;
      }
    }
    return count;
  }
}

function cellAt(x, y) {
  return Math.floor(y / CELL) * 4096 + Math.floor(x / CELL);
}

function* cellsOf({ left, right, top, bottom }, around) {
  const [first, last] = [Math.floor((left - around) / CELL), Math.floor((right + around) / CELL)];
  const end = Math.floor((bottom + around) / CELL);
  for (let row = Math.floor((top - around) / CELL); row <= end; row++) {
    for (let column = first; column <= last; column++) yield row * 4096 + column;
  }
}

/** Write in a group of the map with letters of a size, and a halo, in CSS pixels. */
function letter(group, pixels, unit) {
  group.style.fontSize = `${pixels * unit}px`;
  group.style.strokeWidth = `${HALO * unit}px`;
}

function shortened(name, most) {
  if (name.length <= most) return name;
  const letters = Array.from(name.slice(0, 4 * most));
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
}

/** How wide a text is in CSS pixels, in the font of an element, without asking the page to lay anything out. */
function measureIn(element) {
  const { fontFamily, fontWeight } = getComputedStyle(element);
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.font = `${fontWeight} ${FONT}px ${fontFamily}`;
  return (text) => canvas.measureText(text).width;
}
