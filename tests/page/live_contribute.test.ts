// Contributing: seen at once by who does it, put through by who facilitates, waiting where nobody is there to do so, and never at the cost of others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import type { Json } from '../../web/page/bridge/model.ts';
import { Applier } from '../../web/page/live/applier.ts';
import { Contributed } from '../../web/page/live/contributed.ts';
import { caps } from '../../web/page/live/contribution_rules.ts';
import { MemoryStore } from '../../web/page/live/kept_contributions.ts';
import { apply, networkOf } from './core.ts';
import { addition, change, go, idsOf, labels, tie, type Worker, work } from './live/contributors.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { type Founded, found, said, until } from './live/rooms.ts';

/** A room of which a facilitator is in, with two nodes. */
async function desk(): Promise<{ relay: MemoryRelay; room: Founded; host: Worker }> {
  const relay = new MemoryRelay();
  const room = await found();
  const host = await work(relay, room, 'facilitate', 'H', { founds: true });
  apply(host.core, addition('desk1'), addition('desk2'), tie('deskTie', 'desk1', 'desk2'));
  await until('the desk is at the relay', () => host.room.state.pending === 0);
  return { relay, room, host };
}

/** The same with a second facilitator, who is listed as well, and somebody who contributes. */
async function twoDesks() {
  const { relay, room, host } = await desk();
  const second = await work(relay, room, 'facilitate', 'S', { founds: true });
  await until('both are listed', () =>
    [host, second].every((each) => each.room.signedRoles?.document.appliers?.length === 2),
  );
  const guest = await work(relay, room, 'contribute', 'G');
  await until('they know each other', () => second.room.state.people.length === 3);
  return { relay, host, second, guest };
}

const waiting = (worker: Worker) => worker.room.state.contributions?.waiting;
const inStep = (...workers: Worker[]) => new Set(workers.map(({ doc }) => said(doc))).size === 1;

test('what somebody contributes is in their picture at once, on its way, and then everybody has it', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  const other = await work(relay, room, 'contribute', 'O');
  apply(guest.core, addition('a', 'Zet'), addition('b'), tie('t', 'a', 'desk1'));
  assert.deepEqual(idsOf(guest, 'nodes'), ['a', 'b', 'desk1', 'desk2']);
  assert.equal(waiting(guest), 3);
  assert.equal(guest.room.state.everybodyHas, false);
  assert.ok(!guest.doc.getMap('nodes').has('a'), 'it is not in the document before it was put through');
  await until('all have it', () => inStep(host, guest, other) && host.doc.getMap('nodes').size === 4);
  await until('nothing is on its way', () => waiting(guest) === 0 && guest.room.state.pending === 0);
  await until('everybody has it', () => guest.room.state.everybodyHas);
  assert.deepEqual(networkOf(guest.core), networkOf(host.core));
  assert.deepEqual(networkOf(other.core), networkOf(host.core));
  apply(guest.core, change('a', 'label', 'Stichting Zet'), { op: 'moveNodes', positions: { a: [30, 40] } });
  await until('the change is there', () => labels(host).a === 'Stichting Zet' && inStep(host, guest, other));
  apply(guest.core, { op: 'removeNodes', ids: ['a'] });
  await until(
    'it is gone, with its tie',
    () => idsOf(other, 'nodes').length === 3 && idsOf(other, 'edges').length === 1,
  );
  assert.deepEqual(guest.refused, []);
  for (const each of [host, guest, other]) go(each);
});

test('of many in one operation each is taken by itself', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  const nodes = Array.from({ length: caps.device + 1 }, (_, at) => ({
    id: `n${at}`,
    label: `N ${at}`,
    position: [at, 0],
  }));
  apply(guest.core, { op: 'addNodes', nodes });
  assert.deepEqual(
    guest.refused.map(({ why, label, item }) => [item.op, why, label]),
    [['addNode', 'tooMany', `N ${caps.device}`]],
  );
  assert.equal(idsOf(guest, 'nodes').length, caps.device + 2, 'what was not taken is not in their picture');
  await until('all others are there', () => host.doc.getMap('nodes').size === caps.device + 2 && inStep(host, guest));
  assert.deepEqual(networkOf(guest.core), networkOf(host.core));
  for (const each of [host, guest]) go(each);
});

test('what is put through is no step of who facilitates', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  apply(guest.core, addition('a'));
  await until('it is there', () => host.doc.getMap('nodes').has('a'));
  host.core.call('undo', {});
  assert.deepEqual(idsOf(host, 'nodes'), ['a'], 'their own work was taken back and nothing else');
  for (const each of [host, guest]) go(each);
});

