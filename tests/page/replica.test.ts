import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as Y from 'yjs';
import type { Bridge } from '../../web/page/bridge/bridge.ts';
import type { Operation } from '../../web/page/bridge/model.ts';
import { fillDocument, Replica, titleOf } from '../../web/page/document/replica.ts';
import { apply, changesOf, doSomething, networkOf, random, startCore } from './core.ts';

declare const IMPACTWEB_ROOT: string;

interface Peer {
  core: Bridge;
  doc: Y.Doc;
  replica: Replica;
}

/** A core and its document; with `from`, a replica of that document. */
async function peer(from?: Y.Doc): Promise<Peer> {
  const core = await startCore();
  const doc = new Y.Doc();
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  else fillDocument(doc, {});
  const replica = new Replica(doc, core);
  replica.start();
  return { core, doc, replica };
}

function exchange(...peers: Peer[]): void {
  for (const a of peers)
    for (const b of peers)
      if (a !== b) Y.applyUpdate(b.doc, Y.encodeStateAsUpdate(a.doc, Y.encodeStateVector(b.doc)), 'peer');
}

const nodeOf = ({ core }: Peer, id: string) =>
  (networkOf(core).nodes as { [key: string]: unknown; id: string }[]).find((node) => node.id === id);
const edgeIds = ({ core }: Peer) => (networkOf(core).edges as { id: string }[]).map(({ id }) => id);

test('whatever is done to a network, its document gives the same network back', async () => {
  for (let seed = 1; seed <= 25; ++seed) {
    const a = await peer();
    const next = random(seed);
    for (let step = 0; step < 120; ++step) doSomething(a.core, next);
    const b = await peer(a.doc);
    assert.deepEqual(networkOf(b.core), networkOf(a.core), `seed ${seed}`);
  }
});

test('a replica that hears each change as it comes holds the same network at every step', async () => {
  for (let seed = 101; seed <= 108; ++seed) {
    const a = await peer();
    const b = await peer(a.doc);
    a.doc.on('update', (update: Uint8Array) => Y.applyUpdate(b.doc, update, 'peer'));
    const next = random(seed);
    for (let step = 0; step < 80; ++step) {
      doSomething(a.core, next);
      assert.deepEqual(networkOf(b.core), networkOf(a.core), `seed ${seed}, step ${step}`);
    }
  }
});

test('peers who work apart hold the same network after they meet, and so does who comes later', async () => {
  for (let seed = 201; seed <= 212; ++seed) {
    const a = await peer();
    const next = random(seed);
    for (let step = 0; step < 30; ++step) doSomething(a.core, next);
    const b = await peer(a.doc);
    const c = await peer(a.doc);
    for (let round = 0; round < 4; ++round) {
      for (const each of [a, b, c]) for (let step = 0; step < 8; ++step) doSomething(each.core, next);
      exchange(a, b, c);
      exchange(a, b, c);
      const late = await peer(a.doc);
      for (const other of [b, c, late])
        assert.deepEqual(networkOf(other.core), networkOf(a.core), `seed ${seed}, round ${round}`);
    }
  }
});

test('two people who change two fields of one node both keep their change', async () => {
  const a = await peer();
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'Zet', kind: 'actor' } });
  const b = await peer(a.doc);
  apply(a.core, { op: 'setNode', id: 'n', field: 'label', value: 'Stichting Zet' });
  apply(b.core, { op: 'setNode', id: 'n', field: 'place', value: 'Tilburg' });
  exchange(a, b);
  for (const each of [a, b]) {
    assert.equal(nodeOf(each, 'n')?.label, 'Stichting Zet');
    assert.equal(nodeOf(each, 'n')?.place, 'Tilburg');
  }
});

