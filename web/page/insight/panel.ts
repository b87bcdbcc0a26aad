// The panel beside the picture: the questions, the answer to one of them, scenarios and measures. What each of these holds stands in the
// files beside this one; here is which of them is open, and when it is drawn anew.
import type { LensAnswer } from '../api/api_types.ts';
import type { LensInfo } from '../bridge/model.ts';
import { currentNetwork, forgetNetwork } from '../bridge/versioned_network.ts';
import { askLens } from '../lenses/lens_questions.ts';
import { attempt, fetchLater, wayOn } from '../loading/late_parts.ts';
import type { Program } from '../program/program.ts';
import { askReader, reasonOf } from '../program/reader.ts';
import { FetchFailed } from '../support/fetching.ts';
import { whenReleased } from '../support/pressing.ts';
import { button, byId, icon, make } from '../widgets/dom.ts';
import { announce } from '../widgets/toast.ts';
import { moreWords, onLanguage, t } from '../words/i18n.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { answerHead, answerParts } from './answer.ts';
import { Patience, Stopped } from './cancellable_wait.ts';
import { markAnswer } from './mark.ts';
import { MeasurePage } from './measure_page.ts';
import { NetworkView } from './network_view.ts';
import { type Options, optionsOf } from './options.ts';
import type { PanelContext, Place } from './panel_context.ts';
import type { Ticked } from './proposals.ts';
import { ScenarioPage } from './scenario_page.ts';
import { svg } from './svg.ts';
import { synonymsOf } from './synonyms.ts';

/** A page is drawn anew so many milliseconds after a change. */
const patience = 600;
/** These rest on needs and offers, and on which words mean the same. */
const withWords = ['market', 'introductions'];
/** What is a table or a board wants room. */
const wide = ['scenarios', 'measures', 'practice', 'helix'];

/** The stage hears of its new size so many milliseconds later, at most. */
const settling = 120;

let panel: Panel | undefined;

/** Opens the panel, or closes it when it is open. */
export async function toggleInsight(program: Program, workspace: Workspace): Promise<void> {
  await fetchLater('insight');
  panel ??= new Panel(program, workspace);
  await panel.toggle();
}

/** Opens the panel with a lens, or with all questions when there is no such lens. */
export async function openLens(program: Program, workspace: Workspace, id: string): Promise<void> {
  await fetchLater('insight');
  panel ??= new Panel(program, workspace);
  await panel.open(id);
}

class Panel {
  readonly #program: Program;
  readonly #box = byId('insight', HTMLElement);
  readonly #context: PanelContext;
  readonly #scenarios: ScenarioPage;
  readonly #measures: MeasurePage;
  readonly #patience = new Patience();
  #lenses: LensInfo[] = [];
  #place: Place = { kind: 'menu' };
  /** What was chosen in each question, as long as the network is open. */
  readonly #options = new Map<string, Options>();
  readonly #ticked = new Map<string, Ticked>();
  /** Whether the person wants the panel larger or smaller than the page that is open would have it. */
  #larger: boolean | null = null;
  /** The sentence that was drawn last. */
  #said = '';
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(program: Program, workspace: Workspace) {
    this.#program = program;
    this.#context = {
      program,
      workspace,
      opened: new Set(),
      go: (place) => void attempt(() => this.#go(place)),
      again: () => void this.#draw(false),
      uncover: () => this.#uncover(),
    };
    this.#scenarios = new ScenarioPage(this.#context);
    this.#measures = new MeasurePage(this.#context);
    program.bridge.onEvent((event) => {
      if (event.type !== 'change' || this.#box.hidden || this.#place.kind === 'menu') return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#draw(false), patience);
    });
    workspace.onOpen.add(() => {
      this.#options.clear();
      this.#ticked.clear();
      this.#close();
    });
    onLanguage(() => {
      if (!this.#box.hidden) void this.#draw(false);
    });
    this.#box.addEventListener('keydown', (event) => {
      // In a search field it empties the field first.
      const typed = event.target instanceof HTMLInputElement && event.target.type === 'search' && event.target.value;
      if (event.key === 'Escape' && !typed) {
        if (this.#place.kind === 'menu') this.#close();
        else this.#back();
      }
      event.stopPropagation();
    });
  }

  async toggle(): Promise<void> {
    if (this.#box.hidden) await this.#go({ kind: 'menu' });
    else this.#close();
  }

  async open(id: string): Promise<void> {
    await this.#fetchLenses();
    await this.#go(this.#lenses.some((lens) => lens.id === id) ? { kind: 'lens', id } : { kind: 'menu' });
  }

  #close(): void {
    if (!this.#box.hidden) this.#size(false);
    this.#box.hidden = true;
    this.#box.replaceChildren();
    this.#leave({ kind: 'menu' });
    forgetNetwork();
    byId('insight-button', HTMLButtonElement).setAttribute('aria-expanded', 'false');
    this.#program.stage.requestFrame();
  }

  /** To the list of questions, with the focus on the one that was open. */
  #back(): void {
    const from = this.#place;
    this.#leave({ kind: 'menu' });
    this.#menu();
    const entry = from.kind === 'lens' ? `[data-lens="${from.id}"]` : `[data-page="${from.kind}"]`;
    this.#box.querySelector<HTMLButtonElement>(entry)?.focus();
  }

  #leave(next: Place): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#measures.leave();
    this.#place = next;
    this.#larger = null;
    markAnswer(this.#program, null);
  }

  async #go(place: Place): Promise<void> {
    const opens = this.#box.hidden;
    this.#leave(place);
    this.#box.hidden = false;
    byId('insight-button', HTMLButtonElement).setAttribute('aria-expanded', 'true');
    this.#program.stage.requestFrame();
    try {
      await this.#fetchLenses();
    } catch (error) {
      // There is nothing to show yet.
      this.#close();
      throw error;
    }
    await this.#draw(true);
    if (opens) this.#fit();
  }

