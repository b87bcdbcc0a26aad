// The way into a room and out of it: a room is made of the network on the table, or one is joined by a link. What lets this browser come back
// is kept with the network.
import * as Y from 'yjs';
import type { LiveState } from '../api/api_types.ts';
import { setLiveState } from '../api/live_state.ts';
import type { Operation } from '../bridge/model.ts';
import { addressOfNetwork } from '../links/links.ts';
import type { Program } from '../program/program.ts';
import { reportUncaught, Signal } from '../support/signal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Appliers } from './appliers.ts';
import { hex, randomBytes } from './bytes.ts';
import { Contributor } from './contributor.ts';
import { deviceMark } from './device.ts';
import { BrowserStore } from './kept_contributions.ts';
import { forgetRoom, guestOf, keepRoom, keepUnkept, keptKeys, keptRoom, unkeptIn } from './kept_rooms.ts';
import { type LiveLink, lettersOfLink, linkOf } from './live_link.ts';
import { connectToRelay } from './nats_transport.ts';
import { type LiveOffer, liveOffer, newPass, offerToGoOn } from './offer.ts';
import type { PutTwice } from './partition_watch.ts';
import { addressOf, type HostPass, PassError, readPass, seedsOf } from './relay_keys.ts';
import { founderMark, foundRoles, type RelayKeys, type SignedRoles, signRoles } from './role_document.ts';
import { Room } from './room.ts';
import { type Hint, offState, type RoomEnd, type RoomLinks, type RoomState } from './room_state.ts';
import { roomKeys, secretsFrom } from './secrets.ts';
import type { LiveSession } from './session.ts';
import { newKeyPair } from './signing.ts';
import { isTabPlaceTaken, type TabPlace, tabPlace } from './tab_place.ts';
import { type Role, roles } from './transport.ts';
import { takeUnknown } from './unknown.ts';

/** What a room is made in: the page with a network on its table. */
export interface Table {
  program: Program;
  workspace: Workspace;
}

/** Why nothing came of it. `cut`: the link is damaged. `pass`: the relay does not take it. `full`: the relay has no room left. */
export type Refusal = RoomEnd | 'cut' | 'pass' | 'full';

export class RoomRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal, cause?: unknown) {
    super(`No live session: ${refusal}`, { cause });
    this.refusal = refusal;
  }
}

export interface JoinOptions {
  name?: string;
  /** It is a screen for all to look at, and not counted as somebody who is here. */
  screen?: boolean;
}

export interface Rooms {
  readonly session: LiveSession | null;
  readonly onSession: Signal<LiveSession | null>;
  /** Makes a room of the network on the table. Throws RoomRefused. */
  start(options: { name?: string; pass?: string }): Promise<LiveSession>;
  /** Resolves when the network of the room is on the table. `link`: the letters behind `#live=`, or a whole address. Throws RoomRefused. */
  join(link: string, options: JoinOptions): Promise<LiveSession>;
  /** Goes on in the room of the network on the table, where it has one: once no other tab of this browser is in it. */
  resume(): Promise<LiveSession | null>;
}

/** The role that the letters of a link give, or what is wrong with them. */
export async function readLink(text: string): Promise<Role | 'cut' | 'newer'> {
  const link = await linkOf(text);
  return typeof link === 'string' ? link : link.role;
}

class Session implements LiveSession {
  readonly room: Room;
  readonly onState: Signal<RoomState>;
  readonly onHint: Signal<Hint>;
  readonly onLead: Signal<{ person: string; leads: boolean }>;
  readonly links: Partial<RoomLinks>;
  readonly contributor: Contributor | null;
  readonly onTwice = new Signal<PutTwice[]>();
  readonly #left: () => Promise<void>;

  constructor(room: Room, links: Partial<RoomLinks>, contributor: Contributor | null, left: () => Promise<void>) {
    this.room = room;
    this.links = links;
    this.contributor = contributor;
    this.onState = room.onState;
    this.onHint = room.onHint;
    this.onLead = room.onLead;
    this.#left = left;
  }

  get state(): RoomState {
    return this.room.state;
  }

