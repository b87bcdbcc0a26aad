// What a room sees: the picture on a beamer, groups of a large network, and whoever it is about.
import { random } from '../../bench/graphs.mjs';
import { find, heard } from './screen_reader.mjs';
import { standsStill } from './stillness.mjs';

const json = JSON.stringify;
const tools = `[...document.querySelectorAll('#mirror [role="toolbar"] button')].map((e) => e.getAttribute('aria-label') || e.textContent)`;
const picture = (of) =>
  `impactweb.export('svg', { of: '${of}', legend: false, title: '' }).then((blob) => blob.text())`;

/** How opaque a name is in an SVG. */
function opacityOf(svg, name) {
  const text = [...svg.matchAll(/<text ([^>]*)>(?:(?!<\/text>).)*<\/text>/gs)].find(([whole]) =>
    whole
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .includes(name),
  );
  return text && Number(/ opacity="([\d.]+)"/.exec(text[1])?.[1] ?? 1);
}

/** `groups` towns of `size` actors who know their own. */
function towns(groups, size) {
  const nodes = [];
  const edges = [];
  for (let group = 0; group < groups; ++group)
    for (let one = 0; one < size; ++one) {
      const id = `n${group * size + one}`;
      nodes.push({ id, kind: 'actor', label: `Party ${group * size + one}`, place: `Town ${group + 1}` });
      if (one > 0) edges.push({ id: `e${edges.length}`, from: id, to: `n${group * size}` });
      if (one > 2) edges.push({ id: `e${edges.length}`, from: id, to: `n${group * size + (one >> 1)}` });
      if (group > 0 && one === size - 1) edges.push({ id: `e${edges.length}`, from: id, to: `n${(group - 1) * size}` });
    }
  return { title: 'Towns', nodes, edges };
}

/** `groups` towns of `size` actors, of whose ties one in seven leads to another town, and any town may be the other. */
function mingled(groups, size) {
  const unit = random(3);
  const below = (count) => Math.floor(unit() * count);
  const nodes = [];
  const edges = [];
  const tie = (from, to) => from !== to && edges.push({ id: `e${edges.length}`, from: `n${from}`, to: `n${to}` });
  for (let at = 0; at < groups * size; ++at) {
    const town = Math.floor(at / size);
    nodes.push({ id: `n${at}`, kind: 'actor', label: `Party ${at}`, place: `Town ${town + 1}` });
    if (at % size > 0) tie(at, town * size + below(at % size));
  }
  while (edges.length < 3 * nodes.length) {
    const from = below(nodes.length);
    tie(from, unit() < 0.22 ? below(nodes.length) : Math.floor(from / size) * size + below(size));
  }
  return { title: 'Towns', nodes, edges };
}

