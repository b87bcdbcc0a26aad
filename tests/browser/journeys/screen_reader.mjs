// Without a pointer and without eyes: everything is found by role and name, as a screen reader does, and used with keys.

/** In the page: the first element with this role and name that is there to be used. */
const lookup = `(role, name, exact) => {
  const tags = { button: 'button', link: 'a[href]', textbox: 'input:not([type=range]):not([type=file]), textarea', combobox: 'select', heading: 'h1,h2,h3,h4', menuitem: '[role=menuitem]' };
  const nameOf = (e) => e.getAttribute('aria-label') || (e.labels?.[0]?.textContent ?? '') || e.textContent || '';
  return [...document.querySelectorAll((tags[role] ?? 'none') + ', [role="' + role + '"]')].find((e) => {
    const said = nameOf(e).trim();
    return (exact ? said === name : said.includes(name)) && !e.disabled && !e.closest('[inert], [hidden], [aria-hidden=true]') && e.getClientRects().length > 0;
  });
}`;
export const find = (role, name, exact = false) =>
  `(${lookup})(${JSON.stringify(role)}, ${JSON.stringify(name)}, ${exact})`;

/** Moves the focus to what has this role and name. */
export async function reach({ until }, browser, role, name, exact = false) {
  await until(browser, `!!${find(role, name, exact)}`, `there is a ${role} called ${name}`);
  // Nobody is quicker than the frames in which the last key is answered.
  await browser.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 60))))',
  );
  await browser.evaluate(`${find(role, name, exact)}.focus()`);
}

export async function use(world, browser, role, name, exact = false) {
  await reach(world, browser, role, name, exact);
  await browser.press('Enter');
}

/** What a screen reader would say by itself, now or a moment ago. */
export const heard = (text) =>
  `(document.querySelector('#status').textContent + document.querySelector('#alert').textContent).includes(${JSON.stringify(text)})`;

/** Whether the browser would ask before it closes the page. */
export const asksBeforeClosing = `(() => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
})()`;

/** Writes down the name of each file that goes to the downloads, instead of saving it. */
export const catchDownloads = `(() => { window.saved = []; const click = HTMLAnchorElement.prototype.click; HTMLAnchorElement.prototype.click = function () { if (this.download) window.saved.push(this.download); else click.call(this); }; return true; })()`;

const network = 'impactweb.snapshot().network';
const nodeNamed = (label) => `${network}.nodes.find((node) => node.label === ${JSON.stringify(label)})`;

