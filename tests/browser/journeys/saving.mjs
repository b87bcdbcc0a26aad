// What "saved" means: nothing that was typed, pressed or applied is lost by any way out, what cannot be kept is said, and damage is noticed.
import { asksBeforeClosing, find, use } from './screen_reader.mjs';

const network = 'impactweb.snapshot().network';
const ready = 'window.impactweb ? impactweb.ready.then(() => true) : false';
const status = `document.querySelector('#saved').dataset.status`;
const labels = `(${network}.nodes ?? []).map((node) => node.label)`;
const dialogSays = (text) => `!!document.querySelector('dialog')?.textContent.includes(${JSON.stringify(text)})`;
const addNode = (label) => `impactweb.apply([{ op: 'addNode', node: { label: ${JSON.stringify(label)} } }]).applied`;

/** Storage that does not answer until `window.answer()`. */
const hanging = `(() => {
  const open = IDBFactory.prototype.open;
  const held = [];
  IDBFactory.prototype.open = function (...args) {
    if (sessionStorage.getItem('answers')) return open.apply(this, args);
    return {};
  };
  window.answer = () => sessionStorage.setItem('answers', 'yes');
})()`;

const denied = `IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); };`;

/** From now on every write ends as it does when there is no room, until \`window.room()\`. */
const fill = `(() => {
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function () {
    if (this.mode === 'readonly') return commit.call(this);
    Object.defineProperty(this, 'error', { value: new DOMException('full', 'QuotaExceededError') });
    this.abort();
  };
  window.room = () => { IDBTransaction.prototype.commit = commit; };
  return true;
})()`;

async function reloaded({ until }, browser) {
  await browser.reload();
  await until(browser, ready, 'the page is back', 60_000);
}

