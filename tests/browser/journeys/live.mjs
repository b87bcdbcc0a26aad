// Live sessions as people see them: the ways in, and two who work on the same thing.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { ownRelay, serve } from '../../../web/serve.mjs';

const network = 'impactweb.snapshot().network';
const title = `document.querySelector('[data-key="title"]')`;
const caret = `[${title}?.selectionStart, ${title}?.selectionEnd].join()`;
const labelOf = (id) => `${network}.nodes.find(({ id }) => id === ${JSON.stringify(id)})?.label`;
const small = { width: 320, height: 568 };

/** Somebody else gives the node another name, in a tab of their own. */
const rename = (id, label) =>
  `impactweb.apply([{ op: 'setNode', id: ${JSON.stringify(id)}, field: 'label', value: ${JSON.stringify(label)} }]).applied`;

const inBar = `(document.querySelector('#live-state')?.getAttribute('aria-label') ?? '')`;

let rooms = 0;

/** Walks on a site with a relay. */
export async function withRelay(walk) {
  // Journeys go side by side, and each has a relay of its own.
  rooms += 1;
  const relay = await ownRelay(`live-journeys/${process.pid}-${rooms}`);
  if (!relay) throw new Error('there is no relay: ./build-wasm.sh fetches it');
  const { server, url, passage } = await serve({ root: new URL('../../../dist', import.meta.url).pathname, relay });
  try {
    await walk({ url, passage });
  } finally {
    server.closeAllConnections();
    server.close();
    await relay.stop();
  }
}

const live = (part) => `impactweb.live.state().${part}`;
const labels = `${network}.nodes.map(({ label }) => label).sort().join()`;
const add = (id, label) => `impactweb.apply([{ op: 'addNode', node: { id: '${id}', label: '${label}' } }]).applied`;

const pathOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What the page says at the door, and in a word that stays for a while. */
const wrongAtDoor = `document.querySelector('#door-wrong')?.textContent ?? ''`;
const followed = `document.querySelector('#live-followed')?.hidden === false`;

/** Moves the picture with one hand or another. */
const hands = {
  async wheel(browser) {
    await browser.mouse.move(560, 600);
    await browser.mouse.wheel(0, 240);
  },
  async mouse(browser) {
    await browser.mouse.move(520, 620);
    await browser.mouse.down();
    await browser.mouse.move(600, 560, { steps: 6 });
    await browser.mouse.up();
  },
  async finger(browser) {
    const touch = (type, x) =>
      browser.protocol('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: 600 }],
      });
    await touch('touchStart', 400);
    for (const x of [430, 470, 520]) await touch('touchMove', x);
    await touch('touchEnd', 520);
  },
  async keys(browser) {
    await browser.evaluate(`document.querySelector('#stage').focus?.()`);
    await browser.press('+');
  },
};

