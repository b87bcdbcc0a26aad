// A participant with a link to contribute, on a small phone, and the facilitator who is there, goes, and comes back.
import { withRelay } from './live.mjs';
import { tap } from './phone.mjs';

const network = 'impactweb.snapshot().network';
const labels = `${network}.nodes.map(({ label }) => label).sort().join()`;
const live = (part) => `impactweb.live.state().${part}`;
const toast = `(document.querySelector('#toast')?.textContent ?? '')`;
const inBar = `(document.querySelector('#live-state')?.getAttribute('aria-label') ?? '')`;
const panel = `(document.querySelector('#room')?.textContent ?? '')`;
const heard = `document.querySelector('#status')?.textContent + ' ' + (document.querySelector('#alert')?.textContent ?? '')`;

export const journeys = [
  {
    name: 'with a link to contribute: parties and a tie added with a thumb, others’ work left alone, and waiting for who facilitates',
    engines: ['chromium'],
    walk: (world) =>
      withRelay(async ({ url }) => {
        const { open, until, expect } = world;
        // The page of the facilitator goes in the middle of it.
        expect(/WebSocket/);
        const anna = await open('#new', { url, engine: 'firefox' });
        await anna.evaluate(
          `impactweb.apply([{ op: 'addNode', node: { id: 'n1', label: 'Zorgbelang', position: [0, 0] } }]).applied`,
        );
        const { links } = await anna.evaluate(`impactweb.live.start({ name: 'Anna' })`);
        const address = await anna.evaluate('location.href');

        const phone = { url, viewport: { width: 320, height: 568 }, touch: true };
        const bram = await open(new URL(links.contribute).hash, { ...phone, person: 'bram' });
        await until(bram, `!!document.querySelector('#door-enter')`, 'the door');
        await until(
          bram,
          `/What you added yourself you can also change/.test(document.querySelector('.live-door').parentElement.textContent)`,
          'it says what one may do',
        );
        await tap(world, bram, 'button', 'Join');
        await until(bram, `${inBar} === 'Live · 2 here' && ${live('role')} === 'contribute'`, 'in', 60_000);
        await bram.evaluate(`void (window.ways = [], impactweb.on('live', ({ onTheirWay }) => ways.push(onTheirWay)))`);

        const enter = async (line) => {
          await bram.focus('entry');
          await bram.insert(line);
          await bram.press('Enter');
        };
        await enter('Buurthuis works with Tuin');
        await until(bram, `${labels} === 'Buurthuis,Tuin,Zorgbelang'`, 'it is in the picture at once');
        await until(anna, `${labels} === 'Buurthuis,Tuin,Zorgbelang'`, 'and then in the network');
        await until(bram, `${live('onTheirWay')} === 0 && ${live('pending')} === 0`, 'nothing is on its way any more');
        await until(bram, live('everybodyHas'), 'everybody has it');
        if (!(await bram.evaluate('Math.max(...ways) >= 3'))) throw new Error('it was not said to be on its way');
        if (!(await anna.evaluate(`${network}.edges.length === 1`))) throw new Error('the tie is not there');
        if (!(await anna.evaluate(`impactweb.undo() && ${labels} === 'Buurthuis,Tuin'`)))
          throw new Error('it was a step of hers');
        await until(bram, `${labels} === 'Buurthuis,Tuin'`, 'he sees that');
        await anna.evaluate(`impactweb.redo()`);

        // What somebody else added cannot be removed, and it is said why.
        await until(bram, `${labels} === 'Buurthuis,Tuin,Zorgbelang'`, 'all three again');
        await bram.evaluate(
          `impactweb.apply([{ op: 'removeNodes', ids: ['n1'] }, { op: 'setNode', id: 'n1', field: 'label', value: 'Mine' }]).applied`,
        );
        await until(bram, `/Someone else added this/.test(${toast})`, 'it is said why not');
        await until(bram, `/Someone else added this/.test(${heard})`, 'and heard');
        await until(bram, `${labels} === 'Buurthuis,Tuin,Zorgbelang'`, 'it is still there');
        // Nor by typing: nothing that is typed comes into the field.
        await bram.evaluate(`document.querySelector('#toast').replaceChildren()`);
        await tap(world, bram, 'button', 'Zorgbelang', true);
        await until(bram, `document.querySelector('[data-key="title"]')?.value === 'Zorgbelang'`, 'the sheet');
        await bram.focus('title');
        await bram.insert('x');
        await until(bram, `/Someone else added this/.test(${toast})`, 'it is said before anything is lost');
        if ((await bram.evaluate(`document.querySelector('[data-key="title"]').value`)) !== 'Zorgbelang')
          throw new Error('the field took it');
        await bram.press('Escape');
        await bram.press('Escape');

        // She closes her page: what he adds waits, and he sees that.
        await anna.evaluate(`void setTimeout(() => { location.href = 'about:blank'; })`);
        await until(bram, `${inBar} === 'Live · 1 here'`, 'she has gone', 60_000);
        await enter('Fietsenmaker');
        await until(bram, `${inBar} === 'Live · 1 change on its way'`, 'on its way');
        await until(bram, `${live('pending')} === 0 && ${live('onTheirWay')} === 1`, 'the relay has it');
        await tap(world, bram, 'button', 'Live · 1 change on its way');
        await until(bram, `/There is no facilitator here now/.test(${panel})`, 'it is said what it waits for');
        await until(bram, `/Fietsenmaker: added/.test(${panel}) && /Zorgbelang: removed/.test(${panel})`, 'and what');
        await until(bram, `document.documentElement.scrollWidth <= 320`, 'nothing is beside the screen');
        // A reload loses nothing of it.
        await bram.reload();
        await until(bram, `!!document.querySelector('#door-enter')`, 'the door again');
        await tap(world, bram, 'button', 'Join');
        await until(
          bram,
          `${live('onTheirWay')} === 1 && /Fietsenmaker/.test(${labels})`,
          'it is still on its way',
          60_000,
        );

        const back = await anna.another(address);
        await until(
          back,
          `window.impactweb?.ready.then(() => ${labels} === 'Buurthuis,Fietsenmaker,Tuin,Zorgbelang') ?? false`,
          'it arrives when she is back',
          60_000,
        );
        await until(bram, `${live('onTheirWay')} === 0`, 'and he sees that');
        // What he added before the reload is still his.
        await bram.evaluate(
          `impactweb.apply([{ op: 'setNode', id: ${network}.nodes.find(({ label }) => label === 'Tuin').id, field: 'label', value: 'Moestuin' }]).applied`,
        );
        await until(back, `/Moestuin/.test(${labels})`, 'he changes what he added');
        // When it is over nothing is taken any more that would go nowhere.
        await back.evaluate('impactweb.live.end()');
        await until(bram, `${live('status')} === 'unreachable'`, 'it has ended');
        await until(
          bram,
          `impactweb.apply([{ op: 'addNode', node: { id: 'late', label: 'Late' } }]).applied === 0`,
          'he may only look',
        );
        await back.close();
      }),
  },
];
