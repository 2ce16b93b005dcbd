// Parts of the page replaced by newer ones, as the app sends them; on the map people go to their new places.

const MOVE = 500; // milliseconds
const MOST_MOVES = 300; // so many go where one sees them go, those with the longest way; the others are there at once
const LONG_WAY = 100; // units of the map: where thousands go to the next place, who goes no further is there at once

/**
 * Put newer parts in: `parts` has the HTML of elements by id (null: gone), `lists` the order of children by container.
 * With `goesOn` more follows: what depends on all of it waits for the last.
 */
function renew(page, { parts = {}, lists = {}, goesOn = false }) {
  const { people, svg } = page;
  const hand = inHand([...Object.keys(parts), "panel-content", "panel-more"]);
  page.arrive?.();
  for (const [id, made] of elementsOf(parts, svg)) {
    if (id === "labels") continue; // the page writes its own
    const old = document.getElementById(id);
    if (id.startsWith("n-") && old && made) renewNode(page, people.get(id.slice(2)), old, made, goesOn);
    else if (id.startsWith("p-") && old && made) renewRow(people.get(id.slice(2)), old, made);
    else if (old && made) old.replaceWith(made);
    else if (old) old.remove();
    else if (made && (id.startsWith("p-") || id.startsWith("n-"))) {
      document.getElementById(id.startsWith("p-") ? "people" : "nodes").append(made);
    }
  }
  for (const [container, ids] of Object.entries(lists)) inOrder(document.getElementById(container), ids);
  for (const [id, person] of people) {
    if (!person.row.isConnected || !person.node.isConnected) people.delete(id);
  }
  takeNew(people, Object.keys(parts));
  hand.putBack();
  if (!goesOn) {
    const ways = page.moves.splice(0).map(go);
    page.settle();
    show(page, ways);
  }
  hand.focusBack();
}

function renewRow(person, old, made) {
  const isOpen = old.querySelector("details")?.open;
  if (isOpen) made.querySelector("details").open = true;
  old.replaceWith(made);
  if (!person) return;
  made.hidden = !person.isShown;
  person.read(made);
}

/** Give a node its new look and place, the place at the end where it is far. It stays the same, and keeps the focus. */
function renewNode(page, person, old, made, goesOn) {
  if (!person) return;
  const kept = ["chosen", "near", "hovered"].filter((name) => old.classList.contains(name));
  made.classList.add(...kept);
  for (const { name, value } of made.attributes) {
    if (name !== "tabindex" && name !== "display" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  const disc = made.querySelector("circle");
  page.discs.whole = Number(disc.getAttribute("r"));
  person.strength = Number(made.dataset.strength);
  const move = { person, to: { x: Number(disc.getAttribute("cx")), y: Number(disc.getAttribute("cy")) } };
  if (goesOn && Math.hypot(move.to.x - person.x, move.to.y - person.y) < LONG_WAY) go(move);
  else page.moves.push(move);
}

/** Go to a new place; returns the way. */
function go({ person, to }) {
  const from = { x: person.x, y: person.y };
  if (from.x !== to.x || from.y !== to.y) person.moveTo(to.x, to.y);
  return { person, from, to, length: Math.hypot(to.x - from.x, to.y - from.y) };
}

/** Show people on their ways, at the end of which they are already. */
function show(page, ways) {
  const seen = ways.filter((way) => way.length > 0).sort((one, other) => other.length - one.length).slice(0, MOST_MOVES);
  if (!seen.length) return;
  const step = (share) => {
    for (const { person, from, to } of seen) {
      const left = 1 - share; // exactly nothing at the end
      person.moveTo(to.x - (to.x - from.x) * left, to.y - (to.y - from.y) * left);
    }
    page.links.draw();
    page.links.drawFrom(page.choice.person);
    page.redraw();
  };
  const stop = glide(MOVE, step);
  page.arrive = () => {
    stop();
    for (const { person, to } of seen) person.moveTo(to.x, to.y);
    page.arrive = null;
  };
}

/** Take those of some elements who are new on the page among the people. */
function takeNew(people, ids) {
  for (const element of ids) {
    const id = element.slice("p-".length);
    if (!element.startsWith("p-") || people.has(id)) continue;
    const [row, node] = [document.getElementById(element), document.getElementById(`n-${id}`)];
    if (row && node) people.set(id, new Person(row, node));
  }
}

/** Put children in order, and move as few as may be: one that goes far down is not passed by all others. */
function inOrder(container, ids) {
  let before = container.firstElementChild;
  for (const id of ids) {
    const child = document.getElementById(id);
    if (!child) continue;
    if (child === before || child === before?.nextElementSibling) before = child.nextElementSibling;
    else container.insertBefore(child, before);
  }
}

/** The elements that pieces of HTML are, with their ids; all are parsed at once, and nothing in them runs. */
function elementsOf(parts, svg) {
  const ofMap = new Set(Array.from(svg.children, (child) => child.id));
  const isOfMap = (id) => id.startsWith("n-") || ofMap.has(id);
  const written = Object.keys(parts).filter((id) => parts[id] !== null);
  const html = (isWanted) => written.filter(isWanted).map((id) => parts[id]).join("");
  const drawn = childrenOf(`<svg>${html(isOfMap)}</svg>`)[0];
  const made = new Map([...drawn.children, ...childrenOf(html((id) => !isOfMap(id)))].map((one) => [one.id, one]));
  return Object.keys(parts).map((id) => [id, made.get(id) ?? null]);
}

function childrenOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.children;
}
