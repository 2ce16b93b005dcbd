// Ego in the middle of the map: grows as slowly as the discs, so that the people nearest to ego have the room.

class Ego {
  constructor(svg, view) {
    this.view = view;
    this.disc = svg.querySelector("#ego circle");
    this.text = svg.querySelector("#ego text");
    this.radius = Number(this.disc.getAttribute("r"));
    this.letters = Number(this.text.getAttribute("font-size"));
  }

  /** Draw ego; returns the box that it takes (CSS pixels from the corner of the svg). */
  draw() {
    const { unit, scale } = this.view;
    const growth = scale ** (DISC_GROWTH - 1);
    this.disc.setAttribute("r", this.radius * growth);
    this.text.setAttribute("font-size", this.letters * growth);
    const half = (this.radius * growth) / unit;
    const { x, y } = this.view.toScreen({ x: 0, y: 0 });
    return { left: x - half, right: x + half, top: y - half, bottom: y + half };
  }
}
