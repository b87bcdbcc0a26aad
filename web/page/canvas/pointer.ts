// Mouse, fingers, pen and wheel on the stage. Mirror elements lie over the canvas, so that events are taken where they bubble to: a
// press on a mirrored button is a press at that place of the canvas.
import type { Bridge } from '../bridge/bridge.ts';

const kinds: Record<string, number> = { mouse: 0, touch: 1, pen: 2 };

export function modifierBits(event: MouseEvent | KeyboardEvent): number {
  return (event.shiftKey ? 1 : 0) | (event.ctrlKey || event.metaKey ? 2 : 0) | (event.altKey ? 4 : 0);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

/** The text in it can be scrolled, and the person is in it. */
function scrollsItself(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement && target === document.activeElement;
}

/** How far a finger goes before it is a swipe and no tap, in CSS pixels; the program knows it too (web/app/main.cpp). */
const swipeLength = 10;

/**
 * Keeps swipes from the browser. What a text field has inside can be panned, whatever touch-action says of the field, so a swipe over
 * fields would set something going that nobody sees; and a tap that stops such a thing goes to no field and opens no list.
 */
function keepSwipes(stage: HTMLElement): void {
  let start: { x: number; y: number } | undefined;
  stage.addEventListener(
    'touchstart',
    ({ touches }) => {
      const touch = touches[0];
      if (touches.length === 1 && touch) start = { x: touch.clientX, y: touch.clientY };
    },
    { passive: true },
  );
  stage.addEventListener(
    'touchmove',
    (event) => {
      const touch = event.touches[0];
      if (!touch || !start || !event.cancelable) return;
      const across = Math.abs(touch.clientX - start.x);
      const along = Math.abs(touch.clientY - start.y);
      // A tap that trembles stays one.
      if (Math.max(across, along) <= swipeLength) return;
      // In the field in use a finger moves the text or the caret.
      if (scrollsItself(event.target)) return;
      if (isField(event.target) && event.target === document.activeElement && across > along) return;
      event.preventDefault();
    },
    { passive: false },
  );
}

/** Presses that follow each other within so many milliseconds are a double one, as the program takes them (web/canvas/canvas_view.cpp). */
const doublePress = 350;

/** Whether a press may do something to the network: on a button of a panel, or the second of a double one. Others look around. */
function mayEdit({ target, timeStamp }: PointerEvent, lastPress: number): boolean {
  const button = target instanceof Element ? target.closest<HTMLElement>('button') : null;
  return (
    timeStamp - lastPress < doublePress || (button !== null && !['node', 'tie'].includes(button.dataset.key ?? ''))
  );
}

export function listenToPointers(bridge: Bridge, stage: HTMLElement, requestFrame: () => void): void {
  let lastPress = Number.NEGATIVE_INFINITY;
  const send = (phase: number, event: PointerEvent) => {
    const edits = phase === 0 && mayEdit(event, lastPress);
    if (phase === 0) lastPress = event.timeStamp;
    const box = stage.getBoundingClientRect();
    const kind = kinds[event.pointerType] ?? 0;
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const button = event.button === 1 ? 1 : event.button === 2 ? 2 : 0;
    bridge.input(() => {
      bridge.direct('_app_pointer', phase, event.pointerId, kind, x, y, button, modifierBits(event), event.timeStamp);
      if (bridge.direct('_app_wants_frame') !== 0) requestFrame();
    }, edits);
  };

  stage.addEventListener('pointerdown', (event) => {
    if (!isField(event.target)) {
      // The focus stays where people type only while they press inside a field.
      const focused = document.activeElement;
      if (focused instanceof HTMLElement && stage.contains(focused) && isField(focused)) focused.blur();
      stage.setPointerCapture(event.pointerId);
    }
    send(0, event);
  });
  stage.addEventListener('pointermove', (event) => {
    // Browsers gather moves for a frame; the last one is what matters. Nobody waits for the rest of the program because a mouse passes.
    if (bridge.whole || event.buttons !== 0) send(1, event);
    else void bridge.fetchRest();
  });
  stage.addEventListener('pointerup', (event) => send(2, event));
  stage.addEventListener('pointercancel', (event) => send(3, event));
  stage.addEventListener('pointerleave', (event) => {
    if (bridge.whole) send(4, event);
  });
  stage.addEventListener('contextmenu', (event) => {
    if (!isField(event.target)) event.preventDefault();
  });
  stage.addEventListener(
    'wheel',
    (event) => {
      if (scrollsItself(event.target)) return;
      event.preventDefault();
      const box = stage.getBoundingClientRect();
      const unit =
        event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 32 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 320 : 1;
      // A trackpad's pinch comes as a wheel with Ctrl and small steps. A mouse wheel comes in large vertical steps: it zooms as well.
      const pinch = event.ctrlKey || event.metaKey;
      const mouseWheel =
        event.deltaX === 0 && (event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(event.deltaY) >= 50);
      const strength = pinch && Math.abs(event.deltaY) < 50 ? 5 : 1.6;
      const zoom = pinch || (mouseWheel && !event.shiftKey);
      const x = event.clientX - box.left;
      const y = event.clientY - box.top;
      const down = event.deltaY * unit * (zoom ? strength : 1);
      bridge.input(() => {
        bridge.direct('_app_wheel', x, y, event.deltaX * unit, down, zoom ? 1 : 0);
        requestFrame();
      }, false);
    },
    { passive: false },
  );
  keepSwipes(stage);
  // Safari zooms the page on a trackpad pinch unless told otherwise.
  for (const name of ['gesturestart', 'gesturechange']) stage.addEventListener(name, (event) => event.preventDefault());
}
