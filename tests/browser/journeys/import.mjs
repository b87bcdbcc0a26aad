// A spreadsheet on the table: what it is taken for is shown and corrected, duplicates are proposed, and nothing happens unseen.
import { judge } from './access.mjs';

const network = 'impactweb.snapshot().network';
const nodeNamed = (label) => `${network}.nodes.find((node) => node.label === ${JSON.stringify(label)})`;
const dialog = `document.querySelector('dialog[open]')`;
const words = `(${dialog}?.textContent ?? '')`;

/** Drops a file on the page, as a hand does from the desktop. */
const drop = (name, text) => `(() => {
  const data = new DataTransfer();
  data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: 'text/csv' }));
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  return true;
})()`;

/** Chooses an option of a list by its words. */
const choose = (key, option) => `(() => {
  const select = document.querySelector('[data-key=${JSON.stringify(key)}]');
  const found = [...(select?.options ?? [])].find((each) => each.text === ${JSON.stringify(option)});
  if (!found) return 'no ' + ${JSON.stringify(option)} + ' among ' + [...(select?.options ?? [])].map((each) => each.text).join(', ');
  select.focus();
  select.value = found.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
})()`;

async function chosen(browser, key, option) {
  const done = await browser.evaluate(choose(key, option));
  if (done !== true) throw new Error(done);
}

const places = (
  'Breda Tilburg Eindhoven Oss Helmond Roosendaal Waalwijk Uden Boxtel Best Deurne Goirle Someren Vught Zundert ' +
  'Moerdijk Drimmelen Altena Bergeijk Bladel Boekel Cranendonck Dongen Eersel Heeze Heusden Laarbeek Loon Nuenen'
).split(' ');
const stakeholders = [
  ['Provincie Noord-Brabant', 'Den Bosch', 'Publiek'],
  ['Prov. N-Brabant', '', 'Publiek'],
  ['Stichting Zet', 'Tilburg', 'Zorg'],
  ['Zet', '', 'Zorg'],
  ['Zorgbelang Brabant | Zeeland', 'Tilburg', 'Zorg'],
  ['Stérk.Brabant', 'Tilburg', 'Wonen'],
  ['Breda Circulair', 'Breda', 'Energie'],
  ['Impact Zuid', 'Breda', 'Energie'],
  ...places.map((place) => [`Gemeente ${place}`, place, 'Publiek']),
  ...places.slice(0, 23).map((place) => [`Wijkraad ${place}`, place, 'Wonen']),
];
const sheet = ['Wie;Plaats;Domein;Intern nummer', ...stakeholders.map((row, at) => [...row, 1000 + at].join(';'))].join(
  '\r\n',
);

const many = (rows) =>
  `Naam;Plaats\n${Array.from({ length: rows }, (_, at) => `Partij nummer ${at};Tilburg`).join('\n')}\n`;

