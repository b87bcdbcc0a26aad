// The browser's databases: whether there are any, which are ours, and what a document's database holds. Reading never creates one.
// Writing commits by itself: a page that goes away a moment later has handed everything over.
import { forgetLeftBehind } from './left_behind.ts';
import { type Stored, sealed, sealOf } from './records.ts';

const prefix = 'impactweb-';
/** The database of the list of networks. */
export const catalogueName = 'impactweb-catalogue';

const updates = 'updates';
const custom = 'custom';
/** In `custom`: the sequence of the last record of this writer. */
const lastOf = 'last-';
/** In `custom`: `Stored.absorbed`. A tab that has been silent for longer than so many other writers has long been closed. */
const absorbedKey = 'absorbed';
const mostAbsorbed = 500;

/** After so many milliseconds without an answer the storage is said to hang. */
export const storagePatience = 5000;

/** Who writes to a document's database: a number of 32 bits that nobody else has, and how many records it has written. */
export interface Writer {
  readonly id: number;
  written: number;
}

export function newWriter(): Writer {
  return { id: crypto.getRandomValues(new Uint32Array(1))[0] ?? 1, written: 0 };
}

export function databaseName(id: string): string {
  return prefix + id;
}

/** `denied`: by a setting, by private browsing or by an embedding page. `hanging`: the browser does not answer. */
export type Availability = 'works' | 'denied' | 'hanging';

/** Whether this browser lets us keep anything. Resolves after `storagePatience` at the latest. */
export async function storageAvailability(): Promise<Availability> {
  try {
    const opened = openDatabase(catalogueName, (db) => db.createObjectStore('networks'));
    // It may still open when nobody waits any more.
    opened.then((db) => db?.close()).catch(() => {});
    return await withPatience(opened.then(() => 'works' as const));
  } catch (error) {
    return error instanceof StorageHangs ? 'hanging' : 'denied';
  }
}

/** The storage does not answer. */
export class StorageHangs extends Error {}

/** Rejects with StorageHangs when the storage has not answered in time. */
export function withPatience<T>(promise: Promise<T>, milliseconds = storagePatience): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageHangs('the storage of the browser does not answer')), milliseconds);
  });
  return Promise.race([promise, end]).finally(() => clearTimeout(timer));
}

/** How many bytes a slow disk writes in a millisecond. */
const slowDisk = 1000;

/** How long writing so many bytes may take before the storage is said to hang, in milliseconds. */
export function patienceFor(bytes: number): number {
  return storagePatience + bytes / slowDisk;
}

/** What a document's database holds, or undefined when there is no such database. Throws StorageHangs. */
export async function readStored(name: string): Promise<Stored | undefined> {
  const db = await withPatience(openDatabase(name));
  if (!db) return undefined;
  try {
    return db.objectStoreNames.contains(updates) ? await withPatience(storedIn(db)) : undefined;
  } finally {
    db.close();
  }
}

/** What an open database holds. */
export async function storedIn(db: IDBDatabase): Promise<Stored> {
  return readAll(db.transaction([updates, custom]));
}

async function readAll(transaction: IDBTransaction): Promise<Stored> {
  const [records, last, absorbed, savedAt] = await Promise.all([
    settled(transaction.objectStore(updates).getAll()),
    lastMarks(transaction),
    settled<unknown>(transaction.objectStore(custom).get(absorbedKey)),
    settled<unknown>(transaction.objectStore(custom).get('savedAt')),
  ]);
  return {
    records: records.map(bytesOf),
    last,
    absorbed: absorbed instanceof Map ? absorbed : new Map(),
    savedAt: typeof savedAt === 'number' ? savedAt : null,
  };
}

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

async function lastMarks(transaction: IDBTransaction): Promise<Map<number, number>> {
  const store = transaction.objectStore(custom);
  const range = IDBKeyRange.bound(lastOf, `${lastOf}~`);
  const [keys, values] = await Promise.all([settled(store.getAllKeys(range)), settled<unknown[]>(store.getAll(range))]);
  const marks = new Map<number, number>();
  for (const [at, key] of keys.entries()) marks.set(Number(String(key).slice(lastOf.length)), Number(values[at]));
  return marks;
}

/** Opens a document's database, which is made when it is not there. `made` tells whether it was. */
export async function openForWriting(name: string): Promise<{ db: IDBDatabase; made: boolean }> {
  let made = false;
  const db = await openDatabase(name, (created) => {
    made = true;
    created.createObjectStore(updates, { autoIncrement: true });
    created.createObjectStore(custom);
  });
  return { db: db as IDBDatabase, made };
}

/** Adds an update as one more record. `done` hears when it is on disk, or why it is not; throws when the database is closed. */
export function addRecord(db: IDBDatabase, update: Uint8Array, writer: Writer, done: (error?: unknown) => void): void {
  const transaction = writing(db, done);
  putRecord(transaction, update, writer);
  transaction.commit?.();
}

