// What the insight panel offers beside an answer: options, proposals that are declined or kept as scenarios, pictures of numbers, measures.
import { judge } from './access.mjs';
import { catchDownloads } from './screen_reader.mjs';

const network = 'impactweb.snapshot().network';
const panel = `(document.querySelector('#insight')?.textContent ?? '')`;
const sample = { hash: '#sample', open: 'impactweb.stats().nodes > 10' };

/** The button in the panel with this text, or whose text begins so. */
const buttonIn = (text, within = '#insight') =>
  `[...document.querySelectorAll(${JSON.stringify(within)} + ' button')].find((each) => each.textContent.startsWith(${JSON.stringify(text)}))`;

/** With the keyboard, as somebody does who does not see it. */
async function press({ until }, browser, text, within) {
  await until(browser, `!!${buttonIn(text, within)}`, `there is a button ${text}`);
  await browser.evaluate(`${buttonIn(text, within)}.focus()`);
  await browser.press('Enter');
}

async function ask(world, browser, question) {
  const { until } = world;
  await until(browser, `!document.querySelector('#insight-button').disabled`, 'the bar is there');
  if (await browser.evaluate(`document.querySelector('#insight').hidden`)) await browser.click('button', 'Insight');
  else if (!(await browser.evaluate(`!!document.querySelector('#insight [data-lens]')`)))
    await press(world, browser, 'All insights');
  await until(browser, `!!${buttonIn(question)}`, `there is the question ${question}`);
  await press(world, browser, question);
}

async function fold(browser, name) {
  await browser.evaluate(`document.querySelector('#insight-fold-' + ${JSON.stringify(name)}).focus()`);
  await browser.press('Enter');
}

/** Chooses in a list as a hand does: the value, and the events that go with it. */
const choose = (id, value) =>
  `(() => { const field = document.querySelector(${JSON.stringify(`[id="${id}"]`)}); field.focus(); field.value = ${JSON.stringify(value)}; field.dispatchEvent(new Event('change', { bubbles: true })); return field.value; })()`;

async function openSample({ open, until }, settings = {}) {
  const browser = await open(sample.hash, settings);
  await until(browser, sample.open, 'the sample is open');
  return browser;
}

const middleOf = (expression) =>
  `(() => { const b = ${expression}.getBoundingClientRect(); return [b.x + b.width / 2, b.y + Math.min(b.height / 2, 60)]; })()`;

