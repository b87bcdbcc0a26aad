// Who is here: what each page tells of itself, signed, every now and then and when something changes.
import { text, textOf } from './bytes.ts';
import type { Person } from './room_state.ts';
import type { Role } from './transport.ts';

/** What a page tells of itself. Short names, for it is sent often. */
export interface Presence {
  /** Name. */
  n: string;
  /** When it says so, by its own clock, in milliseconds since 1970. */
  m: number;
  /** How much it knows: see `pageKnows`. */
  x: number;
  /** Version of the roles that counts there. */
  v: number;
  /** So many messages of this session are in the document of which it tells. */
  c: number;
  /** Up to which of those of others it has everything, by session; only those who sent something lately. */
  k: Record<string, number>;
  /** The document: what was written (8 bytes), and what it says (8 bytes). */
  h: string;
  j: string;
  /** Nobody looks at it. */
  a?: true;
  /** What is selected, and what is typed in. */
  s?: string[];
  t?: string;
  /** A question: has somebody who was here before this state as well? With how often it was asked. */
  q?: [string, number];
  /** Questions that this answers. */
  r?: string[];
  /** A question to those whose words do not fit its clock: whether it was they who said them, now. See freshness.ts. */
  o?: [string, string[]];
  /** What it has, for it lacks something (Yjs state vector, base64), and how often it said so. */
  w?: [string, number];
  /** It goes. */
  g?: true;
  /** A facilitator leads. */
  l?: true;
  /** It is a screen for all to look at, and nobody's own. */
  b?: true;
}

/**
 * Grows with everything that older pages do not know and that can come into a room: a field, a root of the document, a kind of message. Whoever meets
 * a page that knows more passes on what it does not know itself, and says so.
 */
export const pageKnows = 2;

/** Bytes of what a page tells, at most. */
export const longestPresence = 64 * 1024;
const mostSelected = 20;
/** Questions that are answered at once, and people whom one question asks. */
export const mostAnswers = 100;
const longestName = 40;
const longestId = 100;

export function bytesOfPresence(presence: Presence): Uint8Array {
  return text(JSON.stringify(presence));
}

/** Null where it is not what a page tells. Everything in it is of the right kind and size then. */
export function presenceIn(body: Uint8Array): Presence | null {
  let read: Partial<Record<keyof Presence, unknown>>;
  try {
    read = JSON.parse(textOf(body));
  } catch {
    return null;
  }
  if (typeof read !== 'object' || read === null) return null;
  const { n, m, x, v, c, k, h, j, a, s, t, q, r, o, w, g, l, b } = read;
  if (typeof n !== 'string' || typeof h !== 'string' || typeof j !== 'string') return null;
  if (![m, x, v, c].every(isCount) || typeof k !== 'object' || k === null || !Object.values(k).every(isCount))
    return null;
  return {
    n: cleanName(n),
    m: m as number,
    x: x as number,
    v: v as number,
    c: c as number,
    k: k as Record<string, number>,
    h,
    j,
    ...(a === true && { a }),
    ...(Array.isArray(s) && { s: s.filter(isId).slice(0, mostSelected) }),
    ...(isId(t) && { t }),
    ...(isQuestion(q) && isId(q[0]) && { q }),
    ...(Array.isArray(r) && { r: r.filter(isId).slice(0, mostAnswers) }),
    ...(isDoubt(o) && { o: [o[0], o[1].slice(0, mostAnswers)] }),
    ...(isQuestion(w) && { w }),
    ...(g === true && { g }),
    ...(l === true && { l }),
    ...(b === true && { b }),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestId;
}

function isQuestion(value: unknown): value is [string, number] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isCount(value[1]);
}

function isDoubt(value: unknown): value is [string, string[]] {
  return (
    Array.isArray(value) && value.length === 2 && isId(value[0]) && Array.isArray(value[1]) && value[1].every(isId)
  );
}

/** A name without what would turn the text around it, of one line, and not too long. */
export function cleanName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return Array.from(clean).slice(0, longestName).join('').trim();
}

/** Somebody else in the room, as last heard. */
export interface Present {
  session: string;
  role: Role;
  presence: Presence;
  /** By the clock of this page, in milliseconds. */
  heardAt: number;
  /** Since when their document is another than the one here; null while it is the same. */
  differsSince: number | null;
  /** One of the eight colours of people. */
  color: number;
}

const colors = 8;

export class People {
  readonly #present = new Map<string, Present>();
  readonly #own: string;

  /** `own`: the session of this page, which is not among them. */
  constructor(own: string) {
    this.#own = own;
  }

  /** Takes in what a page says of itself; the earlier word of it, when there was one. */
  hear(session: string, role: Role, presence: Presence, now: number): Present | undefined {
    const before = this.#present.get(session);
    if (presence.g) this.#present.delete(session);
    else {
      const differsSince = before?.differsSince ?? null;
      const color = before?.color ?? this.#freeColor(session);
      this.#present.set(session, { session, role, presence, heardAt: now, differsSince, color });
    }
    return before;
  }

  /** The colour of their session, which is the same on every page, unless somebody who was here before has it. */
  #freeColor(session: string): number {
    const taken = new Set([colorOf(this.#own), ...[...this.#present.values()].map(({ color }) => color)]);
    const first = colorOf(session);
    for (let next = 0; next < colors; ++next) {
      const color = (first + next) % colors;
      if (!taken.has(color)) return color;
    }
    return first;
  }

  /** Forgets those who have been silent for longer than that, in milliseconds. True when somebody was. */
  forgetSilent(now: number, after: { here: number; asleep: number }): boolean {
    let forgot = false;
    for (const [session, { presence, heardAt }] of this.#present)
      if (now - heardAt > (presence.a ? after.asleep : after.here)) {
        this.#present.delete(session);
        forgot = true;
      }
    return forgot;
  }

  clear(): void {
    this.#present.clear();
  }

  get(session: string): Present | undefined {
    return this.#present.get(session);
  }

  /** Of those who are here, by session. */
  all(): Present[] {
    return [...this.#present.values()];
  }

  /**
   * The how manieth of the awake ones who may write this session is, itself counted, in an order that is the same for all: so that not
   * everybody answers.
   */
  rank(session: string): number {
    let rank = 0;
    for (const { session: other, role, presence } of this.#present.values())
      if (!presence.a && (role === 'facilitate' || role === 'edit') && other < session) rank += 1;
    return rank;
  }
}

/** The colour of a session where nobody else has it. */
export function colorOf(session: string): number {
  return Number.parseInt(session.slice(0, 2), 16) % colors;
}

export function personOf(
  { session, role, presence, color }: Omit<Present, 'heardAt' | 'differsSince'>,
  state: Person['state'],
  self: boolean,
): Person {
  return {
    id: session,
    name: presence.n,
    role,
    state,
    self,
    color,
    screen: presence.b === true,
    selected: presence.s ?? [],
    typing: presence.t ?? null,
  };
}
