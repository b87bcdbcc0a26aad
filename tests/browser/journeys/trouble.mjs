// What the browser does to people: storage cleared under the page, no WebGL, a paste of megabytes.
import { catchDownloads, find, heard, use } from './screen_reader.mjs';

export const journeys = [
  {
    name: 'trouble: storage that is cleared under the page is told at once, and the file is offered',
    engines: ['chromium'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#sample');
      await until(browser, `document.querySelector('#saved').dataset.status === 'saved'`, 'it is saved');
      const origin = await browser.evaluate('location.origin');
      await browser.protocol('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
      await until(browser, `document.querySelector('#saved').dataset.status === 'failed'`, 'the bar says so');
      await until(browser, heard('Not saved'), 'and it is heard');
      await browser.evaluate(catchDownloads);
      await use(world, browser, 'button', 'Not saved');
      await use(world, browser, 'button', 'Save as a file now');
      await until(browser, `window.saved.length === 1`, 'the file is saved');
      await until(
        browser,
        `document.querySelector('#saved').dataset.status === 'saved'`,
        'and it is kept again',
        30_000,
      );
    },
  },
  {
    name: 'trouble: without WebGL the mirror alone lets people read, edit and save',
    engines: ['chromium'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#sample', { args: ['--disable-3d-apis'] });
      await use(world, browser, 'button', 'Close', true);
      await use(world, browser, 'button', 'Skip', true);
      await until(browser, `!document.querySelector('dialog')`, 'the word about it is read');
      await until(browser, `document.documentElement.classList.contains('undrawn')`, 'the page is the mirror');
      const place = await browser.evaluate(
        `(() => { const e = ${find('button', 'Stichting Zet', true)}; e.scrollIntoView({ block: 'center' }); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`,
      );
      await browser.mouse.click(...place);
      await until(browser, `document.querySelector('[data-key="title"]')?.value === 'Stichting Zet'`, 'it is read');
      await until(browser, `!!${find('button', 'Stichting Zet founded Stérk.Brabant')}`, 'with its ties');
      await browser.focus('entry');
      await browser.insert('Zet ? ruimte');
      await browser.press('Enter');
      await until(
        browser,
        `impactweb.snapshot().network.nodes.find((node) => node.label === 'Stichting Zet').needs?.[0]?.text === 'ruimte'`,
        'it is edited',
      );
      await browser.evaluate(catchDownloads);
      await use(world, browser, 'button', 'Save', true);
      await use(world, browser, 'menuitem', 'Impactweb file');
      await until(browser, `window.saved.length === 1`, 'and saved');
    },
  },
  {
    name: 'trouble: megabytes in a field are cut with a word, and shown as text',
    engines: ['chromium'],
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { id: 'n', label: 'x', position: [0, 0] } }])`);
      await until(browser, `!!${find('button', 'x', true)}`, 'the node is there');
      await browser.evaluate(`${find('button', 'x', true)}.click()`);
      await until(browser, `!!document.querySelector('[data-key="title"]')`, 'the inspector');
      await browser.focus('title');
      await browser.evaluate(
        `(() => { const text = '<b onclick=alert(1)>שלום ' + '😀x'.repeat(1_000_000); const data = new DataTransfer(); data.setData('text/plain', text); document.activeElement.select(); document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); document.execCommand('insertText', false, text); return true; })()`,
      );
      await until(browser, heard('takes 300 characters'), 'it is said');
      await until(
        browser,
        `(() => { const { label } = impactweb.snapshot().network.nodes[0]; return label.startsWith('<b onclick=alert(1)>שלום') && label.length <= 300 && label.length > 250; })()`,
        'what fits is there, as text',
      );
      await until(browser, `document.querySelectorAll('#mirror b').length === 0`, 'nothing of it is HTML');
    },
  },
  {
    name: 'trouble: where the browser can, it takes no text for HTML and no address for a script but our own',
    engines: ['chromium'],
    async walk({ open }) {
      const browser = await open('#new');
      const taken = await browser.evaluate(`(async () => {
        const tries = {
          html: () => { document.createElement('div').innerHTML = '<b>x</b>'; },
          worker: () => new Worker('reader.js'),
          registration: () => navigator.serviceWorker.register('service-worker.js'),
          script: () => { document.createElement('script').src = 'app.js'; },
          parser: () => new DOMParser().parseFromString('<p>', 'text/html'),
          policy: () => trustedTypes.createPolicy('another', {}),
        };
        const taken = [];
        for (const [name, attempt] of Object.entries(tries)) {
          try {
            await attempt();
            taken.push(name);
          } catch {}
        }
        return taken;
      })()`);
      if (taken.length > 0) throw new Error(`taken: ${taken}`);
      // The browser says each time what it did not do.
      for (let at = browser.problems.length; at-- > 0; )
        if (/Trusted|trusted|policy/.test(browser.problems[at])) browser.problems.splice(at, 1);
      // Ours are taken: the worker reads a file.
      const nodes = await browser.evaluate(`impactweb.open('Naam\\nAn\\nBen\\n').then(({ nodes }) => nodes)`);
      if (nodes !== 2) throw new Error(`${nodes} nodes`);
    },
  },
];
