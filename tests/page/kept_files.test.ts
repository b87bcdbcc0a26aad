import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Incomplete, KeptFiles, type SiteFile } from '../../web/page/offline/kept_files.ts';
import { cacheName, isOwnCache } from '../../web/page/support/cache_names.ts';

const scope = 'https://example.org/sub/';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const addressOf = (request: RequestInfo | URL) => (request instanceof Request ? request.url : String(request));

/** As much of the browser's caches as the worker uses. */
class Caches {
  readonly all = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const entries = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, entries);
    return {
      put: async (key: RequestInfo, response: Response) => void entries.set(addressOf(key), response),
      match: async (key: RequestInfo) => entries.get(addressOf(key))?.clone(),
      delete: async (key: RequestInfo) => entries.delete(addressOf(key)),
      keys: async () => [...entries.keys()].map((key) => new Request(key)),
    };
  }
  async match(key: RequestInfo, { cacheName: name }: { cacheName: string }) {
    return this.all.get(name)?.get(addressOf(key))?.clone();
  }
  async has(name: string) {
    return this.all.has(name);
  }
  async keys() {
    return [...this.all.keys()];
  }
  async delete(name: string) {
    return this.all.delete(name);
  }

  async texts(name: string): Promise<string[]> {
    const entries = [...(this.all.get(name)?.values() ?? [])];
    return (await Promise.all(entries.map((response) => response.clone().text()))).sort();
  }
}

const site = {
  'index.html': 'the page',
  'app.js': 'the script',
  'impactweb.wasm': 'the program',
  'reader.js': 'a reader',
};
const filesOf = (content: Record<string, string>): SiteFile[] =>
  Object.entries(content).map(([url, text]) => ({ url, revision: sha256(text), start: true }));
const portal = () => new Response('<title>Sign in</title>', { headers: { 'content-type': 'text/html' } });

/** A server, and the worker's files before it. `answer` may be changed while it goes on. */
function around(content: Record<string, string> = site, caches = new Caches()) {
  const asked: string[] = [];
  const server = {
    content,
    answer: null as null | ((path: string, request: Request) => Response | undefined),
  };
  const kept = new KeptFiles(filesOf(content), {
    scope,
    caches: caches as unknown as CacheStorage,
    fetch: async (request) => {
      const path = request.url.slice(scope.length) || 'index.html';
      asked.push(`${path} ${request.cache}`);
      const other = server.answer?.(path, request);
      if (other) return other;
      const text = server.content[path];
      return text === undefined ? new Response('', { status: 404 }) : new Response(text);
    },
  });
  return { kept, caches, server, asked };
}

/** What the worker before this one left: whatever was answered, under the beginning of the digest that it was meant to have. */
async function earlier(caches: Caches, content: Record<string, string>, meant: Record<string, string> = content) {
  const cache = await caches.open(`workbox-precache-v2-${scope}`);
  for (const [url, text] of Object.entries(content))
    await cache.put(
      `${scope}${url}?__WB_REVISION__=${sha256(meant[url] ?? text).slice(0, 16)}` as unknown as Request,
      new Response(text),
    );
}

test('only what has its digest is kept, and what was right is not fetched again', async () => {
  const { kept, caches, server, asked } = around();
  server.answer = (path) => (path === 'impactweb.wasm' ? portal() : undefined);
  await assert.rejects(kept.complete(), Incomplete);
  assert.deepEqual(await caches.texts(cacheName(scope)), ['a reader', 'the page', 'the script']);
  assert.deepEqual(
    asked.filter((line) => line.startsWith('impactweb.wasm')),
    ['impactweb.wasm no-cache', 'impactweb.wasm reload'],
    'the second way goes past the cache of the browser',
  );
  asked.length = 0;
  server.answer = null;
  await kept.complete();
  assert.deepEqual(asked, ['impactweb.wasm no-cache']);
  assert.equal((await caches.texts(cacheName(scope))).length, 4);
});

