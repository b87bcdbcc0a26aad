// A network in a link: made with the hands, followed by someone else, as a copy or You can only view.
const link = `(document.querySelector('dialog textarea')?.value ?? '')`;

/** What of a network a link carries whatever ids it gives. */
const essence = `(() => {
  const { title, nodes, edges } = impactweb.snapshot().network;
  const label = new Map(nodes.map(({ id, label }) => [id, label]));
  return JSON.stringify({
    title,
    nodes: nodes.map(({ id, label, sector, needs = [], position }) => [id, label, sector, needs.map(({ text }) => text), position.map(Math.round)]),
    edges: edges.map(({ from, to, kind, status }) => [label.get(from), kind, status, label.get(to)].join(' ')).sort(),
  });
})()`;

/** Opens the dialog by its button and gives the links: for a copy, and to look at. */
async function linksFrom(browser, until) {
  await browser.click('button', 'Share');
  await until(browser, `${link}.includes('#share=1.')`, 'the link is there');
  const copy = await browser.evaluate(link);
  await browser.click('radio', 'Only look at it');
  await until(browser, `${link}.includes('#view=1.')`, 'and the other one');
  const view = await browser.evaluate(link);
  await browser.click('button', 'Close');
  await until(browser, `!document.querySelector('dialog')`, 'the dialog is closed');
  return { copy, view };
}

/** Sixty organisations and a hundred and fifty ties, made in the page, so that it gives them ids. */
const workshop = `(() => {
  const words = 'zorg wijk buurt kern werk thuis groen stad dorp kracht samen markt plein huis tuin school'.split(' ');
  const word = (at) => words[(at * 7 + 3) % 16] + words[(at * 5 + Math.floor(at / 16)) % 16];
  impactweb.apply(Array.from({ length: 60 }, (_, at) => ({
    op: 'addNode',
    node: { id: 'p' + at, label: word(at) + ' ' + word(at + 31), sector: ['government', 'business', 'knowledge'][at % 3], place: 'Tilburg',
            needs: [{ id: 'n' + at, text: word(at + 11) + ' voor ' + word(at + 5) }] },
  })));
  return impactweb.apply(Array.from({ length: 150 }, (_, at) => ({
    op: 'addEdge',
    edge: { from: 'p' + (at % 60), to: 'p' + ((at * 13 + 7) % 60), kind: ['worksWith', 'funds', 'founded'][at % 3] },
  }))).rejected.length === 0;
})()`;

