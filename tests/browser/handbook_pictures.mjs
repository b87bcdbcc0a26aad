// Takes the pictures of the handbook anew from the site in dist/, in both languages: assets/handbook/pictures/NAME-LANGUAGE.webp.
//   xvfb-run -a -s '-screen 0 1400x2800x24' node tests/browser/handbook_pictures.mjs
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.mjs';
import { openPlaywright } from './engines/playwright.mjs';
import { until } from './walk.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const table = 'Naam;Sector;Plaats;Intern nummer\nGemeente Oss;overheid;Oss;1001\nWijkraad Zuid;inwoners;Breda;1002\n';

const press = (selector) => `(document.querySelector('${selector}').click(), true)`;
const shown = (selector) => `!!document.querySelector('${selector}')`;
/** The picture of now, once nothing moves any more. */
const settled = `new Promise((done) => setTimeout(() => done(true), 1500))`;

const pictures = {
  network: {
    viewport: { width: 1100, height: 680 },
    async take(browser) {
      const node = `[...document.querySelectorAll('#mirror button')].find((each) => /^Stérk.Brabant/.test(each.getAttribute('aria-label') ?? each.textContent))`;
      await until(browser, `!!${node}`, 'the node in the middle');
      await browser.evaluate(`(${node}.click(), true)`);
    },
  },
  insight: {
    viewport: { width: 1100, height: 680 },
    async take(browser) {
      await browser.evaluate(press('#insight-button'));
      await until(browser, shown('.insight-menu button'), 'the questions');
    },
  },
  import: {
    viewport: { width: 760, height: 620 },
    async take(browser) {
      await browser.evaluate(`(() => {
        const data = new DataTransfer();
        data.items.add(new File([${JSON.stringify(table)}], 'partijen.csv', { type: 'text/csv' }));
        for (const type of ['dragenter', 'dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        return true;
      })()`);
      await until(browser, shown('dialog[open] table, dialog[open] select'), 'the columns');
    },
  },
  card: {
    viewport: { width: 390, height: 620 },
    async take(browser) {
      await browser.evaluate(press('#share'));
      await until(browser, shown('dialog input[value="card"]'), 'the dialog');
      await browser.evaluate(press('dialog input[value="card"]'));
      const link = `(document.querySelector('dialog textarea')?.value ?? '')`;
      await until(browser, `${link}.includes('#card=1.')`, 'the link');
      const address = await browser.evaluate(link);
      await browser.goto('about:blank');
      await browser.goto(address);
      await until(browser, shown('#card form'), 'the card');
    },
  },
};

const { server, url } = await serve({ root: join(root, 'dist') });
for (const [language, locale] of [
  ['nl', 'nl-NL'],
  ['en', 'en-GB'],
])
  for (const [name, { viewport, take }] of Object.entries(pictures)) {
    const profile = mkdtempSync(join(tmpdir(), 'impactweb-'));
    // Whoever reads the handbook has seen the first steps.
    const before = `try { if (location.protocol.startsWith('http')) localStorage.setItem('impactweb-tour', 'shown'); } catch {}`;
    const browser = await openPlaywright('chromium', { profile, viewport, locale, before });
    await browser.goto(`${url}#sample`);
    await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'the page', 60_000);
    await until(browser, 'impactweb.stats().nodes > 10', 'the sample');
    await take(browser);
    await browser.evaluate(settled);
    const { data } = await browser.protocol('Page.captureScreenshot', { format: 'webp', quality: 60 });
    writeFileSync(
      join(root, 'assets', 'handbook', 'pictures', `${name}-${language}.webp`),
      Buffer.from(data, 'base64'),
    );
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
server.close();