  /** There is more or less room for the picture now. */
  #fit(): void {
    const { bridge, stage } = this.#program;
    stage.requestFrame();
    bridge.input(() => {
      bridge.call('show', { what: 'fit' });
      stage.requestFrame();
    }, false);
  }

  #size(large: boolean): void {
    if (this.#box.classList.contains('insight-large') === large) return;
    this.#box.classList.toggle('insight-large', large);
    setTimeout(() => this.#fit(), settling);
  }

  /** On a phone the large panel lies over the picture. */
  async #uncover(): Promise<void> {
    if (getComputedStyle(this.#box).position !== 'absolute') return;
    this.#larger = false;
    this.#box.classList.remove('insight-large');
    byId('insight-size', HTMLButtonElement).replaceWith(this.#resizer());
    await new Promise((resolve) => setTimeout(resolve, settling));
  }

  async #fetchLenses(): Promise<void> {
    if (this.#lenses.length === 0) this.#lenses = (await askReader('lenses', {})).lenses;
  }

  /** Draws the page that is open; `fresh` when somebody has just gone there. */
  async #draw(fresh: boolean): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const place = this.#place;
    if (place.kind === 'menu') {
      this.#menu();
      if (fresh) this.#box.querySelector('h2')?.focus();
      return;
    }
    const title =
      place.kind === 'lens'
        ? t(`lens.question.${place.id}`)
        : t(place.kind === 'scenarios' ? 'scenario.title' : 'measures.title');
    if (fresh) {
      this.#frame(title, make('p', { class: 'secondary', role: 'status' }, t('lens.working')));
      this.#box.scrollTop = 0;
      this.#box.querySelector('h2')?.focus();
    }
    try {
      if (place.kind === 'measures') {
        await this.#drawMeasures(title, fresh);
        return;
      }
      const { parts, said, answer } = place.kind === 'lens' ? await this.#answer(place.id) : await this.#comparing();
      await whenReleased();
      // Somebody may have gone on to another page meanwhile.
      if (turn !== this.#turn || this.#box.hidden) return;
      this.#keepingPlace(() => this.#frame(title, ...parts));
      markAnswer(this.#program, answer);
      // Who has changed an option hears what became of the answer.
      if (fresh || said !== this.#said) announce(said);
      this.#said = said;
    } catch (error) {
      if (error instanceof Stopped) {
        const again = button(t('lens.again'), { class: 'plain' }, () => void this.#draw(true));
        if (turn === this.#turn) this.#frame(title, make('p', { role: 'status' }, t('lens.stopped')), again);
        return;
      }
      const reason = reasonOf(error);
      if (turn !== this.#turn) return;
      const way = error instanceof FetchFailed ? wayOn(error, () => void this.#draw(true)) : undefined;
      const ways = way ? [button(way.label, { class: 'plain' }, way.run)] : [];
      this.#frame(title, make('p', {}, reason), ...ways);
    }
  }

  async #answer(id: string): Promise<{ parts: Node[]; said: string; answer: LensAnswer }> {
    const options = this.#options.get(id) ?? {};
    const { bridge } = this.#program;
    const now = currentNetwork(bridge);
    const answer: LensAnswer = await this.#patience.wait(this.#box, (signal) =>
      askLens(now, askReader, id, options, signal),
    );
    const view = new NetworkView(bridge, now);
    const ticked: Ticked = this.#ticked.get(id) ?? new Set();
    this.#ticked.set(id, ticked);
    const lens = this.#lenses.find((each) => each.id === id) ?? { id, parameters: [] };
    const change = (more: Options) => {
      this.#options.set(id, { ...this.#options.get(id), ...more });
      void this.#draw(false);
    };
    const reset = () => {
      this.#options.delete(id);
      this.#box.querySelector('h2')?.focus();
      void this.#draw(false);
    };
    const asked = { context: this.#context, view, answer, change };
    const { above, below } = optionsOf(lens, asked, this.#options.has(id), reset);
    const synonyms = withWords.includes(id) ? synonymsOf(this.#context, view, answer) : [];
    const parts = [
      ...above,
      ...answerHead(this.#context, view, answer),
      ...synonyms,
      ...below,
      ...answerParts(this.#context, view, answer, ticked),
    ];
    return { parts, said: view.tell(answer.sentence), answer };
  }

  async #comparing(): Promise<{ parts: Node[]; said: string; answer: null }> {
    await moreWords('measures');
    const parts = await this.#scenarios.draw(this.#lenses, (id) => this.#options.get(id) ?? {});
    return { parts, said: t('scenario.title'), answer: null };
  }

  async #drawMeasures(title: string, fresh: boolean): Promise<void> {
    await moreWords('measures');
    if (this.#place.kind !== 'measures') return;
    let root = this.#box.querySelector<HTMLElement>('#insight-measures');
    if (fresh || !root) {
      root = make('div', { id: 'insight-measures' }, make('p', { role: 'status' }, t('lens.working')));
      this.#frame(title, root);
      if (fresh) this.#box.querySelector('h2')?.focus();
    }
    await this.#measures.draw(root);
  }

  /** Keeps the focus and what is in sight where they are. */
  #keepingPlace(draw: () => void): void {
    const active = this.#box.contains(document.activeElement) ? document.activeElement : null;
    const typed = active instanceof HTMLInputElement && isText(active) ? active.value : null;
    const top = this.#box.scrollTop;
    const aside = new Map([...this.#box.querySelectorAll('.insight-scroll')].map((each, at) => [at, each.scrollLeft]));
    draw();
    this.#box.scrollTop = top;
    for (const [at, each] of this.#box.querySelectorAll('.insight-scroll').entries())
      each.scrollLeft = aside.get(at) ?? 0;
    const again = active?.id ? document.getElementById(active.id) : null;
    again?.focus({ preventScroll: true });
    if (again instanceof HTMLInputElement && typed !== null) again.value = typed;
  }

  #frame(title: string, ...content: Node[]): void {
    const { kind } = this.#place;
    const name = this.#place.kind === 'lens' ? this.#place.id : kind;
    this.#size(this.#larger ?? wide.includes(name));
    const close = button('', { class: 'icon-button', 'aria-label': t('lens.close'), title: t('lens.close') }, () => {
      this.#close();
      byId('insight-button', HTMLButtonElement).focus();
    });
    close.append(icon('close'));
    const head = make(
      'div',
      { class: 'insight-head' },
      make('h2', { id: 'insight-title', tabindex: '-1' }, title),
      this.#resizer(),
      close,
    );
    const all = kind === 'menu' ? [] : [button(t('lens.all'), { class: 'link' }, () => this.#back())];
    this.#box.replaceChildren(head, ...all, ...content);
  }

  /** Wider on a context, higher on a phone. */
  #resizer(): HTMLButtonElement {
    const large = this.#box.classList.contains('insight-large');
    const label = t(large ? 'lens.smaller' : 'lens.larger');
    const resizer = button('', { class: 'icon-button', id: 'insight-size', 'aria-label': label, title: label }, () => {
      this.#larger = !this.#box.classList.contains('insight-large');
      this.#size(this.#larger);
      const next = this.#resizer();
      resizer.replaceWith(next);
      next.focus();
    });
    const [a, b] = large ? ['M5 10h5V5', 'M19 14h-5v5'] : ['M10 5H5v5', 'M14 19h5v-5'];
    resizer.append(
      svg(
        'svg',
        { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
        ...[a, b, large ? 'M10 10L4.500 4.500M14 14l5.500 5.500' : 'M5 5l5.500 5.500M19 19l-5.500-5.500'].map((d) =>
          svg('path', { d: String(d) }),
        ),
      ),
    );
    return resizer;
  }

  #menu(): void {
    const list = make('ul', { class: 'insight-menu' });
    const add = (question: string, title: string, place: Place) => {
      const name = place.kind === 'lens' ? { 'data-lens': place.id } : { 'data-page': place.kind };
      const entry = button('', name, () => void this.#go(place));
      entry.append(make('span', { class: 'insight-question' }, question), make('span', { class: 'secondary' }, title));
      list.append(make('li', {}, entry));
    };
    for (const { id } of this.#lenses) add(t(`lens.question.${id}`), t(`lens.title.${id}`), { kind: 'lens', id });
    add(t('scenario.question'), t('scenario.title'), { kind: 'scenarios' });
    add(t('measures.question'), t('measures.title'), { kind: 'measures' });
    this.#frame(t('lens.menu'), make('p', { class: 'secondary' }, t('lens.menuHint')), list);
  }
}

function isText({ type }: HTMLInputElement): boolean {
  return type === 'text' || type === 'search' || type === 'number';
}
