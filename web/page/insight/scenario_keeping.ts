// From a proposal to a scenario: what it would change in the answer, and keeping it.
import type { LensAnswer } from '../api/api_types.ts';
import type { Json, Operation } from '../bridge/model.ts';
import { currentNetwork } from '../bridge/versioned_network.ts';
import { askScenario } from '../lenses/lens_questions.ts';
import { valueText } from '../lenses/lens_text.ts';
import { askReader, reasonOf } from '../program/reader.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { keyFigures } from './measure_list.ts';
import { measureText } from './measure_words.ts';
import { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';
import { addScenario } from './scenario_storage.ts';

/**
 * What the answer of a lens would be, and which of its numbers and of the key figures would change, in sentences. The network itself stays
 * as it is.
 */
export async function lensChange(
  context: PanelContext,
  operations: Operation[],
  answer: LensAnswer,
): Promise<string[]> {
  const { bridge } = context.program;
  try {
    const asked = { lenses: [{ id: answer.id, options: answer.options }], measures: [...keyFigures] };
    const now = currentNetwork(bridge);
    const { before, after, rejected } = await askScenario(now, askReader, operations, asked);
    const refused = rejected[0];
    if (refused) return [refused.message];
    const old = new Map(before.lenses[0]?.numbers.map((each) => [each.code, each]));
    const changes = (after.lenses[0]?.numbers ?? []).flatMap((each) => {
      const from = valueText(old.get(each.code));
      const to = valueText(each);
      return from === to ? [] : [t('lens.change', t(each.code), from, to)];
    });
    const figures = changedFigures(before.measures, after.measures).filter(
      (line) => !changes.some((change) => change.split(':')[0] === line.split(':')[0]),
    );
    const view = new NetworkView(bridge, now);
    const [was, will] = [before, after].map(({ lenses: [lens] }) => (lens ? view.tell(lens.sentence) : ''));
    const all = [...changes, ...figures];
    return [...(was === will ? [] : [t('lens.then', will ?? '')]), ...(all.length > 0 ? all : [t('lens.noChange')])];
  } catch (error) {
    return [reasonOf(error)];
  }
}

const figureIn = (measure: Json | undefined) => (measure as { value?: Json } | undefined)?.value;
type Measures = { readonly [id: string]: Json };

/** Which of the key figures a plan changes, in sentences; as exact as it takes to see it. */
export function changedFigures(before: Measures, after: Measures): string[] {
  return keyFigures.flatMap((id) => {
    const [from, to] = [figureIn(before[id]), figureIn(after[id])];
    if (from === to || (typeof from !== 'number' && typeof to !== 'number')) return [];
    const told = (value: unknown, exact: boolean) => (typeof value === 'number' ? measureText(id, value, exact) : '–');
    const exact = told(from, false) === told(to, false);
    if (told(from, exact) === told(to, exact)) return [];
    return [t('lens.change', t(`measure.${id}`), told(from, exact), told(to, exact))];
  });
}

/** Keeps it beside the network, and offers to look at it. */
export async function keepAsScenario(context: PanelContext, name: string, operations: Operation[]): Promise<void> {
  const lasting = await addScenario(context.workspace, { name, operations });
  notify({
    text: t(lasting ? 'scenario.kept' : 'scenario.keptForNow', name),
    kind: 'info',
    action: { label: t('scenario.look'), run: () => context.go({ kind: 'scenarios' }) },
  });
}
