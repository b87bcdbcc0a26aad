// In and out: round trips, and files that are refused.
import { isDeepStrictEqual } from 'node:util';

const open = (text, options = '{}') =>
  `impactweb.open(${JSON.stringify(text)}, ${options}).then((report) => report, (error) => ({ refused: error.message }))`;

/** Notes what crosses: files and networks to the worker, and networks with the text `Zet 0417` to the program and back. */
const count = `(() => {
  window.crossed = { files: 0, networks: 0, questions: 0, written: 0, read: 0 };
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...more) {
    if ('name' in message) {
      const whole = (all) => all.filter(({ value }) => value !== undefined).length;
      crossed.questions += 1;
      crossed.files += whole(message.bytes);
      crossed.networks += whole(Object.values(message.networks));
      if ('network' in message.args) crossed.networks += 1;
    }
    return postMessage.call(this, message, ...more);
  };
  const { stringify, parse } = JSON;
  // What stands on the stage is told as well, an item at a time.
  const isNetwork = (text) => text.includes('Zet 0417') && text.includes('"nodes":[');
  JSON.stringify = (...all) => {
    const text = stringify(...all);
    if (isNetwork(text ?? '')) crossed.written += 1;
    return text;
  };
  JSON.parse = (text, ...more) => {
    if (isNetwork(String(text))) crossed.read += 1;
    return parse(text, ...more);
  };
  return true;
})()`;

/** Drops a file on the page; `content` is an expression. */
const drop = (name, content) => `(() => {
  Object.assign(crossed, { files: 0, networks: 0, questions: 0, written: 0, read: 0 });
  const data = new DataTransfer();
  data.items.add(new File([${content}], ${JSON.stringify(name)}));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  return true;
})()`;

/** The same three and two ties, as other programs write them. */
const otherPrograms = [
  [
    'zet.gml',
    'graph [\n  node [ id 1 label "Zet" ]\n  node [ id 2 label "Brug" ]\n  node [ id 3 label "Tuin" ]\n  edge [ source 1 target 2 ]\n  edge [ source 2 target 3 ]\n]\n',
  ],
  ['zet.net', '*Vertices 3\n1 "Zet"\n2 "Brug"\n3 "Tuin"\n*Edges\n1 2\n2 3\n'],
  ['zet.dl', 'dl n=3\nformat = edgelist1\nlabels:\nZet,Brug,Tuin\ndata:\n1 2\n2 3\n'],
  ['zet.dot', 'graph { Zet -- Brug -- Tuin }\n'],
  ['zet.tgf', '1 Zet\n2 Brug\n3 Tuin\n#\n1 2\n2 3\n'],
  [
    'zet.gdf',
    'nodedef>name VARCHAR,label VARCHAR\nz,Zet\nb,Brug\nt,Tuin\nedgedef>node1 VARCHAR,node2 VARCHAR\nz,b\nb,t\n',
  ],
  [
    'zet.canvas',
    JSON.stringify({
      nodes: ['Zet', 'Brug', 'Tuin'].map((text, at) => ({ id: text, type: 'text', text, x: 200 * at, y: 0 })),
      edges: [
        { id: 'e', fromNode: 'Zet', toNode: 'Brug' },
        { id: 'f', fromNode: 'Brug', toNode: 'Tuin' },
      ],
    }),
  ],
  [
    'query.json',
    JSON.stringify([
      { source: 'Zet', target: 'Brug' },
      { source: 'Brug', target: 'Tuin' },
    ]),
  ],
];
/** Texts that are pictures or notes in other programs. */
const notNetworks = [
  ['zet.mmd', 'graph TD\n  Zet --> Brug\n  Brug --> Tuin\n'],
  ['zet.md', '# Zet\n\n| Van | Naar |\n| --- | --- |\n| Zet | Brug |\n'],
];

