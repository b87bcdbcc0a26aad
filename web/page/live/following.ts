// Looking where somebody else looks, and letting others look where this page looks. A hand that moves the picture ends it.
import type { Program } from '../program/program.ts';
import { deliver, Signal } from '../support/signal.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { nameOf } from './names.ts';
import type { Hint, Person } from './room_state.ts';
import type { LiveSession } from './session.ts';

/** What moves the picture so soon after a hand was on it was the hand: in milliseconds, or in frames where those are slow. */
const byHandWithin = { time: 1500, frames: 3 };
/** Parts of the network that differ by less than this share of their size are the same. */
const same = 0.002;
/** Whoever does not say where they look is asked again after so long, in milliseconds. */
const askAgain = 2000;

type View = NonNullable<Hint['view']>;

export class Following {
  /** Hears who is followed from now on, or null. */
  readonly onChange = new Signal<Person | null>();
  readonly #program: Program;
  readonly #session: LiveSession;
  /** Goes on whatever a hand does. */
  readonly #stubborn: boolean;
  readonly #end: (() => void)[] = [];
  readonly #views = new Map<string, View>();
  #followed: string | null = null;
  /** It was asked of everybody, and not chosen here. */
  #led = false;
  #shown: View | null = null;
  #target = '';
  #handAt = Number.NEGATIVE_INFINITY;
  #framesSinceHand = Number.POSITIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(program: Program, session: LiveSession, stubborn = false) {
    this.#program = program;
    this.#session = session;
    this.#stubborn = stubborn;
    const stage = document.getElementById('stage');
    const hand = () => {
      this.#handAt = performance.now();
      this.#framesSinceHand = 0;
    };
    for (const type of ['pointerdown', 'wheel', 'keydown', 'pointermove'] as const) {
      const listener = (event: Event) => {
        const moves = type === 'wheel' || (type === 'pointermove' && (event as PointerEvent).buttons !== 0);
        if (moves || type !== 'pointermove') hand();
        // As long as the program is not all there, nobody can tell what moved the picture.
        if (moves && this.#followed !== null && this.#target === '' && !this.#stubborn) this.stop(t('live.byHand'));
      };
      // Keys reach the picture from wherever the focus is.
      const at = type === 'keydown' ? document : stage;
      at?.addEventListener(type, listener, { capture: true, passive: true });
      this.#end.push(() => at?.removeEventListener(type, listener, { capture: true }));
    }
    this.#end.push(
      session.onHint.add(({ person, view }) => {
        if (view === null) this.#views.delete(person);
        else this.#views.set(person, view);
        if (person !== this.#followed || view === null) return;
        this.#checkHand();
        if (person === this.#followed) this.#look(view);
      }),
      session.onLead.add(({ person, leads }) => this.#hearLead(person, leads)),
      session.onState.add(() => this.#notice()),
      program.stage.onFrame.add(() => this.#checkHand()),
    );
  }

  get followed(): Person | null {
    return this.#personOf(this.#followed);
  }

  follow(id: string, led = false): void {
    const person = this.#personOf(id);
    if (!person || person.self) return;
    this.#followed = id;
    this.#led = led;
    this.#shown = null;
    this.#target = '';
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#begin(id);
    this.onChange.emit(person);
    if (!this.#stubborn) notify({ text: t(led ? 'live.led' : 'live.follows', nameOf(person)), kind: 'info' });
  }

  /** `said`: in words why, when it was not the person's own wish. */
  stop(said?: string): void {
    const id = this.#followed;
    if (id === null) return;
    const led = this.#led;
    this.#followed = null;
    this.#shown = null;
    this.onChange.emit(null);
    if (said === undefined || this.#stubborn) return;
    const again = this.#personOf(id);
    notify({
      text: said,
      kind: 'info',
      ...(again && { action: { label: t('live.followAgain'), run: () => this.follow(id, led) } }),
    });
  }

  end(): void {
    deliver(this.#end, undefined);
  }

  #personOf(id: string | null): Person | null {
    return this.#session.state.people.find((person) => person.id === id) ?? null;
  }

  #hearLead(person: string, leads: boolean): void {
    if (this.#personOf(person)?.self) return;
    if (leads) this.follow(person, true);
    else if (this.#followed === person && this.#led) {
      this.stop();
      if (!this.#stubborn) notify({ text: t('live.letGo', nameOf(this.#personOf(person) ?? undefined)), kind: 'info' });
    }
  }

  /** Who is followed may have gone. */
  #notice(): void {
    const { status, people } = this.#session.state;
    for (const id of this.#views.keys()) if (!people.some((person) => person.id === id)) this.#views.delete(id);
    if (this.#followed === null || status !== 'live') return;
    if (this.followed) {
      if (!this.#views.has(this.#followed)) this.#begin(this.#followed);
      return;
    }
    this.stop(t('live.followedGone'));
  }

  #look(view: View): void {
    const { bridge, stage } = this.#program;
    if (!bridge.whole || (this.#shown && alike(this.#shown, view))) return;
    this.#shown = view;
    bridge.call('lookAt', { bounds: [...view] });
    this.#target = this.#targetNow();
    stage.requestFrame();
  }

  /** Looks where they look, or asks where that is. From then on a hand can end it. */
  #begin(id: string): void {
    const { bridge, stage } = this.#program;
    const view = this.#views.get(id);
    if (view) this.#look(view);
    else if (performance.now() - this.#askedAt > askAgain) {
      this.#askedAt = performance.now();
      this.#session.askView(id);
    }
    if (this.#target === '' && bridge.whole) this.#target = this.#targetNow();
    stage.requestFrame();
  }

  #targetNow(): string {
    return this.#program.bridge.call('places', { ids: [] }).target.join(' ');
  }

  #checkHand(): void {
    this.#framesSinceHand += 1;
    if (this.#followed === null || !this.#program.bridge.whole) return;
    if (this.#target === '') this.#begin(this.#followed);
    const target = this.#targetNow();
    if (target === this.#target) return;
    const byHand =
      this.#framesSinceHand <= byHandWithin.frames || performance.now() - this.#handAt <= byHandWithin.time;
    if (this.#stubborn || !byHand) {
      // Something that has just come was brought into sight: what the other shows counts.
      this.#target = target;
      this.#shown = null;
      return;
    }
    this.stop(t('live.byHand'));
  }
}

function alike(one: View, other: View): boolean {
  const width = Math.max(one[2] - one[0], 1);
  const height = Math.max(one[3] - one[1], 1);
  return one.every((each, at) => Math.abs(each - (other[at] as number)) < same * (at % 2 === 0 ? width : height));
}
