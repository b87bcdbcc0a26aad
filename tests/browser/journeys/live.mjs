// Live sessions as people see them: the ways in, and two who work on the same thing.

const network = 'impactweb.snapshot().network';
const title = `document.querySelector('[data-key="title"]')`;
const caret = `[${title}?.selectionStart, ${title}?.selectionEnd].join()`;
const labelOf = (id) => `${network}.nodes.find(({ id }) => id === ${JSON.stringify(id)})?.label`;
const small = { width: 320, height: 568 };

/** Somebody else gives the node another name, in a tab of their own. */
const rename = (id, label) =>
  `impactweb.apply([{ op: 'setNode', id: ${JSON.stringify(id)}, field: 'label', value: ${JSON.stringify(label)} }]).applied`;

export const journeys = [
  {
    name: 'what another changes in a field in which somebody types waits, and is offered; text and caret stay',
    differs: 'input',
    engines: ['chromium', 'firefox'],
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(
        `impactweb.apply([{ op: 'addNode', node: { id: 'n1', label: 'Bibliotheek' } }, { op: 'addNode', node: { id: 'n2', label: 'Zorgbelang' } }]).applied`,
      );
      await browser.evaluate(`document.querySelector('#stage').focus?.()`);
      await browser.press('/');
      await until(browser, `document.activeElement.dataset.key === 'search'`, 'search has the focus');
      await browser.type('biblio');
      await until(browser, `document.querySelector('#mirror').textContent.includes('Bibliotheek')`, 'it is found');
      await browser.press('Enter');
      await until(browser, `${title}?.value === 'Bibliotheek'`, 'its properties are there');
      const other = await browser.another(await browser.evaluate('location.href'));
      await until(other, `window.impactweb?.ready.then(() => impactweb.stats().nodes === 2) ?? false`, 'the other tab');
      await browser.focus('title');
      await browser.press('End');
      await browser.type(' Tilburg');
      await until(browser, `${labelOf('n1')} === 'Bibliotheek Tilburg'`, 'what is typed is in the network');
      await browser.press('ArrowLeft');
      const place = await browser.evaluate(caret);

      await other.evaluate(rename('n1', 'Theirs'));
      await until(browser, `!!document.querySelector('[data-key="keep_mine"]')`, 'it is offered');
      await until(
        browser,
        `/Someone else changed/.test(document.querySelector('#status').textContent)`,
        'and told to who only listens',
      );
      if ((await browser.evaluate(`${title}.value`)) !== 'Bibliotheek Tilburg')
        throw new Error('the text was replaced');
      if ((await browser.evaluate(caret)) !== place) throw new Error('the caret has moved');
      await browser.type('!');
      await until(browser, `${title}.value === 'Bibliotheek Tilbur!g'`, 'typing goes on');
      if ((await browser.evaluate(labelOf('n1'))) !== 'Theirs') throw new Error('it took away what the other wrote');
      await browser.click('button', 'Keep mine');
      await until(browser, `${labelOf('n1')} === 'Bibliotheek Tilbur!g'`, 'mine stands');
      await until(other, `${labelOf('n1')} === 'Bibliotheek Tilbur!g'`, 'for the other as well');

      await browser.focus('title');
      await browser.press('End');
      await browser.type('s');
      await until(browser, `${labelOf('n1')} === 'Bibliotheek Tilbur!gs'`, 'it is typed');
      await other.evaluate(rename('n1', 'Theirs again'));
      await until(browser, `!!document.querySelector('[data-key="take_theirs"]')`, 'it is offered again');
      await browser.click('button', 'Take theirs');
      await until(browser, `${title}.value === 'Theirs again'`, 'theirs is in the field');
      await until(browser, `${labelOf('n1')} === 'Theirs again'`, 'and in the network');
      // Whoever only stands in a field sees what others put there.
      await browser.focus('title');
      await other.evaluate(rename('n1', 'A third name'));
      await until(browser, `${title}.value === 'A third name'`, 'it follows as long as nothing is typed');
      await other.close();
    },
  },
  {
    name: 'a link into a room that is not whole is refused in words, also after a reload, and leads home',
    async walk({ open, until }) {
      const browser = await open('#live=AQH3nX9s', { viewport: small, touch: true });
      const wrong = `document.querySelector('#door-wrong')?.textContent ?? ''`;
      await until(browser, `/not whole/.test(${wrong})`, 'it is said what is wrong');
      if (!(await browser.evaluate(`location.hash === '#live'`))) throw new Error('the secret is still in the address');
      if (await browser.evaluate(`!!document.querySelector('#door-enter')`)) throw new Error('it can be knocked at');
      await browser.reload();
      await until(browser, `/not whole/.test(${wrong})`, 'after a reload as well');
      await until(browser, `document.documentElement.scrollWidth <= 320`, 'nothing is beside the screen');
      await browser.click('button', 'To my own networks');
      await until(browser, `!document.querySelector('#start').hidden`, 'the start page');
    },
  },
  {
    name: 'a site without a relay offers no live session, and asks for nothing until somebody shares',
    async walk({ open, until }) {
      const browser = await open('#new', { before: `performance.setResourceTimingBufferSize(500)` });
      const asked = `performance.getEntriesByType('resource').some(({ name }) => /live/.test(name))`;
      if (await browser.evaluate(asked)) throw new Error('it asked already');
      await browser.click('button', 'Share');
      await until(browser, `!!document.querySelector('dialog textarea')`, 'the dialog');
      await until(browser, asked, 'it has asked');
      if (await browser.evaluate(`!!document.querySelector('#share-live')`)) throw new Error('it offers one');
      await browser.press('Escape');
    },
  },
];
