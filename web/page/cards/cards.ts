// Contribution cards, in one piece: they are fetched when somebody asks, answers or collects.

import { unpacked } from '../links/codec.ts';
import { fetchLater } from '../loading/late_parts.ts';
import { moreWords } from '../words/i18n.ts';
import { showCard } from './ask.ts';
import { cardFromJson } from './card.ts';

export { contributionsInFile, NotACard } from './card.ts';
export { collect, contributionOfLink } from './collect.ts';

/** The words and the style of all of it. */
export async function prepare(): Promise<void> {
  await Promise.all([fetchLater('cards'), moreWords('share')]);
}

/** Shows the card of a link on the page. Throws BadLink and NotACard. */
export function showCardOfLink(letters: string): { stop(): void } {
  return showCard(cardFromJson(unpacked(letters)));
}
