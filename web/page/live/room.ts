// A room: one document that several pages have, in step through a relay that cannot read it. Knows nothing of the screen or the network's model.
import * as Y from 'yjs';
import { tabOrigin } from '../document/tabs.ts';
import { Signal } from '../support/signal.ts';
import { bytesOfLetters, hex, randomBytes, text } from './bytes.ts';
import { certify, type Device, deviceMark, pageName } from './device.ts';
import { DocumentHashes } from './document_hash.ts';
import { Inbox, type Incoming, type Signed } from './inbox.ts';
import { IncomingUpdates, roomOrigin } from './incoming_updates.ts';
import type { LiveLink } from './live_link.ts';
import { isAt, noPlace } from './log_place.ts';
import { inflatedWhole, longestBody, plainBody, sealMessage } from './message.ts';
import { OutgoingUpdates } from './outgoing_updates.ts';
import { Assembly, pieceIn } from './pieces.ts';
import {
  newerRoles,
  openBox,
  type RoleBox,
  type RoleDocument,
  rolesOf,
  type SignedRoles,
  signRoles,
} from './role_document.ts';
import type { RoomPart, RoomPort } from './room_part.ts';
import { RoomPresence } from './room_presence.ts';
import { type Hint, offState, type RoomEnd, type RoomState } from './room_state.ts';
import { beatOf, ordinaryTiming, type Timing } from './room_timing.ts';
import { type MessageType, seal } from './sealing.ts';
import { type RoomKeys, roomKeys, secretsFrom } from './secrets.ts';
import { type KeyPair, keyPairOf, newKeyPair } from './signing.ts';
import { type Timer, Timers } from './timers.ts';
import {
  type Connect,
  type Connection,
  type Kept,
  type Kind,
  logs,
  type RelayRight,
  type Role,
  rights,
  TransportError,
} from './transport.ts';
import { hasUnknownRoot, mendLimits, ordinaryLimits } from './update_check.ts';

