// Paper shows the whole map, and the words of every draft.

const PAPER = 620; // CSS pixels: the map on paper is as wide and as high

function startPrinting(view) {
  let goBack = () => {};
  addEventListener("beforeprint", () => {
    const goBackToMap = view.showWhole(PAPER);
    const opened = [...document.querySelectorAll("details.words:not([open])")];
    for (const words of opened) words.open = true;
    goBack = () => {
      for (const words of opened) words.open = false;
      goBackToMap();
    };
  });
  addEventListener("afterprint", () => {
    goBack();
    goBack = () => {};
  });
}
