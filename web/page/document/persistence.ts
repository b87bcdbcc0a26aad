// A document in IndexedDB, and the truth about whether it is there. y-indexeddb opens, reads and trims the database; each update is
// written here, so that a write that fails is known, and "saved" is said only when the browser has it on disk.
import { IndexeddbPersistence, storeState } from 'y-indexeddb';
import * as Y from 'yjs';
import { Signal } from '../signal.ts';
import { schemaVersion } from './replica.ts';
import { databaseName, readStored } from './storage.ts';

/** Why nothing is kept: the browser refuses, the disk or quota is full, or what was kept has gone under our hands. */
export type SaveFailure = 'denied' | 'full' | 'lost';

export interface SaveState {
  /** `none`: there is nothing to keep, for nobody may change anything. */
  status: 'saved' | 'saving' | 'failed' | 'none';
  reason: SaveFailure | null;
  /** Milliseconds since 1970. */
  lastSavedAt: number | null;
}

/** A kept document that is not ours to write to: damaged, or made by a newer version. */
export interface Unreadable {
  reason: 'damaged' | 'newer';
  updates: Uint8Array[];
}

export type Opened = { persistence: Persistence } | { unknown: true } | { unreadable: Unreadable };

const storedOrigin = 'impactweb-stored';
/** After a write for which there was no room, the next edit tries again; a closed database is opened again by itself. */
const retryDelay = { full: 1500, lost: 5000 };
/**
 * What was written since outweighs the document: about so many bytes for each thing in it, and some more. To write the whole anew blocks
 * the page, for seconds when it is large, so while it is in sight there has to be much more.
 */
const weight = { perItem: 80, atLeast: 65_536, inSight: 8 };

/** Puts what was kept into `doc`, when it can be read and is of a version that we know. */
export function decodeStored(updates: Uint8Array[], doc: Y.Doc): Unreadable | undefined {
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update, storedOrigin);
    }, storedOrigin);
    // Parts that refer to others which are gone: Yjs keeps them waiting, and would show a part as if it were the whole.
    if (doc.store.pendingStructs !== null) return { reason: 'damaged', updates };
    const version = doc.getMap('meta').get('schemaVersion');
    if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return { reason: 'damaged', updates };
    return version > schemaVersion ? { reason: 'newer', updates } : undefined;
  } catch {
    return { reason: 'damaged', updates };
  }
}

export class Persistence {
  readonly onState = new Signal<SaveState>();
  readonly #name: string;
  readonly #doc: Y.Doc;
  #provider: IndexeddbPersistence | undefined;
  #binding: Promise<void> = Promise.resolve();
  #state: SaveState = { status: 'saving', reason: null, lastSavedAt: null };
  #marking = false;
  #markAgain = false;
  #bytesSinceTrim = 0;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  private constructor(name: string, doc: Y.Doc) {
    this.#name = name;
    this.#doc = doc;
    doc.on('update', this.#write);
  }

  /** Opens a kept document into the empty `doc`. Nothing is written before it has been read whole and understood. */
  static async open(id: string, doc: Y.Doc): Promise<Opened> {
    const updates = await readStored(databaseName(id));
    if (!updates || updates.length === 0) return { unknown: true };
    const unreadable = decodeStored(updates, doc);
    if (unreadable) return { unreadable };
    const persistence = new Persistence(databaseName(id), doc);
    persistence.#binding = persistence.#bind();
    await persistence.#binding;
    // Every visit leaves a copy of the whole; when the copies outweigh the document they are made into one.
    const largest = Math.max(...updates.map((update) => update.byteLength));
    const total = updates.reduce((sum, update) => sum + update.byteLength, 0);
    if (total > 3 * largest + weight.atLeast) persistence.#trim();
    return { persistence };
  }

  /** Keeps a new document; it is written as soon as the database is open. */
  static create(id: string, doc: Y.Doc): Persistence {
    const persistence = new Persistence(databaseName(id), doc);
    persistence.#binding = persistence.#bind();
    return persistence;
  }

  /** For a browser that keeps nothing: the same face, and the truth. */
  static denied(doc: Y.Doc): Persistence {
    const persistence = new Persistence('', doc);
    persistence.#fail('denied');
    return persistence;
  }

