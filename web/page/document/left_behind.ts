// Edits that a page which goes away could not see written. Safari ends a page while its last transaction is under way; what is put into
// localStorage stays. The next visit finds it there and writes it where it belongs.
import * as Y from 'yjs';
import { readSetting, settingNames, writeSetting } from '../support/settings.ts';
import { sealed, updatesBeyond } from './records.ts';

/** More bytes than these would crowd out what else is kept there. */
const most = 500_000;

const prefixOf = (database: string) => `left-${database}-`;

function* keysOf(database: string): Generator<string> {
  for (const key of settingNames()) if (key.startsWith(prefixOf(database))) yield key;
}

/** Leaves updates behind that `writer`, a number of this tab alone, began to write. */
export function leaveBehind(database: string, writer: number, updates: readonly Uint8Array[]): void {
  if (updates.reduce((sum, { byteLength }) => sum + byteLength, 0) > most) return;
  const record = sealed(Y.mergeUpdates([...updates]), { writer, sequence: 1 });
  writeSetting(prefixOf(database) + writer, btoa(Array.from(record, (byte) => String.fromCharCode(byte)).join('')));
}

/** Puts into `doc`, which has all that is stored, what was left behind of it. True when something was there, to be forgotten once written. */
export function takeLeftBehind(database: string, doc: Y.Doc): boolean {
  let found = false;
  for (const key of keysOf(database)) {
    found = true;
    try {
      const record = Uint8Array.from(atob(readSetting(key) ?? ''), (letter) => letter.charCodeAt(0));
      for (const update of updatesBeyond([record], new Map())) {
        // What refers to edits that are not there would wait for them for ever.
        const attempt = new Y.Doc();
        Y.applyUpdate(attempt, Y.encodeStateAsUpdate(doc));
        Y.applyUpdate(attempt, update);
        if (attempt.store.pendingStructs === null && attempt.store.pendingDs === null) Y.applyUpdate(doc, update);
      }
    } catch (error) {
      console.debug('Impactweb: what was left behind cannot be read', error);
    }
  }
  return found;
}

export function forgetLeftBehind(database: string): void {
  for (const key of keysOf(database)) writeSetting(key, null);
}
