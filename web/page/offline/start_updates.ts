// Fetching what keeps the app in the browser, again and again until it is there.

import { later } from '../loading/late_parts.ts';
import { untilWorthwhile } from '../support/fetching.ts';
import type { Work } from './updates.ts';

/** Resolves when the app is watched for new versions, or when it never will be. Never rejects. */
export async function workOffline(work: Work): Promise<void> {
  for (let pause = 60_000; ; pause = Math.min(pause * 2, 3_600_000)) {
    try {
      const updates = await later('updates', () => import('./updates.ts'));
      return updates.workOffline(work);
    } catch (error) {
      console.debug('Impactweb: no work without a network', error);
    }
    await untilWorthwhile(pause);
  }
}
