// What is said aloud of a room: a change of its status once, and who came and went gathered, so that forty who come in do not chatter.
import { plural, t } from '../words/i18n.ts';
import { nameOf } from './names.ts';
import type { Person, RoomState, RoomStatus } from './room_state.ts';
import { hereNow, statusText } from './status_words.ts';

/** So long those who come and go are gathered, in milliseconds. */
export const gathering = 6000;
/** More of them are counted and not named. */
const mostNames = 3;

type Timer = ReturnType<typeof setTimeout>;

export class Announcements {
  readonly #say: (text: string, urgent: boolean) => void;
  readonly #after: (run: () => void, milliseconds: number) => Timer;
  #status: RoomStatus | null = null;
  #latest: RoomState | null = null;
  /** Those who were here when it was last said who is. */
  #told: ReadonlyMap<string, Person> = new Map();
  #timer: Timer | undefined;

  constructor(
    say: (text: string, urgent: boolean) => void,
    after: (run: () => void, milliseconds: number) => Timer = (run, milliseconds) => setTimeout(run, milliseconds),
  ) {
    this.#say = say;
    this.#after = after;
  }

  hear(state: RoomState): void {
    this.#latest = state;
    if (state.status !== this.#status) {
      const first = this.#status === null;
      this.#status = state.status;
      if (state.status !== 'off') this.#say(statusText(state), !first && state.status !== 'live');
      // Who is here is part of what was just said.
      this.#told = others(state);
      return;
    }
    if (this.#timer !== undefined || !this.#differs(state)) return;
    this.#timer = this.#after(() => this.#tell(), gathering);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = null;
  }

  #differs(state: RoomState): boolean {
    const now = others(state);
    return now.size !== this.#told.size || [...now.keys()].some((id) => !this.#told.has(id));
  }

  #tell(): void {
    this.#timer = undefined;
    const state = this.#latest;
    // Without a connection nobody knows who is there.
    if (state?.status !== 'live') return;
    const now = others(state);
    const came = [...now.values()].filter(({ id }) => !this.#told.has(id));
    const went = [...this.#told.values()].filter(({ id }) => !now.has(id));
    this.#told = now;
    const said = [sentence('came', came), sentence('went', went)].filter((text) => text !== '');
    if (said.length === 0) return;
    this.#say([...said, plural('live.hereNow', hereNow(state))].join(' '), false);
  }
}

function others({ people }: RoomState): ReadonlyMap<string, Person> {
  return new Map(people.filter(({ self, screen }) => !self && !screen).map((person) => [person.id, person]));
}

function sentence(way: 'came' | 'went', people: Person[]): string {
  if (people.length === 0) return '';
  const came = way === 'came';
  if (people.length > mostNames || people.some(({ name }) => name === ''))
    return came ? plural('live.cameCount', people.length) : plural('live.wentCount', people.length);
  const names = people.map(nameOf).join(', ');
  return came ? t('live.cameNames', names) : t('live.wentNames', names);
}
