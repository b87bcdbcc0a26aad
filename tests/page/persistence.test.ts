import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import * as Y from 'yjs';
import { decodeStored, Persistence, type SaveState } from '../../web/page/document/persistence.ts';
import { fillDocument } from '../../web/page/document/replica.ts';
import {
  databaseName,
  deleteStored,
  readStored,
  storageWorks,
  storedIds,
  writeStored,
} from '../../web/page/document/storage.ts';

const opened: Persistence[] = [];

function keep(persistence: Persistence): Persistence {
  opened.push(persistence);
  return persistence;
}

afterEach(async () => {
  for (const persistence of opened.splice(0)) await persistence.close();
});

function network(title: string): Y.Doc {
  const doc = new Y.Doc();
  fillDocument(doc, { title });
  return doc;
}

async function reopen(id: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const result = await Persistence.open(id, doc);
  assert.ok('persistence' in result);
  keep(result.persistence);
  return doc;
}

const titleIn = (doc: Y.Doc) => doc.getMap('meta').get('title');
const setTitle = (doc: Y.Doc, title: string) => doc.getMap('meta').set('title', title);

test('a document that is shown as saved is there in another visit', async () => {
  const doc = network('Brabant');
  const persistence = keep(Persistence.create('a1', doc));
  assert.equal(persistence.state.status, 'saving');
  assert.equal(await persistence.settled(), true);
  assert.ok((persistence.state.lastSavedAt ?? 0) > 0);
  assert.equal(titleIn(await reopen('a1')), 'Brabant');
});

test('after every single edit that is shown as saved, the database alone gives it back', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('a2', doc));
  await persistence.settled();
  for (let edit = 1; edit <= 100; ++edit) {
    setTitle(doc, String(edit));
    assert.equal(persistence.state.status, 'saving', 'never shown as saved before it is');
    assert.equal(await persistence.settled(), true);
    const stored = new Y.Doc();
    assert.equal(decodeStored((await readStored(databaseName('a2'))) ?? [], stored), undefined);
    assert.equal(titleIn(stored), String(edit));
  }
});

test('a burst of edits is saved once at its end, with all of it', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('a3', doc));
  await persistence.settled();
  const states: SaveState[] = [];
  persistence.onState.add((state) => states.push(state));
  for (let edit = 1; edit <= 600; ++edit) setTitle(doc, String(edit));
  await persistence.settled();
  assert.deepEqual(
    states.map(({ status }) => status),
    ['saving', 'saved'],
  );
  assert.equal(titleIn(await reopen('a3')), '600');
});

test('what is written just before closing is kept', async () => {
  const doc = network('0');
  const persistence = Persistence.create('a4', doc);
  await persistence.settled();
  setTitle(doc, 'last');
  await persistence.close();
  assert.equal(titleIn(await reopen('a4')), 'last');
});

test('what is written before the database is open is kept', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('a5', doc));
  setTitle(doc, 'early');
  await persistence.settled();
  assert.equal(titleIn(await reopen('a5')), 'early');
});

test('an unknown id is said to be unknown, and no database comes of asking', async () => {
  assert.deepEqual(await Persistence.open('nobody', new Y.Doc()), { unknown: true });
  assert.ok(!(await storedIds())?.includes('nobody'));
});

test('a damaged document is not written to, and its bytes are given out as they are', async () => {
  const good = Y.encodeStateAsUpdate(network('Brabant'));
  const damaged = good.slice(0, good.byteLength - 5);
  await writeStored(databaseName('b1'), damaged);
  const result = await Persistence.open('b1', new Y.Doc());
  assert.ok('unreadable' in result);
  assert.equal(result.unreadable.reason, 'damaged');
  assert.deepEqual(result.unreadable.updates, [damaged]);
  assert.deepEqual(await readStored(databaseName('b1')), [damaged]);
});

test('a document without a version, or of a newer one, is not written to', async () => {
  for (const [version, reason] of [
    [undefined, 'damaged'],
    ['1', 'damaged'],
    [0, 'damaged'],
    [2, 'newer'],
  ] as const) {
    const doc = network('Later');
    if (version === undefined) doc.getMap('meta').delete('schemaVersion');
    else doc.getMap('meta').set('schemaVersion', version);
    const update = Y.encodeStateAsUpdate(doc);
    const id = `b2${version}`;
    await writeStored(databaseName(id), update);
    const result = await Persistence.open(id, new Y.Doc());
    assert.ok('unreadable' in result);
    assert.equal(result.unreadable.reason, reason);
    assert.deepEqual(await readStored(databaseName(id)), [update]);
  }
});

test('a document of which a piece is gone is damaged, not half a document', async () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  fillDocument(doc, { title: 'Brabant' });
  setTitle(doc, 'one');
  setTitle(doc, 'two');
  const [first, , third] = updates;
  assert.ok(first && third);
  const unreadable = decodeStored([first, third], new Y.Doc());
  assert.equal(unreadable?.reason, 'damaged');
});

