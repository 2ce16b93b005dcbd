// What is asked once more before it is done, in its place on the page: who becomes one with whom, and who is parted.

/** Whether a form asks to be made sure of. */
function isToBeSure(form) {
  return form.dataset.sure !== undefined;
}

/** Ask in the form, and give whether the reader wants it. The focus goes to the question, and back. */
function makeSure(form) {
  return new Promise((answer) => {
    form.querySelector(".sure")?.remove();
    const focused = document.activeElement;
    const asked = document.createElement("div");
    asked.className = "sure";
    asked.setAttribute("role", "group");
    asked.setAttribute("aria-label", "Are you sure?");
    const line = document.createElement("p");
    line.dir = "auto";
    line.textContent = questionOf(form);
    const yes = buttonOf("Yes", () => end(true));
    const no = buttonOf("No", () => end(false));
    line.id = "sure-of";
    yes.setAttribute("aria-describedby", line.id);
    asked.append(line, yes, no);
    asked.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      end(false);
    });
    const end = (isSure) => {
      form.removeEventListener("input", other);
      const hadFocus = asked.contains(document.activeElement);
      asked.remove();
      const back = focused.isConnected ? focused : form.querySelector("input, button");
      if (hadFocus) back.focus({ preventScroll: true });
      answer(isSure);
    };
    // Whoever types another name is asked about that one.
    const other = () => end(false);
    form.addEventListener("input", other);
    form.append(asked);
    yes.focus();
  });
}

/** The question of a form, with what was typed or chosen in its place. */
function questionOf(form) {
  return form.dataset.sure.replace(/\{(\w+)\}/g, (whole, name) => {
    const field = form.elements.namedItem(name);
    const value = field?.value.trim() ?? "";
    if (field instanceof RadioNodeList || field?.type === "radio") {
      const chosen = Array.from(form.elements).find((one) => one.name === name && one.checked);
      return chosen?.closest("label")?.textContent.trim() ?? whole;
    }
    const option = Array.from(field?.list?.options ?? []).find((one) => one.value === value);
    return option?.label || value || whole;
  });
}

function buttonOf(text, pressed) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.textContent = text;
  button.addEventListener("click", pressed);
  return button;
}