export const journeys = [
  {
    name: 'insight: what counts is set with the keys, words become the same, and what is declined does not come back',
    async walk(world) {
      const { until, engine } = world;
      const browser = await openSample(world);
      await ask(world, browser, 'Whom could we introduce');
      await until(browser, `!!document.querySelector('#insight-fold-introductions-weights')`, 'weights are there');
      await fold(browser, 'introductions-weights');
      const first = `document.querySelector('.insight-action .insight-said').textContent`;
      const before = await browser.evaluate(`document.querySelector('.insight-action').textContent`);
      await browser.evaluate(`document.querySelector('#insight-needOffer').focus()`);
      await browser.press('Home');
      await until(
        browser,
        `document.querySelector('#insight-needOffer').value === '0'`,
        'needs and offers do not count',
      );
      await until(
        browser,
        `document.activeElement.id === 'insight-needOffer' && document.activeElement.getAttribute('aria-valuetext') === 'does not count'`,
        'the range says so, and keeps the focus',
      );
      await until(
        browser,
        `document.querySelector('.insight-action').textContent !== ${JSON.stringify(before)} && !/needs “/.test(${panel})`,
        'others are proposed, for other reasons',
      );
      if (engine !== 'webkit') await judge(browser, 'options of a question');
      await press(world, browser, 'Reset to defaults');
      await until(
        browser,
        `document.querySelector('.insight-action').textContent === ${JSON.stringify(before)}`,
        'as it was',
      );

      await ask(world, browser, 'Who could help whom');
      await until(browser, `!!${buttonIn('Decline')}`, 'there are proposals');
      const proposal = await browser.evaluate(first);
      await press(world, browser, 'Decline');
      await until(browser, `!${panel}.includes(${JSON.stringify(proposal)})`, 'it is gone');
      await until(
        browser,
        `Object.keys(${network}).filter((name) => name.startsWith('declined ')).length === 1 && /1 proposal was declined/.test(${panel})`,
        'the network remembers it',
      );
      await press(world, browser, 'Show declined again');
      await until(browser, `${panel}.includes(${JSON.stringify(proposal)})`, 'it comes back when somebody wants that');

      await fold(browser, 'synonyms');
      await browser.evaluate(`document.querySelector('#insight-words').focus()`);
      await browser.type('geld, euro');
      await browser.press('Enter');
      await until(
        browser,
        `JSON.stringify(${network}.synonyms) === '[["geld","euro"]]' && /geld = euro/.test(${panel})`,
        'words mean the same',
      );
      await until(browser, `document.activeElement.id === 'insight-words'`, 'the next ones can be typed at once');
      await browser.click('button', 'Undo: network changed');
      await until(browser, `${network}.synonyms === undefined`, 'one step back');
    },
  },
  {
    name: 'insight: the spider test takes several actors, chosen one by one or selected in the picture',
    async walk(world) {
      const { until } = world;
      const browser = await openSample(world);
      await ask(world, browser, 'What if the hub leaves');
      await until(browser, `!!document.querySelector('#insight-who')`, 'who leaves can be chosen');
      await browser.evaluate(choose('insight-who', 'nodes'));
      await until(browser, `/First choose who leaves/.test(${panel})`, 'nobody yet');
      await browser.evaluate(choose('insight-nodes', 'zet'));
      await until(browser, `/Without Stichting Zet /.test(${panel})`, 'one');
      await browser.evaluate(choose('insight-nodes', 'provincie'));
      await until(browser, `/Without Stichting Zet and Provincie Noord-Brabant /.test(${panel})`, 'two');
      await browser.evaluate(`document.querySelector('[aria-label="Remove Stichting Zet from the list"]').focus()`);
      await browser.press('Enter');
      await until(browser, `/Without Provincie Noord-Brabant /.test(${panel})`, 'one again');
      await browser.evaluate(`document.querySelector('#mirror').focus()`);
      await browser.evaluate(
        `[...document.querySelectorAll('[data-key="node"]')].find((each) => each.textContent.startsWith('Breda Circulair') || each.getAttribute('aria-label')?.startsWith('Breda Circulair')).click()`,
      );
      await until(
        browser,
        `document.querySelector('[data-key="title"]')?.value === 'Breda Circulair'`,
        'it is selected',
      );
      await press(world, browser, 'Use the selection');
      await until(browser, `/Without Breda Circulair,? /.test(${panel})`, 'what was selected leaves');
    },
  },
  {
    name: 'insight: introductions become cards to print',
    engines: ['chromium'],
    async walk(world) {
      const { until } = world;
      const browser = await openSample(world);
      await browser.evaluate(catchDownloads);
      await ask(world, browser, 'Whom could we introduce');
      await until(browser, `document.querySelectorAll('.insight-action input').length > 1`, 'proposals can be ticked');
      await until(browser, `!/Cards for printing/.test(${panel})`, 'there are no cards of what nobody chose');
      await browser.evaluate(`document.querySelector('.insight-action input').focus()`);
      await browser.press(' ');
      await press(world, browser, 'Cards for printing', '.insight-ticked');
      await until(browser, `window.saved.some((name) => / introductions\\.pdf$/.test(name))`, 'a sheet is saved');
    },
  },
  {
    name: 'insight: scenarios are kept beside the network, compared, refused when they no longer fit, copied and carried out',
    async walk(world) {
      const { until, engine } = world;
      const browser = await openSample(world);
      const before = await browser.evaluate(`JSON.stringify(${network})`);
      await ask(world, browser, 'What if the hub leaves');
      await press(world, browser, 'Save as a scenario');
      await until(
        browser,
        `/Saved as a scenario: Without Stérk.Brabant/.test(document.body.textContent)`,
        'one is kept',
      );
      await ask(world, browser, 'Whom could we introduce');
      await until(browser, `document.querySelectorAll('.insight-action input').length > 1`, 'proposals can be ticked');
      for (const at of [0, 1]) {
        await browser.evaluate(`document.querySelectorAll('.insight-action input')[${at}].focus()`);
        await browser.press(' ');
      }
      await until(browser, `/2 proposals are ticked/.test(${panel})`, 'two are ticked');
      await press(world, browser, 'What would that change?', '.insight-ticked');
      await until(
        browser,
        `/Then: /.test(document.querySelector('.insight-ticked').textContent)`,
        'it says what that changes',
      );
      await press(world, browser, 'Save as a scenario', '.insight-ticked');
      await until(
        browser,
        `/Saved as a scenario: 2 proposals together/.test(document.body.textContent)`,
        'and is kept',
      );
      await until(browser, `JSON.stringify(${network}) === ${JSON.stringify(before)}`, 'the network has not changed');

      await browser.reload();
      await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'the page again');
      await until(browser, sample.open, 'the same network');
      await ask(world, browser, 'What if? Compare scenarios');
      await until(
        browser,
        `document.querySelectorAll('.insight-scenarios > li').length === 2`,
        'both are there after a while',
      );
      await until(browser, `document.querySelectorAll('.insight-compared thead th').length === 4`, 'side by side');
      const row = (label) =>
        `[...document.querySelectorAll('.insight-compared tbody tr')].find((each) => each.children[0].textContent === ${JSON.stringify(label)})`;
      await until(browser, `${row('Actors cut off')}.children[1].textContent === '6'`, 'the network as it is');
      await until(
        browser,
        `/less than now/.test(${row('Actors cut off')}.children[2].textContent)`,
        'which way it goes is said',
      );
      if (engine !== 'webkit') await judge(browser, 'scenarios side by side');
      await browser.evaluate(choose('insight-by', 'figures'));
      await until(browser, `!!${row('Density')}`, 'key figures');

      await press(world, browser, 'Rename', '.insight-scenarios');
      await until(browser, `document.activeElement.id === 'dialog-name'`, 'a name is asked');
      await browser.type('Zonder spin');
      await browser.press('Enter');
      await until(browser, `/Zonder spin/.test(${panel})`, 'it has another name');

      // Of the two introductions one can no longer be made: nothing of it is done.
      const gone = await browser.evaluate(
        `(() => { const [tie] = document.querySelectorAll('.insight-scenarios > li')[1].querySelectorAll('.insight-plain li'); const name = tie.textContent.replace('New tie: ', '').split(' – ')[0]; const { id } = ${network}.nodes.find(({ label }) => label === name); impactweb.apply([{ op: 'removeNodes', ids: [id] }]); return ${network}.edges.length; })()`,
      );
      await until(browser, `/Part of this no longer fits/.test(${panel})`, 'it says that it no longer fits');
      await press(world, browser, 'Apply to the network', '.insight-scenarios > li:nth-child(2)');
      await until(
        browser,
        `/Nothing was applied/.test(document.querySelector('dialog')?.textContent ?? '')`,
        'it is refused in words',
      );
      await browser.press('Enter');
      await until(browser, `${network}.edges.length === ${gone}`, 'and nothing is half applied');
      await browser.evaluate(`impactweb.undo()`);
      await until(browser, `!/Part of this no longer fits/.test(${panel})`, 'it fits again');
      const ties = await browser.evaluate(`${network}.edges.length`);
      await press(world, browser, 'Apply to the network', '.insight-scenarios > li:nth-child(2)');
      await until(browser, `${network}.edges.length === ${ties + 2}`, 'both introductions are made');
      await until(browser, `/Applied to the network: today/.test(${panel})`, 'and that is noted');
      await press(world, browser, 'Apply to the network', '.insight-scenarios > li:nth-child(2)');
      await until(
        browser,
        `/There is a tie of this kind already/.test(document.querySelector('dialog')?.textContent ?? '')`,
        'twice is asked about',
      );
      await browser.press('Escape');
      await until(
        browser,
        `!document.querySelector('dialog') && ${network}.edges.length === ${ties + 2}`,
        'and not done',
      );
      await browser.click('button', 'Undo: proposal added to the network');
      await until(browser, `${network}.edges.length === ${ties}`, 'in one step');

      await press(world, browser, 'Throw away', '.insight-scenarios > li:nth-child(2)');
      await until(browser, `document.querySelectorAll('.insight-scenarios > li').length === 1`, 'one is thrown away');
      await press(world, browser, 'Undo', '#toast');
      await until(browser, `document.querySelectorAll('.insight-scenarios > li').length === 2`, 'and put back');

      const here = await browser.evaluate('location.hash');
      await press(world, browser, 'Open as a copy', '.insight-scenarios > li:nth-child(1)');
      await until(
        browser,
        `location.hash !== ${JSON.stringify(here)} && / – Zonder spin$/.test(${network}.title) && !${network}.nodes.some(({ label }) => label === 'Stérk.Brabant')`,
        'a copy without the spider',
      );
      await browser.evaluate(`location.hash = ${JSON.stringify(here)}`);
      await until(
        browser,
        `${network}.nodes.some(({ label }) => label === 'Stérk.Brabant')`,
        'the network itself has it still',
      );
    },
  },
  {
    name: 'insight: the board moves initiatives by list and by hand, the matrix of sectors has its numbers in it',
    async walk(world) {
      const { until, engine } = world;
      const browser = await openSample(world);
      const stageOf = (id) => `${network}.nodes.find((node) => node.id === '${id}').stage`;
      await ask(world, browser, 'Do dreams become practice');
      await until(browser, `document.querySelectorAll('.insight-card').length === 3`, 'three initiatives');
      await browser.evaluate(choose('insight-stage-of-impact-zuid', 'exploring'));
      await until(browser, `${stageOf('impact-zuid')} === 'exploring'`, 'it goes on by the list');
      await until(
        browser,
        `document.querySelector('[aria-labelledby="insight-stage-exploring"]').textContent.includes('Impact Zuid')`,
        'and stands in its column',
      );
      if (engine !== 'webkit') await judge(browser, 'the board');
      if (engine === 'chromium') {
        const card = `document.querySelector('[id="insight-card-impact-zuid"]').closest('li')`;
        const column = `document.querySelector('[aria-labelledby="insight-stage-pilot"]')`;
        const [from, to] = [await browser.evaluate(middleOf(card)), await browser.evaluate(middleOf(column))];
        await browser.mouse.move(...from);
        await browser.mouse.down();
        await browser.mouse.move(from[0] + 10, from[1] + 10, { steps: 3 });
        await browser.mouse.move(...to, { steps: 8 });
        await browser.mouse.up();
        await until(browser, `${stageOf('impact-zuid')} === 'pilot'`, 'it goes on by hand');
        await browser.click('button', 'Undo: “Impact Zuid” changed');
      }
      await browser.click('button', 'Undo: “Impact Zuid” changed');
      await until(browser, `${stageOf('impact-zuid')} === 'dream'`, 'a step each');
      await ask(world, browser, 'How mixed are we');
      await until(browser, `document.querySelectorAll('.insight-matrix tbody tr').length === 4`, 'four sectors');
      await until(
        browser,
        `document.querySelector('.insight-matrix tbody td').textContent.replace(/\\s+/g, ' ').startsWith('4 of 10')`,
        'ties of pairs',
      );
      await browser.evaluate(`impactweb.on('selection', (selection) => { window.picked = selection; }) && true`);
      await browser.evaluate(`document.querySelector('.insight-matrix tbody button').focus()`);
      await browser.press('Enter');
      const within = `${network}.edges.filter(({ from, to, status }) => status !== 'potential' && [from, to].every((end) => ${network}.nodes.some(({ id, kind, sector }) => id === end && (kind ?? 'actor') === 'actor' && sector === 'civilSociety'))).length`;
      await until(
        browser,
        `window.picked?.edges.length >= 4 && window.picked.edges.length === ${within}`,
        'they are selected',
      );
      if (engine !== 'webkit') await judge(browser, 'the matrix of sectors');
    },
  },
  {
    name: 'insight: measures sort, lead to their actors, and are saved without formulas, for ten thousand nodes as well',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { until } = world;
      const browser = await openSample(world);
      await browser.evaluate(
        `impactweb.apply([{ op: 'addNode', node: { id: 'formula', label: '=1+1' } }, { op: 'addEdge', edge: { from: 'formula', to: 'zet', kind: 'worksWith' } }])`,
      );
      await ask(world, browser, 'What kind of network is this');
      const names = `[...document.querySelectorAll('#insight-measures .insight-table tbody th')].map((each) => each.textContent)`;
      await until(browser, `${names}[0] === 'Stérk.Brabant'`, 'who has most ties stands first');
      await until(browser, `!/Still calculating/.test(${panel})`, 'all of it is counted');
      const value = await browser.evaluate(
        `document.querySelector('#insight-measures tbody tr').children[2].textContent`,
      );
      const exact = await browser.evaluate(
        `impactweb.measures({ only: ['betweenness'] }).betweenness.perNode['sterk-brabant']`,
      );
      if (Math.abs(Number(value) - exact) > 0.0006) throw new Error(`betweenness ${value}, and ${exact}`);
      await judge(browser, 'measures');
      await browser.evaluate(`document.querySelector('#insight-sort-name').focus()`);
      await browser.press('Enter');
      await until(
        browser,
        `document.activeElement.closest('th')?.getAttribute('aria-sort') === 'ascending' && JSON.stringify(${names}) === JSON.stringify([...${names}].sort(new Intl.Collator('en').compare))`,
        'by name',
      );
      await press(world, browser, 'Stichting Zet', '#insight-measures');
      await until(
        browser,
        `document.querySelector('[data-key="title"]')?.value === 'Stichting Zet'`,
        'a name leads to its actor',
      );
      await browser.evaluate(
        `(() => { window.files = []; const make = URL.createObjectURL; URL.createObjectURL = (blob) => { if (blob.type.startsWith('text/csv')) blob.text().then((text) => window.files.push(text)); return make.call(URL, blob); }; return true; })()`,
      );
      await browser.evaluate(catchDownloads);
      await press(world, browser, 'Save all of it as CSV');
      await until(browser, `window.files.length === 2 && window.saved.length === 2`, 'two files');
      await until(browser, `/\\r\\n'=1\\+1,/.test(window.files[0])`, 'no name is a formula');

      const many = 10_000;
      await browser.evaluate(
        `impactweb.open({ type: 'impactweb', version: 1, network: { nodes: Array.from({ length: ${many} }, (_, at) => ({ id: 'n' + at, label: 'Partij ' + at, position: [(at % 100) * 60, Math.floor(at / 100) * 60] })), edges: Array.from({ length: ${many - 1} }, (_, at) => ({ id: 'e' + at, from: 'n' + (at + 1), to: 'n' + Math.floor(at / 3), kind: 'worksWith' })) } }, { mode: 'replace' }).then(() => true)`,
      );
      if (await browser.evaluate(`document.querySelector('#insight').hidden`))
        await ask(world, browser, 'What kind of network is this');
      await until(
        browser,
        `!!${buttonIn('Recalculate')} || /of 10,000/.test(${panel})`,
        'a large network is not counted unasked',
      );
      if (await browser.evaluate(`!!${buttonIn('Recalculate')}`)) await press(world, browser, 'Recalculate');
      await until(browser, `/1 to 25 of 10,000/.test(${panel})`, 'the table is there', 60_000);
      await until(browser, `document.querySelectorAll('#insight-measures tbody tr').length === 25`, 'a page of it');
      await press(world, browser, 'Next', '.insight-pages');
      await until(browser, `/26 to 50 of 10,000/.test(${panel})`, 'and the next');
      await browser.evaluate(`document.querySelector('#insight-find').focus()`);
      await browser.type('partij 9999');
      await until(browser, `${names}.join() === 'Partij 9999'`, 'found among all');
      await until(browser, `!/Still calculating/.test(${panel})`, 'all of it is counted', 90_000);
    },
  },
  {
    name: 'insight: on a phone every page fits its sheet, grows, and answers a finger',
    engines: ['chromium'],
    async walk(world) {
      const { open, until } = world;
      for (const viewport of [
        { width: 390, height: 844 },
        { width: 320, height: 568 },
      ]) {
        const browser = await open('#sample', { viewport, touch: true });
        await until(browser, sample.open, 'the sample is open');
        const tap = async (expression, what) => {
          await until(browser, `!!${expression} && ${expression}.getClientRects().length > 0`, what);
          await browser.evaluate(`${expression}.scrollIntoView({ block: 'center' })`);
          await new Promise((resolve) => setTimeout(resolve, 250));
          await browser.tap(...(await browser.evaluate(middleOf(expression))));
        };
        await tap(`document.querySelector('#more')`, 'the menu');
        await tap(
          `[...document.querySelectorAll('[role="menuitem"]')].find((each) => each.textContent.startsWith('Insight'))`,
          'insight is in it',
        );
        for (const page of ['introductions', 'market', 'spider', 'helix', 'practice', 'fee', 'scenarios', 'measures']) {
          await tap(`document.querySelector('#insight :is([data-lens="${page}"], [data-page="${page}"])')`, page);
          await until(
            browser,
            `!!document.querySelector('#insight :is(.insight-sentence, #insight-csv, .insight-scenarios), #insight p + p')`,
            `${page} is there`,
          );
          await browser.evaluate(
            `document.querySelectorAll('#insight details').forEach((each) => { each.open = true; })`,
          );
          const wide = await browser.evaluate(
            `(() => { const box = document.querySelector('#insight'); return [document.documentElement.scrollWidth - innerWidth, box.scrollWidth - box.clientWidth]; })()`,
          );
          if (wide.some((more) => more > 0)) throw new Error(`${page} at ${viewport.width}: wider by ${wide.join()}`);
          // What is said of a table that scrolls is not cut off with it.
          const cut = await browser.evaluate(
            `[...document.querySelectorAll('#insight caption:not(.hidden)')].filter((each) => each.getClientRects().length > 0 && each.getBoundingClientRect().right > innerWidth).length`,
          );
          if (cut > 0) throw new Error(`${page} at ${viewport.width}: a caption is cut off`);
          const small = await browser.evaluate(
            `[...document.querySelectorAll('#insight button, #insight select, #insight summary')].filter((each) => each.getClientRects().length > 0 && each.getBoundingClientRect().height < 40).map((each) => each.textContent || each.id)`,
          );
          if (small.length > 0) throw new Error(`${page}: too small for a finger: ${small.slice(0, 5).join(', ')}`);
          if (page === 'practice') {
            const height = await browser.evaluate(`document.querySelector('#insight').clientHeight`);
            await tap(`document.querySelector('#insight-size')`, 'the size');
            await until(browser, `document.querySelector('#insight').clientHeight < ${height} - 50`, 'it is smaller');
            await tap(`document.querySelector('#insight-size')`, 'the size');
            await until(browser, `document.querySelector('#insight').clientHeight === ${height}`, 'and larger');
          }
          if (page === 'measures') {
            await tap(buttonIn('Stichting Zet', '#insight-measures'), 'a name');
            await until(
              browser,
              `document.querySelector('[data-key="title"]')?.value === 'Stichting Zet'`,
              'its actor',
            );
          }
          await tap(buttonIn('All insights'), 'the way back');
        }
        await browser.close();
      }
    },
  },
];