test('a login page, a redirect, an error, or a half published update is never kept', async () => {
  const answers: (() => Response)[] = [
    portal,
    () => Response.redirect('https://portal.example/'),
    () => new Response('the script', { status: 500 }),
    () => new Response('the script of before'),
    () => Object.defineProperty(new Response('the script'), 'redirected', { value: true }),
    () => Object.defineProperty(new Response('the script'), 'type', { value: 'opaque' }),
    () => {
      throw new TypeError('no network');
    },
  ];
  for (const answer of answers) {
    const { kept, caches, server } = around();
    server.answer = (path) => (path === 'app.js' ? answer() : undefined);
    await assert.rejects(kept.complete(), Incomplete);
    assert.ok(!(await caches.texts(cacheName(scope))).some((text) => /script|Sign in/.test(text)));
  }
});

test('behind a portal it is soon given up', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`part${i}.js`, `part ${i}`]));
  const { kept, caches, server, asked } = around(many);
  server.answer = portal;
  await assert.rejects(kept.complete(), Incomplete);
  assert.ok(asked.length < 20, `${asked.length} requests`);
  assert.deepEqual(await caches.texts(cacheName(scope)), []);
});

test('what the browser cached of a portal is gone past', async () => {
  const { kept, caches, server } = around();
  server.answer = (_, request) => (request.cache === 'reload' ? undefined : portal());
  await kept.complete();
  assert.equal((await caches.texts(cacheName(scope))).length, 4);
});

test('a copy that was damaged is not given, and a right one takes its place', async () => {
  const { kept, caches } = around();
  await kept.complete();
  const file = kept.fileAt(`${scope}app.js`);
  assert.ok(file);
  const entries = caches.all.get(cacheName(scope));
  const key = [...(entries?.keys() ?? [])].find((each) => each.includes('app.js')) ?? '';
  entries?.set(key, new Response('damaged'));
  assert.equal(await kept.get(file), null);
  assert.equal(await kept.canStart(), false);
  assert.equal(await (await kept.fetch(file))?.text(), 'the script');
  assert.equal(await (await kept.get(file))?.text(), 'the script');
  assert.equal(await kept.canStart(), true);
});

test('after everything was removed nothing comes back by being asked for', async () => {
  const { kept, caches } = around();
  await kept.complete();
  await caches.delete(cacheName(scope));
  const file = kept.fileAt(`${scope}app.js`);
  assert.ok(file);
  assert.equal(await kept.get(file), null);
  assert.equal(await (await kept.fetch(file))?.text(), 'the script');
  assert.deepEqual(await caches.keys(), []);
});

test('the page answers for its own files alone', () => {
  const { kept } = around({ ...site, 'strings/nl.json': '{}' });
  for (const [address, url] of [
    [scope, 'index.html'],
    [`${scope}?open=a.json&view`, 'index.html'],
    [`${scope}index.html#share=x`, 'index.html'],
    [`${scope}app.js?again=1`, 'app.js'],
    [`${scope}strings/nl.json`, 'strings/nl.json'],
    [`${scope}blog/`, undefined],
    [`${scope}blog/index.html`, undefined],
    [`${scope}maps/region.json`, undefined],
    ['https://example.org/index.html', undefined],
    ['https://other.example/sub/app.js', undefined],
  ] as const)
    assert.equal(kept.fileAt(address)?.url, url, address);
});