/** A snapshot is written after so many updates. */
const updatesToSnapshot = 500;

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
  /** What this device takes for the time, in milliseconds since 1970. */
  clock?: () => number;
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

  readonly #deviceMark: Uint8Array;
  readonly #options: RoomOptions;
  readonly #timing: Timing;
  readonly #keys: RoomKeys;
  readonly #secret: Uint8Array;
  readonly #inbox: Inbox;
  readonly #incoming: IncomingUpdates;
  readonly #outgoing: OutgoingUpdates;
  readonly #presence: RoomPresence;
  readonly #hashes: DocumentHashes;
  readonly #assembly = new Assembly();
  readonly #timers = new Timers();
  #part: RoomPart | null = null;
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
  #attempt = 0;
  #triedAt = 0;
  #retryTimer: Timer | undefined;
  #resolveCaughtUp = () => {};
  #rejectCaughtUp = (_error: unknown) => {};
  #everCaughtUp = false;
  #dropped = 0;
  #newer = false;

  /** Everything up to this place of the log is in the document. */
  #place = noPlace;
  /** The highest place that is known to have been in the log. */
  #highest = 0;
  /** It held no roles when this page connected. */
  #logWasEmpty = false;
  /** It has been read: what is done from now on is sent by itself. */
  #logKnown = false;
  /** Up to which place a snapshot that was read whole says what was in the log. */
  #coveredByLog = 0;
  /** While only the head of the last snapshot is looked at. */
  #head: { covers: number } | null = null;
  #snapshotAt = performance.now();
  #editedAt = 0;

  private constructor(options: RoomOptions, keys: RoomKeys, device: KeyPair, mark: Uint8Array) {
    this.session = pageName(mark, this.#sessionBytes);
    this.#deviceMark = mark;
    this.#options = options;
    this.#timing = { ...ordinaryTiming, ...options.timing };
    this.#keys = keys;
    this.#secret = options.link.secret;
    this.doc = options.doc;
    this.role = options.link.role;
    this.device = device;
    this.#inbox = new Inbox(
      keys,
      (incoming) => this.#hear(incoming),
      () => this.#drop(),
    );
    this.#hashes = new DocumentHashes(this.doc, () => this.#outgoing.counter);
    this.#incoming = new IncomingUpdates(this.doc, this.session, this.#timers, {
      applied: () => {
        if (hasUnknownRoot(this.doc)) this.noteNewer();
        this.#hashes.changed();
        this.#presence.tellSoon();
        this.#tellState();
      },
      refused: () => {
        this.#dropped += 1;
      },
      unheard: (run) => {
        this.doc.off('update', this.#onUpdate);
        run();
        this.doc.on('update', this.#onUpdate);
      },
    });
    this.#outgoing = new OutgoingUpdates(this.doc, this.session, this.#incoming, this.#timers, {
      gather: this.#timing.gather,
      sign: this.#sign,
      changed: () => this.#tellState(),
      kept: (place) => {
        this.#highest = Math.max(this.#highest, place);
        this.#presence.tellSoon();
        this.#tellState();
      },
      pause: (failed) => this.#pauseAfter(failed - 1),
      unkept: options.unkept ?? 0,
    });
    this.#presence = new RoomPresence(
      {
        doc: this.doc,
        role: this.role,
        session: this.session,
        keys,
        hashes: this.#hashes,
        timers: this.#timers,
        timing: this.#timing,
        onHint: this.onHint,
        onLead: this.onLead,
        connection: () => (this.#status === 'live' && this.#certified ? this.#connection : null),
        roles: () => this.#roles,
        counter: () => this.#outgoing.counter,
        counters: (most) => this.#incoming.counters(most),
        countUpTo: (session, counter) => this.#incoming.countUpTo(session, counter),
        editedAt: () => this.#editedAt,
        sign: this.#sign,
        give: (update) => this.#outgoing.mend(update, false),
        rewriteAll: () => this.#rewriteAll(),
        changed: () => this.#tellState(),
        dropped: () => this.#drop(),
        newer: () => this.noteNewer(),
      },
      { name: options.name, screen: options.screen ?? false, clock: options.clock ?? Date.now },
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
    return {
      ...offState,
      status: this.#status,
      role: this.role,
      pending: this.#outgoing.pending + (this.#part?.pending ?? 0),
      everybodyHas:
        this.#status === 'live' && this.#outgoing.isEmpty && !this.#part?.state?.waiting && this.#presence.everybodyHas,
      contributions: this.#part?.state ?? null,
      confirmed: this.#presence.confirmed,
      people: this.#presence.all(),
      dropped: this.#dropped,
      newer: this.#newer,
      reason: this.#reason,
    };
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

  /** Something works in the room from now on, beside its document. There is one such part at most. */
  attach<Part extends RoomPart>(make: (port: RoomPort) => Part): Part {
    const part = make({
      doc: this.doc,
      role: this.role,
      session: this.session,
      device: hex(this.#deviceMark),
      keys: this.#keys,
      timers: this.#timers,
      timing: this.#timing,
      sign: this.#sign,
      people: () => this.#presence.all(),
      revise: (change) => this.#revise(change),
      changed: () => this.#tellState(),
      dropped: () => this.#drop(),
      newer: () => this.noteNewer(),
    });
    this.#part = part;
    if (this.#roles) part.roles(this.#roles.document);
    if (this.#status === 'live' && this.#connection) part.live(this.#connection);
    this.#tellState();
    return part;
  }

  setName(name: string): void {
    this.#presence.setName(name);
  }

  setSelection(ids: readonly string[]): void {
    this.#presence.setSelection(ids);
  }

  setTyping(id: string | null): void {
    this.#presence.setTyping(id);
  }

  /** Nobody looks at this page, or somebody does again. */
  setAsleep(asleep: boolean): void {
    if (this.#presence.setAsleep(asleep) && !asleep) this.wake();
  }

  lead(leads: boolean): void {
    this.#presence.lead(leads);
  }

  /** Ten times a second at most. */
  tellHint(pointer: Hint['pointer'], view: Hint['view']): void {
    this.#presence.tellHint(pointer, view);
  }

  /** Somebody tells where they look only when that changes: who has not heard it asks. */
  async askView(person: string): Promise<void> {
    await this.#presence.askView(person);
  }

  // ---------------------------------------------------------------- coming and going

  /** Somebody comes back, or the network does: tries again at once, also where what there is may be dead and only silent. */
  wake(): void {
    if (this.#closed) return;
    const connection = this.#connection;
    this.#tries = 0;
    if (!connection) {
      if (this.#retryTimer !== undefined || performance.now() - this.#triedAt > this.#timing.answers) this.#tryNow();
      return;
    }
    void connection.answers(this.#timing.answers).then((answers) => {
      if (answers || this.#closed || connection !== this.#connection) return;
      this.#lose(new TransportError('lost'));
      this.#tryNow();
    });
  }

  #tryNow(): void {
    this.#timers.clear(this.#retryTimer);
    this.#retryTimer = undefined;
    void this.#connect();
  }

  /** Goes; what the relay does not have yet stays in the document, and goes out the next time. */
  leave(): void {
    if (this.#closed) return;
    this.#presence.tellGone();
    this.#close(null);
  }

  /** For a page that goes away: others hear of it when the browser lets it. */
  sayGone(): void {
    this.#presence.tellGone();
  }

  /** Facilitators: nobody can go on in the room, and with `erase` the relay has nothing of it any more. */
  async end({ erase = false }: { erase?: boolean } = {}): Promise<void> {
    if (!this.#roles || !this.#box || this.role !== 'facilitate' || !this.#connection)
      throw new Error('Only a facilitator who is connected can end the room');
    // Who comes later hears that it has ended, and not that it never was.
    await this.#revise((document) => ({ ...document, ended: true }), erase);
  }

  /** Facilitators: the next version of the roles. Throws TransportError where it cannot be told. */
  async #revise(change: (document: RoleDocument) => RoleDocument, erase = false): Promise<void> {
    const connection = this.#connection;
    if (!this.#roles || !this.#box || !connection) throw new TransportError('lost');
    const { document } = this.#roles;
    const { privateKey } = await keyPairOf(this.#box.key);
    const next = { ...change(document), version: document.version + 1, made: Date.now() };
    const signed = await signRoles(next, privateKey);
    const sealed = await seal(this.#keys, 'roles', signed.bytes);
    if (erase) await connection.erase();
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
    this.#part?.end();
    this.#timers.end();
    this.#outgoing.connect(null);
    const connection = this.#connection;
    this.#connection = null;
    // The last word is still on its way.
    const close = () => setTimeout(() => connection?.close(), 200);
    this.#lastWord.then(close, close);
    this.#rejectCaughtUp(new Error(reason ?? 'left'));
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
    this.#triedAt = performance.now();
    this.#attempt += 1;
    const attempt = this.#attempt;
    let connection: Connection | undefined;
    /** What comes while the log is read comes after it. */
    let early: Kept[] | null = [];
    const as: Role = this.#box ? this.role : 'view';
    // Contributions wait in logs of their own for who applies them; among what editors do they would hold it up.
    const reads = new Set<Kind>(rights[as].read.filter((kind) => (logs.open as readonly Kind[]).includes(kind)));
    const listener = {
      message: (message: Kept) => {
        if (message.kind === 'contribution') this.#part?.contributed();
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
      if (this.#closed || attempt !== this.#attempt) return connection.close();
      this.#connection = connection;
      this.#rolesHeard = 0;
      const newest = await connection.latest('roles');
      this.#logWasEmpty = newest === null;
      if (newest) await this.#takeKept(newest);
      // The room is new, or the relay has lost or kept back what counts.
      if (as === 'facilitate' && this.#roles && this.#rolesHeard < this.#roles.document.version) {
        // Nobody can have been here before.
        if (this.#logWasEmpty) this.#presence.confirm();
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
        this.#incoming.apply();
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
      // It was lost, and that is known, or another one is being made.
      if (connection ? this.#connection !== connection : attempt !== this.#attempt) return;
      this.#lose(failure);
    }
  }

  #lose(error: TransportError): void {
    if (this.#closed) return;
    const connection = this.#connection;
    this.#connection = null;
    connection?.close();
    this.#outgoing.connect(null);
    this.#presence.forgetAll();
    this.#part?.lost();
    this.#incoming.dropLog();
    this.#lacksRoles = false;
    this.#lastFailure = error;
    if (this.#status === 'live') this.#status = 'reconnecting';
    else if (error.failure === 'login' || error.failure === 'refused') this.#giveUpFor(error);
    const wait = this.#pauseAfter(this.#tries);
    this.#tries += 1;
    this.#retryTimer = this.#timers.after(wait, () => {
      this.#retryTimer = undefined;
      void this.#connect();
    });
    this.#tellState();
  }

  /** Milliseconds before the next try after so many that failed. */
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
      this.#part?.relayForgot();
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
    else if (last < this.#place.at) this.#place = noPlace;
    return { last, first };
  }

  /** Reads the log as if nothing of it were here, and sends what it lacks. */
  async #readWhole(connection: Connection): Promise<void> {
    const from = await this.#beginOfLog(connection);
    this.#incoming.beginLog();
    this.#highest = (await this.#read(connection, from)).last;
    this.#incoming.apply();
    if (from > 1 && (this.#coveredByLog < from - 1 || this.#incoming.holds)) {
      // The snapshot was no good, or not all of it is there.
      this.#incoming.beginLog();
      await this.#read(connection, 1);
    }
    const lacks = this.#incoming.endLog();
    if (hasUnknownRoot(this.doc)) this.noteNewer();
    if (lacks && this.mayWrite) this.#outgoing.mend(lacks, true);
    this.#logKnown = true;
    this.#outgoing.heldBack = 0;
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
    this.#outgoing.connect(connection);
    this.#part?.live(connection);
    this.#presence.tellSoon(true);
    this.#tellState();
  }

  /** Somebody who is here has them; where the room is, is known once they have said anything. */
  async #askForRoles(connection: Connection): Promise<void> {
    this.#lacksRoles = true;
    if (connection.room) connection.tellPresence(await seal(this.#keys, 'hint', text('{"roles":true}')));
    this.#timers.after(this.#timing.patience, () => {
      if (this.#connection === connection && !this.#roles) return this.#askForRoles(connection);
    });
  }

  // ---------------------------------------------------------------- what comes

  #drop(): void {
    this.#dropped += 1;
    this.#tellState();
  }

  /** Something came that this page does not know. */
  noteNewer(): void {
    if (this.#newer) return;
    this.#newer = true;
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
    } else if (incoming.type === 'unknown') this.noteNewer();
    else if (incoming.type === 'hint') this.#presence.hearHint(incoming.bytes);
    else if (incoming.signed.message.type === 'presence') this.#presence.hear(incoming.signed);
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
    this.#part?.roles(counts.document);
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
    // What is known to be in the document is looked at only to see whether the log has it.
    if (!this.#incoming.readsLog && (session === this.session || this.#incoming.has(session, message.counter))) return;
    const body = plainBody(message, ordinaryLimits.size + 1);
    if (!body || body.length < 1) return this.#drop();
    if (body[0] === 1) return this.#hearPiece(signed, body.subarray(1));
    // Whatever it is, the hashes of the documents tell whether something is missing here.
    if (body[0] !== 0) return this.noteNewer();
    const limits = this.#incoming.limitsOf(session);
    this.#incoming.take({ update: body.slice(1), limits, session, counter: message.counter });
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
    if (whole === undefined) return this.#incoming.count(session, message.counter);
    const update = whole && (await inflatedWhole(whole.bytes, mendLimits.size));
    if (!update) return this.#drop();
    if (message.type === 'snapshot') {
      this.#coveredByLog = Math.max(this.#coveredByLog, whole.covers);
      this.#incoming.sinceSnapshot = 0;
      this.#snapshotAt = performance.now();
    }
    const limits = { ...mendLimits, mayWrite: () => true };
    this.#incoming.take({ update, limits, session, counter: message.counter });
  }

  // ---------------------------------------------------------------- what goes

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    this.#hashes.changed();
    if (origin === roomOrigin || !this.mayWrite) return;
    this.#editedAt = performance.now();
    // What the log lacks when it has been read goes out then.
    if (!this.#logKnown && !this.#incoming.readsLogStraight) {
      this.#outgoing.heldBack += 1;
      this.#tellState();
      return;
    }
    if (origin === tabOrigin) {
      this.#timers.after(this.#timing.otherTab, () => this.#sendOfOtherTab(update));
      return;
    }
    this.#outgoing.add(update);
  };

  /** What another tab of this browser did goes out from here where that tab is not in the room itself. */
  #sendOfOtherTab(update: Uint8Array): void {
    const clients = [...Y.parseUpdateMeta(update).from.keys()];
    const inRoom = (client: number) => {
      const session = this.#incoming.writerOf(client);
      return session !== undefined && this.#presence.isHere(session);
    };
    if (clients.length > 0 && clients.every(inRoom)) return;
    this.#outgoing.mend(update, true);
  }

  readonly #sign = async (type: MessageType, body: Uint8Array, counter: number): Promise<Uint8Array> => {
    if (!this.#certified || !this.#roles) throw new Error('There are no roles yet');
    return sealMessage(this.#keys, this.#certified, {
      type,
      session: this.#sessionBytes,
      counter,
      rolesVersion: this.#roles.document.version,
      body,
      packed: type === 'snapshot' || (type === 'update' && body[0] === 1),
    });
  };

  /** Writes the whole document into the log, so that who comes later need not read all of it. */
  async #snapshot(connection: Connection, covers: number): Promise<void> {
    this.#incoming.sinceSnapshot = 0;
    this.#snapshotAt = performance.now();
    await this.#outgoing.sendSnapshot(covers, () => this.#connection === connection);
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
    const step = beatOf(this.#timing);
    const beat = () => {
      const now = performance.now();
      if (this.#status === 'connecting' && now - began > this.#timing.unreachable) {
        this.#giveUpFor(
          this.#lacksRoles ? new TransportError('refused') : (this.#lastFailure ?? new TransportError('blocked')),
        );
        this.#tellState();
      }
      if (this.#status === 'live') this.#beatLive(now);
      this.#timers.after(step, beat);
    };
    this.#timers.after(step, beat);
  }

  #beatLive(now: number): void {
    this.#presence.beat(now);
    this.#part?.beat();
    const { sinceSnapshot } = this.#incoming;
    const isWorthSnapshot =
      sinceSnapshot >= updatesToSnapshot || (sinceSnapshot > 0 && now - this.#snapshotAt > this.#timing.snapshot);
    if (isWorthSnapshot && this.mayWrite && this.#outgoing.isEmpty && this.#presence.rank === 0) void this.#compact();
  }

  /** Reads what the log has gained, so that it is known up to where a snapshot covers it. */
  async #compact(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    this.#incoming.sinceSnapshot = 0;
    try {
      const { last } = await this.#read(connection, this.#place.at + 1);
      this.#incoming.apply();
      if (this.#incoming.holds) return;
      await this.#snapshot(connection, last);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }
}
