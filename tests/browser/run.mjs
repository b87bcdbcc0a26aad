// The journeys of people in real browsers: real mouse and keyboard through the accessible mirror, and answers from the model, never from pixels.
//   node tests/browser/run.mjs [chromium|firefox|webkit …] [--only WORDS] [--shots FOLDER]
// The site must be built (dist/), and a display must be there: xvfb-run -a -s '-screen 0 1400x2800x24' node tests/browser/run.mjs
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.mjs';
import { killBrowserOf } from './engines/kill.mjs';
import { openPlaywright } from './engines/playwright.mjs';
import { openWebKit } from './engines/webkit.mjs';
import { journeys } from './journeys/index.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const args = process.argv.slice(2);
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const only = option('--only');
const shots = option('--shots');
const all = ['chromium', 'firefox', 'webkit'];
const engines = args.filter((arg) => all.includes(arg));

const open = {
  chromium: (options) => openPlaywright('chromium', options),
  firefox: (options) => openPlaywright('firefox', options),
  webkit: openWebKit,
};

/** Asks again until the answer is true, or fails saying what was last seen. */
export async function until(browser, expression, what, milliseconds = 25_000) {
  const end = Date.now() + milliseconds;
  let last;
  for (;;) {
    // A page that is on its way to another one may never answer.
    const patience = new Promise((resolve) => setTimeout(() => resolve('no answer'), 10_000));
    last = await Promise.race([browser.evaluate(expression).catch((error) => `(${error.message})`), patience]);
    if (last === true) return;
    if (Date.now() > end)
      throw new Error(`${what}: still not so after ${milliseconds / 1000} s; last seen: ${JSON.stringify(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

const site = await serve({ root: join(root, 'dist'), prefix: 'a/sub-folder' });
let failed = 0;
let passed = 0;
for (const engine of engines.length > 0 ? engines : all) {
  for (const journey of journeys) {
    if (only && !journey.name.includes(only)) continue;
    // Some things only one browser lets a test do.
    if (journey.engines && !journey.engines.includes(engine)) continue;
    const profile = mkdtempSync(join(tmpdir(), 'impactweb-'));
    const started = Date.now();
    const browsers = [];
    const allowed = new Set();
    const world = {
      engine,
      url: site.url,
      until,
      /** A browser on this journey's profile; closing it and opening another is what a person does who comes back. */
      open: async (hash = '', settings = {}) => {
        const { url = site.url } = settings;
        allowed.add(new URL(url).host);
        for (let tries = 1; ; ++tries) {
          const browser = await open[engine]({
            profile,
            viewport: { width: 1200, height: 800 },
            locale: 'en-GB',
            ...settings,
          });
          browsers.push(browser);
          try {
            await browser.goto(url + hash);
            await until(
              browser,
              'window.impactweb ? impactweb.ready.then(() => true) : "no impactweb yet"',
              'the page is ready',
              60_000,
            );
            return browser;
          } catch (error) {
            // WebKit's JavaScriptCore, as Debian has it, falls over once in many hundred loads, and takes the session with it.
            if (engine !== 'webkit' || tries === 3 || !/invalid session id|unknown error: $/.test(error.message))
              throw error;
            await browser.close().catch(() => {});
            console.log(`  ...   webkit: ${journey.name}: the browser ended while it loaded the page; another one`);
          }
        }
      },
      /** A host that pages of this journey may ask. */
      allow: (host) => allowed.add(host),
      /** Ends the browsers of this journey without a word; the next one finds what is on disk. */
      kill: async () => {
        killBrowserOf(profile);
        for (const browser of browsers) await browser.close().catch(() => {});
      },
    };
    try {
      await journey.walk(world);
      for (const browser of browsers) {
        const problems = browser.problems.filter((text) => !/WebGL|GPU stall|favicon/.test(text));
        if (problems.length > 0) throw new Error(`the page complained: ${problems.slice(0, 3).join(' | ')}`);
        const foreign = [...browser.hosts].filter((host) => !allowed.has(host));
        if (foreign.length > 0) throw new Error(`requests to other hosts: ${foreign.join(', ')}`);
      }
      ++passed;
      console.log(`  ok    ${engine}: ${journey.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      ++failed;
      console.log(`  FAIL  ${engine}: ${journey.name}\n        ${error.stack ?? error}`);
    }
    if (shots && browsers.length > 0) {
      mkdirSync(shots, { recursive: true });
      await browsers
        .at(-1)
        .screenshot(join(shots, `${engine}-${journey.name.replaceAll(/\W+/g, '-')}.png`))
        .catch(() => {});
    }
    for (const browser of browsers) await browser.close().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
site.server.closeAllConnections?.();
site.server.close();
console.log(`${passed} journeys passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
