// Two short hashes of a document, by which pages see whether they have the same.
import * as Y from 'yjs';
import { hex, text } from './bytes.ts';
import { sha256 } from './signing.ts';

const hashLength = 8;
/** Of a document with more nodes the second hash takes too long to be made at each change. */
const mostNodesSaid = 2000;

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

/** Both, of a document that changes: made when they are wanted. */
export class DocumentHashes {
  readonly #doc: Y.Doc;
  readonly #sent: () => number;
  #revision = 0;
  #of = -1;
  /** As they were last made; `said` is empty for a document that is too large. */
  written = '';
  said = '';
  /** So many messages of this page are in the document of which they are. */
  counter = 0;

  /** `sent`: how many messages of this page are in the document. */
  constructor(doc: Y.Doc, sent: () => number) {
    this.#doc = doc;
    this.#sent = sent;
  }

  /** The document is another one than before. */
  changed(): void {
    this.#revision += 1;
  }

  /** They are of the document as it is now. */
  get areCurrent(): boolean {
    return this.#of === this.#revision;
  }

  async update(): Promise<void> {
    const revision = this.#revision;
    const counter = this.#sent();
    if (this.#of === revision) {
      this.counter = counter;
      return;
    }
    // Only together: with another document behind it the one would not fit the other.
    const [written, said] = await Promise.all([
      writtenHash(this.#doc),
      this.#doc.getMap('nodes').size <= mostNodesSaid ? saidHash(this.#doc) : '',
    ]);
    this.written = written;
    this.said = said;
    this.#of = revision;
    this.counter = counter;
  }
}
