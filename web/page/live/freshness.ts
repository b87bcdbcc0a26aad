// Whether what somebody says of themselves was said now. Who keeps a copy of it, as the relay or somebody in the room can, could show people who
// have long gone. What is said carries the time of its sender's clock; where that does not fit this one, the clock may be wrong or the words old: the
// sender is asked, and the answer, which nobody can have kept, tells how far the two clocks are apart.
import { hex, randomBytes } from './bytes.ts';
import type { Presence } from './presence.ts';

/** Named in one question. */
const mostAsked = 100;
const mostKnown = 2000;

export class Freshness {
  readonly #bound: number;
  readonly #clock: () => number;
  readonly #steady: () => number;
  /** By how much the clocks of others are ahead of this one, where that had to be asked; by session. */
  readonly #ahead = new Map<string, number>();
  /** Whose words do not fit, and when they came, by the steady clock of this page. */
  readonly #doubted = new Map<string, number>();
  #question = { nonce: '', at: Number.NEGATIVE_INFINITY };

  /** `bound`: what was said longer ago, in milliseconds, is old. `clock`: what this device takes for the time; `steady` is never set. */
  constructor(bound: number, clock: () => number, steady = () => performance.now()) {
    this.#bound = bound;
    this.#clock = clock;
    this.#steady = steady;
  }

  isFresh(session: string, { m, r }: Presence): boolean {
    const now = this.#clock();
    if (r?.includes(this.#question.nonce) && this.#isOpen(2)) remember(this.#ahead, session, m - now);
    const fresh = Math.abs(now + (this.#ahead.get(session) ?? 0) - m) <= this.#bound;
    if (fresh) this.#doubted.delete(session);
    else remember(this.#doubted, session, this.#steady());
    return fresh;
  }

  /** What has to be asked, and of whom; null where there is no doubt. */
  ask(): [nonce: string, sessions: string[]] | null {
    for (const [session, at] of this.#doubted) if (this.#steady() - at > 2 * this.#bound) this.#doubted.delete(session);
    if (this.#doubted.size === 0) return null;
    if (!this.#isOpen(1)) this.#question = { nonce: hex(randomBytes(8)), at: this.#steady() };
    return [this.#question.nonce, [...this.#doubted.keys()].slice(0, mostAsked)];
  }

  /** An answer says when it was made only as long as its question is young. */
  #isOpen(times: number): boolean {
    return this.#steady() - this.#question.at <= times * this.#bound;
  }
}

function remember(map: Map<string, number>, session: string, value: number): void {
  if (map.size >= mostKnown && !map.has(session)) map.clear();
  map.set(session, value);
}
