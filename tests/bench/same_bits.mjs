// Whether layouts have the same bits everywhere (see bits.mjs), as a table.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlaywright } from '../browser/engines/playwright.mjs';
import { openWebKit } from '../browser/engines/webkit.mjs';
import { bitsInPage, bitsNatively, bitsUnderNode, cases } from './bits.mjs';
import { table } from './common/table.mjs';

const engines = {
  Chromium: (options) => openPlaywright('chromium', options),
  Firefox: (options) => openPlaywright('firefox', options),
  WebKit: openWebKit,
};

async function inEngine(open, { site, patience }) {
  const profile = mkdtempSync(join(tmpdir(), 'impactweb-bits-'));
  const browser = await open({ profile, viewport: { width: 1200, height: 800 }, locale: 'en-GB' });
  try {
    await browser.goto(`${site.url}#new`);
    // It is many layouts, not a single piece of work.
    const seconds = Math.max(patience, 180);
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not within ${seconds} s`)), 1000 * seconds);
    });
    return await Promise.race([
      (async () => {
        // A script has to be there before one can ask it.
        for (;;) {
          const there = await browser.evaluate('!!window.impactweb && impactweb.ready.then(() => true)');
          if (there) break;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return bitsInPage(browser.evaluate);
      })(),
      late,
    ]).finally(() => clearTimeout(timer));
  } finally {
    await browser.close().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

export async function sameBits(settings) {
  const errors = [];
  const reference = await bitsUnderNode();
  const rows = [{ where: 'WebAssembly, Node.js', hashes: reference }];
  const add = async (where, find) => {
    try {
      rows.push({ where, hashes: await find() });
    } catch (error) {
      rows.push({ where, note: error.message.split('\n')[0].slice(0, 120) });
    }
    const row = rows.at(-1);
    row.of = cases().length;
    row.same = Object.keys(reference).filter((name) => row.hashes?.[name] === reference[name]).length;
    if (row.same < cases().length)
      errors.push(`${where}: ${row.note ?? `${row.same} of ${row.of} layouts are the same`}`);
    settings.say(`${where}: ${row.note ?? `${row.same} of ${row.of} the same`}`);
  };
  await add('native', async () => bitsNatively());
  for (const [name, open] of Object.entries(engines)) await add(name, () => inEngine(open, settings));
  const markdown = table(
    ['where', `layouts with the same bits as under Node.js, of ${cases().length}`],
    rows.slice(1).map(({ where, same, note }) => [where, note ?? same]),
  );
  return { rows, errors, markdown };
}