test('what is not allowed goes back at once, with a reason, and takes nothing else with it', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  const before = networkOf(host.core);
  apply(
    guest.core,
    change('desk1', 'label', 'Mine'),
    { op: 'moveNodes', positions: { desk2: [500, 500] } },
    addition('good'),
    { op: 'setNetwork', field: 'title', value: 'Mine' },
    { op: 'addSnapshot', snapshot: { id: 'm', title: 'x', date: '2026-01-01', network: {} } },
    { op: 'removeEdges', ids: ['deskTie'] },
    { op: 'removeNodes', ids: ['desk1'] },
  );
  await until('the good one is there', () => host.doc.getMap('nodes').has('good') && inStep(host, guest));
  assert.deepEqual(
    guest.refused.map(({ why, label, item }) => [item.op, why, label]),
    [
      ['setNode', 'others', 'desk1'],
      ['moveNodes', 'others', 'desk2'],
      ['setNetwork', 'unknown', ''],
      ['addSnapshot', 'unknown', ''],
      ['removeEdges', 'others', 'desk1 – desk2'],
      ['removeNodes', 'others', 'desk1'],
    ],
  );
  assert.equal(guest.room.state.contributions?.refused, 6);
  assert.deepEqual(networkOf(guest.core), networkOf(host.core));
  const { nodes, ...rest } = networkOf(host.core);
  const { nodes: nodesBefore, ...restBefore } = before;
  assert.deepEqual(rest, restBefore);
  assert.deepEqual(
    (nodes as Json[]).filter((node) => (node as { id: string }).id !== 'good'),
    nodesBefore,
  );
  for (const each of [host, guest]) go(each);
});

test('what hangs on somebody else’s work stays', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  const other = await work(relay, room, 'contribute', 'O');
  apply(guest.core, addition('a'), addition('b'));
  await until('all have it', () => idsOf(other, 'nodes').length === 4);
  apply(other.core, tie('theirs', 'a', 'desk1'));
  // They had not seen the tie when they removed what it hangs on.
  apply(guest.core, { op: 'removeNodes', ids: ['a'] }, { op: 'removeNodes', ids: ['b'] });
  await until('both are settled', () => waiting(guest) === 0 && waiting(other) === 0 && inStep(host, guest, other));
  assert.ok(!host.doc.getMap('nodes').has('b'));
  const removed = !host.doc.getMap('nodes').has('a');
  // Whichever came first at the relay.
  if (removed)
    assert.deepEqual(
      other.refused.map(({ why }) => why),
      ['missing'],
    );
  else
    assert.deepEqual(
      guest.refused.map(({ why }) => why),
      ['tied'],
    );
  for (const each of [guest, other]) assert.deepEqual(networkOf(each.core), networkOf(host.core));
  // Once it is there nothing is in doubt.
  apply(guest.core, addition('c'));
  await until('all have it', () => idsOf(other, 'nodes').includes('c'));
  apply(other.core, tie('theirs2', 'c', 'desk1'));
  await until('all have it', () => idsOf(guest, 'edges').includes('theirs2') && waiting(guest) === 0);
  apply(guest.core, { op: 'removeNodes', ids: ['c'] });
  assert.equal(guest.refused.at(-1)?.why, 'tied');
  assert.ok(idsOf(guest, 'nodes').includes('c') && idsOf(guest, 'edges').includes('theirs2'), 'both are back');
  for (const each of [host, guest, other]) go(each);
});

test('nobody to put it through: it waits at the relay, over a reload too, and is put through when they are back', async () => {
  const { relay, room, host } = await desk();
  const store = new MemoryStore();
  const guest = await work(relay, room, 'contribute', 'G', { store });
  const stored = host.doc;
  go(host);
  apply(guest.core, addition('a'), addition('b'), tie('t', 'a', 'b'));
  await until('the relay has it', () => guest.room.state.pending === 0);
  assert.equal(waiting(guest), 3);
  assert.equal(relay.contributed.length > 0, true);
  // A reload: the same browser, another page.
  go(guest);
  const again = await work(relay, room, 'contribute', 'G', { store, device: guest.room.device });
  assert.deepEqual(idsOf(again, 'nodes'), ['a', 'b', 'desk1', 'desk2'], 'it is still seen');
  assert.equal(waiting(again), 3);
  apply(again.core, change('a', 'label', 'Zet'));
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(stored));
  const back = await work(relay, room, 'facilitate', 'H', { doc, founds: true });
  await until('it is put through', () => waiting(again) === 0 && inStep(back, again));
  assert.equal(labels(back).a, 'Zet');
  assert.deepEqual(again.refused, []);
  assert.deepEqual(idsOf(back, 'edges'), ['deskTie', 't']);
  for (const each of [back, again]) go(each);
});

