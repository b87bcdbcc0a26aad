import 'fake-indexeddb/auto';
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import * as Y from 'yjs';
import { leaveBehind } from '../../web/page/document/left_behind.ts';
import { Persistence, type SaveState } from '../../web/page/document/persistence.ts';
import { readRecords, type Stored, sealed } from '../../web/page/document/records.ts';
import { fillDocument } from '../../web/page/document/replica.ts';
import {
  copyStored,
  databaseName,
  deleteStored,
  readStored,
  storageAvailability,
  storedIds,
  writeStored,
} from '../../web/page/document/storage.ts';
import { joinTabs } from '../../web/page/document/tabs.ts';
import { readSetting, settingNames, writeSetting } from '../../web/page/support/settings.ts';
import { random } from './core.ts';

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
  assert.ok('persistence' in result && result.persistence);
  keep(result.persistence);
  return doc;
}

const nothing: Stored = { records: [], last: new Map(), absorbed: new Map(), savedAt: null };
const storedOf = async (id: string): Promise<Stored> => (await readStored(databaseName(id))) ?? nothing;

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
    assert.deepEqual(readRecords(await storedOf('a2'), stored), { whole: true, sealed: true });
    assert.equal(titleIn(stored), String(edit));
  }
});

/** What a browser does that ends a page before what it began to write is on disk. */
async function endEarly(id: string, edit: (doc: Y.Doc) => void): Promise<void> {
  const doc = await reopen(id);
  const before = await storedOf(id);
  edit(doc);
  const persistence = opened.at(-1) as Persistence;
  assert.equal(persistence.state.status, 'saving');
  persistence.leave();
  persistence.abandon();
  globalThis.indexedDB = new IDBFactory();
  await copyStored(databaseName(id), before);
}

const leftBehind = () => settingNames().filter((name) => name.startsWith('left-'));

test('edits that were not on disk when a page went away are there in the next visit, and are written then', async () => {
  await keep(Persistence.create('left', network('0'))).settled();
  await endEarly('left', (doc) => {
    setTitle(doc, '1');
    setTitle(doc, '2');
  });
  assert.equal(leftBehind().length, 1);
  assert.equal(titleIn(await reopen('left')), '2');
  assert.equal(await opened.at(-1)?.settled(), true);
  assert.deepEqual(leftBehind(), [], 'on disk now');
  assert.equal(titleIn(await reopen('left')), '2');
});

