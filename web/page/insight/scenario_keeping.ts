// From a proposal to a scenario: what it would change in the answer, and keeping it.
import type { LensAnswer } from '../api/api_types.ts';
import type { Operation } from '../bridge/model.ts';
import { currentNetwork } from '../bridge/versioned_network.ts';
import { askScenario } from '../lenses/lens_questions.ts';
import { valueText } from '../lenses/lens_text.ts';
import { askReader, reasonOf } from '../program/reader.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';
import { addScenario } from './scenario_storage.ts';

/** What the answer of a lens would be, and which of its numbers would change, in sentences. The network itself stays as it is. */
export async function lensChange(
  context: PanelContext,
  operations: Operation[],
  answer: LensAnswer,
): Promise<string[]> {
  const { bridge } = context.program;
  try {
    const asked = { lenses: [{ id: answer.id, options: answer.options }] };
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
    const sentence = after.lenses[0] ? new NetworkView(bridge, now).tell(after.lenses[0].sentence) : '';
    return [t('lens.then', sentence), ...(changes.length > 0 ? changes : [t('lens.noChange')])];
  } catch (error) {
    return [reasonOf(error)];
  }
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
