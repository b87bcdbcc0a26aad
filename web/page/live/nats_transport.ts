// The transport over the page's own relay, which is a NATS server behind the path that `live.json` names. What the relay lets whom do stands in
// web/relay/config.mjs.

import { errors, jwtAuthenticator, type Msg, type NatsConnection, wsconnect } from '@nats-io/nats-core';
import type { KeyPair } from '@nats-io/nkeys';
import {
  anyWith,
  erasureOf,
  everyLog,
  logKeeping,
  logOf,
  parseSubject,
  presenceOf,
  readableBy,
  readingOf,
  subjectOf,
  userClaims,
  userOf,
} from './relay_keys.ts';
import {
  type Connect,
  type Connection,
  type Kept,
  type Kind,
  type Listener,
  type Log,
  type RelayRight,
  type RoomAddress,
  roles,
  TransportError,
} from './transport.ts';

/** A connection is there or not within 5 s: in the first of them it is made, and the rest is for asking what stands in the relay's place. */
const allTakes = 4900;
const connectingTakes = 3500;
const askingTakes = 1200;
/** An answer that takes longer does not come any more. */
const answersTake = 5000;
/** Silence is noticed within twice this. */
const pulse = 4000;
/** So much is asked of the log at once: less than what the relay holds back for a slow reader. */
const portion = { messages: 512, bytes: 1024 * 1024 };

const text = new TextDecoder();

/** What the relay answers to what it is asked to keep or to take away. */
interface Answer {
  stream?: string;
  error?: { code: number; description: string };
  seq?: number;
}

/** Connects to the relay as a user of a room. */
export const connectToRelay: Connect = async (right, listener) => {
  const began = performance.now();
  const user = await userOf(new Uint8Array(right.seed));
  const connection = await connected(right.relay, user, right.signer);
  try {
    const room = new RelayConnection(connection, user.getPublicKey(), right, listener);
    // The relay has heard what is wanted once it answers.
    await within(allTakes - (performance.now() - began), connection.flush());
    room.begin();
    return room;
  } catch (error) {
    void connection.close().catch(() => {});
    throw error instanceof TransportError ? error : new TransportError('lost', error);
  }
};

async function connected(relay: string, user: KeyPair, signer: string): Promise<NatsConnection> {
  let claims: string;
  try {
    claims = userClaims(user.getPublicKey(), signer);
  } catch (error) {
    throw new TransportError('refused', error);
  }
  const coming = wsconnect({
    servers: relay,
    authenticator: jwtAuthenticator(claims, user.getSeed()),
    inboxPrefix: `_INBOX.${user.getPublicKey()}`,
    reconnect: false,
    ignoreClusterUpdates: true,
    noAsyncTraces: true,
    timeout: connectingTakes + 500,
    // The library waits for an answer when it has lost patience, too; see #feelPulse.
    pingInterval: 600_000,
  });
  try {
    return await within(connectingTakes, coming);
  } catch (error) {
    // It may come after all, when nobody waits for it any more.
    coming.then(
      (late) => late.close(),
      () => {},
    );
    const refused =
      error instanceof errors.AuthorizationError || error instanceof errors.UserAuthenticationExpiredError;
    throw new TransportError(refused ? 'refused' : await whatStandsThere(relay), error);
  }
}