export const journeys = [
  {
    name: 'presenting: the picture alone, with its name and colours, stop by stop, and back by the key that began it',
    engines: ['chromium', 'firefox'],
    async walk({ open, until }) {
      const browser = await open('#sample', { locale: 'nl-NL', viewport: { width: 1366, height: 768 } });
      await until(browser, standsStill, 'the sample');
      await browser.evaluate(
        `(window.chosen = [], impactweb.on('selection', ({ nodes }) => { window.chosen = nodes; }), true)`,
      );
      await browser.evaluate(`document.querySelector('#stage').focus()`);
      await browser.press('p');
      await until(browser, `document.documentElement.classList.contains('presenting')`, 'it is presented');
      await until(browser, `document.fullscreenElement === document.documentElement`, 'on the whole screen');
      await until(browser, `document.querySelector('#bar').getClientRects().length === 0`, 'without the bar');
      await until(
        browser,
        `${tools}.join() === 'Terug,Volgende stap,Stop presenteren'`,
        'three tools, for who reaches for them',
      );
      await until(browser, `!document.querySelector('[data-key="entry"]')`, 'no line to type in');
      await until(
        browser,
        `[...document.querySelectorAll('#mirror [role="region"]')].some((e) => e.textContent.includes('Brabantse lessen'))`,
        'the name of the network',
      );
      await until(browser, standsStill, 'it stands');
      const before = await browser.evaluate(`impactweb.snapshot().network.nodes.length`);
      await browser.press('ArrowRight');
      await until(browser, heard('Stérk.Brabant, 1 van 12'), 'the first stop is told');
      await until(browser, `window.chosen.length === 1`, 'it has the focus');
      await browser.press('PageDown');
      await until(browser, heard('2 van 12'), 'what a presenter in the hand sends');
      await browser.press('ArrowLeft');
      await browser.press('ArrowLeft');
      await until(browser, heard('Het hele netwerk'), 'back to the beginning');
      await until(browser, `window.chosen.length === 0`, 'nobody is chosen');
      await browser.press('ArrowLeft');
      await until(browser, heard('12 van 12'), 'and round');
      await browser.evaluate(`${find('button', 'Stop presenteren')}.click()`);
      await until(
        browser,
        `!document.documentElement.classList.contains('presenting') && !document.fullscreenElement && !!document.querySelector('[data-key="entry"]')`,
        'as before',
      );
      await until(browser, `impactweb.snapshot().network.nodes.length === ${before}`, 'nothing has changed');
      await browser.press('p');
      await until(browser, `!!document.fullscreenElement`, 'again');
      await browser.evaluate('document.exitFullscreen().then(() => true)');
      await until(
        browser,
        `!document.documentElement.classList.contains('presenting')`,
        'the way out of the browser ends it',
      );
    },
  },
  {
    name: 'groups of a large network are seen and heard with their names, and can be put away',
    async walk({ open, until }) {
      const browser = await open('#new', { viewport: { width: 1440, height: 900 } });
      await browser.evaluate(
        `impactweb.open(${json({ type: 'impactweb', version: 1, network: towns(6, 18) })}).then(() => true)`,
      );
      for (let town = 1; town <= 6; ++town)
        await until(
          browser,
          `document.querySelector('#mirror').textContent.includes('Group Town ${town}: 18 actors')`,
          `the group of town ${town}`,
        );
      await until(browser, standsStill, 'the picture');
      const svg = await browser.evaluate(picture('all'));
      const hulls = svg.match(/inkscape:label="Town \d"/g) ?? [];
      if (hulls.length !== 6) throw new Error(`${hulls.length} hulls in the file`);
      for (let town = 1; town <= 6; ++town)
        if (!opacityOf(svg, `Town ${town}`)) throw new Error(`Town ${town} has no name in the file`);

      // Whom a hull would hold who does not belong to it makes it smaller, or takes it away.
      await browser.evaluate(
        `impactweb.apply([{ op: 'moveNodes', positions: Object.fromEntries(impactweb.snapshot().network.nodes.map(({ id }, at) => [id, [(at * 7919) % 1200, (at * 104729) % 800]])) }])`,
      );
      await until(browser, standsStill, 'all mixed up');
      const mixed = (await browser.evaluate(picture('all'))).match(/inkscape:label="Town \d"/g) ?? [];
      if (mixed.length > 0) throw new Error(`${mixed.length} hulls say what is not true`);
      await browser.evaluate('impactweb.undo()');

      await browser.evaluate(`${find('button', 'Sizes and lines')}.click()`);
      await until(browser, `!!${find('checkbox', 'Show groups')}`, 'the choice');
      await browser.evaluate(`${find('checkbox', 'Show groups')}.click()`);
      await until(browser, `!document.querySelector('#mirror').textContent.includes('Group Town 1')`, 'put away');
      await browser.reload();
      await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'the page is back');
      await until(browser, `!!${find('button', 'Sizes and lines')}`, 'the legend');
      await browser.evaluate(`${find('button', 'Sizes and lines')}.click()`);
      await until(browser, `${find('checkbox', 'Show groups')}?.getAttribute('aria-checked') === 'false'`, 'still');
    },
  },
  {
    // Their layout takes seconds of a processor.
    engines: ['chromium'],
    alone: true,
    name: 'ten thousand in sixty groups are a landscape of islands with names, on the screen and in files',
    async walk({ open, until }) {
      const browser = await open('#new', { viewport: { width: 1440, height: 900 } });
      await browser.evaluate(
        `impactweb.open(${json({ type: 'impactweb', version: 1, network: mingled(60, 167) })}).then(() => true)`,
      );
      const hulls = (svg) => svg.match(/inkscape:label="Town \d+"/g)?.length ?? 0;
      await until(
        browser,
        `/Group Town \\d+: \\d+ actors/.test(document.querySelector('#mirror').textContent)`,
        'groups',
        90_000,
      );
      await until(browser, standsStill, 'the picture');
      // All of it is in sight, too.
      const far = await browser.evaluate(picture('view'));
      if (hulls(far) < 57) throw new Error(`${hulls(far)} of sixty groups have a hull in sight`);
      const names = new Set(far.slice(far.indexOf('id="names"')).match(/Town \d+/g));
      if (names.size < 50) throw new Error(`${names.size} of sixty groups have a name from afar`);
      const over = far.includes('id="lids"') ? far.slice(far.indexOf('id="lids"'), far.indexOf('id="names"')) : '';
      const lids = [...over.matchAll(/fill-opacity="([\d.]+)"/g)];
      if (lids.length !== hulls(far)) throw new Error(`${lids.length} lids on ${hulls(far)} hulls`);
      if (!lids.every(([, cover]) => cover > 0.5)) throw new Error('from afar, nodes are seen through their group');
      // Nearer, the nodes themselves.
      for (let step = 0; step < 12; ++step) await browser.press('+');
      await until(browser, standsStill, 'nearer');
      const near = await browser.evaluate(picture('view'));
      if (near.includes('id="lids"')) throw new Error('nearby, groups hide their nodes');
    },
  },
  {
    name: 'who is selected keeps the focus with those around, and a file of the whole knows nothing of it',
    async walk({ open, until }) {
      const browser = await open('#sample', { locale: 'nl-NL', viewport: { width: 1440, height: 900 } });
      await until(browser, standsStill, 'the sample');
      await until(browser, `!!${find('button', 'Breda Circulair', true)}`, 'somebody');
      await browser.evaluate(`${find('button', 'Breda Circulair', true)}.click()`);
      await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Breda Circulair'`, 'selected');
      await until(browser, standsStill, 'it stands');
      const seen = await browser.evaluate(picture('view'));
      for (const [name, opacity] of [
        ['Breda Circulair', 1],
        ['Impact Zuid', 1],
        ['Kennispartijen', 0.25],
      ])
        if (opacityOf(seen, name) !== opacity) throw new Error(`${name}: ${opacityOf(seen, name)}`);
      const whole = await browser.evaluate(picture('all'));
      if (opacityOf(whole, 'Kennispartijen') !== 1) throw new Error('the file of the whole is dimmed');
      // Who draws a tie looks for somebody else.
      await browser.evaluate(`${find('button', 'Relatie tekenen', true)}.click()`);
      await until(browser, standsStill, 'the tool is in the hand');
      if (opacityOf(await browser.evaluate(picture('view')), 'Kennispartijen') !== 1)
        throw new Error('those whom a tie could go to are dimmed');
    },
  },
];
