// The insight lenses beside the picture: a question, its answer in a sentence, what it rests on, who makes it so, and what can be done.
import type { LensAnswer, LensText } from '../api_types.ts';
import type { Json, LensInfo, NetworkJson, Operation } from '../bridge.ts';
import { button, byId, icon, make } from '../dom.ts';
import { newGesture } from '../files.ts';
import * as words from '../i18n.ts';
import { issueText, Refusal } from '../issues.ts';
import { fetchLater } from '../later.ts';
import type { Program } from '../program.ts';
import { askReader, ReaderFailed } from '../reader.ts';
import { say as announce, notify } from '../toast.ts';
import type { Workspace } from '../workspace.ts';
import { askLens, askScenario } from './ask.ts';
import { markAnswer } from './mark.ts';
import { Patience, Stopped } from './patience.ts';
import { say, valueText } from './tell.ts';

type Thing = { [key: string]: Json };
type Options = { [name: string]: Json };
type NetworkThings = { nodes: Thing[]; edges: Thing[]; sectors: Thing[] };

const { onLanguage, t } = words;

/** A lens is asked again so many milliseconds after a change. */
const patience = 600;
/** So many names or proposals are shown at first. */
const most = 12;

let panel: Panel | undefined;

/** Opens the panel, or closes it when it is open. */
export async function toggleInsight(program: Program, workspace: Workspace): Promise<void> {
  await fetchLater('insight');
  panel ??= new Panel(program, workspace);
  panel.toggle();
}

/** Opens the panel with a lens, or with all questions when there is no such lens. */
export async function openLens(program: Program, workspace: Workspace, id: string): Promise<void> {
  await fetchLater('insight');
  panel ??= new Panel(program, workspace);
  await panel.open(id);
}

class Panel {
  readonly #program: Program;
  readonly #workspace: Workspace;
  readonly #box = byId('insight', HTMLElement);
  #lenses: LensInfo[] = [];
  #asked: { id: string; options: Options } | null = null;
  readonly #patience = new Patience();
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(program: Program, workspace: Workspace) {
    this.#program = program;
    this.#workspace = workspace;
    program.bridge.onEvent((event) => {
      if (event.type !== 'change' || this.#box.hidden || this.#asked === null) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(false), patience);
    });
    workspace.onOpen(() => this.#close());
    onLanguage(() => {
      if (!this.#box.hidden) void this.#show(false);
    });
    this.#box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        if (this.#asked) this.#back();
        else this.#close();
      }
      event.stopPropagation();
    });
  }

  toggle(): void {
    if (this.#box.hidden) void this.#show(true);
    else this.#close();
  }

  async open(id: string): Promise<void> {
    await this.#show(true);
    if (!this.#lenses.some((lens) => lens.id === id)) return;
    this.#asked = { id, options: {} };
    await this.#ask(true);
  }

  #close(): void {
    this.#box.hidden = true;
    this.#box.replaceChildren();
    markAnswer(this.#program, null);
    this.#asked = null;
    this.#turn += 1;
    byId('insight-button', HTMLButtonElement).setAttribute('aria-expanded', 'false');
    this.#program.stage.requestFrame();
  }

  #back(): void {
    const from = this.#asked?.id;
    this.#asked = null;
    this.#turn += 1;
    this.#menu();
    this.#box.querySelector<HTMLButtonElement>(`[data-lens="${from}"]`)?.focus();
  }

  async #show(focus: boolean): Promise<void> {
    this.#box.hidden = false;
    byId('insight-button', HTMLButtonElement).setAttribute('aria-expanded', 'true');
    this.#program.stage.requestFrame();
    if (this.#lenses.length === 0) this.#lenses = (await askReader('lenses', {})).lenses;
    if (this.#asked) await this.#ask(false);
    else this.#menu();
    if (focus) {
      this.#box.querySelector('h2')?.focus();
      // There is less room for the picture now.
      this.#program.bridge.input(() => {
        this.#program.bridge.call('show', { what: 'fit' });
        this.#program.stage.requestFrame();
      });
    }
  }

