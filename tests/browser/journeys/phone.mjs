// With one finger, on a phone: a screen of 390 by 844 and one of 320 by 568, and what may come in between.

import { catchDownloads, find, heard } from './screen_reader.mjs';
import { standsStill } from './stillness.mjs';

const network = 'impactweb.snapshot().network';
const nodeNamed = (label) => `${network}.nodes.find((node) => node.label === ${JSON.stringify(label)})`;
const large = { width: 390, height: 844 };
const small = { width: 320, height: 568 };

const middleOf = (element) =>
  `(() => { const b = ${element}?.getBoundingClientRect(); return b && b.width > 1 ? [b.x + b.width / 2, b.y + b.height / 2] : null; })()`;

/** Where the middle of what has this role and name is, once it stands still. */
async function placeOf({ until }, browser, role, name, exact = false) {
  let last = '';
  await until(browser, `!!${middleOf(find(role, name, exact))}`, `there is a ${role} called ${name} in sight`);
  for (;;) {
    const place = await browser.evaluate(middleOf(find(role, name, exact)));
    if (place && JSON.stringify(place) === last) return place;
    last = JSON.stringify(place);
    await browser.evaluate(standsStill);
  }
}

const touches = (type, x, y) => ({
  type,
  touchPoints: type === 'touchEnd' || type === 'touchCancel' ? [] : [{ x, y }],
});

/** A thumb that flicks: it does not wait for the page on its way. */
async function flick(browser, x, from, to) {
  const send = (type, y) => browser.protocol('Input.dispatchTouchEvent', touches(type, x, y));
  await Promise.all([
    send('touchStart', from),
    ...[0.25, 0.6, 1].map((part) => send('touchMove', from + part * (to - from))),
    send('touchEnd', to),
  ]);
}

/** What has been done is drawn, and in the mirror. */
const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`;

/** Swipes the sheet upwards until this is in sight. */
async function swipeTo(browser, role, name, viewport) {
  for (let tries = 0; tries < 12; ++tries) {
    if (await browser.evaluate(`!!${middleOf(find(role, name))}`)) return;
    const y = viewport.height - 90;
    await flick(browser, viewport.width / 2, y, y - 80);
    for (let frame = 0; frame < 3; ++frame) await browser.evaluate(drawn);
  }
}

/** What of the sheet can be pressed in all its height: names and middles, from above. */
const inSheet = (selector) =>
  `[...document.querySelectorAll('#mirror [role="region"] :is(${selector}):not(.mirror-clipped)')].flatMap((e) => {
    const b = e.getBoundingClientRect();
    return b.height >= 43 ? [{ name: e.getAttribute('aria-label') || e.textContent, x: b.x + b.width / 2, y: b.y + b.height / 2 }] : [];
  })`;
const textFields = 'input:not([type="range"])';

/** Taps what has this role and name. */
export async function tap(world, browser, role, name, exact = false) {
  await browser.tap(...(await placeOf(world, browser, role, name, exact)));
}

/** The field in use is in sight, and so is what is selected. */
const fieldInSight = `(() => { const b = document.activeElement.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight && b.height > 20; })()`;

async function newcomer(world, viewport) {
  const { open, until } = world;
  const browser = await open('', { viewport, touch: true });
  await tap(world, browser, 'button', 'Look at an example');
  await tap(world, browser, 'button', 'Next', true);
  await tap(world, browser, 'textbox', 'Your name or organisation');
  await until(browser, `document.activeElement.id === 'tour-field'`, 'the tap is in the field');
  await browser.insert('Bibliotheek Tilburg');
  await tap(world, browser, 'button', 'Add', true);
  await until(browser, `!!${nodeNamed('Bibliotheek Tilburg')}`, 'the newcomer is on the table');
  await tap(world, browser, 'textbox', 'Works with');
  await browser.insert('Stérk.Brabant');
  await tap(world, browser, 'button', 'Connect', true);
  await until(
    browser,
    `${network}.edges.some((edge) => edge.kind === 'worksWith' && edge.from === ${nodeNamed('Bibliotheek Tilburg')}.id)`,
    'and connected',
  );
  await until(browser, `!${find('button', 'Skip', true)}`, 'the steps are done');

  // The inspector is a sheet from below; the node it is about stays in sight above it.
  await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Bibliotheek Tilburg'`, 'the sheet');
  await until(
    browser,
    `(() => { const n = ${find('button', 'Bibliotheek Tilburg', true)}?.getBoundingClientRect(); const t = document.querySelector('[data-key="title"]').getBoundingClientRect(); return n && n.width > 1 && n.bottom <= t.top && t.top > innerHeight * 0.3; })()`,
    'the node is above the sheet',
  );
  await swipeTo(browser, 'textbox', 'What is needed?', viewport);
  await tap(world, browser, 'textbox', 'What is needed?');
  await until(
    browser,
    `document.activeElement.getAttribute('aria-label')?.startsWith('What is needed')`,
    'the need has the focus',
  );
  // The keyboard of the screen takes its half.
  await browser.resize(viewport.width, Math.round(viewport.height * 0.55));
  await until(browser, fieldInSight, 'what is typed is not covered');
  await browser.insert('vrijwilligers');
  await browser.press('Enter');
  await until(browser, `${nodeNamed('Bibliotheek Tilburg')}.needs?.[0]?.text === 'vrijwilligers'`, 'the need is there');
  await browser.resize(viewport.width, viewport.height);

  await tap(world, browser, 'button', 'Undo');
  await until(browser, `!${nodeNamed('Bibliotheek Tilburg')}.needs?.length`, 'undone');
  await browser.evaluate(catchDownloads);
  await tap(world, browser, 'button', 'More', true);
  await tap(world, browser, 'menuitem', 'Impactweb file');
  await until(browser, `window.saved.length === 1`, 'the file is saved');
}

