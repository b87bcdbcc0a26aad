// Large and dense pictures: what is under the pointer, what a rectangle takes, and names that stand still.
import { communities } from '../../bench/graphs.mjs';
import { standsStill } from './stillness.mjs';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const id = (number) => `n${String(number).padStart(5, '0')}`;

/** A network of communities; a node every `step` in rows, so that places are known. */
function rows(size, { across, step, label = (at) => `Organisation ${at}` }) {
  const { edges } = communities(size);
  return {
    type: 'impactweb',
    version: 1,
    network: {
      title: 'Rows',
      nodes: Array.from({ length: size }, (_, at) => ({
        id: id(at),
        label: label(at),
        position: [(at % across) * step, Math.floor(at / across) * step],
      })),
      edges: edges.map(([from, to], at) => ({ id: `e${at}`, from: id(from), to: id(to) })),
    },
  };
}

async function opened({ open, until }, network) {
  const browser = await open('#new');
  // A hand on the stage brings the rest of the program.
  await browser.mouse.move(600, 300);
  await browser.mouse.move(610, 310);
  await until(
    browser,
    `performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('/rest-') && responseEnd > 0)`,
    'the program is whole',
  );
  await pause(500);
  await browser.evaluate(`impactweb.open(${JSON.stringify(network)}).then(() => true)`);
  await browser.evaluate(`window.chosen = { nodes: [], edges: [] };
    window.told = 0;
    impactweb.on('selection', (selection) => { window.chosen = selection; ++window.told; }); true`);
  return browser;
}

/** The middles of the mirrored nodes that are in sight, by name: where the program itself says that they are. */
const places = (key) =>
  `Object.fromEntries([...document.querySelectorAll('#mirror [data-key="${key}"]:not(.mirror-clipped)')].map((element) => {
    const box = element.getBoundingClientRect();
    return [element.textContent, [box.x + box.width / 2, box.y + box.height / 2]];
  }))`;

const names = 'impactweb.stats().names';

/** Waits until two looks at the shown names agree, and gives them. */
async function settledNames(browser) {
  let before = '';
  for (let look = 0; look < 100; ++look) {
    await pause(150);
    const now = await browser.evaluate(names);
    if (JSON.stringify(now) === before) return now;
    before = JSON.stringify(now);
  }
  throw new Error('the names never came to rest');
}

/** Counts what the program asks of the graphics card: triangles, and pictures that are put back, as one triangle over all the window. */
const watchDrawing = `(() => {
  const card = WebGL2RenderingContext.prototype;
  window.drawn = { triangles: 0, copies: 0 };
  const { drawArrays } = card;
  card.drawArrays = function (mode, first, count) {
    window.drawn.triangles += count / 3;
    if (count === 3) ++window.drawn.copies;
    return drawArrays.call(this, mode, first, count);
  };
  return true;
})()`;

/** How many pixels of the middle of two screenshots differ visibly. */
async function differing(browser, one, other) {
  const images = [one, other].map((shot) => JSON.stringify(`data:image/png;base64,${shot.toString('base64')}`));
  return browser.evaluate(`(async () => {
    const pixels = await Promise.all([${images.join()}].map(async (url) => {
      // The page may load images from itself alone, so the bytes are taken apart here.
      const bytes = Uint8Array.from(atob(url.split(',')[1]), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(420, 160, 380, 420).data;
    }));
    let count = 0;
    for (let at = 0; at < pixels[0].length; at += 4)
      if ([0, 1, 2].some((part) => Math.abs(pixels[0][at + part] - pixels[1][at + part]) > 24)) ++count;
    return count;
  })()`);
}

