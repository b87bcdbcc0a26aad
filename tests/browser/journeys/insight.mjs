// The insight lenses, in the panel beside the picture and as a script asks them: in the worker, with words that come along.
import { judge } from './access.mjs';

const network = 'impactweb.snapshot().network';
const panel = `(document.querySelector('#insight')?.textContent ?? '')`;

/** True when nothing has been drawn for a while. */
const still = `(() => { const before = impactweb.stats().frames; return new Promise((resolve) => { setTimeout(() => resolve(impactweb.stats().frames === before), 400); }); })()`;

export const journeys = [
  {
    name: 'insight: three presses lead to whom to introduce and why; it is done, undone, and asked again without the hub',
    differs: 'workers',
    async walk({ open, until, engine }) {
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      const before = await browser.evaluate(`${network}.edges.length`);
      await browser.click('button', 'Insight');
      await until(browser, `document.querySelectorAll('#insight [data-lens]').length === 13`, 'all questions');
      if (engine !== 'webkit') await judge(browser, 'the questions');
      await browser.click('button', /Whom could we introduce to whom/);
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
        `[...document.querySelectorAll('#insight button')].find((each) => each.textContent === 'Add to the network').focus()`,
      );
      await browser.press('Enter');
      await until(
        browser,
        `${network}.edges.length === ${before + 1} && ${network}.edges.some(({ status, kind }) => status === 'exploring' && kind === 'worksWith')`,
        'the introduction is in the network',
      );
      await browser.click('button', 'Undo: proposal added to the network');
      await until(browser, `${network}.edges.length === ${before}`, 'and gone again');
      await browser.evaluate(`document.querySelector('#insight .link').focus()`);
      await browser.press('Enter');
      await browser.click('button', /What if the hub leaves/);
      await until(
        browser,
        `/Without Stérk.Brabant, 6 of the 9 other actors/.test(${panel})`,
        'who falls off is counted',
      );
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
    name: 'insight: a press is one, though words come while it lasts',
    differs: 'the mouse',
    async walk({ open, until }) {
      const browser = await open('#sample');
      const [x, y] = await browser.evaluate(
        `(() => { const b = document.getElementById('insight-button').getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`,
      );
      await browser.mouse.move(x, y);
      await browser.mouse.down();
      await browser.evaluate(
        `impactweb.lens('spider').then(({ sentence }) => impactweb.tell(sentence)).then(() => true)`,
      );
      await browser.mouse.up();
      await until(browser, `document.querySelectorAll('#insight [data-lens]').length === 13`, 'the questions');
    },
  },
  {
    name: 'marks: an answer is marked in the picture and in its files, what is selected stays, and it goes with the panel',
    async walk({ open, until }) {
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      const node = (name) =>
        `[...document.querySelectorAll('#mirror button')].find((each) => each.textContent === ${JSON.stringify(name)} || each.getAttribute('aria-label') === ${JSON.stringify(name)})`;
      const described = (name) => `(${node(name)}?.getAttribute('aria-description') ?? '')`;
      const svg = (options = '{}') => `impactweb.export('svg', ${options}).then((made) => made.text())`;
      const plain = await browser.evaluate(svg());
      const selected = `document.querySelectorAll('#mirror [data-key="node"][aria-pressed="true"]').length`;
      const before = await browser.evaluate(selected);
      await browser.click('button', 'Insight');
      await until(browser, `document.querySelectorAll('#insight [data-lens]').length > 0`, 'the questions');
      await browser.click('button', /What if the hub leaves/);
      await until(browser, `/belongs to the answer/.test(${described('Breda Circulair')})`, 'who falls off is marked');
      await until(browser, `!/belongs to the answer/.test(${described('Stérk.Brabant')})`, 'who leaves is not');
      await until(
        browser,
        `/Proposed: a tie between .* and .*/.test(document.querySelector('#mirror').textContent)`,
        'proposals are told',
      );
      if ((await browser.evaluate(selected)) !== before) throw new Error('marking has changed what is selected');
      const marked = await browser.evaluate(svg(`{ legend: true }`));
      for (const wanted of ['id="marks"', '>Belongs to the answer<', '>Proposed tie<', 'opacity="0.22"'])
        if (!marked.includes(wanted)) throw new Error(`no ${wanted} in the picture`);
      if (plain.includes('id="marks"')) throw new Error('a picture without an answer has marks');
      await browser.evaluate(`document.querySelector('#insight .link').focus()`);
      await browser.press('Enter');
      await browser.click('button', /Which groups are there/);
      await until(
        browser,
        `/Group 1 · around Stérk.Brabant/.test(document.querySelector('#mirror').textContent)`,
        'groups are told',
      );
      const grouped = await browser.evaluate(svg());
      for (const wanted of ['id="groups"', '>1 · around Stérk.Brabant<'])
        if (!grouped.includes(wanted)) throw new Error(`no ${wanted} in the picture`);
      if (grouped.includes('opacity="0.22"')) throw new Error('groups hold everybody, yet somebody recedes');
      // Whoever is removed is marked no more, and nothing breaks.
      await browser.evaluate(`impactweb.apply([{ op: 'removeNodes', ids: ['sterk-brabant'] }])`);
      await browser.evaluate(`document.querySelector('#insight h2').focus()`);
      await browser.press('Escape');
      await browser.press('Escape');
      await until(browser, `document.querySelector('#insight').hidden`, 'the panel is closed');
      await until(
        browser,
        `!/belongs to the answer|Proposed:|Group 1/.test(document.querySelector('#mirror').textContent)`,
        'and nothing is marked',
      );
      if ((await browser.evaluate(svg())).includes('id="groups"')) throw new Error('groups stay in the picture');
    },
  },
  {
    name: 'insight: an answer that takes long says so and is stopped by key; the next question is answered',
    async walk({ open, until, engine }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.open({ type: 'impactweb', version: 1, network: {
        nodes: Array.from({ length: 12000 }, (_, at) => ({ id: 'n' + at, kind: 'actor', label: 'Partij ' + at, position: [(at % 120) * 90, Math.floor(at / 120) * 90] })),
        edges: Array.from({ length: 36000 }, (_, at) => ({ id: 'e' + at, from: 'n' + (at % 12000), to: 'n' + ((at * at * 31 + at * 17 + 13) % 12000), kind: 'worksWith' })),
      } }).then(() => true)`);
      await until(browser, 'impactweb.stats().edges === 36000', 'it is there');
      await browser.click('button', 'Insight');
      await until(browser, `document.querySelectorAll('#insight [data-lens]').length > 0`, 'the questions');
      const stopped = `/Stopped. Nothing has changed./.test(${panel})`;
      const answered = `!!document.querySelector('.insight-sentence')`;
      // Where a processor does the drawing, a page that draws may hear of the answer before it hears of a key.
      for (let tries = 5; ; --tries) {
        await until(browser, still, 'the picture stands still');
        await browser.evaluate(`document.querySelector('[data-lens="brokers"]').focus()`);
        await browser.press('Enter');
        await until(browser, `!!document.querySelector('.insight-waiting button') || ${answered}`, 'a way to stop');
        await browser.evaluate(`document.querySelector('.insight-waiting button')?.focus()`);
        await browser.press('Enter');
        await until(browser, `${stopped} || ${answered}`, 'it is stopped');
        if (await browser.evaluate(stopped)) break;
        if (tries === 0) throw new Error('the answer came before it could be stopped');
        await browser.evaluate(`document.querySelector('#insight .link').click()`);
        await until(browser, `!!document.querySelector('[data-lens="brokers"]')`, 'the questions again');
      }
      if (engine !== 'webkit') await judge(browser, 'a question that was stopped');
      if (await browser.evaluate(`!!document.querySelector('.insight-waiting')`)) throw new Error('the button stays');
      await browser.evaluate(`document.querySelector('#insight .link').focus()`);
      await browser.press('Enter');
      await browser.evaluate(`document.querySelector('[data-lens="fee"]').focus()`);
      await browser.press('Enter');
      await until(browser, `!!document.querySelector('.insight-sentence')`, 'another answer');
      let aborted = '';
      for (let tries = 4; tries > 0 && aborted !== 'ended'; --tries) {
        await until(browser, still, 'the picture stands still');
        aborted = await browser.evaluate(
          `(() => { const stop = new AbortController(); setTimeout(() => stop.abort(), 50); return impactweb.lens('brokers', {}, { signal: stop.signal }).then(() => 'answered', () => 'ended'); })()`,
        );
      }
      if (aborted !== 'ended') throw new Error('a script cannot stop a question');
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
      if (told.lenses !== 13 || !told.same || !told.words.includes('Stérk.Brabant') || !told.refusal.includes('who'))
        throw new Error(JSON.stringify(told));
    },
  },
];