export const journeys = [
  {
    name: 'saving: the name of a network is kept with every letter, by every way out',
    differs: 'leaving a page',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      const type = async (text) => {
        await browser.evaluate(`document.querySelector('#name').focus()`);
        await browser.type(text);
      };
      await type('Werkgroep Zuid');
      await until(browser, `${network}.title === 'Werkgroep Zuid'`, 'it is the name while the field has the focus');
      await reloaded(world, browser);
      await until(browser, `${network}.title === 'Werkgroep Zuid'`, 'after a reload');
      await until(browser, `document.querySelector('#name').value === 'Werkgroep Zuid'`, 'in the bar as well');
      await type('Werkgroep Noord');
      await browser.press('Escape');
      await until(browser, `${network}.title === 'Werkgroep Zuid'`, 'Escape takes it back');
      await type('Werkgroep West');
      await browser.press('Enter');
      await use(world, browser, 'button', 'Undo');
      await until(browser, `${network}.title === 'Werkgroep Zuid'`, 'all letters are one step');
      await type('Werkgroep Oost');
      await browser.evaluate(`location.hash = ''`);
      await until(
        browser,
        `[...document.querySelectorAll('.kept-name')].some((each) => each.textContent === 'Werkgroep Oost')`,
        'the list has it',
      );
    },
  },
  {
    name: 'saving: what stands in a field is not called saved, and goes into the network when the page is left',
    differs: 'leaving a page',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      await use(world, browser, 'button', 'Skip', true);
      await browser.evaluate(`impactweb.apply([{ op: 'addNode', node: { id: 'n', label: 'Zet', position: [0, 0] } }])`);
      await until(browser, `!!${find('button', 'Zet', true)}`, 'the node is there');
      await browser.evaluate(`${find('button', 'Zet', true)}.click()`);
      await until(browser, `!!document.querySelector('[data-key="new_need"]')`, 'the inspector');
      await until(browser, `${status} === 'saved'`, 'all is saved');
      await browser.focus('new_need');
      await browser.type('een zaal');
      await until(browser, `${status} === 'typed'`, 'the bar says that it is not');
      await until(browser, `document.querySelector('#saved').textContent === 'Not saved yet'`, 'in words');
      await reloaded(world, browser);
      await until(browser, `${network}.nodes[0].needs?.[0]?.text === 'een zaal'`, 'it went into the network');
      await until(browser, `${status} === 'saved'`, 'and is saved');
    },
  },
  {
    name: 'saving: an edit right before a reload, or before the page goes elsewhere, is never lost',
    differs: 'leaving a page',
    async walk(world) {
      const { open, until, url } = world;
      const browser = await open('#new');
      const address = await browser.evaluate('location.hash');
      for (let round = 1; round <= 4; ++round) {
        await browser.evaluate(addNode(`reload ${round}`));
        await reloaded(world, browser);
        await until(browser, `${labels}.includes('reload ${round}')`, `reload ${round}`);
        await browser.evaluate(addNode(`away ${round}`));
        await browser.goto('about:blank');
        await browser.goto(url + address);
        await until(browser, ready, 'the page is back', 60_000);
        await until(browser, `${labels}.includes('away ${round}')`, `away ${round}`);
      }
      await until(browser, `${labels}.length === 8`, 'nothing is doubled');
    },
  },
  {
    name: 'saving: scripts that throw, and scripts that change what they are given, lose nothing',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      await browser.evaluate(`(() => {
        window.addEventListener('error', (event) => event.preventDefault());
        impactweb.on('change', (change) => { change.operations.length = 0; });
        impactweb.on('change', (change) => { window.seen = change.operations.length; });
        impactweb.on('change', () => { throw new Error('by a handler'); });
        return true;
      })()`);
      await browser.evaluate(addNode('Zet'));
      await until(browser, 'window.seen > 0', 'the other handlers see what happened');
      await until(browser, `${status} === 'saved'`, 'it is saved');
      await reloaded(world, browser);
      await until(browser, `${labels}.includes('Zet')`, 'and there');
      browser.problems.splice(
        0,
        browser.problems.length,
        ...browser.problems.filter((text) => !/by a handler/.test(text)),
      );
    },
  },
  {
    name: 'saving: where the browser keeps nothing, each way out asks once, with the file',
    differs: 'storage',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#sample', { before: denied });
      await until(browser, `${status} === 'failed'`, 'the bar says so');
      await browser.evaluate(addNode('Just here'));
      const address = await browser.evaluate('location.hash');
      await browser.evaluate(`location.hash = 'new'`);
      await until(browser, dialogSays('not saved yet'), 'another address asks');
      await use(world, browser, 'button', 'Stay here', true);
      await until(browser, `location.hash === '${address}' && ${labels}.includes('Just here')`, 'and one can stay');
      await use(world, browser, 'button', 'All networks', true);
      await until(browser, dialogSays('is not allowed to save anything'), 'home asks too');
      await use(world, browser, 'button', 'Go on', true);
      await until(browser, `!document.querySelector('#start').hidden`, 'one can go on');
      await until(browser, `!document.querySelector('dialog')`, 'and is asked no more');
      await browser.evaluate(`(document.querySelector('.kept-open').click(), true)`);
      await until(browser, `${labels}.includes('Just here')`, 'while the window is open, it is there');
      if (!(await browser.evaluate(asksBeforeClosing))) throw new Error('closing the window does not ask');
    },
  },
  {
    name: 'saving: a full disk is said, tried again by itself, and all is there when there is room',
    differs: 'storage',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      await until(browser, `${status} === 'saved'`, 'saved at first');
      await browser.evaluate(fill);
      await browser.evaluate(addNode('No room'));
      await until(browser, `${status} === 'failed'`, 'it is said');
      await browser.evaluate('(window.room(), true)');
      await until(browser, `${status} === 'saved'`, 'it is tried again without a new edit', 30_000);
      await reloaded(world, browser);
      await until(browser, `${labels}.includes('No room')`, 'and there');
    },
  },
  {
    name: 'saving: storage that does not answer is said, and all is kept once it does',
    differs: 'storage',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new', { before: hanging });
      await until(browser, dialogSays('does not answer'), 'it is said', 30_000);
      await browser.evaluate(addNode('Meanwhile'));
      await use(world, browser, 'button', 'Work without saving', true);
      await until(browser, `${status} === 'failed'`, 'the bar says that it is not saved', 30_000);
      await use(world, browser, 'button', 'Not saved');
      await browser.evaluate('(window.answer(), true)');
      await use(world, browser, 'button', 'Try again', true);
      await until(browser, `${status} === 'saved'`, 'it is kept', 30_000);
      await reloaded(world, browser);
      await until(browser, `${labels}.includes('Meanwhile')`, 'and there after a reload');
    },
  },
  {
    name: 'saving: a page that was put aside by the browser is in step when it comes back, or gone with what was removed',
    differs: 'leaving a page',
    engines: ['chromium', 'firefox'],
    async walk(world) {
      const { open, until } = world;
      // What one tab tells the other does not reach a page that is put aside.
      const browser = await open('#new', { before: 'delete globalThis.BroadcastChannel' });
      await browser.evaluate(addNode('Before'));
      await until(browser, `${status} === 'saved'`, 'it is saved');
      const address = await browser.evaluate('location.href');
      const other = await browser.another(address);
      await until(other, ready, 'the other tab');
      await other.evaluate(addNode('Meanwhile'));
      await until(other, `${status} === 'saved'`, 'it is saved there');
      await until(browser, `!${labels}.includes('Meanwhile')`, 'nobody has told');
      const comeBack = `window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`;
      await browser.evaluate(comeBack);
      await until(browser, `${labels}.includes('Before') && ${labels}.includes('Meanwhile')`, 'it is in step');
      await browser.evaluate(addNode('After'));
      await until(browser, `${status} === 'saved'`, 'it goes on');
      await other.evaluate(`new Promise((resolve) => {
        const request = indexedDB.open('impactweb-catalogue');
        request.onsuccess = () => {
          const transaction = request.result.transaction('networks', 'readwrite');
          transaction.objectStore('networks').clear();
          transaction.oncomplete = () => resolve(true);
        };
      })`);
      await browser.evaluate(comeBack);
      await until(browser, `!document.documentElement.classList.contains('working')`, 'what was removed is let go');
      await other.close();
    },
  },
  {
    name: 'saving: a damaged network opens as far as it can be read, beside what was found',
    differs: 'storage',
    async walk(world) {
      const { open, until } = world;
      const browser = await open('#new');
      await browser.evaluate(`(document.querySelector('#name').focus(), true)`);
      await browser.type('Werkgroep');
      for (const name of ['Zet', 'Stérk.Brabant', 'Breda Circulair']) {
        await browser.evaluate(addNode(name));
        await until(browser, `${status} === 'saved'`, 'saved');
      }
      const address = await browser.evaluate('location.hash');
      await browser.evaluate(`location.hash = ''`);
      await until(browser, `!document.querySelector('#start').hidden`, 'the list');
      // One letter of a record.
      await browser.evaluate(`new Promise((resolve, reject) => {
        const request = indexedDB.open('impactweb-' + ${JSON.stringify(address)}.slice('#network='.length));
        request.onsuccess = () => {
          const db = request.result;
          const transaction = db.transaction('updates', 'readwrite');
          const cursor = transaction.objectStore('updates').openCursor(null, 'prev');
          cursor.onsuccess = () => {
            const bytes = cursor.result.value;
            const at = new TextDecoder('latin1').decode(bytes).indexOf('Breda');
            if (at < 0) return cursor.result.continue();
            bytes[at] ^= 1;
            cursor.result.update(bytes);
          };
          transaction.oncomplete = () => { db.close(); resolve(true); };
          transaction.onabort = reject;
        };
      })`);
      await browser.evaluate(`(location.hash = ${JSON.stringify(address)}, true)`);
      await until(browser, dialogSays('is damaged'), 'it is said');
      await use(world, browser, 'button', 'Close', true);
      await until(
        browser,
        `${labels}.includes('Zet') && ${labels}.includes('Stérk.Brabant')`,
        'what can be read is open',
      );
      await until(browser, `${status} === 'saved'`, 'and kept');
      await reloaded(world, browser);
      await until(browser, `!document.querySelector('dialog') && ${labels}.includes('Zet')`, 'sound from now on');
      await browser.evaluate(`location.hash = ''`);
      await until(
        browser,
        `[...document.querySelectorAll('.kept-name')].some((each) => each.textContent.includes('as found'))`,
        'what was found is in the list',
      );
    },
  },
];