test('what was left behind goes with its network, and does no harm when it is damaged or has nothing to build on', async () => {
  await keep(Persistence.create('left2', network('0'))).settled();
  await endEarly('left2', (doc) => setTitle(doc, '1'));
  const [name] = leftBehind();
  const kept = readSetting(name as string) as string;
  writeSetting(name as string, `${kept.slice(0, 8)}${kept[8] === 'A' ? 'B' : 'A'}${kept.slice(9)}`);
  assert.equal(titleIn(await reopen('left2')), '0');
  assert.deepEqual(leftBehind(), []);

  const other = network('0');
  setTitle(other, '1');
  const missing: Uint8Array[] = [];
  other.on('update', (update) => missing.push(update));
  setTitle(other, '2');
  leaveBehind(databaseName('left2'), 7, missing);
  const doc = await reopen('left2');
  assert.equal(titleIn(doc), '0');
  assert.equal(doc.store.pendingStructs, null);

  leaveBehind(databaseName('left2'), 7, missing);
  leaveBehind(databaseName('left3'), 7, missing);
  await deleteStored(databaseName('left2'));
  assert.equal(leftBehind().length, 1);
  await deleteStored(databaseName('left3'));
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

test('a document of which nothing can be read is not written to, and its bytes are given out as they are', async () => {
  const good = Y.encodeStateAsUpdate(network('Brabant'));
  const damaged = good.slice(0, good.byteLength - 5);
  await copyStored(databaseName('b1'), { ...nothing, records: [damaged] });
  const result = await Persistence.open('b1', new Y.Doc());
  assert.ok('unreadable' in result);
  assert.equal(result.unreadable.reason, 'damaged');
  assert.deepEqual(result.unreadable.updates, [damaged]);
  assert.deepEqual((await storedOf('b1')).records, [damaged]);
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
    const id = `b2${version}`;
    await writeStored(databaseName(id), Y.encodeStateAsUpdate(doc));
    const { records } = await storedOf(id);
    const result = await Persistence.open(id, new Y.Doc());
    assert.ok('unreadable' in result);
    assert.equal(result.unreadable.reason, reason);
    assert.deepEqual((await storedOf(id)).records, records);
  }
});

test('what versions without checksums have stored opens as it is, and has checksums from then on', async () => {
  const doc = network('Brabant');
  const first = Y.encodeStateAsUpdate(doc);
  const vector = Y.encodeStateVector(doc);
  setTitle(doc, 'Breda');
  const second = Y.encodeStateAsUpdate(doc, vector);
  await copyStored(databaseName('b3'), { ...nothing, records: [first, second] });
  assert.equal(titleIn(await reopen('b3')), 'Breda');
  await opened.at(-1)?.settled();
  const { records } = await storedOf('b3');
  assert.equal(records.length, 1);
  assert.deepEqual(readRecords(await storedOf('b3'), new Y.Doc()), { whole: true, sealed: true });
  // A page of such a version reads the record, too.
  const older = new Y.Doc();
  Y.applyUpdate(older, records[0] ?? new Uint8Array());
  assert.equal(titleIn(older), 'Breda');
});

test('an older version in another tab that makes many records one is not taken for damage', async () => {
  const doc = network('Brabant');
  const persistence = Persistence.create('b4', doc);
  for (let edit = 1; edit <= 5; ++edit) setTitle(doc, String(edit));
  await persistence.settled();
  await persistence.close();
  // It puts the whole behind the others, and removes those before it.
  const stored = await storedOf('b4');
  const older = new Y.Doc();
  for (const record of stored.records) Y.applyUpdate(older, record);
  setTitle(older, 'by the older one');
  await deleteStored(databaseName('b4'));
  await copyStored(databaseName('b4'), { ...stored, records: [Y.encodeStateAsUpdate(older)] });
  assert.equal(titleIn(await reopen('b4')), 'by the older one');
  await opened.at(-1)?.settled();
  assert.deepEqual(readRecords(await storedOf('b4'), new Y.Doc()), { whole: true, sealed: true });
});

/** What is stored of a network of which edits followed each other, by two visits. */
async function twoVisits(id: string): Promise<Stored> {
  const doc = network('Brabant');
  const first = Persistence.create(id, doc);
  for (let edit = 0; edit < 5; ++edit) doc.getMap('nodes').set(`n${edit}`, { id: `n${edit}`, label: `Name ${edit}` });
  await first.settled();
  for (let edit = 5; edit < 10; ++edit) doc.getMap('nodes').set(`n${edit}`, { id: `n${edit}`, label: `Name ${edit}` });
  await first.close();
  const again = await reopen(id);
  for (let edit = 0; edit < 4; ++edit) again.getMap('nodes').delete(`n${edit}`);
  await opened.pop()?.close();
  return storedOf(id);
}

const read = (stored: Stored) => {
  const doc = new Y.Doc();
  const reading = readRecords(stored, doc);
  return { reading, nodes: JSON.stringify(doc.getMap('nodes').toJSON()), title: titleIn(doc) };
};

test('every flipped bit, cut end and record that is gone is noticed', async () => {
  const stored = await twoVisits('e1');
  const { reading, nodes, title } = read(stored);
  assert.deepEqual(reading, { whole: true, sealed: true });
  assert.equal(stored.records.length, 10);
  let damaged = 0;
  let opened = 0;
  const check = (records: Uint8Array[], what: string) => {
    const found = read({ ...stored, records });
    if ('whole' in found.reading) {
      // A seal that is cut off whole takes nothing of the update along.
      assert.equal(found.reading.sealed, false, what);
      assert.deepEqual([found.nodes, found.title], [nodes, title], what);
      return;
    }
    damaged += 1;
    if ('damaged' in found.reading) opened += 1;
  };
  for (const [at, record] of stored.records.entries()) {
    const withRecord = (changed: Uint8Array[]) => [
      ...stored.records.slice(0, at),
      ...changed,
      ...stored.records.slice(at + 1),
    ];
    for (let byte = 0; byte < record.byteLength; ++byte) {
      const flipped = record.slice();
      flipped[byte] = (flipped[byte] ?? 0) ^ (1 << (byte % 8));
      check(withRecord([flipped]), `byte ${byte} of record ${at}`);
    }
    for (let end = 0; end < record.byteLength; ++end)
      check(withRecord([record.slice(0, end)]), `${end} bytes of ${at}`);
    check(withRecord([]), `record ${at} gone`);
  }
  assert.ok(opened > damaged / 2, `${opened} of ${damaged} could be opened beside what was found`);
});

test('what is damaged is opened as far as it can be read, and written only once what was found is kept', async () => {
  const stored = await twoVisits('e2');
  const at = stored.records.length - 3;
  const flipped = stored.records[at]?.slice() ?? new Uint8Array();
  flipped[flipped.byteLength - 20] = (flipped[flipped.byteLength - 20] ?? 0) ^ 4;
  const found = { ...stored, records: stored.records.map((record, each) => (each === at ? flipped : record)) };
  await deleteStored(databaseName('e2'));
  await copyStored(databaseName('e2'), found);
  const doc = new Y.Doc();
  const result = await Persistence.open('e2', doc);
  assert.ok('found' in result && result.found);
  assert.deepEqual(result.found.records, found.records);
  assert.deepEqual((await storedOf('e2')).records, found.records, 'nothing is written by looking');
  assert.equal(titleIn(doc), 'Brabant');
  // What the page does next.
  const persistence = keep(Persistence.create('e2', doc));
  assert.equal(await persistence.settled(), true);
  assert.deepEqual(readRecords(await storedOf('e2'), new Y.Doc()), { whole: true, sealed: true });
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
  const seal = (update: Uint8Array, sequence: number) => sealed(update, { writer: 7, sequence });
  for (const records of [
    [first, third],
    [seal(first, 1), seal(third, 3)],
  ])
    assert.deepEqual(readRecords({ ...nothing, records }, new Y.Doc()), { damaged: true });
});

/** From now on every transaction ends as browsers end it when there is no room; gives the function that makes room. */
function fullDisk(): () => void {
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function (this: IDBTransaction) {
    Object.defineProperty(this, 'error', { value: new DOMException('full', 'QuotaExceededError') });
    this.abort();
  };
  return () => {
    IDBTransaction.prototype.commit = commit;
  };
}

test('a full disk is said, nothing is lost, and the next edit tries again with all of it', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('c1', doc));
  await persistence.settled();
  const room = fullDisk();
  try {
    setTitle(doc, 'too much');
    assert.equal(await persistence.settled(), false);
    assert.equal(persistence.state.reason, 'full');
  } finally {
    room();
  }
  const stored = new Y.Doc();
  readRecords(await storedOf('c1'), stored);
  assert.equal(titleIn(stored), '0');
  setTitle(doc, 'room again');
  assert.equal(persistence.state.status, 'failed', 'still not saved until it is');
  assert.equal(await persistence.retry(), true);
  assert.equal(titleIn(await reopen('c1')), 'room again');
});

