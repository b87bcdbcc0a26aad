// What a browser that is killed right after an edit takes along: nothing of what was shown as saved may be lost.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killBrowserOf } from '../browser/engines/kill.mjs';
import { openPlaywright } from '../browser/engines/playwright.mjs';
import { openWebKit } from '../browser/engines/webkit.mjs';
import { table } from './common/table.mjs';

const rounds = { quick: 10, whole: 100 };
const engines = {
  Chromium: (options) => openPlaywright('chromium', options),
  Firefox: (options) => openPlaywright('firefox', options),
  WebKit: openWebKit,
};

const edit = (label) => `impactweb.apply([{ op: 'addNode', node: { label: ${JSON.stringify(label)} } }])`;

async function opened(open, profile, url) {
  const browser = await open({ profile, viewport: { width: 1000, height: 700 }, locale: 'en-GB' });
  await browser.goto(url);
  const end = Date.now() + 60_000;
  for (;;) {
    const ready = 'window.impactweb ? impactweb.ready.then(() => true) : false';
    if ((await browser.evaluate(ready).catch(() => false)) === true) return browser;
    if (Date.now() > end) throw new Error(`the page did not open: ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Every second edit is waited for until it is shown as saved; the others are followed by the kill at once. */
async function killing(open, url, count) {
  const profile = mkdtempSync(join(tmpdir(), 'impactweb-kill-'));
  const row = { saved: 0, savedLost: 0, unsaved: 0, unsavedLost: 0 };
  try {
    let browser = await opened(open, profile, `${url}#new`);
    const address = url + (await browser.evaluate('location.hash'));
    for (let round = 1; round <= count; ++round) {
      const label = `edit ${round}`;
      const waited = round % 2 === 0;
      if (waited)
        await browser.evaluate(
          `new Promise((resolve) => { const off = impactweb.on('saved', () => { off(); resolve(true); }); ${edit(label)}; })`,
        );
      else await browser.evaluate(`(${edit(label)}, true)`);
      killBrowserOf(profile);
      await browser.close().catch(() => {});
      browser = await opened(open, profile, address);
      const there = await browser.evaluate(
        `(impactweb.snapshot().network.nodes ?? []).some((node) => node.label === ${JSON.stringify(label)})`,
      );
      row[waited ? 'saved' : 'unsaved'] += 1;
      if (!there) row[waited ? 'savedLost' : 'unsavedLost'] += 1;
    }
    await browser.close();
  } finally {
    killBrowserOf(profile);
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
  return row;
}

export async function kills(settings) {
  const rows = [];
  const errors = [];
  for (const [engine, open] of Object.entries(engines)) {
    try {
      const row = { engine, ...(await killing(open, settings.site.url, rounds[settings.quick ? 'quick' : 'whole'])) };
      rows.push(row);
      if (row.savedLost > 0)
        errors.push(`${engine}: ${row.savedLost} of ${row.saved} that were shown as saved are lost`);
      settings.say(
        `${engine}: ${row.savedLost} of ${row.saved} saved, ${row.unsavedLost} of ${row.unsaved} others lost`,
      );
    } catch (error) {
      errors.push(`${engine}: ${error.message.split('\n')[0]}`);
    }
  }
  const markdown = table(
    ['killed right after an edit', 'lost of those shown as saved', 'lost of those that were not yet'],
    rows.map((row) => [row.engine, `${row.savedLost} of ${row.saved}`, `${row.unsavedLost} of ${row.unsaved}`]),
  );
  return { rows, errors, markdown };
}
