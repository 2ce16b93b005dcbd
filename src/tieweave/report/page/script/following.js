// What changes elsewhere: found again in the background, or done in another window. The app is asked and waits until
// something has changed; then it is asked again.

const FIRST_PAUSE = 500; // milliseconds, twice as long after every failure
const LONGEST_PAUSE = 15_000;
const FAILURES = 2; // so many in a row, and the app has ended
const AT_ONCE = 400; // rows or discs renewed without a breath: whoever clicks meanwhile is answered in between
const UNSEEN = 10_000; // milliseconds out of sight, and nothing is asked until the page is seen again

class Following {
  #version;
  #newer = new Map();
  #calm = Promise.resolve();
  #asking = new AbortController();

  /** `renew` puts newer parts into the page; `said` tells when the app has ended. */
  constructor({ renew, said, version }) {
    this.renew = renew;
    this.said = said;
    this.#version = version;
    let timer = 0;
    document.addEventListener("visibilitychange", () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => this.#asking.abort(), UNSEEN);
    });
    addEventListener("pagehide", () => this.#asking.abort());
  }

  /** Put in parts that an act brought at once; older ones that are still on their way are not to replace them. */
  putIn(version, parts) {
    for (const id of Object.keys(parts)) this.#newer.set(id, version);
    this.renew({ parts });
  }

  /** Leave the page as it is until something has been answered: who clicks comes first. */
  waitFor(answer) {
    this.#calm = Promise.allSettled([this.#calm, answer]);
  }

  /** Follow for as long as the page lives. */
  async follow() {
    let failures = 0;
    for (;;) {
      await seen();
      this.#asking = new AbortController();
      let changes = null;
      try {
        changes = await this.#ask();
      } catch (failure) {
        if (failure instanceof Mistake) return this.said.wrong(failure.message);
        if (this.#asking.signal.aborted) continue;
        failures += 1;
        if (failures >= FAILURES) this.said.ended();
        await pause(Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1)));
        continue;
      }
      failures = 0;
      this.said.isThere();
      if (changes) await this.#take(changes);
    }
  }

  async #ask() {
    const response = await fetch(`changes?since=${this.#version}`, {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: this.#asking.signal,
    });
    if (response.status === 403) throw new Mistake(NOT_LET_IN);
    if (!response.ok) throw new Error(`${response.status}`);
    return response.status === 204 ? null : response.json();
  }

  async #take({ version, parts, lists }) {
    const isThere = (id) => /^[pn]-/.test(id) && parts[id] !== null && document.getElementById(id) !== null;
    const newest = (ids) => chosen(parts, ids.filter((id) => !(this.#newer.get(id) > version)));
    const there = Object.keys(parts).filter(isThere);
    const rest = Object.keys(parts).filter((id) => !isThere(id));
    while (there.length > AT_ONCE) {
      this.renew({ parts: newest(there.splice(0, AT_ONCE)), goesOn: true });
      await this.#breath();
    }
    for (const [container, ids] of Object.entries(lists)) {
      for (let count = AT_ONCE; count < ids.length; count += AT_ONCE) {
        this.renew({ lists: { [container]: ids.slice(0, count) }, goesOn: true });
        await this.#breath();
      }
    }
    this.renew({ parts: newest([...there, ...rest]), lists });
    for (const [id, at] of this.#newer) if (at <= version) this.#newer.delete(id);
    this.#version = version;
    document.documentElement.dataset.version = version;
  }

  /** Let the browser do what else is to be done; where nobody looks, nothing is. */
  async #breath() {
    if (document.hidden) return;
    await pause(0);
    await this.#calm;
  }
}

function chosen(parts, ids) {
  return Object.fromEntries(ids.map((id) => [id, parts[id]]));
}

/** Wait until the page is in sight. */
function seen() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    const look = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", look);
      done();
    };
    document.addEventListener("visibilitychange", look);
  });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