test('edits of which one was not written leave the store as it was before them, and no damage', async () => {
  for (const [id, fails] of [
    ['c7', [1]],
    ['c8', [1, 2, 3]],
    ['c9', [2, 3]],
  ] as const) {
    const doc = network('0');
    const persistence = keep(Persistence.create(id, doc));
    await persistence.settled();
    const { commit } = IDBTransaction.prototype;
    let edit = 0;
    IDBTransaction.prototype.commit = function (this: IDBTransaction) {
      edit += 1;
      if ((fails as readonly number[]).includes(edit)) this.abort();
      else commit.call(this);
    };
    try {
      for (let each = 1; each <= 3; ++each) setTitle(doc, String(each));
    } finally {
      IDBTransaction.prototype.commit = commit;
    }
    assert.equal(await persistence.settled(), false);
    // What a browser finds that is killed before the whole is written again.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const stored = new Y.Doc();
    assert.deepEqual(readRecords(await storedOf(id), stored), { whole: true, sealed: true }, id);
    assert.equal(titleIn(stored), String(fails[0] - 1), id);
  }
});

test('after a full disk it is tried again without a new edit', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('c4', doc));
  await persistence.settled();
  const room = fullDisk();
  try {
    setTitle(doc, 'by itself');
    assert.equal(await persistence.settled(), false);
  } finally {
    room();
  }
  const states = await new Promise<SaveState>((resolve) => {
    persistence.onState.add((state) => state.status === 'saved' && resolve(state));
  });
  assert.equal(states.reason, null);
  assert.equal(titleIn(await reopen('c4')), 'by itself');
});

