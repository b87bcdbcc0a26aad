// One walk of one journey: a profile of its own, the browsers that it opens, and what is left behind when it fails.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killBrowserOf } from './engines/kill.mjs';
import { openPlaywright } from './engines/playwright.mjs';
import { openWebKit } from './engines/webkit.mjs';

const engines = {
  chromium: (options) => openPlaywright('chromium', options),
  firefox: (options) => openPlaywright('firefox', options),
  webkit: openWebKit,
};
export const engineNames = Object.keys(engines);

/** Longer than the longest journey takes on a machine that is busy with other things: whoever waits longer waits for nothing. */
const patience = 10 * 60_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again until the answer is true, or fails saying what was last seen. Waits long: others may be using the machine. */
export async function until(browser, expression, what, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  let last;
  for (;;) {
    // A page that is on its way to another one may never answer.
    last = await Promise.race([
      browser.evaluate(expression).catch((error) => `(${error.message})`),
      pause(10_000).then(() => 'no answer'),
    ]);
    if (last === true) return;
    if (Date.now() > end)
      throw new Error(`${what}: still not so after ${milliseconds / 1000} s; last seen: ${JSON.stringify(last)}`);
    await pause(60);
  }
}

export const slug = (text) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');

/** What a failed journey leaves behind in `folder`: what went wrong, what each browser said, and how it looked last. */
async function leave(folder, error, browsers) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'failure.txt'), `${error.stack ?? error}\n`);
  for (const [at, browser] of browsers.entries()) {
    const name = browsers.length > 1 ? `browser-${at + 1}-` : '';
    // A browser that was ended has nothing to show any more, and one that hangs must not keep the others waiting.
    const within = (work) => Promise.race([work.catch(() => {}), pause(20_000)]);
    await within(browser.screenshot(join(folder, `${name}screenshot.png`)));
    await within(browser.keepTrace(join(folder, `${name}trace.zip`)));
    writeFileSync(join(folder, `${name}console.txt`), browser.said().join('\n'));
  }
}

/**
 * Walks `journey` once in `engine`, on the site at `url`. Gives `passed`, `seconds`, the lines `told` on the way, and when it failed the
 * `error` and the folder under `evidence` with what it left behind. `shot`: where a picture of its end goes in any case.
 */
export async function walk({ engine, journey, url, evidence, shot }) {
  const profile = mkdtempSync(join(tmpdir(), 'impactweb-'));
  const started = Date.now();
  const browsers = [];
  const allowed = new Set();
  const told = [];
  const expected = [/WebGL|GPU stall|favicon/];
  const world = {
    engine,
    url,
    until,
    /**
     * A browser on this journey's profile; closing it and opening another is what a person does who comes back. `settings.person`: of somebody
     * else, and `settings.engine`: of another engine, each with a profile of its own.
     */
    open: async (hash = '', settings = {}) => {
      const { url: address = url } = settings;
      allowed.add(new URL(address).host);
      for (let tries = 1; ; ++tries) {
        const own = join(profile, settings.person ?? settings.engine ?? '');
        mkdirSync(own, { recursive: true });
        const browser = await engines[settings.engine ?? engine]({
          profile: own,
          viewport: { width: 1200, height: 800 },
          locale: 'en-GB',
          ...settings,
        });
        browsers.push(browser);
        try {
          await browser.goto(address + hash);
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
          told.push('the browser ended while it loaded the page; another one');
        }
      }
    },
    /** What the browser says of something that this journey does to it on purpose. */
    expect: (pattern) => expected.push(pattern),
    /** A host that pages of this journey may ask. */
    allow: (host) => allowed.add(host),
    /** Ends the browsers of this journey without a word; the next one finds what is on disk. */
    kill: async () => {
      killBrowserOf(profile);
      for (const browser of browsers) await browser.close().catch(() => {});
    },
  };
  const result = { passed: true, told };
  rmSync(evidence, { recursive: true, force: true });
  let clock;
  try {
    await Promise.race([
      journey.walk(world),
      new Promise((_, reject) => {
        clock = setTimeout(() => reject(new Error(`it did not end within ${patience / 60_000} minutes`)), patience);
      }),
    ]);
    for (const browser of browsers) {
      const problems = browser.problems.filter((text) => !expected.some((each) => each.test(text)));
      if (problems.length > 0) throw new Error(`the page complained: ${problems.slice(0, 3).join(' | ')}`);
      const foreign = [...browser.hosts].filter((host) => !allowed.has(host));
      if (foreign.length > 0) throw new Error(`requests to other hosts: ${foreign.join(', ')}`);
    }
  } catch (error) {
    Object.assign(result, { passed: false, error, evidence });
    await leave(evidence, error, browsers);
  }
  clearTimeout(clock);
  result.seconds = (Date.now() - started) / 1000;
  if (shot)
    await browsers
      .at(-1)
      ?.screenshot(shot)
      .catch(() => {});
  for (const browser of browsers) await browser.close().catch(() => {});
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  return result;
}
