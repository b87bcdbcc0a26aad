// First visit, editing, coming back, and a browser that is killed in the middle.
const label = (text) => `impactweb.snapshot().network.nodes.some((node) => node.label === ${JSON.stringify(text)})`;
const saved = 'impactweb.stats().storage.lastSavedAt';

export const journeys = [
  {
    name: 'first visit, the sample, a name edited, and everything there after a reload',
    differs: 'storage',
    async walk({ open, until }) {
      const browser = await open('#sample');
      await until(browser, 'impactweb.stats().nodes > 10', 'the sample is open');
      await browser.click('button', 'Impact Zuid');
      await until(browser, `!!document.querySelector('[data-key="title"]')`, 'the inspector shows its name');
      await browser.focus('title');
      await browser.press('Control+a');
      await browser.type('Impact South');
      await until(browser, label('Impact South'), 'the model has the new name');
      const before = await browser.evaluate(saved);
      await until(
        browser,
        `${saved} >= ${before ?? 0} && document.body.textContent.includes('Saved')`,
        'it is shown as saved',
      );
      await browser.reload();
      await until(
        browser,
        `window.impactweb ? impactweb.ready.then(() => ${label('Impact South')}) : false`,
        'the name is there after the reload',
      );
      await until(browser, `!!document.querySelector('[data-key="title"]')`, 'the selection came back too');
    },
  },
  {
    name: 'what was shown as saved survives a killed browser',
    differs: 'storage',
    async walk({ engine, open, kill, until }) {
      let browser = await open('#new');
      const url = await browser.evaluate('location.hash');
      const kills = engine === 'chromium' ? 6 : 3;
      for (let round = 1; round <= kills; ++round) {
        const name = `edit ${round}`;
        await browser.evaluate(
          `new Promise((resolve) => { const off = impactweb.on('saved', () => { off(); resolve(true); }); impactweb.apply([{ op: 'addNode', node: { label: ${JSON.stringify(name)} } }]); })`,
        );
        await kill();
        browser = await open(url);
        await until(browser, label(name), `round ${round}: nothing is lost`);
        await until(browser, `impactweb.stats().nodes === ${round}`, `round ${round}: nothing is doubled`);
      }
    },
  },
  {
    name: 'nothing is drawn while nothing happens',
    differs: 'frames',
    async walk({ open, until }) {
      const browser = await open('#sample');
      await until(
        browser,
        `(async () => { const before = impactweb.stats().frames; await new Promise((r) => setTimeout(r, 3000)); return impactweb.stats().frames === before; })()`,
        'no frame in three seconds',
      );
    },
  },
];