test('a storage that does not answer is said after five seconds, and when it answers all is written', async (test) => {
  test.mock.timers.enable({ apis: ['setTimeout'] });
  const held: (() => void)[] = [];
  const { open } = indexedDB;
  indexedDB.open = (...args) => {
    const request = { result: undefined } as unknown as IDBOpenDBRequest;
    held.push(() => {
      const real = open.apply(indexedDB, args);
      real.onupgradeneeded = (event) => {
        Object.assign(request, { result: real.result, transaction: real.transaction });
        request.onupgradeneeded?.(event);
      };
      real.onsuccess = (event) => {
        Object.assign(request, { result: real.result });
        request.onsuccess?.(event);
      };
    });
    return request;
  };
  try {
    const doc = network('0');
    const persistence = keep(Persistence.create('c5', doc));
    test.mock.timers.tick(4900);
    assert.equal(persistence.state.status, 'saving');
    test.mock.timers.tick(200);
    assert.deepEqual([persistence.state.status, persistence.state.reason], ['failed', 'hanging']);
    setTitle(doc, 'meanwhile');
    const saved = new Promise<void>((resolve) => {
      persistence.onState.add((state) => state.status === 'saved' && resolve());
    });
    for (const answer of held.splice(0)) answer();
    indexedDB.open = open;
    await saved;
    assert.equal(titleIn(await reopen('c5')), 'meanwhile');
  } finally {
    indexedDB.open = open;
  }
});

test('what another tab has written stays when the records are made into one', async () => {
  const doc = network('0');
  const persistence = keep(Persistence.create('c6', doc));
  await persistence.settled();
  const other = await reopen('c6');
  other.getMap('meta').set('fields.Bron', 'the other tab');
  await opened.at(-1)?.settled();
  await overwrite(doc, persistence, 120);
  persistence.tidy();
  setTitle(doc, 'last');
  await persistence.settled();
  const { records } = await storedOf('c6');
  assert.equal(records.length, 2);
  const again = await reopen('c6');
  assert.deepEqual([titleIn(again), again.getMap('meta').get('fields.Bron')], ['last', 'the other tab']);
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

test('where the browser keeps nothing, that is said and stays true', async () => {
  const kept = globalThis.indexedDB;
  try {
    const refusing = new IDBFactory();
    refusing.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
    globalThis.indexedDB = refusing;
    assert.equal(await storageAvailability(), 'denied');
    const doc = network('0');
    const persistence = keep(Persistence.create('c3', doc));
    assert.equal(await persistence.settled(), false);
    assert.deepEqual(persistence.state, { status: 'failed', reason: 'denied', lastSavedAt: null });
    assert.equal(persistence.handedOver, false);
    setTitle(doc, 'in memory');
    assert.equal(await persistence.retry(), false);
    assert.equal(persistence.state.reason, 'denied');
  } finally {
    globalThis.indexedDB = kept;
  }
  assert.equal(await storageAvailability(), 'works');
});

const records = async (id: string) => (await storedOf(id)).records;

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
    assert.ok('persistence' in result && result.persistence);
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

test('tabs that edit, tidy up, close and come back at random leave a sound store that has what all of them have', async () => {
  for (let seed = 1; seed <= 12; ++seed) {
    const next = random(seed);
    const id = `f${seed}`;
    const first = network('0');
    const tabs = [{ doc: first, persistence: Persistence.create(id, first), tabs: joinTabs(id, first) }];
    await tabs[0]?.persistence.settled();
    const open = async () => {
      const doc = new Y.Doc();
      const result = await Persistence.open(id, doc);
      assert.ok('persistence' in result && result.persistence, `seed ${seed}: opens sound`);
      tabs.push({ doc, persistence: result.persistence, tabs: joinTabs(id, doc) });
    };
    await open();
    for (let step = 0; step < 120; ++step) {
      const tab = tabs[Math.floor(next() * tabs.length)];
      assert.ok(tab);
      const what = next();
      const nodes = tab.doc.getMap('nodes');
      if (what < 0.5) nodes.set(`n${Math.floor(next() * 12)}`, { label: 'x'.repeat(Math.floor(next() * 4000)) });
      else if (what < 0.7) nodes.delete(`n${Math.floor(next() * 12)}`);
      else if (what < 0.8) tab.persistence.tidy();
      else if (what < 0.9 && tabs.length < 3) await open();
      else if (what < 0.95 && tabs.length > 1) {
        tabs.splice(tabs.indexOf(tab), 1);
        tab.tabs.leave();
        await tab.persistence.close();
      } else await new Promise((resolve) => setTimeout(resolve, next() * 4));
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    for (const { persistence } of tabs) assert.equal(await persistence.settled(), true);
    const stored = new Y.Doc();
    assert.deepEqual(readRecords(await storedOf(id), stored), { whole: true, sealed: true }, `seed ${seed}`);
    for (const { doc, persistence, tabs: others } of tabs) {
      assert.deepEqual(doc.getMap('nodes').toJSON(), stored.getMap('nodes').toJSON(), `seed ${seed}: in step`);
      others.leave();
      await persistence.close();
    }
  }
});
