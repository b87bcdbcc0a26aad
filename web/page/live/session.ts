// The live session of this page, as its screens use it.
import type { Signal } from '../support/signal.ts';
import type { Contributor } from './contributor.ts';
import type { PutTwice } from './partition_watch.ts';
import type { Hint, RoomLinks, RoomState } from './room_state.ts';

export interface LiveSession {
  readonly state: RoomState;
  readonly onState: Signal<RoomState>;
  /** Where others point and look. */
  readonly onHint: Signal<Hint>;
  /** A facilitator asks everybody to look where they look (`true`), or lets them go. The id is of their session. */
  readonly onLead: Signal<{ person: string; leads: boolean }>;
  /** Null for who may not pass them on: those of one's own role and below. */
  readonly links: Partial<RoomLinks>;
  /** Null for who does not contribute. */
  readonly contributor: Contributor | null;
  /** Contributions that were put through twice while the network was split, and what that brought back. */
  readonly onTwice: Signal<PutTwice[]>;
  setName(name: string): void;
  tellSelection(ids: string[]): void;
  tellTyping(id: string | null): void;
  /** Called as often as one likes. */
  tellHint(pointer: Hint['pointer'], view: Hint['view']): void;
  /** Asks somebody to tell where they look; `onHint` hears it. */
  askView(person: string): void;
  /** Facilitators: asks everybody to look where this page looks. */
  lead(leads: boolean): void;
  leave(): Promise<void>;
  /** Facilitators: ends the room for everybody; `erase`: also takes away what the relay has of it. */
  end(options?: { erase?: boolean }): Promise<void>;
}
