// What somebody sees who contributes: what they may do, what is on its way, what was not taken over and why. What they may not do says so when it is
// tried, and before that where somebody would begin to type.
import type { ProgramEvent } from '../bridge/events.ts';
import type { Operation } from '../bridge/model.ts';
import type { Program } from '../program/program.ts';
import { setText } from '../support/pressing.ts';
import { deliver } from '../support/signal.ts';
import { make } from '../widgets/dom.ts';
import { announce, notify } from '../widgets/toast.ts';
import { plural, t } from '../words/i18n.ts';
import { targetOf } from './contribution.ts';
import type { Contributor, Refused } from './contributor.ts';
import type { RoomState } from './room_state.ts';
import type { LiveSession } from './session.ts';

/** What was on its way for longer than this is told to have arrived, in milliseconds. */
const patience = 2500;
/** Shown of each list; the rest is counted. */
const mostShown = 20;

/** Why something was not taken over, in words. */
export function reasonText(why: string): string {
  return t(`live.no.${why.startsWith('core:') ? 'shape' : why}`);
}

/** Something that is or was on its way, in a few words. */
export function itemText(item: Operation, label: string): string {
  const does = targetOf(item)?.does;
  return does ? t(`live.item.${does}`, label || t('live.something')) : t('live.item.other');
}

/** What is said of things that were not taken over at the same time. */
export function refusedText(refused: readonly Refused[]): string {
  const [first] = refused;
  if (!first) return '';
  const count = plural('live.refusedCount', refused.length);
  if (refused.length > 1) return `${count} ${reasonText(first.why)}`;
  return first.label === '' ? reasonText(first.why) : `“${first.label}”: ${reasonText(first.why)}`;
}

/** What is said of what is on its way; empty where nothing is. */
export function wayText({ contributions, people, status }: RoomState): string {
  const waiting = contributions?.waiting ?? 0;
  if (waiting === 0) return '';
  const isHere = people.some(({ role, state }) => role === 'facilitate' && state !== 'asleep');
  const count = plural('live.way.count', waiting);
  return status === 'live' && !isHere ? [count, t('live.waitsForHost')].join(' ') : count;
}

export class Contributing {
  readonly element = make('section', { class: 'live-contributing' });
  readonly #program: Program;
  readonly #contributor: Contributor;
  readonly #end: (() => void)[] = [];
  readonly #way = make('p', {});
  readonly #waiting = make('ul', { class: 'live-items' });
  readonly #refused = make('ul', { class: 'live-items' });
  readonly #refusedTitle = make('h3', {});
  #selected: string[] = [];
  #told = '';
  #since: number | null = null;

  constructor(program: Program, session: LiveSession, contributor: Contributor) {
    this.#program = program;
    this.#contributor = contributor;
    const mirror = document.getElementById('mirror');
    const onType = (event: Event) => this.#stopTyping(event);
    const onFocus = ({ target }: Event) => this.#sayWhose(target);
    mirror?.addEventListener('beforeinput', onType, true);
    mirror?.addEventListener('focusin', onFocus);
    this.#end.push(
      () => mirror?.removeEventListener('beforeinput', onType, true),
      () => mirror?.removeEventListener('focusin', onFocus),
      program.bridge.onEvent((event) => this.#hear(event)),
      contributor.onRefused.add((refused) => this.#tell(refused)),
      session.onState.add((state) => this.show(state)),
    );
    document.documentElement.classList.add('contributing');
    this.draw();
    this.show(session.state);
  }

  end(): void {
    document.documentElement.classList.remove('contributing');
    deliver(this.#end, undefined);
    this.element.remove();
  }

  /** In the language of now. */
  draw(): void {
    this.element.replaceChildren(
      make('h3', {}, t('live.contributeTitle')),
      make('p', {}, t('live.contributeAbout')),
      this.#way,
      this.#waiting,
      this.#refusedTitle,
      this.#refused,
    );
  }

  show(state: RoomState): void {
    const { waiting, refused } = this.#contributor;
    this.#sayArrived(waiting.length, state);
    setText(this.#way, wayText(state) || t('live.way.none'));
    showList(
      this.#waiting,
      waiting.map(({ item, label }) => itemText(item, label)),
    );
    setText(this.#refusedTitle, refused.length > 0 ? t('live.refusedTitle') : '');
    this.#refusedTitle.hidden = refused.length === 0;
    showList(
      this.#refused,
      refused.map(({ item, label, why }) => `${itemText(item, label)}. ${reasonText(why)}`),
    );
  }

  /** Once, and only where it took so long that somebody may wonder. */
  #sayArrived(waiting: number, { status }: RoomState): void {
    if (waiting > 0) this.#since ??= performance.now();
    else if (this.#since !== null) {
      if (performance.now() - this.#since > patience && status === 'live') announce(t('live.arrived'));
      this.#since = null;
    }
  }

  #tell(refused: readonly Refused[]): void {
    // What somebody goes on typing would be refused letter by letter.
    const field = document.activeElement;
    if (refused.some(({ item }) => item.op.startsWith('set')) && field instanceof HTMLElement && isField(field))
      field.blur();
    notify({ text: refusedText(refused), kind: 'info' });
    this.#program.stage.requestFrame();
  }

  #hear(event: ProgramEvent): void {
    if (event.type === 'selection') {
      this.#selected = [...event.nodes, ...event.edges];
      this.#told = '';
    } else if (event.type === 'request' && (event.name === 'arrange' || event.name === 'fill'))
      notify({ text: t('live.no.unknown'), kind: 'info' });
  }

  /** What is selected, where somebody else added some of it. */
  get #isTheirs(): boolean {
    return this.#selected.some((id) => !this.#contributor.mayChange(id));
  }

  #stopTyping(event: Event): void {
    if (!isField(event.target) || !this.#isTheirs) return;
    event.preventDefault();
    if (this.#told === 'typed') return;
    this.#told = 'typed';
    notify({ text: t('live.no.others'), kind: 'info' });
  }

  #sayWhose(target: EventTarget | null): void {
    if (!isField(target) || !this.#isTheirs || this.#told !== '') return;
    this.#told = 'focused';
    announce(t('live.no.others'));
  }
}

/** A field in which only what is selected is changed: its name, and its texts of several lines. */
function isField(target: unknown): boolean {
  if (target instanceof HTMLTextAreaElement)
    return target.closest('#mirror') !== null && target.dataset.key !== 'entry';
  return target instanceof HTMLInputElement && target.dataset.key === 'title';
}

function showList(list: HTMLUListElement, texts: readonly string[]): void {
  const more = texts.length - mostShown;
  const shown = more > 0 ? [...texts.slice(0, mostShown), plural('live.more', more)] : texts;
  list.hidden = shown.length === 0;
  const before = [...list.children].map(({ textContent }) => textContent);
  if (String(before) !== String(shown)) list.replaceChildren(...shown.map((each) => make('li', {}, each)));
}
