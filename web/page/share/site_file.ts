// A file that lies on the same site as the page, for links such as `?open=maps/regio.json`.
import type { ReadNetwork } from '../bridge/commands.ts';
import { type InputFile, mostBytes, parseFiles, titled } from '../files/reading.ts';
import { type Following, ReaderCancelled } from '../program/reader.ts';
import { whileShown } from '../widgets/toast.ts';
import { moreWords, t } from '../words/i18n.ts';

/** A file that cannot be had, in words. */
export class SiteFileRefused extends Error {}

/** Milliseconds without a byte after which nothing more is expected. */
export const longestSilence = 30_000;

/** The address of a file as a link names it, relative to the page. Throws SiteFileRefused. */
export function siteUrl(address: string, page: string): URL {
  let url: URL;
  try {
    url = new URL(address, page);
  } catch {
    throw new SiteFileRefused(t('site.noAddress', address));
  }
  // A page that fetches what strangers put into a link must not do so from anywhere.
  if (url.origin !== new URL(page).origin) throw new SiteFileRefused(t('site.elsewhere', url.host || address));
  return url;
}

/** The last part of the path in letters; as it stands there when it is no text. */
export function nameOf({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Networks one has to log in to, and hosts that say in words what they lack, answer with a page in the place of a file. */
function isWebPage(bytes: Uint8Array): boolean {
  return /^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/is.test(
    new TextDecoder().decode(bytes.subarray(0, 1000)),
  );
}

/** Reads a body up to the most that can be opened. `heard` is called for each piece. Throws SiteFileRefused. */
async function bytesIn(response: Response, address: string, heard: (done: number) => void): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const refuseWebPage = (beginning: Uint8Array) => {
    if (isWebPage(beginning)) throw new SiteFileRefused(t('site.webPage', address));
  };
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) break;
    if (size === 0) refuseWebPage(value);
    size += value.byteLength;
    if (size > mostBytes) throw new SiteFileRefused(t('site.tooLarge', address, mostBytes / 2 ** 20));
    pieces.push(value);
    heard(size);
  }
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  // Its first piece may have been a few letters.
  refuseWebPage(bytes);
  return bytes;
}

/**
 * The bytes of a file of this site; `address` is what the link calls it. Nothing that is too large is read, and nothing is waited for
 * longer than `longestSilence`. Throws SiteFileRefused, and ReaderCancelled when `signal` ends it.
 */
export async function bytesOfSite(url: URL, address: string, { signal, onProgress }: Following): Promise<Uint8Array> {
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener('abort', end);
  let silent = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silent = true;
      end();
    }, longestSilence);
  };
  try {
    if (signal?.aborted) throw new ReaderCancelled();
    wait();
    const response = await fetch(url, { credentials: 'same-origin', signal: ending.signal });
    if (!response.ok) throw new SiteFileRefused(t('site.missing', address, response.status));
    const length = Number(response.headers.get('Content-Length') ?? 0);
    if (length > mostBytes) throw new SiteFileRefused(t('site.tooLarge', address, mostBytes / 2 ** 20));
    // Of a compressed body the length says nothing about how much there is to come.
    const total = response.headers.has('Content-Encoding') ? 0 : length;
    return await bytesIn(response, address, (done) => {
      wait();
      if (total > 0) onProgress?.(Math.min(done, total), total);
    });
  } catch (error) {
    if (error instanceof SiteFileRefused || error instanceof ReaderCancelled) throw error;
    if (signal?.aborted) throw new ReaderCancelled();
    throw new SiteFileRefused(t(silent ? 'site.silent' : 'site.offline', address));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    // What is still on its way is not wanted any more.
    end();
  }
}

/**
 * The network in the file at `address`, relative to the page. Says how far it is when that takes a moment, and lets it be stopped. Throws
 * SiteFileRefused and what `parseFiles` throws.
 */
export async function networkOfSite(address: string): Promise<ReadNetwork> {
  await moreWords('share');
  const url = siteUrl(address, location.href);
  return whileShown(t('site.fetching', address), t('common.cancel'), async ({ signal, onProgress }) => {
    // Half of the way is to fetch the file, half to read it.
    const half = (first: number) => ({
      signal,
      onProgress: (done: number, total: number) => onProgress(first + (total > 0 ? done / total : 1) / 2),
    });
    const file: InputFile = { name: nameOf(url), bytes: await bytesOfSite(url, address, half(0)) };
    const parsed = await parseFiles([file], {}, half(0.5));
    return { ...parsed, network: titled(parsed, [file]) };
  });
}
