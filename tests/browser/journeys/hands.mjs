// What hands do that are quicker, larger or in more places than one thinks of at a desk.
import { readdirSync, readFileSync } from 'node:fs';
import { catchDownloads, find, heard, use } from './screen_reader.mjs';

const network = 'impactweb.snapshot().network';
const names = `${network}.nodes.map(({ label }) => label).sort().join('|')`;

/** What of the bar lies over something else, is out of the window, or is cut although there is room for less of it. */
const barTroubles = `(() => {
  const bar = document.querySelector('#bar');
  const seen = [...bar.querySelectorAll('button, #name')].filter((e) => e.getClientRects().length > 0);
  const boxes = seen.map((e) => ({ id: e.id, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
  const found = [];
  for (const { id, box } of boxes) if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(id + ' is out of the window');
  for (const [at, a] of boxes.entries())
    for (const b of boxes.slice(at + 1))
      if (Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1) found.push(a.id + ' lies over ' + b.id);
  for (const e of seen) if (e.id !== 'name' && e.scrollWidth > e.clientWidth + 1 && bar.dataset.fit !== 'least') found.push(e.id + ' is cut');
  return found.join(', ') || 'none';
})()`;

const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`;

/** Everything that a text of the interface may be called. */
const keys = new Set(
  ['.', 'later'].flatMap((folder) => {
    const root = new URL(`../../../assets/strings/en/${folder}/`, import.meta.url);
    return readdirSync(root)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => Object.keys(JSON.parse(readFileSync(new URL(file, root), 'utf8'))));
  }),
);

/** Notes every key that is ever shown or told, and holds back what is fetched later than the first words. */
const watchForKeys = (slow) => `
  const known = new Set(${JSON.stringify([...keys])});
  window.shownKeys = [];
  const note = (text) => { if (text && known.has(text.trim())) window.shownKeys.push(text.trim()); };
  const look = (node) => {
    if (node.nodeType === 3) return note(node.data);
    if (node.nodeType !== 1) return;
    for (const name of ['aria-label', 'title', 'placeholder', 'aria-description']) note(node.getAttribute(name));
    for (const child of node.childNodes) look(child);
  };
  new MutationObserver((all) => {
    for (const { target, addedNodes } of all) {
      if (target.nodeType === 3) look(target);
      else if (addedNodes.length === 0) look(target);
      for (const node of addedNodes) look(node);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['aria-label', 'title', 'placeholder', 'aria-description'] });
  const { fetch } = window;
  window.fetch = async (...all) => {
    if (/panels-/.test(String(all[0]?.url ?? all[0]))) await new Promise((go) => setTimeout(go, ${slow}));
    return fetch(...all);
  };
`;

async function openPanels(browser, until) {
  await until(browser, `impactweb.stats().nodes >= 0 && !document.querySelector('#work').inert`, 'the work');
  for (const [key, panel] of [
    ['t', '[data-key="list"][aria-pressed="true"]'],
    ['f', '[data-key="filters"][aria-pressed="true"]'],
    ['i', '[data-key="filters"][aria-pressed="false"]'],
    ['/', '[data-key="search"]'],
  ]) {
    await browser.evaluate(`(document.querySelector('#mirror').focus(), true)`);
    await browser.press(key);
    await until(browser, `!!document.querySelector('#mirror ${panel}')`, `panel of ${key}`);
    await browser.evaluate(drawn);
  }
  await browser.press('Escape');
  const found = await browser.evaluate(`[...new Set(window.shownKeys)].join(', ')`);
  if (found !== '') throw new Error(`shown instead of words: ${found}`);
}

const file = JSON.stringify({
  type: 'impactweb',
  version: 1,
  network: { nodes: [{ id: 'a', kind: 'actor', label: 'Zet' }] },
});

export const journeys = [
  {
    name: 'hands: the bar lies over nothing, in any width, language, size of text and name',
    async walk({ open, until }) {
      const browser = await open('#sample', { locale: 'nl-NL' });
      await until(browser, `document.querySelector('#bar').getClientRects().length > 0`, 'the bar');
      const found = [];
      for (const size of ['100', '200']) {
        await browser.evaluate(`(localStorage.setItem('impactweb-text-size', '${size}'), true)`);
        await browser.reload();
        await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'ready');
        await browser.evaluate(
          `(impactweb.apply([{ op: 'setNetwork', field: 'title', value: 'Het netwerk van alle inwoners en ondernemers die samen iets doen aan eenzaamheid' }]), true)`,
        );
        await until(browser, `document.querySelector('#saved').dataset.status === 'saved'`, 'saved');
        for (let width = 1040; width >= 320; width -= 24) {
          await browser.resize(width, 700);
          await until(browser, `innerWidth === ${width}`, 'the width');
          await browser.evaluate(drawn);
          const troubles = await browser.evaluate(barTroubles);
          if (troubles !== 'none') found.push(`${width} px, text ${size} %: ${troubles}`);
        }
      }
      if (found.length > 0) throw new Error(found.join('\n'));
      await browser.resize(1200, 800);
      await browser.evaluate(`(localStorage.setItem('impactweb-text-size', '100'), true)`);
      await browser.reload();
      await until(browser, `document.querySelector('#bar').dataset.fit === 'whole'`, 'where there is room, all of it');
    },
  },
  {
    name: 'hands: what is undone is not selected, edited or tied any more, whoever undid it',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(
        `(window.chosen = null, impactweb.on('selection', (now) => { window.chosen = now; }), true)`,
      );
      await browser.evaluate(
        `(impactweb.apply([{ op: 'addNode', node: { id: 'left', label: 'Left', position: [-60, 0] } }]), impactweb.apply([{ op: 'addNode', node: { id: 'right', label: 'Right', position: [60, 0] } }]), true)`,
      );
      for (const undo of [`document.querySelector('#undo').click()`, `impactweb.undo()`]) {
        await until(browser, `!!${find('button', 'Right', true)}`, 'Right is there');
        await browser.evaluate(`(${find('button', 'Right', true)}.click(), true)`);
        await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Right'`, 'the inspector');
        await browser.evaluate(`(document.querySelector('#mirror').focus(), true)`);
        await browser.press('l');
        await until(browser, `!!document.querySelector('[data-key="link"][aria-pressed="true"]')`, 'the tie tool');
        await browser.evaluate(`(${undo}, true)`);
        await until(browser, `window.chosen.nodes.length === 0`, 'nothing is selected');
        await until(browser, `!document.querySelector('[data-key="title"]')`, 'the inspector has left it');
        // The tool begins with whom is pressed next, and complains about nobody.
        await browser.evaluate(`(${find('button', 'Left', true)}.click(), true)`);
        await until(browser, `window.chosen.nodes.join() === 'left'`, 'Left is where a tie begins');
        if ((await browser.evaluate(`document.querySelector('#toast').textContent`)).includes('right'))
          throw new Error('an id is shown');
        await browser.press('Escape');
        await browser.press('Escape');
        await browser.evaluate(`(impactweb.redo(), true)`);
      }
    },
  },
  {
    name: 'hands: quick entry takes a line with Enter, however fast, and gives it back with undo',
    differs: 'text fields',
    async walk({ open, until }) {
      const browser = await open('#new');
      await until(browser, `!!document.querySelector('[data-key="entry"]')`, 'the line is there');
      await browser.focus('entry');
      await until(browser, `document.activeElement?.dataset.key === 'entry'`, 'the line has the focus');
      // Three lines before a frame is drawn: everything happens in one turn.
      const typed = `(() => {
        const field = document.activeElement;
        for (const line of ['Zet', 'Zorgbelang > Zet', 'Stérk.Brabant']) {
          for (const letter of line) {
            field.value += letter;
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
          }
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
          if (field.value !== '') return 'the line keeps ' + field.value;
        }
        return 'empty';
      })()`;
      const left = await browser.evaluate(typed);
      if (left !== 'empty') throw new Error(left);
      await until(
        browser,
        `${names} === 'Stérk.Brabant|Zet|Zorgbelang' && impactweb.stats().edges === 1`,
        'three lines',
      );
      await browser.type('Breda Circulair');
      await browser.press('Enter');
      await until(
        browser,
        `${names} === 'Breda Circulair|Stérk.Brabant|Zet|Zorgbelang'`,
        'the next line is a line of its own',
      );
      await until(
        browser,
        `document.activeElement.dataset.key === 'entry' && document.activeElement.value === ''`,
        'the line is empty',
      );
      await browser.press('Control+z');
      await until(browser, `${names} === 'Stérk.Brabant|Zet|Zorgbelang'`, 'undo takes back what was entered last');
      await browser.press('Control+y');
      await until(browser, `${names} === 'Breda Circulair|Stérk.Brabant|Zet|Zorgbelang'`, 'and redo gives it back');
      await browser.evaluate(`(() => {
        const data = new DataTransfer();
        data.setData('text/plain', 'Provincie Noord-Brabant > Zet : funds\\r\\n\\r\\nImpact Zuid\\r\\n  Tilburg\\n');
        // Firefox gives an event of a script no clipboard of its own.
        const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
        Object.defineProperty(paste, 'clipboardData', { value: data });
        document.activeElement.dispatchEvent(paste);
        return true;
      })()`);
      await until(
        browser,
        `${names} === 'Breda Circulair|Impact Zuid|Provincie Noord-Brabant|Stérk.Brabant|Tilburg|Zet|Zorgbelang'`,
        'pasted lines are as many entries',
      );
      await browser.press('Control+z');
      await until(
        browser,
        `!${names}.includes('Tilburg') && ${names}.includes('Impact Zuid')`,
        'each a step of its own',
      );
      // What means nothing yet is not lost.
      await browser.type('Zet >');
      await browser.press('Enter');
      await until(browser, `document.activeElement.value === 'Zet >'`, 'the line is put back');
    },
  },
  {
    name: 'hands: sectors of a group look like none of the known ones, and can become one',
    async walk({ open, until }) {
      const browser = await open('#new');
      const sectors = [
        'government',
        'business',
        'knowledge',
        'civilSociety',
        'finance',
        'socialEnterprise',
        'media',
        'nature',
      ];
      const own = ['Zorg', 'Sport', 'Kerk', 'Wonen'];
      const operations = [...sectors, ...own, 'Zorg'].map((sector, at) => ({
        op: 'addNode',
        node: { id: `n${at}`, label: `${sector} ${at}`, sector, position: [(at % 4) * 90, Math.floor(at / 4) * 90] },
      }));
      await browser.evaluate(`(impactweb.apply(${JSON.stringify(operations)}), true)`);
      const fills = (
        await browser.evaluate(
          `impactweb.export('svg', { legend: true }).then((svg) => (typeof svg === 'string' ? svg : svg.text()))`,
        )
      ).match(/fill="#[0-9a-f]{6}"/g);
      const counts = new Map();
      for (const fill of fills) counts.set(fill, (counts.get(fill) ?? 0) + 1);
      // Each of the twelve colours is on its node, and in the legend or on a second node.
      const told = [...counts.values()].filter((count) => count >= 1).length;
      if (told < 12) throw new Error(`${told} colours: ${[...counts.keys()].join(' ')}`);
      await until(browser, `!!${find('button', 'Zorg 8', true)}`, 'the nodes');
      await browser.evaluate(`(${find('button', 'Zorg 8', true)}.click(), true)`);
      const offer = `[...document.querySelectorAll('#mirror select')].find((e) => /sector of your own/.test(e.getAttribute('aria-label')))`;
      await until(browser, `!!${offer}`, 'a known sector is offered');
      await browser.evaluate(
        `(() => { const e = ${offer}; e.value = 'civilSociety'; e.dispatchEvent(new Event('change', { bubbles: true })); return true; })()`,
      );
      await until(
        browser,
        `${network}.nodes.filter(({ sector }) => sector === 'civilSociety').length === 3 && !${network}.nodes.some(({ sector }) => sector === 'Zorg')`,
        'all that had it have the known one',
      );
      await browser.evaluate(`(impactweb.undo(), true)`);
      await until(browser, `${network}.nodes.filter(({ sector }) => sector === 'Zorg').length === 2`, 'as one step');
    },
  },
  {
    name: 'hands: Ctrl+S saves the file and says so, what was found is told, and the tour follows what is done',
    differs: 'keys',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('');
      await use(world, browser, 'button', 'Look at an example');
      await browser.evaluate(catchDownloads);
      await use(world, browser, 'button', 'Next', true);
      await until(browser, `!!document.querySelector('#tour-field')`, 'the step about oneself');
      await browser.focus('entry');
      await browser.type('Bibliotheek Tilburg');
      await browser.press('Enter');
      await until(
        browser,
        `/Bibliotheek Tilburg/.test(document.querySelector('#tour').textContent) && !!document.querySelector('#tour-names')`,
        'the next step, without its form',
      );
      await until(browser, `document.activeElement.dataset.key === 'entry'`, 'and the hand stays where it was');
      await browser.type('Bibliotheek Tilburg > Stichting Zet');
      await browser.press('Enter');
      await until(browser, `document.querySelector('#tour').hidden`, 'the steps are done');
      await browser.press('Control+s');
      await until(browser, `window.saved?.length === 1 && window.saved[0].endsWith('.json')`, 'the file');
      await until(
        browser,
        `/saved as a file/.test(document.querySelector('#toast').textContent)`,
        'and a word about it',
      );
      await browser.evaluate(`(document.querySelector('#mirror').focus(), true)`);
      await browser.press('/');
      await until(browser, `document.activeElement.dataset.key === 'search'`, 'search');
      await browser.type('bibliotheek');
      await until(browser, heard('Found: 1. Bibliotheek Tilburg'), 'what was found is told');
      await browser.press('Escape');
      await browser.press('Escape');
      await browser.evaluate(`(location.hash = '', true)`);
      await until(
        browser,
        `!document.querySelector('#start').hidden && document.querySelectorAll('#start-list li').length > 0`,
        'the start page',
      );
      await until(
        browser,
        `!!(document.querySelector('#start-kept').compareDocumentPosition(document.querySelector('#start .ways')) & Node.DOCUMENT_POSITION_FOLLOWING)`,
        'what is kept comes first',
      );
    },
  },
  {
    name: 'hands: sectors are heard in a line, and filled in for many by keyboard with what names propose',
    differs: 'keys',
    async walk({ open, until }) {
      const browser = await open('#new');
      const sectorOf = (label) => `${network}.nodes.find((node) => node.label === '${label}')?.sector`;
      await until(browser, `!!document.querySelector('[data-key="entry"]')`, 'the line is there');
      await browser.focus('entry');
      const lines = [
        'Gemeente Breda [government] > Avans',
        'they ? a room',
        'Avans : knowledge',
        'Gemeente Tilburg',
        'Rabobank',
        'Zet',
      ];
      for (const line of lines) {
        await browser.type(line);
        await browser.press('Enter');
      }
      await until(
        browser,
        `${sectorOf('Gemeente Breda')} === 'government' && ${sectorOf('Avans')} === 'knowledge' && impactweb.stats().nodes === 5`,
        'words for sectors',
      );
      await until(
        browser,
        `${network}.nodes.find(({ label }) => label === 'Gemeente Breda').needs?.length === 1`,
        'they are the actor before',
      );
      await browser.evaluate(`(document.querySelector('#mirror').focus(), true)`);
      await browser.press('t');
      await until(browser, `!!document.querySelector('[data-key="fill"]')`, 'the list offers to fill in');
      await browser.evaluate(`(document.querySelector('[data-key="fill"]').click(), true)`);
      await until(
        browser,
        `document.querySelectorAll('dialog .fill select').length === 3`,
        'a row for each that has none',
      );
      await until(
        browser,
        `[...document.querySelectorAll('dialog .fill select')].map(({ value }) => value).join() === 'government,finance,'`,
        'what names tell is there',
      );
      await browser.evaluate(`(document.querySelector('#fill-0').focus(), true)`);
      await browser.press('Enter');
      await browser.press('ArrowDown');
      await until(browser, `document.activeElement.id === 'fill-2'`, 'Enter and the arrow go from row to row');
      await browser.press('4');
      await until(browser, `document.activeElement.classList.contains('primary')`, 'a digit chooses and goes on');
      await browser.press('Enter');
      await until(
        browser,
        `${sectorOf('Gemeente Tilburg')} === 'government' && ${sectorOf('Rabobank')} === 'finance' && ${sectorOf('Zet')} === 'civilSociety'`,
        'all of it is taken in one press',
      );
      await browser.evaluate(`(impactweb.undo(), true)`);
      await until(browser, `!${sectorOf('Rabobank')} && !${sectorOf('Zet')}`, 'as one step');
    },
  },
  {
    name: 'hands: where no code fits the card does, and a frame to look at has no tools',
    async walk({ open, until, url }) {
      const browser = await open('#new');
      const many = Array.from({ length: 120 }, (_, at) => ({
        op: 'addNode',
        node: {
          id: `n${at}`,
          label: `Partij ${at * 7919}`,
          motivation: `Omdat ${at * 104729} en ${at * 1299709}`,
          position: [at * 50, 0],
        },
      }));
      await browser.evaluate(`(impactweb.apply(${JSON.stringify(many)}), true)`);
      await browser.click('button', 'Share');
      await until(
        browser,
        `!!document.querySelector('#share-card-instead') && !document.querySelector('dialog .share-code canvas')`,
        'the card is offered',
      );
      await browser.evaluate(`(document.querySelector('#share-card-instead').click(), true)`);
      await until(
        browser,
        `!!document.querySelector('dialog .share-code canvas') && document.querySelector('dialog textarea').value.includes('#card=')`,
        'its code is there',
      );
      await browser.press('Escape');
      await browser.evaluate(
        `(() => { const frame = document.createElement('iframe'); frame.id = 'framed'; frame.width = 900; frame.height = 600; frame.src = ${JSON.stringify(`${url}?open=samples/brabant.json&view`)}; document.body.replaceChildren(frame); return true; })()`,
      );
      const inner = `document.querySelector('#framed').contentDocument`;
      await until(browser, `!!${inner}?.querySelector('[data-key="node"]')`, 'the network in the frame');
      await until(
        browser,
        `!${inner}.querySelector('[role="toolbar"]') && !${inner}.querySelector('[data-key="list"]')`,
        'no tools on the picture',
      );
      await until(
        browser,
        `[...${inner}.querySelectorAll('#bar button')].every((e) => e.getClientRects().length === 0)`,
        'and none above it',
      );
    },
  },
  ...[
    ['the sample', '#sample', ''],
    ['an empty network', '#new', ''],
    ['a file that the address names', '', '?open=samples/brabant.json'],
    ['a file on the start page', '', ''],
    ['a network that was kept', '#new', 'again'],
    ['a network only to look at', '', '?open=samples/brabant.json&view'],
  ].map(([way, hash, search]) => ({
    name: `hands: no panel shows a key instead of its words, by way of ${way}`,
    async walk({ open, until, url }) {
      const settings = { before: watchForKeys(3000), url: search.startsWith('?') ? `${url}${search}` : url };
      const browser = await open(hash, settings);
      if (way === 'a file on the start page')
        await browser.evaluate(`(() => {
          const data = new DataTransfer();
          data.items.add(new File([${JSON.stringify(file)}], 'zet.json'));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
          return true;
        })()`);
      if (search === 'again') {
        await until(browser, `location.hash.startsWith('#network=')`, 'it is kept');
        await browser.reload();
        await until(browser, 'window.impactweb ? impactweb.ready.then(() => true) : false', 'ready');
      }
      await until(
        browser,
        `!document.querySelector('#work').inert && !!document.querySelector('[data-key="list"]')`,
        'a network',
      );
      await openPanels(browser, until);
    },
  })),
];
