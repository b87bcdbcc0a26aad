// A sheet with a card for each introduction: who, to whom, and why. To be printed, cut and handed over.
import type { LensAnswer, LensText } from '../api_types.ts';
import { fileNameOf } from '../files.ts';
import { t } from '../i18n.ts';
import { later } from '../later.ts';
import type { Card } from '../report/blocks.ts';
import type { Desk } from './desk.ts';
import type { Things } from './things.ts';

export function introductionCards(things: Things, answer: LensAnswer): Card[] {
  return (answer.introductions as { from: string; to: string; reasons: LensText[] }[]).map(({ from, to, reasons }) => ({
    names: [things.name(from), t('lens.cardAnd', things.name(to))],
    lines: reasons.map((reason) => `• ${things.tell(reason)}`),
  }));
}

export async function saveIntroductionCards({ workspace }: Desk, things: Things, answer: LensAnswer): Promise<void> {
  const { saveSheet } = await later('output', () => import('../output.ts'));
  const title = things.title || t('network.untitled');
  const section = {
    id: 'cards',
    title: t('lens.cardsTitle'),
    appendix: false,
    blocks: [{ kind: 'cards' as const, cards: introductionCards(things, answer) }],
  };
  await saveSheet(title, [section], `${fileNameOf(workspace.current?.replica.title ?? '')} ${t('lens.cardsFile')}`);
}