export const journeys = [
  {
    name: 'by ear: a newcomer finds an actor and its ties, adds one, links it, gives it a need, undoes and saves',
    differs: 'the accessibility tree',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('');
      await use(world, browser, 'button', 'Look at an example');
      await until(browser, `!!${find('heading', 'This is your network')}`, 'the first step of a first visit');
      await use(world, browser, 'button', 'Skip', true);
      await until(browser, `!${find('heading', 'This is your network')}`, 'the steps are skipped');

      await use(world, browser, 'button', 'Search', true);
      await until(browser, `document.activeElement.dataset.key === 'search'`, 'the search field has the focus');
      await browser.type('zorgbelang');
      await until(browser, `!!${find('option', 'Zorgbelang')}`, 'it is found');
      await browser.press('Enter');
      await until(
        browser,
        `!!${find('button', 'Zorgbelang Brabant | Zeeland founded Stérk.Brabant')}`,
        'its ties are sentences',
      );

      await reach(world, browser, 'textbox', 'Quick entry');
      await browser.type('Bibliotheek Tilburg');
      await browser.press('Enter');
      await until(browser, heard('Bibliotheek Tilburg'), 'the new actor is announced');
      await until(browser, `!!${nodeNamed('Bibliotheek Tilburg')}`, 'and there');

      await use(world, browser, 'button', 'Bibliotheek Tilburg', true);
      await until(
        browser,
        `document.querySelector('[data-key="title"]')?.value === 'Bibliotheek Tilburg'`,
        'it is open',
      );
      await reach(world, browser, 'textbox', 'With whom');
      await browser.type('Impact Zuid');
      await browser.press('Enter');
      await until(browser, heard('Bibliotheek Tilburg works with Impact Zuid'), 'the tie is announced as a sentence');

      await reach(world, browser, 'textbox', 'What is needed?');
      await browser.type('vrijwilligers');
      await browser.press('Enter');
      await until(
        browser,
        `${nodeNamed('Bibliotheek Tilburg')}.needs?.[0]?.text === 'vrijwilligers'`,
        'the need is in the model',
      );
      await reach(world, browser, 'textbox', 'Place');
      await browser.type('Tilburg');
      await browser.press('Tab');
      await until(browser, `${nodeNamed('Bibliotheek Tilburg')}.place === 'Tilburg'`, 'a value is edited in place');

      await use(world, browser, 'button', 'Undo');
      await until(browser, heard('Undone'), 'what was undone is said');
      await until(browser, `!${nodeNamed('Bibliotheek Tilburg')}.place`, 'and gone');

      await browser.evaluate(catchDownloads);
      await use(world, browser, 'button', 'Save', true);
      await use(world, browser, 'menuitem', 'Impactweb file');
      await until(browser, `window.saved.length === 1 && window.saved[0].endsWith('.json')`, 'the file is saved');
      await until(browser, `document.activeElement.id === 'save'`, 'the focus is back at the button');
    },
  },
  {
    name: 'by keyboard: the arrows lead from node to node and say when there is nothing; a tie is made with keys alone',
    differs: 'keys',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      await browser.evaluate(
        `impactweb.apply([['a', 'Left', -200], ['b', 'Middle', 0], ['c', 'Right', 200]].map(([id, label, x]) => ({ op: 'addNode', node: { id, label, position: [x, 0] } })))`,
      );
      await until(
        browser,
        `document.querySelector('#tour').textContent.includes('Step 1') && !document.querySelector('#tour').textContent.includes('empty')`,
        'the first step sees that the table has been filled',
      );
      await use(world, browser, 'button', 'Skip', true);
      await reach(world, browser, 'button', 'Left', true);
      const focused = (name) => `document.activeElement.textContent === ${JSON.stringify(name)}`;
      for (const name of ['Middle', 'Right']) {
        await browser.press('ArrowRight');
        await until(browser, focused(name), `the arrow leads to ${name}`);
      }
      await browser.press('ArrowRight');
      await until(browser, heard('There is nothing in that direction'), 'the end is said');
      await until(
        browser,
        `document.querySelectorAll('#mirror [data-key="node"]:not([tabindex="-1"])').length === 1`,
        'Tab stops once at the nodes',
      );
      await browser.press('l');
      await until(browser, `!!${find('button', 'Done', true)}`, 'the tie tool says what to do');
      await use(world, browser, 'button', 'Left', true);
      await until(
        browser,
        `${network}.edges.length === 1 && ${network}.edges[0].from === 'c' && ${network}.edges[0].to === 'a'`,
        'the tie is there',
      );
      await reach(world, browser, 'button', 'Right', true);
      await browser.press('Shift+F10');
      await until(browser, `!!document.querySelector('[role=menu][aria-label="Right"]')`, 'the menu of the node');
      await until(browser, `document.activeElement.getAttribute('role') === 'menuitem'`, 'with the focus in it');
      await browser.press('Escape');
      await until(browser, focused('Right'), 'Escape gives the focus back');
      await browser.press('Shift+F10');
      await until(browser, `document.activeElement.getAttribute('role') === 'menuitem'`, 'the menu once more');
      await browser.press('End');
      await until(browser, focused('Remove'), 'the last entry');
      await browser.press('Enter');
      await until(browser, `${network}.nodes.length === 2 && ${network}.edges.length === 0`, 'it went with its tie');
    },
  },
  {
    name: 'by keyboard: a key that comes right after an actor went leads to who is still there',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      for (const [id, label, x] of [
        ['a', 'Left', -200],
        ['c', 'Right', 200],
        ['b', 'Middle', 0],
      ])
        await browser.evaluate(
          `impactweb.apply([{ op: 'addNode', node: { id: '${id}', label: '${label}', position: [${x}, 0] } }])`,
        );
      await use(world, browser, 'button', 'Skip', true);
      await reach(world, browser, 'button', 'Left', true);
      const leads = (name) =>
        until(browser, `document.activeElement.textContent === '${name}'`, `the arrow leads to ${name}`);
      await browser.press('ArrowRight');
      await leads('Middle');
      await browser.press('ArrowLeft');
      await leads('Left');
      // No hand is as quick as another tab or a script: between the edit and the key nothing is drawn.
      await browser.evaluate(`(() => {
        impactweb.undo();
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
        return true;
      })()`);
      await leads('Right');
    },
  },
  {
    name: 'by ear: a thousand nodes keep the mirror light, and say where the rest is',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(
        `impactweb.apply([...Array(1000).keys()].map((i) => ({ op: 'addNode', node: { id: 'n' + i, label: 'Node ' + i, position: [i % 40 * 90, Math.floor(i / 40) * 90] } })))`,
      );
      await until(
        browser,
        `document.querySelectorAll('#mirror [data-key="node"]').length === 80 && document.querySelector('#mirror').textContent.includes('And 920 more')`,
        'what is near, and how many more',
      );
      await until(browser, `document.querySelectorAll('#mirror *').length < 600`, 'the page stays small');
    },
  },
];
