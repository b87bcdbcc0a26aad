// The mouse on the canvas, two tabs and two languages.
const place = (name) =>
  `(() => { const b = [...document.querySelectorAll('#mirror button')].find((e) => e.textContent === ${JSON.stringify(name)}).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`;
const two = `impactweb.apply([{ op: 'addNode', node: { id: 'a', label: 'Left', position: [-150, 0] } }, { op: 'addNode', node: { id: 'b', label: 'Right', position: [150, 0] } }])`;

async function withTwoNodes({ open, until }) {
  const browser = await open('#new');
  await browser.evaluate(two);
  await until(
    browser,
    `[...document.querySelectorAll('#mirror button')].some((e) => e.textContent === 'Right')`,
    'both are in the mirror',
  );
  return browser;
}

export const journeys = [
  {
    name: 'energy and what moves people can be filtered and coloured by, and the view that is kept has it',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([['a', 1, 'leren in de buurt'], ['b', 3, 'de buurt vooruit'], ['c', 3, 'geld'], ['d', null, null]].map(([id, energy, motivation], at) =>
        ({ op: 'addNode', node: { id, kind: 'actor', label: 'Partij ' + id, position: [at * 150, 0], ...(energy && { energy, motivation }) } })))`);
      const shown = `[...document.querySelectorAll('#mirror [data-key="node"]')].map((each) => each.textContent.slice(-1)).sort().join('')`;
      const chip = (text) =>
        `[...document.querySelectorAll('#mirror button')].find((each) => each.textContent === ${JSON.stringify(text)})`;
      await until(browser, `${shown} === 'abcd'`, 'all four are there');
      await browser.evaluate(`document.querySelector('#mirror').focus()`);
      await browser.press('f');
      await until(browser, `!!${chip('3  2')} && !!${chip('buurt  2')}`, 'two have an energy of 3, two the same word');
      await browser.evaluate(`${chip('3  2')}.focus()`);
      await browser.press('Enter');
      await until(browser, `${shown} === 'bc'`, 'those with an energy of 3');
      await browser.evaluate(`${chip('buurt  2')}.focus()`);
      await browser.press('Enter');
      await until(browser, `${shown} === 'b'`, 'of these who has the word');
      // The view is kept with the network.
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await browser.reload();
      await until(
        browser,
        `window.impactweb ? impactweb.ready.then(() => ${shown} === 'b') : false`,
        'it comes back so',
      );
      const choose = (by) =>
        `(() => { const list = [...document.querySelectorAll('#mirror select')].find((each) => [...each.options].some(({ value }) => value === 'energy')); list.value = '${by}'; list.dispatchEvent(new Event('input', { bubbles: true })); list.dispatchEvent(new Event('change', { bubbles: true })); })()`;
      await browser.evaluate(choose('energy'));
      await until(browser, `!!${chip('3/5  1')}`, 'the legend tells the number');
      const svg = await browser.evaluate(`impactweb.export('svg').then((made) => made.text())`);
      if (!/<text[^>]*>3</.test(svg)) throw new Error('the number is not in the node');
      await browser.evaluate(choose('motivation'));
      await until(browser, `!!${chip('buurt  1')}`, 'the legend tells the word');
    },
  },
  {
    name: 'a node is dragged, and a tie is drawn with the tie tool',
    differs: 'the mouse',
    async walk(world) {
      const browser = await withTwoNodes(world);
      const [x, y] = await browser.evaluate(place('Left'));
      await browser.mouse.move(x, y);
      await browser.mouse.down();
      await browser.mouse.move(x + 30, y + 40);
      await browser.mouse.move(x + 60, y + 80);
      await browser.mouse.up();
      await world.until(browser, `impactweb.snapshot().network.nodes[0].position[1] > 20`, 'the model has moved');
      await browser.evaluate(`document.querySelector('[data-key="link"]').click()`);
      await world.until(
        browser,
        `document.querySelector('[data-key="link"]').getAttribute('aria-pressed') === 'true'`,
        'the tie tool is on',
      );
      await new Promise((resolve) => setTimeout(resolve, 400));
      const from = await browser.evaluate(place('Left'));
      const to = await browser.evaluate(place('Right'));
      await browser.mouse.move(...from);
      await browser.mouse.down();
      await browser.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
      await browser.mouse.move(...to);
      await browser.mouse.up();
      await world.until(browser, 'impactweb.stats().edges === 1', 'the tie is there');
    },
  },
  {
    name: 'a double click on empty space makes an actor',
    differs: 'the mouse',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.mouse.dblclick(700, 300);
      await until(browser, 'impactweb.stats().nodes === 1', 'the actor is there');
    },
  },
  {
    name: 'the language changes at once, on the page and on the canvas',
    async walk({ open, until }) {
      const browser = await open('#sample');
      await until(
        browser,
        `document.querySelector('#mirror').textContent.includes('Arrange again') && document.documentElement.lang === 'en'`,
        'English first',
      );
      await browser.evaluate(
        `[...document.querySelectorAll('button, [role="menuitemradio"]')].find((e) => /Nederlands|Language|Taal/.test(e.textContent + (e.ariaLabel ?? '')))?.click()`,
      );
      await browser.evaluate(
        `[...document.querySelectorAll('[role^="menuitem"], button, li')].find((e) => e.textContent.trim() === 'Nederlands')?.click()`,
      );
      await until(
        browser,
        `document.querySelector('#mirror').textContent.includes('Opnieuw ordenen') && document.documentElement.lang === 'nl'`,
        'then Dutch',
      );
    },
  },
];
