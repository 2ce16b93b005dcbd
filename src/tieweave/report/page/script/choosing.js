// One person chosen: everything about them in the panel, and their place among the others on the map.
// The address of the page says who it is (#p-ID), so that links and the browser's way back work.

const HASH = "#p-";

class Choice {
  #person = null;
  #opener = null;
  #shown = [];

  constructor(page) {
    this.page = page;
    this.panel = document.getElementById("panel");
    const part = (id, tag) => {
      const found = document.getElementById(id) ?? Object.assign(document.createElement(tag), { id });
      if (!found.isConnected) this.panel.append(found);
      return found;
    };
    this.button = part("panel-close", "button");
    this.button.type = "button";
    this.button.textContent = "×";
    this.button.ariaLabel = "Close";
    this.content = part("panel-content", "div");
    this.acts = part("panel-acts", "div"); // the app's forms: above the reasons, so that who corrects need not scroll
    this.more = part("panel-more", "div");
    this.button.addEventListener("click", () => this.close());
    document.addEventListener("click", (event) => this.#followLink(event));
    addEventListener("popstate", () => this.followAddress());
  }

  get person() {
    return this.#person;
  }

  /** Call this with (id, place, isNew) whenever the panel shows somebody. */
  whenShown(shown) {
    this.#shown.push(shown);
    if (this.#person) shown(this.#person.id, this.acts, true);
  }

  /** Show somebody; `isByKey` takes the focus to the panel, and closing brings it back. */
  choose(person, { isByKey = false, isNoted = true } = {}) {
    const isNew = person !== this.#person;
    if (isNoted && location.hash !== HASH + person.id) history.pushState(null, "", HASH + person.id);
    if (!this.panel.contains(document.activeElement)) this.#opener = document.activeElement;
    this.#unmark();
    this.#person = person;
    this.#mark();
    this.page.hover.hide();
    this.fill(isNew);
    this.panel.hidden = false;
    document.documentElement.classList.add("panel-open");
    this.panel.scrollTop = 0;
    const isInPanel = this.panel.contains(document.activeElement);
    if (isByKey || isInPanel) this.content.querySelector("h3").focus({ preventScroll: true });
    this.#bringIn(person);
  }

  close({ isNoted = true } = {}) {
    if (!this.#person) return;
    const hadFocus = this.panel.contains(document.activeElement);
    const { node } = this.#person;
    this.#unmark();
    this.#person = null;
    this.panel.hidden = true;
    document.documentElement.classList.remove("panel-open");
    this.page.view.cover();
    this.page.redraw();
    if (isNoted && location.hash.startsWith(HASH)) history.pushState(null, "", location.href.split("#")[0]);
    if (hadFocus) (isReachable(this.#opener) ? this.#opener : node).focus({ preventScroll: true });
    this.#opener = null;
  }

  /** Show whom the address names; nobody where it names nobody. */
  followAddress() {
    const person = this.#personOf(location.hash);
    if (person) this.choose(person, { isNoted: false });
    else this.close({ isNoted: false });
    return person !== undefined;
  }

  /** Fill the panel anew with what the list says of the person. */
  fill(isNew) {
    const { row, group } = this.#person;
    this.panel.className = `js-only g-${group}`;
    const name = row.querySelector(".name");
    const why = row.querySelector("summary .why");
    const title = document.createElement("h3");
    title.tabIndex = -1;
    title.append(copyOf(name));
    const kind = document.createElement("div");
    kind.className = "panel-kind";
    const rest = [...row.querySelector("summary").children].filter((one) => one !== name && one !== why);
    kind.append(...rest.map(copyOf));
    this.content.replaceChildren(title, kind, copyOf(why));
    this.more.replaceChildren(copyOf(row.querySelector(".detail")), ...this.#known());
    if (isNew) this.acts.replaceChildren();
    for (const shown of this.#shown) shown(this.#person.id, this.acts, isNew);
  }

  /** Take the person's marks anew, after nodes or lines changed. */
  mark() {
    if (this.#person) this.#mark();
  }

  #followLink(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.(`a[href^="${HASH}"]`);
    const person = link && this.#personOf(link.getAttribute("href"));
    if (!person) return;
    event.preventDefault();
    this.choose(person, { isByKey: event.detail === 0 });
  }

  #personOf(hash) {
    return hash.startsWith(HASH) ? this.page.people.get(hash.slice(HASH.length)) : undefined;
  }

  #known() {
    const links = [];
    for (const [id] of this.#person.known) {
      const other = this.page.people.get(id);
      if (!other) continue;
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = HASH + id;
      link.append(copyOf(other.row.querySelector(".name")));
      item.append(link);
      links.push(item);
    }
    if (!links.length) return [];
    const title = document.createElement("h4");
    title.textContent = "Seen together with";
    const list = document.createElement("ul");
    list.className = "panel-known";
    list.append(...links);
    return [title, list];
  }

  #mark() {
    const { page } = this;
    const near = this.#person.known.map(([id]) => page.people.get(id)).filter((one) => one?.isShown);
    page.svg.classList.add("choosing");
    this.#person.node.classList.add("chosen");
    this.#person.showNode(true); // chosen by a link although it is filtered out
    for (const one of near) one.node.classList.add("near");
    page.labels.first = new Set([this.#person, ...near]);
    page.links.drawFrom(this.#person);
    page.redraw();
  }

  #unmark() {
    const { page } = this;
    page.svg.classList.remove("choosing");
    for (const node of page.svg.querySelectorAll(".node.chosen, .node.near")) node.classList.remove("chosen", "near");
    this.#person?.showNode(this.#person.isShown);
    page.labels.first.clear();
    page.links.drawFrom(null);
  }

  /** Tell the map what of it the panel covers, and have it show the person beside it. */
  #bringIn(person) {
    const { view } = this.page;
    const map = view.svg.getBoundingClientRect();
    const panel = this.panel.getBoundingClientRect();
    const isOver = panel.left < map.right && panel.right > map.left && panel.top < map.bottom && panel.bottom > map.top;
    const isSheet = panel.width > map.width * 0.7;
    const most = { right: map.width * 0.8, bottom: map.height * 0.8 };
    if (!isOver) view.cover();
    else if (isSheet) view.cover({ bottom: Math.min(most.bottom, map.bottom - panel.top) });
    else view.cover({ right: Math.min(most.right, map.right - panel.left) });
    view.bringIn(person);
  }
}

/** A copy of an element that may stand beside it: without ids. */
function copyOf(element) {
  const copy = element.cloneNode(true);
  copy.removeAttribute("id");
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  return copy;
}

function isReachable(element) {
  return element instanceof Element && element !== document.body && element.getClientRects().length > 0;
}
