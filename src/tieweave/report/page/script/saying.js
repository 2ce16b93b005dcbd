// The line that says what was done, or why it was not; what can be taken back has a button beside it.

const ENDED = "The app has ended: start it again in the terminal, and open the address it gives.";

class Said {
  #undo = null;
  #kind = "";

  /** `takeBack` is called with what the app said how to undo. */
  constructor(takeBack) {
    this.bar = document.getElementById("said");
    this.text = this.bar.querySelector(".text");
    this.button = this.bar.querySelector(".undo");
    this.takeBack = takeBack;
    this.enough = this.bar.querySelector(".enough") ?? this.#button("enough", "×", "Put away");
    this.button.setAttribute("aria-keyshortcuts", "Control+Z");
    this.button.title = "Control Z";
    this.button.addEventListener("click", () => this.undo());
    this.enough.addEventListener("click", () => this.#putAway());
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  /** Say what was done, and how it is undone where it can be. */
  done(line, undo = null) {
    this.#say("done", line, undo);
  }

  /** Say why something was not done. What can be undone stays so. */
  wrong(line) {
    this.#say("wrong", line, this.#undo);
  }

  /** Say that nobody is there to hear. */
  ended() {
    if (this.#kind !== "ended") this.#say("ended", ENDED, null);
  }

  /** Take back that the app has ended: it answers. */
  isThere() {
    if (this.#kind === "ended") this.#say("done", "The app answers again.", null);
  }

  undo() {
    if (this.#undo && this.button.getAttribute("aria-disabled") !== "true") this.takeBack(this.#undo, this.button);
  }

  #say(kind, line, undo) {
    const hadFocus = document.activeElement === this.button;
    this.#kind = kind;
    this.#undo = undo;
    this.bar.dataset.kind = kind;
    // A new element each time: the same line twice is heard twice.
    const said = document.createElement("span");
    said.dir = "auto";
    said.textContent = line;
    this.text.replaceChildren(said);
    this.button.hidden = undo === null;
    this.enough.hidden = false;
    if (hadFocus && undo === null) this.enough.focus({ preventScroll: true });
  }

  #putAway() {
    const hadFocus = this.bar.contains(document.activeElement);
    this.text.replaceChildren();
    this.button.hidden = this.enough.hidden = true;
    this.#undo = null;
    delete this.bar.dataset.kind;
    if (this.#kind !== "ended") this.#kind = "";
    if (hadFocus) goTo(document.querySelector("#panel:not([hidden]) h3, main h2"));
  }

  #press(event) {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isUndo = isCommand && event.key.toLowerCase() === "z";
    const isTyping = event.target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");
    if (!isUndo || isTyping || event.defaultPrevented || !this.#undo) return;
    event.preventDefault();
    this.undo();
  }

  #button(name, text, label) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: name, hidden: true });
    button.textContent = text;
    button.setAttribute("aria-label", label);
    this.bar.append(button);
    return button;
  }
}