  /** For a network that is only looked at. */
  static none(doc: Y.Doc): Persistence {
    const persistence = new Persistence('', doc);
    doc.off('update', persistence.#write);
    persistence.#set({ status: 'none', reason: null });
    return persistence;
  }

  get state(): SaveState {
    return this.#state;
  }

  /** Resolves when everything up to now is on disk (true) or will not be (false). */
  settled(): Promise<boolean> {
    if (this.#state.status !== 'saving') return Promise.resolve(this.#state.status !== 'failed');
    return new Promise((resolve) => {
      const stop = this.onState.add((state) => {
        if (state.status === 'saving') return;
        stop();
        resolve(state.status === 'saved');
      });
    });
  }

  /** Tries to keep the whole document again after a failure. */
  async retry(): Promise<boolean> {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    if (this.#state.status !== 'failed' || this.#name === '' || this.#closed) return this.settled();
    await this.#unbind();
    this.#set({ status: 'saving', reason: null });
    this.#binding = this.#bind();
    await this.#binding;
    return this.settled();
  }

  /** For a moment when nobody looks: makes what was written one by one into one whole, if that is worth it. */
  tidy(): void {
    if (this.#state.status !== 'failed' && this.#outweighs(1)) this.#trim();
  }

  /** Lets go of the database. What was written before is still completed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#doc.off('update', this.#write);
    await this.#binding;
    await this.#unbind();
  }

  /** Writes nothing more, and lets go of the database at once. */
  abandon(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#doc.off('update', this.#write);
    this.#provider?.db?.close();
    this.#set({ status: 'failed', reason: 'lost' });
  }

  async #bind(): Promise<void> {
    const provider = new IndexeddbPersistence(this.#name, this.#doc);
    // It would write each update as well, and let a failure pass unseen.
    this.#doc.off('update', provider._storeUpdate);
    this.#provider = provider;
    this.#marking = false;
    let db: IDBDatabase;
    try {
      db = (await provider._db) as IDBDatabase;
    } catch (error) {
      this.#fail(isQuota(error) ? 'full' : 'denied');
      return;
    }
    if (provider !== this.#provider) return;
    const lost = () => {
      if (provider === this.#provider && !this.#closed) this.#fail('lost');
    };
    db.addEventListener('close', lost);
    db.addEventListener('versionchange', lost);
    db.addEventListener('abort', (event) => {
      const error = (event.target as IDBTransaction | null)?.error;
      if (provider === this.#provider) this.#fail(isQuota(error) ? 'full' : 'lost');
    });
    // On opening, the provider has begun to write the whole document; the mark comes after it.
    this.#mark();
  }

  async #unbind(): Promise<void> {
    const provider = this.#provider;
    this.#provider = undefined;
    try {
      await provider?.destroy();
    } catch {
      // The database could not be opened in the first place.
    }
  }

  readonly #write = (update: Uint8Array, origin: unknown): void => {
    if (origin === storedOrigin || (this.#provider && origin === this.#provider)) return;
    if (this.#state.status === 'failed') {
      // Later updates build on the one that was not written: only the whole document can be written now.
      if (this.#state.reason === 'full') this.#retryIn(retryDelay.full);
      return;
    }
    this.#set({ status: 'saving', reason: null });
    const db = this.#provider?.db;
    // Until the database is open there is nothing to do: opening writes the whole document.
    if (!db) return;
    try {
      db.transaction('updates', 'readwrite').objectStore('updates').add(update);
    } catch {
      this.#fail('lost');
      return;
    }
    this.#mark();
    this.#bytesSinceTrim += update.byteLength;
    if (this.#outweighs(weight.inSight)) this.#trim();
  };

  /** A write of our own after the others on the same store: when it is on disk, so are they. One at a time, the last one counts. */
  #mark(): void {
    if (this.#state.status === 'failed') return;
    if (this.#marking) {
      this.#markAgain = true;
      return;
    }
    const provider = this.#provider;
    const db = provider?.db;
    if (!db) return;
    this.#marking = true;
    this.#markAgain = false;
    try {
      const transaction = db.transaction(['updates', 'custom'], 'readwrite', { durability: 'strict' });
      const now = Date.now();
      transaction.objectStore('custom').put(now, 'savedAt');
      transaction.oncomplete = () => {
        if (provider !== this.#provider && !this.#closed) return;
        this.#marking = false;
        if (this.#state.status === 'failed') return;
        if (this.#markAgain) this.#mark();
        else this.#set({ status: 'saved', reason: null, lastSavedAt: now });
      };
    } catch {
      this.#marking = false;
      this.#fail('lost');
    }
  }

  #outweighs(times: number): boolean {
    let items = 0;
    for (const ofOneWriter of this.#doc.store.clients.values()) items += ofOneWriter.length;
    return this.#bytesSinceTrim > times * (weight.perItem * items + weight.atLeast);
  }

  #trim(): void {
    this.#bytesSinceTrim = 0;
    if (this.#provider?.db && !this.#closed) storeState(this.#provider, true).catch(() => this.#fail('lost'));
  }

  #fail(reason: SaveFailure): void {
    this.#marking = false;
    this.#set({ status: 'failed', reason });
    if (reason === 'lost') this.#retryIn(retryDelay.lost);
  }

  #retryIn(milliseconds: number): void {
    if (this.#closed) return;
    this.#retryTimer ??= setTimeout(() => void this.retry(), milliseconds);
  }

  #set(change: Partial<SaveState>): void {
    const next = { ...this.#state, ...change };
    const same =
      next.status === this.#state.status &&
      next.reason === this.#state.reason &&
      next.lastSavedAt === this.#state.lastSavedAt;
    this.#state = next;
    if (!same) this.onState.emit(next);
  }
}

function isQuota(error: unknown): boolean {
  return error instanceof Error
    ? error.name === 'QuotaExceededError'
    : (error as { name?: unknown } | null)?.name === 'QuotaExceededError';
}