test('a full disk is said, nothing is lost, and the next edit tries again with all of it', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('c1', doc));
  await persistence.settled();
  const add = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (this: IDBObjectStore) {
    const request = add.apply(this, [new Uint8Array([0, 0])]);
    const { transaction } = this;
    queueMicrotask(() => {
      Object.defineProperty(transaction, 'error', { value: new DOMException('full', 'QuotaExceededError') });
      transaction.abort();
    });
    return request;
  } as typeof add;
  try {
    setTitle(doc, 'too much');
    assert.equal(await persistence.settled(), false);
    assert.equal(persistence.state.reason, 'full');
  } finally {
    IDBObjectStore.prototype.add = add;
  }
  const stored = new Y.Doc();
  decodeStored((await readStored(databaseName('c1'))) ?? [], stored);
  assert.equal(titleIn(stored), '0');
  setTitle(doc, 'room again');
  assert.equal(persistence.state.status, 'failed', 'still not saved until it is');
  assert.equal(await persistence.retry(), true);
  assert.equal(titleIn(await reopen('c1')), 'room again');
});

test('storage that is cleared under the page is said at once, and can be filled again', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('c2', doc));
  await persistence.settled();
  await deleteStored(databaseName('c2'));
  assert.equal(persistence.state.status, 'failed');
  assert.equal(persistence.state.reason, 'lost');
  setTitle(doc, 'after');
  assert.equal(await persistence.retry(), true);
  assert.equal(titleIn(await reopen('c2')), 'after');
});

test('where the browser keeps nothing, that is said from the start and stays true', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.denied(doc));
  assert.deepEqual(persistence.state, { status: 'failed', reason: 'denied', lastSavedAt: null });
  setTitle(doc, 'in memory');
  assert.equal(await persistence.retry(), false);
  assert.equal(persistence.state.reason, 'denied');
});

test('storage that is refused is noticed', async () => {
  assert.equal(await storageWorks(), true);
  const kept = globalThis.indexedDB;
  try {
    const refusing = new IDBFactory();
    refusing.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    globalThis.indexedDB = refusing;
    assert.equal(await storageWorks(), false);
  } finally {
    globalThis.indexedDB = kept;
  }
});

const records = async (id: string) => (await readStored(databaseName(id))) ?? [];

async function bytesOf(id: string): Promise<number> {
  return (await records(id)).reduce((sum, update) => sum + update.byteLength, 0);
}

test('many visits do not pile up copies of the document', async () => {
  const doc = network('0');
  doc.getMap('nodes').set('n', { id: 'n', description: 'x'.repeat(50_000) });
  await writeStored(databaseName('d1'), Y.encodeStateAsUpdate(doc));
  for (let visit = 0; visit < 12; ++visit) {
    const again = new Y.Doc();
    const result = await Persistence.open('d1', again);
    assert.ok('persistence' in result);
    setTitle(again, String(visit));
    await result.persistence.settled();
    await result.persistence.close();
  }
  const bytes = await bytesOf('d1');
  assert.ok(bytes < 400_000, `${bytes} bytes`);
  assert.equal(titleIn(await reopen('d1')), '11');
});

test('many small edits do not write a large document anew', async () => {
  const doc = network('0');
  doc.transact(() => {
    for (let node = 0; node < 5000; ++node) doc.getMap('nodes').set(`n${node}`, { id: `n${node}` });
  });
  const persistence = keep(Persistence.create('d2', doc));
  await persistence.settled();
  for (let edit = 1; edit <= 700; ++edit) setTitle(doc, String(edit));
  await persistence.settled();
  assert.equal((await records('d2')).length, 701);
  assert.equal(titleIn(await reopen('d2')), '700');
});

/** Edits that replace each other, of 2,000 bytes. */
async function overwrite(doc: Y.Doc, persistence: Persistence, times: number): Promise<void> {
  for (let edit = 1; edit <= times; ++edit) {
    setTitle(doc, `${edit}${'x'.repeat(2000)}`);
    if (edit % 10 === 0) await persistence.settled();
  }
}

test('edits that outweigh the document become part of it when nobody looks', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('d3', doc));
  await persistence.settled();
  await overwrite(doc, persistence, 30);
  persistence.tidy();
  await persistence.settled();
  assert.equal((await records('d3')).length, 31, 'it is not worth it yet');
  await overwrite(doc, persistence, 70);
  persistence.tidy();
  setTitle(doc, 'last');
  await persistence.settled();
  assert.ok((await bytesOf('d3')) < 10_000);
  assert.equal(titleIn(await reopen('d3')), 'last');
});

test('edits that outweigh the document by far become part of it at once', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('d4', doc));
  await persistence.settled();
  await overwrite(doc, persistence, 500);
  assert.ok((await bytesOf('d4')) < 700_000);
  assert.match(String(titleIn(await reopen('d4'))), /^500x/);
});
