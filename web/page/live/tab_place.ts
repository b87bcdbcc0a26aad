// One tab of a browser is in a room with a network that it keeps. The others hand their changes to that one, and one of them goes on when it closes.

export interface TabPlace {
  /** Resolves with true when no other tab has the place any more, and with false when it was left before that. */
  readonly taken: Promise<boolean>;
  /** Leaves it, or the queue for it. */
  leave(): void;
}

const nameOf = (id: string) => `impactweb-live ${id}`;

/** Asks for the place in the room of the network `id`. */
export function tabPlace(id: string): TabPlace {
  if (!navigator.locks) return { taken: Promise.resolve(true), leave() {} };
  const queue = new AbortController();
  let leave = () => queue.abort();
  const taken = new Promise<boolean>((resolve) => {
    const kept = () =>
      new Promise<void>((done) => {
        leave = done;
        resolve(true);
      });
    navigator.locks.request(nameOf(id), { signal: queue.signal }, kept).catch(() => resolve(false));
  });
  return { taken, leave: () => leave() };
}

/** Whether a tab of this browser has the place now. */
export async function isTabPlaceTaken(id: string): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.some(({ name }) => name === nameOf(id));
}