export const journeys = [
  {
    name: 'keys, links, signatures and hashes of live sessions are in every engine what they were made to be',
    differs: 'cryptography',
    async walk({ open, until, expect }) {
      // The page's own is another one.
      expect(/Yjs was already imported/);
      const { outputFiles } = await esbuild.build({
        entryPoints: [pathOf('../../page/live/vectors.ts')],
        bundle: true,
        format: 'esm',
        write: false,
      });
      const files = {
        'vectors.js': ['text/javascript', outputFiles[0].text],
        'vectors.json': ['application/json', readFileSync(pathOf('../../page/live/vectors.json'), 'utf8')],
      };
      const { server, url } = await serve({
        root: pathOf('../../../dist'),
        instead: (path, response) => {
          const file = files[path];
          if (file) response.writeHead(200, { 'content-type': file[0] }).end(file[1]);
          return file !== undefined;
        },
      });
      try {
        const browser = await open('', { url });
        await browser.evaluate(
          `void (async () => { const [{ checkVectors }, answer] = await Promise.all([import('${url}vectors.js'), fetch('vectors.json')]); window.looked = await checkVectors(await answer.json()); })().catch((error) => { window.looked = { wrong: [String(error)] }; })`,
        );
        await until(browser, `window.looked !== undefined`, 'it has looked');
        const { wrong, looked } = JSON.parse(await browser.evaluate(`JSON.stringify(window.looked)`));
        if (wrong.length > 0) throw new Error(wrong.join('\n'));
        if (!(looked > 60)) throw new Error(`only ${looked} things were looked at`);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
  },
  {
    name: 'a live session where a page to sign in and a closed network are in the way, and after a phone has slept',
    engines: ['chromium'],
    // It says how long something takes.
    alone: true,
    walk: ({ open, until, expect }) =>
      withRelay(async ({ url, passage }) => {
        const anna = await open('#new', { url });
        await anna.evaluate(add('n1', 'Zet'));
        const { links } = await anna.evaluate(`impactweb.live.start({ name: 'Anna' })`);
        expect(/WebSocket|\/live|Upgrade Required|403|ERR_CONNECTION_REFUSED/);
        passage.state = 'login';
        const bram = await open(new URL(links.edit).hash, { url, person: 'bram', viewport: small, touch: true });
        await until(bram, `!!document.querySelector('#door-enter')`, 'the door');
        await bram.click('button', 'Join');
        await until(bram, `/Sign in to the wifi first/.test(${wrongAtDoor})`, 'a page to sign in', 10_000);
        passage.state = 'refuse';
        await bram.click('button', 'Try again');
        await until(bram, `/This place blocks live sessions/.test(${wrongAtDoor})`, 'a closed network', 12_000);
        await until(bram, `/question card/.test(document.querySelector('.live-door').textContent)`, 'the way out');
        passage.state = 'open';
        await bram.click('button', 'Try again');
        await until(bram, `${inBar} === 'Live · 2 here' && ${labels} === 'Zet'`, 'in');

        // The phone sleeps: nothing comes through its connection any more, and nobody tells it.
        await until(anna, `${inBar} === 'Live · 2 here'`, 'two are here');
        passage.silence();
        await until(anna, `${live('status')} === 'live'`, 'she has a new connection');
        await anna.evaluate(add('n2', 'Meanwhile'));
        await until(anna, `${live('pending')} === 0`, 'it is kept');
        await bram.evaluate(`window.dispatchEvent(new Event('pageshow'))`);
        await until(bram, `${labels} === 'Meanwhile,Zet'`, 'in step', 3000);
        await until(anna, `${inBar} === 'Live · 2 here'`, 'and counted once');
      }),
  },
  {
    name: 'whoever moves the picture with a mouse, a wheel, a finger or keys follows nobody any more, until they want to',
    engines: ['chromium'],
    walk: ({ open, until, expect }) =>
      withRelay(async ({ url }) => {
        // The relay goes before they do.
        expect(/WebSocket|ERR_CONNECTION_REFUSED/);
        const anna = await open('#new', { url });
        await anna.evaluate(`${add('n1', 'Zet')} + ${add('n2', 'Brug')}`);
        const { links } = await anna.evaluate(`impactweb.live.start({ name: 'Anna' })`);
        const bram = await open('#new', { url, person: 'bram', touch: true, viewport: { width: 1000, height: 800 } });
        await bram.evaluate(`impactweb.live.join(${JSON.stringify(links.edit)}, { name: 'Bram' })`);
        await until(anna, `${live('people.length')} === 2`, 'two are here');
        await anna.evaluate(`impactweb.live.command('lead')`);
        await until(bram, followed, 'he is led');
        for (const [name, hand] of Object.entries(hands)) {
          await hand(bram);
          await until(bram, `!(${followed})`, `${name}: he follows nobody`);
          await until(
            bram,
            `/You look around by yourself again/.test(document.body.textContent)`,
            `${name}: and is told`,
          );
          await bram.click('button', 'Follow again');
          await until(bram, followed, `${name}: he follows again`);
        }
        // What comes from elsewhere is no hand.
        await anna.evaluate(add('n3', 'Tuin'));
        await until(bram, `${labels} === 'Brug,Tuin,Zet'`, 'what she adds is there');
        if (!(await bram.evaluate(followed))) throw new Error('he was let go by what she added');
      }),
  },
  {
    name: 'three engines in one room: edits both ways, away and back, a reload, looking only, and the end',
    engines: ['chromium'],
    walk: ({ open, until, expect }) =>
      withRelay(async ({ url, passage }) => {
        const anna = await open('#new', { url });
        await anna.evaluate(add('n1', 'Zet'));
        const { links } = await anna.evaluate(`impactweb.live.start({ name: 'Anna' })`);
        const bram = await open('#new', { url, engine: 'firefox' });
        await bram.evaluate(add('own', 'Mine'));
        const own = await bram.evaluate('location.hash');
        await bram.evaluate(`impactweb.live.join(${JSON.stringify(links.edit)}, { name: 'Bram' })`);
        if ((await bram.evaluate(labels)) !== 'Zet') throw new Error('he has not what is there');
        const clara = await open('#new', { url, engine: 'webkit' });
        await clara.evaluate(`impactweb.live.join(${JSON.stringify(links.view)}, { name: 'Clara' }).then(() => true)`);
        const all = [anna, bram, clara];
        for (const each of all) await until(each, `${live('people.length')} === 3`, 'three are here');

        await bram.evaluate(add('n2', 'Brug'));
        await anna.evaluate(add('n3', 'Tuin'));
        for (const each of all) await until(each, `${labels} === 'Brug,Tuin,Zet'`, 'everybody has both');
        await until(bram, `${live('pending')} === 0 && ${live('everybodyHas')}`, 'he knows that everybody has it');
        const refused = await clara.evaluate(`${add('n9', 'No')} === 0`);
        if (!refused) throw new Error('she may only look');

        expect(/WebSocket|\/live|Upgrade Required/);
        passage.state = 'refuse';
        passage.cut();
        for (const each of all) await until(each, `${live('status')} === 'reconnecting'`, 'they are cut off');
        await anna.evaluate(add('n4', 'Away'));
        await until(anna, `${live('pending')} > 0`, 'it waits');
        if (await anna.evaluate(live('everybodyHas'))) throw new Error('nobody else has it');
        // Whoever loads the page anew meanwhile has what they did all the same.
        await bram.evaluate(add('n5', 'Reload'));
        await until(bram, `(document.querySelector('#saved').textContent ?? '') !== ''`, 'it is kept here');
        await bram.reload();
        await until(
          bram,
          `window.impactweb?.ready.then(() => ${labels} === 'Brug,Reload,Tuin,Zet') ?? false`,
          'still there',
        );
        passage.state = 'open';
        for (const each of all) {
          await until(each, `${live('status')} === 'live'`, 'back');
          await until(each, `${labels} === 'Away,Brug,Reload,Tuin,Zet'`, 'in step');
          await until(each, `${live('pending')} === 0 && ${live('people.length')} === 3`, 'nothing waits');
        }

        // Who only looked goes back to what they had, and comes again.
        await clara.evaluate(`impactweb.live.leave()`);
        await until(clara, `${labels} === '' && ${live('status')} === 'off'`, 'what she had is on the table');
        await until(anna, `${live('people.length')} === 2`, 'she has gone');
        await clara.evaluate(`impactweb.live.join(${JSON.stringify(links.view)}, { name: 'Clara' }).then(() => true)`);
        await until(anna, `${live('people.length')} === 3`, 'she is back');

        await anna.evaluate(`impactweb.live.end({ erase: true })`);
        for (const each of [bram, clara]) await until(each, `${live('status')} === 'unreachable'`, 'it has ended');
        await bram.evaluate(`location.hash = ${JSON.stringify(own)}`);
        await until(bram, `${labels} === 'Mine'`, 'what he had is as it was');
      }),
  },
  {
    name: 'a live session: started from Share, joined on a small phone, seen by both, and led',
    engines: ['chromium'],
    walk: ({ open, until }) =>
      withRelay(async ({ url }) => {
        const anna = await open('#new', { url });
        await anna.evaluate(
          `impactweb.apply([{ op: 'addNode', node: { id: 'n1', label: 'Bibliotheek' } }, { op: 'addNode', node: { id: 'n2', label: 'Zorgbelang' } }]).applied`,
        );
        await anna.click('button', 'Share');
        await anna.click('button', 'Start a live session');
        await until(anna, `!!document.querySelector('#live-start-name')`, 'the dialog in which it begins');
        await anna.evaluate(`document.querySelector('#live-start-name').focus()`);
        await anna.type('Anna\u202e');
        await anna.click('button', 'Start');
        await until(anna, `${inBar} === 'Live · 1 here'`, 'it has begun', 60_000);
        // Participants contribute; who is to work on everything gets another link.
        await anna.click('radio', 'Work on everything');
        const link = await anna.evaluate(`document.querySelector('#live-link').value`);

        const bram = await open(new URL(link).hash, { url, person: 'bram', viewport: small, touch: true });
        await until(bram, `!!document.querySelector('#door-enter')`, 'the door');
        await until(bram, `document.documentElement.scrollWidth <= 320`, 'nothing is beside the screen');
        await bram.click('button', 'Join');
        await until(bram, `${inBar} === 'Live · 2 here'`, 'in one tap', 60_000);
        await until(bram, `${network}.nodes.length === 2`, 'the network is there');
        await until(anna, `${inBar} === 'Live · 2 here'`, 'the first one sees it');
        await until(anna, `/No name/.test(document.querySelector('.live-people').textContent)`, 'by who has no name');

        await bram.evaluate(
          `impactweb.apply([{ op: 'setNode', id: 'n1', field: 'label', value: 'Buurthuis' }]).applied`,
        );
        await until(anna, `${labelOf('n1')} === 'Buurthuis'`, 'what one changes, the other has');
        await anna.click('button', 'Bring everybody to me');
        await until(
          bram,
          `/You follow Anna$/.test(document.querySelector('#live-followed span')?.textContent ?? '')`,
          'led',
        );
        await anna.click('button', 'Let everybody go');
        await until(bram, `document.querySelector('#live-followed').hidden`, 'and let go');
        await anna.click('button', 'Present');
        const shown = `document.querySelector('#live-presented')`;
        await until(
          anna,
          `getComputedStyle(${shown}).display === 'block'`,
          'the state is over the picture that is presented',
        );
        await until(anna, `${shown}.textContent === 'Live · 2 here'`, 'as in the bar');
      }),
  },
  {
    name: 'one tab of a browser is live, the other hands its changes over and goes on when that one closes',
    engines: ['chromium', 'firefox'],
    walk: ({ open, until }) =>
      withRelay(async ({ url }) => {
        const anna = await open('#new', { url });
        await anna.evaluate(add('n1', 'Zet'));
        const { links } = await anna.evaluate(`impactweb.live.start({ name: 'Anna' })`);
        const bram = await open('#new', { url, person: 'bram' });
        await bram.evaluate(`impactweb.live.join(${JSON.stringify(links.edit)}, { name: 'Bram' })`);
        const other = await bram.another(await bram.evaluate('location.href'));
        await until(
          other,
          `/live in another tab/.test(document.querySelector('#toast')?.textContent ?? '')`,
          'it is said where it is live',
          60_000,
        );
        await until(other, `${labels} === 'Zet'`, 'the same network');
        await other.evaluate(add('n2', 'Brug'));
        await until(anna, `${labels} === 'Brug,Zet'`, 'what is done there goes along');
        await anna.evaluate(add('n3', 'Tuin'));
        await until(other, `${labels} === 'Brug,Tuin,Zet'`, 'and what others do comes in');
        if ((await other.evaluate(live('status'))) !== 'off') throw new Error('both tabs are in the room');
        if ((await anna.evaluate(live('people.length'))) !== 2) throw new Error('he is counted twice');
        await bram.evaluate(`location.href = 'about:blank'`);
        await until(other, `${live('status')} === 'live'`, 'it goes on where that one was', 60_000);
        await until(anna, `${live('people.length')} === 2`, 'and is the one who is here');
        await other.close();
      }),
  },
  {
    name: 'a second window follows the facilitator, is nobody who is here, and shows the code when that is wished',
    engines: ['chromium'],
    walk: ({ open, until }) =>
      withRelay(async ({ url }) => {
        const anna = await open('#sample', { url });
        const { links } = await anna.evaluate(`impactweb.live.start({ name: 'Anna' })`);
        const letters = new URL(links.view).hash.replace('#live=', '');
        const beamer = await anna.another(`${url}#beamer=${letters}`);
        await until(beamer, `document.documentElement.classList.contains('live-beamer')`, 'it has begun', 60_000);
        await until(beamer, `!document.querySelector('#room') || document.querySelector('#room').hidden`, 'no panel');
        if (await beamer.evaluate(`location.hash !== '#beamer'`)) throw new Error('the secret is in its address');
        await anna.click('button', 'Live · 1 here');
        await until(
          anna,
          `/A second screen is connected/.test(document.querySelector('#room').textContent)`,
          'the facilitator sees that it is there',
        );
        if ((await anna.evaluate(inBar)) !== 'Live · 1 here') throw new Error('it is counted');
        await anna.click('checkbox', 'Show the code there');
        await until(beamer, `document.querySelector('dialog.live-code')?.open === true`, 'the code is large');
        await anna.click('checkbox', 'Show the code there');
        await until(beamer, `!document.querySelector('dialog.live-code')`, 'and gone');
        await anna.evaluate('impactweb.live.end()');
        await until(
          beamer,
          `/The live session is over/.test(document.querySelector('.live-beamer-line').textContent)`,
          'it says that it is over',
        );
        await beamer.close();
      }),
  },
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