export const journeys = [
  {
    name: 'a civil servant drops sixty stakeholders, assigns columns, corrects two duplicates, and undoes it in one step',
    differs: 'dropped files',
    async walk({ open, until }) {
      const browser = await open('#new');
      if (stakeholders.length !== 60) throw new Error(`there are ${stakeholders.length} stakeholders`);
      await browser.evaluate(drop('Stakeholders.csv', sheet));
      await until(browser, `/What is in Stakeholders.csv/.test(${words})`, 'the table is shown');
      await until(browser, `/60 rows/.test(${words})`, 'all rows are counted');
      // Nobody has thought of the column “Domein”: it is a sector here, and the number stays at home.
      await chosen(browser, 'table-0-column-2', 'Sector');
      await until(browser, `/A sector of your own, “Zorg”/.test(${words})`, 'the words of the sector are there');
      await until(browser, `document.activeElement.dataset.key === 'table-0-column-2'`, 'the hand is where it was');
      await chosen(browser, 'table-0-column-3', 'Leave out');
      await until(browser, `!!document.querySelector('.import-left-out')`, 'the number is left out');
      await browser.click('button', 'Continue');
      await until(browser, `/2 pairs of similar names/.test(${words})`, 'two duplicates are proposed');
      await until(browser, `/One of them is abbreviated/.test(${words}) && /legal form/.test(${words})`, 'it says why');
      if (await browser.evaluate(`!!document.querySelector('.import-pair :checked')`))
        throw new Error('something was to be merged that nobody asked for');
      await browser.click('checkbox', /Prov. N-Brabant/);
      await browser.click('checkbox', /“Zet” becomes/);
      await browser.click('button', 'Open like this');
      await until(browser, `impactweb.stats().nodes === 58 && !${dialog}`, 'fifty-eight parties are on the table');
      await until(browser, `${nodeNamed('Provincie Noord-Brabant')}.sector === 'government'`, 'a word with a meaning');
      await until(browser, `${nodeNamed('Stichting Zet')}.sector === 'Zorg'`, 'a sector of their own');
      await until(
        browser,
        `${nodeNamed('Stichting Zet')}.fields['Also known as'] === 'Zet' && !('Intern nummer' in ${nodeNamed('Stichting Zet')}.fields)`,
        'the other name is kept, and what was left out is not',
      );
      await until(browser, `${network}.sectors.some(({ id }) => id === 'Zorg')`, 'the sector is in the list');
      if ((await browser.evaluate('impactweb.undo()')) !== true) throw new Error('nothing to undo');
      await until(browser, 'impactweb.stats().nodes === 0', 'it was one step');
    },
  },
  {
    name: 'a survey becomes ties by names that are there, a new name is asked about, and a matrix is one by choice',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([
        { op: 'addNode', node: { id: 'zww', label: 'Zorg, Wonen en Welzijn' } }]).applied`);
      const survey =
        'Naam,Met wie werk je samen?,Hoe vaak? [Zet],Opmerking\n' +
        'Zet,"Breda Circulair, Zorg, Wonen en Welzijn",,\n' +
        'Breda Circulair,"Zett; Impact Zuid",vaak,Zet\n' +
        'Impact Zuid,,nooit,\n';
      await browser.evaluate(drop('enquete.csv', survey));
      await until(browser, `/Who are they/.test(${words}) && /“Zett”/.test(${words})`, 'a name that nobody has');
      await until(browser, `!/New: “Welzijn”/.test(${words})`, 'a name in the open network is not cut in two');
      await judge(browser, 'answers and names');
      await chosen(browser, 'words-name-1-0', 'The same as “Zet”');
      await chosen(browser, 'table-0-column-3', 'Has a tie with');
      await until(browser, `!!document.querySelector('[data-key="table-0-tied-3"]')`, 'the kind of the new ties');
      await chosen(browser, 'table-0-tied-3', 'funds');
      await until(
        browser,
        `document.querySelector('[data-key="table-0-tied-3"]').selectedOptions[0].text === 'funds'`,
        'it is kept',
      );
      await browser.click('button', 'Continue');
      await until(browser, `!!document.querySelector('#dialog-title')`, 'the question');
      await browser.click('button', 'Merge');
      await until(browser, `/What changes|Are these the same/.test(${words})`, 'the next step');
      if (await browser.evaluate(`/Are these the same/.test(${words})`)) await browser.click('button', 'Continue');
      await until(browser, `/What changes/.test(${words})`, 'what changes');
      await browser.click('button', 'Merge');
      // Nothing had to be repaired: who is named is there, or in the open network.
      await until(browser, `impactweb.stats().nodes === 4 && !${dialog}`, 'four parties');
      const ties = await browser.evaluate(`${network}.edges.map(({ from, to, kind, strength, claimedBy }) => [
        ...[from, to].map((id) => ${network}.nodes.find((node) => node.id === id).label), kind, strength ?? 0, claimedBy ?? ''].join('|')).sort()`);
      const expected = [
        'Breda Circulair|Impact Zuid|worksWith|0|Breda Circulair',
        'Breda Circulair|Zet|funds|0|',
        'Breda Circulair|Zet|worksWith|0|Breda Circulair',
        'Breda Circulair|Zet|Hoe vaak|4|Breda Circulair',
        'Zet|Breda Circulair|worksWith|0|Zet',
        'Zet|Zorg, Wonen en Welzijn|worksWith|0|Zet',
      ].sort();
      if (JSON.stringify(ties) !== JSON.stringify(expected)) throw new Error(`the ties are ${ties.join('; ')}`);

      await browser.evaluate(drop('wie.csv', 'Naam;Zorgtafel;Buurtbus\nZet;x;\nImpact Zuid;;x\n'));
      await until(browser, `/What is in wie.csv/.test(${words})`, 'the table is shown');
      await chosen(browser, 'table-0-as', 'A matrix: names at the side and at the top');
      await until(browser, `/At the top stand/.test(${words})`, 'what stands at the top');
      await judge(browser, 'a matrix');
      await chosen(browser, 'table-0-above', 'challenges');
      await browser.click('button', 'Continue');
      await until(browser, `!!document.querySelector('#dialog-title')`, 'the question');
      await browser.click('button', 'Merge');
      await until(browser, `/What changes/.test(${words}) && /2 new items/.test(${words})`, 'two new items');
      await browser.click('button', 'Merge');
      await until(browser, `${nodeNamed('Zorgtafel')}?.kind === 'challenge' && !${dialog}`, 'a challenge');
    },
  },
  {
    name: 'what is not sure about a table is asked, and two of one name stand side by side with what differs',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(
        drop('lijst.csv', 'Naam;Plaats;Energie\nHumanitas;Breda;5\nHumanitas;Tilburg;veel\nTotaal;;12\n'),
      );
      await until(
        browser,
        `/Not everything in the column “Energie” fits “Energy”/.test(${words})`,
        'a misfit is asked about',
      );
      await until(browser, `/“Totaal” looks like a sum of other rows/.test(${words})`, 'a sum is asked about');
      await until(
        browser,
        `[...document.querySelectorAll('.import-question')].every((each) => each.querySelector('input')?.checked)`,
        'the first answer is the one that counts',
      );
      await judge(browser, 'questions about a table');
      await browser.click('radio', /Keep it: it is an actor/);
      await until(
        browser,
        `!!document.querySelector('[data-key$="-keep"]:checked') && !${dialog}.ariaBusy`,
        'it is kept',
      );
      await chosen(browser, 'table-0-as', 'Nothing: leave it out');
      // A button that says to be of no use now is not pressed by the mouse of a test.
      await browser.evaluate(`${dialog}.querySelector('button.primary').focus()`);
      await browser.press('Enter');
      await until(browser, `/There is nothing to open/.test(${words})`, 'a button says why it does nothing');
      await chosen(browser, 'table-0-as', 'Actors, initiatives, challenges and visions');
      await until(browser, `!!document.querySelector('[data-key$="-keep"]:checked')`, 'the answer is not forgotten');
      await browser.click('button', 'Continue');
      await until(browser, `/What differs/.test(${words}) && /Tilburg/.test(${words})`, 'both stand side by side');
      await judge(browser, 'two of one name');
      await browser.click('button', 'Open like this');
      await until(browser, `/What was repaired/.test(${words})`, 'it is told what was kept as it is');
      await browser.click('button', 'OK');
      await until(browser, `impactweb.stats().nodes === 3 && !${dialog}`, 'two of one name, and what is no sum');
      await until(browser, `${network}.nodes.every((node) => node.energy === undefined)`, 'a column is one thing');
    },
  },
  {
    name: 'a table that names ties by ids of the open network says whom it means, and lets one choose',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([
        { op: 'addNode', node: { id: 'w1', label: 'Anna' } }, { op: 'addNode', node: { id: 'w2', label: 'Bram' } }]).applied`);
      await browser.evaluate(drop('relaties.csv', 'Source,Target\nw1,w2\n'));
      await until(browser, `/What is in relaties.csv/.test(${words})`, 'the table is shown');
      await browser.click('button', 'Continue');
      await until(browser, `!!document.querySelector('#dialog-title')`, 'the question');
      await browser.click('button', 'Merge');
      await until(browser, `/w1 is Anna/.test(${words}) && /0 new items/.test(${words})`, 'the ids are meant');
      await browser.click('radio', /No: they are others/);
      await until(browser, `/2 new items/.test(${words})`, 'the choice is followed at once');
      await browser.click('radio', /Yes: whoever/);
      await until(browser, `/0 new items/.test(${words})`, 'and back');
      await browser.click('button', 'Merge');
      await until(browser, `impactweb.stats().nodes === 2 && impactweb.stats().edges === 1`, 'a tie from Anna to Bram');
    },
  },
  {
    name: 'merging a table shows what changes, keeps what people keep, and the second time changes nothing',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`impactweb.apply([
        { op: 'addNode', node: { id: 'zet', label: 'Stichting Zet', place: 'Tilburg' } },
        { op: 'addNode', node: { id: 'zuid', label: 'Impact Zuid' } }]).applied`);
      const table = 'Naam;Plaats;Sector\nZet;Breda;Samenleving\nImpact Zuid;Breda;\nBreda Circulair;Breda;\n';
      const merge = async () => {
        await browser.evaluate(drop('lijst.csv', table));
        await until(browser, `/What is in lijst.csv/.test(${words})`, 'the table is shown');
        await judge(browser, 'what the columns are taken for');
        await browser.click('button', 'Continue');
        await until(
          browser,
          `/What do you want to do/.test(${words}) || !!document.querySelector('#dialog-title')`,
          'the question',
        );
        await judge(browser, 'what to do with the file');
        await browser.click('button', 'Merge');
      };
      await merge();
      await until(browser, `/“Zet” becomes “Stichting Zet”/.test(${words})`, 'Zet may be Stichting Zet');
      await judge(browser, 'who may be the same');
      await browser.click('checkbox', /“Zet” becomes/);
      await browser.click('button', 'Continue');
      await until(
        browser,
        `/1 new item/.test(${words}) && /1 field is filled in already/.test(${words})`,
        'the changes',
      );
      await judge(browser, 'what changes');
      await browser.click('radio', /Tilburg/);
      await browser.click('button', 'Merge');
      await until(browser, `impactweb.stats().nodes === 3 && !${dialog}`, 'one came new');
      await until(
        browser,
        `${nodeNamed('Stichting Zet')}.place === 'Tilburg' && ${nodeNamed('Stichting Zet')}.sector === 'civilSociety' && ${nodeNamed('Impact Zuid')}.place === 'Breda'`,
        'what was to be kept is kept, and the rest is filled in',
      );
      if ((await browser.evaluate('impactweb.undo()')) !== true) throw new Error('nothing to undo');
      await until(browser, 'impactweb.stats().nodes === 2', 'it was one step');
      await browser.evaluate('impactweb.redo()');
      await browser.evaluate(`impactweb.apply([{ op: 'setNode', id: 'zet', field: 'place', value: 'Breda' }]).applied`);
      const before = await browser.evaluate('JSON.stringify(impactweb.snapshot())');
      await merge();
      await until(browser, `/Nothing changes/.test(${words})`, 'the same file changes nothing');
      await browser.click('button', 'OK');
      await until(browser, `!${dialog}`, 'that was all');
      if ((await browser.evaluate('JSON.stringify(impactweb.snapshot())')) !== before) throw new Error('it did change');
    },
  },
  {
    name: 'ten thousand rows are read while the page answers, and reading them can be cancelled',
    differs: 'workers',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(drop('veel.csv', many(100_000)));
      await until(
        browser,
        `[...document.querySelectorAll('#toast button, dialog[open] button')].some(({ textContent }) => textContent === 'Cancel')`,
        'it can be cancelled',
      );
      await browser.click('button', 'Cancel');
      await until(browser, `!${dialog} && !document.querySelector('#toast progress')`, 'it is over');
      if ((await browser.evaluate('impactweb.stats().nodes')) !== 0) throw new Error('something came in');
      await browser.evaluate(drop('tienduizend.csv', many(10_000)));
      await until(browser, `/10,000 rows/.test(${words})`, 'the table is shown');
      await browser.evaluate(`(() => {
        window.told = [];
        const look = () => {
          const bar = document.querySelector('.import-work progress');
          if (bar?.hasAttribute('value')) window.told.push(bar.value / bar.max);
          if (!window.enough) setTimeout(look, 10);
        };
        look();
        return true;
      })()`);
      await browser.click('button', 'Continue');
      await until(browser, `impactweb.stats().nodes === 10000 && !${dialog}`, 'all of them are there', 60_000);
      await browser.evaluate('(window.enough = true)');
      if (!(await browser.evaluate('window.told.some((share) => share > 0 && share <= 1)')))
        throw new Error('nobody said how far it was');
    },
  },
  {
    name: 'scripts see what a table is taken for, and open it by a plan',
    async walk({ open }) {
      const browser = await open('#new');
      const found = await browser.evaluate(`(async () => {
        impactweb.apply([{ op: 'addNode', node: { id: 'p', label: 'Provincie Noord-Brabant', place: 'Den Bosch' } }]);
        const table = 'Wie;Plaats;Nr\\nProv. N-Brabant;Tilburg;1\\nImpact Zuid;Breda;2\\n';
        const preview = await impactweb.preview(table, { mode: 'merge' });
        const untouched = impactweb.stats().nodes;
        const { plan } = preview;
        plan.tables[0].columns[2].to = '';
        plan.same = preview.duplicates.map(({ name, as, in: where }) => ({ name, as, in: where }));
        plan.keep = 'mine';
        await impactweb.open(table, { mode: 'merge', plan });
        const { nodes } = impactweb.snapshot().network;
        const again = await impactweb.preview(table, { mode: 'merge', plan });
        const refused = await impactweb.open(table, { plan: { tables: [{ columns: [{ header: 'Nee', to: 'label' }] }] } })
          .then(() => 'opened', (error) => error.message);
        return { preview, untouched, nodes, again: again.changes, refused };
      })()`);
      const { preview, untouched, nodes, again, refused } = found;
      const same = preview.duplicates.map(({ name, as, in: where, why }) => `${name}=${as} ${where} ${why}`).join();
      if (same !== 'Prov. N-Brabant=Provincie Noord-Brabant network abbreviation')
        throw new Error(`duplicates: ${same}`);
      if (untouched !== 1) throw new Error('a preview changed something');
      if (nodes.length !== 2) throw new Error(`there are ${nodes.length} nodes`);
      const province = nodes.find(({ id }) => id === 'p');
      if (province.place !== 'Den Bosch' || 'Nr' in province.fields) throw new Error(JSON.stringify(province));
      if (again.nodes !== 0 || again.fields.length !== 0) throw new Error(`again: ${JSON.stringify(again)}`);
      if (!/plan\.tables\[0\]\.columns\[0\].*Nee/.test(refused)) throw new Error(`refused with: ${refused}`);
    },
  },
  {
    name: 'what is far too large is refused before it is read',
    async walk({ open, until }) {
      const browser = await open('#new');
      await browser.evaluate(`(() => {
        const data = new DataTransfer();
        const file = new File(['Naam'], 'enorm.csv');
        Object.defineProperty(file, 'size', { value: 2 ** 30 });
        Object.defineProperty(file, 'arrayBuffer', { value: () => { window.read = true; return new ArrayBuffer(0); } });
        const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [file] } });
        document.body.dispatchEvent(event);
        return true;
      })()`);
      await until(browser, `/enorm.csv/.test(${words}) && /1024 MB/.test(${words})`, 'it says why');
      if (await browser.evaluate('window.read === true')) throw new Error('it was read all the same');
    },
  },
];
