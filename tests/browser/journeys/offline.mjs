// Without a network, with a new version, and with everything removed. The network goes by stopping the server, in every browser alike.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../web/serve.mjs';
import { asksBeforeClosing, find, use } from './screen_reader.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'dist');

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const answers = {
  portal: (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=600' })
      .end('<!doctype html><title>Sign in</title><h1>Welcome to the wifi</h1>'),
  // Not for the browser's own cache, which nothing goes past where not even a script came.
  fleeting: (response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' }).end('<title>Sign in</title>'),
  elsewhere: (response) => response.writeHead(302, { location: 'http://127.0.0.1:9/sign-in' }).end(),
  gone: (response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('404'),
};

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Writes a file of the site, without the packed copies of another one. */
function publish(site, name, content) {
  writeFileSync(join(site.root, name), content);
  for (const copy of ['.br', '.gz']) rmSync(join(site.root, name + copy), { force: true });
}

const read = (site, name) => readFileSync(join(site.root, name), 'utf8');

/** The worker whose list has other digests for the files in `content`. */
function workerFor(site, content) {
  let worker = read(site, 'service-worker.js');
  for (const [name, text] of Object.entries(content)) {
    const entry = new RegExp(`(url:"${name.replace('.', '\\.')}",revision:")[0-9a-f]+`);
    if (!entry.test(worker)) throw new Error(`the worker has no ${name}`);
    worker = worker.replace(entry, `$1${sha256(text)}`);
  }
  return worker;
}

/** Requests that fail are told by the browser and in the console; these were the point. */
export function expectFailures(browser) {
  const expected =
    /Failed to (load|fetch)|404|NetworkError|Service ?Worker|MIME|preload|Loading|blocked|importing|redirect|cannot be fetched|fetching\.|Unexpected token '<'|^Error$/i;
  for (let at = browser.problems.length; at-- > 0; )
    if (expected.test(browser.problems[at])) browser.problems.splice(at, 1);
}

/** How many files are kept, and whether one of them is the page of a wifi. */
const keptTexts = `caches.keys().then(async (names) => {
  const texts = [];
  for (const name of names) {
    const cache = await caches.open(name);
    for (const key of await cache.keys()) texts.push(await (await cache.match(key)).text());
  }
  return { files: texts.length, poisoned: texts.filter((text) => text.includes('Welcome to the wifi')).length };
})`;
const online = `(window.dispatchEvent(new Event('online')), true)`;
export const said = (text) => `document.querySelector('#toast').textContent.includes(${JSON.stringify(text)})`;
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits for something on the side of the server. */
async function happens(what, condition, milliseconds = 30_000) {
  for (const end = Date.now() + milliseconds; !condition(); await wait(100))
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds / 1000} s`);
}

/** As the worker of earlier versions did: keeps whatever is answered, under the beginning of the digest that it should have. */
function earlierWorker(site) {
  const list = [...read(site, 'service-worker.js').matchAll(/url:"([^"]+)",revision:"([0-9a-f]{16})/g)].map(
    ([, url, revision]) => [url, revision],
  );
  return `const list = ${JSON.stringify(list)};
const name = 'workbox-precache-v2-' + registration.scope;
const key = (url, revision) => registration.scope + url + '?__WB_REVISION__=' + revision;
addEventListener('install', (event) => event.waitUntil(caches.open(name).then((cache) => Promise.all(list.map(
  async ([url, revision]) => cache.put(key(url, revision), await fetch(url, { cache: 'no-cache' })))))));
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', (event) => { if (event.data === 'take over') skipWaiting(); });
addEventListener('fetch', (event) => {
  const path = event.request.url.replace(/[?#].*/, '').slice(registration.scope.length);
  const entry = list.find(([url]) => url === (event.request.mode === 'navigate' ? 'index.html' : path));
  if (entry) event.respondWith(caches.match(key(...entry), { cacheName: name }).then((found) => found ?? fetch(event.request)));
});`;
}

/** A copy of the site that a journey may change and stop, and before which a wifi may stand that wants somebody to sign in. */
async function ownSite() {
  const root = mkdtempSync(join(tmpdir(), 'impactweb-site-'));
  cpSync(dist, root, { recursive: true });
  const port = await freePort();
  let running;
  const site = {
    root,
    url: '',
    /** What is answered in the place of a file: a name in `answers`. */
    instead: () => undefined,
    /** The files for which something else was answered. */
    spoilt: [],
    start: async () => {
      const instead = (path, response) => {
        const how = site.instead(path);
        if (how === undefined) return false;
        site.spoilt.push(path);
        answers[how](response);
        return true;
      };
      running = await serve({ root, port, prefix: 'sub', instead });
      site.url = running.url;
    },
    stop: async () => {
      running.server.closeAllConnections?.();
      await new Promise((resolve) => running.server.close(resolve));
    },
    end: async () => {
      await site.stop().catch(() => {});
      rmSync(root, { recursive: true, force: true });
    },
  };
  await site.start();
  return site;
}

/** The service worker has taken everything in. */
export const kept = `navigator.serviceWorker.getRegistration().then((r) => !!r?.active && r.active.state === 'activated')`;
export const ready = 'window.impactweb ? impactweb.ready.then(() => true) : false';
const labels = 'impactweb.snapshot().network.nodes.map((node) => node.label)';

/** The files that have come over the network for this page, and the bytes of each as it came: packed. */
const fetched = `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .filter(({ encodedBodySize }) => encodedBodySize > 0)
  .map(({ name, encodedBodySize }) => [name.slice(name.lastIndexOf('/') + 1), encodedBodySize])
  .filter(([file]) => !/^(rest-|service-worker)/.test(file))`;

/** A journey on a site of its own, which ends with it. */
export function onOwnSite(walk) {
  return async (world) => {
    const site = await ownSite();
    try {
      await walk(world, site);
    } finally {
      await site.end();
    }
  };
}

/** The sample with its whole program, and no worker to keep it: what comes later comes from the network. */
export async function openUnkept({ open, until }, site) {
  site.instead = (path) => (path === 'service-worker.js' ? 'gone' : undefined);
  const browser = await open('#sample', { url: site.url });
  await browser.evaluate(`${find('button', 'Skip', true)}?.click()`);
  await until(
    browser,
    `performance.getEntriesByType('resource').some(({ name }) => name.includes('rest-'))`,
    'the whole program is there',
  );
  // It is not asked for again before long: a server that stops is not what refuses it.
  await happens('the worker is refused', () => site.spoilt.includes('service-worker.js'));
  return browser;
}

export const journeys = [
  {
    name: 'first visit: each file of the typeface is asked for once, for the page and the canvas alike',
    walk: onOwnSite(async ({ open, until }, site) => {
      const asked = [];
      site.instead = (path) => {
        if (path.startsWith('fonts/')) asked.push(path);
        return path === 'service-worker.js' ? 'gone' : undefined;
      };
      const browser = await open('#sample', { url: site.url });
      await until(browser, `document.fonts.check('bold 16px Atkinson')`, 'the page writes with it');
      await happens('the worker is refused', () => site.spoilt.includes('service-worker.js'));
      await browser.evaluate(`impactweb.export('svg').then((blob) => blob.size > 0)`);
      if (asked.sort().join() !== 'fonts/bold.ttf,fonts/icons.ttf,fonts/regular.ttf') throw new Error(asked.join());
      expectFailures(browser);
    }),
  },
  {
    name: 'weak network: the picture comes first and weighs little; what is done before the rest is there, waits for it',
    differs: 'loading',
    walk: onOwnSite(async ({ engine, open, until }, site) => {
      const rest = readdirSync(site.root).filter((name) => name.startsWith('rest-'));
      const move = (from, to) => {
        for (const name of rest) renameSync(join(site.root, from + name), join(site.root, to + name));
      };
      move('', 'lost-');
      const browser = await open('#sample', { url: site.url });
      const files = new Map(await browser.evaluate(fetched));
      const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
      // WebKit asks for Brotli over https alone.
      if (!files.get('impactweb.wasm') || bytes > (engine === 'webkit' ? 430_000 : 350_000))
        throw new Error(`a first visit is ${bytes} bytes: ${JSON.stringify([...files])}`);
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { label: 'By a script' } }])`);
      const nodes = await browser.evaluate('impactweb.stats().nodes');
      await browser.evaluate('document.activeElement.blur()');
      await browser.press('n');
      await until(
        browser,
        `document.querySelector('#toast').textContent.includes('look around already')`,
        'it is told',
      );
      await until(browser, `document.querySelector('#saved').dataset.status === 'waiting'`, 'and shown as not saved');
      if (!(await browser.evaluate(asksBeforeClosing)))
        throw new Error('closing the window would lose the key without a word');
      await browser.evaluate(`(document.querySelector('#home').click(), true)`);
      await until(
        browser,
        `!!document.querySelector('dialog')?.textContent.includes('waits for the rest')`,
        'home asks',
      );
      await browser.press('Escape');
      if ((await browser.evaluate('impactweb.stats().nodes')) !== nodes) throw new Error('edited without the rest');
      move('lost-', '');
      await until(browser, `impactweb.stats().nodes === ${nodes + 1}`, 'the key is answered after all', 60_000);
      await until(browser, `document.querySelector('#toast').textContent === ''`, 'the notice goes');
      await until(browser, `document.activeElement.dataset.key === 'title'`, 'the name waits to be typed');
      await browser.type('Later');
      await until(browser, `${labels}.includes('Later') && ${labels}.includes('By a script')`, 'nothing is lost');
      // The browser tells of files that were not there; this time that was the point.
      for (let at = browser.problems.length; at-- > 0; )
        if (/404/.test(browser.problems[at])) browser.problems.splice(at, 1);
    }),
  },
  {
    name: 'offline: the second visit needs no network, and what is edited then is there after a reload',
    differs: 'service workers',
    walk: onOwnSite(async ({ open, until }, site) => {
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await site.stop();
      await browser.reload();
      await until(browser, ready, 'the page without a network', 60_000);
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { label: 'Without a network' } }])`);
      await until(browser, `document.querySelector('#saved').dataset.status === 'saved'`, 'it is saved');
      await browser.reload();
      await until(browser, ready, 'the page once more', 60_000);
      await until(browser, `${labels}.includes('Without a network') && ${labels}.length > 10`, 'all of it is there');
      await browser.evaluate(`location.hash = 'new'`);
      await until(browser, 'impactweb.stats().nodes === 0', 'a new network as well');
      await browser.evaluate(
        `impactweb.open('From,To\\nA,B\\n', { format: 'csv', mode: 'replace' }).then(({ nodes }) => { if (nodes !== 2) throw new Error('read ' + nodes); return true; })`,
      );
      await until(browser, 'impactweb.stats().nodes === 2', 'a file is read, by the other program');
    }),
  },
  {
    name: 'offline: a new version is announced, waits for a word, and keeps the edit',
    differs: 'service workers',
    walk: onOwnSite(async (world, site) => {
      const { open, until } = world;
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await browser.reload();
      await until(
        browser,
        `window.impactweb ? impactweb.ready.then(() => !!navigator.serviceWorker.controller) : false`,
        'served by it',
        60_000,
      );
      const page = read(site, 'index.html').replace('<body>', '<body data-version="new">');
      publish(site, 'index.html', page);
      publish(site, 'service-worker.js', workerFor(site, { 'index.html': page }));
      await browser.evaluate(`navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true)`);
      await until(browser, `!!${find('button', 'Update now', true)}`, 'it is announced', 60_000);
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { label: 'Just before' } }])`);
      await browser.evaluate(`new Promise((resolve) => setTimeout(() => resolve(true), 1000))`);
      await until(browser, `document.body.dataset.version === undefined`, 'and not taken by itself');
      await use(world, browser, 'button', 'Update now', true);
      await until(browser, `document.body.dataset.version === 'new'`, 'the new version is there', 60_000);
      await until(
        browser,
        `window.impactweb ? impactweb.ready.then(() => ${labels}.includes('Just before')) : false`,
        'with the edit',
      );
    }),
  },
  ...[
    ['of all files', () => true],
    ['of all but the worker itself', (path) => path !== 'service-worker.js'],
    ['of one program', (path) => path === 'impactweb.wasm'],
    ['of one program, by sending elsewhere', (path) => path === 'reader.wasm', 'elsewhere'],
  ].map(([of, spoils, how = 'portal']) => ({
    name: `offline: a wifi that asks to sign in, in the place ${of} of the first visit, is not kept, and the app is kept later`,
    walk: onOwnSite(async ({ open, until }, site) => {
      const browser = await open('#sample', { url: site.url });
      site.instead = (path) => (spoils(path) ? how : undefined);
      await happens('the wifi answers', () => site.spoilt.length > 0);
      await wait(2500);
      const { files, poisoned } = await browser.evaluate(keptTexts);
      if (poisoned > 0) throw new Error(`${poisoned} of ${files} files are the page of the wifi`);
      if (await browser.evaluate(kept)) throw new Error('it is taken for kept');
      site.instead = () => undefined;
      await browser.evaluate(online);
      await until(browser, kept, 'the app is kept in the same visit', 60_000);
      await site.stop();
      await browser.reload();
      await until(browser, ready, 'the page without a network', 60_000);
      expectFailures(browser);
    }),
  })),
  {
    name: 'offline: a wifi that asks to sign in does not hinder a second visit, and its own pages can be reached',
    differs: 'service workers',
    walk: onOwnSite(async ({ open, until }, site) => {
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      site.instead = () => 'portal';
      await browser.reload();
      await until(browser, ready, 'the page behind the wifi', 60_000);
      await browser.goto(`${site.url}sign-in`);
      await until(browser, `document.title === 'Sign in'`, 'the page to sign in');
      await browser.goto(`${site.url}#new`);
      await until(browser, ready, 'the page once more', 60_000);
      const { poisoned } = await browser.evaluate(keptTexts);
      if (poisoned > 0) throw new Error('the page of the wifi is kept');
      expectFailures(browser);
    }),
  },
  ...[
    ['the page', ['index.html']],
    ['the script', ['app.js']],
    ['a program', ['impactweb.wasm']],
    ['everything', null],
  ].map(([of, names]) => ({
    name: `offline: where an earlier version kept a wifi in the place of ${of}, the next visit puts it right without a word`,
    walk: onOwnSite(async ({ open, until }, site) => {
      const worker = read(site, 'service-worker.js');
      publish(site, 'service-worker.js', earlierWorker(site));
      const browser = await open('', { url: site.url });
      // What brings the worker into the page has to come, or none would ever have kept anything.
      const brings = (path) => path === 'service-worker.js' || path.startsWith('updates-');
      site.instead = (path) => (!brings(path) && (names?.includes(path) ?? true) ? 'portal' : undefined);
      await until(browser, kept, 'the earlier worker is there', 60_000);
      site.instead = () => undefined;
      const { poisoned } = await browser.evaluate(keptTexts);
      if (poisoned === 0) throw new Error('nothing is wrong to begin with');
      await browser.goto(`${site.url}licences.txt`);
      publish(site, 'service-worker.js', worker);
      await browser.goto(`${site.url}#sample`);
      await until(browser, ready, 'the page is there by itself', 60_000);
      await until(browser, `${labels}.length > 10`, 'with what the address asks for');
      await until(browser, `${keptTexts}.then(({ poisoned }) => poisoned === 0)`, 'what was wrong is gone');
      await site.stop();
      await browser.reload();
      await until(browser, ready, 'the page without a network', 60_000);
      expectFailures(browser);
    }),
  })),
  {
    name: 'offline: an update that is half published is not taken, and is once it is whole',
    differs: 'service workers',
    walk: onOwnSite(async ({ open, until }, site) => {
      const before = read(site, 'app.js');
      const app = `${before}\ndocument.documentElement.dataset.version = 'new';\n`;
      const worker = workerFor(site, { 'app.js': app });
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await browser.reload();
      await until(browser, ready, 'served by it', 60_000);
      // The worker first, its files later.
      publish(site, 'service-worker.js', worker);
      await browser.evaluate(
        `navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true, () => true)`,
      );
      await wait(3000);
      if (await browser.evaluate(`navigator.serviceWorker.getRegistration().then((r) => !!r.waiting)`))
        throw new Error('half an update waits to be taken');
      await browser.reload();
      await until(browser, ready, 'the version of before goes on', 60_000);
      publish(site, 'app.js', app);
      await wait(500);
      await browser.evaluate(
        `navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true, () => true)`,
      );
      await until(browser, `!!${find('button', 'Update now', true)}`, 'it is announced', 60_000);
      expectFailures(browser);
    }),
  },
  {
    name: 'offline: new files beside a worker of before are not kept as what they are not',
    walk: onOwnSite(async ({ open, until }, site) => {
      const app = `${read(site, 'app.js')}\ndocument.documentElement.dataset.version = 'new';\n`;
      const worker = workerFor(site, { 'app.js': app });
      publish(site, 'app.js', app);
      const browser = await open('#sample', { url: site.url });
      await until(
        browser,
        `navigator.serviceWorker.getRegistrations().then(() => caches.keys()).then((keys) => keys.length > 0)`,
        'it was tried',
        60_000,
      );
      await wait(2500);
      if (await browser.evaluate(kept)) throw new Error('kept, with a script that is not the one of the list');
      publish(site, 'service-worker.js', worker);
      await browser.evaluate(online);
      await until(browser, kept, 'kept once it fits', 60_000);
      await site.stop();
      await browser.reload();
      await until(browser, ready, 'the page without a network', 60_000);
      await until(browser, `document.documentElement.dataset.version === 'new'`, 'the new version');
      expectFailures(browser);
    }),
  },
  {
    name: 'offline: what is kept and then lost or damaged comes from the network and is kept again',
    differs: 'service workers',
    walk: onOwnSite(async ({ open, until }, site) => {
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await browser.reload();
      await until(browser, ready, 'served by it', 60_000);
      await browser.evaluate(`caches.keys().then(async ([name]) => {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) {
          if (/app\\.js|index\\.html/.test(key.url)) await cache.delete(key);
          if (/impactweb\\.wasm|nl\\.json/.test(key.url)) await cache.put(key, new Response('damaged'));
        }
        return true;
      })`);
      await browser.reload();
      await until(browser, ready, 'the page is there', 60_000);
      await until(
        browser,
        `caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).filter(({ url }) => /app\\.js|index\\.html/.test(url)).length === 2)`,
        'it is kept again',
        60_000,
      );
      await wait(1500);
      await site.stop();
      await browser.reload();
      await until(browser, ready, 'the page without a network', 60_000);
    }),
  },
  {
    name: 'offline: what else lies in the folder is not ours',
    walk: onOwnSite(async ({ open, until }, site) => {
      mkdirSync(join(site.root, 'blog'));
      publish(site, 'blog/index.html', '<!doctype html><title>A blog</title>');
      publish(site, 'blog/app.js', 'theirs');
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await browser.goto(`${site.url}blog/index.html`);
      await until(browser, `document.title === 'A blog'`, 'the blog');
      await until(browser, `fetch('app.js').then((r) => r.text()).then((text) => text === 'theirs')`, 'and its files');
      // This server lists no folders: what it says of them is what a visitor gets.
      await browser.goto(`${site.url}blog/`);
      await until(browser, `document.body.textContent.trim() === '404'`, 'the folder of the blog');
      await browser.goto(`${site.url}index.html?from=blog#sample`);
      await until(browser, ready, 'the page by its own name', 60_000);
      // The browser asks for an icon of the blog.
      expectFailures(browser);
    }),
  },
  {
    name: 'late parts: without a network Share says so, and a second press does it',
    differs: 'imports of modules',
    walk: onOwnSite(async (world, site) => {
      const { until } = world;
      const browser = await openUnkept(world, site);
      await site.stop();
      await use(world, browser, 'button', 'Share', true);
      await until(browser, said('there is no internet'), 'it is said');
      const refused = await browser.evaluate(`impactweb.export('svg').then(() => 'made', (error) => error.message)`);
      if (!/cannot be fetched, because there is no internet/.test(refused)) throw new Error(refused);
      await site.start();
      site.instead = (path) => (/^(service-worker|share)/.test(path) ? 'portal' : undefined);
      await use(world, browser, 'button', 'Try again', true);
      await until(browser, said('asks you to sign in'), 'the wifi is named');
      site.instead = (path) => (path.startsWith('service-worker') ? 'gone' : undefined);
      await use(world, browser, 'button', 'Share', true);
      await until(browser, `document.querySelector('#share-link')?.value.includes('#share=')`, 'the link is there');
      await until(browser, `document.querySelector('#toast').textContent === ''`, 'and the notice is gone');
      expectFailures(browser);
    }),
  },
  ...[
    ['Insight', (browser, world) => use(world, browser, 'button', 'Insight', true), 'Insight cannot be fetched'],
    [
      'a picture',
      async (browser, world) => {
        await use(world, browser, 'button', 'Save', true);
        await use(world, browser, 'menuitem', 'Picture');
      },
      // Its script may have come with what printing needs.
      'cannot be fetched, because there is no internet',
    ],
    ['the page on data', (browser) => browser.evaluate(`(location.hash = 'data', true)`), 'about your data cannot be'],
    [
      'a spreadsheet',
      async (browser, world) => {
        await use(world, browser, 'button', 'Save', true);
        await use(world, browser, 'menuitem', 'Spreadsheet');
      },
      'reads and makes files cannot be fetched',
    ],
  ].map(([name, press, sentence]) => ({
    name: `late parts: without a network ${name} says so`,
    engines: ['chromium', 'firefox'],
    walk: onOwnSite(async (world, site) => {
      const { until } = world;
      const browser = await openUnkept(world, site);
      await site.stop();
      await press(browser, world);
      await until(browser, said(sentence), 'it is said');
      expectFailures(browser);
    }),
  })),
  {
    name: 'late parts: a page of before a new version says that it is, and offers to load it',
    walk: onOwnSite(async (world, site) => {
      const { open, until } = world;
      site.instead = (path) => (path === 'service-worker.js' ? 'gone' : undefined);
      const browser = await open('#sample', { url: site.url });
      await browser.evaluate(`${find('button', 'Skip', true)}?.click()`);
      site.instead = (path) => (/^(share-|service-worker)/.test(path) ? 'gone' : undefined);
      await use(world, browser, 'button', 'Share', true);
      await until(browser, said('was updated since you opened this page'), 'it is said');
      site.instead = (path) => (path === 'service-worker.js' ? 'gone' : undefined);
      await browser.evaluate('(window.before = true)');
      await use(world, browser, 'button', 'Reload', true);
      await until(browser, `!window.before && (${ready})`, 'the page is loaded anew', 60_000);
      expectFailures(browser);
    }),
  },
  {
    name: 'late parts: a tab of before a new version has its own parts, kept until it is closed',
    engines: ['chromium', 'firefox'],
    walk: onOwnSite(async (world, site) => {
      const { open, until } = world;
      const browser = await open('#sample', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await browser.reload();
      await until(browser, ready, 'served by it', 60_000);
      const share = readdirSync(site.root).find((name) => /^share-\w+\.js$/.test(name));
      const renamed = share.replace(/-\w+/, '-NEWNEW23');
      publish(site, renamed, `${read(site, share)}\n`);
      const page = read(site, 'index.html').replace(share, renamed);
      let worker = workerFor(site, { 'index.html': page });
      worker = worker.replace(
        new RegExp(`url:"${share}",revision:"[0-9a-f]+"`),
        `url:"${renamed}",revision:"${sha256(read(site, renamed))}"`,
      );
      publish(site, 'index.html', page);
      publish(site, 'service-worker.js', worker);
      for (const end of ['', '.br', '.gz']) rmSync(join(site.root, share + end));
      const other = await browser.another(site.url);
      await until(other, ready, 'another tab', 60_000);
      await other.evaluate(`navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true)`);
      await until(other, `navigator.serviceWorker.getRegistration().then((r) => !!r.waiting)`, 'the update', 60_000);
      await other.evaluate(
        `navigator.serviceWorker.getRegistration().then((r) => { r.waiting.postMessage('take over'); return true; })`,
      );
      await until(browser, said('updated in another tab'), 'the old tab hears of it', 60_000);
      await use(world, browser, 'button', 'Share', true);
      await until(browser, `document.querySelector('#share-link')?.value.includes('#share=')`, 'its part is there');
      await other.close();
      await browser.reload();
      await until(browser, ready, 'the new version', 60_000);
      await until(
        browser,
        `caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).every(({ url }) => !url.includes('${share}')))`,
        'what nobody needs goes',
        60_000,
      );
    }),
  },
  ...[
    ['script', (path) => path === 'app.js', 'has not begun yet'],
    [
      'startup check',
      (path) => ['app.js', 'startup_check.js', 'style.css'].includes(path),
      'has not begun yet',
      'fleeting',
    ],
    ['program', (path) => path === 'impactweb.wasm', 'asks you to sign in'],
    ['typeface', (path) => path === 'fonts/icons.ttf', 'asks you to sign in'],
    ['words', (path) => path === 'strings/en.json', 'has not begun yet'],
  ].map(([of, spoils, sentence, how = 'portal']) => ({
    name: `a first visit: a wifi in the place of the ${of} is told of, and loading anew helps`,
    ...(of === 'typeface' && { differs: 'loading' }),
    walk: onOwnSite(async ({ open, until }, site) => {
      site.instead = (path) => (path === 'service-worker.js' ? 'gone' : undefined);
      const browser = await open('', { url: site.url });
      site.instead = (path) => (spoils(path) ? how : path === 'service-worker.js' ? 'gone' : undefined);
      await browser.reload();
      await until(
        browser,
        `[...document.querySelectorAll('dialog, #stuck')].some((e) => e.innerText.includes(${JSON.stringify(sentence)}) && e.getClientRects().length > 0 && getComputedStyle(e).visibility === 'visible')`,
        'it is said',
        45_000,
      );
      site.instead = (path) => (path === 'service-worker.js' ? 'gone' : undefined);
      await browser.evaluate(
        `([...document.querySelectorAll('dialog button, #stuck a')].find((e) => ['Reload'].includes(e.textContent) && e.getClientRects().length > 0).click(), true)`,
      );
      await until(browser, ready, 'the page is there', 60_000);
      expectFailures(browser);
    }),
  })),
  {
    name: 'offline: browsers find it fit to be installed',
    engines: ['chromium'],
    async walk({ open, until }) {
      const browser = await open('');
      await until(browser, kept, 'the app is kept', 60_000);
      const { errors, data } = await browser.protocol('Page.getAppManifest');
      if (errors.length > 0) throw new Error(`the manifest: ${JSON.stringify(errors)}`);
      const { icons } = JSON.parse(data);
      for (const { src } of icons) {
        const ok = await browser.evaluate(`fetch(${JSON.stringify(src)}).then((r) => r.ok)`);
        if (!ok) throw new Error(`${src} is not there`);
      }
      const { installabilityErrors } = await browser.protocol('Page.getInstallabilityErrors');
      const serious = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
      if (serious.length > 0) throw new Error(`not installable: ${JSON.stringify(serious)}`);
    },
  },
  {
    name: 'everything is removed from the browser, in another tab as well',
    differs: 'storage',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#sample');
      await until(browser, `document.querySelector('#saved').dataset.status === 'saved'`, 'it is saved');
      await until(browser, kept, 'the app is kept', 60_000);
      const other = await browser.another(await browser.evaluate('location.href'));
      await other.evaluate('impactweb.ready.then(() => true)');
      await browser.evaluate(`location.hash = 'data'`);
      await use(world, browser, 'button', 'Remove everything from this browser');
      await until(
        browser,
        `document.querySelector('dialog').textContent.includes('Brabant')`,
        'what would go is named',
      );
      await use(world, browser, 'button', 'Remove everything', true);
      await until(browser, ready, 'the page is back', 60_000);
      await until(
        browser,
        `indexedDB.databases().then((all) => all.filter(({ name }) => name.startsWith('impactweb-') && name !== 'impactweb-catalogue').length === 0)`,
        'no network is left',
      );
      await until(
        browser,
        `caches.keys().then((keys) => keys.length === 0 && Object.keys(localStorage).length === 0)`,
        'no app and no choice is left',
      );
      await until(browser, `document.querySelector('#start-kept').hidden`, 'the list is empty');
      await other.evaluate(
        `new Promise((resolve) => setTimeout(resolve, 6000)).then(() => { if (document.documentElement.classList.contains('working')) throw new Error('the other tab goes on'); })`,
      );
      await until(
        browser,
        `indexedDB.databases().then((all) => all.every(({ name }) => name === 'impactweb-catalogue'))`,
        'and nothing came back',
      );
      // As a tab of before does that had not come so far yet.
      const revived = await other.evaluate(
        `navigator.serviceWorker.register('service-worker.js', { updateViaCache: 'none' }).then((r) => new Promise((resolve) => {
          const worker = r.installing ?? r.waiting ?? r.active;
          const see = () => ['activated', 'redundant'].includes(worker.state) && resolve(worker.state);
          worker.addEventListener('statechange', see);
          see();
          setTimeout(() => resolve('waits'), 8000);
        }), (error) => String(error))`,
      );
      const names = await browser.evaluate('caches.keys()');
      if (names.length > 0) throw new Error(`another tab brought the app back: ${revived}, ${names}`);
      await until(
        browser,
        'navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)',
        'and the worker that it brought back is gone',
      );
      await other.evaluate(`location.reload()`).catch(() => {});
      await until(other, kept, 'a new visit keeps it again', 60_000);
      for (let at = browser.problems.length; at-- > 0; )
        if (/ServiceWorker|service worker/i.test(browser.problems[at])) browser.problems.splice(at, 1);
    },
  },
];
