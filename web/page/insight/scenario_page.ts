// The scenarios beside the network: what each would do, all of them side by side in numbers, and what can be done with one.
import type { LensAnswer } from '../api/api_types.ts';
import type { LensInfo } from '../bridge/model.ts';
import { currentNetwork } from '../bridge/versioned_network.ts';
import { askScenario } from '../lenses/lens_questions.ts';
import { addressOfNetwork } from '../links/links.ts';
import { askReader, reasonOf } from '../program/reader.ts';
import { ask, askName, showTrouble } from '../widgets/dialogs.ts';
import { button, make, select } from '../widgets/dom.ts';
import { notify } from '../widgets/toast.ts';
import { dayOrTime, t } from '../words/i18n.ts';
import { type Compared, comparisonOf } from './comparison.ts';
import { labelled } from './lists.ts';
import { keyFigures } from './measure_list.ts';
import { NetworkView } from './network_view.ts';
import type { Options } from './options.ts';
import { carryOut, mayChange, misfits, type PanelContext, proposed } from './panel_context.ts';
import { changeScenario, removeScenario, type Scenario, scenariosOf } from './scenario_storage.ts';
import { inWords, tiesThere } from './scenario_words.ts';

/** The choice of the key figures, which are no lens. */
const figures = 'figures';

/** More columns than these nobody compares. */
const most = 4;

export class ScenarioPage {
  readonly #context: PanelContext;
  #by = 'spider';
  /** Those that somebody does not want to compare now. */
  readonly #apart = new Set<string>();

  constructor(context: PanelContext) {
    this.#context = context;
  }

