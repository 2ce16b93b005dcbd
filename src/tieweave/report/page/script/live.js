// The page of the app: its forms are sent from here, and it follows what changes.

function startLive(page) {
  const renew = (newer) => {
    page.renew(newer);
    if (!newer.goesOn) awaited.look();
  };
  const said = new Said((undo, button) => answering.takeBack(undo, button));
  const version = Number(document.documentElement.dataset.version);
  const following = new Following({ renew, said, version });
  const answering = new Answering({ said, following });
  const awaited = new Awaited(page);
  answering.whenDone((form, answer, fields) => {
    const address = form.getAttribute("action");
    if (address === "add") awaited.add(answer.who ?? null, fields.name, form);
    else if (address.endsWith("/same-as")) awaited.stay(answer.who ?? null);
    awaited.look();
  });
  const acts = new Acts(said);
  page.whenShown((id, place) => acts.load(id, place));
  following.follow();
}

/** What can be done about the person in the panel. */
class Acts {
  #loading = new AbortController();
  #shown = { id: null, html: "" };

  constructor(said) {
    this.said = said;
  }

  /** Put the forms for somebody into the panel; those that are there already stay, with all that is typed in them. */
  async load(id, place) {
    this.#loading.abort();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    let html;
    try {
      const response = await fetch(`people/${encodeURIComponent(id)}`, { signal, cache: "no-store" });
      if (response.status === 404) return; // gone meanwhile: the page hears of it by itself
      if (!response.ok) throw new Error(`${response.status}`);
      html = await response.text();
    } catch (failure) {
      if (!signal.aborted && !place.hasChildNodes()) this.said.wrong(NO_ANSWER_YET);
      return;
    }
    if (signal.aborted || place.querySelector(".sure")) return; // who is asked something is left to answer it
    const isThere = place.hasChildNodes() && this.#shown.id === id;
    if (isThere && this.#shown.html === html) return;
    this.#shown = { id, html };
    const hand = isThere ? inHand([place.id]) : null;
    place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    hand?.putBack();
    hand?.focusBack();
  }
}

const NO_ANSWER_YET = "What can be done here could not be fetched: the app does not answer.";

/** Somebody who is on the page only after all was found again, and is then shown in the panel. */
class Awaited {
  #wish = null;

  constructor(page) {
    this.page = page;
  }

  /** Show the new person when they are there: by id, or by name where that is not known yet. */
  add(id, name, form) {
    const known = new Set(this.#rows().map((row) => row.id));
    const place = form.closest("section, #panel")?.id;
    const find = () => {
      if (id) return this.page.nameOf(id) ? id : null;
      const isNew = (row) => !known.has(row.id) && row.querySelector(".name").textContent.trim() === name.trim();
      const row = this.#rows().find(isNew);
      return row?.id.slice("p-".length) ?? null;
    };
    this.#wish = { find, place };
  }

  /** Show who two people have become, when the one in the panel is gone. */
  stay(id) {
    const find = () => (this.page.nameOf(id) && !this.page.chosen() ? id : null);
    if (id && id !== this.page.chosen()) this.#wish = { find, place: null };
  }

  look() {
    const id = this.#wish?.find();
    if (!id) return;
    const { place } = this.#wish;
    this.#wish = null;
    // Whoever has gone on to something else meanwhile is not taken away from it.
    const at = document.activeElement;
    const isStillThere = at === document.body || place === null || at.closest(`#${CSS.escape(place)}`) !== null;
    this.page.choose(id);
    if (isStillThere) document.querySelector("#panel-content h3")?.focus({ preventScroll: true });
  }

  #rows() {
    return Array.from(document.getElementById("people").children);
  }
}
