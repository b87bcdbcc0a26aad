import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Y from 'yjs';
import { MemoryRelay } from './live/memory_relay.ts';
import { addNode, come, found, leaveAll, nodesOf, said, until } from './live/rooms.ts';

test('who comes has what is there, and everybody has what each adds', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const own = new Y.Doc();
  addNode(own, 'a');
  const f = await come(relay, room, 'facilitate', 'F', { doc: own, founds: true });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'E');
  const v = await come(relay, room, 'view', 'V');
  const all = [f, e, v];
  try {
    await Promise.all([e.room.caughtUp, v.room.caughtUp]);
    await until('all have a', () => all.every(({ doc }) => nodesOf(doc).join() === 'a'));
    addNode(e.doc, 'b');
    await until('all have b', () => all.every(({ doc }) => nodesOf(doc).join() === 'a,b'));
    await until('three are here', () => all.every(({ room }) => room.state.people.length === 3));
    await until('everybody has it', () => e.room.state.everybodyHas && e.room.state.pending === 0);
    await until('it is confirmed', () => all.every(({ room }) => room.state.confirmed));
    assert.deepEqual(
      all.map(({ room }) => room.state.dropped),
      [0, 0, 0],
    );
  } finally {
    leaveAll(all);
  }
});

test('what was done while away comes along, both ways', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  try {
    relay.split('E', true);
    await until('E is away', () => e.room.state.status === 'reconnecting');
    addNode(e.doc, 'offline');
    addNode(f.doc, 'online');
    assert.ok(e.room.state.pending > 0);
    assert.equal(e.room.state.everybodyHas, false);
    relay.split('E', false);
    await until('in step', () => said(e.doc) === said(f.doc) && nodesOf(e.doc).length === 2);
    await until('nothing is pending', () => e.room.state.pending === 0 && e.room.state.everybodyHas);
  } finally {
    leaveAll([f, e]);
  }
});

test('a relay that has forgotten everything is filled again, five times, and nothing is doubled', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  addNode(f.doc, 'a');
  await until('kept', () => f.room.state.pending === 0);
  const before = Y.encodeStateAsUpdate(f.doc).length;
  for (let time = 0; time < 5; ++time) {
    relay.wipe();
    await until('back', () => f.room.state.status === 'live' && relay.log.some(({ kind }) => kind === 'update'));
    const e = await come(relay, room, 'edit', `E${time}`);
    await e.room.caughtUp;
    await until('E has it', () => nodesOf(e.doc).join() === 'a');
    assert.equal(Y.encodeStateAsUpdate(e.doc).length, before);
    e.room.leave();
  }
  f.room.leave();
});

test('who comes back with what the relay has lost gives it back', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  addNode(f.doc, 'a');
  await until('kept', () => f.room.state.pending === 0);
  f.room.leave();
  relay.wipe();
  const again = await come(relay, room, 'facilitate', 'F', { doc: f.doc, founds: true });
  await again.room.caughtUp;
  await until('given back', () => again.room.state.pending === 0);
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  assert.deepEqual(nodesOf(e.doc), ['a']);
  leaveAll([again, e]);
});

test('lost messages are noticed and made up for', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  try {
    relay.faults = { ...relay.faults, lost: 1 };
    addNode(f.doc, 'a');
    await until('kept', () => f.room.state.pending === 0);
    relay.faults = { ...relay.faults, lost: 0 };
    assert.equal(f.room.state.everybodyHas, false);
    await until('made up for', () => nodesOf(e.doc).join() === 'a');
    await until('known', () => f.room.state.everybodyHas);
  } finally {
    leaveAll([f, e]);
  }
});

test('a room that was ended is closed for all, and who comes later hears that it ended', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  await until('live', () => f.room.state.status === 'live');
  await f.room.end({ erase: true });
  await until('E hears', () => e.room.state.reason === 'ended');
  assert.deepEqual(
    relay.log.map(({ kind }) => kind),
    ['roles'],
  );
  const late = await come(relay, room, 'edit', 'L');
  await assert.rejects(late.room.caughtUp);
  await until('told', () => late.room.state.reason === 'ended');
});

test('a newcomer learns who may do what from those who are here, when the relay has lost it', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  addNode(f.doc, 'a');
  await until('kept', () => f.room.state.pending === 0);
  relay.log.splice(0, relay.log.length, ...relay.log.filter(({ kind }) => kind !== 'roles'));
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  assert.deepEqual(nodesOf(e.doc), ['a']);
  leaveAll([f, e]);
});

test('what the relay keeps and what goes over the wire holds no word of the network', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const own = new Y.Doc();
  addNode(own, 'Waterschap');
  const f = await come(relay, room, 'facilitate', 'Anneke', { doc: own, founds: true });
  await f.room.caughtUp;
  const e = await come(relay, room, 'edit', 'Bram');
  await e.room.caughtUp;
  addNode(e.doc, 'Energiecoöperatie');
  e.room.setSelection(['Waterschap']);
  e.room.tellHint([1, 2], null);
  await until('in step', () => nodesOf(f.doc).length === 2 && f.room.state.people.length === 2);
  leaveAll([f, e]);
  const all = Buffer.concat([...relay.wire, ...relay.log.map(({ data }) => data)]).toString('latin1');
  for (const word of ['Waterschap', 'Energie', 'Anneke', 'Bram', 'nodes', 'label'])
    assert.ok(!all.includes(word), word);
});
