// Opening what a link carries: as a copy of one's own, or to look at. It goes through the same reader as any file of a stranger.

import type { ReadNetwork } from '../bridge/commands.ts';
import { parseFiles } from '../files/reading.ts';
import { BadLink, networkOf } from '../links/codec.ts';
import { t } from '../words/i18n.ts';

/** A link that cannot be opened, in words. */
export class LinkRefused extends Error {}

/** The network of a link. Throws LinkRefused and what `parseFiles` throws. */
export async function networkOfLink(letters: string): Promise<ReadNetwork> {
  let network: ReturnType<typeof networkOf>;
  try {
    network = networkOf(letters);
  } catch (error) {
    if (!(error instanceof BadLink)) throw error;
    throw new LinkRefused(t(`share.${error.trouble}`));
  }
  const text = JSON.stringify({ type: 'impactweb', version: 1, network });
  return parseFiles([{ name: '', bytes: new TextEncoder().encode(text) }], { format: 'impactweb' });
}
