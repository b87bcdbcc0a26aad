// A sheet with a card for each introduction: who, to whom, and why. To be printed, cut and handed over.
import type { LensAnswer, LensText } from '../api/api_types.ts';
import { fileNameOf } from '../files/file_name.ts';
import { later } from '../loading/late_parts.ts';
import type { Card } from '../report/blocks.ts';
import { t } from '../words/i18n.ts';
import type { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';

/** How a conversation can begin, by the first reason that gives one. */
const openings: { readonly [reason: string]: string } = {
  'lens.reason.needOffer': 'lens.opening.needOffer',
  'lens.reason.sharedAim': 'lens.opening.sharedAim',
  'lens.reason.samePlace': 'lens.opening.samePlace',
  'lens.reason.near': 'lens.opening.near',
  'lens.reason.roundCutPoint': 'lens.opening.near',
};

function opening(view: NetworkView, reasons: readonly LensText[]): string {
  const reason = reasons.find(({ code }) => openings[code]);
  return view.tell({ code: openings[reason?.code ?? ''] ?? 'lens.opening.other', params: reason?.params ?? [] });
}

/** A card for each introduction that `wanted` has, by what its proposal says. */
export function introductionCards(view: NetworkView, answer: LensAnswer, wanted: ReadonlySet<string>): Card[] {
  const listed = answer.introductions as { from: string; to: string; reasons: LensText[] }[];
  return listed
    .filter((_, at) => answer.actions[at] && wanted.has(view.tell(answer.actions[at])))
    .map(({ from, to, reasons }) => ({
      names: [view.name(from), t('lens.cardAnd', view.name(to))],
      lines: [opening(view, reasons), ...reasons.map((reason) => `• ${view.tell(reason)}`)],
    }));
}

export async function saveIntroductionCards(
  { workspace }: PanelContext,
  view: NetworkView,
  answer: LensAnswer,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { saveSheet } = await later('output', () => import('../output/output.ts'));
  const title = view.title || t('network.untitled');
  const section = {
    id: 'cards',
    title: t('lens.cardsTitle'),
    appendix: false,
    blocks: [{ kind: 'cards' as const, cards: introductionCards(view, answer, wanted) }],
  };
  await saveSheet(title, [section], `${fileNameOf(workspace.current?.replica.title ?? '')} ${t('lens.cardsFile')}`);
}
