// A file that lies on the same site as the page, for links such as `?open=maps/regio.json`.
import { type InputFile, type Parsed, parseFiles, titled } from '../files.ts';
import { t } from '../i18n.ts';

/** A file that cannot be had, in words. */
export class SiteFileRefused extends Error {}

/** The network in the file at `address`, relative to the page. Throws SiteFileRefused and what `parseFiles` throws. */
export async function networkOfSite(address: string): Promise<Parsed> {
  const url = new URL(address, location.href);
  // A page that fetches what strangers put into a link must not do so from anywhere.
  if (url.origin !== location.origin) throw new SiteFileRefused(t('site.elsewhere', url.host));
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin' });
  } catch {
    throw new SiteFileRefused(t('site.offline', address));
  }
  if (!response.ok) throw new SiteFileRefused(t('site.missing', address, response.status));
  const file: InputFile = {
    name: decodeURIComponent(url.pathname.split('/').at(-1) ?? ''),
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
  const parsed = await parseFiles([file]);
  return { ...parsed, network: titled(parsed, [file]) };
}
