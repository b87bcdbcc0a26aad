// A sheet with a card for each introduction: who, to whom, and why. To be printed, cut and handed over.
import type { LensAnswer, LensText } from '../api/api_types.ts';
import { fileNameOf } from '../files/file_name.ts';
import { later } from '../loading/late_parts.ts';
import type { Card } from '../report/blocks.ts';
import { t } from '../words/i18n.ts';
import type { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';

export function introductionCards(view: NetworkView, answer: LensAnswer): Card[] {
  return (answer.introductions as { from: string; to: string; reasons: LensText[] }[]).map(({ from, to, reasons }) => ({
    names: [view.name(from), t('lens.cardAnd', view.name(to))],
    lines: reasons.map((reason) => `• ${view.tell(reason)}`),
  }));
}

export async function saveIntroductionCards(
  { workspace }: PanelContext,
  view: NetworkView,
  answer: LensAnswer,
): Promise<void> {
  const { saveSheet } = await later('output', () => import('../output/output.ts'));
  const title = view.title || t('network.untitled');
  const section = {
    id: 'cards',
    title: t('lens.cardsTitle'),
    appendix: false,
    blocks: [{ kind: 'cards' as const, cards: introductionCards(view, answer) }],
  };
  await saveSheet(title, [section], `${fileNameOf(workspace.current?.replica.title ?? '')} ${t('lens.cardsFile')}`);
}
