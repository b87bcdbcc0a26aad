// A document in IndexedDB, and the truth about whether it is there. Every update is written at once, in a transaction of its own that
// commits by itself; "saved" is said only when the browser reports the last of them on disk.
import * as Y from 'yjs';
import { Signal } from '../support/signal.ts';
import { forgetLeftBehind, leaveBehind, takeLeftBehind } from './left_behind.ts';
import { readRecords, type Stored, storedOrigin, type Unreadable, updatesBeyond, writersOf } from './records.ts';
import { schemaVersion } from './replica.ts';
import {
  addRecord,
  databaseName,
  newWriter,
  openDatabase,
  openForWriting,
  patienceFor,
  removeRecords,
  replaceRecords,
  storagePatience,
  storedIn,
  withPatience,
} from './storage.ts';

/**
 * Why nothing is kept: the browser refuses, the disk or quota is full, what was kept has gone under our hands, the storage does not answer,
 * or an edit could not be put into the document.
 */
export type SaveFailure = 'denied' | 'full' | 'lost' | 'hanging' | 'unwritten';

export interface SaveState {
  /** `none`: there is nothing to keep, for nobody may change anything. */
  status: 'saved' | 'saving' | 'failed' | 'none';
  reason: SaveFailure | null;
  /** Milliseconds since 1970. */
  lastSavedAt: number | null;
}

/** `found` is what was stored, when some of it was damaged: the document holds what could be read, and nothing has been written yet. */
export type Opened =
  | { persistence: Persistence; found?: undefined }
  | { persistence: null; found: Stored }
  | { unknown: true }
  | { unreadable: Unreadable };

/** Milliseconds until it is tried again; twice as long after each time that it fails. */
const retryDelay = { first: 1500, longest: 60_000 };
/**
 * What was written since outweighs the document: about so many bytes for each thing in it, and some more. To write the whole anew blocks
 * the page, for seconds when it is large, so while it is in sight there has to be much more.
 */
const weight = { perItem: 80, atLeast: 65_536, inSight: 8 };

export class Persistence {
  readonly onState = new Signal<SaveState>();
  readonly #name: string;
  readonly #doc: Y.Doc;
  /** Undefined until the database is open, and after it was let go. */
  #db: IDBDatabase | undefined;
  /** Grows with each database that is opened: what an earlier one reports counts no more. */
  #attempt = 0;
  #writer = newWriter();
  /** Which records are in the document already: by writer, up to which sequence. */
  #known = new Map<number, number>();
  #state: SaveState = { status: 'saving', reason: null, lastSavedAt: null };
  /** Writes that are under way. */
  #underWay = 0;
  /** What those hold, edit by edit. */
  #unconfirmed: Uint8Array[] = [];
  /** Edits are in left_behind.ts until they are known to be on disk. */
  #left = false;
  #bytesSinceWhole = 0;
  #delay = retryDelay.first;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  /** Something has failed since the whole document was last written: single edits would have nothing to build on. */
  #needsWhole = false;
  /** The document lacks what the core has. */
  #incomplete = false;
  /** When the oldest write that is under way was handed over. */
  #waitingSince = Date.now();
  #closed = false;