export const journeys = [
  {
    name: 'a file on the same site opens by a link, one from elsewhere or that is not there is refused in words',
    async walk({ open, until, url }) {
      const browser = await open('', { url: `${url}?open=samples/brabant.json` });
      await until(
        browser,
        `impactweb.stats().nodes > 10 && location.hash.startsWith('#network=')`,
        'the sample is there',
      );
      await browser.click('button', 'All networks');
      await until(browser, `!document.querySelector('#start').hidden`, 'the start page is there, and stays');
      for (const [address, words] of [
        ['https://example.org/a.json', /example\.org/],
        ['samples/none.json', /not on this site \(404\)/],
        ['index.html', /a web page and not a network/],
        ['http://[', /not the address of a file/],
        ['samples/%E0%A4%A', /not on this site \(400\)/],
      ]) {
        await browser.goto('about:blank');
        await browser.goto(`${url}?open=${encodeURIComponent(address)}`);
        await until(browser, `window.impactweb?.ready.then(() => true) ?? false`, 'the page is ready');
        await until(browser, `${words}.test(document.querySelector('dialog')?.textContent ?? '')`, String(words));
      }
      // The browser says so too.
      for (let at = browser.problems.length; at-- > 0; )
        if (/40[04]/.test(browser.problems[at])) browser.problems.splice(at, 1);
    },
  },
  {
    name: 'a workshop is shared as a link, and whoever follows it has a copy of their own',
    differs: 'addresses',
    async walk({ open, until }) {
      const browser = await open('#new');
      if (!(await browser.evaluate(workshop))) throw new Error('the workshop was not made');
      const before = await browser.evaluate(essence);
      const { copy } = await linksFrom(browser, until);
      if (copy.length > 8000) throw new Error(`the link has ${copy.length} characters`);
      const address = await browser.evaluate('location.href');
      await browser.goto('about:blank');
      await browser.goto(copy);
      await until(browser, `window.impactweb?.ready.then(() => true) ?? false`, 'the page is ready');
      await until(browser, `impactweb.stats().nodes === 60 && impactweb.stats().edges === 150`, 'everything is there');
      if ((await browser.evaluate(essence)) !== before) throw new Error('something changed on the way');
      const now = await browser.evaluate('location.href');
      if (!now.includes('#network=') || now === address) throw new Error(`the address is ${now}`);
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { label: 'Van mij' } }]).applied`);
      await until(browser, `document.querySelector('#saved').dataset.status === 'saved'`, 'it is kept');
      await browser.reload();
      await until(browser, `window.impactweb?.ready.then(() => impactweb.stats().nodes === 61) ?? false`, 'and stays');
    },
  },
  {
    name: 'a link to look at opens a network that nobody can change, until a copy is kept',
    async walk({ open, until }) {
      const browser = await open('#sample');
      const before = await browser.evaluate(essence);
      const { view } = await linksFrom(browser, until);
      await browser.goto('about:blank');
      await browser.goto(view);
      await until(browser, `window.impactweb?.ready.then(() => true) ?? false`, 'the page is ready');
      await until(browser, `impactweb.stats().nodes > 0`, 'the network is there');
      if ((await browser.evaluate(essence)) !== before) throw new Error('something changed on the way');
      const refused = await browser.evaluate(
        `impactweb.apply([{ op: 'addNode', node: { label: 'x' } }]).rejected[0]?.message ?? ''`,
      );
      if (!/copy/.test(refused)) throw new Error(`a script could change it: ${refused}`);
      // A hand on the stage brings the whole program.
      await browser.mouse.move(600, 400);
      await browser.press('Control+a');
      await browser.press('Delete');
      await until(browser, `/You can only view/.test(document.querySelector('#toast').textContent)`, 'it says why not');
      if ((await browser.evaluate(essence)) !== before) throw new Error('a key could change it');
      const tools = await browser.evaluate(
        `['entry', 'tool_add'].filter((key) => document.querySelector('#mirror [data-key="' + key + '"]')).join()`,
      );
      if (tools !== '') throw new Error(`there are still ${tools}`);
      if (!(await browser.evaluate(`document.querySelector('#name').readOnly`)))
        throw new Error('the name can be changed');
      await browser.press('Escape');
      await browser.click('button', 'Stérk.Brabant');
      const inspector = `document.querySelector('#mirror [aria-label="Properties"]')`;
      await until(browser, `/revenue model/.test(${inspector}?.textContent)`, 'what it needs stands in the inspector');
      if (await browser.evaluate(`!!${inspector}.querySelector('input, textarea, select')`))
        throw new Error('a field looks as if it could be filled in');
      const kept = `indexedDB.databases ? indexedDB.databases().then((all) => all.length) : -1`;
      const count = await browser.evaluate(kept);
      await browser.click('button', /save a copy/i);
      await until(browser, `location.hash.startsWith('#network=')`, 'the copy is kept');
      await until(browser, `document.querySelector('#saved').dataset.status === 'saved'`, 'and saved');
      if (count >= 0 && (await browser.evaluate(kept)) <= count) throw new Error('nothing new is kept');
      if ((await browser.evaluate(essence)) !== before) throw new Error('the copy is another network');
      const added = await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { label: 'x' } }]).applied`);
      if (added !== 1) throw new Error('the copy cannot be changed');
    },
  },
  {
    name: 'a link that was cut off or comes from a newer page is refused in words, and what was open stays',
    async walk({ open, until, url }) {
      const browser = await open('#sample');
      const { copy } = await linksFrom(browser, until);
      const address = await browser.evaluate('location.href');
      for (const [bad, words] of [
        [copy.slice(0, 900), /missing or has changed/],
        [copy.replace('=1.', '=2.'), /newer/],
        [`${url}#share=`, /missing/],
      ]) {
        await browser.evaluate(`void (location.hash = ${JSON.stringify(new URL(bad).hash)})`);
        await until(browser, `${words}.test(document.querySelector('dialog')?.textContent ?? '')`, String(words));
        await browser.click('button', 'Close');
        await until(browser, `!document.querySelector('dialog')`, 'the dialog is closed');
        if ((await browser.evaluate('impactweb.stats().nodes')) === 0) throw new Error('the open network has gone');
        await browser.evaluate(`void history.replaceState(null, '', ${JSON.stringify(address)})`);
      }
    },
  },
];
