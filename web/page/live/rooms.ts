// The way into a room and out of it, as the screens use it.
import type { Program } from '../program/program.ts';
import { Signal } from '../support/signal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RoomEnd } from './room_state.ts';
import type { LiveSession } from './session.ts';
import type { Role } from './transport.ts';

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

export interface Rooms {
  readonly session: LiveSession | null;
  readonly onSession: Signal<LiveSession | null>;
  /** Makes a room of the network on the table. Throws RoomRefused. */
  start(options: { name?: string; pass?: string }): Promise<LiveSession>;
  /** Resolves when the network of the room is on the table. `link`: the letters behind `#live=`. Throws RoomRefused. */
  join(link: string, options: { name?: string }): Promise<LiveSession>;
}

/** The role that the letters of a link give, or what is wrong with them. */
export async function readLink(_letters: string): Promise<Role | 'cut' | 'newer'> {
  return 'cut';
}

const nowhere: Rooms = {
  session: null,
  onSession: new Signal(),
  start: () => Promise.reject(new RoomRefused('blocked')),
  join: () => Promise.reject(new RoomRefused('blocked')),
};

export function roomsOf(_table: Table): Rooms {
  return nowhere;
}
