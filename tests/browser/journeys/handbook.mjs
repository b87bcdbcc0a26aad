// The handbook: it opens over whatever is there, finds words, speaks both languages, and leads back without anything being lost.
import { judge } from './access.mjs';
import { expectFailures, kept, onOwnSite, openUnkept, ready, said } from './offline.mjs';
import { use } from './screen_reader.mjs';

const open = `!!document.querySelector('dialog.handbook[open]')`;
const title = `document.querySelector('.handbook article:not(.away) h2')?.textContent`;
const chapters = `document.querySelectorAll('.handbook-contents li').length`;
const found = `document.querySelector('.handbook [role="status"]').textContent`;
const field = `document.querySelector('#handbook-search')`;
const network = 'impactweb.snapshot().network';

export const journeys = [
  {
    name: 'handbook: from the start page, found by a word without its accents, and closed with Escape',
    async walk(world) {
      const { open: openPage, until, engine } = world;
      const browser = await openPage('');
      await browser.evaluate(`(document.querySelector('a[href="#help"]').focus(), true)`);
      await browser.press('Enter');
      await until(browser, `${open} && ${title} === 'Quick start' && ${chapters} === 11`, 'the first chapter');
      await until(browser, `document.activeElement.textContent === 'Handbook'`, 'read from its title on');
      if (engine !== 'webkit') await judge(browser, 'the handbook');
      await browser.evaluate(`(${field}.focus(), true)`);
      await browser.type('STERK quotes');
      await until(
        browser,
        `${title} === 'Quick entry' && ${chapters} === 1 && [...document.querySelectorAll('.handbook article:not(.away) mark')].some((mark) => mark.textContent === 'Stérk')`,
        'the one chapter with both words, marked',
      );
      await browser.press('Enter');
      await until(browser, `/^Place 1 of \\d+/.test(${found})`, 'Enter leads to the first place');
      if (engine !== 'webkit') await judge(browser, 'places in the handbook');
      await use(world, browser, 'link', 'Quick entry', true);
      await until(
        browser,
        `location.hash === '#help=quick-entry' && !!document.querySelector('.handbook article:not(.away) mark')`,
        'a chapter that was found keeps its marks',
      );
      await browser.evaluate(`(${field}.focus(), ${field}.setSelectionRange(99, 99), true)`);
      await browser.type('qqq');
      await until(browser, `${found}.startsWith('Nothing found for') && ${chapters} === 0`, 'no match says so');
      await browser.press('Escape');
      await until(browser, `${open} && ${field}.value === '' && ${chapters} === 11`, 'Escape empties the field first');
      await browser.press('Escape');
      await until(browser, `!(${open}) && location.hash === ''`, 'and closes the handbook then');
      await until(browser, `document.activeElement.getAttribute('href') === '#help'`, 'where one was');
    },
  },
  {
    name: 'handbook: over a network, in the other language at once, and back to the network as it was',
    async walk(world) {
      const { open: openPage, until } = world;
      const browser = await openPage('#sample');
      await until(browser, `/^#network=/.test(location.hash)`, 'the sample');
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { label: 'Before reading' } }])`);
      const address = await browser.evaluate('location.hash');
      await use(world, browser, 'button', 'Help', true);
      await use(world, browser, 'menuitem', 'Handbook', true);
      await until(browser, `${open} && ${title} === 'Quick start'`, 'the handbook');
      await use(world, browser, 'link', 'Tables and files', true);
      await until(browser, `${title} === 'Tables and files' && location.hash === '#help=files'`, 'a chapter');
      await until(
        browser,
        `(document.querySelector('.handbook article:not(.away) img').loading = 'eager', document.querySelector('.handbook article:not(.away) img').naturalWidth > 300)`,
        'with its picture',
      );
      await browser.evaluate(`(document.querySelector('.handbook [aria-label="Language"]').focus(), true)`);
      await browser.press('Enter');
      await use(world, browser, 'menuitemradio', 'Nederlands', true);
      await until(
        browser,
        `document.querySelector('.handbook h1').textContent === 'Handboek' && ${title} === 'Tabellen en bestanden'`,
        'the same chapter in Dutch',
      );
      await browser.evaluate(`(history.back(), true)`);
      await until(browser, `!(${open}) && location.hash === ${JSON.stringify(address)}`, 'one step back');
      await until(browser, `${network}.nodes.some(({ label }) => label === 'Before reading')`, 'to the same network');
      if (!(await browser.evaluate('impactweb.undo()'))) throw new Error('the last step is gone');
      await use(world, browser, 'button', 'Hulp', true);
      await use(world, browser, 'menuitem', 'Handboek', true);
      await until(browser, open, 'once more');
      await browser.press('Escape');
      await until(browser, `!(${open}) && location.hash === ${JSON.stringify(address)}`, 'and back by Escape');
    },
  },
  {
    name: 'handbook: a chapter by its address, on a narrow screen',
    async walk(world) {
      const { open: openPage, until, engine } = world;
      const browser = await openPage('#help=session', { viewport: { width: 320, height: 568 } });
      await until(browser, `${open} && ${title} === 'Facilitating a session'`, 'the chapter');
      await until(browser, `!document.querySelector('.handbook-contents').open`, 'the chapters are folded');
      await until(
        browser,
        `document.querySelector('.handbook').scrollWidth <= 320 && [...document.querySelectorAll('.handbook-text, .handbook table, .handbook img')].every((each) => each.getBoundingClientRect().right <= 320)`,
        'nothing is beside the screen',
      );
      if (engine !== 'webkit') await judge(browser, 'the handbook on a narrow screen');
      await use(world, browser, 'button', 'Close the handbook', true);
      await until(browser, `!(${open}) && !document.querySelector('#start').hidden`, 'the start page is below it');
      await browser.evaluate(`(location.hash = 'help=nowhere', true)`);
      await until(browser, `${open} && ${title} === 'Quick start'`, 'an unknown chapter is the first one');
    },
  },
  {
    name: 'handbook: without a network after a first visit',
    walk: onOwnSite(async ({ open: openPage, until }, site) => {
      const browser = await openPage('', { url: site.url });
      await until(browser, kept, 'the app is kept', 60_000);
      await site.stop();
      await browser.goto('about:blank');
      await browser.goto(`${site.url}#help=files`);
      await until(browser, ready, 'the page without a network', 60_000);
      await until(browser, `${open} && ${title} === 'Tables and files'`, 'the chapter');
    }),
  },
  {
    name: 'handbook: one that cannot be fetched says so, and comes at another try',
    engines: ['chromium'],
    walk: onOwnSite(async (world, site) => {
      const { until } = world;
      const browser = await openUnkept(world, site);
      const address = await browser.evaluate('location.hash');
      await site.stop();
      await use(world, browser, 'button', 'Help', true);
      await use(world, browser, 'menuitem', 'Handbook', true);
      await until(browser, said('there is no internet'), 'it is said');
      await until(browser, `location.hash === ${JSON.stringify(address)}`, 'the address is that of the network');
      await site.start();
      await use(world, browser, 'button', 'Try again', true);
      await until(browser, `${open} && ${title} === 'Quick start'`, 'the handbook');
      expectFailures(browser);
    }),
  },
];
