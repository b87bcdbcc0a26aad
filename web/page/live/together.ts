// Working on the same things: telling others what is selected and where somebody types here, and telling both sides when something is
// taken away on which the other works.
import type { ProgramEvent } from '../bridge/events.ts';
import type { Change, Operation } from '../bridge/model.ts';
import type { Program } from '../program/program.ts';
import { newGesture } from '../program/undo_step.ts';
import { deliver } from '../support/signal.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { nameOf } from './names.ts';
import type { Person } from './room_state.ts';
import type { LiveSession } from './session.ts';

/** Fields in which somebody looks for something, and changes nothing. */
const searching = ['entry', 'search'];

/** Ids of what operations take away. */
export function removedBy(operations: readonly Operation[]): string[] {
  return operations
    .filter(({ op }) => op === 'removeNodes' || op === 'removeEdges')
    .flatMap(({ ids }) => (Array.isArray(ids) ? ids.map(String) : []));
}

/** Those who have something of this selected or type in it. */
export function workingOn(people: readonly Person[], ids: readonly string[]): Person[] {
  return people.filter(
    ({ self, state, selected, typing }) =>
      !self &&
      state !== 'asleep' &&
      (selected.some((id) => ids.includes(id)) || (typing !== null && ids.includes(typing))),
  );
}

export class Together {
  readonly #program: Program;
  readonly #session: LiveSession;
  readonly #end: (() => void)[] = [];
  #selected: string[] = [];
  /** What was selected before that, until the next frame: what is removed is let go of as well. */
  #before: string[] = [];
  readonly #labels = new Map<string, string>();
  /** The names are those of an earlier selection. */
  #stale = false;

  constructor(program: Program, session: LiveSession) {
    this.#program = program;
    this.#session = session;
    const mirror = document.getElementById('mirror');
    const type = ({ target }: Event) => {
      if (isEdited(target) && this.#selected.length === 1) session.tellTyping(this.#selected[0] ?? null);
    };
    const rest = () => session.tellTyping(null);
    mirror?.addEventListener('input', type);
    mirror?.addEventListener('focusout', rest);
    this.#end.push(
      () => mirror?.removeEventListener('input', type),
      () => mirror?.removeEventListener('focusout', rest),
      program.bridge.onEvent((event) => this.#hear(event)),
      program.stage.onFrame.add(() => this.#frame()),
    );
    session.tellSelection(this.#selected);
  }

  end(): void {
    deliver(this.#end, undefined);
  }

  #hear(event: ProgramEvent): void {
    if (event.type === 'selection') {
      this.#before = [...this.#before, ...this.#selected];
      this.#selected = [...event.nodes, ...event.edges];
      this.#stale = true;
      this.#session.tellSelection(this.#selected);
    } else if (event.type === 'change') this.#hearChange(event.change);
  }

  #hearChange({ operations, origin }: Change): void {
    const removed = removedBy(operations);
    if (removed.length > 0) {
      if (origin === 'local') this.#tellRemover(removed);
      else this.#tellVictim(removed);
    }
    const title = operations.find(({ op, field }) => op === 'setNetwork' && field === 'title');
    const field = document.getElementById('name');
    if (origin === 'remote' && title && field instanceof HTMLInputElement && document.activeElement === field)
      this.#offerTitle(String(title.value ?? ''), field);
  }

  #tellRemover(removed: string[]): void {
    const people = workingOn(this.#session.state.people, removed);
    if (people.length === 0) return;
    const { bridge, stage } = this.#program;
    notify({
      text: t('live.removedUnder', people.map(nameOf).join(', ')),
      kind: 'info',
      action: {
        label: t('common.undo'),
        run: () => {
          bridge.call('undo', {});
          stage.requestFrame();
        },
      },
    });
  }

  #tellVictim(removed: string[]): void {
    const mine = removed.find((id) => this.#selected.includes(id) || this.#before.includes(id));
    if (mine === undefined) return;
    const field = document.activeElement;
    const typed = isEdited(field) ? field.value : '';
    notify({
      text: t('live.removedHere', this.#labels.get(mine) || t('live.something')),
      kind: 'info',
      stays: true,
      ...(typed !== '' && {
        action: {
          label: t('live.copyTyped'),
          run: () =>
            void navigator.clipboard.writeText(typed).catch(() => notify({ text: typed, kind: 'info', stays: true })),
        },
      }),
    });
  }

  /** The name of the network in the bar: what is typed stays, and the other one is offered. */
  #offerTitle(theirs: string, field: HTMLInputElement): void {
    if (field.value.trim() === theirs) return;
    const { bridge, stage } = this.#program;
    notify({
      text: t('live.titleChanged', theirs),
      kind: 'info',
      stays: true,
      action: {
        label: t('live.takeTitle'),
        run: () => {
          field.value = theirs;
          const operations = [{ op: 'setNetwork', field: 'title', value: theirs }];
          bridge.call('apply', { operations, gesture: newGesture('title') });
          stage.requestFrame();
        },
      },
    });
  }

  /** What is selected has a name only as long as it is there. */
  #frame(): void {
    this.#before = [];
    const { bridge } = this.#program;
    const [first] = this.#selected;
    if (this.#stale) this.#labels.clear();
    this.#stale = false;
    if (first === undefined || this.#labels.has(first) || !bridge.whole) return;
    for (const { id, label } of bridge.call('places', { ids: this.#selected.slice(0, 50) }).items)
      this.#labels.set(id, label);
    // What is not in the picture is not asked for in each frame.
    if (!this.#labels.has(first)) this.#labels.set(first, '');
  }
}

/** A text field of the panels that puts something into the network. */
function isEdited(target: unknown): target is HTMLInputElement | HTMLTextAreaElement {
  if (!(target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text')))
    return false;
  return target.closest('#mirror') !== null && !searching.includes(target.dataset.key ?? '');
}
