// Without a network, with a new version, and with everything removed. The network goes by stopping the server, in every browser alike.
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../web/serve.mjs';
import { find, use } from './by_ear.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'dist');

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A copy of the site that a journey may change and stop. */
async function ownSite() {
  const root = mkdtempSync(join(tmpdir(), 'impactweb-site-'));
  cpSync(dist, root, { recursive: true });
  const port = await freePort();
  let running;
  const site = {
    root,
    url: '',
    start: async () => {
      running = await serve({ root, port, prefix: 'sub' });
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
const kept = `navigator.serviceWorker.getRegistration().then((r) => !!r?.active && r.active.state === 'activated')`;
const ready = 'window.impactweb ? impactweb.ready.then(() => true) : false';
const labels = 'impactweb.snapshot().network.nodes.map((node) => node.label)';

/** The files that have come over the network for this page, and the bytes of each as it came: packed. */
const fetched = `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .filter(({ encodedBodySize }) => encodedBodySize > 0)
  .map(({ name, encodedBodySize }) => [name.slice(name.lastIndexOf('/') + 1), encodedBodySize])
  .filter(([file]) => !/^(rest-|service-worker)/.test(file))`;

export const journeys = [
  {
    name: 'weak network: the picture comes first and weighs little; what is done before the rest is there, waits for it',
    async walk({ engine, open, until }) {
      const site = await ownSite();
      const rest = readdirSync(site.root).filter((name) => name.startsWith('rest-'));
      const move = (from, to) => {
        for (const name of rest) renameSync(join(site.root, from + name), join(site.root, to + name));
      };
      try {
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
        await until(browser, `document.querySelector('#toast').textContent.includes('look, not edit')`, 'it is told');
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
      } finally {
        await site.end();
      }
    },
  },
  {
    name: 'offline: the second visit needs no network, and what is edited then is there after a reload',
    async walk({ open, until }) {
      const site = await ownSite();
      try {
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
      } finally {
        await site.end();
      }
    },
  },
  {
    name: 'offline: a new version is announced, waits for a word, and keeps the edit',
    async walk(world) {
      const { open, until } = world;
      const site = await ownSite();
      try {
        const browser = await open('#sample', { url: site.url });
        await until(browser, kept, 'the app is kept', 60_000);
        await browser.reload();
        await until(
          browser,
          `window.impactweb ? impactweb.ready.then(() => !!navigator.serviceWorker.controller) : false`,
          'served by it',
          60_000,
        );
        const page = join(site.root, 'index.html');
        writeFileSync(page, readFileSync(page, 'utf8').replace('<body>', '<body data-version="new">'));
        for (const copy of ['.br', '.gz']) rmSync(page + copy);
        // The worker's list has a digest of each file; any other one is another file.
        const worker = join(site.root, 'service-worker.js');
        writeFileSync(
          worker,
          readFileSync(worker, 'utf8').replace(/(url:"index\.html",revision:")[0-9a-f]+/, `$1${'f'.repeat(16)}`),
        );
        for (const copy of ['.br', '.gz']) rmSync(worker + copy);
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
      } finally {
        await site.end();
      }
    },
  },
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
    },
  },
];