export const journeys = [
  {
    // Taking a screenshot of Firefox puts a style into the page, which its policy forbids.
    engines: ['chromium'],
    alone: true,
    name: 'a large picture that stands still is put back under what changes, and never an old one',
    async walk(world) {
      const browser = await opened(world, rows(1000, { across: 40, step: 70 }));
      await browser.mouse.move(600, 8);
      await browser.evaluate(`document.querySelector('[data-key="fit"]')?.click()`);
      await settledNames(browser);
      const shot = async () => {
        await pause(700);
        return browser.screenshot();
      };
      const first = await shot();
      await browser.evaluate(watchDrawing);
      // A key without a meaning draws nothing at all.
      const frames = await browser.evaluate('impactweb.stats().frames');
      await browser.press('Shift');
      await pause(500);
      if ((await browser.evaluate('impactweb.stats().frames')) !== frames) throw new Error('Shift drew a frame');
      await browser.press('e');
      await browser.type('Zet');
      const typed = await shot();
      const drawn = await browser.evaluate('window.drawn');
      if (drawn.copies === 0) throw new Error('nothing was put back');
      if (drawn.triangles > 20_000) throw new Error(`${drawn.triangles} triangles were drawn for three letters`);
      const same = await differing(browser, first, typed);
      if (same > 0) throw new Error(`${same} pixels of the picture changed with what was typed`);
      const changes = {
        'an organisation that moved': async () =>
          browser.evaluate(`impactweb.apply([{ op: 'moveNodes', positions: Object.fromEntries(
            impactweb.snapshot().network.nodes.map(({ id, position: [x, y] }) => [id, [x + 25, y + 25]])) }]).applied`),
        'a selection': async () => browser.press('Control+a'),
        'a step nearer': async () => {
          await browser.press('Escape');
          await browser.press('+');
        },
      };
      await browser.press('Escape');
      await browser.mouse.click(600, 4);
      let before = typed;
      for (const [what, change] of Object.entries(changes)) {
        await change();
        await pause(1500);
        const after = await shot();
        if ((await differing(browser, before, after)) < 500) throw new Error(`${what} is not to be seen`);
        before = after;
      }
    },
  },
  {
    engines: ['chromium'],
    alone: true,
    name: 'where drawing is slow, what is in sight moves along with the hand, and looks as if it were drawn anew',
    async walk(world) {
      // Few enough to be drawn anew whenever the picture comes to rest.
      const browser = await opened(world, rows(450, { across: 22, step: 90 }));
      await browser.evaluate(
        `(() => { const next = requestAnimationFrame; window.requestAnimationFrame = (draw) => next(() => next(draw)); return true; })()`,
      );
      await browser.mouse.move(600, 8);
      await browser.evaluate(`document.querySelector('[data-key="fit"]')?.click()`);
      await settledNames(browser);
      await browser.press('+');
      await browser.press('+');
      await pause(700);
      const middle = { button: 'middle' };
      for (const [dx, dy] of [
        [7, 4],
        [-6, 5],
        [0, -9],
      ]) {
        await browser.mouse.move(600, 400);
        await browser.mouse.down(middle);
        for (let step = 0; step <= 15; ++step) {
          if (step === 5) await browser.evaluate(watchDrawing);
          await browser.mouse.move(600 + dx * step, 400 + dy * step);
          await pause(50);
        }
        const copies = await browser.evaluate('window.drawn.copies');
        if (copies < 5) throw new Error(`it moved along ${copies} times`);
        const moved = await browser.screenshot();
        await browser.mouse.up(middle);
        // Nothing is under the pointer, and at rest everything is drawn.
        await browser.mouse.move(600, 8);
        await pause(700);
        const anew = await differing(browser, moved, await browser.screenshot());
        // Where ties cross, rounding makes a pixel darker here and there.
        if (anew > 150) throw new Error(`${anew} pixels differ from what is drawn anew after a move by ${[dx, dy]}`);
      }
    },
  },
  {
    engines: ['chromium', 'firefox'],
    name: 'in a dense picture the node under the pointer is the one that a press selects',
    differs: 'WebGL',
    async walk(world) {
      const browser = await opened(world, rows(400, { across: 20, step: 44 }));
      await world.until(browser, `Object.keys(${places('node')}).length > 6`, 'nodes are in the mirror');
      const done = new Set();
      for (let press = 0; press < 8; ++press) {
        // Where they are now: a panel that opens may push the picture aside.
        await pause(500);
        await world.until(browser, standsStill, 'the picture stands still');
        const now = Object.entries(await browser.evaluate(places('node')));
        const next = now.find(([name]) => !done.has(name));
        if (!next) break;
        const [name, [x, y]] = next;
        done.add(name);
        await browser.mouse.move(x + 2, y - 2);
        await browser.mouse.down();
        await browser.mouse.up();
        const wanted = id(Number(name.split(' ').at(-1)));
        await world.until(
          browser,
          `window.chosen.nodes.length === 1 && window.chosen.nodes[0] === ${JSON.stringify(wanted)}`,
          `${name} is selected`,
        );
        await browser.press('Escape');
        await world.until(browser, 'window.chosen.nodes.length === 0', 'nothing is selected');
      }
      if (done.size < 4) throw new Error(`only ${done.size} nodes were free of panels`);
    },
  },
  {
    engines: ['chromium', 'firefox'],
    name: 'of parallel ties the one under the pointer is the one that a press selects',
    async walk(world) {
      const kinds = ['worksWith', 'funds', 'founded', 'partOf', 'supports'];
      const browser = await opened(world, {
        type: 'impactweb',
        version: 1,
        network: {
          title: 'Parallel',
          nodes: [
            { id: 'left', label: 'Left', position: [-220, 0] },
            { id: 'right', label: 'Right', position: [220, 0] },
          ],
          edges: kinds.map((kind) => ({ id: kind, from: 'left', to: 'right', kind })),
        },
      });
      await world.until(browser, `document.querySelectorAll('#mirror [data-key="tie"]').length === 5`, 'five ties');
      const found = new Set();
      for (let tie = 0; tie < kinds.length; ++tie) {
        await pause(500);
        await world.until(browser, standsStill, 'the picture stands still');
        const middles = Object.values(
          await browser.evaluate(
            `[...document.querySelectorAll('#mirror [data-key="tie"]')].map((element) => {
            const box = element.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
          })`,
          ),
        ).sort((a, b) => a[1] - b[1]);
        const [x, y] = middles[tie];
        const before = await browser.evaluate('window.told');
        await browser.mouse.move(x + 14, y);
        await browser.mouse.down();
        await browser.mouse.up();
        await world.until(browser, `window.told > ${before} && window.chosen.edges.length === 1`, 'a tie is selected');
        found.add(await browser.evaluate('window.chosen.edges[0]'));
        await browser.press('Escape');
        await world.until(browser, 'window.chosen.edges.length === 0', 'nothing is selected');
      }
      if (found.size !== 5) throw new Error(`five presses found ${[...found].join(', ')}`);
    },
  },
  {
    engines: ['chromium', 'firefox'],
    alone: true,
    name: 'all of ten thousand names come, however late, and then nothing is worked on any more',
    differs: 'time slices',
    async walk(world) {
      const { until } = world;
      const browser = await opened(world, rows(10_000, { across: 100, step: 95 }));
      await browser.mouse.move(600, 8);
      await browser.evaluate(`(() => {
        const ask = window.requestAnimationFrame;
        window.asked = 0;
        window.requestAnimationFrame = (work) => { ++window.asked; return ask(work); };
      })()`);
      const quiet = `(() => { const before = window.asked; return new Promise((resolve) => { setTimeout(() => resolve(window.asked === before), 600); }); })()`;
      await until(browser, quiet, 'no frame is asked for');
      // So near that no name is in the way of another.
      for (let step = 0; step < 14; ++step) {
        await browser.press('+');
        await pause(60);
      }
      const inside = `[...document.querySelectorAll('#mirror [data-key="node"]:not(.mirror-clipped)')].filter((element) => {
        const box = element.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return x > 300 && x < 900 && y > 200 && y < 600;
      }).map((element) => 'n' + element.textContent.split(' ').at(-1).padStart(5, '0'))`;
      await until(
        browser,
        `(() => { const shown = ${names}; const there = ${inside}; return there.length >= 3 && there.every((node) => shown.includes(node)); })()`,
        'every node in the middle of the stage has its name',
      );
      // A change far away puts none of them out, not for a single frame.
      const seen = await browser.evaluate(`(async () => {
        const before = ${names};
        impactweb.apply([{ op: 'setNode', id: 'n00000', field: 'label', value: 'Renamed' }]);
        impactweb.apply([{ op: 'moveNodes', positions: { n00001: [120, -40] } }]);
        const gone = new Set();
        // What was drawn last counts, also before the next frame.
        for (let frame = 0; frame < 20; ++frame) {
          const now = ${names};
          for (const name of before) if (!now.includes(name)) gone.add(name);
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        }
        return { before: before.length, gone: [...gone] };
      })()`);
      if (seen.before < 3 || seen.gone.length > 0) throw new Error(`names went out: ${seen.gone} of ${seen.before}`);
    },
  },
  {
    engines: ['chromium', 'firefox'],
    alone: true,
    name: 'names stand still while one pans, and stay while one zooms in',
    async walk(world) {
      const browser = await opened(world, rows(300, { across: 20, step: 95 }));
      // Nothing is under the pointer: a name that it calls up hides those that it covers.
      await browser.mouse.move(600, 8);
      await browser.evaluate(`document.querySelector('[data-key="fit"]')?.click()`);
      await pause(600);
      let shown = await settledNames(browser);
      const first = shown.length;
      // Zooming in about a point that stays: what had a name and is still on the stage keeps it.
      for (let step = 0; step < 6; ++step) {
        await browser.press('+');
        const now = await settledNames(browser);
        const places_now = await browser.evaluate(places('node'));
        for (const name of shown) {
          const at = places_now[`Organisation ${Number(name.slice(1))}`];
          const inside = at && at[0] > 20 && at[0] < 1180 && at[1] > 150 && at[1] < 760;
          if (inside && !now.includes(name)) throw new Error(`${name} lost its name while zooming in, step ${step}`);
        }
        shown = now;
      }
      if (shown.length < 5) throw new Error(`only ${shown.length} names are shown (${first} from afar)`);
      // A drag of the picture, looked at on its way.
      const grid = Object.entries(await browser.evaluate(places('node'))).map(([name, at]) => ({
        column: Number(name.split(' ').at(-1)) % 20,
        at,
      }));
      const one = grid.find(({ at }) => at[0] > 420 && at[0] < 760 && at[1] > 250 && at[1] < 560);
      const other = grid.find(({ column }) => one && column !== one.column);
      if (!one || !other) throw new Error('no two nodes are in the middle of the stage');
      const step = (other.at[0] - one.at[0]) / (other.column - one.column);
      // In the middle of four nodes: what is dragged is the picture.
      const [x, y] = [one.at[0] + step / 2, one.at[1] + step / 2];
      await browser.mouse.move(x, y);
      await browser.mouse.down();
      const seen = new Map();
      for (let move = 1; move <= 24; ++move) {
        await browser.mouse.move(x + 5 * move, y + 2 * move);
        await pause(40);
        for (const name of await browser.evaluate(names)) seen.set(name, [...(seen.get(name) ?? []), move]);
      }
      await browser.mouse.up();
      // Each name comes once and goes once: from the first to the last look that has it there is no gap.
      for (const [name, steps] of seen)
        if (steps.at(-1) - steps[0] + 1 !== steps.length)
          throw new Error(`${name} flickers: seen at steps ${steps.join(' ')}`);
      if (seen.size < 5) throw new Error(`only ${seen.size} names were seen while panning`);
    },
  },
  {
    alone: true,
    name: 'ten thousand are taken by a rectangle, moved, and let go',
    engines: ['chromium'],
    async walk(world) {
      const browser = await opened(world, rows(10_000, { across: 100, step: 60 }));
      await browser.evaluate(`document.querySelector('[data-key="fit"]')?.click()`);
      await world.until(browser, 'impactweb.stats().nodes === 10000', 'all are there');
      await pause(1500);
      const stage = await browser.evaluate(
        `(() => { const b = document.querySelector('#stage').getBoundingClientRect(); return [b.x, b.y, b.right, b.bottom]; })()`,
      );
      const far = await browser.evaluate('impactweb.snapshot().network.nodes[5050].position');
      // Beside the tools and above the legend there is room; the rectangle ends under the panels at the right.
      const mouse = (type, x, y, buttons) =>
        browser.protocol('Input.dispatchMouseEvent', {
          type,
          x,
          y,
          buttons,
          button: type === 'mouseMoved' ? 'none' : 'left',
          clickCount: 1,
          modifiers: 8,
        });
      await mouse('mouseMoved', stage[0] + 330, stage[1] + 6, 0);
      await mouse('mousePressed', stage[0] + 330, stage[1] + 6, 1);
      await mouse('mouseMoved', stage[0] + 600, stage[1] + 300, 1);
      await mouse('mouseMoved', stage[2] - 2, stage[3] - 2, 1);
      await mouse('mouseReleased', stage[2] - 2, stage[3] - 2, 0);
      await world.until(browser, 'window.chosen.nodes.length > 3000', 'thousands are selected', 60_000);
      const count = await browser.evaluate('window.chosen.nodes.length');
      await world.until(
        browser,
        `Object.keys(${places('node')}).length > 0`,
        'the mirror has some of them in sight',
        60_000,
      );
      const handle = Object.values(await browser.evaluate(places('node'))).find(
        ([x, y]) => x > 380 && x < 760 && y > 250,
      );
      if (!handle) throw new Error('no selected node is free of panels');
      await browser.mouse.move(...handle);
      await browser.mouse.down();
      await browser.mouse.move(handle[0] + 20, handle[1] + 10);
      await browser.mouse.move(handle[0] + 40, handle[1] + 20);
      await browser.mouse.up();
      await world.until(
        browser,
        `impactweb.snapshot().network.nodes.filter((node, at) => node.position[0] !== (at % 100) * 60).length === ${count}`,
        'as many as were selected have moved',
        60_000,
      );
      await browser.press('Escape');
      await world.until(browser, 'window.chosen.nodes.length === 0', 'nothing is selected', 60_000);
      await browser.evaluate('impactweb.undo()');
      await world.until(
        browser,
        `JSON.stringify(impactweb.snapshot().network.nodes[5050].position) === ${JSON.stringify(JSON.stringify(far))}`,
        'and back in one step',
        60_000,
      );
    },
  },
];