test('the delete of a node wins over a concurrent edit of it', async () => {
  const a = await peer();
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'Zet', kind: 'actor' } });
  const b = await peer(a.doc);
  apply(a.core, { op: 'removeNodes', ids: ['n'] });
  apply(b.core, { op: 'setNode', id: 'n', field: 'label', value: 'Stichting Zet' });
  exchange(a, b);
  assert.equal(nodeOf(a, 'n'), undefined);
  assert.equal(nodeOf(b, 'n'), undefined);
  a.core.call('undo', {});
  exchange(a, b);
  assert.equal(nodeOf(b, 'n')?.label, 'Zet', 'what comes back is what was removed');
});

test('an edge to a node that someone removed waits for it, in a replica that is opened later too', async () => {
  const a = await peer();
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'N' } }, { op: 'addNode', node: { id: 'm', label: 'M' } });
  const b = await peer(a.doc);
  apply(a.core, { op: 'removeNodes', ids: ['n'] });
  apply(b.core, { op: 'addEdge', edge: { id: 'e', from: 'n', to: 'm', kind: 'funds' } });
  apply(b.core, { op: 'setEdge', id: 'e', field: 'strength', value: 4 });
  exchange(a, b);
  const late = await peer(a.doc);
  for (const each of [a, b, late]) {
    assert.deepEqual(edgeIds(each), []);
    assert.equal(each.core.call('counts', {}).waitingEdges, 1);
  }
  a.core.call('undo', {});
  exchange(a, b, late);
  for (const each of [a, b, late]) assert.deepEqual(edgeIds(each), ['e']);
  assert.deepEqual(networkOf(late.core), networkOf(a.core));
});

test('removing a node removes its edges, its position and what was changed of them, in one update', async () => {
  const a = await peer();
  apply(
    a.core,
    { op: 'addNode', node: { id: 'n', label: 'N', position: [1, 2] } },
    { op: 'addNode', node: { id: 'm', label: 'M' } },
  );
  apply(a.core, { op: 'addEdge', edge: { id: 'e', from: 'n', to: 'm', kind: 'funds' } });
  apply(
    a.core,
    { op: 'setNode', id: 'n', field: 'place', value: 'Breda' },
    { op: 'setEdge', id: 'e', field: 'strength', value: 3 },
  );
  let updates = 0;
  a.doc.on('update', () => updates++);
  apply(a.core, { op: 'removeNodes', ids: ['n'] });
  assert.equal(updates, 1);
  assert.deepEqual([...a.doc.getMap('nodes').keys()], ['m']);
  for (const map of ['edges', 'nodeFields', 'edgeFields', 'positions']) assert.equal(a.doc.getMap(map).size, 0, map);
});

test('writing a list makes what was written to its items void', async () => {
  const a = await peer();
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'N', needs: [{ id: 'k', text: 'zaal', status: 'open' }] } });
  apply(a.core, { op: 'setNode', id: 'n', field: 'needs.k.text', value: 'grote zaal' });
  apply(a.core, { op: 'setNode', id: 'n', field: 'needs', value: [{ id: 'k', text: 'geld', status: 'open' }] });
  assert.deepEqual([...a.doc.getMap('nodeFields').keys()], ['n/needs']);
  const b = await peer(a.doc);
  assert.deepEqual(networkOf(b.core), networkOf(a.core));
});

test('emptying a field that the node was created with stays empty', async () => {
  const a = await peer();
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'N', place: 'Tilburg' } });
  apply(a.core, { op: 'setNode', id: 'n', field: 'place', value: null });
  const b = await peer(a.doc);
  assert.equal(nodeOf(b, 'n')?.place, undefined);
});

test("what comes from others is never sent out again, and is no step of one's own", async () => {
  const a = await peer();
  const b = await peer(a.doc);
  let sent = 0;
  const changes = changesOf(b.core);
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'N' } });
  b.doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') sent++;
  });
  exchange(a, b);
  assert.deepEqual(
    changes.map(({ origin }) => origin),
    ['remote'],
  );
  assert.equal(sent, 0);
  assert.equal(b.core.call('undo', {}).done, false);
});

test('what one does oneself does not come back as if others had done it', async () => {
  const a = await peer();
  const changes = changesOf(a.core);
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'N' } });
  a.core.call('undo', {});
  assert.deepEqual(
    changes.map(({ origin }) => origin),
    ['local', 'local'],
  );
});