test('without a connection it is kept here, and what the relay has forgotten is sent again', async () => {
  const { relay, room, host } = await desk();
  // So that nothing is sent again for being late.
  const guest = await work(relay, room, 'contribute', 'G', { timing: { presence: 60_000 } });
  relay.split('G', true);
  apply(guest.core, addition('a'), addition('b'));
  await wait(30);
  assert.equal(waiting(guest), 2);
  assert.ok(guest.room.state.pending > 0);
  relay.split('G', false);
  await until('it is there', () => inStep(host, guest) && host.doc.getMap('nodes').size === 4 && waiting(guest) === 0);
  relay.split('H', true);
  apply(guest.core, addition('c'));
  await until('the relay has it', () => guest.room.state.pending === 0);
  relay.wipe();
  relay.split('H', false);
  await until('it was sent again', () => host.doc.getMap('nodes').has('c') && waiting(guest) === 0);
  assert.equal(relay.contributed.length, 1, 'and once');
  assert.deepEqual(guest.refused, []);
  for (const each of [host, guest]) go(each);
});

test('two appliers put everything through once, and the second does when the first has gone', async () => {
  const { host, second, guest } = await twoDesks();
  for (let at = 0; at < 20; ++at) apply(guest.core, addition(`n${at}`));
  await until('all have it', () => host.doc.getMap('nodes').size === 22 && inStep(host, second, guest));
  const marks = () => [...host.doc.getMap('contributions').values()].map((mark) => (mark as { by: string }).by);
  assert.deepEqual([...new Set(marks())], [host.room.session], 'the first one of the list did it');
  const { _map: written } = host.doc.getMap('contributions');
  for (const { left } of written.values()) assert.equal(left, null, 'and the second left it to them');
  go(host);
  apply(guest.core, addition('late'));
  await until('the second does it', () => second.doc.getMap('nodes').has('late') && inStep(second, guest));
  for (const each of [second, guest]) go(each);
});

test('an applier that dies in the middle leaves whole contributions and nothing twice', async () => {
  const { relay, room, host } = await desk();
  const stored = () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(host.doc));
    return doc;
  };
  go(host);
  const guest = await work(relay, room, 'contribute', 'G');
  for (let at = 0; at < 60; ++at) {
    apply(guest.core, addition(`n${at}`), tie(`t${at}`, `n${at}`, 'desk1'));
    if (at % 5 === 4) await wait(10);
  }
  await until('the relay has it', () => guest.room.state.pending === 0);
  const count = relay.contributed.length;
  assert.ok(count > 5, `${count} contributions`);
  const dying = await work(relay, room, 'facilitate', 'H', { doc: stored(), founds: true });
  // It goes when something of it is there, and not all.
  await until('it has begun', () => dying.doc.getMap('contributions').size > 0);
  relay.split('H', true);
  const had = dying.doc.getMap('contributions').size;
  go(dying);
  for (const id of dying.doc.getMap('nodes').keys())
    if (id.startsWith('n')) assert.ok(dying.doc.getMap('edges').has(id.replace('n', 't')), `${id} without its tie`);
  relay.split('H', false);
  const next = await work(relay, room, 'facilitate', 'N', { founds: true });
  await until('all is there', () => waiting(guest) === 0 && inStep(next, guest));
  assert.equal(next.doc.getMap('nodes').size, 62, `${had} of ${count} were put through by the one that died`);
  assert.equal(next.doc.getMap('edges').size, 61);
  assert.deepEqual(guest.refused, []);
  for (const each of [next, guest]) go(each);
});

test('who contributes takes back their own steps, also once they have been put through', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  const settled = () => until('settled', () => waiting(guest) === 0 && inStep(host, guest));
  apply(guest.core, addition('a', 'Zet'), addition('b'), tie('t', 'a', 'b'));
  await settled();
  apply(guest.core, change('a', 'label', 'Stichting Zet'));
  await settled();
  guest.core.call('undo', {});
  await settled();
  assert.equal(labels(host).a, 'Zet');
  guest.core.call('redo', {});
  await settled();
  assert.equal(labels(host).a, 'Stichting Zet');
  // Removed, and back as something new, with its tie.
  apply(guest.core, { op: 'removeNodes', ids: ['a'] });
  await settled();
  assert.deepEqual(idsOf(host, 'edges'), ['deskTie']);
  guest.core.call('undo', {});
  await settled();
  assert.deepEqual(guest.refused, []);
  assert.deepEqual(Object.values(labels(host)).sort(), ['Stichting Zet', 'b', 'desk1', 'desk2']);
  assert.ok(!idsOf(host, 'nodes').includes('a'));
  assert.equal(idsOf(host, 'edges').length, 2);
  assert.deepEqual(networkOf(guest.core), networkOf(host.core));
  for (const each of [host, guest]) go(each);
});

