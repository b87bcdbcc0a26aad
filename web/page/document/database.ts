// The IndexedDB database of one document, in the shape that y-indexeddb gives it: reading it before anyone attaches to it, and
// changing the document of a network that is not open.
import * as Y from 'yjs';
import { schemaVersion, versionOf } from './replica.ts';

export const updatesStore = 'updates';

export function databaseName(id: string): string {
  return `impactweb-${id}`;
}

/** Why nothing can be kept: the browser does not let us. */
export class StorageDenied extends Error {}

/** A document that is there and cannot be read: `newer` was written by a later version of this program. */
export class Unreadable extends Error {
  readonly reason: 'broken' | 'newer';
  /** What is stored, as it is, for the person to keep. */
  readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(reason: 'broken' | 'newer', bytes: Uint8Array<ArrayBuffer>) {
    super(reason);
    this.reason = reason;
    this.bytes = bytes;
  }
}

// Some browsers leave the request unanswered when storage is in trouble; nobody should wait for ever.
const patience = 8000;

export function openDatabase(id: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new StorageDenied('no answer')), patience);
    const deny = (reason: unknown) => {
      clearTimeout(timer);
      reject(new StorageDenied(String(reason)));
    };
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(databaseName(id));
    } catch (error) {
      deny(error);
      return;
    }
    request.onupgradeneeded = () => {
      request.result.createObjectStore(updatesStore, { autoIncrement: true });
      request.result.createObjectStore('custom');
    };
    request.onerror = () => deny(request.error);
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve(request.result);
    };
  });
}

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function whenDone(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The document as it is stored. Throws Unreadable when any part of it does not decode, and StorageDenied. */
export async function readDocument(id: string): Promise<Y.Doc> {
  const database = await openDatabase(id);
  try {
    if (!database.objectStoreNames.contains(updatesStore)) throw new Unreadable('broken', new Uint8Array());
    const updates: unknown[] = await asPromise(database.transaction(updatesStore, 'readonly').objectStore(updatesStore).getAll());
    return documentFrom(updates);
  } finally {
    database.close();
  }
}

export function documentFrom(updates: readonly unknown[]): Y.Doc {
  const doc = new Y.Doc();
  try {
    doc.transact(() => {
      for (const update of updates) {
        if (!(update instanceof Uint8Array)) throw new Error('not bytes');
        Y.decodeUpdate(update);
        Y.applyUpdate(doc, update);
      }
    });
  } catch {
    throw new Unreadable('broken', joined(updates));
  }
  if (versionOf(doc) > schemaVersion) throw new Unreadable('newer', joined(updates));
  // Pieces that refer to others which are gone: Yjs keeps them waiting, and would show a part as if it were the whole.
  if (doc.store.pendingStructs !== null) throw new Unreadable('broken', joined(updates));
  return doc;
}

/** The stored pieces one after another, each behind its length (four bytes, little-endian). */
function joined(updates: readonly unknown[]): Uint8Array<ArrayBuffer> {
  const pieces = updates.filter((update) => update instanceof Uint8Array);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + 4 + piece.byteLength, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const piece of pieces) {
    view.setUint32(at, piece.byteLength, true);
    bytes.set(piece, at + 4);
    at += 4 + piece.byteLength;
  }
  return bytes;
}

/** Adds an update to the stored document. */
export async function appendUpdate(id: string, update: Uint8Array): Promise<void> {
  const database = await openDatabase(id);
  try {
    const transaction = database.transaction(updatesStore, 'readwrite');
    transaction.objectStore(updatesStore).add(update);
    await whenDone(transaction);
  } finally {
    database.close();
  }
}

export function deleteDatabase(id: string): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(databaseName(id));
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    } catch {
      resolve();
    }
  });
}
