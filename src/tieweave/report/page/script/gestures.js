// Moving the map by hand: wheel, drag, two fingers, double tap, and the three buttons.

const DRAG_FROM = { mouse: 4, pen: 6, touch: 9 }; // CSS pixels a pointer may tremble in a click
const DOUBLE_TAP = { milliseconds: 320, pixels: 30 };
const STEP = 1.6; // of a button, a key, a double tap

function startGestures(view, { picked, hovered, left }) {
  const { svg } = view;
  const pointers = new Map();
  let isDragged = false; // since the last pointer went down
  let isEntered = false; // clicked, and the pointer still on it: the wheel zooms
  let lastPointer = "mouse";
  let lastTap = null;
  let pinched = null;

  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (pointers.size === 0) isDragged = false;
    lastPointer = event.pointerType;
    pointers.set(event.pointerId, view.fromCorner(event));
    view.stop();
    isEntered = true;
    if (pointers.size === 2) {
      beginDrag();
      pinched = pinchOf(pointers);
    }
  });

  svg.addEventListener("pointermove", (event) => {
    const at = view.fromCorner(event);
    if (event.buttons === 0) release(event); // it went up outside
    const pointer = pointers.get(event.pointerId);
    if (!pointer) {
      if (event.pointerType !== "touch") hovered(at);
      return;
    }
    if (!isDragged && Math.hypot(at.x - pointer.x, at.y - pointer.y) > DRAG_FROM[event.pointerType]) beginDrag();
    if (!isDragged) return;
    const moved = { x: at.x - pointer.x, y: at.y - pointer.y };
    Object.assign(pointer, at);
    if (pointers.size === 2) {
      const now = pinchOf(pointers);
      view.zoomAt(now.middle, now.distance / pinched.distance);
      view.panBy(now.middle.x - pinched.middle.x, now.middle.y - pinched.middle.y);
      pinched = now;
    } else if (pointers.size === 1) {
      view.panBy(moved.x, moved.y);
    }
  });

  const release = (event) => {
    const pointer = pointers.get(event.pointerId);
    if (!pointer) return;
    pointers.delete(event.pointerId);
    if (pointers.size === 0) svg.classList.remove("dragging");
    if (event.type === "pointerup" && event.pointerType === "touch" && !isDragged) tap(event, pointer);
  };
  svg.addEventListener("pointerup", release);
  svg.addEventListener("pointercancel", release);

  svg.addEventListener("pointerleave", () => {
    isEntered = false;
    left();
  });

  svg.addEventListener("dragstart", (event) => event.preventDefault());

  svg.addEventListener("click", (event) => {
    if (isDragged) {
      event.preventDefault();
      event.stopPropagation();
      isDragged = false;
      return;
    }
    // The link of a node does it itself: every link to a person on the page does.
    if (!event.target.closest(".node")) picked(view.fromCorner(event), lastPointer);
  });

  svg.addEventListener("dblclick", (event) => {
    if (lastPointer === "touch" || event.target.closest(".node")) return;
    event.preventDefault();
    view.glideAt(view.fromCorner(event), event.shiftKey ? 1 / STEP : STEP);
  });

  svg.addEventListener(
    "wheel",
    (event) => {
      const isPinch = event.ctrlKey || event.metaKey;
      if (!isPinch && !isEntered) return;
      const pixels = event.deltaY * [1, 16, 400][event.deltaMode];
      if (!isPinch && pixels > 0 && view.isWhole) return; // nothing to zoom out of: let the page scroll on
      event.preventDefault();
      // A trackpad tells a pinch in steps of a few pixels, a wheel in steps of a hundred.
      const speed = Math.abs(pixels) < 40 ? 0.01 : 0.0025;
      view.zoomAt(view.fromCorner(event), Math.exp(-Math.max(-300, Math.min(300, pixels)) * speed));
    },
    { passive: false },
  );

  // Safari tells of a pinch on a trackpad in events of its own.
  let before = 1;
  svg.addEventListener("gesturestart", (event) => {
    event.preventDefault();
    before = 1;
  });
  svg.addEventListener("gesturechange", (event) => {
    event.preventDefault();
    if (pointers.size === 0) view.zoomAt(view.fromCorner(event), event.scale / before);
    before = event.scale;
  });

  const buttons = {
    "zoom-in": () => view.zoomBy(STEP),
    "zoom-out": () => view.zoomBy(1 / STEP),
    "zoom-all": () => view.whole(),
  };
  for (const [id, act] of Object.entries(buttons)) document.getElementById(id)?.addEventListener("click", act);

  function beginDrag() {
    isDragged = true;
    left();
    svg.classList.add("dragging");
    for (const id of pointers.keys()) svg.setPointerCapture(id);
  }

  function tap(event, at) {
    const isSecond =
      lastTap &&
      event.timeStamp - lastTap.time < DOUBLE_TAP.milliseconds &&
      Math.hypot(at.x - lastTap.x, at.y - lastTap.y) < DOUBLE_TAP.pixels;
    lastTap = isSecond ? null : { ...at, time: event.timeStamp };
    if (!isSecond) return;
    isDragged = true; // so that the click to come chooses nobody
    view.glideAt(at, STEP ** 2);
  }
}

function pinchOf(pointers) {
  const [one, other] = pointers.values();
  return {
    middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
    distance: Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)),
  };
}