test('the title is in the document, both ways', async () => {
  const a = await peer();
  const b = await peer(a.doc);
  apply(a.core, { op: 'setNetwork', field: 'title', value: 'Impact Zuid' });
  assert.equal(titleOf(a.doc), 'Impact Zuid');
  exchange(a, b);
  assert.equal(networkOf(b.core).title, 'Impact Zuid');
  assert.equal(b.replica.title, 'Impact Zuid');
});

test('a filled document gives the network that was put in, further keys included', async () => {
  const a = await peer();
  const next = random(7);
  for (let step = 0; step < 150; ++step) doSomething(a.core, next);
  apply(a.core, { op: 'setNetwork', field: 'fields.Bron', value: { jaar: 2021, bij: ['congres'] } });
  const doc = new Y.Doc();
  fillDocument(doc, networkOf(a.core));
  const b = await peer(doc);
  assert.deepEqual(networkOf(b.core), networkOf(a.core));
});

test('after stop, neither side hears the other', async () => {
  const a = await peer();
  a.replica.stop();
  apply(a.core, { op: 'addNode', node: { id: 'n', label: 'N' } });
  assert.equal(a.doc.getMap('nodes').size, 0);
  a.doc.getMap('meta').set('title', 'Later');
  assert.notEqual(networkOf(a.core).title, 'Later');
});

test('every operation of the core is written to the document, and read from it', async () => {
  const table = readFileSync(join(IMPACTWEB_ROOT, 'core', 'operation', 'manifest.cpp'), 'utf8');
  const names = Array.from(table.matchAll(/^ {4}\{"(\w+)", \w+,/gm), ([, name]) => name ?? '');
  const examples: { [op: string]: Omit<Operation, 'op'> } = {
    addNode: { node: { id: 'new', label: 'New', position: [1, 2] } },
    addNodes: {
      nodes: [
        { id: 'new', label: 'New', position: [1, 2] },
        { id: 'newer', label: 'Newer' },
      ],
    },
    setNode: { id: 'n', field: 'place', value: 'Tilburg' },
    moveNodes: { positions: { n: [3, 4] } },
    removeNodes: { ids: ['n'] },
    addEdge: { edge: { id: 'new', from: 'm', to: 'n' } },
    addEdges: {
      edges: [
        { id: 'new', from: 'm', to: 'n' },
        { id: 'newer', from: 'n', to: 'n', kind: 'funds' },
      ],
    },
    setEdge: { id: 'e', field: 'kind', value: 'funds' },
    removeEdges: { ids: ['e'] },
    addStory: { story: { id: 'new', title: 'New' } },
    setStory: { id: 's', field: 'text', value: 'long' },
    removeStories: { ids: ['s'] },
    setNetwork: { field: 'title', value: 'New' },
    addSnapshot: { snapshot: { id: 'new', title: 'New', date: '2026-11-23', network: {} } },
    removeSnapshots: { ids: ['p'] },
  };
  assert.deepEqual([...names].sort(), Object.keys(examples).sort(), 'the core has other operations than this test');
  for (const op of names) {
    const a = await peer();
    apply(
      a.core,
      { op: 'addNode', node: { id: 'n', label: 'N' } },
      { op: 'addNode', node: { id: 'm', label: 'M' } },
      { op: 'addEdge', edge: { id: 'e', from: 'n', to: 'm' } },
      { op: 'addStory', story: { id: 's', title: 'S' } },
      { op: 'addSnapshot', snapshot: { id: 'p', title: 'P', date: '2026-11-22', network: {} } },
    );
    const b = await peer(a.doc);
    const before = networkOf(b.core);
    apply(a.core, { ...examples[op], op });
    exchange(a, b);
    assert.notDeepEqual(networkOf(a.core), before, op);
    assert.deepEqual(networkOf(b.core), networkOf(a.core), `${op}, as it comes`);
    assert.deepEqual(networkOf((await peer(a.doc)).core), networkOf(a.core), `${op}, later`);
  }
});
