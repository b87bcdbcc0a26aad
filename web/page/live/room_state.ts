// What a room looks like from one page: for the screen, for the API, and for tests.
import type { Role } from './transport.ts';

/** One page in the room: a person with two tabs on two devices is two. */
export interface Person {
  /** Of the session; hexadecimal. */
  id: string;
  /** As they call themselves, without direction marks; empty for who stays unnamed. */
  name: string;
  role: Role;
  /** `asleep`: their page says that nobody looks at it. `behind`: they have not got what is here yet, or the other way round. */
  state: 'here' | 'asleep' | 'behind';
  /** This page itself. */
  self: boolean;
  /** A screen for all to look at, such as a projector's, and nobody's own: it is not counted. */
  screen: boolean;
  /** 0 to 7: which of the colours for people is theirs here. */
  color: number;
  /** Ids of the nodes and edges that they have selected. */
  selected: string[];
  /** The node or edge of which they type in a field, or null. */
  typing: string | null;
}

export type RoomStatus = 'off' | 'connecting' | 'live' | 'reconnecting' | 'unreachable';

/** What somebody with a link to contribute sees of what they sent. */
export interface ContributionsState {
  /** Things that are added, changed or removed and on their way. */
  waiting: number;
  /** Things that were not taken, since the page is in the room. */
  refused: number;
}

export interface RoomState {
  status: RoomStatus;
  role: Role | null;
  /** How many of one's own changes the relay has not kept yet. */
  pending: number;
  /** Everybody who is here and awake has everything that was changed here. False while that is not known. */
  everybodyHas: boolean;
  /** Somebody who was here before has said that this is the state of now; a relay alone cannot show an old one as new. */
  confirmed: boolean;
  /** With this page itself, which comes first. Empty when off. */
  people: Person[];
  /** Messages that were refused: forged, damaged, too large, or more than a device may send. */
  dropped: number;
  /** Somebody has a newer page than this one: what this page does not know is passed on, and not shown. */
  newer: boolean;
  /** Null where this page does not contribute. */
  contributions: ContributionsState | null;
  /** Why it is unreachable, or why it ended; null otherwise. */
  reason: RoomEnd | null;
}

/**
 * `blocked`, `login`: no relay is reached, or a login page answers. `refused`: the relay does not know the room (any more). `ended`: by the
 * facilitator. `newer`: made by a newer version of the page.
 */
export type RoomEnd = 'blocked' | 'login' | 'refused' | 'ended' | 'newer';

/** Whole addresses that lead into the room. */
export interface RoomLinks {
  facilitate: string;
  edit: string;
  contribute: string;
  view: string;
}

/** What somebody points at and sees, in the coordinates of the network. Told at most ten times a second; not signed, so nothing hangs on it. */
export interface Hint {
  /** Of the session. */
  person: string;
  /** Where their pointer is, or null when it is not on the stage. */
  pointer: [number, number] | null;
  /** The part of the network that they see: left, top, right, bottom; null when they do not tell. */
  view: [number, number, number, number] | null;
}

export const offState: RoomState = {
  status: 'off',
  role: null,
  pending: 0,
  everybodyHas: false,
  confirmed: false,
  people: [],
  dropped: 0,
  newer: false,
  contributions: null,
  reason: null,
};