async function withTwo(world, viewport = large) {
  const browser = await world.open('#new', { viewport, touch: true });
  await tap(world, browser, 'button', 'Skip', true);
  await browser.evaluate(
    `impactweb.apply([{ op: 'addNode', node: { id: 'a', label: 'Left', position: [-60, 0] } }, { op: 'addNode', node: { id: 'b', label: 'Right', position: [60, 0] } }])`,
  );
  await world.until(browser, `!!${middleOf(find('button', 'Right', true))}`, 'both are there');
  return browser;
}

export const journeys = [
  {
    name: 'phone: a sheet goes as far as the finger, and a tap right after a swipe does what it says',
    engines: ['chromium'],
    async walk(world) {
      const { until } = world;
      const browser = await withTwo(world);
      await tap(world, browser, 'button', 'Left', true);
      await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Left'`, 'the sheet');
      await placeOf(world, browser, 'textbox', 'Place');

      // From one field to the other, quicker than frames are drawn.
      const seen = (name) => `${inSheet(textFields)}.find(({ name }) => name === ${JSON.stringify(name)})`;
      const lowest = (await browser.evaluate(inSheet(textFields))).at(-1);
      await flick(browser, lowest.x, lowest.y, lowest.y - 90);
      await until(browser, `${seen(lowest.name)}?.y === ${lowest.y - 90}`, 'the sheet went as far as the finger');

      // A swipe that begins on a field must leave nothing going that would swallow the tap after it.
      let up = false;
      const used = { field: 0, list: 0, button: 0 };
      for (const pause of [0, 100, 250, 500]) {
        for (const [what, selector] of [
          ['field', textFields],
          ['list', 'select'],
          ['button', 'button[aria-expanded]'],
        ]) {
          const start = (await browser.evaluate(inSheet(textFields))).at(-1);
          await flick(browser, start.x, start.y, start.y + (up ? -70 : 70));
          up = !up;
          await new Promise((resolve) => setTimeout(resolve, pause));
          await browser.evaluate(drawn);
          const [target] = await browser.evaluate(inSheet(selector));
          if (!target) continue;
          const element = `[...document.querySelectorAll('#mirror :is(${selector})')].find((e) => (e.getAttribute('aria-label') || e.textContent) === ${JSON.stringify(target.name)})`;
          const open = await browser.evaluate(`${element}.getAttribute('aria-expanded')`);
          await browser.tap(target.x, target.y);
          ++used[what];
          await until(
            browser,
            what === 'button'
              ? `${element}.getAttribute('aria-expanded') !== ${JSON.stringify(open)}`
              : `document.activeElement === ${element}`,
            `${what} ${target.name} answers ${pause} ms after a swipe`,
            5000,
          );
          if (what !== 'button') await browser.press('Escape');
          if (what === 'list') await browser.press('Escape');
        }
      }
      for (const [what, count] of Object.entries(used)) if (count < 2) throw new Error(`${count} times a ${what}`);

      // In the list a row is pressed.
      await browser.evaluate(
        `impactweb.apply(Array.from({ length: 40 }, (_, at) => ({ op: 'addNode', node: { id: 'n' + at, label: 'Number ' + (at + 100), position: [at * 50, 200] } })))`,
      );
      await tap(world, browser, 'button', 'List', true);
      const rows = inSheet('[role="cell"] button');
      await until(browser, `${rows}.length > 4`, 'the list');
      await browser.evaluate(`(impactweb.on('selection', ({ nodes }) => { window.chosen = nodes; }), true)`);
      for (const pause of [0, 100, 300]) {
        const start = (await browser.evaluate(rows)).at(-1);
        await flick(browser, start.x, start.y, start.y - 150);
        await new Promise((resolve) => setTimeout(resolve, pause));
        await browser.evaluate(drawn);
        const row = (await browser.evaluate(rows))[1];
        await browser.tap(row.x, row.y);
        const id = await browser.evaluate(`${nodeNamed(row.name)}.id`);
        await until(
          browser,
          `window.chosen?.[0] === '${id}'`,
          `row ${row.name} answers ${pause} ms after a swipe`,
          5000,
        );
      }
    },
  },
  {
    name: 'phone: what the system takes away from the finger is not pressed',
    engines: ['chromium'],
    async walk(world) {
      const { until } = world;
      const browser = await withTwo(world);
      await tap(world, browser, 'button', 'Left', true);
      await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Left'`, 'the sheet');
      const [x, y] = await placeOf(world, browser, 'button', 'Close', true);
      await browser.protocol('Input.dispatchTouchEvent', touches('touchStart', x, y));
      await browser.evaluate(drawn);
      await browser.protocol('Input.dispatchTouchEvent', touches('touchCancel', x, y));
      for (let frame = 0; frame < 4; ++frame) await browser.evaluate(drawn);
      if (!(await browser.evaluate(`!!${find('button', 'Close', true)}`))) throw new Error('the sheet was closed');
      await browser.tap(x, y);
      await until(browser, `!${find('button', 'Close', true)}`, 'a tap closes it');
    },
  },
  {
    name: 'phone of 390 by 844: a newcomer goes through with one finger',
    engines: ['chromium'],
    walk: (world) => newcomer(world, large),
  },
  {
    name: 'phone of 320 by 568: a newcomer goes through with one finger',
    engines: ['chromium'],
    walk: (world) => newcomer(world, small),
  },
  {
    name: 'phone: a tap after a pause is a tap, a mode adds and links, a long press opens the menu',
    engines: ['chromium'],
    async walk(world) {
      const { until } = world;
      const browser = await withTwo(world);
      // Long enough to be a long press, were it counted from the last frame; and twice on the same spot.
      await new Promise((resolve) => setTimeout(resolve, 1200));
      await browser.tap(100, 250);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      await browser.tap(100, 250);
      await new Promise((resolve) => setTimeout(resolve, 400));
      await until(
        browser,
        `impactweb.stats().nodes === 2 && !document.querySelector('#mirror [role="menu"]')`,
        'nothing came of it',
      );
      await tap(world, browser, 'button', 'Draw a tie', true);
      await until(browser, `!!${find('button', 'Done', true)}`, 'the mode says what it is for');
      await tap(world, browser, 'button', 'Left', true);
      await until(browser, heard('Left'), 'the first end is told');
      await tap(world, browser, 'button', 'Right', true);
      await until(browser, `impactweb.stats().edges === 1`, 'the tie is there');
      await tap(world, browser, 'button', 'Close', true);
      await tap(world, browser, 'button', 'Add an actor', true);
      await until(
        browser,
        `document.querySelector('[data-key="add"]').getAttribute('aria-pressed') === 'true'`,
        'the mode',
      );
      await browser.tap(195, 330);
      await until(browser, `impactweb.stats().nodes === 3`, 'the mode adds');
      // Once: the tap that closes the sheet over the picture is no second one.
      await until(
        browser,
        `document.querySelector('[data-key="title"]')?.value === 'New actor'`,
        'the sheet of the new one',
      );
      await until(
        browser,
        `document.querySelector('[data-key="add"]')?.getAttribute('aria-pressed') !== 'true' && !${find('button', 'Done', true)}`,
        'the mode is over',
      );
      await browser.tap(15, 300);
      await until(browser, `!document.querySelector('[data-key="title"]')`, 'the sheet is closed');
      await until(browser, `impactweb.stats().nodes === 3`, 'and nobody was made');
      const [x, y] = await placeOf(world, browser, 'button', 'Left', true);
      await browser.protocol('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
      await until(browser, `!!document.querySelector('#mirror [role="menu"][aria-label="Left"]')`, 'the menu');
      await browser.protocol('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    },
  },
  {
    name: 'phone: turned round, zoomed or without its picture in the middle of an edit, nothing is lost',
    engines: ['chromium'],
    async walk(world) {
      const { until } = world;
      const browser = await withTwo(world);
      await tap(world, browser, 'button', 'Left', true);
      await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Left'`, 'the sheet');
      await browser.focus('title');
      await browser.press('End');
      await browser.insert(' side');
      await browser.resize(large.height, large.width);
      await until(
        browser,
        `document.activeElement.dataset.key === 'title' && ${fieldInSight}`,
        'on its side the field is still in use',
      );
      await browser.insert(' of it');
      await browser.resize(large.width, large.height);
      await browser.press('Enter');
      await until(browser, `!!${nodeNamed('Left side of it')}`, 'all of the name is there');

      const before = await browser.evaluate(
        `JSON.stringify(${network}.nodes.find((node) => node.id === 'b').position)`,
      );
      const [x, y] = await placeOf(world, browser, 'button', 'Right', true);
      await tap(world, browser, 'button', 'Right', true);
      const touch = (type, dx) =>
        browser.protocol('Input.dispatchTouchEvent', {
          type,
          touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx, y }],
        });
      await touch('touchStart', 0);
      await touch('touchMove', 40);
      await browser.evaluate(
        `(() => { const gl = document.querySelector('#canvas').getContext('webgl2'); window.lost = gl.getExtension('WEBGL_lose_context'); window.lost.loseContext(); return true; })()`,
      );
      await touch('touchMove', 60);
      await touch('touchEnd', 60);
      await browser.evaluate(`(setTimeout(() => window.lost.restoreContext(), 200), true)`);
      await until(
        browser,
        `JSON.stringify(${network}.nodes.find((node) => node.id === 'b').position) === '${before}'`,
        'the drag is cleanly cancelled',
      );
      await until(
        browser,
        `!document.querySelector('#canvas').getContext('webgl2').isContextLost()`,
        'the picture is back',
      );
      await tap(world, browser, 'button', 'Right', true);
      await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Right'`, 'and works');
    },
  },
  {
    name: 'phone: nothing is drawn while nothing happens',
    engines: ['chromium'],
    async walk(world) {
      const browser = await withTwo(world);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const frames = await browser.evaluate('impactweb.stats().frames');
      await new Promise((resolve) => setTimeout(resolve, 5000));
      const later = await browser.evaluate('impactweb.stats().frames');
      if (later !== frames) throw new Error(`${later - frames} frames were drawn in 5 s`);
    },
  },
  {
    name: 'composition arrives in every field of the inspector, and gets the keyboard that suits it',
    engines: ['chromium'],
    async walk(world) {
      const { until } = world;
      const browser = await withTwo(world);
      await browser.evaluate(`impactweb.apply([{ op: 'addEdge', edge: { id: 'e', from: 'a', to: 'b' } }])`);
      await tap(world, browser, 'button', 'Left', true);
      await until(browser, `!!document.querySelector('[data-key="title"]')`, 'the sheet');
      const names = await browser.evaluate(
        `[...document.querySelectorAll('#mirror input:not([type=range]), #mirror textarea')].map((e) => e.getAttribute('aria-label'))`,
      );
      if (names.length < 8) throw new Error(`only ${names.length} fields: ${names}`);
      for (const name of names) {
        await browser.evaluate(`${find('textbox', name, true)}.focus()`);
        await browser.protocol('Input.imeSetComposition', { text: 'e', selectionStart: 1, selectionEnd: 1 });
        await browser.protocol('Input.imeSetComposition', { text: 'é', selectionStart: 1, selectionEnd: 1 });
        await browser.protocol('Input.insertText', { text: 'é' });
        await until(browser, `document.activeElement.value.includes('é')`, `the letter is in ${name}`);
        await browser.press('Escape');
      }
    },
  },
];
