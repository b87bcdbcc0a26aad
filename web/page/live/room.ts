// A room: one document that several pages have, in step through a relay that cannot read it. Knows nothing of the screen or the network's model.
import * as Y from 'yjs';
import { tabOrigin } from '../document/tabs.ts';
import { reportUncaught, Signal } from '../support/signal.ts';
import { bytesOfLetters, hex, joined, letters, randomBytes, sameBytes, text, textOf } from './bytes.ts';
import { certify, type Device, deviceMark, pageName } from './device.ts';
import { saidHash, writtenHash } from './document_hash.ts';
import { Inbox, type Incoming, type Signed } from './inbox.ts';
import type { LiveLink } from './live_link.ts';
import { inflated, longestBody, plainBody, sealMessage } from './message.ts';
import { Outbox } from './outbox.ts';
import { Assembly, pieceIn, piecesOf } from './pieces.ts';
import {
  bytesOfPresence,
  cleanName,
  colorOf,
  longestPresence,
  People,
  type Presence,
  personOf,
  presenceIn,
} from './presence.ts';
import { newerRoles, openBox, type RoleBox, rolesOf, type SignedRoles, signRoles } from './role_document.ts';
import { type Hint, offState, type Person, type RoomEnd, type RoomState } from './room_state.ts';
import { type MessageType, seal } from './sealing.ts';
import { type RoomKeys, roomKeys, secretsFrom } from './secrets.ts';
import { type KeyPair, keyPairOf, newKeyPair } from './signing.ts';
import {
  type Connect,
  type Connection,
  type Kept,
  type Kind,
  logs,
  longestMessage,
  type RelayRight,
  type Role,
  rights,
  TransportError,
} from './transport.ts';
import { checkUpdate, mendLimits, ordinaryLimits, type UpdateLimits } from './update_check.ts';

/** Origin of the transactions that a room makes: what others did. */
export const roomOrigin = 'impactweb-room';

/** In milliseconds. Tests make them short. */
export interface Timing {
  /** Changes are gathered for so long before they are sent, after the first. */
  gather: number;
  /** A page tells of itself so often at least. */
  presence: number;
  /** And at most so often, for each person who is here. */
  presencePause: number;
  /** Documents that differ for so long are brought together. */
  patience: number;
  /** So long an edit of another tab of this browser is waited for from the relay, before it is sent from here. */
  otherTab: number;
  /** From the first failure; doubled each time, up to `retryLongest`. */
  retry: number;
  retryLongest: number;
  /** Without a connection for so long it is said that there is none to be had. */
  unreachable: number;
  /** A snapshot after so long, when something was written. */
  snapshot: number;
}

export const ordinaryTiming: Timing = {
  gather: 40,
  presence: 15_000,
  presencePause: 150,
  patience: 2000,
  otherTab: 1000,
  retry: 500,
  retryLongest: 15_000,
  unreachable: 10_000,
  snapshot: 300_000,
};

/** And after so many updates. */
const updatesToSnapshot = 500;
/** What waits for something before it, in all. */
const mostHeld = 2000;
/** Bytes that a page gives to those who say that they lack something: at once after a quiet time, and in a second. */
const giving = { most: 512 * 1024, perSecond: 16 * 1024 };
/** Between two times that everything is written anew, in milliseconds. */
const rewritingPause = 60_000;
/** Sessions whose counters a page tells of. */
const mostCounters = 32;

/** A place of the log and what stands there, by which the log is known again. */
interface Place {
  at: number;
  data: Uint8Array;
}

const isAt = (message: Kept | null, { at, data }: Place): boolean =>
  message?.sequence === at && sameBytes(message.data, data);

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

export interface RoomOptions {
  doc: Y.Doc;
  link: LiveLink;
  /** The relay's address, and its signing key for those who look. */
  relay: { address: string; signer: string };
  connect: Connect;
  name: string;
  /** It is a screen for all to look at, such as a projector's. */
  screen?: boolean;
  /** The pair of this device in this room, where one was kept. */
  device?: KeyPair;
  /** Of a room that is founded now, or as they were last known. */
  roles?: SignedRoles;
  /** How many of the changes in `doc` the relay had not kept when they were last counted. */
  unkept?: number;
  timing?: Partial<Timing>;
}

export class Room {
  readonly doc: Y.Doc;
  readonly role: Role;
  readonly onState = new Signal<RoomState>();
  readonly onHint = new Signal<Hint>();
  readonly onLead = new Signal<{ person: string; leads: boolean }>();
  /** The first time that everything of the log is in the document. */
  readonly caughtUp: Promise<void>;
  /** Kept with the network, for the next time. */
  readonly onRoles = new Signal<SignedRoles>();
  /** What others know this page by. */
  readonly session: string;
  readonly device: KeyPair;

  readonly #options: RoomOptions;
  readonly #timing: Timing;
  readonly #keys: RoomKeys;
  readonly #secret: Uint8Array;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #assembly = new Assembly();
  readonly #people: People;
  readonly #sessionBytes = randomBytes(8);
  #certified: Device | undefined;
  #box: RoleBox | undefined;
  /** The version that was heard of last, whether it counts or not. */
  #rolesHeard = 0;
  /** There is a connection, and nothing in the log that says who may do what. */
  #lacksRoles = false;
  #roles: SignedRoles | undefined;

