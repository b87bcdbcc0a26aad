// The quick-entry line, and text as any page takes it.
export const journeys = [
  {
    name: 'a line of quick entry makes actors and a tie, shows them before, and is one step',
    differs: 'text fields',
    async walk({ open, until }) {
      const browser = await open('#new');
      await until(browser, `!!document.querySelector('[data-key="entry"]')`, 'the line is there');
      await browser.focus('entry');
      await until(browser, `document.activeElement?.dataset.key === 'entry'`, 'the line has the focus');
      await browser.type('Provincie > Brabant : funds');
      await until(
        browser,
        `document.querySelector('#mirror').textContent.includes('New: Provincie')`,
        'the preview says what Enter does',
      );
      await until(browser, 'impactweb.stats().nodes === 0', 'nothing has happened yet');
      await browser.press('Enter');
      await until(
        browser,
        'impactweb.stats().nodes === 2 && impactweb.stats().edges === 1',
        'both actors and the tie are there',
      );
      await until(
        browser,
        `impactweb.snapshot().network.edges[0].kind === 'funds' && impactweb.snapshot().network.nodes.every((node) => Array.isArray(node.position))`,
        'the tie has its kind and the actors their places',
      );
      await until(
        browser,
        `document.querySelector('[data-key="entry"]').value === '' && document.activeElement.dataset.key === 'entry'`,
        'the line is empty and ready',
      );
      await browser.evaluate('impactweb.undo()');
      await until(
        browser,
        'impactweb.stats().nodes === 0 && impactweb.stats().edges === 0',
        'one undo takes all of it back',
      );
    },
  },
  {
    name: 'composed letters and emoji arrive in the model',
    differs: 'composition',
    async walk({ open, until, engine }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { id: 'n', label: 'x', position: [0, 0] } }])`);
      await until(
        browser,
        `[...document.querySelectorAll('#mirror button')].some((b) => b.textContent === 'x')`,
        'the node is in the mirror',
      );
      await browser.click('button', 'x');
      await until(browser, `!!document.querySelector('[data-key="title"]')`, 'the inspector is open');
      await browser.focus('title');
      await browser.press('Control+a');
      const text = engine === 'chromium' ? 'Stérk ë 💡' : 'Stérk ë';
      await browser.insert(text);
      await until(
        browser,
        `impactweb.snapshot().network.nodes[0].label === ${JSON.stringify(text)}`,
        'the name has every letter',
      );
    },
  },
];
