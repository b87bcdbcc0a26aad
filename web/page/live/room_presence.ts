// Who is here, and whether they have the same: what this page tells of itself, what it hears of others, and what follows from it.
import * as Y from 'yjs';
import type { Signal } from '../support/signal.ts';
import { bytesOfLetters, hex, letters, randomBytes, text, textOf } from './bytes.ts';
import type { DocumentHashes } from './document_hash.ts';
import { Freshness } from './freshness.ts';
import type { Signed } from './inbox.ts';
import { plainBody } from './message.ts';
import type { Sign } from './outgoing_updates.ts';
import {
  bytesOfPresence,
  cleanName,
  colorOf,
  longestPresence,
  mostAnswers,
  People,
  type Presence,
  pageKnows,
  personOf,
  presenceIn,
} from './presence.ts';
import type { SignedRoles } from './role_document.ts';
import type { Hint, Person } from './room_state.ts';
import type { Timing } from './room_timing.ts';
import { seal } from './sealing.ts';
import type { RoomKeys } from './secrets.ts';
import type { Timer, Timers } from './timers.ts';
import { type Connection, longestMessage, type Role } from './transport.ts';

/** Sessions whose counters a page tells of. */
const mostCounters = 32;
/** Bytes that a page gives to those who say that they lack something: at once after a quiet time, and in a second. */
const giving = { most: 512 * 1024, perSecond: 16 * 1024 };
/** Milliseconds between two times that everything is written anew. */
const rewritingPause = 60_000;
/** Milliseconds between two hints. */
const hintPause = 100;

/** What presence needs of its room. */
export interface RoomForPresence {
  readonly doc: Y.Doc;
  readonly role: Role;
  readonly session: string;
  readonly keys: RoomKeys;
  readonly hashes: DocumentHashes;
  readonly timers: Timers;
  readonly timing: Timing;
  readonly onHint: Signal<Hint>;
  readonly onLead: Signal<{ person: string; leads: boolean }>;
  /** Null unless the room is live. */
  connection(): Connection | null;
  roles(): SignedRoles | undefined;
  /** How many messages of this page are in the log or on their way there. */
  counter(): number;
  /** Up to which of others' messages everything is here, by session. */
  counters(most: number): Record<string, number>;
  /** All messages of a session up to this one are here. */
  countUpTo(session: string, counter: number): void;
  /** When something was done here last, in milliseconds. */
  editedAt(): number;
  sign: Sign;
  /** Sends an update of the document to those who lack it. */
  give(update: Uint8Array): void;
  /** Writes everything anew as it is here. */
  rewriteAll(): void;
  /** The room looks another way now. */
  changed(): void;
  /** Something was refused. */
  dropped(): void;
  /** Something came that this page does not know. */
  newer(): void;
}

export class RoomPresence {
  readonly #room: RoomForPresence;
  readonly #people: People;
  /** This page is a screen for all to look at. */
  readonly #screen: boolean;
  readonly #clock: () => number;
  readonly #freshness: Freshness;
  #name: string;
  #selected: string[] = [];
  #typing: string | null = null;
  #asleep = false;
  #leads = false;

  #timer: Timer | undefined;
  /** When this page told of itself last. */
  #toldAt = 0;
  #counter = 0;
  /** Of others, the last that was heard. */
  readonly #heard = new Map<string, number>();
  #confirmed = false;
  #question = { nonce: hex(randomBytes(8)), times: 0, at: 0, asked: 0 };
  #answers = new Set<string>();
  /** This page lacks something, and asks for it. */
  #want: { times: number; at: number; asked: number } | null = null;
  #rolesPassedAt = 0;
  #giving = { left: giving.most, at: performance.now() };
  #rewrittenAt = Number.NEGATIVE_INFINITY;
  #hintAt = 0;
  #hintTimer: Timer | undefined;
  #hint: Omit<Hint, 'person'> = { pointer: null, view: null };

  /** `clock`: what this device takes for the time, in milliseconds since 1970. */
  constructor(room: RoomForPresence, { name, screen, clock }: { name: string; screen: boolean; clock: () => number }) {
    this.#room = room;
    this.#people = new People(room.session);
    this.#name = cleanName(name);
    this.#screen = screen;
    this.#clock = clock;
    this.#freshness = new Freshness(room.timing.fresh, clock);
  }