  /** `optionsFor` gives what was chosen in a question. */
  async draw(lenses: readonly LensInfo[], optionsFor: (lens: string) => Options): Promise<HTMLElement[]> {
    const { list, lasting } = await scenariosOf(this.#context.workspace);
    const about = make('p', { class: 'secondary' }, t('scenario.about'));
    if (list.length === 0) return [about, make('p', {}, t('scenario.none'))];
    const view = new NetworkView(this.#context.program.bridge);
    const chosen = list.filter(({ id }) => !this.#apart.has(id)).slice(0, most);
    const compared = await this.#compare(chosen, optionsFor);
    const entries = list.map((scenario) =>
      this.#entry(
        scenario,
        view,
        chosen.includes(scenario),
        compared.find(({ id }) => id === scenario.id),
      ),
    );
    const questions = lenses.map(({ id }) => [id, t(`lens.question.${id}`)] as const);
    const by = select([...questions, [figures, t('scenario.figures')]], this.#by, { id: 'insight-by' });
    by.addEventListener('change', () => {
      this.#by = by.value;
      this.#context.again();
    });
    return [
      about,
      ...(lasting ? [] : [make('p', { class: 'insight-thin' }, t('scenario.forNow'))]),
      make('ul', { class: 'insight-list insight-scenarios' }, ...entries),
      make('h3', {}, t('scenario.compare')),
      ...(chosen.length > 0
        ? [make('div', { class: 'insight-options' }, labelled(by, t('scenario.by'))), ...comparisonOf(compared, view)]
        : [make('p', {}, t('scenario.noneChosen'))]),
    ];
  }

  async #compare(chosen: readonly Scenario[], optionsFor: (lens: string) => Options): Promise<Compared[]> {
    const { bridge } = this.#context.program;
    const asked =
      this.#by === figures
        ? { measures: [...keyFigures] }
        : { lenses: [{ id: this.#by, options: apartFromWhom(optionsFor(this.#by)) }] };
    const compared: Compared[] = [];
    // One state for all that are compared.
    const now = currentNetwork(bridge);
    for (const { id, name, operations } of chosen) {
      try {
        const { before, after, rejected } = await askScenario(now, askReader, operations, asked);
        const told = rejected.map(({ message }) => message);
        compared.push({ id, name, before: sideOf(before), after: sideOf(after), misfits: told });
      } catch (error) {
        compared.push({ id, name, before: null, after: null, misfits: [], trouble: reasonOf(error) });
      }
    }
    return compared;
  }

  #entry(scenario: Scenario, view: NetworkView, chosen: boolean, compared: Compared | undefined): HTMLElement {
    const { id, name, created, done } = scenario;
    const tick = make('input', { type: 'checkbox', id: `insight-scenario-${id}`, checked: chosen });
    tick.addEventListener('change', () => {
      if (tick.checked) this.#apart.delete(id);
      else this.#apart.add(id);
      this.#context.again();
    });
    const row = make('div', { class: 'row' });
    if (mayChange(this.#context))
      row.append(button(t('scenario.carryOut'), { class: 'plain' }, () => void this.#carryOut(scenario)));
    const way = (key: string, run: () => Promise<void>) =>
      row.append(button(t(key), { class: 'quiet', 'aria-label': `${t(key)}: ${name}` }, () => void run()));
    way('scenario.copy', () => this.#openCopy(scenario, view));
    way('scenario.rename', () => this.#rename(scenario));
    way('scenario.throwAway', () => this.#throwAway(scenario));
    const notes = [t('scenario.made', dayOrTime(created)), ...(done ? [t('scenario.done', dayOrTime(done))] : [])];
    return make(
      'li',
      { class: 'insight-action' },
      make('label', { class: 'insight-check insight-said' }, tick, make('span', {}, name)),
      make('ul', { class: 'insight-plain' }, ...inWords(scenario.operations, view).map((line) => make('li', {}, line))),
      make('p', { class: 'secondary' }, notes.join(' ')),
      ...misfitting(compared?.misfits ?? []),
      ...(compared?.trouble ? [make('p', { class: 'insight-alarm' }, compared.trouble)] : []),
      row,
    );
  }

  /** All of it as one step, or none of it. */
  async #carryOut({ id, name, operations }: Scenario): Promise<void> {
    try {
      const refused = await misfits(this.#context, operations);
      if (refused.length > 0) {
        await showTrouble(t('scenario.refused'), [t('scenario.refusedWhy', name), ...refused].join('\n'));
        return;
      }
      const doubled = tiesThere(operations, new NetworkView(this.#context.program.bridge));
      if (doubled.length > 0 && !(await askToDouble(doubled))) return;
      if (!carryOut(this.#context, operations, { told: t('scenario.carriedOut', name), name: proposed })) return;
      await changeScenario(this.#context.workspace, id, { done: Date.now() });
      this.#context.again();
    } catch (error) {
      notify({ text: reasonOf(error), kind: 'error' });
    }
  }

  /** A network of its own, in which the scenario is what is so. The one that is open stays as it is. */
  async #openCopy({ name, operations }: Scenario, view: NetworkView): Promise<void> {
    const { program, workspace } = this.#context;
    const { bridge, stage } = program;
    const refused = await misfits(this.#context, operations);
    if (refused.length > 0) {
      await showTrouble(t('scenario.refused'), [t('scenario.refusedWhy', name), ...refused].join('\n'));
      return;
    }
    const network = bridge.call('snapshot', {}).network;
    const title = `${view.title || t('network.untitled')} – ${name}`.slice(0, 300);
    const id = await workspace.create({ ...network, title });
    history.pushState(null, '', addressOfNetwork(id));
    bridge.call('apply', { operations, name: proposed });
    bridge.call('placeNewNodes', {});
    stage.requestFrame();
    notify({ text: t('scenario.opened', title), kind: 'info' });
  }

  async #rename({ id, name }: Scenario): Promise<void> {
    const wanted = await askName(t('scenario.rename'), name);
    if (!wanted || wanted === name) return;
    await changeScenario(this.#context.workspace, id, { name: wanted.slice(0, 300) });
    this.#context.again();
  }

  async #throwAway({ id, name }: Scenario): Promise<void> {
    const putBack = await removeScenario(this.#context.workspace, id);
    this.#context.again();
    notify({
      text: t('scenario.thrownAway', name),
      kind: 'info',
      action: { label: t('common.undo'), run: () => void putBack().then(() => this.#context.again()) },
    });
  }
}

/** Whom or what a question is about may be gone in a scenario; all compared are asked the same without it. */
function apartFromWhom({ who, nodes, sector, without, challenge, ...rest }: Options): Options {
  return rest;
}

function sideOf({ lenses, measures }: { lenses: LensAnswer[]; measures: { [id: string]: unknown } }) {
  return { lens: lenses[0] ?? null, measures: measures as { [id: string]: { value?: number | null } } };
}

async function askToDouble(names: readonly string[]): Promise<boolean> {
  const list = new Intl.ListFormat(document.documentElement.lang).format(names.slice(0, 5));
  const answer = await ask(
    t('scenario.doubleTitle'),
    [make('p', {}, t('scenario.double', list))],
    [
      { label: t('common.cancel'), value: false, kind: 'primary' },
      { label: t('scenario.goOn'), value: true },
    ],
  );
  return answer === true;
}

function misfitting(reasons: readonly string[]): HTMLElement[] {
  if (reasons.length === 0) return [];
  return [
    make('p', { class: 'insight-alarm' }, t('scenario.misfit')),
    make('ul', { class: 'insight-plain secondary' }, ...reasons.slice(0, 5).map((reason) => make('li', {}, reason))),
  ];
}
