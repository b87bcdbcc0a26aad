// Files that a link asks this site for: nothing is waited for without end, nothing too large is read, and every refusal is a sentence.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, before, mock, test } from 'node:test';
import { mostBytes } from '../../web/page/files/reading.ts';
import { ReaderCancelled } from '../../web/page/program/reader.ts';
import { bytesOfSite, longestSilence, nameOf, SiteFileRefused, siteUrl } from '../../web/page/share/site_file.ts';
import { moreWords, setLanguage } from '../../web/page/words/i18n.ts';

declare const IMPACTWEB_ROOT: string;

const page = 'https://example.org/map/?open=x';
const url = siteUrl('regio.json', page);

before(async () => {
  Object.defineProperty(globalThis, 'document', {
    value: { documentElement: { lang: '', querySelectorAll: () => [] } },
  });
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en'] }, configurable: true });
  const strings = (name: string) => readFileSync(join(IMPACTWEB_ROOT, 'assets', 'strings', 'en', name), 'utf8');
  globalThis.fetch = async (address) =>
    new Response(strings(/share/.test(String(address)) ? join('later', 'share.json') : 'page.json'));
  await setLanguage('en');
  await moreWords('share');
});

afterEach(() => mock.timers.reset());

/** A host that sends pieces of a body; null: and then nothing any more. */
function host(pieces: (Uint8Array | string | null)[], headers: Record<string, string> = {}, status = 200) {
  const told = { read: 0, ended: false };
  globalThis.fetch = async (_, { signal } = {}) => {
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          signal?.addEventListener('abort', () => {
            told.ended = true;
            // As a browser does with the body of a request that was aborted.
            try {
              controller.error(signal.reason);
            } catch {}
          });
        },
        pull: (controller) => {
          const piece = pieces[told.read];
          if (piece === null) return new Promise(() => {});
          told.read += 1;
          if (piece === undefined) controller.close();
          else controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
          return undefined;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { status, headers });
  };
  return told;
}

async function refusalOf(work: () => Promise<unknown> | unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof SiteFileRefused, String(error));
    return error.message;
  }
  throw new Error('it was not refused');
}

test('a file is put together of its pieces, and how far it is is told where that is known', async () => {
  const pieces = ['{"type":', '"impactweb"}'];
  for (const [headers, expected] of [
    [{ 'Content-Length': '20' }, ['8/20', '20/20']],
    [{ 'Content-Length': '12', 'Content-Encoding': 'br' }, []],
    [{}, []],
  ] as const) {
    host(pieces, headers);
    const told: string[] = [];
    const bytes = await bytesOfSite(url, 'regio.json', { onProgress: (done, total) => told.push(`${done}/${total}`) });
    assert.equal(new TextDecoder().decode(bytes), pieces.join(''));
    assert.deepEqual(told, expected);
  }
});

test('what is too large is refused before it is read, or as soon as it is known', async () => {
  const said = host(['x'], { 'Content-Length': String(mostBytes + 1) });
  assert.match(await refusalOf(() => bytesOfSite(url, 'regio.json', {})), /regio\.json.*256 MB/);
  assert.ok(said.ended && said.read === 0, 'nothing was read');
  const piece = new Uint8Array(2 ** 24);
  const unsaid = host(new Array(100).fill(piece), { 'Content-Length': '1000', 'Content-Encoding': 'gzip' });
  assert.match(await refusalOf(() => bytesOfSite(url, 'regio.json', {})), /256 MB/);
  assert.ok(unsaid.ended && unsaid.read === 17, `${unsaid.read} pieces were read`);
});

test('when nothing comes any more, that is said, and slow is not silent', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.fetch = (_, { signal } = {}) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const deaf = refusalOf(() => bytesOfSite(url, 'regio.json', {}));
  mock.timers.tick(longestSilence);
  assert.match(await deaf, /does not come in/);

  const slow = host(['a', 'b', 'c', null]);
  let heard = 0;
  const stuck = refusalOf(() =>
    bytesOfSite(url, 'regio.json', {}).catch((error: unknown) => {
      heard = slow.read;
      throw error;
    }),
  );
  for (let piece = 0; piece < 3; piece += 1) {
    mock.timers.tick(longestSilence - 1);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
  mock.timers.tick(longestSilence);
  assert.match(await stuck, /does not come in/);
  assert.equal(heard, 3);
});

test('it can be stopped, and a network that breaks off is one', async () => {
  host(['a', null]);
  const stop = new AbortController();
  const stopped = bytesOfSite(url, 'regio.json', { signal: stop.signal });
  setTimeout(() => stop.abort(), 5);
  await assert.rejects(stopped, ReaderCancelled);
  await assert.rejects(bytesOfSite(url, 'regio.json', { signal: AbortSignal.abort() }), ReaderCancelled);
  globalThis.fetch = async () => {
    throw new TypeError('Failed to fetch');
  };
  assert.match(await refusalOf(() => bytesOfSite(url, 'regio.json', {})), /could not be fetched/);
});

test('a web page in the place of a file is called that, and other markup is not', async () => {
  for (const text of [
    '<!DOCTYPE html><title>Log in</title>',
    '\ufeff\n <html lang="nl">',
    '<!-- portal -->\n<head>',
    '<!doctype  HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
  ]) {
    host([text], { 'Content-Type': 'text/html' });
    assert.match(await refusalOf(() => bytesOfSite(url, 'regio.json', {})), /web page/, text);
  }
  for (const text of [
    '<?xml version="1.0"?><gexf/>',
    '<graphml/>',
    '<htmlish/>',
    '{"type":"impactweb"}',
    'Naam;Plaats',
  ]) {
    host([text], { 'Content-Type': 'text/html' });
    assert.equal((await bytesOfSite(url, 'regio.json', {})).byteLength, text.length, text);
  }
  // Also when it begins with a few letters.
  host(['<', '!doctype html>']);
  assert.match(await refusalOf(() => bytesOfSite(url, 'regio.json', {})), /web page/);
  host(['gone'], {}, 404);
  assert.match(await refusalOf(() => bytesOfSite(url, 'regio.json', {})), /not on this site.*404/);
});

test('an address that is none, or of another site, is refused in words', async () => {
  for (const address of ['http://[', 'https://a b', '//'])
    assert.match(await refusalOf(() => siteUrl(address, page)), /not the address of a file/, address);
  for (const address of [
    'https://elsewhere.org/x.json',
    'data:text/plain,x',
    'javascript:alert(1)',
    '//elsewhere.org/x',
  ])
    assert.match(await refusalOf(() => siteUrl(address, page)), /only open files on this site/, address);
  assert.equal(siteUrl('maps/a.json', page).href, 'https://example.org/map/maps/a.json');
  assert.equal(nameOf(siteUrl('maps/r%C3%A9gio.json', page)), 'régio.json');
  assert.equal(nameOf(siteUrl('maps/%E0%A4%A', page)), '%E0%A4%A');
  assert.equal(nameOf(siteUrl('maps/', page)), '');
});