  #connection: Connection | null = null;
  #status: RoomState['status'] = 'connecting';
  #reason: RoomEnd | null = null;
  #lastFailure: TransportError | null = null;
  #closed = false;
  /** What has to be kept before the connection may be closed. */
  #lastWord: Promise<unknown> = Promise.resolve();
  #tries = 0;
  #timers = new Set<ReturnType<typeof setTimeout>>();
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #resolveCaughtUp = () => {};
  #rejectCaughtUp = (_error: unknown) => {};
  #everCaughtUp = false;
  #dropped = 0;
  #confirmed = false;
  #name: string;

  /** Everything up to this place of the log is in the document. */
  #place: Place = { at: 0, data: new Uint8Array() };
  /** The highest place that is known to have been in the log. */
  #highest = 0;
  /** It held no roles when this page connected. */
  #logWasEmpty = false;
  /** While the log is read: what it holds. */
  #log: Y.Doc | null = null;
  /** It has been read: what is done from now on is sent by itself. */
  #logKnown = false;
  /** Up to which place a snapshot that was read whole says what was in the log. */
  #coveredByLog = 0;
  /** While only the head of the last snapshot is looked at. */
  #head: { covers: number } | null = null;
  /** The clients of Yjs, by the session that wrote under them first. */
  readonly #writers = new Map<number, string>();
  /** Which messages of a session are in the document. */
  readonly #had = new Map<string, Counted>();
  #held: { update: Uint8Array; limits: UpdateLimits; session: string; counter: number }[] = [];
  #incoming: { update: Uint8Array; limits: UpdateLimits; session: string; counter: number }[] = [];
  #applying: ReturnType<typeof setTimeout> | undefined;

  #outgoing: Uint8Array[] = [];
  /** Changes that go out with what the log lacks, once it has been read. */
  #beforeLog = 0;
  /** Changes that are being cut into pieces. */
  #cutting = 0;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #counter = 0;
  #updatesSinceSnapshot = 0;
  #snapshotAt = performance.now();
  #lastEditAt = 0;

  #presenceTimer: ReturnType<typeof setTimeout> | undefined;
  #presenceAt = 0;
  #presenceCounter = 0;
  /** Of others, the last that was heard. */
  readonly #presenceCounters = new Map<string, number>();
  /** `counter`: so many messages of this page are in the document that they are of. */
  #hash = { written: '', said: '', of: -1, counter: 0 };
  #revision = 0;
  #selected: string[] = [];
  #typing: string | null = null;
  #asleep = false;
  #leads = false;
  #rolesPassedAt = 0;
  #rewrittenAt = Number.NEGATIVE_INFINITY;
  #giving = { left: giving.most, at: performance.now() };
  #question = { nonce: hex(randomBytes(8)), times: 0, at: 0, asked: 0 };
  #answers = new Set<string>();
  #want: { times: number; at: number; asked: number } | null = null;
  #hintAt = 0;
  #hintTimer: ReturnType<typeof setTimeout> | undefined;
  #hint: Omit<Hint, 'person'> = { pointer: null, view: null };

