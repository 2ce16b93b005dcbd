// Everything is put together here, once, when the page has been read.

function startPage() {
  document.documentElement.classList.add("js");
  const svg = document.getElementById("ego-map");
  const place = document.getElementById("map");
  const people = readPeople();
  const view = new View(svg);
  const discs = new Discs(view, people);
  const labels = new Labels(svg.querySelector("#labels"), view, people);
  const page = { svg, people, view, discs, labels, moves: [], redraw: () => view.draw() };
  page.links = new Links(svg, people);
  const lettering = new Lettering(svg, view);
  const ego = new Ego(svg, view);
  page.hover = new Hover(place, view, discs, labels);
  page.choice = new Choice(page);
  page.roving = new Roving(page);
  page.filters = new Filters(page);
  page.settle = () => {
    lettering.read();
    discs.sort();
    labels.forget();
    page.links.read();
    page.filters.apply();
    if (page.choice.person && !people.has(page.choice.person.id)) page.choice.close();
    else if (page.choice.person) page.choice.fill(false);
  };
  view.whenDrawn(() => {
    const seen = discs.draw();
    labels.thin(seen, [...lettering.draw(), ego.draw()], discs.radius);
    page.hover.follow();
  });
  startGestures(view, {
    picked: (point, pointer) => {
      const person = page.hover.personAt(point, pointer);
      if (person) page.choice.choose(person);
      else page.choice.close();
    },
    hovered: (point) => page.hover.at(point),
    left: () => page.hover.hide(),
  });
  startKeys(page);
  startPrinting(view);
  sayHow(place);
  view.drawNow();
  page.filters.apply();
  if (page.choice.followAddress()) svg.scrollIntoView({ block: "nearest" });
  return page;
}

/** Say how the map is moved, by what the reader has at hand. */
function sayHow(place) {
  const hint = document.getElementById("map-hint") ?? place.appendChild(document.createElement("p"));
  hint.id = "map-hint";
  hint.classList.add("js-only");
  hint.textContent = matchMedia("(pointer: coarse)").matches
    ? "Tap somebody to see more. Two fingers, or a double tap, zoom."
    : "Click somebody to see more. Zoom with + and −, or with Ctrl and the wheel. Arrow keys go from person to person.";
}

/** What the app may use. */
function hooksOf(page) {
  const { choice, people } = page;
  return {
    renew: (newer) => renew(page, newer),
    whenShown: (shown) => choice.whenShown(shown),
    chosen: () => choice.person?.id ?? null,
    choose: (id) => people.has(id) && choice.choose(people.get(id)),
    close: () => choice.close(),
    nameOf: (id) => people.get(id)?.name ?? "",
  };
}

const started = startPage();
if (typeof startLive === "function") startLive(hooksOf(started)); // a report has no live.js
performance.mark("tieweave-ready");
document.documentElement.dataset.ready = "true";