/** Whether a page answers where the relay should: one to sign in to a network, most likely. */
async function whatStandsThere(relay: string): Promise<'login' | 'blocked'> {
  const address = new URL(relay);
  // What another host answers no page may read.
  if (globalThis.location && address.host !== location.host) return 'blocked';
  address.protocol = address.protocol === 'wss:' ? 'https:' : 'http:';
  try {
    const answer = await fetch(address, {
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(askingTakes),
    });
    const isPage = answer.ok && (answer.headers.get('content-type') ?? '').includes('html');
    return answer.type === 'opaqueredirect' ||
      (answer.status >= 300 && answer.status < 400) ||
      answer.status === 511 ||
      isPage
      ? 'login'
      : 'blocked';
  } catch {
    return 'blocked';
  }
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransportError('lost')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A name that nobody guesses. */
const hiddenName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether the relay was asked to keep a message. What it was made to send by giving a room's subject as one's own address was not. */
const isAsked = ({ reply }: Msg) => reply?.startsWith('_INBOX.U') === true;

const isOneRoom = (address: RoomAddress) => roles.every((role) => /^U[A-Z2-7]{55}$/.test(address[role]));
const isSameRoom = (one: RoomAddress, other: RoomAddress) => roles.every((role) => one[role] === other[role]);

class RelayConnection implements Connection {
  readonly #nats: NatsConnection;
  readonly #right: RelayRight;
  readonly #listener: Listener;
  /** For what is read: the room, or all that one's own key belongs to, which is the same room. */
  readonly #readable: RoomAddress;
  readonly #user: string;
  #room: RoomAddress | null;
  /** What the log says is sure; a live message may come from whoever knows the viewers' key. */
  #roomIsSure: boolean;
  readonly #pulse: ReturnType<typeof setInterval>;
  #answered = true;
  #begun = false;
  #ended = false;
  #refused: Error | null = null;

  constructor(nats: NatsConnection, user: string, right: RelayRight, listener: Listener) {
    this.#nats = nats;
    this.#user = user;
    this.#right = right;
    this.#listener = listener;
    this.#room = right.room;
    this.#roomIsSure = right.room !== null;
    this.#readable = right.room ?? anyWith(right.role, user);
    this.#hear(readableBy(right.role, this.#readable), (message) => {
      const kept = isAsked(message) ? this.#parsed(message.subject, message.data, null) : null;
      if (kept) listener.message(kept);
    });
    this.#hear(presenceOf(this.#readable), (message) => listener.presence(message.data));
    this.#pulse = setInterval(() => this.#feelPulse(), pulse);
    void nats.closed().then((error) => this.#lose(error ?? undefined));
  }

  get room(): RoomAddress | null {
    return this.#room;
  }

  /** Throws when the relay did not let this one listen. */
  begin(): void {
    if (this.#refused) throw new TransportError('refused', this.#refused);
    if (this.#nats.isClosed()) throw new TransportError('lost');
    this.#begun = true;
  }

  async publish(kind: Kind, data: Uint8Array): Promise<number> {
    if (!this.#room) throw new TransportError('refused', new Error('Nobody has said yet where the room is'));
    const { stream, seq } = await ask(this.#nats, subjectOf(this.#room, kind), data);
    if (stream !== logOf(this.#room, logKeeping(kind)) || !Number.isSafeInteger(seq) || (seq as number) < 1)
      throw new TransportError('lost', new Error('The answer names no place in this log'));
    return seq as number;
  }

  async replay(from: number, each: (message: Kept) => void, log: Log = 'open'): Promise<number> {
    let next = Math.max(1, from);
    let left = 1;
    let begun = false;
    let last = 0;
    while (left > 0) {
      const wanted = {
        seq: next,
        batch: Math.min(begun ? left : portion.messages, portion.messages),
        max_bytes: portion.bytes,
      };
      const before = next;
      await this.#read(log, { ...wanted, next_by_subj: '>' }, (message, { sequence, pending }) => {
        // What comes meanwhile is not waited for: somebody might never stop.
        left = begun ? left - 1 : pending;
        begun = true;
        next = sequence + 1;
        last = sequence;
        if (message) each(message);
        return left > 0;
      });
      // What was too old has gone in the meantime.
      if (next === before) break;
    }
    if (last === 0 && from > 1)
      await this.#read(log, { last_by_subj: '>' }, (_, { sequence }) => {
        last = sequence;
        return false;
      });
    return last;
  }

  async latest(kind: Kind): Promise<Kept | null> {
    let latest: Kept | null = null;
    await this.#read(logKeeping(kind), { last_by_subj: subjectOf(this.#readable, kind) }, (message) => {
      latest = message;
      return false;
    });
    return latest;
  }

  tellPresence(data: Uint8Array): void {
    if (this.#room && !this.#nats.isClosed()) this.#nats.publish(presenceOf(this.#room), data);
  }

  answers(milliseconds: number): Promise<boolean> {
    return within(milliseconds, this.#nats.flush()).then(
      () => true,
      () => false,
    );
  }

  async erase(): Promise<void> {
    const { eraser, relay, seed } = this.#right;
    if (!eraser) throw new TransportError('refused');
    const user = await userOf(new Uint8Array(seed));
    // The account that may purge is another one, so that no guest's request can be bent into it.
    const nats = await connected(relay, user, eraser);
    try {
      for (const log of everyLog) await ask(nats, erasureOf(user.getPublicKey(), log), new Uint8Array());
    } finally {
      await nats.close().catch(() => {});
    }
  }

  close(): void {
    this.#ended = true;
    clearInterval(this.#pulse);
    void this.#nats.close().catch(() => {});
  }

  #lose(error?: Error): void {
    if (this.#ended) return;
    this.close();
    if (this.#begun) this.#listener.lost(new TransportError('lost', error));
  }

  /** A network that goes away often only falls silent. */
  #feelPulse(): void {
    if (!this.#answered) {
      this.#lose(new Error('The relay is silent'));
      return;
    }
    this.#answered = false;
    this.#nats.flush().then(
      () => {
        this.#answered = true;
      },
      () => {},
    );
  }

  #hear(subject: string, heard: (message: Msg) => void): void {
    this.#nats.subscribe(subject, {
      callback: (error, message) => {
        if (error) this.#refused = error;
        else if (!this.#ended) heard(message);
      },
    });
  }

  /** Null when it is of no room, or of another one. */
  #parsed(subject: string, data: Uint8Array, sequence: number | null): Kept | null {
    const parsed = parseSubject(subject);
    if (!parsed || !isOneRoom(parsed.address)) return null;
    if (!this.#roomIsSure) {
      this.#roomIsSure = sequence !== null;
      if (sequence !== null || !this.#room) this.#room = parsed.address;
    } else if (!this.#room || !isSameRoom(this.#room, parsed.address)) return null;
    return { kind: parsed.kind, data, sequence };
  }

  /** Asks a log, and gives what it answers to `each` until that is false or nothing more comes. */
  #read(log: Log, wanted: object, each: (message: Kept | null, place: Place) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout>;
      const finish = (error?: unknown) => {
        clearTimeout(timer);
        inbox.unsubscribe();
        if (error) reject(new TransportError('lost', error));
        else resolve();
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => finish(new Error('The log does not answer')), answersTake);
      };
      const address = `_INBOX.${this.#user}.${hiddenName()}`;
      const inbox = this.#nats.subscribe(address, {
        callback: (error, message) => {
          if (error) return finish(error);
          const place = placeOf(message);
          // What has no place says that there is nothing, or not more at once.
          if (!place) return finish();
          wait();
          try {
            if (!each(this.#parsed(place.subject, message.data, place.sequence), place)) finish();
          } catch (cause) {
            finish(cause);
          }
        },
      });
      wait();
      this.#nats.publish(readingOf(this.#user, log), JSON.stringify(wanted), { reply: address });
      void this.#nats.closed().then((error) => finish(error ?? new Error('The connection was closed')));
    });
  }
}

/** Where a message stands, and how many stand behind it. */
interface Place {
  subject: string;
  sequence: number;
  pending: number;
}

function placeOf({ headers }: Msg): Place | null {
  const sequence = Number(headers?.get('Nats-Sequence'));
  if (!headers || !Number.isSafeInteger(sequence) || sequence < 1) return null;
  return { subject: headers.get('Nats-Subject'), sequence, pending: Number(headers.get('Nats-Num-Pending')) || 0 };
}

async function ask(nats: NatsConnection, subject: string, data: Uint8Array | string): Promise<Answer> {
  let answer: Answer;
  try {
    const message = await nats.request(subject, data, { timeout: answersTake });
    answer = JSON.parse(text.decode(message.data)) as Answer;
  } catch (error) {
    const denied = error instanceof Error && error.cause instanceof errors.PermissionViolationError;
    throw new TransportError(denied || error instanceof errors.InvalidArgumentError ? 'refused' : 'lost', error);
  }
  if (answer?.error) throw new TransportError('refused', new Error(answer.error.description));
  return answer;
}