  private constructor(options: RoomOptions, keys: RoomKeys, device: KeyPair, mark: Uint8Array) {
    this.session = pageName(mark, this.#sessionBytes);
    this.#people = new People(this.session);
    this.#options = options;
    this.#timing = { ...ordinaryTiming, ...options.timing };
    this.#keys = keys;
    this.#secret = options.link.secret;
    this.#name = cleanName(options.name);
    this.#beforeLog = options.unkept ?? 0;
    this.doc = options.doc;
    this.role = options.link.role;
    this.device = device;
    this.#inbox = new Inbox(
      keys,
      (incoming) => this.#hear(incoming),
      () => this.#drop(),
    );
    this.#outbox = new Outbox(
      (sequence) => {
        this.#highest = Math.max(this.#highest, sequence);
        this.#tellPresenceSoon();
        this.#tellState();
      },
      (failed) => this.#pauseAfter(failed - 1),
    );
    this.caughtUp = new Promise((resolve, reject) => {
      this.#resolveCaughtUp = resolve;
      this.#rejectCaughtUp = reject;
    });
    this.caughtUp.catch(() => {});
  }

  /** Enters a room; what is in `doc` goes into it, where the role may write. Resolves before there is a connection: see `caughtUp`. */
  static async enter(options: RoomOptions): Promise<Room> {
    const secrets = await secretsFrom(options.link.role, options.link.secret);
    const keys = await roomKeys(secrets.view as Uint8Array);
    const device = options.device ?? (await newKeyPair());
    const room = new Room(options, keys, device, await deviceMark(device.publicKey));
    if (options.roles) await room.#takeRoles(options.roles);
    room.doc.on('update', room.#onUpdate);
    void room.#connect();
    room.#repeat();
    return room;
  }

  // ---------------------------------------------------------------- what it looks like

  get state(): RoomState {
    const others = this.#people.all();
    const me = personOf(
      { session: this.session, role: this.role, presence: this.#presence(), color: colorOf(this.session) },
      this.#asleep ? 'asleep' : 'here',
      true,
    );
    return {
      ...offState,
      status: this.#status,
      role: this.role,
      pending: this.#outbox.pending + this.#unsent,
      everybodyHas: this.#everybodyHas(),
      confirmed: this.#confirmed,
      people: [me, ...others.map((other) => personOf(other, this.#stateOf(other.session), false))],
      dropped: this.#dropped,
      reason: this.#reason,
    };
  }

  #stateOf(session: string): Person['state'] {
    const other = this.#people.get(session);
    if (!other || other.presence.a) return 'asleep';
    const { differsSince } = other;
    return differsSince !== null && performance.now() - differsSince > 2 * this.#timing.patience ? 'behind' : 'here';
  }

  /** Changes that are on their way to the outbox. */
  get #unsent(): number {
    return this.#beforeLog + this.#cutting + (this.#outgoing.length > 0 ? 1 : 0);
  }

  #everybodyHas(): boolean {
    if (this.#status !== 'live' || !this.#outbox.empty || this.#unsent > 0) return false;
    const awake = this.#people.all().filter(({ presence }) => !presence.a);
    return (
      awake.length > 0 &&
      awake.every(
        ({ presence }) =>
          (presence.k[this.session] ?? 0) >= this.#counter ||
          (presence.h === this.#hash.written && this.#hash.of === this.#revision),
      )
    );
  }

  #tellState(): void {
    if (!this.#closed) this.onState.emit(this.state);
  }

  get mayWrite(): boolean {
    return this.role === 'facilitate' || this.role === 'edit';
  }

  get signedRoles(): SignedRoles | undefined {
    return this.#roles;
  }

  setName(name: string): void {
    this.#name = cleanName(name);
    this.#tellPresenceSoon();
  }

  setSelection(ids: readonly string[]): void {
    this.#selected = [...ids];
    this.#tellPresenceSoon();
  }

  setTyping(id: string | null): void {
    if (this.#typing === id) return;
    this.#typing = id;
    this.#tellPresenceSoon();
  }

  /** Nobody looks at this page, or somebody does again. */
  setAsleep(asleep: boolean): void {
    if (this.#asleep === asleep) return;
    this.#asleep = asleep;
    this.#tellPresenceSoon(true);
    if (!asleep) this.wake();
  }

  lead(leads: boolean): void {
    this.#leads = leads;
    this.#tellPresenceSoon(true);
  }

  /** Ten times a second at most. */
  tellHint(pointer: Hint['pointer'], view: Hint['view']): void {
    this.#hint = { pointer, view };
    if (this.#hintTimer !== undefined) return;
    const wait = Math.max(0, this.#hintAt + 100 - performance.now());
    this.#hintTimer = this.#later(wait, async () => {
      this.#hintTimer = undefined;
      this.#hintAt = performance.now();
      const round = (numbers: number[] | null) => numbers?.map((value) => Math.round(value * 10) / 10) ?? null;
      const said = { s: this.session, p: round(this.#hint.pointer), v: round(this.#hint.view) };
      this.#connection?.tellPresence(await seal(this.#keys, 'hint', text(JSON.stringify(said))));
    });
  }

  // ---------------------------------------------------------------- coming and going

  /** Tries again at once, when there is no connection. */
  wake(): void {
    if (this.#closed || this.#connection || this.#retryTimer === undefined) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#tries = 0;
    void this.#connect();
  }

  /** Goes; what the relay does not have yet stays in the document, and goes out the next time. */
  leave(): void {
    if (this.#closed) return;
    void this.#sayPresence({ g: true });
    this.#close(null);
  }

  /** For a page that goes away: others hear of it when the browser lets it. */
  sayGone(): void {
    void this.#sayPresence({ g: true });
  }

  /** Facilitators: nobody can go on in the room, and with `erase` the relay has nothing of it any more. */
  async end({ erase = false }: { erase?: boolean } = {}): Promise<void> {
    const connection = this.#connection;
    if (!this.#roles || !this.#box || this.role !== 'facilitate' || !connection)
      throw new Error('Only a facilitator who is connected can end the room');
    const { document } = this.#roles;
    const { privateKey } = await keyPairOf(this.#box.key);
    const ended = { ...document, version: document.version + 1, ended: true, made: Date.now() };
    const signed = await signRoles(ended, privateKey);
    const sealed = await seal(this.#keys, 'roles', signed.bytes);
    if (erase) await connection.erase();
    // Who comes later hears that it has ended, and not that it never was.
    const said = connection.publish('roles', sealed);
    this.#lastWord = said;
    await said;
    await this.#takeRoles(signed);
  }

  #close(reason: RoomEnd | null): void {
    if (this.#closed) return;
    this.doc.off('update', this.#onUpdate);
    this.#status = reason ? 'unreachable' : 'off';
    this.#reason = reason;
    this.#tellState();
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#retryTimer);
    this.#outbox.connect(null);
    const connection = this.#connection;
    this.#connection = null;
    // The last word is still on its way.
    const close = () => setTimeout(() => connection?.close(), 200);
    this.#lastWord.then(close, close);
    this.#rejectCaughtUp(new Error(reason ?? 'left'));
  }

  #later(milliseconds: number, what: () => unknown): ReturnType<typeof setTimeout> {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) void what();
    }, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #right(role: Role): RelayRight {
    const { link, relay } = this.#options;
    const room = this.#roles?.document.room ?? null;
    if (role === 'view' || !this.#box)
      return { role: 'view', relay: relay.address, seed: link.relaySeed, signer: relay.signer, room };
    const { seed, signer, eraser } = this.#box;
    const right = { role, relay: relay.address, seed: bytesOfLetters(seed) ?? new Uint8Array(), signer, room };
    return eraser === undefined ? right : { ...right, eraser };
  }

  async #connect(): Promise<void> {
    let connection: Connection | undefined;
    /** What comes while the log is read comes after it. */
    let early: Kept[] | null = [];
    const as: Role = this.#box ? this.role : 'view';
    // Contributions wait in logs of their own for who applies them; among what editors do they would hold it up.
    const reads = new Set<Kind>(rights[as].read.filter((kind) => (logs.open as readonly Kind[]).includes(kind)));
    const listener = {
      message: (message: Kept) => {
        if (!reads.has(message.kind)) return;
        if (early) early.push(message);
        else void this.#takeKept(message);
      },
      presence: (data: Uint8Array) => void this.#inbox.take(data, ['presence', 'hint', 'roles'], false),
      lost: (error: TransportError) => {
        if (connection && connection === this.#connection) this.#lose(error);
      },
    };
    try {
      connection = await this.#options.connect(this.#right(as), listener);
      if (this.#closed) return connection.close();
      this.#connection = connection;
      this.#rolesHeard = 0;
      const newest = await connection.latest('roles');
      this.#logWasEmpty = newest === null;
      if (newest) await this.#takeKept(newest);
      // The room is new, or the relay has lost or kept back what counts.
      if (as === 'facilitate' && this.#roles && this.#rolesHeard < this.#roles.document.version) {
        // Nobody can have been here before.
        this.#confirmed ||= this.#logWasEmpty;
        await connection.publish('roles', await seal(this.#keys, 'roles', this.#roles.bytes));
      }
      // Everybody comes as somebody who looks. With what is in the box of their role they come again.
      if (as !== this.role && this.#box) {
        this.#connection = null;
        connection.close();
        return void this.#connect();
      }
      if (this.#closed) return;
      if (this.#roles) {
        await this.#catchUp(connection);
        for (const message of early) void this.#takeKept(message);
        early = null;
        await this.#inbox.settled();
        this.#apply();
        if (this.#connection !== connection) return;
        this.#live(connection);
      } else {
        // The log has lost them. Somebody who is here may pass them on.
        early = null;
        void this.#askForRoles(connection);
      }
    } catch (error) {
      const failure = error instanceof TransportError ? error : new TransportError('lost', error);
      if (!(error instanceof TransportError)) console.error('Impactweb: the room could not be entered', error);
      // It was lost, and that is known.
      if (connection && this.#connection !== connection) return;
      this.#lose(failure);
    }
  }

  #lose(error: TransportError): void {
    if (this.#closed) return;
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
    this.#outbox.connect(null);
    this.#people.clear();
    this.#log = null;
    this.#lacksRoles = false;
    this.#lastFailure = error;
    if (this.#status === 'live') this.#status = 'reconnecting';
    else if (error.failure === 'login' || error.failure === 'refused') this.#giveUpFor(error);
    const wait = this.#pauseAfter(this.#tries);
    this.#tries += 1;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      void this.#connect();
    }, wait);
    this.#tellState();
  }

  /** Before the next try after so many that failed. */
  #pauseAfter(failed: number): number {
    const { retry, retryLongest } = this.#timing;
    return Math.min(retryLongest, retry * 2 ** failed) * (0.75 + Math.random() / 2);
  }

  /** Says that there is no room to be had; it is tried further all the same. */
  #giveUpFor({ failure }: TransportError): void {
    this.#status = 'unreachable';
    this.#reason = failure === 'lost' ? 'blocked' : failure;
    if (!this.#everCaughtUp) this.#rejectCaughtUp(new Error(this.#reason));
  }

  /** Reads the log from where this page has it, and sends what the log lacks. */
  async #catchUp(connection: Connection): Promise<void> {
    if (this.#logKnown) {
      const before = this.#place;
      const { last, first } = await this.#read(connection, Math.max(1, before.at));
      const isSame = before.at === 0 ? this.#highest === 0 : isAt(first, before);
      if (isSame && last >= this.#highest) return;
      this.#logKnown = false;
      // The relay has forgotten the room: one of those who may write fills it again, and the others when that one does not.
      if (this.mayWrite) await new Promise((resolve) => setTimeout(resolve, Math.random() * this.#timing.patience));
      this.#still(connection);
    }
    await this.#readWhole(connection);
  }

  /** Takes in the log from a place on. */
  async #read(connection: Connection, from: number): Promise<{ last: number; first: Kept | null }> {
    let first: Kept | null = null;
    let newest: Kept | null = null;
    const last = await connection.replay(from, (message) => {
      first ??= message;
      newest = message;
      void this.#takeKept(message);
    });
    await this.#inbox.settled();
    this.#still(connection);
    const { sequence, data } = (newest ?? {}) as Partial<Kept>;
    if (sequence && data) this.#place = { at: sequence, data };
    else if (last < this.#place.at) this.#place = { at: 0, data: new Uint8Array() };
    return { last, first };
  }

  /** Reads the log as if nothing of it were here, and sends what it lacks. */
  async #readWhole(connection: Connection): Promise<void> {
    const from = await this.#beginOfLog(connection);
    this.#log = new Y.Doc();
    this.#highest = (await this.#read(connection, from)).last;
    this.#flushInto(this.#log);
    if (from > 1 && (this.#coveredByLog < from - 1 || this.#held.length > 0)) {
      // The snapshot was no good, or not all of it is there.
      this.#log = new Y.Doc();
      await this.#read(connection, 1);
      this.#flushInto(this.#log);
    }
    const log = this.#log;
    this.#log = null;
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(log, Y.encodeStateVector(this.doc)), roomOrigin);
    if (this.mayWrite && !Y.equalSnapshots(Y.snapshot(log), Y.snapshot(this.doc)))
      this.#mend(Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(log)), true);
    this.#logKnown = true;
    this.#beforeLog = 0;
    log.destroy();
  }

  /** Throws when the connection is not the one that counts any more. */
  #still(connection: Connection): void {
    if (this.#closed || this.#connection !== connection) throw new TransportError('lost');
  }

  /** From where the log need be read: behind what the last snapshot covers. */
  async #beginOfLog(connection: Connection): Promise<number> {
    const newest = await connection.latest('snapshot');
    if (!newest) return 1;
    const head = { covers: 0 };
    this.#head = head;
    await this.#takeKept(newest);
    this.#head = null;
    this.#coveredByLog = 0;
    return head.covers + 1;
  }

  #live(connection: Connection): void {
    this.#status = 'live';
    this.#reason = null;
    this.#tries = 0;
    if (!this.#everCaughtUp) {
      this.#everCaughtUp = true;
      // What was done in the document while the log was read is in it, and has been sent with it.
      this.#resolveCaughtUp();
    }
    this.#outbox.connect(connection);
    this.#send();
    this.#tellPresenceSoon(true);
    this.#tellState();
  }

  /** Somebody who is here has them; where the room is, is known once they have said anything. */
  async #askForRoles(connection: Connection): Promise<void> {
    this.#lacksRoles = true;
    if (connection.room) connection.tellPresence(await seal(this.#keys, 'hint', text('{"roles":true}')));
    this.#later(this.#timing.patience, () => {
      if (this.#connection === connection && !this.#roles) return this.#askForRoles(connection);
    });
  }

  // ---------------------------------------------------------------- what comes

  #drop(): void {
    this.#dropped += 1;
    this.#tellState();
  }

  #takeKept({ kind, data }: Kept): Promise<void> {
    const type: MessageType = kind;
    return this.#inbox.take(data, [type], true);
  }

  async #hear(incoming: Incoming): Promise<void> {
    if (this.#closed) return;
    if (incoming.type === 'roles') {
      const signed = await rolesOf(incoming.bytes, this.#options.link.founder);
      if (!signed || signed.document.version < this.#options.link.leastVersion) return this.#drop();
      this.#rolesHeard = signed.document.version;
      await this.#takeRoles(signed);
    } else if (incoming.type === 'hint') this.#hearHint(incoming.bytes);
    else if (incoming.signed.message.type === 'presence') this.#hearPresence(incoming.signed);
    else if (incoming.signed.message.type === 'update') await this.#hearUpdate(incoming.signed);
    else if (incoming.signed.message.type === 'snapshot')
      await this.#hearPiece(incoming.signed, incoming.signed.message.body);
  }

  async #takeRoles(signed: SignedRoles): Promise<void> {
    const counts = this.#roles ? newerRoles(signed, this.#roles) : signed;
    if (counts === this.#roles) return;
    this.#roles = counts;
    this.#inbox.setRoles(counts.document);
    try {
      this.#box = await openBox(counts.document, this.role, this.#secret);
      const { privateKey } = await keyPairOf(this.#box.key);
      this.#certified = await certify(this.#keys, this.role, privateKey, this.device);
    } catch {
      this.#close('refused');
      return;
    }
    this.onRoles.emit(counts);
    if (counts.document.ended) this.#close('ended');
    // Somebody who is here has passed them on.
    else if (this.#lacksRoles && this.#connection) {
      this.#lacksRoles = false;
      const connection = this.#connection;
      this.#connection = null;
      connection.close();
      void this.#connect();
    }
  }

  async #hearUpdate(signed: Signed): Promise<void> {
    const { message, role, session } = signed;
    if (role !== 'facilitate' && role !== 'edit') return this.#drop();
    if (session === this.session && !this.#log) return;
    if (!this.#log && this.#had.get(session)?.has(message.counter)) return;
    const body = plainBody(message, ordinaryLimits.size + 1);
    if (!body || body.length < 1) return this.#drop();
    if (body[0] === 1) return this.#hearPiece(signed, body.subarray(1));
    if (body[0] !== 0) return this.#drop();
    this.#take(body.slice(1), { ...ordinaryLimits, mayWrite: this.#binds(session) }, session, message.counter);
  }

  /** Whoever writes under a client's number first keeps it. */
  #binds(session: string): (client: number) => boolean {
    return (client) => {
      const owner = this.#writers.get(client);
      if (owner !== undefined) return owner === session;
      if (client === this.doc.clientID && session !== this.session) return false;
      this.#writers.set(client, session);
      return true;
    };
  }

  async #hearPiece({ message, role, session }: Signed, body: Uint8Array): Promise<void> {
    if (role !== 'facilitate' && role !== 'edit') return this.#drop();
    const piece = pieceIn(
      message.type === 'snapshot' ? (plainBody(message, 2 * longestBody) ?? new Uint8Array()) : body,
    );
    if (!piece) return this.#drop();
    if (this.#head) {
      this.#head.covers = piece.covers;
      return;
    }
    const whole = await this.#assembly.add(session, piece);
    if (whole === undefined) return this.#count(session, message.counter);
    const update = whole && inflated(whole.bytes, mendLimits.size);
    if (!update) return this.#drop();
    if (message.type === 'snapshot') {
      this.#coveredByLog = Math.max(this.#coveredByLog, whole.covers);
      this.#updatesSinceSnapshot = 0;
      this.#snapshotAt = performance.now();
    }
    this.#take(update, { ...mendLimits, mayWrite: () => true }, session, message.counter);
  }

  #count(session: string, counter: number): void {
    const counted = this.#had.get(session) ?? new Counted();
    // Who sent something last stands last.
    this.#had.delete(session);
    this.#had.set(session, counted);
    counted.add(counter);
  }

  #take(update: Uint8Array, limits: UpdateLimits, session: string, counter: number): void {
    this.#incoming.push({ update, limits, session, counter });
    // A frame's worth at once: each application is a change of its own for the program.
    this.#applying ??= this.#later(16, () => this.#apply());
  }

  #apply(): void {
    clearTimeout(this.#applying);
    this.#applying = undefined;
    this.#flushInto(this.#log ?? this.doc);
  }

  #flushInto(doc: Y.Doc): void {
    const waiting = [...this.#held, ...this.#incoming];
    this.#held = [];
    this.#incoming = [];
    if (waiting.length === 0) return;
    let left = waiting;
    doc.transact(() => {
      for (let before = -1; left.length > 0 && left.length !== before; ) {
        before = left.length;
        left = left.filter((each) => {
          const verdict = checkUpdate(doc, each.update, each.limits);
          if (verdict === 'waits') return true;
          if (verdict === 'refused') this.#dropped += 1;
          else {
            try {
              Y.applyUpdate(doc, each.update, roomOrigin);
              this.#updatesSinceSnapshot += 1;
              this.#count(each.session, each.counter);
            } catch (error) {
              console.error('Impactweb: an update could not be applied', error);
              this.#dropped += 1;
            }
          }
          return false;
        });
      }
    }, roomOrigin);
    // What is older than that was given up by those who wait for it: they are brought up to date by hashes.
    this.#held = left.slice(-mostHeld);
    if (doc === this.doc) {
      this.#revision += 1;
      this.#tellPresenceSoon();
      this.#tellState();
    }
  }

  #hearHint(bytes: Uint8Array): void {
    try {
      const { s, p, v, roles: asks } = JSON.parse(textOf(bytes)) as Record<string, unknown>;
      if (asks === true) this.#passRolesOn();
      const numbers = (value: unknown, count: number) =>
        value === null || (Array.isArray(value) && value.length === count && value.every(Number.isFinite));
      // Who is not here has no pointer.
      if (typeof s !== 'string' || s === this.session || !this.#people.get(s) || !numbers(p, 2) || !numbers(v, 4))
        return;
      this.onHint.emit({ person: s, pointer: p as Hint['pointer'], view: v as Hint['view'] });
    } catch {
      this.#drop();
    }
  }

  // ---------------------------------------------------------------- what goes

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    this.#revision += 1;
    if (origin === roomOrigin || !this.mayWrite) return;
    this.#lastEditAt = performance.now();
    // What the log lacks when it has been read goes out then.
    if (!this.#logKnown) {
      this.#beforeLog += 1;
      this.#tellState();
      return;
    }
    if (origin === tabOrigin) {
      this.#later(this.#timing.otherTab, () => this.#sendOfOtherTab(update));
      return;
    }
    this.#outgoing.push(update);
    if (this.#gathering === undefined) {
      this.#send();
      this.#gathering = this.#later(this.#timing.gather, () => {
        this.#gathering = undefined;
        this.#send();
      });
    }
    this.#tellState();
  };

  /** What another tab of this browser did goes out from here where that tab is not in the room itself. */
  #sendOfOtherTab(update: Uint8Array): void {
    const clients = [...Y.parseUpdateMeta(update).from.keys()];
    const inRoom = (client: number) => {
      const session = this.#writers.get(client);
      return session !== undefined && this.#people.get(session) !== undefined;
    };
    if (clients.length > 0 && clients.every(inRoom)) return;
    this.#mend(update, true);
  }

  #send(): void {
    if (this.#outgoing.length === 0) return;
    const update = this.#outgoing.length === 1 ? (this.#outgoing[0] as Uint8Array) : Y.mergeUpdates(this.#outgoing);
    this.#outgoing = [];
    const clients = [...Y.parseUpdateMeta(update).from.keys()];
    // Another tab of this browser writes under another number, which may be known from before.
    const own = clients.every((client) => (this.#writers.get(client) ?? this.session) === this.session);
    if (!own || update.length > longestBody) {
      this.#mend(update, true);
      return;
    }
    for (const client of clients) this.#writers.set(client, this.session);
    this.#sendSigned('update', joined(Uint8Array.of(0), update), true);
  }

  /** Sends what is not, or not only, this page's own work. `change`: somebody here waits for it to be kept. */
  #mend(update: Uint8Array, change: boolean): void {
    if (change) this.#cutting += 1;
    void piecesOf(randomBytes(8), 0, update)
      .then((pieces) => {
        for (const piece of pieces) this.#sendSigned('update', joined(Uint8Array.of(1), piece), change);
      })
      .catch(reportUncaught)
      .finally(() => {
        if (change) this.#cutting -= 1;
        this.#tellState();
      });
  }

  #sendSigned(type: MessageType, body: Uint8Array, change: boolean): void {
    this.#counter += 1;
    const counter = this.#counter;
    this.#outbox.send(type, () => this.#signed(type, body, counter), change);
  }

  async #signed(type: MessageType, body: Uint8Array, counter: number): Promise<Uint8Array> {
    if (!this.#certified || !this.#roles) throw new Error('There are no roles yet');
    return sealMessage(this.#keys, this.#certified, {
      type,
      session: this.#sessionBytes,
      counter,
      rolesVersion: this.#roles.document.version,
      body,
    });
  }

  /** Writes the whole document into the log, so that who comes later need not read all of it. */
  async #snapshot(connection: Connection, covers: number): Promise<void> {
    this.#updatesSinceSnapshot = 0;
    this.#snapshotAt = performance.now();
    const pieces = await piecesOf(randomBytes(8), covers, Y.encodeStateAsUpdate(this.doc));
    if (this.#connection !== connection) return;
    for (const piece of pieces) this.#sendSigned('snapshot', piece, false);
  }

  // ---------------------------------------------------------------- who is here

  #presence(): Presence {
    const counters = [...this.#had].slice(-mostCounters).map(([session, { upTo }]) => [session, upTo] as const);
    return {
      n: this.#name,
      v: this.#roles?.document.version ?? 0,
      c: this.#hash.counter,
      k: Object.fromEntries(counters),
      h: this.#hash.written,
      j: this.#hash.said,
      ...(this.#asleep && { a: true as const }),
      ...(this.#selected.length > 0 && { s: this.#selected.slice(0, 20) }),
      ...(this.#typing !== null && { t: this.#typing }),
      ...(this.#leads && { l: true as const }),
      ...(this.#options.screen && { b: true as const }),
    };
  }

  /** Tells of this page soon: at once after a quiet time, and the more people are here the less often, unless somebody waits for it. */
  #tellPresenceSoon(now = false): void {
    if (this.#presenceTimer !== undefined || this.#closed) return;
    const pause = this.#timing.presencePause * (now ? 1 : 1 + this.#people.all().length);
    const wait = Math.max(0, this.#presenceAt + pause - performance.now());
    this.#presenceTimer = this.#later(wait, async () => {
      this.#presenceTimer = undefined;
      await this.#sayPresence();
    });
  }

  async #sayPresence(more: Partial<Presence> = {}): Promise<void> {
    const connection = this.#connection;
    if (!connection || this.#status !== 'live' || !this.#certified) return;
    this.#presenceAt = performance.now();
    await this.#updateHash();
    const answers = [...this.#answers];
    this.#answers.clear();
    const said: Presence = {
      ...this.#presence(),
      ...(!this.#confirmed && { q: [this.#question.nonce, this.#question.times] as [string, number] }),
      ...(answers.length > 0 && { r: answers.slice(0, 20) }),
      ...(this.#want && { w: [letters(Y.encodeStateVector(this.doc)), this.#want.times] as [string, number] }),
      ...more,
    };
    this.#presenceCounter += 1;
    const sealed = (presence: Presence) => this.#signed('presence', bytesOfPresence(presence), this.#presenceCounter);
    let data = await sealed(said);
    // Too many have written for a list of what is here from each: all is asked for.
    if (said.w && (data.length > longestMessage || bytesOfPresence(said).length > longestPresence))
      data = await sealed({ ...said, w: [letters(Y.encodeStateVector(new Y.Doc())), said.w[1]] });
    connection.tellPresence(data);
  }

  async #updateHash(): Promise<void> {
    const revision = this.#revision;
    const counter = this.#counter;
    if (this.#hash.of === revision) {
      this.#hash.counter = counter;
      return;
    }
    // Only together: with another document behind it the one would not fit the other.
    const [written, said] = [writtenHash(this.doc), this.doc.getMap('nodes').size <= 2000 ? saidHash(this.doc) : ''];
    this.#hash = { written: await written, said: await said, of: revision, counter };
  }

  #hearPresence({ message, role, session }: Signed): void {
    if (session === this.session) return;
    const body = plainBody(message, longestPresence);
    const presence = body && presenceIn(body);
    if (!presence) {
      this.#drop();
      return;
    }
    const now = performance.now();
    const counterBefore = this.#presenceCounters.get(session) ?? 0;
    // An old word that somebody sends again says nothing of now.
    if (message.counter <= counterBefore) return;
    this.#presenceCounters.set(session, message.counter);
    const before = this.#people.hear(session, role, presence, now);
    if (!before && !presence.g) this.#tellPresenceSoon();
    if ((before?.presence.l ?? false) !== (presence.l ?? false) && role === 'facilitate')
      this.onLead.emit({ person: session, leads: presence.l ?? false });
    if (presence.r?.includes(this.#question.nonce) && (role === 'facilitate' || role === 'edit'))
      this.#confirmed = true;
    if (presence.q && this.#mayAnswer(presence.q[1])) {
      this.#answers.add(presence.q[0]);
      this.#tellPresenceSoon(true);
    }
    if (this.#roles && presence.v < this.#roles.document.version) this.#passRolesOn();
    void this.#compare(session).then(() => {
      // To who has the same, nothing is lacking that is here.
      const lacks = presence.h !== this.#hash.written || this.#hash.of !== this.#revision;
      if (presence.w && lacks && this.#mayAnswer(presence.w[1])) this.#answerWant(presence.w[0]);
    });
    this.#tellState();
  }

  /** Not everybody answers: two at the first time, the next two at the second … */
  #mayAnswer(times: number): boolean {
    if (!this.mayWrite || this.#status !== 'live') return false;
    const rank = this.#people.rank(this.session);
    return rank >= 2 * times && rank < 2 * times + 2;
  }

  /** To those who lack them; once in a while is enough, all hear it. */
  #passRolesOn(): void {
    const now = performance.now();
    if (!this.#roles || !this.#mayAnswer(0) || now - this.#rolesPassedAt < this.#timing.patience / 2) return;
    this.#rolesPassedAt = now;
    void seal(this.#keys, 'roles', this.#roles.bytes).then((data) => this.#connection?.tellPresence(data));
  }

  /** What others lack stands in the log for all, so that only so much of it may be asked for. */
  #mayGive(): boolean {
    const now = performance.now();
    const { left, at } = this.#giving;
    this.#giving = { left: Math.min(giving.most, left + ((now - at) * giving.perSecond) / 1000), at: now };
    return this.#giving.left > 0;
  }

  #answerWant(vector: string): void {
    const bytes = bytesOfLetters(vector);
    try {
      if (!bytes) throw new TypeError('no vector');
      if (!this.#mayGive()) return;
      const update = Y.encodeStateAsUpdate(this.doc, bytes);
      this.#giving.left = Math.max(-giving.most, this.#giving.left - update.length);
      this.#mend(update, false);
    } catch {
      this.#drop();
    }
  }

  /** Notes whether somebody has the same document. */
  async #compare(session: string): Promise<void> {
    await this.#updateHash();
    const other = this.#people.get(session);
    if (!other) return;
    if (other.presence.h === this.#hash.written) {
      other.differsSince = null;
      // Who has the same has all that the other one had sent by then, also what came before this page did.
      const counts = other.role === 'facilitate' || other.role === 'edit';
      if (counts && other.presence.c > 0) {
        const counted = this.#had.get(session) ?? new Counted();
        counted.addUpTo(other.presence.c);
        this.#had.set(session, counted);
      }
      const fork = other.presence.j !== '' && this.#hash.said !== '' && other.presence.j !== this.#hash.said;
      // What others say they read costs nothing to make up, so only those count who could change it anyway, and not too often.
      if (fork && counts && this.role === 'facilitate' && performance.now() - this.#rewrittenAt > rewritingPause) {
        this.#rewrittenAt = performance.now();
        this.#rewriteAll();
      }
    } else other.differsSince ??= performance.now();
    if (this.#people.all().every(({ differsSince }) => differsSince === null)) this.#want = null;
    this.#tellState();
  }

  /** Two have the same updates and read other things in them: everything is written anew, as it is here. */
  #rewriteAll(): void {
    this.doc.transact(() => {
      for (const [name] of this.doc.share) {
        const map = this.doc.getMap(name);
        for (const [key, value] of [...map.entries()]) map.set(key, value);
      }
    });
  }

  /** What is done every now and then. */
  #repeat(): void {
    const began = performance.now();
    const step = Math.min(1000, this.#timing.patience / 2, this.#timing.presence / 4);
    const beat = () => {
      const now = performance.now();
      if (this.#status === 'connecting' && now - began > this.#timing.unreachable) {
        this.#giveUpFor(
          this.#lacksRoles ? new TransportError('refused') : (this.#lastFailure ?? new TransportError('blocked')),
        );
        this.#tellState();
      }
      if (this.#status === 'live') this.#beatLive(now);
      this.#later(step, beat);
    };
    this.#later(step, beat);
  }

  #beatLive(now: number): void {
    if (this.#people.forgetSilent(now)) this.#tellState();
    const { patience } = this.#timing;
    /** Ever less often: who does not answer has much to do. */
    const due = ({ at, asked }: { at: number; asked: number }) => now - at > patience * 2 ** Math.min(asked, 4);
    if (!this.#confirmed && due(this.#question) && this.#people.all().length > 0) {
      const { nonce, times, asked } = this.#question;
      this.#question = { nonce, times: this.#nextTime(times), at: now, asked: asked + 1 };
      this.#tellPresenceSoon(true);
    }
    const behind = this.#people
      .all()
      .some(
        ({ differsSince, presence, heardAt }) =>
          !presence.a &&
          differsSince !== null &&
          now - differsSince > patience &&
          now - heardAt < 2 * this.#timing.presence,
      );
    if (behind && now - this.#lastEditAt > patience && (!this.#want || due(this.#want))) {
      this.#want = { times: this.#nextTime(this.#want?.times ?? -1), at: now, asked: (this.#want?.asked ?? -1) + 1 };
      this.#tellPresenceSoon(true);
    }
    if (now - this.#presenceAt > this.#timing.presence) this.#tellPresenceSoon(true);
    const worthSnapshot =
      this.#updatesSinceSnapshot >= updatesToSnapshot ||
      (this.#updatesSinceSnapshot > 0 && now - this.#snapshotAt > this.#timing.snapshot);
    if (worthSnapshot && this.mayWrite && this.#outbox.empty && this.#people.rank(this.session) === 0)
      void this.#compact();
  }

  /** So that in the end everybody has been asked, two at a time, this page among them. */
  #nextTime(times: number): number {
    return (times + 1) % Math.ceil((this.#people.all().length + 1) / 2);
  }

  /** Reads what the log has gained, so that it is known up to where a snapshot covers it. */
  async #compact(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#updatesSinceSnapshot = 0;
    try {
      const { last } = await this.#read(connection, this.#place.at + 1);
      this.#apply();
      if (this.#held.length > 0) return;
      await this.#snapshot(connection, last);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }
}
