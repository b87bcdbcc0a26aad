import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Y from 'yjs';
import { Catalogue, type Entry, keepView, keptView } from '../../web/page/document/catalogue.ts';
import { unlistedNetworks } from '../../web/page/document/recovery.ts';
import { fillDocument } from '../../web/page/document/replica.ts';
import { databaseName, readStored, writeStored } from '../../web/page/document/storage.ts';

const entry = (id: string, changed: number, more: Partial<Entry> = {}): Entry => ({
  id,
  title: `Network ${id}`,
  created: 1,
  changed,
  nodes: 0,
  edges: 0,
  ...more,
});
const idsIn = async (catalogue: Catalogue) => (await catalogue.list()).map(({ id }) => id);

async function emptyCatalogue(): Promise<Catalogue> {
  const catalogue = new Catalogue();
  for (const { id } of await catalogue.list()) await catalogue.remove(id);
  return catalogue;
}

function documentNamed(title: string): Uint8Array {
  const doc = new Y.Doc();
  fillDocument(doc, { title, nodes: [{ id: 'n', label: 'Zet', kind: 'actor' }] });
  return Y.encodeStateAsUpdate(doc);
}

// The channel between tabs would keep Node.js waiting.
const channels: BroadcastChannel[] = [];
const Channel = globalThis.BroadcastChannel;
globalThis.BroadcastChannel = class extends Channel {
  constructor(name: string) {
    super(name);
    channels.push(this);
  }
};
test.after(() => {
  for (const channel of channels) channel.close();
});

test('the list has the latest change first, in another visit too', async () => {
  const catalogue = await emptyCatalogue();
  await catalogue.add(entry('a', 10));
  await catalogue.add(entry('b', 30));
  await catalogue.add(entry('c', 20));
  assert.deepEqual(await idsIn(catalogue), ['b', 'c', 'a']);
  await catalogue.change('a', { changed: 40, title: 'Brabant', nodes: 3 });
  assert.deepEqual(await idsIn(new Catalogue()), ['a', 'b', 'c']);
  assert.deepEqual(await new Catalogue().find('a'), entry('a', 40, { title: 'Brabant', nodes: 3 }));
});

test('what is not in the list is not made by a change', async () => {
  const catalogue = await emptyCatalogue();
  await catalogue.change('nobody', { title: 'Ghost' });
  assert.equal(await catalogue.find('nobody'), undefined);
});

test('deleting hides a network and can be undone', async () => {
  const catalogue = await emptyCatalogue();
  await catalogue.add(entry('d', 1));
  await catalogue.remove('d');
  assert.equal(await catalogue.find('d'), undefined);
  assert.deepEqual(await idsIn(catalogue), []);
  await catalogue.restore('d');
  assert.deepEqual(await catalogue.find('d'), entry('d', 1));
});

test('what was deleted is thrown away at a later visit, not while it can be brought back', async () => {
  const catalogue = await emptyCatalogue();
  for (const id of ['fresh', 'old']) {
    await writeStored(databaseName(id), documentNamed(id));
    await catalogue.add(entry(id, 1));
  }
  await catalogue.remove('fresh');
  await catalogue.change('old', { deleted: Date.now() - 24 * 3600_000 });
  await catalogue.purge();
  assert.equal(await readStored(databaseName('old')), undefined);
  assert.equal((await readStored(databaseName('fresh')))?.records.length, 1);
  await catalogue.restore('old');
  assert.equal(await catalogue.find('old'), undefined);
});

test('networks that the list has lost are found again', async () => {
  await writeStored(databaseName('lost'), documentNamed('Impact Zuid'));
  await writeStored(databaseName('known'), documentNamed('Known'));
  await writeStored(databaseName('broken'), new Uint8Array([1, 2, 3]));
  const found = (await unlistedNetworks(new Set(['known', 'fresh', 'old']))).sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(
    found.map(({ id, title, nodes }) => [id, title, nodes]),
    [
      ['broken', '', 0],
      ['lost', 'Impact Zuid', 1],
    ],
  );
});

test('a view comes back as it was kept; what is no view does not', () => {
  keepView('v', { zoom: 2, center: [1, 2] });
  assert.deepEqual(keptView('v'), { zoom: 2, center: [1, 2] });
  keepView('v', null);
  assert.equal(keptView('v'), null);
  keepView('w', [] as never);
  assert.equal(keptView('w'), null);
});

test('a clock that was ahead when something was deleted does not keep it for ever', async () => {
  const catalogue = await emptyCatalogue();
  for (const id of ['ahead', 'slightly']) {
    await writeStored(databaseName(id), documentNamed(id));
    await catalogue.add(entry(id, 1));
  }
  await catalogue.change('ahead', { deleted: Date.now() + 365 * 24 * 3600_000 });
  await catalogue.change('slightly', { deleted: Date.now() + 1000 });
  await catalogue.purge();
  assert.equal(await readStored(databaseName('ahead')), undefined);
  assert.equal((await readStored(databaseName('slightly')))?.records.length, 1);
});

test('a page that goes away in this moment hands over what it knows, and brings nothing back', async () => {
  const catalogue = await emptyCatalogue();
  await catalogue.add(entry('g', 1));
  await catalogue.list();
  catalogue.changeAtOnce('g', { title: 'At the last moment', changed: 2 });
  catalogue.changeAtOnce('nobody', { title: 'Ghost' });
  const later = new Catalogue();
  assert.equal((await later.find('g'))?.title, 'At the last moment');
  assert.equal(await later.lacks('nobody'), true);
  await catalogue.remove('g');
  catalogue.changeAtOnce('g', { title: 'Back again' });
  assert.equal(await later.find('g'), undefined);
  assert.equal(await later.lacks('g'), false);
});

test('a list that does not answer is kept in memory, and goes where it belongs when it does', async () => {
  const catalogue = await emptyCatalogue();
  catalogue.disconnect();
  await catalogue.add(entry('h', 5));
  assert.deepEqual(await idsIn(catalogue), ['h']);
  assert.equal(await new Catalogue().find('h'), undefined);
  assert.equal(await catalogue.lacks('x'), false, 'nobody knows');
  await catalogue.connect();
  assert.deepEqual(await new Catalogue().find('h'), entry('h', 5));
});