  setName(name: string): void {
    this.room.setName(name);
  }

  tellSelection(ids: string[]): void {
    this.room.setSelection(ids);
  }

  tellTyping(id: string | null): void {
    this.room.setTyping(id);
  }

  tellHint(pointer: Hint['pointer'], view: Hint['view']): void {
    this.room.tellHint(pointer, view);
  }

  askView(person: string): void {
    void this.room.askView(person).catch(reportUncaught);
  }

  lead(leads: boolean): void {
    this.room.lead(leads);
  }

  async leave(): Promise<void> {
    this.room.leave();
    await this.#left();
  }

  async end(options?: { erase?: boolean }): Promise<void> {
    await this.room.end(options);
  }
}

class LiveRooms implements Rooms {
  readonly onSession = new Signal<LiveSession | null>();
  readonly #table: Table;
  #session: Session | null = null;
  /** In the room of the network on the table, or in the queue for it. */
  #place: TabPlace | null = null;
  /** A room is being made or joined: the network that comes onto the table for it does not go on in an earlier one. */
  #entering = false;

  constructor(table: Table) {
    this.#table = table;
    const wake = () => this.#session?.room.wake();
    window.addEventListener('online', wake);
    window.addEventListener('pageshow', wake);
    window.addEventListener('pagehide', () => this.#session?.room.sayGone());
    document.addEventListener('visibilitychange', () =>
      this.#session?.room.setAsleep(document.visibilityState === 'hidden'),
    );
    table.workspace.onOpen.add((network) => {
      // Who goes to another network goes out of the room, and comes back with the network.
      const session = this.#session;
      if (session && network && network.replica.doc === session.room.doc) return;
      session?.room.leave();
      this.#leavePlace();
      if (session) this.#set(null);
    });
  }

  get session(): LiveSession | null {
    return this.#session;
  }

  start(options: { name?: string; pass?: string }): Promise<LiveSession> {
    return this.#enter(() => this.#start(options));
  }

  join(link: string, options: JoinOptions): Promise<LiveSession> {
    return this.#enter(() => this.#join(link, options));
  }

  async #enter(work: () => Promise<LiveSession>): Promise<LiveSession> {
    if (this.#entering) throw new Error('A room is being entered already');
    this.#entering = true;
    try {
      return await work();
    } finally {
      this.#entering = false;
      // Nothing came of it: the room of the network on the table is still there.
      if (!this.#session) void this.resume().catch(reportUncaught);
    }
  }

  async #start({ name = '', pass }: { name?: string; pass?: string }): Promise<LiveSession> {
    const { current } = this.#table.workspace;
    if (!current || current.viewOnly) throw new Error('There is no network of one’s own on the table');
    await this.#leave();
    const offer = await theOffer();
    const host = await hostPass(offer, pass);
    const [room, seeds] = await Promise.all([addressOf(host.secret), seedsOf(host.secret)]);
    const secret = randomBytes(16);
    const secrets = (await secretsFrom('facilitate', secret)) as Record<Role, Uint8Array>;
    const relay = {} as RelayKeys;
    for (const role of roles) relay[role] = { seed: seeds[role], signer: host.signers[role] };
    relay.facilitate.eraser = host.signers.erase;
    const device = await newKeyPair();
    const appliers = [hex(await deviceMark(device.publicKey))];
    const { document, founder } = await foundRoles(secrets, room, relay, appliers);
    const link: LiveLink = {
      role: 'facilitate',
      secret,
      founder: await founderMark(founder.publicKey),
      leastVersion: 1,
      relaySeed: seeds.view,
    };
    const entered = await Room.enter({
      doc: current.replica.doc,
      link,
      relay: relayOf(offer),
      connect: connectToRelay,
      name,
      device,
      roles: await signRoles(document, founder.privateKey),
    });
    await caughtUp(entered);
    this.#takePlace(current.id);
    return this.#take(entered, link, { keptAs: current.id, name });
  }

  async #join(text: string, { name = '', screen = false }: JoinOptions): Promise<LiveSession> {
    const link = await linkOf(text);
    if (typeof link === 'string') throw new RoomRefused(link);
    const offer = await theOffer();
    const { workspace } = this.#table;
    const id = await idOf(link);
    const contributes = link.role === 'contribute';
    const looks = link.role === 'view' || contributes;
    const own = workspace.current && !workspace.current.viewOnly ? workspace.current.id : null;
    const kept = keptRoom(contributes ? guestOf(id) : id);
    await this.#leave();
    // What was kept of it from another time is where it goes on.
    const known = !looks && 'opened' in (await workspace.open(id));
    const doc = known && workspace.current ? workspace.current.replica.doc : new Y.Doc();
    const room = await Room.enter({
      doc,
      link,
      relay: relayOf(offer),
      connect: connectToRelay,
      name,
      screen,
      ...(await keptKeys(kept, link)),
    });
    await caughtUp(room);
    // Who contributes is in the room in each of their tabs; the first of them takes over what is still on its way.
    const isFirst = contributes && !(await isTabPlaceTaken(id));
    let contributor: Contributor | null = null;
    const instead = contributes ? (done: Operation[]) => contributor?.hear(done) : undefined;
    if (!known) await workspace.openDocument(doc, looks ? null : id, instead);
    const { current } = workspace;
    if (contributes && current?.replica.doc === doc) {
      const store = new BrowserStore(id, room.session, isFirst);
      const parts = { core: this.#table.program.bridge, replica: current.replica, store };
      contributor = room.attach((port) => new Contributor(port, parts));
      this.#table.program.stage.requestFrame();
    }
    if (!looks || isFirst) this.#takePlace(id);
    return this.#take(room, link, {
      keptAs: contributes ? guestOf(id) : looks ? '' : id,
      name,
      contributor,
      ...(looks && { gone: () => (own ? this.#openAgain(own) : showStart()) }),
    });
  }

  async resume(): Promise<LiveSession | null> {
    const { current } = this.#table.workspace;
    const kept = current && keptRoom(current.id);
    if (!current || !kept || this.#session || this.#entering) return this.#session;
    const place = this.#takePlace(current.id);
    const isTaken = await place.taken;
    const link = await linkOf(kept.link);
    const offer = await offerToGoOn();
    const mayGoOn = this.#place === place && this.#table.workspace.current === current && !this.#session;
    // The other tab may have left the room for good meanwhile.
    if (!isTaken || !mayGoOn || !keptRoom(current.id) || typeof link === 'string' || !offer || this.#entering) {
      place.leave();
      return null;
    }
    const room = await Room.enter({
      doc: current.replica.doc,
      link,
      relay: relayOf(offer),
      connect: connectToRelay,
      name: kept.name,
      unkept: unkeptIn(current.id),
      ...(await keptKeys(kept, link)),
    });
    return this.#take(room, link, { keptAs: current.id, name: kept.name });
  }

  /** `keptAs`: nothing of it is kept where that is empty. `gone`: what is done when it is left, where nothing of it stays. */
  async #take(
    room: Room,
    link: LiveLink,
    {
      keptAs: id,
      name,
      contributor = null,
      gone,
    }: { keptAs: string; name: string; contributor?: Contributor | null; gone?: () => Promise<void> | void },
  ): Promise<LiveSession> {
    const { program, workspace } = this.#table;
    const replica = workspace.current?.replica;
    const session = new Session(room, await linksOf(link), contributor, async () => {
      // What somebody contributed stays theirs.
      if (!contributor) forgetRoom(id);
      if (this.#session !== session) return;
      this.#leavePlace();
      this.#set(null);
      await gone?.();
    });
    const twice = (found: PutTwice[]) => session.onTwice.emit(found);
    if (room.mayWrite && replica) room.attach((port) => new Appliers(port, { core: program.bridge, replica, twice }));
    const keep = async (signed: SignedRoles) => {
      if (id !== '') await keepRoom(id, { link, name, device: room.device, roles: signed });
    };
    if (id !== '') void offerToGoOn();
    if (room.signedRoles) await keep(room.signedRoles);
    room.onRoles.add((signed) => void keep(signed).catch(reportUncaught));
    let unkept = -1;
    const keepCount = (pending: number) => {
      if (id === '' || contributor || pending === unkept) return;
      unkept = pending;
      keepUnkept(id, pending);
    };
    room.onState.add(({ reason, pending, status }) => {
      if (this.#session === session) setLiveState(stateOf(session));
      if (status !== 'off') keepCount(pending);
      if (reason !== 'ended') return;
      forgetRoom(id);
      // Nobody takes anything over any more.
      if (contributor && replica) workspace.onlyLook(replica);
    });
    keepCount(room.state.pending);
    room.setAsleep(document.visibilityState === 'hidden');
    if (replica)
      replica.onApplied = (operations, answer) => {
        if (takeUnknown(program.bridge, operations, answer)) room.noteNewer();
      };
    this.#set(session);
    return session;
  }

  /** The network that was on the table before. */
  async #openAgain(id: string): Promise<void> {
    if ('opened' in (await this.#table.workspace.open(id))) history.replaceState(null, '', addressOfNetwork(id));
    else showStart();
  }

  async #leave(): Promise<void> {
    this.#session?.room.leave();
    this.#leavePlace();
    if (this.#session) this.#set(null);
  }

  #takePlace(id: string): TabPlace {
    this.#leavePlace();
    this.#place = tabPlace(id);
    return this.#place;
  }

  #leavePlace(): void {
    this.#place?.leave();
    this.#place = null;
  }

  #set(session: Session | null): void {
    this.#session = session;
    setLiveState(stateOf(session));
    this.onSession.emit(session);
  }
}

function stateOf(session: LiveSession | null): LiveState {
  const { status, role, pending, everybodyHas, contributions, people, dropped } = session?.state ?? offState;
  return {
    status,
    role,
    pending,
    everybodyHas,
    onTheirWay: contributions?.waiting ?? 0,
    people: people
      .filter((person) => !person.screen)
      .map(({ id, name, role: theirs, state }) => ({ id, name, role: theirs, state })),
    dropped,
  };
}

function showStart(): void {
  location.hash = '';
}

const made = new WeakMap<Workspace, Rooms>();

export function roomsOf(table: Table): Rooms {
  const rooms = made.get(table.workspace) ?? new LiveRooms(table);
  made.set(table.workspace, rooms);
  return rooms;
}

async function theOffer(): Promise<LiveOffer> {
  const offer = await liveOffer();
  if (!offer) throw new RoomRefused('blocked');
  return offer;
}

function relayOf({ relay, view }: LiveOffer): { address: string; signer: string } {
  const address = new URL(relay, document.baseURI);
  address.protocol = address.protocol.replace(/^http/, 'ws');
  return { address: address.href, signer: view };
}

/** The right to a room: one that somebody was given, or that this site gives. */
async function hostPass({ passes }: LiveOffer, pass: string | undefined): Promise<HostPass> {
  let text = pass?.trim();
  if (!text && passes !== undefined) {
    text = await newPass(passes);
    if (text === 'full' || text === 'blocked') throw new RoomRefused(text);
  }
  try {
    return await readPass(text ?? '');
  } catch (error) {
    throw error instanceof PassError ? new RoomRefused('pass', error) : error;
  }
}

/** Waits until the room is in the document. Throws RoomRefused, and then is out of the room. */
async function caughtUp(room: Room): Promise<void> {
  try {
    await room.caughtUp;
  } catch (error) {
    const { reason } = room.state;
    room.leave();
    throw new RoomRefused(reason ?? 'blocked', error);
  }
}

/** A joined network is one of its own in the list, the same each time. */
async function idOf(link: LiveLink): Promise<string> {
  const { view } = await secretsFrom(link.role, link.secret);
  const { room } = await roomKeys(view as Uint8Array);
  return `live-${hex(room)}`;
}

async function linksOf(link: LiveLink): Promise<Partial<RoomLinks>> {
  const secrets = await secretsFrom(link.role, link.secret);
  const links: Partial<RoomLinks> = {};
  for (const role of roles) {
    const secret = secrets[role];
    if (secret)
      links[role] = `${location.origin}${location.pathname}#live=${await lettersOfLink({ ...link, role, secret })}`;
  }
  return links;
}