test('an earlier version that kept a portal is found out, by the digests of its own list', async () => {
  const sound = new Caches();
  await earlier(sound, { ...site, 'style.css': 'looks' });
  assert.deepEqual(await around(site, sound).kept.poisoned(), { any: false, start: false });

  for (const [file, start] of [
    ['index.html', true],
    ['app.js', true],
    ['impactweb.wasm', true],
    ['chunk-ABCDEFGH.js', true],
    ['reader.js', false],
    ['share-ABCDEFGH.js', false],
  ] as const) {
    const caches = new Caches();
    const before = {
      ...site,
      'index.html': 'a page with "chunk-ABCDEFGH.js"',
      'style.css': 'looks',
      'chunk-ABCDEFGH.js': 'shared',
      'share-ABCDEFGH.js': 'share',
    };
    await earlier(caches, { ...before, [file]: '<title>Sign in</title>' }, before);
    const { kept } = around(site, caches);
    assert.deepEqual(await kept.poisoned(true), { any: true, start }, file);
    assert.ok(!(await caches.texts(`workbox-precache-v2-${scope}`)).includes('<title>Sign in</title>'), 'it goes');
  }
  const torn = new Caches();
  await earlier(torn, { 'index.html': 'a page without its script' });
  assert.deepEqual(await around(site, torn).kept.poisoned(), { any: true, start: true });
  assert.deepEqual(await around(site).kept.poisoned(), { any: false, start: false }, 'a first visit');
});

test('what an earlier version kept rightly is taken over, and what it kept wrongly is not', async () => {
  const caches = new Caches();
  await earlier(caches, { ...site, 'app.js': '<title>Sign in</title>' }, site);
  const { kept, asked } = around(site, caches);
  await kept.complete();
  assert.deepEqual(asked, ['app.js no-cache']);
  assert.deepEqual(await caches.texts(cacheName(scope)), Object.values(site).sort());
});

test('a page of before has its parts until it is closed', async () => {
  const caches = new Caches();
  const before = { ...site, 'share-OLDOLD12.js': 'share of before', 'rest-00aa.wasm': 'rest of before' };
  await around(before, caches).kept.complete();
  const { kept } = around({ ...site, 'app.js': 'a newer script' }, caches);
  await kept.complete();
  await kept.outdate(['old tab']);
  const old = `${scope}share-OLDOLD12.js`;
  assert.equal(kept.fileAt(old), null);
  assert.ok(kept.mayBeOutdated(old) && kept.mayBeOutdated(`${scope}rest-00aa.wasm`));
  assert.ok(!kept.mayBeOutdated(`${scope}blog/share-OLDOLD12.js`) && !kept.mayBeOutdated(`${scope}maps/a.json`));
  assert.equal(await (await kept.getOutdated(old))?.text(), 'share of before');
  await kept.tidy(['old tab', 'new tab']);
  assert.equal(await (await kept.getOutdated(old))?.text(), 'share of before');
  await kept.tidy(['new tab']);
  assert.equal(await kept.getOutdated(old), null);
  assert.deepEqual(await caches.texts(cacheName(scope)), ['a newer script', 'a reader', 'the page', 'the program']);
});

test('the cache of Workbox goes when no page of before is open, and files of a version that is on its way stay', async () => {
  const caches = new Caches();
  await earlier(caches, { ...site, 'share-OLDOLD12.js': 'share of before' });
  const { kept } = around(site, caches);
  await kept.complete();
  await kept.outdate(['old tab']);
  assert.equal(await (await kept.getOutdated(`${scope}share-OLDOLD12.js`))?.text(), 'share of before');
  const newer = around({ ...site, 'app.js': 'a newer script' }, caches);
  newer.server.answer = (path) => (path === 'app.js' ? undefined : portal());
  await newer.kept.complete();
  await kept.tidy([]);
  assert.deepEqual(await caches.keys(), [cacheName(scope)]);
  assert.ok((await caches.texts(cacheName(scope))).includes('a newer script'));
});

test('the caches of a page in a folder below are not ours', () => {
  assert.ok(isOwnCache(cacheName(scope), scope));
  assert.ok(isOwnCache(`workbox-precache-v2-${scope}`, scope));
  assert.ok(!isOwnCache(cacheName(`${scope}below/`), scope));
  assert.ok(!isOwnCache(`workbox-precache-v2-${scope}below/`, scope));
  assert.ok(!isOwnCache('blog', scope));
});
