// Without a mouse.
export const journeys = [
  {
    name: 'keyboard alone: create, name, walk, delete, undo',
    differs: 'keys',
    async walk({ open, until }) {
      const browser = await open('#sample');
      const nodes = await browser.evaluate('impactweb.stats().nodes');
      await browser.evaluate('document.activeElement.blur()');
      await browser.press('n');
      await until(
        browser,
        `document.activeElement.dataset.key === 'title'`,
        'the name of the new actor waits to be typed',
      );
      await browser.type('Bibliotheek');
      await until(
        browser,
        `impactweb.snapshot().network.nodes.some((node) => node.label === 'Bibliotheek')`,
        'the actor is there',
      );
      await browser.press('Escape');
      await until(browser, `document.activeElement.dataset.key !== 'title'`, 'Escape leaves the field');
      await browser.press('Delete');
      await until(browser, `impactweb.stats().nodes === ${nodes}`, 'Delete removes it');
      await browser.press('Control+z');
      await until(browser, `impactweb.stats().nodes === ${nodes + 1}`, 'Ctrl+Z brings it back');
      await browser.press('/');
      await until(browser, `document.activeElement.dataset.key === 'search'`, 'search has the focus');
      await browser.type('zorgbelang');
      await until(browser, `document.querySelector('#mirror').textContent.includes('Zorgbelang')`, 'it is found');
      await browser.press('Enter');
      await until(
        browser,
        `document.querySelector('[data-key="title"]')?.value.startsWith('Zorgbelang')`,
        'Enter goes there',
      );
    },
  },
];
