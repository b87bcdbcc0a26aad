// What the window of the facilitator tells the second window, which is in the same browser.

export interface BeamerOrder {
  /** The letters of the view link with which that window was opened. */
  room: string;
  /** The address of the code to show, or null for none. */
  code: string | null;
}

const name = 'impactweb-beamer';

export function tellBeamer(order: BeamerOrder): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(name);
  channel.postMessage(order);
  channel.close();
}

/** Gives the function that ends it. */
export function hearBeamer(listener: (order: BeamerOrder) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<BeamerOrder>) => listener(data);
  return () => channel.close();
}
