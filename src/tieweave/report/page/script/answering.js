// The forms of the page, sent without leaving it: what was done is said and shown at once, what could not be done is
// said, and what was typed stays where it is.

const NOT_LET_IN = "This page is of an app that has ended: open the address that the terminal gives now.";
const NO_ANSWER = "Nothing was kept: the app does not answer. Does it still run in the terminal?";

/** What could not be done; its message is the line that says so. */
class Mistake extends Error {}

/** Send fields to an address of the app; its answer. Throws a Mistake. */
async function send(address, fields) {
  let response;
  try {
    const headers = { Accept: "application/json" };
    response = await fetch(address, { method: "POST", body: new URLSearchParams(fields), headers });
  } catch {
    throw new Mistake(NO_ANSWER);
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer;
  if (response.status === 403) throw new Mistake(NOT_LET_IN);
  throw new Mistake(answer?.error ?? `Nothing was kept: the app answered ${response.status}.`);
}

class Answering {
  #done = [];

  constructor({ said, following }) {
    this.said = said;
    this.following = following;
    document.addEventListener("submit", (event) => this.#submit(event));
  }

  /** Call this with (form, answer, fields) when what a form asked for was done. */
  whenDone(done) {
    this.#done.push(done);
  }

  /** Undo what the app said how to. */
  async takeBack(undo, button) {
    const answer = await this.#ask("undo", undo, [button]);
    if (!answer) return;
    // Where nothing has been found again yet, no newer part comes: what was struck is as it was.
    for (const item of document.querySelectorAll("[data-settled]")) delete item.dataset.settled;
    this.said.done(answer.said, answer.undo ?? null);
  }

  async #submit(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    const { submitter } = event;
    if (isBusy(form) || form.closest("[data-settled]") || submitter?.getAttribute("aria-disabled") === "true") return;
    if (isToBeSure(form, submitter) && !(await makeSure(form))) return;
    const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]);
    const settled = settle(form, submitter);
    const buttons = form.querySelectorAll("button:not([type=button])");
    form.setAttribute("aria-busy", "true");
    const answer = await this.#ask(form.getAttribute("action"), fields, buttons, () => form.reset());
    form.removeAttribute("aria-busy");
    if (!answer) {
      for (const item of settled) delete item.dataset.settled;
      return;
    }
    this.said.done(answer.said, answer.undo ?? null);
    for (const done of this.#done) done(form, answer, Object.fromEntries(fields));
  }

  /** Send; the buttons are out of use meanwhile, but keep the focus. Null when it was not done, which is said. */
  async #ask(address, fields, buttons, whenKept = () => {}) {
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    try {
      const sent = send(address, fields);
      this.following.waitFor(sent);
      const answer = await sent;
      whenKept();
      if (answer.parts) this.following.putIn(answer.version, answer.parts);
      return answer;
    } catch (mistake) {
      if (!(mistake instanceof Mistake)) throw mistake;
      this.said.wrong(mistake.message);
      return null;
    } finally {
      for (const button of buttons) button.removeAttribute("aria-disabled");
    }
  }
}

function isBusy(form) {
  return form.getAttribute("aria-busy") === "true";
}

/** Show a follow-up as settled wherever it stands; returns the items that show it. */
function settle(form, submitter) {
  const action = form.getAttribute("action");
  if (!action.startsWith("follow-ups/") || !submitter) return [];
  const same = document.querySelectorAll(`form[action="${CSS.escape(action)}"]`);
  const items = Array.from(same, (one) => one.closest("li"));
  for (const item of items) item.dataset.settled = submitter.value;
  return items;
}
