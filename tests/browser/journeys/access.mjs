// What an automatic judge of accessibility finds on every state of the page, in both languages, light and dark.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { find, use } from './screen_reader.mjs';

const axe = readFileSync(
  createRequire(new URL('../../../web/', import.meta.url)).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Throws with what axe finds in the page as it is now, once all that fades in has come. */
export async function judge(browser, state) {
  await browser.evaluate(
    `Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(() => true)`,
  );
  await browser.evaluate(`(() => { if (!window.axe) { ${axe} } return true; })()`);
  const found = await browser.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map((v) => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(' ')))`,
  );
  if (found.length > 0) throw new Error(`${state}: ${found.join('\n          ')}`);
}

const words = {
  en: { sample: 'Look at an example', next: 'Next', add: 'Add', skip: 'Skip', node: 'Stichting Zet' },
  nl: { sample: 'Bekijk een voorbeeld', next: 'Volgende', add: 'Zet erbij', skip: 'Overslaan', node: 'Stichting Zet' },
};

async function tourOfStates(world, locale, scheme) {
  const { open, until } = world;
  const say = words[locale.slice(0, 2)];
  const browser = await open('', { locale });
  await browser.evaluate(`localStorage.setItem('impactweb-theme', '${scheme}')`);
  await browser.reload();
  await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'the page in its colours');
  await until(browser, `document.documentElement.dataset.theme === '${scheme}'`, `the page is ${scheme}`);
  await judge(browser, 'start page');
  await browser.evaluate(`location.hash = 'data'`);
  await until(browser, `!document.querySelector('#data').hidden`, 'the page on data');
  await judge(browser, 'page on data');
  await browser.evaluate(`location.hash = ''`);
  await use(world, browser, 'button', say.sample);
  await until(browser, `!!${find('button', say.next, true)}`, 'the first step');
  await judge(browser, 'first step');
  await use(world, browser, 'button', say.next, true);
  await until(browser, `!!document.querySelector('#tour-field')`, 'the second step');
  await judge(browser, 'second step');
  await use(world, browser, 'button', say.skip, true);
  await use(world, browser, 'button', say.node, true);
  await until(browser, `document.querySelector('[data-key="title"]')?.value === '${say.node}'`, 'the inspector');
  await judge(browser, 'a node in the inspector');
  const keys = [
    ['t', 'list'],
    ['f', 'filters'],
    ['?', 'help'],
  ];
  for (const [key, state] of keys) {
    await browser.evaluate(`document.querySelector('#mirror').focus()`);
    await browser.press(key);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await judge(browser, state);
    await browser.press(key === '?' ? 'Escape' : key);
  }
  await browser.evaluate(`document.querySelector('#mirror').focus()`);
  await browser.press('/');
  await until(browser, `document.activeElement.dataset.key === 'search'`, 'search is open');
  await browser.type('bra');
  await until(browser, `!!document.querySelector('[role="option"]')`, 'there are hits');
  await judge(browser, 'search');
  await browser.press('Escape');
  await browser.press('Escape');
  await browser.evaluate(`document.querySelector('[data-key="entry"]').focus()`);
  await browser.type('Zet > Bre');
  await new Promise((resolve) => setTimeout(resolve, 400));
  await judge(browser, 'quick entry');
  await browser.press('Escape');
  await browser.evaluate(`document.querySelector('[data-key="tie"]').click()`);
  await until(browser, `!!document.querySelector('[data-key="tie"][aria-pressed="true"]')`, 'a tie in the inspector');
  await judge(browser, 'a tie in the inspector');
  await browser.evaluate(`document.querySelector('#insight-button').click()`);
  for (const page of ['introductions', 'market', 'spider', 'helix', 'practice', 'fee', 'scenarios', 'measures']) {
    const entry = `document.querySelector('#insight :is([data-lens="${page}"], [data-page="${page}"])')`;
    await until(browser, `!!${entry}`, 'the questions of insight');
    await judge(browser, 'the questions of insight');
    await browser.evaluate(`${entry}.click()`);
    const settled = `!!document.querySelector('#insight :is(.insight-sentence, #insight-csv, .insight-scenarios)')`;
    await until(browser, settled, `insight: ${page}`);
    await browser.evaluate(
      `(document.querySelectorAll('#insight details').forEach((each) => { each.open = true; }), document.querySelector('.insight-beside button')?.click())`,
    );
    await judge(browser, `insight: ${page}`);
    await browser.evaluate(`document.querySelector('#insight .link').click()`);
  }
  await browser.evaluate(`document.querySelector('#insight-button').click()`);
  await browser.evaluate(`document.querySelector('#theme').click()`);
  await judge(browser, 'a menu of the page');
  await browser.press('Escape');
  await browser.evaluate(`document.querySelector('[data-key="node"]').focus()`);
  await browser.press('Shift+F10');
  await until(browser, `!!document.querySelector('#mirror [role="menu"]')`, 'a menu of the canvas');
  await judge(browser, 'a menu of the canvas');
  await browser.press('Escape');
  await browser.evaluate(`impactweb.open('{"type":"impactweb","version":99,"network":{}}').catch(() => true)`);
  await judge(browser, 'after a refusal');
}

export const journeys = [
  {
    name: 'axe finds nothing, in English and light',
    differs: 'the accessibility tree',
    walk: (world) => tourOfStates(world, 'en-GB', 'light'),
  },
  {
    name: 'axe finds nothing, in Dutch and dark',
    engines: ['chromium', 'firefox'],
    walk: (world) => tourOfStates(world, 'nl-NL', 'dark'),
  },
];
