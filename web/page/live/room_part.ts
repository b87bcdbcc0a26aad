// What works in a room beside its document, such as contributions, and what the room is to it.
import type * as Y from 'yjs';
import type { Sign } from './outgoing_updates.ts';
import type { RoleDocument } from './role_document.ts';
import type { ContributionsState, Person } from './room_state.ts';
import type { Timing } from './room_timing.ts';
import type { RoomKeys } from './secrets.ts';
import type { Timers } from './timers.ts';
import type { Connection, Role } from './transport.ts';

/** The room, as a part of it sees it. */
export interface RoomPort {
  readonly doc: Y.Doc;
  readonly role: Role;
  /** What others know this page by. */
  readonly session: string;
  /** The mark of this device, hexadecimal. */
  readonly device: string;
  readonly keys: RoomKeys;
  readonly timers: Timers;
  readonly timing: Timing;
  readonly sign: Sign;
  people(): readonly Person[];
  /** Facilitators: makes the next version of the roles. Rejects when it cannot be told now. */
  revise(change: (document: RoleDocument) => RoleDocument): Promise<void>;
  /** The room looks another way now. */
  changed(): void;
  /** A message was refused. */
  dropped(): void;
  /** Something came that this page does not know. */
  newer(): void;
}

export interface RoomPart {
  /** Messages of this page that the relay does not have yet. */
  readonly pending: number;
  readonly state: ContributionsState | null;
  /** These roles count from now on. */
  roles(document: RoleDocument): void;
  /** Everything of the log is in the document, and there is a connection. */
  live(connection: Connection): void;
  lost(): void;
  /** Somebody has contributed something; the log has it. */
  contributed(): void;
  /** The relay has lost what it had. */
  relayForgot(): void;
  /** Every now and then while the room is live. */
  beat(): void;
  end(): void;
}
