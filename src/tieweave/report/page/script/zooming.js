// Which part of the map is seen: the viewBox of the svg follows a centre and a scale, one drawing a frame.

const MOST_SCALE = 40;
const MARGIN = 40; // CSS pixels from who is brought in to the edge
const GLIDE = 220; // milliseconds

/** Whether the reader wants nothing to move by itself. */
function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Call `step` with 0..1 (eased) in every frame until it is over; returns how to stop. */
function glide(milliseconds, step) {
  if (isStill()) {
    step(1);
    return () => {};
  }
  let frame = 0;
  let start = null;
  const next = (now) => {
    start ??= now;
    const share = Math.min(1, (now - start) / milliseconds);
    step(1 - (1 - share) ** 3);
    frame = share < 1 ? requestAnimationFrame(next) : 0;
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}

class View {
  #frame = 0;
  #stop = () => {};
  #drawn = () => {};

  constructor(svg) {
    this.svg = svg;
    this.width = 0;
    this.height = 0;
    this.scale = 1;
    this.covered = { right: 0, bottom: 0 };
    this.centre = { x: 0, y: 0 };
    this.bound(svg.viewBox.baseVal.width / 2, 0);
    new ResizeObserver(([entry]) => this.#resize(entry.contentRect)).observe(svg);
    this.#resize(svg.getBoundingClientRect());
  }

  /** Take how far the map reaches around its middle, in its units, and the CSS pixels that its names take beyond. */
  bound(edge, beyond) {
    this.edge = edge || this.edge;
    this.beyond = beyond;
  }

  /** Call this after every drawing. */
  whenDrawn(drawn) {
    this.#drawn = drawn;
  }

  /** Map units in a CSS pixel. */
  get unit() {
    return this.#wholeUnit / this.scale;
  }

  get isWhole() {
    return this.scale <= 1.001;
  }

  /** The place of a point of the map in CSS pixels from the left and the top of the svg. */
  toScreen({ x, y }) {
    const unit = this.unit;
    return {
      x: (x - this.centre.x) / unit + this.width / 2,
      y: (y - this.centre.y) / unit + this.height / 2,
    };
  }

  toMap({ x, y }) {
    const unit = this.unit;
    return {
      x: (x - this.width / 2) * unit + this.centre.x,
      y: (y - this.height / 2) * unit + this.centre.y,
    };
  }

  /** A point of the screen (an event's clientX and clientY) in CSS pixels from the corner of the svg. */
  fromCorner({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  panBy(x, y) {
    this.stop();
    const unit = this.unit;
    this.#set(this.centre.x - x * unit, this.centre.y - y * unit, this.scale);
  }

  /** Zoom by a factor; what is at `point` (CSS pixels from the corner) stays there. */
  zoomAt(point, factor) {
    this.stop();
    this.#set(...this.#zoomed(point, factor));
  }

  glideAt(point, factor) {
    this.#glideTo(...this.#zoomed(point, factor));
  }

  glideBy(x, y) {
    const unit = this.unit;
    this.#glideTo(this.centre.x + x * unit, this.centre.y + y * unit, this.scale);
  }

  zoomBy(factor) {
    this.glideAt({ x: this.width / 2, y: this.height / 2 }, factor);
  }

  whole() {
    this.#glideTo(0, 0, 1);
  }

  /** Move no further than needed for a point of the map to be seen, clear of what covers a part of the svg. */
  bringIn(point) {
    const { x, y } = this.toScreen(point);
    const right = this.width - this.covered.right;
    const bottom = this.height - this.covered.bottom;
    const lack = (at, end) => {
      const margin = Math.min(MARGIN, end / 3);
      return at < margin ? at - margin : Math.max(0, at - (end - margin));
    };
    const [aside, below] = [lack(x, right), lack(y, bottom)];
    if (aside || below) this.glideBy(aside, below);
  }

  /** Say how many CSS pixels of the svg lie under something, from the right and from the bottom. */
  cover({ right = 0, bottom = 0 } = {}) {
    const isLess = right < this.covered.right || bottom < this.covered.bottom;
    this.covered = { right, bottom };
    if (isLess) this.glideBy(0, 0);
  }

  /** Show the whole map on paper, where it is so many CSS pixels wide and high; returns how to go back. */
  showWhole(side) {
    this.stop();
    const { centre, scale, width, height } = this;
    const set = (seen) => {
      Object.assign(this, seen);
      this.drawNow();
    };
    set({ centre: { x: 0, y: 0 }, scale: 1, width: side, height: side, isOnPaper: true });
    return () => set({ centre, scale, width, height, isOnPaper: false });
  }

  /** Stop moving by itself. */
  stop() {
    this.#stop();
  }

  /** Draw in the next frame. */
  draw() {
    this.#frame ||= requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.width || !this.height) return;
    const { svg, unit, width, height, centre } = this;
    const box = [centre.x - (width * unit) / 2, centre.y - (height * unit) / 2, width * unit, height * unit];
    svg.setAttribute("viewBox", box.map((number) => number.toFixed(3)).join(" "));
    // One finger scrolls the page over the whole map, and moves the map when it is zoomed in.
    svg.style.touchAction = this.isWhole ? "pan-y" : "none";
    this.#drawn();
  }

  /** Map units in a CSS pixel while the whole map is seen. */
  get #wholeUnit() {
    const half = Math.min(this.width, this.height) / 2;
    return this.edge / Math.max(half - this.beyond, half / 2);
  }

  #zoomed(point, factor) {
    const scale = Math.min(MOST_SCALE, Math.max(1, this.scale * factor));
    const fixed = this.toMap(point);
    const share = this.scale / scale;
    return [fixed.x + (this.centre.x - fixed.x) * share, fixed.y + (this.centre.y - fixed.y) * share, scale];
  }

  #set(x, y, scale) {
    this.scale = scale;
    this.centre = this.#inBounds(x, y);
    this.draw();
  }

  #glideTo(x, y, scale) {
    this.stop();
    const from = { ...this.centre, span: 1 / this.scale };
    const to = { x, y, span: 1 / scale };
    this.#stop = glide(GLIDE, (share) => {
      const span = from.span * (to.span / from.span) ** share;
      // A centre that moves with what is seen keeps the point under the pointer still.
      const way = from.span === to.span ? share : (span - from.span) / (to.span - from.span);
      this.#set(from.x + (to.x - from.x) * way, from.y + (to.y - from.y) * way, share < 1 ? 1 / span : scale);
    });
  }

  /**
   * The whole map stays in the middle; zoomed in, its edge may come to the middle of what is seen, not further.
   * What is covered may be moved out of the cover.
   */
  #inBounds(x, y) {
    const { covered, unit, scale } = this;
    const reach = (Math.min(this.width, this.height) / 2) * this.#wholeUnit;
    const between = (value, seen, cover) => {
      const slack = (seen / 2) * (1 - 1 / scale);
      const half = Math.min(reach, seen / 2 - slack);
      return Math.min(reach - half + cover, Math.max(half - reach, value));
    };
    return {
      x: between(x, this.width * unit, covered.right * unit),
      y: between(y, this.height * unit, covered.bottom * unit),
    };
  }

  #resize({ width, height }) {
    if (this.isOnPaper || (width === this.width && height === this.height)) return;
    this.width = width;
    this.height = height;
    if (width && height) this.#set(this.centre.x, this.centre.y, this.scale);
  }
}
