// Yjs alone: a document is read as it stands, without a room, a check or a network behind it.
import * as Y from 'yjs';

window.peer = {
  /** Milliseconds until the update at `address` is in a document. */
  async load(address) {
    const update = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const begin = performance.now();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    return { time: performance.now() - begin, nodes: doc.getMap('nodes').size, bytes: update.length };
  },
};
