// A page in Chromium: ours, or one of those that draw a peer.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { killBrowserOf } from '../browser/engines/kill.mjs';

const executablePath = '/usr/lib/chromium/chromium';

/** The answer, or an error when it does not come in time. */
export function within(promise, seconds, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${seconds} s`)), 1000 * seconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Opens `site.url` with `hash`; without one, and with `impactweb`, an empty network of ours. */
export async function openPage(site, { hash = '#new', path = '', ours = true } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'impactweb-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    viewport: { width: 1200, height: 800 },
    locale: 'en-GB',
    timeout: 60_000,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(60_000);
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  const cdp = await context.newCDPSession(page);
  /** Runs `work(argument)` in the page. */
  const evaluate = (work, argument = null, seconds = 60) =>
    within(page.evaluate(work, argument), seconds, 'a call in the page');
  let main;
  const handle = {
    page,
    cdp,
    problems,
    evaluate,
    /** Opens a network of ours in the place of the open one. */
    open: (network, seconds) =>
      evaluate(
        async (file) => {
          await window.impactweb.open(file);
        },
        { type: 'impactweb', version: 1, network },
        seconds,
      ),
    /** Milliseconds for which the page's main thread has had a processor, ever. */
    milliseconds: async () => used(main),
    close: async () => {
      await within(context.close(), 20, 'closing the browser').catch(() => killBrowserOf(profile));
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  try {
    await page.goto(site.url + path + (ours ? hash : ''), { timeout: 60_000 });
    if (ours) await evaluate(() => window.impactweb.ready);
    main = await processOf(context, page);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return handle;
}

/** Milliseconds for which the main thread of a process has had a processor; 0 when it has ended. */
function used(process) {
  try {
    return Number(readFileSync(`/proc/${process}/task/${process}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

/** The process that runs the page. There may be others that start up or wait; the page's is the one that works whenever the page does. */
async function processOf(context, page) {
  const session = await context.browser()?.newBrowserCDPSession();
  for (let attempt = 0; attempt < 20; ++attempt) {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const before = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => ({ id, used: used(id) }));
    await page.evaluate(() => {
      const begin = performance.now();
      while (performance.now() - begin < 200);
    });
    const [most, next] = before
      .map(({ id, used: then }) => ({ id, more: used(id) - then }))
      .sort((a, b) => b.more - a.more);
    if (most.more > 30 && !(next?.more > most.more / 5)) {
      await session.detach();
      return most.id;
    }
    await page.waitForTimeout(300);
  }
  throw new Error('the process of the page could not be told from others');
}
