// The insight lenses, in the panel beside the picture and as a script asks them: in the worker, with words that come along.
import { judge } from './access.mjs';

const network = 'impactweb.snapshot().network';
const panel = `(document.querySelector('#insight')?.textContent ?? '')`;

export const journeys = [
  {
    name: 'insight: three presses lead to whom to introduce and why; it is done, undone, and asked again without the hub',
    async walk({ open, until, engine }) {
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      const before = await browser.evaluate(`${network}.edges.length`);
      await browser.click('button', 'Insight');
      await until(browser, `document.querySelectorAll('#insight [data-lens]').length === 10`, 'ten questions');
      if (engine !== 'webkit') await judge(browser, 'the questions');
      await browser.click('button', /Whom should we introduce to whom/);
      await until(browser, `/Introduce .* and .* to each other/.test(${panel})`, 'names are named');
      await until(browser, `/needs “.*” *; .* offers “/.test(${panel})`, 'and the reason is');
      if (engine !== 'webkit') await judge(browser, 'an answer');
      await browser.evaluate(
        `[...document.querySelectorAll('#insight button')].find((each) => each.textContent === 'What would that change?').focus()`,
      );
      await browser.press('Enter');
      await until(browser, `/Then: /.test(${panel})`, 'what it would change is said');
      await until(browser, `${network}.edges.length === ${before}`, 'and nothing has changed');
      await browser.evaluate(
        `[...document.querySelectorAll('#insight button')].find((each) => each.textContent === 'Do this').focus()`,
      );
      await browser.press('Enter');
      await until(
        browser,
        `${network}.edges.length === ${before + 1} && ${network}.edges.some(({ status, kind }) => status === 'exploring' && kind === 'worksWith')`,
        'the introduction is in the network',
      );
      await browser.click('button', 'Undo: proposal carried out');
      await until(browser, `${network}.edges.length === ${before}`, 'and gone again');
      await browser.evaluate(`document.querySelector('#insight .link').focus()`);
      await browser.press('Enter');
      await browser.click('button', /What if the spider leaves/);
      await until(browser, `/Without Stérk.Brabant, 6 of the 9 others/.test(${panel})`, 'who falls off is counted');
      await browser.evaluate(`document.querySelector('#insight .insight-way').focus()`);
      const chosen = await browser.evaluate(`document.querySelector('#insight .insight-way span').textContent`);
      await browser.press('Enter');
      await until(
        browser,
        `document.querySelector('[data-key="title"]')?.value === ${JSON.stringify(chosen)}`,
        'a name leads to the node',
      );
      await browser.evaluate(`document.querySelector('#insight h2').focus()`);
      await browser.press('Escape');
      await browser.press('Escape');
      await until(browser, `document.querySelector('#insight').hidden`, 'Escape leads out of it');
    },
  },
  {
    name: 'lenses: a script asks what happens without the hub, is told in words, and applies what repairs it',
    async walk({ open }) {
      const browser = await open('#sample');
      const told = await browser.evaluate(`(async () => {
        const lenses = await impactweb.lenses();
        const { sentence, actions } = await impactweb.lens('spider');
        const { after } = await impactweb.scenario(actions[0].operations, { measures: ['independence'] });
        impactweb.apply(actions[0].operations);
        const { independence } = impactweb.measures({ only: ['independence'] });
        const refusal = await impactweb.lens('spider', { who: 'king' }).catch((error) => error.message);
        return {
          lenses: lenses.length,
          words: await impactweb.tell(sentence),
          same: independence.value === after.measures.independence.value,
          refusal,
        };
      })()`);
      if (told.lenses !== 10 || !told.same || !told.words.includes('Stérk.Brabant') || !told.refusal.includes('who'))
        throw new Error(JSON.stringify(told));
    },
  },
];