  #frame(title: string, back: boolean, ...content: Node[]): void {
    const close = button('', { class: 'icon-button', 'aria-label': t('lens.close'), title: t('lens.close') }, () => {
      this.#close();
      byId('insight-button', HTMLButtonElement).focus();
    });
    close.append(icon('close'));
    const head = make(
      'div',
      { class: 'insight-head' },
      make('h2', { id: 'insight-title', tabindex: '-1' }, title),
      close,
    );
    const all = back ? [button(t('lens.all'), { class: 'link' }, () => this.#back())] : [];
    this.#box.replaceChildren(head, ...all, ...content);
  }

  #menu(): void {
    markAnswer(this.#program, null);
    const list = make('ul', { class: 'insight-menu' });
    for (const { id } of this.#lenses) {
      const entry = button('', { 'data-lens': id }, () => {
        this.#asked = { id, options: {} };
        void this.#ask(true);
      });
      entry.append(
        make('span', { class: 'insight-question' }, t(`lens.question.${id}`)),
        make('span', { class: 'secondary' }, t(`lens.title.${id}`)),
      );
      list.append(make('li', {}, entry));
    }
    this.#frame(t('lens.menu'), false, make('p', { class: 'secondary' }, t('lens.menuHint')), list);
  }

  /** Asks the lens that is open; `fresh` when somebody has just chosen it. */
  async #ask(fresh: boolean): Promise<void> {
    const asked = this.#asked;
    if (!asked) return;
    this.#turn += 1;
    const turn = this.#turn;
    if (fresh)
      this.#frame(
        t(`lens.question.${asked.id}`),
        true,
        make('p', { class: 'secondary', role: 'status' }, t('lens.working')),
      );
    try {
      const answer = await this.#patience.wait(this.#box, (signal) =>
        askLens(this.#program.bridge, askReader, asked.id, asked.options, undefined, signal),
      );
      // Somebody may have gone on to another question meanwhile.
      if (turn !== this.#turn || this.#box.hidden) return;
      const focused = this.#box.contains(document.activeElement) ? document.activeElement?.id : '';
      const top = this.#box.scrollTop;
      this.#answer(answer);
      markAnswer(this.#program, answer);
      if (fresh) {
        this.#box.scrollTop = 0;
        this.#box.querySelector('h2')?.focus();
        announce(this.#say(answer.sentence));
      } else {
        this.#box.scrollTop = top;
        if (focused) document.getElementById(focused)?.focus();
      }
    } catch (error) {
      if (error instanceof Stopped) {
        const again = button(t('lens.again'), {}, () => void this.#ask(true));
        if (turn === this.#turn)
          this.#frame(t(`lens.question.${asked.id}`), true, make('p', { role: 'status' }, t('lens.stopped')), again);
        return;
      }
      if (!(error instanceof Refusal || error instanceof ReaderFailed)) throw error;
      if (turn === this.#turn) this.#frame(t(`lens.question.${asked.id}`), true, make('p', {}, error.message));
    }
  }

  #network(): NetworkThings {
    const { nodes = [], edges = [], sectors = [] } = this.#program.bridge.call('snapshot', {}).network as NetworkJson;
    return { nodes: nodes as Thing[], edges: edges as Thing[], sectors: sectors as Thing[] };
  }

  #say(text: LensText): string {
    const labels = new Map(this.#network().sectors.map(({ id, label }) => [String(id), String(label ?? '')]));
    return this.#saying(labels)(text);
  }

  #saying(labels: ReadonlyMap<string, string>): (text: LensText) => string {
    const sectorName = (id: string) => labels.get(id) || (words.hasText(`sector.${id}`) ? t(`sector.${id}`) : id);
    return (text) => say(text, words, sectorName);
  }

  #answer(answer: LensAnswer): void {
    const network = this.#network();
    const tell = this.#saying(new Map(network.sectors.map(({ id, label }) => [String(id), String(label ?? '')])));
    const labelOf = new Map(network.nodes.map(({ id, label }) => [String(id), String(label)]));
    const content: Node[] = [
      this.#options(answer, network),
      make(
        'p',
        { class: answer.confident ? 'insight-sentence' : 'insight-sentence insight-thin' },
        tell(answer.sentence),
      ),
      ...answer.notes.map((note) => make('p', { class: 'secondary' }, tell(note))),
    ];
    if (answer.actions.length > 0)
      content.push(
        make('h3', {}, t('lens.actions')),
        this.#listOf(answer.actions, (action) => this.#action(action, answer, tell)),
      );
    if (answer.nodes.length > 0)
      content.push(
        make('h3', {}, t('lens.nodes')),
        button(t('lens.showAll'), { class: 'quiet' }, () =>
          this.#select([...new Set(answer.nodes.map(({ id }) => id))], []),
        ),
        this.#listOf(answer.nodes, ({ id, reason }) =>
          this.#way(labelOf.get(id) ?? id, tell(reason), () => this.#select([id], [])),
        ),
      );
    if (answer.edges.length > 0) {
      const ends = new Map(network.edges.map((edge) => [String(edge.id), edge]));
      const named = (id: string) => {
        const edge = ends.get(id);
        return edge ? `${labelOf.get(String(edge.from)) ?? ''} – ${labelOf.get(String(edge.to)) ?? ''}` : id;
      };
      content.push(
        make('h3', {}, t('lens.edges')),
        this.#listOf(answer.edges, ({ id, reason }) =>
          this.#way(named(id), tell(reason), () => this.#select([], [id])),
        ),
      );
    }
    if (answer.numbers.length > 0) content.push(make('h3', {}, t('lens.numbers')), numbersOf(answer, tell));
    if (answer.missing.length > 0)
      content.push(
        make('h3', {}, t('lens.missing')),
        this.#listOf(answer.missing, (entry) =>
          entry.ids.length === 0
            ? make('li', {}, tell(entry))
            : this.#way(tell(entry), t('lens.fillIn'), () => this.#select(...this.#sorted(entry.ids, labelOf))),
        ),
      );
    if (answer.completeness.length > 0)
      content.push(
        make('h3', {}, t('lens.rests')),
        make(
          'ul',
          { class: 'insight-plain' },
          ...answer.completeness.map(({ code, known, of }) => make('li', {}, t('lens.knownOf', known, of, t(code)))),
        ),
      );
    this.#frame(t(`lens.question.${answer.id}`), true, ...content);
  }

  /** Ids of nodes, and of ties. */
  #sorted(ids: readonly string[], nodes: ReadonlyMap<string, string>): [string[], string[]] {
    return [ids.filter((id) => nodes.has(id)), ids.filter((id) => !nodes.has(id))];
  }

  #select(nodes: string[], edges: string[]): void {
    this.#program.bridge.input(() => {
      this.#program.bridge.call('select', { nodes, edges, fly: true });
      this.#program.stage.requestFrame();
    });
  }

  /** The first of a list, and a button for the rest. */
  #listOf<T>(all: readonly T[], entryOf: (item: T) => HTMLElement): HTMLElement {
    const list = make('ul', { class: 'insight-list' }, ...all.slice(0, most).map(entryOf));
    if (all.length <= most) return list;
    const more = button(words.plural('lens.more', all.length - most), { class: 'quiet' }, () => {
      more.remove();
      const rest = all.slice(most).map(entryOf);
      list.append(...rest);
      rest[0]?.querySelector('button')?.focus();
    });
    return make('div', {}, list, more);
  }

  #way(name: string, reason: string, run: () => void): HTMLElement {
    const way = button('', { class: 'insight-way' }, run);
    way.append(make('span', {}, name), make('span', { class: 'secondary' }, reason));
    return make('li', {}, way);
  }

  #action(action: LensAnswer['actions'][number], answer: LensAnswer, tell: (text: LensText) => string): HTMLElement {
    const told = make('p', { class: 'secondary', role: 'status' });
    const row = make('div', { class: 'row' });
    if (this.#workspace.current?.viewOnly !== true)
      row.append(button(t('lens.do'), { class: 'plain' }, () => this.#do(action.operations)));
    row.append(
      button(t('lens.try'), { class: 'quiet' }, () => {
        told.textContent = t('lens.working');
        void this.#compare(action.operations, answer, tell).then((text) => {
          told.textContent = text;
        });
      }),
    );
    return make(
      'li',
      { class: 'insight-action' },
      make('p', {}, tell(action)),
      make('ul', { class: 'insight-plain secondary' }, ...action.reasons.map((reason) => make('li', {}, tell(reason)))),
      row,
      told,
    );
  }

  #do(operations: Operation[]): void {
    const { bridge, stage } = this.#program;
    const gesture = newGesture('lens');
    const report = bridge.call('apply', { operations, gesture, name: { code: 'lens', params: [] } });
    const refused = report.rejected[0];
    if (refused) {
      if (report.applied > 0) bridge.call('undo', {});
      notify({ text: issueText(refused.issue), kind: 'error' });
      return;
    }
    bridge.call('placeNewNodes', { gesture });
    stage.requestFrame();
    notify({
      text: t('lens.done'),
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

  /** What would be different; the network itself stays as it is. */
  async #compare(
    operations: Operation[],
    { id, options }: LensAnswer,
    tell: (text: LensText) => string,
  ): Promise<string> {
    try {
      const { before, after } = await askScenario(this.#program.bridge, askReader, operations, {
        lenses: [{ id, options }],
      });
      const old = new Map(before.lenses[0]?.numbers.map((each) => [each.code, each]));
      const changes = (after.lenses[0]?.numbers ?? []).flatMap((each) => {
        const from = valueText(old.get(each.code), words);
        const to = valueText(each, words);
        return from === to ? [] : [t('lens.change', t(each.code), from, to)];
      });
      const sentence = after.lenses[0] ? tell(after.lenses[0].sentence) : '';
      return [t('lens.then', sentence), ...changes].join(' ');
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof ReaderFailed)) throw error;
      return error.message;
    }
  }

  /** What can be chosen in a question: who leaves, for which challenge, how much it costs. */
  #options(answer: LensAnswer, { nodes, edges, sectors }: NetworkThings): HTMLElement {
    const parameters = this.#lenses.find(({ id }) => id === answer.id)?.parameters ?? [];
    const row = make('div', { class: 'insight-options' });
    const put = (name: string, field: HTMLSelectElement | HTMLInputElement) => {
      field.id = `insight-${name}`;
      row.append(make('label', { for: field.id }, t(`lens.option.${name}`)), field);
    };
    const change = (more: Options) => {
      this.#asked = { id: answer.id, options: { ...this.#asked?.options, ...more } };
      void this.#ask(false);
    };
    const choose = (
      name: string,
      entries: readonly (readonly [string, string])[],
      value: string,
      run: (value: string) => void,
    ) => {
      const field = make('select');
      for (const [id, label] of entries) field.append(make('option', { value: id, selected: id === value }, label));
      field.addEventListener('change', () => run(field.value));
      put(name, field);
    };
    const named = (list: Thing[]) =>
      list.map(({ id, label }) => [String(id), String(label)] as const).sort(([, a], [, b]) => a.localeCompare(b));
    const sectorNames = sectors.map(
      ({ id, label }) =>
        [String(id), String(label || (words.hasText(`sector.${id}`) ? t(`sector.${id}`) : id))] as const,
    );
    const who = String(answer.options.who ?? '');
    for (const { name, type, choices = [], minimum, maximum } of parameters) {
      const value = answer.options[name];
      if (type === 'choice')
        choose(
          name,
          choices.map((each) => [each, t(`lens.choice.${each}`)] as const),
          String(value),
          (chosen) =>
            // A choice that needs another one begins with the first that there is.
            change({ [name]: chosen, ...(chosen === 'sector' && { sector: sectorNames[0]?.[0] ?? '' }) }),
        );
      else if (name === 'sector' && who === 'sector')
        choose(name, sectorNames, String(value), (sector) => change({ sector }));
      else if (name === 'nodes' && who === 'nodes') {
        const first = Array.isArray(value) ? String(value[0] ?? '') : '';
        const actors = named(nodes.filter(({ kind }) => (kind ?? 'actor') === 'actor'));
        choose(name, [['', t('lens.choose')], ...actors], first, (id) => change({ nodes: id ? [id] : [] }));
      } else if (name === 'challenge')
        choose(
          name,
          [['', t('lens.choose')], ...named(nodes.filter(({ kind }) => kind === 'challenge'))],
          String(value),
          (challenge) => change({ challenge }),
        );
      else if (name === 'without') {
        const funders = new Set(edges.filter(({ kind }) => kind === 'funds').map(({ from }) => from));
        choose(
          name,
          [['', t('lens.choose')], ...named(nodes.filter(({ id }) => funders.has(id as string)))],
          String(value),
          (without) => change({ without }),
        );
      } else if (name === 'fee' && type === 'number') {
        const field = make('input', {
          type: 'number',
          min: String(minimum ?? 0),
          max: String(maximum ?? ''),
          value: String(value),
          inputmode: 'decimal',
        });
        field.addEventListener('change', () => {
          if (field.value !== '' && field.checkValidity()) change({ fee: Number(field.value) });
        });
        put(name, field);
      }
    }
    return row;
  }
}

function numbersOf(answer: LensAnswer, tell: (text: LensText) => string): HTMLElement {
  const list = make('dl', { class: 'insight-numbers' });
  for (const entry of answer.numbers) {
    const about = entry.code.replace('lens.number.', 'lens.about.');
    const extra = [entry.why, entry.reference].filter((text) => text !== null).map(tell);
    const explained = [words.hasText(about) ? t(about) : '', ...extra].filter(Boolean).join(' ');
    list.append(
      make(
        'div',
        {},
        make('dt', {}, t(entry.code)),
        make('dd', {}, valueText(entry, words)),
        make('dd', { class: 'secondary' }, explained),
      ),
    );
  }
  return list;
}
