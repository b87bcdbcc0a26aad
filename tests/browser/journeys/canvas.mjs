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
    name: 'a node is dragged, and a tie is drawn with the tie tool',
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
        `document.querySelector('#mirror').textContent.includes('Opnieuw schikken') && document.documentElement.lang === 'nl'`,
        'then Dutch',
      );
    },
  },
];