test('two appliers of which one hears late: the same for all in the end, and what came back is shown', async () => {
  const { relay, host, second, guest } = await twoDesks();
  // Nothing comes live any more; both read the log of contributions by themselves.
  relay.faults = { ...relay.faults, lost: 1 };
  apply(guest.core, addition('a'), addition('b'));
  await until('the first has put it through', () => host.doc.getMap('nodes').has('a'));
  apply(host.core, { op: 'removeNodes', ids: ['a'] });
  await until('the second as well', () => second.doc.getMap('nodes').has('a'));
  relay.faults = { ...relay.faults, lost: 0 };
  await until('all have the same', () => inStep(host, second, guest) && waiting(guest) === 0);
  const isBack = host.doc.getMap('nodes').has('a');
  assert.deepEqual(
    host.twice.map(({ what, id }) => [what, id]),
    isBack ? [['back', 'a']] : [],
  );
  assert.ok(host.doc.getMap('nodes').has('b'));
  for (const each of [second, guest]) assert.deepEqual(networkOf(each.core), networkOf(host.core));
  for (const each of [host, second, guest]) go(each);
});

test('whoever puts it through, a contribution is put through once', async () => {
  const { host } = await desk();
  const contributed = new Contributed(host.doc);
  const contribution = { key: 'page/1', device: 'device', items: [addition('a')] };
  for (const session of ['one', 'another']) {
    new Applier(host.core, host.replica, contributed, session).put(contribution, 'open');
    apply(host.core, { op: 'moveNodes', positions: { desk1: [session.length, 0] } });
    assert.equal(contributed.mark('page/1')?.by, 'one');
    assert.equal(contributed.mark('page/1')?.no, undefined);
  }
  assert.deepEqual(idsOf(host, 'nodes'), ['a', 'desk1', 'desk2']);
  contributed.end();
  go(host);
});

test('what is on its way stays in the picture while others change the same thing', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  const editor = await work(relay, room, 'edit', 'E');
  apply(guest.core, addition('a', 'Zet'));
  await until('all have it', () => inStep(host, guest, editor) && waiting(guest) === 0);
  go(host);
  apply(guest.core, change('a', 'label', 'Stichting Zet'));
  apply(editor.core, change('a', 'place', 'Tilburg'));
  await until('the editor’s change is there', () => guest.doc.getMap('nodeFields').has('a/place'));
  assert.equal(labels(guest).a, 'Stichting Zet');
  assert.equal(labels(editor).a, 'Zet');
  assert.equal(waiting(guest), 1);
  for (const each of [guest, editor]) go(each);
});

test('what a flood has pushed out of the log is sent again while somebody is there to put it through', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G', { timing: { presence: 200 } });
  await until('they know each other', () => guest.room.state.people.length === 2);
  relay.split('H', true);
  apply(guest.core, addition('a'));
  await until('the relay has it', () => guest.room.state.pending === 0);
  relay.contributed.length = 0;
  relay.split('H', false);
  await until('it is there', () => host.doc.getMap('nodes').has('a') && waiting(guest) === 0);
  for (const each of [host, guest]) go(each);
});

test('what the relay does not take at first is not overtaken by what builds on it', async () => {
  const { relay, room, host } = await desk();
  const guest = await work(relay, room, 'contribute', 'G');
  relay.faults = { ...relay.faults, unanswered: 0.5 };
  for (let at = 0; at < 12; ++at) {
    apply(guest.core, addition(`n${at}`));
    await wait(12);
    apply(guest.core, change(`n${at}`, 'label', `Name ${at}`));
    await wait(12);
  }
  relay.faults = { ...relay.faults, unanswered: 0 };
  await until('all is there', () => waiting(guest) === 0 && inStep(host, guest));
  assert.ok(relay.contributed.length > 6, `${relay.contributed.length} contributions`);
  assert.deepEqual(guest.refused, []);
  assert.equal(labels(host).n11, 'Name 11');
  for (const each of [host, guest]) go(each);
});
