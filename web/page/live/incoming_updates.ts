// What others wrote, on its way into the document: checked, in order, a frame's worth at once.
import * as Y from 'yjs';
import type { Timer, Timers } from './timers.ts';
import { checkUpdate, ordinaryLimits, type UpdateLimits } from './update_check.ts';

/** Origin of the transactions that a room makes: what others did. */
export const roomOrigin = 'impactweb-room';

/** What waits for something before it, in all. */
const mostHeld = 2000;
/** In milliseconds: each application is a change of its own for the program. */
const frame = 16;

/** Which of a row of numbers from 1 on are there. */
class Counted {
  upTo = 0;
  readonly #beyond = new Set<number>();

  has(number: number): boolean {
    return number <= this.upTo || this.#beyond.has(number);
  }

  add(number: number): void {
    if (this.has(number)) return;
    this.#beyond.add(number);
    this.#close();
  }

  /** All up to a number are there. */
  addUpTo(number: number): void {
    if (number <= this.upTo) return;
    this.upTo = number;
    for (const each of this.#beyond) if (each <= number) this.#beyond.delete(each);
    this.#close();
  }

  #close(): void {
    while (this.#beyond.delete(this.upTo + 1)) this.upTo += 1;
  }
}

/** One update, with the message that brought it. */
interface Incoming {
  update: Uint8Array;
  limits: UpdateLimits;
  /** Of who sent it. */
  session: string;
  counter: number;
}

export interface IncomingListener {
  /** The document has changed. */
  applied(): void;
  /** An update can never be right. */
  refused(): void;
  /** Does `run` without hearing of what is written in the document meanwhile: to put that into bytes takes as long as all the rest. */
  unheard(run: () => void): void;
}

export class IncomingUpdates {
  readonly #doc: Y.Doc;
  readonly #session: string;
  readonly #timers: Timers;
  readonly #on: IncomingListener;
  /** While the log is read: what it holds, and nothing else; or the document itself, where that was empty. */
  #log: Y.Doc | null = null;
  /** The clients of Yjs, by the session that wrote under them first. */
  readonly #writers = new Map<number, string>();
  /** Which messages of a session are in the document. */
  readonly #had = new Map<string, Counted>();
  /** Updates that build on something that is not here yet. */
  #held: Incoming[] = [];
  #waiting: Incoming[] = [];
  #applying: Timer | undefined;
  /** How many updates went in since the last snapshot. */
  sinceSnapshot = 0;

  /** `session`: of this page. */
  constructor(doc: Y.Doc, session: string, timers: Timers, on: IncomingListener) {
    this.#doc = doc;
    this.#session = session;
    this.#timers = timers;
    this.#on = on;
  }

  // ---------------------------------------------------------------- the log by itself

  get readsLog(): boolean {
    return this.#log !== null;
  }

  /** The log goes straight into the document: nothing has to be told apart. */
  get readsLogStraight(): boolean {
    return this.#log === this.#doc;
  }

  /** From now on what comes goes into a document of its own, so that it is seen what the log lacks. */
  beginLog(): void {
    this.#log = this.#doc.store.clients.size === 0 ? this.#doc : new Y.Doc();
  }

  /** Puts what the log holds into the document. Gives what the document has and the log lacks, or null where there is nothing. */
  endLog(): Uint8Array | null {
    const log = this.#log;
    if (!log) return null;
    this.apply();
    this.#log = null;
    if (log === this.#doc) return null;
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(log, Y.encodeStateVector(this.#doc)), roomOrigin);
    const lacks = Y.equalSnapshots(Y.snapshot(log), Y.snapshot(this.#doc))
      ? null
      : Y.encodeStateAsUpdate(this.#doc, Y.encodeStateVector(log));
    log.destroy();
    return lacks;
  }

  /** It was not read to its end. */
  dropLog(): void {
    this.#log = null;
  }

  // ---------------------------------------------------------------- who writes what

  /** The session that writes under this client of Yjs, where that is known. */
  writerOf(client: number): string | undefined {
    return this.#writers.get(client);
  }

  setWriter(client: number, session: string): void {
    this.#writers.set(client, session);
  }

  /** Limits of what `session` sends as its own work: whoever writes under a client's number first keeps it. */
  limitsOf(session: string): UpdateLimits {
    const mayWrite = (client: number) => {
      const owner = this.#writers.get(client);
      if (owner !== undefined) return owner === session;
      if (client === this.#doc.clientID && session !== this.#session) return false;
      this.#writers.set(client, session);
      return true;
    };
    return { ...ordinaryLimits, mayWrite };
  }

  /** Whether this message is in the document. */
  has(session: string, counter: number): boolean {
    return this.#had.get(session)?.has(counter) ?? false;
  }

  /** This message is in the document, or is a part of one that will be. */
  count(session: string, counter: number): void {
    const counted = this.#had.get(session) ?? new Counted();
    // Who sent something last stands last.
    this.#had.delete(session);
    this.#had.set(session, counted);
    counted.add(counter);
  }

  /** All messages of a session up to this one are in the document. */
  countUpTo(session: string, counter: number): void {
    const counted = this.#had.get(session) ?? new Counted();
    counted.addUpTo(counter);
    this.#had.set(session, counted);
  }

  /** Up to which of their messages everything is here, of the sessions that sent something last. */
  counters(most: number): Record<string, number> {
    return Object.fromEntries([...this.#had].slice(-most).map(([session, { upTo }]) => [session, upTo]));
  }

  // ---------------------------------------------------------------- into the document

  take(incoming: Incoming): void {
    this.#waiting.push(incoming);
    this.#applying ??= this.#timers.after(frame, () => this.apply());
  }

  /** Some of it waits for what is not here. */
  get holds(): boolean {
    return this.#held.length > 0;
  }

  /** Puts in all that has come, now. */
  apply(): void {
    this.#timers.clear(this.#applying);
    this.#applying = undefined;
    const doc = this.#log ?? this.#doc;
    const waiting = [...this.#held, ...this.#waiting];
    this.#held = [];
    this.#waiting = [];
    if (waiting.length === 0) return;
    let left = waiting;
    const run = () =>
      doc.transact(() => {
        for (let before = -1; left.length > 0 && left.length !== before; ) {
          before = left.length;
          left = left.filter((each) => this.#isLeft(doc, each));
        }
      }, roomOrigin);
    if (this.readsLogStraight) this.#on.unheard(run);
    else run();
    // What is older than that was given up by those who wait for it: they are brought up to date by hashes.
    this.#held = left.slice(-mostHeld);
    if (doc === this.#doc) this.#on.applied();
  }

  /** Applies an update, or refuses it; true for one that has to wait. */
  #isLeft(doc: Y.Doc, { update, limits, session, counter }: Incoming): boolean {
    const verdict = checkUpdate(doc, update, limits);
    if (verdict === 'waits') return true;
    if (verdict === 'refused') {
      this.#on.refused();
      return false;
    }
    try {
      Y.applyUpdate(doc, update, roomOrigin);
      this.sinceSnapshot += 1;
      this.count(session, counter);
    } catch (error) {
      console.error('Impactweb: an update could not be applied', error);
      this.#on.refused();
    }
    return false;
  }
}