export const journeys = [
  {
    name: 'files: what is dropped crosses to the worker once, and what is read in it to the program once',
    async walk({ open: visit, until }) {
      const browser = await visit();
      const dialog = `document.querySelector('dialog[open]')`;
      const shown = (count) => until(browser, `impactweb.stats().nodes === ${count} && !${dialog}`, `${count} shown`);
      const home = async () => {
        await browser.evaluate(`(location.hash = '', true)`);
        await until(browser, `!document.querySelector('#start').hidden`, 'the start page');
      };
      const expect = async (what, wanted) => {
        const seen = await browser.evaluate('({ ...crossed })');
        if (!isDeepStrictEqual(seen, wanted))
          throw new Error(`${what}: ${JSON.stringify(seen)} crossed, not ${JSON.stringify(wanted)}`);
      };
      const once = { files: 1, networks: 0, questions: 1, written: 1, read: 0 };
      await browser.evaluate(count);
      const gexf = `'<gexf version="1.3"><graph><nodes><node id="a" label="Zet 0417"/></nodes></graph></gexf>'`;
      await browser.evaluate(drop('graaf.gexf', gexf));
      await shown(1);
      await expect('GEXF', once);
      // Beside what is there: the open network crosses as well, once each way.
      await browser.evaluate(drop('graaf.gexf', gexf));
      await until(browser, `/What do you want to do/.test(${dialog}?.textContent ?? '')`, 'the question');
      await browser.click('button', 'Replace');
      await until(browser, `crossed.questions === 2 && !${dialog}`, 'it is replaced');
      await until(browser, `document.querySelector('#toast').textContent.includes('graaf.gexf')`, 'it is said');
      await expect('GEXF in the place of itself', { files: 1, networks: 1, questions: 2, written: 0, read: 1 });
      await home();
      await browser.evaluate(
        drop(
          'eigen.json',
          `'{"type":"impactweb","version":1,"network":{"title":"E","nodes":[{"id":"a","label":"Zet 0417"},{"id":"b","label":"B"}]}}'`,
        ),
      );
      await shown(2);
      await expect('Impactweb JSON', once);
      const xlsx = await browser.evaluate(
        `impactweb.export('xlsx').then((blob) => ((window.xlsx = blob), blob.size > 0))`,
      );
      if (!xlsx) throw new Error('no spreadsheet');
      await home();
      for (const [name, content, nodes, networks] of [
        ['lijst.csv', `'Naam;Plaats\\nZet 0417;Tilburg\\nImpact;Breda\\nOss;Oss\\n'`, 3, 1],
        ['lijst.xlsx', 'window.xlsx', 2, 0],
      ]) {
        await browser.evaluate(drop(name, content));
        await until(browser, `(${dialog}?.textContent ?? '').includes('What is in ${name}')`, 'the table is shown');
        await browser.click('button', 'Continue');
        await shown(nodes);
        // What it is taken for, what is in it, and who is the same in it; beside a network that is empty, and the same each time.
        await expect(name, { ...once, networks, questions: 3 });
        await home();
      }
      const contribution = {
        type: 'impactweb-contribution',
        version: 1,
        contribution: { id: 'abcdefgh12', network: 'n', label: 'Zet 0417', offers: [], needs: [], ties: [] },
      };
      await browser.evaluate(drop('antwoord.json', JSON.stringify(JSON.stringify(contribution))));
      await until(browser, `(${dialog}?.textContent ?? '').includes('Zet 0417')`, 'whose it is');
      await expect('contribution', { files: 0, networks: 0, questions: 0, written: 0, read: 0 });
      await browser.press('Escape');
    },
  },
  {
    name: 'own JSON, Kumu, spreadsheets and CSV go out and come back',
    differs: 'downloads',
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
    name: 'files of other programs open as what they are, and GML and Pajek go out and come back',
    differs: 'downloads',
    async walk({ open: visit, until }) {
      const browser = await visit('#new');
      const ties = `impactweb.snapshot().network.edges.length`;
      const labels = `impactweb.snapshot().network.nodes.map(({ label }) => label).sort().join()`;
      for (const [name, text] of otherPrograms) {
        const file = `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`;
        const { refused, warnings } = await browser.evaluate(
          `impactweb.open(${file}, { mode: 'replace' }).catch(({ message }) => ({ refused: message, warnings: [] }))`,
        );
        if (refused) throw new Error(`${name} was refused: ${refused}`);
        if (warnings.length > 0) throw new Error(`${name}: ${warnings.map(({ message }) => message).join(' | ')}`);
        const seen = await browser.evaluate(`[${labels}, ${ties}].join(' ')`);
        if (seen !== 'Brug,Tuin,Zet 2') throw new Error(`${name} was read as ${seen}`);
      }
      for (const [name, text] of notNetworks) {
        const file = `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`;
        const message = await browser.evaluate(
          `impactweb.open(${file}, { mode: 'replace' }).then(() => 'opened', ({ message }) => message)`,
        );
        if (!/Mermaid|Markdown/.test(message)) throw new Error(`${name} was not refused by its name: ${message}`);
        if ((await browser.evaluate(labels)) !== 'Brug,Tuin,Zet') throw new Error(`${name} touched the network`);
      }
      for (const format of ['gml', 'pajek']) {
        const answer = await browser.evaluate(
          `impactweb.export(${JSON.stringify(format)}).then((blob) => blob.text()).then((text) => impactweb.open(text, { mode: 'replace' }))`,
        );
        if (answer.nodes !== 3 || answer.edges !== 2) throw new Error(`${format}: ${JSON.stringify(answer)}`);
        await until(browser, `${labels} === 'Brug,Tuin,Zet'`, `${format} has come back`);
      }
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
      await choose(/^Two CSV files/);
      const words = `(document.querySelector('dialog')?.textContent ?? '')`;
      await until(browser, `/Stories left out: \\d/.test(${words}) && /description/.test(${words})`, 'it is said');
      await browser.click('button', 'Cancel');
      if ((await browser.evaluate('window.saved.length')) > 0) throw new Error('it was saved all the same');
      await choose(/^Two CSV files/);
      await until(browser, `/Stories left out: \\d/.test(${words})`, 'it is said again');
      await browser.click('button', 'Save anyway');
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
  {
    name: 'scripts: what is no data, and options that are none, are refused in words, and nothing is touched',
    async walk({ open: visit }) {
      const browser = await visit('#sample');
      const before = await browser.evaluate('JSON.stringify(impactweb.snapshot())');
      const report = await browser.evaluate(`(() => {
        let deep = {};
        for (let level = 0; level < 200_000; level += 1) deep = { deep };
        const circle = { op: 'addNode' };
        circle.node = circle;
        const named = (value) => ({ op: 'addNode', node: { label: 'x', fields: { value } } });
        const bad = [deep, { op: 'addNode', node: deep }, circle, named(10n), named(() => 1), named(NaN), named(new Map()), undefined, 'x'.repeat(2 ** 27)];
        const { applied, rejected } = impactweb.apply(bad);
        return { bad: bad.length, applied, rejected };
      })()`);
      const { bad, applied, rejected } = report;
      if (
        applied !== 0 ||
        rejected.length !== bad ||
        rejected.some(({ index, message }, at) => index !== at || !/ .*\.$/.test(message))
      )
        throw new Error(JSON.stringify(report));
      // The good ones among them are applied, and the others keep their places.
      const mixed = await browser.evaluate(`(() => {
        const done = impactweb.apply([{ op: 'addNode', node: { id: 'good', label: 'Good' } }, { op: 'setNode', id: 'good', field: 'energy', value: Infinity }, { op: 'setNode', id: 'nobody', field: 'label', value: 'x' }, { op: 'setNode', id: 'good', field: 'energy', value: 3 }]);
        const { energy } = impactweb.snapshot().network.nodes.find(({ id }) => id === 'good');
        impactweb.undo();
        return { applied: done.applied, places: done.rejected.map(({ index }) => index), energy };
      })()`);
      if (mixed.applied !== 2 || String(mixed.places) !== '1,2' || mixed.energy !== 3)
        throw new Error(JSON.stringify(mixed));
      const opened = await browser.evaluate(`(async () => {
        const refusalOf = (data) => impactweb.open(data).then(() => 'it was opened', (error) => error.name + ': ' + error.message);
        let deep = [];
        for (let level = 0; level < 200_000; level += 1) deep = [deep];
        const circle = { type: 'impactweb', version: 1, network: {} };
        circle.network.fields = circle;
        const file = (value) => ({ type: 'impactweb', version: 1, network: { value } });
        return Promise.all([deep, circle, file(1n), file(() => 1), file(new Set())].map(refusalOf));
      })()`);
      if (!opened.every((words) => /^Refusal: .* .*\.$/s.test(words))) throw new Error(opened.join('\n'));
      const options = await browser.evaluate(`(async () => {
        const refusalOf = (format, options) => impactweb.export(format, options).then(() => 'it was made', (error) => error.name + ': ' + error.message);
        const titled = await (await impactweb.export('report', { title: true, date: false, sections: ['who'] })).text();
        return {
          refused: [await refusalOf('report', { title: 7 }), await refusalOf('png', { legend: 'no' }), await refusalOf('svg', { date: new Date() }), await refusalOf('pdf', null)],
          titled: titled.includes('<h1>' + document.querySelector('#name').value + '</h1>'),
        };
      })()`);
      if (!options.titled || !options.refused.every((words) => /^TypeError: .* .*\.$/.test(words)))
        throw new Error(JSON.stringify(options));
      if ((await browser.evaluate('JSON.stringify(impactweb.snapshot())')) !== before)
        throw new Error('the network was touched');
      const repaired = await browser.evaluate(
        `impactweb.open({ type: 'impactweb', version: 1, network: { nodes: [{ id: 'a', label: 'A', position: [NaN, 1] }] } }).then(({ warnings }) => warnings.map(({ where }) => where))`,
      );
      if (!repaired.includes('network.nodes[0].position[0]')) throw new Error(`not named: ${repaired}`);
    },
  },
];
