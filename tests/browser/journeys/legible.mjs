// What a picture must be: true, legible, calm. Counted on the files that it is exported to, of networks of several kinds.
import { counting, network } from '../picture_counts.mjs';
import { standsStill } from './stillness.mjs';

const json = JSON.stringify;

/** Draws a network that comes without places, and counts. */
async function counted({ browser, until }, drawn, of = 'view') {
  await browser.evaluate(`impactweb.open(${json({ type: 'impactweb', version: 1, network: drawn })}).then(() => true)`);
  await until(
    browser,
    `impactweb.snapshot().network.nodes.every(({ position }) => position)`,
    'everything has a place',
  );
  await until(browser, standsStill, 'the picture stands still');
  return JSON.parse(
    await browser.evaluate(
      `impactweb.export('svg', { of: '${of}', legend: false, title: '' }).then((blob) => blob.text()).then((text) => JSON.stringify(countsOf(text, ${json(drawn)})))`,
    ),
  );
}

const said = (what, counts) => `${what}: ${json(counts)}`;

export const journeys = [
  {
    name: 'no tie runs through a stranger and names are there to be read, whatever the network',
    async walk({ open, until }) {
      const browser = await open('#new', { viewport: { width: 1440, height: 900 } });
      await browser.evaluate(counting);
      const cases = [
        ['tree', 20, 1],
        ['groups', 35, 2],
        ['hubs', 45, 3],
        ['random', 60, 4],
        ['mixed', 60, 5],
        ['groups', 60, 6],
        ['hubs', 80, 7],
        ['mixed', 100, 8],
        ['mixed', 300, 9],
        ['groups', 300, 10],
      ];
      const wrong = [];
      for (const [kind, count, seed] of cases) {
        const counts = await counted({ browser, until }, network(kind, count, seed));
        if (process.env.SAY_COUNTS) console.log(said(`${kind} ${count}`, counts));
        const least = count <= 60 ? 0.95 : count <= 100 ? 0.85 : 0.5;
        if (count <= 100 && counts.through > 0) wrong.push(said(`${kind} ${count}: ties through strangers`, counts));
        if (counts.overNodes > 0 || counts.overNames > 0)
          wrong.push(said(`${kind} ${count}: names over something`, counts));
        if (counts.share < least) wrong.push(said(`${kind} ${count}: too few names`, counts));
        if (counts.hubsLeftOut.length > 0) wrong.push(said(`${kind} ${count}: a hub has no name`, counts));
        if (counts.smallest < 12) wrong.push(said(`${kind} ${count}: letters too small`, counts));
      }
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    },
  },
  {
    name: 'what is typed is in sight, whoever moved the picture, and the picture fits again when its stage changes',
    async walk({ open, until }) {
      const browser = await open('#new', { viewport: { width: 1100, height: 760 } });
      const line = async (text) => {
        const before = await browser.evaluate('impactweb.stats().edges');
        await browser.focus('entry');
        await browser.type(text);
        await until(
          browser,
          `document.querySelector('[data-key="entry"]').value === ${json(text)}`,
          'the line is typed',
        );
        await browser.press('Enter');
        await until(browser, `impactweb.stats().edges === ${before + 1}`, `"${text}" is a tie`);
        await until(browser, `document.querySelector('[data-key="entry"]').value === ''`, 'the line is empty');
      };
      /** Every node, or those named, lies on the stage above the line. */
      const inSight = (names) => `(() => {
        const wanted = ${names ? json(names) : `impactweb.snapshot().network.nodes.map(({ label }) => label)`};
        const low = document.querySelector('[data-key="entry"]').getBoundingClientRect().top;
        const stage = document.querySelector('canvas').getBoundingClientRect();
        const out = wanted.filter((name) => {
          const box = [...document.querySelectorAll('#mirror button')].find((each) => each.textContent === name)?.getBoundingClientRect();
          return !box || box.left < stage.left || box.right > stage.right || box.top < stage.top || box.bottom > low;
        });
        return out.length === 0 || out.join(', ');
      })()`;
      await line('Zet > Provincie');
      for (let i = 0; i < 14; i += 1) {
        await line(i % 2 ? `Zet > Partij ${i}` : `Partij ${Math.max(0, i - 1)} > Partij ${i}`);
        await until(browser, inSight(), `after ${i + 2} lines all are in sight`);
      }
      // A hand has moved everything off the stage: what is new comes into sight, and nothing else moves.
      const [x, y] = await browser.evaluate(
        `(() => { const b = document.querySelector('canvas').getBoundingClientRect(); return [b.x + b.width - 60, b.y + 60]; })()`,
      );
      await browser.mouse.move(x, y);
      await browser.mouse.down();
      await browser.mouse.move(x - 900, y + 120, { steps: 6 });
      await browser.mouse.up();
      await until(browser, `(${inSight()}) !== true`, 'the picture has been moved away');
      await line('Partij 3 > Nieuwkomer');
      await until(browser, inSight(['Nieuwkomer']), 'the newcomer is in sight');
      await browser.press('Escape');
      await browser.evaluate(`document.activeElement.blur()`);
      await browser.press('0');
      await until(browser, inSight(), 'all are in sight again');
      await browser.resize(820, 560);
      await until(browser, inSight(), 'all are in sight in a smaller window');
    },
  },
  {
    name: 'beside the list the picture is not under the legend',
    async walk({ open, until }) {
      const browser = await open('#sample', { viewport: { width: 1366, height: 768 } });
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      await browser.click('button', 'List');
      const covered = `(() => {
        const boxes = (list) => list.map((each) => each.getBoundingClientRect());
        const buttons = [...document.querySelectorAll('#mirror button')];
        const legend = boxes(buttons.filter(({ textContent }) => /^(Knowledge and education|No sector|Sizes and lines)/.test(textContent)));
        if (legend.length < 2) return 'there is no legend';
        const [left, top, right, bottom] = [Math.min(...legend.map((b) => b.left)), Math.min(...legend.map((b) => b.top)), Math.max(...legend.map((b) => b.right)), Math.max(...legend.map((b) => b.bottom))];
        const names = impactweb.snapshot().network.nodes.map(({ label }) => label);
        const under = buttons.filter((each) => {
          if (!names.includes(each.textContent)) return false;
          const box = each.getBoundingClientRect();
          // What is further to the right is in the list.
          return box.left < right && box.right > left && box.right - box.left < 120 && box.top < bottom && box.bottom > top;
        });
        return under.length === 0 || under.map(({ textContent }) => textContent).join(', ');
      })()`;
      await until(
        browser,
        `!!document.querySelector('#mirror [role="table"], #mirror table, #mirror [role="grid"]')`,
        'the list is there',
      );
      await until(browser, standsStill, 'the picture stands still');
      await until(browser, covered, 'nobody is under the legend');
    },
  },
  {
    name: 'without sectors the picture has colours all the same, by kind or by group',
    async walk({ open, until }) {
      const browser = await open('#new');
      const colors = async () =>
        JSON.parse(
          await browser.evaluate(
            `impactweb.export('svg', { of: 'all' }).then((blob) => blob.text()).then((text) => JSON.stringify([...new Set([...text.slice(text.indexOf('id="nodes"'), text.indexOf('id="names"')).matchAll(/fill="(#[0-9a-f]{6})"/g)].map(([, color]) => color))]))`,
          ),
        );
      const grey = (color) => {
        const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
        return Math.max(r, g, b) - Math.min(r, g, b) < 24;
      };
      await browser.evaluate(`impactweb.apply([
        { op: 'addNode', node: { id: 'a', kind: 'actor', label: 'Een partij', position: [0, 0] } },
        { op: 'addNode', node: { id: 'b', kind: 'initiative', label: 'Een initiatief', position: [200, 0] } },
        { op: 'addNode', node: { id: 'c', kind: 'challenge', label: 'Een opgave', position: [100, 150] } },
      ])`);
      const kinds = (await colors()).filter((color) => !grey(color));
      if (kinds.length < 3) throw new Error(`three kinds have the colours ${kinds}`);
      await browser.evaluate(`impactweb.apply([{ op: 'setNode', id: 'a', field: 'sector', value: 'government' }])`);
      const sectors = (await colors()).filter((color) => !grey(color));
      if (sectors.length !== 1) throw new Error(`one sector has the colours ${sectors}`);
      await browser.evaluate(
        `impactweb.open(${json({ type: 'impactweb', version: 1, network: network('groups', 90, 3) })}).then(() => true)`,
      );
      await until(
        browser,
        `impactweb.snapshot().network.nodes.every(({ position }) => position)`,
        'everything has a place',
      );
      const end = Date.now() + 30_000;
      for (;;) {
        const groups = (await colors()).filter((color) => !grey(color));
        if (groups.length >= 3) break;
        if (Date.now() > end) throw new Error(`three groups have the colours ${groups}`);
      }
    },
  },
];
