// Two tabs with the same network stay in step: updates go through a BroadcastChannel as they come, and a tab that joins asks for
// what it misses.
import * as Y from 'yjs';

/** Origin of transactions that another tab made. */
export const tabOrigin = 'impactweb-tab';

type Message =
  | { type: 'hello'; vector: Uint8Array }
  | { type: 'answer'; update: Uint8Array; vector: Uint8Array }
  | { type: 'update'; update: Uint8Array };

/** The other tabs with the same network. */
export interface Tabs {
  /** Asks for what this tab misses, as it does when it joins. */
  requestMissing(): void;
  leave(): void;
}

const channelName = (id: string) => `impactweb-${id}`;

export const noTabs: Tabs = { requestMissing: () => {}, leave: () => {} };

/** Joins the tabs of network `id`. */
export function joinTabs(id: string, doc: Y.Doc): Tabs {
  if (typeof BroadcastChannel === 'undefined') return noTabs;
  const channel = new BroadcastChannel(channelName(id));
  const post = (message: Message) => channel.postMessage(message);

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== tabOrigin) post({ type: 'update', update });
  };
  doc.on('update', onUpdate);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    try {
      if (data.type === 'hello') {
        post({ type: 'answer', update: Y.encodeStateAsUpdate(doc, data.vector), vector: Y.encodeStateVector(doc) });
        return;
      }
      Y.applyUpdate(doc, data.update, tabOrigin);
      // What the one that answered lacks: it was written here while it was away.
      if (data.type === 'answer') {
        const missing = Y.encodeStateAsUpdate(doc, data.vector);
        if (missing.byteLength > 2) post({ type: 'update', update: missing });
      }
    } catch (error) {
      console.warn('Impactweb: a message of another tab could not be read', error);
    }
  };
  const requestMissing = () => post({ type: 'hello', vector: Y.encodeStateVector(doc) });
  requestMissing();

  return {
    requestMissing,
    leave: () => {
      doc.off('update', onUpdate);
      channel.close();
    },
  };
}

/** Tells the tabs that have network `id` open of a change that was made without opening it. */
export function tellTabs(id: string, update: Uint8Array): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName(id));
  channel.postMessage({ type: 'update', update } satisfies Message);
  channel.close();
}