  // ---------------------------------------------------------------- this page

  setName(name: string): void {
    this.#name = cleanName(name);
    this.tellSoon();
  }

  setSelection(ids: readonly string[]): void {
    this.#selected = [...ids];
    this.tellSoon();
  }

  setTyping(id: string | null): void {
    if (this.#typing === id) return;
    this.#typing = id;
    this.tellSoon();
  }

  /** True when that is new. */
  setAsleep(asleep: boolean): boolean {
    if (this.#asleep === asleep) return false;
    this.#asleep = asleep;
    this.tellSoon(true);
    return true;
  }

  lead(leads: boolean): void {
    this.#leads = leads;
    this.tellSoon(true);
  }

  /** Ten times a second at most. */
  tellHint(pointer: Hint['pointer'], view: Hint['view']): void {
    this.#hint = { pointer, view };
    if (this.#hintTimer !== undefined) return;
    const wait = Math.max(0, this.#hintAt + hintPause - performance.now());
    this.#hintTimer = this.#room.timers.after(wait, async () => {
      this.#hintTimer = undefined;
      this.#hintAt = performance.now();
      const round = (numbers: number[] | null) => numbers?.map((value) => Math.round(value * 10) / 10) ?? null;
      const said = { s: this.#room.session, p: round(this.#hint.pointer), v: round(this.#hint.view) };
      const data = await seal(this.#room.keys, 'hint', text(JSON.stringify(said)));
      this.#room.connection()?.tellPresence(data);
    });
  }

  /** Somebody tells where they look only when that changes: who has not heard it asks. */
  async askView(person: string): Promise<void> {
    const data = await seal(this.#room.keys, 'hint', text(JSON.stringify({ ask: person })));
    this.#room.connection()?.tellPresence(data);
  }

  #presence(): Presence {
    const { hashes } = this.#room;
    return {
      n: this.#name,
      m: this.#clock(),
      x: pageKnows,
      v: this.#room.roles()?.document.version ?? 0,
      c: hashes.counter,
      k: this.#room.counters(mostCounters),
      h: hashes.written,
      j: hashes.said,
      ...(this.#asleep && { a: true as const }),
      ...(this.#selected.length > 0 && { s: this.#selected.slice(0, 20) }),
      ...(this.#typing !== null && { t: this.#typing }),
      ...(this.#leads && { l: true as const }),
      ...(this.#screen && { b: true as const }),
    };
  }

  /** Tells of this page soon: at once after a quiet time, and the more people are here the less often, unless somebody waits for it. */
  tellSoon(now = false): void {
    if (this.#timer !== undefined) return;
    const pause = this.#room.timing.presencePause * (now ? 1 : 1 + this.#people.all().length);
    const wait = Math.max(0, this.#toldAt + pause - performance.now());
    this.#timer = this.#room.timers.after(wait, async () => {
      this.#timer = undefined;
      await this.#tell();
    });
  }

  /** For a page that goes away. */
  tellGone(): void {
    void this.#tell({ g: true });
  }

  async #tell(more: Partial<Presence> = {}): Promise<void> {
    const connection = this.#room.connection();
    if (!connection) return;
    this.#toldAt = performance.now();
    await this.#room.hashes.update();
    const answers = [...this.#answers];
    this.#answers.clear();
    const doubt = this.#freshness.ask();
    const said: Presence = {
      ...this.#presence(),
      ...(!this.#confirmed && { q: [this.#question.nonce, this.#question.times] as [string, number] }),
      ...(answers.length > 0 && { r: answers.slice(0, mostAnswers) }),
      ...(doubt && { o: doubt }),
      ...(this.#want && { w: [letters(Y.encodeStateVector(this.#room.doc)), this.#want.times] as [string, number] }),
      ...more,
    };
    this.#counter += 1;
    const counter = this.#counter;
    const signed = (presence: Presence) => this.#room.sign('presence', bytesOfPresence(presence), counter);
    let data = await signed(said);
    // Too many have written for a list of what is here from each: all is asked for.
    if (said.w && (data.length > longestMessage || bytesOfPresence(said).length > longestPresence))
      data = await signed({ ...said, w: [letters(Y.encodeStateVector(new Y.Doc())), said.w[1]] });
    connection.tellPresence(data);
  }

  // ---------------------------------------------------------------- others

  /** Everybody, this page first. */
  all(): Person[] {
    const { session, role } = this.#room;
    const me = { session, role, presence: this.#presence(), color: colorOf(session) };
    const others = this.#people.all().map((other) => personOf(other, this.#stateOf(other.session), false));
    return [personOf(me, this.#asleep ? 'asleep' : 'here', true), ...others];
  }

  #stateOf(session: string): Person['state'] {
    const other = this.#people.get(session);
    if (!other || other.presence.a) return 'asleep';
    const { differsSince } = other;
    return differsSince !== null && performance.now() - differsSince > 2 * this.#room.timing.patience
      ? 'behind'
      : 'here';
  }

  /** Without a connection nobody knows who is there. */
  forgetAll(): void {
    this.#people.clear();
  }

  isHere(session: string): boolean {
    return this.#people.get(session) !== undefined;
  }

  /** The how manieth of those who may write this page is: not everybody answers. */
  get rank(): number {
    return this.#people.rank(this.#room.session);
  }

  /** Somebody who was here before has said that this is the state of now. */
  get confirmed(): boolean {
    return this.#confirmed;
  }

  confirm(): void {
    this.#confirmed = true;
  }

  /** Everybody who is awake has everything that was sent from here; false where nobody is. */
  get everybodyHas(): boolean {
    const { hashes, session } = this.#room;
    const awake = this.#people.all().filter(({ presence }) => !presence.a);
    const has = ({ k, h }: Presence) =>
      (k[session] ?? 0) >= this.#room.counter() || (h === hashes.written && hashes.areCurrent);
    return awake.length > 0 && awake.every(({ presence }) => has(presence));
  }

  hear({ message, role, session }: Signed): void {
    if (session === this.#room.session) return;
    const body = plainBody(message, longestPresence);
    const presence = body && presenceIn(body);
    if (!presence) {
      this.#room.dropped();
      return;
    }
    // An old word that somebody sends again says nothing of now.
    if (message.counter <= (this.#heard.get(session) ?? 0)) return;
    // Whoever doubts is answered, also where this page doubts them in turn.
    if (presence.o?.[1].includes(this.#room.session)) {
      this.#answers.add(presence.o[0]);
      this.tellSoon();
    }
    if (!this.#freshness.isFresh(session, presence)) {
      this.tellSoon();
      return;
    }
    this.#heard.set(session, message.counter);
    if (presence.x > pageKnows) this.#room.newer();
    const before = this.#people.hear(session, role, presence, performance.now());
    if (!before && !presence.g) this.tellSoon();
    if ((before?.presence.l ?? false) !== (presence.l ?? false) && role === 'facilitate')
      this.#room.onLead.emit({ person: session, leads: presence.l ?? false });
    if (presence.r?.includes(this.#question.nonce) && (role === 'facilitate' || role === 'edit'))
      this.#confirmed = true;
    if (presence.q && this.#mayAnswer(presence.q[1])) {
      this.#answers.add(presence.q[0]);
      this.tellSoon(true);
    }
    const roles = this.#room.roles();
    if (roles && presence.v < roles.document.version) this.passRolesOn();
    void this.#compare(session).then(() => {
      const { hashes } = this.#room;
      // To who has the same, nothing is lacking that is here.
      const lacks = presence.h !== hashes.written || !hashes.areCurrent;
      if (presence.w && lacks && this.#mayAnswer(presence.w[1])) this.#answerWant(presence.w[0]);
    });
    this.#room.changed();
  }

  hearHint(bytes: Uint8Array): void {
    try {
      const { s, p, v, roles: asks, ask } = JSON.parse(textOf(bytes)) as Record<string, unknown>;
      if (asks === true) this.passRolesOn();
      if (ask === this.#room.session) this.tellHint(this.#hint.pointer, this.#hint.view);
      const numbers = (value: unknown, count: number) =>
        value === null || (Array.isArray(value) && value.length === count && value.every(Number.isFinite));
      // Who is not here has no pointer.
      if (typeof s !== 'string' || s === this.#room.session || !this.isHere(s) || !numbers(p, 2) || !numbers(v, 4))
        return;
      this.#room.onHint.emit({ person: s, pointer: p as Hint['pointer'], view: v as Hint['view'] });
    } catch {
      this.#room.dropped();
    }
  }

  /** Not everybody answers: two at the first time, the next two at the second … */
  #mayAnswer(times: number): boolean {
    const { role } = this.#room;
    if ((role !== 'facilitate' && role !== 'edit') || !this.#room.connection()) return false;
    return this.rank >= 2 * times && this.rank < 2 * times + 2;
  }

  /** To those who lack them; once in a while is enough, all hear it. */
  passRolesOn(): void {
    const roles = this.#room.roles();
    const now = performance.now();
    if (!roles || !this.#mayAnswer(0) || now - this.#rolesPassedAt < this.#room.timing.patience / 2) return;
    this.#rolesPassedAt = now;
    void seal(this.#room.keys, 'roles', roles.bytes).then((data) => this.#room.connection()?.tellPresence(data));
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
      const update = Y.encodeStateAsUpdate(this.#room.doc, bytes);
      this.#giving.left = Math.max(-giving.most, this.#giving.left - update.length);
      this.#room.give(update);
    } catch {
      this.#room.dropped();
    }
  }

  /** Notes whether somebody has the same document. */
  async #compare(session: string): Promise<void> {
    const { hashes, role } = this.#room;
    await hashes.update();
    const other = this.#people.get(session);
    if (!other) return;
    if (other.presence.h === hashes.written) {
      other.differsSince = null;
      const writes = other.role === 'facilitate' || other.role === 'edit';
      // Who has the same has all that the other one had sent by then, also what came before this page did.
      if (writes && other.presence.c > 0) this.#room.countUpTo(session, other.presence.c);
      const isFork = other.presence.j !== '' && hashes.said !== '' && other.presence.j !== hashes.said;
      // What others say they read costs nothing to make up, so only those count who could change it anyway, and not too often.
      if (isFork && writes && role === 'facilitate' && performance.now() - this.#rewrittenAt > rewritingPause) {
        this.#rewrittenAt = performance.now();
        this.#room.rewriteAll();
      }
    } else other.differsSince ??= performance.now();
    if (this.#people.all().every(({ differsSince }) => differsSince === null)) this.#want = null;
    this.#room.changed();
  }

  // ---------------------------------------------------------------- every now and then

  /** While the room is live: forgets who is silent, asks for what is missing, and says that this page is still here. */
  beat(now: number): void {
    const { patience, presence: interval, gone } = this.#room.timing;
    if (this.#people.forgetSilent(now, gone)) this.#room.changed();
    /** Ever less often: who does not answer has much to do. */
    const due = ({ at, asked }: { at: number; asked: number }) => now - at > patience * 2 ** Math.min(asked, 4);
    if (!this.#confirmed && due(this.#question) && this.#people.all().length > 0) {
      const { nonce, times, asked } = this.#question;
      this.#question = { nonce, times: this.#nextTime(times), at: now, asked: asked + 1 };
      this.tellSoon(true);
    }
    const isBehind = this.#people
      .all()
      .some(
        ({ differsSince, presence, heardAt }) =>
          !presence.a && differsSince !== null && now - differsSince > patience && now - heardAt < 2 * interval,
      );
    if (isBehind && now - this.#room.editedAt() > patience && (!this.#want || due(this.#want))) {
      this.#want = { times: this.#nextTime(this.#want?.times ?? -1), at: now, asked: (this.#want?.asked ?? -1) + 1 };
      this.tellSoon(true);
    }
    if (now - this.#toldAt > interval) this.tellSoon(true);
  }

  /** So that in the end everybody has been asked, two at a time, this page among them. */
  #nextTime(times: number): number {
    return (times + 1) % Math.ceil((this.#people.all().length + 1) / 2);
  }
}
