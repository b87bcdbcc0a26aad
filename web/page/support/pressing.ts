// What a hand is pressing must stay until it is let go: browsers give no click to what is gone by then, and WebKit none either when the text
// under the press was put in anew, be it the same.

const pressed = new Set<number>();
let released: Promise<void> = Promise.resolve();
let release = () => {};

for (const type of ['pointerdown', 'pointerup', 'pointercancel'] as const)
  globalThis.addEventListener?.(
    type,
    ({ pointerId }) => {
      if (type === 'pointerdown') {
        if (pressed.size === 0)
          released = new Promise((resolve) => {
            release = resolve;
          });
        pressed.add(pointerId);
      } else {
        pressed.delete(pointerId);
        // The click comes right after.
        if (pressed.size === 0) setTimeout(release);
      }
    },
    true,
  );

/** Resolves when nothing is being pressed, and what was pressed has been clicked. */
export const whenReleased = (): Promise<void> => released;

/** Puts `text` into `element` when another is there. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
