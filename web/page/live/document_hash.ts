// Two short hashes of a document, by which pages see whether they have the same.
import * as Y from 'yjs';
import { hex, text } from './bytes.ts';
import { sha256 } from './signing.ts';

const hashLength = 8;

/** Of what was written and removed, by whom: equal once two pages have had the same updates. */
export async function writtenHash(doc: Y.Doc): Promise<string> {
  return hex((await sha256(Y.encodeSnapshot(Y.snapshot(doc)))).subarray(0, hashLength));
}

/** Of what it says: different while the other one is equal only after somebody wrote under somebody else's number. */
export async function saidHash(doc: Y.Doc): Promise<string> {
  const all: unknown[] = [];
  for (const name of [...doc.share.keys()].sort()) {
    const entries = [...doc.getMap(name).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    if (entries.length > 0) all.push(name, entries);
  }
  return hex((await sha256(text(JSON.stringify(all)))).subarray(0, hashLength));
}
