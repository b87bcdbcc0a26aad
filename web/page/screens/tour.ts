// Three steps of a first visit: this is your network, add yourself, connect. It stands between bar and stage and covers nothing; it can
// be skipped, and comes back only when someone asks for it.
import type { Bridge } from '../bridge/bridge.ts';
import type { Json, Operation } from '../bridge/model.ts';
import type { Program } from '../program/program.ts';
import { setText } from '../support/pressing.ts';
import { readSetting, writeSetting } from '../support/settings.ts';
import { button, byId, make, textField } from '../widgets/dom.ts';
import { notify } from '../widgets/toast.ts';
import { onLanguage, t } from '../words/i18n.ts';
import type { Workspace } from '../workspace/workspace.ts';

type Step = 'network' | 'yourself' | 'connect';

const mostSuggestions = 200;

export class Tour {
  readonly #program: Program;
  readonly #box = byId('tour', HTMLElement);
  readonly #words = make('p', {});
  #step: Step | null = null;
  /** The name that a person gave themselves, and what stands for them. */
  #me = '';
  #myId = '';
  /** It is this that changes the network. */
  #acts = false;

  constructor(program: Program, workspace: Workspace) {
    this.#program = program;
    workspace.onOpen.add((network) => {
      if (!network) this.#close();
      else if (readSetting('tour') === null && !network.viewOnly) {
        // Once is enough, also when the page is closed halfway.
        writeSetting('tour', 'shown');
        this.begin();
      } else this.#show(false);
    });
    onLanguage(() => this.#show(false));
    // A file or a script may fill the table under the first step.
    program.bridge.onEvent((event) => {
      if (event.type !== 'change') return;
      if (this.#step === 'network') setText(this.#words, this.#textOf('network'));
      else if (this.#step && !this.#acts && event.change.origin === 'local' && !event.change.fromHistory)
        this.#follow(event.change.operations);
    });
  }

  begin(): void {
    this.#me = '';
    this.#myId = '';
    this.#go('network', false);
  }

  /** To a step, or to the end. */
  #go(step: Step | null, focus = true): void {
    this.#step = step;
    if (step === null) this.#finish();
    else this.#show(focus);
  }

  /** Goes on when a step was done in another way than by its form. */
  #follow(operations: Operation[]): void {
    for (const operation of operations) {
      const node = operation.node as { id: string; label: string; kind?: string } | undefined;
      const edge = operation.edge as { from: string; to: string } | undefined;
      if (this.#step === 'yourself' && operation.op === 'addNode' && node && (node.kind ?? 'actor') === 'actor') {
        this.#myId = node.id;
        this.#me = node.label;
        this.#go('connect', false);
      } else if (operation.op === 'setNode' && operation.id === this.#myId && operation.field === 'label') {
        this.#me = String(operation.value);
        this.#words.textContent = this.#textOf('connect');
      } else if (this.#step === 'connect' && operation.op === 'addEdge' && edge && this.#isMe(edge)) {
        const other = edge.from === this.#myId ? edge.to : edge.from;
        const name = nodesOf(this.#program.bridge).find(({ id }) => id === other)?.label ?? '';
        this.#close();
        notify({ text: t('tour.done', this.#me, name), kind: 'info' });
      }
    }
  }

  #isMe({ from, to }: { from: string; to: string }): boolean {
    return this.#myId !== '' && (from === this.#myId || to === this.#myId);
  }

  /** Does something to the network that is no news to the steps. */
  #act<T>(what: () => T): T {
    this.#acts = true;
    try {
      return what();
    } finally {
      this.#acts = false;
    }
  }

  #finish(): void {
    this.#close();
    // Whoever went through it with the keyboard goes on where the work is.
    byId('mirror', HTMLElement).focus({ preventScroll: true });
  }

  #close(): void {
    this.#step = null;
    this.#box.hidden = true;
    this.#box.replaceChildren();
  }

  #show(focus: boolean): void {
    if (this.#step === null) return;
    const step = this.#step;
    const steps: Step[] = ['network', 'yourself', 'connect'];
    const title = make('h2', { id: 'tour-title', tabindex: '-1' }, t(`tour.${step}`));
    const place = make('p', { class: 'secondary' }, t('tour.step', steps.indexOf(step) + 1, steps.length));
    setText(this.#words, this.#textOf(step));
    const skip = button(t('tour.skip'), { class: 'quiet' }, () => this.#go(null));
    const act =
      step === 'network'
        ? make(
            'div',
            { class: 'row' },
            button(t('tour.next'), { class: 'primary' }, () => this.#go('yourself')),
            skip,
          )
        : step === 'yourself'
          ? this.#form('tour.name', 'tour.add', [], (name) => this.#addMe(name), skip)
          : this.#form('tour.whom', 'tour.link', this.#others(), (name) => this.#connect(name), skip);
    this.#box.replaceChildren(
      make('div', { class: 'tour-words' }, make('div', { class: 'tour-head' }, title, place), this.#words),
      act,
    );
    this.#box.hidden = false;
    if (focus) (this.#box.querySelector('input') ?? title).focus({ preventScroll: true });
  }

  #textOf(step: Step): string {
    const empty = step === 'network' && this.#program.bridge.call('counts', {}).nodes === 0;
    return empty ? t('tour.networkEmpty') : t(`tour.${step}Text`, this.#me);
  }

  /** A field with a button; Enter presses it. */
  #form(
    label: string,
    action: string,
    suggestions: string[],
    run: (name: string) => void,
    skip: HTMLElement,
  ): HTMLElement {
    const list = suggestions.length > 0 ? 'tour-names' : undefined;
    const field = textField('tour-field', '', { enterkeyhint: 'done', list });
    const form = make(
      'form',
      { class: 'row tour-form' },
      make('label', { for: 'tour-field' }, t(label)),
      field,
      make('button', { type: 'submit', class: 'primary' }, t(action)),
      skip,
    );
    if (suggestions.length > 0) {
      const list = make('datalist', { id: 'tour-names' });
      list.append(...suggestions.map((name) => new Option(name)));
      form.append(list);
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      // Quotes would end the name in the line of quick entry.
      const name = field.value.replaceAll('"', '').trim();
      if (name) this.#program.bridge.input(() => run(name));
      else field.focus();
    });
    return form;
  }

  #addMe(name: string): void {
    this.#me = name;
    const { bridge } = this.#program;
    if (!this.#labels().includes(name)) this.#act(() => bridge.call('enter', { line: `"${name}"` }));
    this.#myId = nodesOf(bridge).find(({ label }) => label === name)?.id ?? '';
    this.#select(name);
    this.#go('connect');
  }

  #connect(name: string): void {
    const { bridge } = this.#program;
    // A name that is there is meant, also when it is not written quite so; without quotes it may be completed.
    const there = this.#labels().includes(name);
    const line = `"${this.#me}" - ${there ? `"${name}"` : name}`;
    const { done } = this.#act(() => bridge.call('enter', { line }));
    if (!done) return;
    this.#go(null);
    notify({ text: t('tour.done', this.#me, name), kind: 'info' });
  }

  #select(label: string): void {
    const { bridge, stage } = this.#program;
    const found = nodesOf(bridge).find((node) => node.label === label);
    if (found) bridge.call('select', { nodes: [found.id], fly: true });
    stage.requestFrame();
  }

  #labels(): string[] {
    return nodesOf(this.#program.bridge).map(({ label }) => label);
  }

  #others(): string[] {
    return [...new Set(this.#labels())]
      .filter((label) => label !== '' && label !== this.#me)
      .sort((a, b) => a.localeCompare(b))
      .slice(0, mostSuggestions);
  }
}

function nodesOf(bridge: Bridge): { id: string; label: string }[] {
  const { nodes } = bridge.call('snapshot', {}).network as { nodes?: { [key: string]: Json }[] };
  return (nodes ?? []).map(({ id, label }) => ({ id: String(id), label: typeof label === 'string' ? label : '' }));
}