  private constructor(name: string, doc: Y.Doc) {
    this.#name = name;
    this.#doc = doc;
    doc.on('update', this.#write);
  }

  /** Opens a kept document into the empty `doc`; a sound one is not written to by that. Throws StorageHangs. */
  static async open(id: string, doc: Y.Doc): Promise<Opened> {
    const db = await withPatience(openDatabase(databaseName(id)));
    if (!db) return { unknown: true };
    const stored = db.objectStoreNames.contains('updates') ? await withPatience(storedIn(db)) : undefined;
    // A visit may have ended before it wrote anything; where something was written, it is not unknown but gone.
    if (!stored || (stored.records.length === 0 && stored.savedAt === null)) {
      db.close();
      return { unknown: true };
    }
    const reading = readRecords(stored, doc);
    if (!('whole' in reading)) {
      db.close();
      return 'damaged' in reading ? { persistence: null, found: stored } : reading;
    }
    const persistence = new Persistence(databaseName(id), doc);
    persistence.#take(db);
    persistence.#known = writersOf(stored.records);
    persistence.#set({ status: 'saved', reason: null, lastSavedAt: stored.savedAt });
    // Earlier visits left one by one what they wrote; and records of before there were checksums get one.
    const sizes = stored.records.map((record) => record.byteLength);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (!reading.sealed || total > 3 * Math.max(...sizes) + weight.atLeast) persistence.#tidy();
    persistence.#left = takeLeftBehind(persistence.#name, doc);
    persistence.#forgetLeft();
    return { persistence };
  }

  /** Keeps a document that is new, or replaces what is stored of it; it is written as soon as the database is open. */
  static create(id: string, doc: Y.Doc): Persistence {
    const persistence = new Persistence(databaseName(id), doc);
    persistence.#bind();
    return persistence;
  }

  /** For a document that may not be written where it came from. */
  static unkept(doc: Y.Doc, reason: SaveFailure): Persistence {
    const persistence = new Persistence('', doc);
    persistence.#fail(reason);
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

  /** True when what is not on disk yet is in the hands of the browser, which completes it also when the page goes away. */
  get handedOver(): boolean {
    if (this.#state.status !== 'saving') return this.#state.status !== 'failed';
    return this.#db !== undefined && !this.#needsWhole && Date.now() - this.#waitingSince < storagePatience / 2;
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

  /** Tries to keep the whole document again after a failure. It is tried by itself as well, ever less often. */
  async retry(): Promise<boolean> {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    if (this.#state.status !== 'failed' || this.#closed || this.#name === '' || this.#incomplete) return this.settled();
    this.#letGo();
    this.#set({ status: 'saving', reason: null });
    this.#bind();
    return this.settled();
  }

  /** An edit could not be put into the document: what would be written is not what people see. */
  failDocument(): void {
    this.#incomplete = true;
    this.#fail('unwritten');
  }

  /** The document has everything again; it is written as a whole. */
  completeDocument(): Promise<boolean> {
    this.#incomplete = false;
    return this.retry();
  }

  /** For a moment when nobody looks: makes what was written one by one into one whole, if that is worth it. */
  tidy(): void {
    if (this.#state.status !== 'failed' && this.#outweighs(1)) this.#tidy();
  }

  /** For a page that goes away or may not come back: what is not known to be on disk is left behind for the next visit. */
  leave(): void {
    if (this.#closed || this.#state.status !== 'saving' || this.#unconfirmed.length === 0) return;
    leaveBehind(this.#name, this.#writer.id, this.#unconfirmed);
    this.#left = true;
  }

  /** Takes in what others have stored since: a page that was put aside has not heard of it. */
  async catchUp(): Promise<void> {
    if (!this.#db || this.#closed) return;
    const doc = new Y.Doc();
    if ('whole' in readRecords(await storedIn(this.#db), doc))
      Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#doc)), storedOrigin);
  }

  /** Lets go of the database. What was written before is still completed. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#doc.off('update', this.#write);
    if (this.#state.status === 'saving' && !this.#db) await this.settled();
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#patience);
    this.#db?.close();
  }

  /** Writes nothing more, and lets go of the database at once. */
  abandon(): void {
    this.#closed = true;
    clearTimeout(this.#retryTimer);
    this.#doc.off('update', this.#write);
    this.#letGo();
    this.#set({ status: 'failed', reason: 'lost' });
  }

  /** Opens the database and puts the whole document into it. */
  #bind(): void {
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#needsWhole = true;
    this.#watch(0);
    openForWriting(this.#name).then(
      ({ db, made }) => {
        if (attempt !== this.#attempt || this.#closed) return db.close();
        this.#take(db);
        // Where nothing is, nothing can be lost by writing beside it.
        const report = this.#report(db);
        if (made) {
          this.#needsWhole = false;
          this.#add(Y.encodeStateAsUpdate(this.#doc));
        } else {
          this.#writeWhole((error) => {
            if (error === undefined && db === this.#db) this.#needsWhole = false;
            report(error);
          });
        }
      },
      (error: unknown) => {
        if (attempt === this.#attempt) this.#fail(isQuota(error) ? 'full' : 'denied');
      },
    );
  }

  #take(db: IDBDatabase): void {
    this.#db = db;
    this.#writer = newWriter();
    this.#underWay = 0;
    this.#unconfirmed = [];
    const lost = () => {
      db.close();
      if (db === this.#db && !this.#closed) this.#fail('lost');
    };
    db.onclose = db.onversionchange = lost;
  }

  #letGo(): void {
    this.#attempt += 1;
    this.#db?.close();
    this.#db = undefined;
  }

  readonly #write = (update: Uint8Array, origin: unknown): void => {
    if (origin === storedOrigin) return;
    // Later updates build on the one that was not written: only the whole document can be written now.
    if (this.#state.status === 'failed' && this.#state.reason !== 'hanging') return;
    // Until the database is open there is nothing to do: opening writes the whole document.
    if (this.#db) this.#add(update);
    else if (this.#state.status !== 'failed') this.#set({ status: 'saving', reason: null });
  };

  #add(update: Uint8Array): void {
    const db = this.#db;
    if (!db) return;
    this.#begin(update.byteLength);
    this.#unconfirmed.push(update);
    const report = this.#report(db);
    const writer = this.#writer;
    const sequence = writer.written + 1;
    try {
      addRecord(db, update, writer, (error) => {
        // Those after it may have been written: they would look like records of which one is gone. The first that fails counts.
        if (error !== undefined && writer === this.#writer) {
          removeRecords(db, writer, sequence);
          this.#writer = newWriter();
        }
        report(error);
      });
    } catch {
      this.#fail('lost');
      return;
    }
    this.#bytesSinceWhole += update.byteLength;
    if (this.#outweighs(weight.inSight)) this.#tidy();
  }

  /** One record in the place of many. All is on disk already, so that it does not matter when this fails. */
  #tidy(): void {
    const db = this.#db;
    if (!db || this.#closed) return;
    const report = this.#report(db);
    this.#writeWhole((error) => {
      if (error !== undefined) console.debug('Impactweb: the records could not be made into one', error);
      report();
    });
  }

  /** Puts the document as it is in the place of all records, those of other tabs taken in. */
  #writeWhole(report: (error?: unknown) => void): void {
    const db = this.#db;
    if (!db || this.#closed) return;
    this.#bytesSinceWhole = 0;
    const known = new Map(this.#known).set(this.#writer.id, Number.POSITIVE_INFINITY);
    // What is damaged was copied before it is replaced, or has gone bad while it was open here: the document is the better one.
    const whole = ({ records }: Stored): Uint8Array => {
      for (const update of updatesBeyond(records, known)) Y.applyUpdate(this.#doc, update, storedOrigin);
      if (Number(this.#doc.getMap('meta').get('schemaVersion')) > schemaVersion) throw new Error('newer');
      this.#known = new Map();
      return Y.encodeStateAsUpdate(this.#doc);
    };
    this.#begin(weight.perItem * this.#items());
    try {
      replaceRecords(db, whole, report);
    } catch {
      this.#fail('lost');
    }
  }

  #begin(bytes: number): void {
    if (this.#underWay === 0) this.#waitingSince = Date.now();
    this.#underWay += 1;
    if (this.#state.status !== 'failed') this.#set({ status: 'saving', reason: null });
    if (this.#underWay === 1) this.#watch(bytes);
  }

  /** What hears of the end of a write. */
  #report(db: IDBDatabase): (error?: unknown) => void {
    return (error) => {
      if (db !== this.#db) return;
      this.#underWay -= 1;
      clearTimeout(this.#patience);
      if (error !== undefined) return this.#fail(isQuota(error) ? 'full' : 'lost');
      if (this.#state.status === 'failed' && this.#state.reason !== 'hanging') return;
      this.#waitingSince = Date.now();
      if (this.#underWay > 0) {
        this.#set({ status: 'saving', reason: null });
        return this.#watch(0);
      }
      this.#delay = retryDelay.first;
      this.#set({ status: 'saved', reason: null, lastSavedAt: Date.now() });
      this.#unconfirmed = [];
      this.#forgetLeft();
    };
  }

  #forgetLeft(): void {
    if (!this.#left || this.#state.status !== 'saved') return;
    forgetLeftBehind(this.#name);
    this.#left = false;
  }

  /** Says that the storage hangs when it has not answered in time; when it does after all, all is well again. */
  #watch(bytes: number): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      if (!this.#closed && this.#state.status === 'saving') this.#set({ status: 'failed', reason: 'hanging' });
    }, patienceFor(bytes));
  }

  #items(): number {
    let items = 0;
    for (const ofOneWriter of this.#doc.store.clients.values()) items += ofOneWriter.length;
    return items;
  }

  #outweighs(times: number): boolean {
    return this.#bytesSinceWhole > times * (weight.perItem * this.#items() + weight.atLeast);
  }

  #fail(why: SaveFailure): void {
    clearTimeout(this.#patience);
    this.#needsWhole = true;
    const reason = this.#incomplete ? 'unwritten' : why;
    this.#set({ status: 'failed', reason });
    // Nobody but a person can do something about these two.
    if (this.#closed || reason === 'unwritten' || this.#name === '') return;
    this.#retryTimer ??= setTimeout(() => void this.retry(), this.#delay);
    this.#delay = Math.min(2 * this.#delay, retryDelay.longest);
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
  return (error as { name?: unknown } | null)?.name === 'QuotaExceededError';
}
