// Whether this site has a relay for live sessions: a file beside the page says so, and where.
import { readSetting, writeSetting } from '../support/settings.ts';

/** What the file says: where the relay is, the right to look, and whether the site hands out rooms by itself. */
export interface LiveOffer {
  relay: string;
  view: string;
  passes?: string;
}

let offer: Promise<LiveOffer | null> | undefined;

/** Asks once. Null where there is none, or where nothing but a page answers; asked again after a failure of the connection. */
export function liveOffer(): Promise<LiveOffer | null> {
  offer ??= fetch('live.json')
    .then(async (response) => (response.ok ? offerOf(await response.json()) : null))
    .catch(() => {
      offer = undefined;
      return null;
    });
  return offer;
}

/** The offer for a room that this browser is in: what the file said last, where nothing answers now. */
export async function offerToGoOn(): Promise<LiveOffer | null> {
  const now = await liveOffer();
  if (now) {
    writeSetting(keptAs, JSON.stringify(now));
    return now;
  }
  try {
    return offerOf(JSON.parse(readSetting(keptAs) ?? 'null'));
  } catch {
    return null;
  }
}

const keptAs = 'live-offer';

function offerOf(json: unknown): LiveOffer | null {
  const { relay, view, passes } = (json ?? {}) as Partial<Record<keyof LiveOffer, unknown>>;
  if (typeof relay !== 'string' || typeof view !== 'string') return null;
  return { relay, view, ...(typeof passes === 'string' && { passes }) };
}

/** A pass to a room of this site's relay. `full`: it has none left; `blocked`: nothing answers. */
export async function newPass(passes: string): Promise<string | 'full' | 'blocked'> {
  const response = await fetch(new URL(passes, document.baseURI), { method: 'POST' }).catch(() => null);
  if (response?.ok) return (await response.text()).trim();
  return response?.status === 503 ? 'full' : 'blocked';
}
