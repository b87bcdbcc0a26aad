// In and out: round trips, and files that are refused.
const open = (text, options = '{}') =>
  `impactweb.open(${JSON.stringify(text)}, ${options}).then((report) => report, (error) => ({ refused: error.message }))`;

export const journeys = [
  {
    name: 'own JSON, Kumu, spreadsheets and CSV go out and come back',
    async walk({ open: visit, until }) {
      const browser = await visit('#sample');
      const before = await browser.evaluate('JSON.stringify(impactweb.snapshot().network)');
      await browser.evaluate(
        `impactweb.export('impactweb').then((blob) => blob.text()).then((text) => impactweb.open(text, { mode: 'replace' }))`,
      );
      await until(
        browser,
        `JSON.stringify(impactweb.snapshot().network) === ${JSON.stringify(before)}`,
        'the own file is exact',
      );
      const { nodes, edges } = JSON.parse(before);
      const kumu = await browser.evaluate(
        `impactweb.export('kumu').then((blob) => blob.text()).then((text) => impactweb.open(text, { mode: 'replace' }))`,
      );
      if (kumu.nodes !== nodes.length || kumu.edges !== edges.length)
        throw new Error(`Kumu lost something: ${JSON.stringify(kumu)}`);
      const xlsx = await browser.evaluate(
        `impactweb.export('xlsx').then((blob) => impactweb.open(blob, { mode: 'replace' }))`,
      );
      if (xlsx.nodes !== nodes.length || xlsx.edges !== edges.length || xlsx.warnings.length > 0)
        throw new Error(`The spreadsheet lost something: ${JSON.stringify(xlsx)}`);
      const csv = await browser.evaluate(
        `impactweb.open('Van;Naar;Relatie\\r\\nZet;Stérk.Brabant;founded\\r\\n', { mode: 'replace' })`,
      );
      if (csv.nodes !== 2 || csv.edges !== 1) throw new Error(`CSV was not understood: ${JSON.stringify(csv)}`);
      const png = await browser.evaluate(
        `impactweb.export('png').then((blob) => blob.size > 2000 && blob.type === 'image/png')`,
      );
      if (png !== true) throw new Error('no picture');
    },
  },
  {
    name: 'what a format cannot hold is said before it is saved, and not saving is possible',
    async walk({ open: visit, until }) {
      const browser = await visit('#sample');
      await browser.evaluate(`impactweb.apply([
        { op: 'addStory', story: { id: 's', title: 'Les', about: [] } },
        { op: 'setNetwork', field: 'description', value: 'Wat we leerden' }]).applied`);
      await browser.evaluate(`(() => {
        window.saved = [];
        HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download); };
        return true;
      })()`);
      const choose = async (entry) => {
        await browser.click('button', 'Save');
        await browser.click('menuitem', entry);
      };
      await choose(/^Two spreadsheets/);
      const words = `(document.querySelector('dialog')?.textContent ?? '')`;
      await until(browser, `/Stories left out: \\d/.test(${words}) && /description/.test(${words})`, 'it is said');
      await browser.click('button', 'Cancel');
      if ((await browser.evaluate('window.saved.length')) > 0) throw new Error('it was saved all the same');
      await choose(/^Two spreadsheets/);
      await until(browser, `/Stories left out: \\d/.test(${words})`, 'it is said again');
      await browser.click('button', 'Save it without');
      await until(browser, `window.saved.length === 2`, 'both files are there');
      await choose(/^Impactweb file/);
      await until(
        browser,
        `window.saved.length === 3 && !document.querySelector('dialog')`,
        'the own file holds all of it',
      );
    },
  },
  {
    name: 'bad files are refused with the place, and the network is untouched',
    async walk({ open: visit }) {
      const browser = await visit('#sample');
      const before = await browser.evaluate('JSON.stringify(impactweb.snapshot())');
      const bad = [
        'hello',
        '{"type":"impactweb","version":99,"network":{}}',
        '{"type":"impactweb","version":1,"network":{"nodes":[{"id":"a',
        '['.repeat(5000),
        '',
      ];
      for (const text of bad) {
        const answer = await browser.evaluate(open(text));
        if (!answer.refused || answer.refused.length < 10)
          throw new Error(`${text.slice(0, 30)} was not refused in words: ${JSON.stringify(answer)}`);
      }
      const after = await browser.evaluate('JSON.stringify(impactweb.snapshot())');
      if (after !== before) throw new Error('the network was touched');
      const script = await browser.evaluate(
        open(
          '{"type":"impactweb","version":1,"network":{"nodes":[{"id":"a","label":"<img src=x onerror=window.hacked=1>"},{"id":"a","label":"b"}]}}',
        ),
      );
      if (script.warnings?.length !== 1) throw new Error(`the repair is not named: ${JSON.stringify(script)}`);
      if (await browser.evaluate('window.hacked === 1')) throw new Error('something of the file was run');
    },
  },
];