/** Takes away the records of a writer from `sequence` on, in the state of a moment when what was to come did not. */
export function removeRecords(db: IDBDatabase, writer: Writer, sequence: number): void {
  try {
    const transaction = writing(db, () => {});
    const reading = transaction.objectStore(updates).openCursor();
    reading.onsuccess = () => {
      const cursor = reading.result;
      if (!cursor) return;
      const seal = sealOf(bytesOf(cursor.value));
      if (seal?.writer === writer.id && seal.sequence >= sequence) cursor.delete();
      cursor.continue();
    };
    const marks = transaction.objectStore(custom);
    if (sequence > 1) marks.put(sequence - 1, lastOf + writer.id);
    else marks.delete(lastOf + writer.id);
  } catch {
    // The database is closed: the whole document is written when it is opened again.
  }
}

/**
 * Puts one record in the place of all. `whole` gives it, when it has been given what was there before; when `whole` throws, all stays as
 * it was.
 */
export function replaceRecords(
  db: IDBDatabase,
  whole: (before: Stored) => Uint8Array,
  done: (error?: unknown) => void,
): void {
  const transaction = writing(db, done);
  void (async () => {
    try {
      const before = await readAll(transaction);
      const update = whole(before);
      const absorbed = [...before.absorbed, ...before.last].slice(-mostAbsorbed);
      transaction.objectStore(updates).clear();
      transaction.objectStore(custom).delete(IDBKeyRange.bound(lastOf, `${lastOf}~`));
      transaction.objectStore(custom).put(new Map(absorbed), absorbedKey);
      putRecord(transaction, update, newWriter());
      transaction.commit?.();
    } catch {
      try {
        transaction.abort();
      } catch {
        // It has ended by itself.
      }
    }
  })();
}

function writing(db: IDBDatabase, done: (error?: unknown) => void): IDBTransaction {
  const transaction = db.transaction([updates, custom], 'readwrite', { durability: 'strict' });
  transaction.oncomplete = () => done();
  transaction.onabort = () => done(transaction.error ?? new DOMException('aborted', 'AbortError'));
  return transaction;
}

function putRecord(transaction: IDBTransaction, update: Uint8Array, writer: Writer): void {
  writer.written += 1;
  const seal = { writer: writer.id, sequence: writer.written };
  transaction.objectStore(updates).add(sealed(update, seal));
  const store = transaction.objectStore(custom);
  store.put(seal.sequence, lastOf + seal.writer);
  store.put(Date.now(), 'savedAt');
}

/** Does one write of about so many bytes to a document's database, which is made when it is not there. Resolves when it is on disk. */
async function writeOnce(
  name: string,
  bytes: number,
  write: (db: IDBDatabase, done: (error?: unknown) => void) => void,
): Promise<void> {
  const { db } = await withPatience(openForWriting(name));
  try {
    const written = new Promise<void>((resolve, reject) => {
      write(db, (error) => (error === undefined ? resolve() : reject(error)));
    });
    await withPatience(written, patienceFor(bytes));
  } finally {
    db.close();
  }
}

/** Adds an update to a document's database, which is made when it is not there. Resolves when it is on disk. */
export function writeStored(name: string, update: Uint8Array): Promise<void> {
  return writeOnce(name, update.byteLength, (db, done) => addRecord(db, update, newWriter(), done));
}

/** Makes a database with just what `stored` holds, damage and all. Resolves when it is on disk. */
export function copyStored(name: string, { records, last, absorbed }: Stored): Promise<void> {
  const bytes = records.reduce((sum, record) => sum + record.byteLength, 0);
  return writeOnce(name, bytes, (db, done) => {
    const transaction = writing(db, done);
    for (const record of records) transaction.objectStore(updates).add(record);
    for (const [writer, sequence] of last) transaction.objectStore(custom).put(sequence, lastOf + writer);
    transaction.objectStore(custom).put(absorbed, absorbedKey);
    transaction.commit?.();
  });
}

export function deleteStored(name: string): Promise<void> {
  forgetLeftBehind(name);
  const deleted = new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    // Blocked means that a tab still has it open; the browser deletes it when that tab lets go.
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
  return withPatience(deleted).catch(() => {});
}

/** Empties the list of networks. Every tab holds its database open, so it cannot be deleted. */
export async function emptyCatalogue(): Promise<void> {
  const db = await withPatience(openDatabase(catalogueName));
  if (!db) return;
  try {
    for (const store of db.objectStoreNames)
      await settled(db.transaction(store, 'readwrite').objectStore(store).clear());
  } finally {
    db.close();
  }
}

/** Ids of the documents that are there, or undefined in a browser that does not tell. */
export async function storedIds(): Promise<string[] | undefined> {
  try {
    const databases = await withPatience(indexedDB.databases());
    return databases
      .map(({ name, version }) => (version ? (name ?? '') : ''))
      .filter((name) => name.startsWith(prefix) && name !== catalogueName)
      .map((name) => name.slice(prefix.length));
  } catch {
    return undefined;
  }
}

/** Opens a database. Without `create`, undefined stands for one that does not exist, and it is not created either. */
export function openDatabase(name: string, create?: (db: IDBDatabase) => void): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let missing = false;
    request.onupgradeneeded = () => {
      if (create) create(request.result);
      else {
        missing = true;
        request.transaction?.abort();
      }
    };
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => db.close();
      resolve(db);
    };
    request.onerror = (event) => {
      event.preventDefault();
      if (missing) resolve(undefined);
      else reject(request.error);
    };
  });
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
