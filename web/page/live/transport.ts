// What a room needs of whatever carries its messages: a log that is kept, a live feed, and presence that is not kept. The page's own relay is
// behind nats_transport.ts; tests use the one in memory.

/** The kinds of messages, each with a subject of its own at the relay. */
export type Kind = 'roles' | 'update' | 'snapshot' | 'contribution' | 'private';

/** From the one who may do most to the one who may only look. */
export const roles = ['facilitate', 'edit', 'contribute', 'view'] as const;
export type Role = (typeof roles)[number];

/** Which kinds a role may publish and read. The relay refuses the rest. */
export const rights: Record<Role, { publish: readonly Kind[]; read: readonly Kind[] }> = {
  facilitate: {
    publish: ['roles', 'update', 'snapshot'],
    read: ['roles', 'update', 'snapshot', 'contribution', 'private'],
  },
  edit: { publish: ['update', 'snapshot'], read: ['roles', 'update', 'snapshot', 'contribution'] },
  contribute: { publish: ['contribution', 'private'], read: ['roles', 'update', 'snapshot'] },
  view: { publish: [], read: ['roles', 'update', 'snapshot'] },
};

/** A room has three logs, for what is read by whom differs: all that everybody reads, and those of contributions and of private ones. */
export const logs = {
  open: ['roles', 'update', 'snapshot'],
  contribution: ['contribution'],
  private: ['private'],
} as const;
export type Log = keyof typeof logs;

/** A message of one of the room's logs. */
export interface Kept {
  kind: Kind;
  data: Uint8Array;
  /** Its place in its log, from 1; null for one that came live. */
  sequence: number | null;
}

/** Where a room is: the public keys of its four kinds of users at the relay, base32 as the relay has them. */
export interface RoomAddress {
  facilitate: string;
  edit: string;
  contribute: string;
  view: string;
}

/** What opens the relay to one who has a role in one room. */
export interface RelayRight {
  role: Role;
  /** The address of the relay, of the scheme ws or wss. */
  relay: string;
  /** 16 bytes from which the user's key pair of that role and room is derived (relay_keys.ts). */
  seed: Uint8Array;
  /** The seed of the scoped signing key of that role, as the relay's tool gives it (text). */
  signer: string;
  /** Null for one who knows only how to look: publishes nothing until it is known. */
  room: RoomAddress | null;
  /** Facilitators alone: the seed of the scoped signing key that may purge. */
  eraser?: string;
}

/**
 * Why there is no connection. `blocked`: nothing answers as a relay does (a network that stops WebSockets, no relay). `login`: a page answers in
 * its place. `refused`: the relay does not accept the keys. `lost`: it was there and is not any more.
 */
export type Failure = 'blocked' | 'login' | 'refused' | 'lost';

export class TransportError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(`No connection with the relay: ${failure}`, { cause });
    this.failure = failure;
  }
}

/** What hears from a connection. */
export interface Listener {
  /** Each message of the kinds that may be read, also one's own. */
  message(message: Kept): void;
  presence(data: Uint8Array): void;
  /** Once, when the connection has ended without having been closed from here. */
  lost(error: TransportError): void;
}

/** One connection. When it is lost there is no way back: another one is made. */
export interface Connection {
  /** Where the room is, as far as it is known by now. */
  readonly room: RoomAddress | null;
  /** Resolves with its place in the log when the relay has kept it; rejects with TransportError, then it may have been kept or not. */
  publish(kind: Kind, data: Uint8Array): Promise<number>;
  /**
   * Gives a log from a place on to `each`, in its order, without those that come meanwhile (they are given to the listener). Resolves with the
   * last place of the log as it was at the beginning (0 when it is empty), also when that is before `from`: then the relay has lost what it had.
   */
  replay(from: number, each: (message: Kept) => void, log?: Log): Promise<number>;
  /** The last message of a kind in the log, or null. */
  latest(kind: Kind): Promise<Kept | null>;
  /** Tells everybody who is here now; nothing is kept, and nothing said when it does not arrive. */
  tellPresence(data: Uint8Array): void;
  /** Whether the relay answers within that many milliseconds: a network that has gone may only be silent. */
  answers(milliseconds: number): Promise<boolean>;
  /** Takes everything of the room away at the relay. Facilitators only. */
  erase(): Promise<void>;
  /** Ends it; the listener hears nothing more. */
  close(): void;
}

/** The most bytes of one message, all included. */
export const longestMessage = 64 * 1024;

/** Connects; live messages are heard from the moment that it resolves. Rejects with TransportError after 5 s at the latest. */
export type Connect = (right: RelayRight, listener: Listener) => Promise<Connection>;
