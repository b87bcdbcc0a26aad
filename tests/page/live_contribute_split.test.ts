// Appliers that do not know of each other: what that brings back is shown, and what does no harm is not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Y from 'yjs';
import type { Core, Replica } from '../../web/page/document/replica.ts';
import { Appliers } from '../../web/page/live/appliers.ts';
import { Contributed } from '../../web/page/live/contributed.ts';
import { PartitionWatch, type PutTwice } from '../../web/page/live/partition_watch.ts';
import type { RoleDocument } from '../../web/page/live/role_document.ts';
import type { RoomPort } from '../../web/page/live/room_part.ts';
import { Timers } from '../../web/page/live/timers.ts';
import type { Connection } from '../../web/page/live/transport.ts';
import { person } from './fake_session.ts';

interface Page {
  doc: Y.Doc;
  contributed: Contributed;
  seen: PutTwice[];
  put(key: string, write: (doc: Y.Doc) => void, at: string[]): void;
}

/** `client`: of two that wrote at once, the higher one stands. */
function page(client: number): Page {
  const doc = new Y.Doc();
  doc.clientID = client;
  const contributed = new Contributed(doc);
  const seen: PutTwice[] = [];
  new PartitionWatch(contributed, (found) => seen.push(...found));
  const put: Page['put'] = (key, write, at) =>
    doc.transact(() => {
      write(doc);
      contributed.marks.set(key, { by: String(client), at });
    });
  return { doc, contributed, seen, put };
}

function meet(...pages: Page[]): void {
  const updates = pages.map(({ doc }) => Y.encodeStateAsUpdate(doc));
  for (const { doc } of pages) for (const update of updates) Y.applyUpdate(doc, update, 'room');
}

const adds = (doc: Y.Doc) => doc.getMap('nodes').set('n', { id: 'n', label: 'Zet' });
const names = (value: string) => (doc: Y.Doc) => doc.getMap('nodeFields').set('n/label', value);

for (const [a, b] of [
  [1, 2],
  [2, 1],
] as const)
  test(`a deletion between two appliers that are split, ${a < b ? 'the later one stands' : 'the earlier one stands'}`, () => {
    const [first, second] = [page(a), page(b)];
    first.put('s/1', adds, ['nodes/n']);
    // Somebody on that side removes it.
    first.doc.getMap('nodes').delete('n');
    second.put('s/1', adds, ['nodes/n']);
    meet(first, second);
    const isBack = first.doc.getMap('nodes').has('n');
    assert.equal(isBack, second.doc.getMap('nodes').has('n'));
    assert.equal(isBack, a < b);
    // Whoever saw that it was removed sees that it is back; where it stays away there is nothing to see.
    assert.deepEqual(first.seen, isBack ? [{ what: 'back', id: 'n', root: 'nodes' }] : []);
    meet(first, second);
    assert.equal(first.seen.length, isBack ? 1 : 0, 'and once');
  });

test('a change that was changed again on one side, and comes back from the other', () => {
  const [first, second] = [page(1), page(2)];
  first.put('s/1', adds, ['nodes/n']);
  meet(first, second);
  first.put('s/2', names('contributed'), ['nodeFields/n/label']);
  first.doc.getMap('nodeFields').set('n/label', 'by the desk');
  second.put('s/2', names('contributed'), ['nodeFields/n/label']);
  meet(first, second);
  assert.equal(first.doc.getMap('nodeFields').get('n/label'), 'contributed');
  assert.deepEqual(first.seen, [{ what: 'changed', id: 'n', root: 'nodeFields' }]);
});

test('what is there twice and the same, and what somebody wrote afterwards, is nothing to tell', () => {
  const [first, second] = [page(1), page(2)];
  first.put('s/1', adds, ['nodes/n']);
  second.put('s/1', adds, ['nodes/n']);
  meet(first, second);
  first.put('s/2', names('x'), ['nodeFields/n/label']);
  second.put('s/2', names('x'), ['nodeFields/n/label']);
  second.doc.getMap('nodeFields').set('n/label', 'later');
  meet(first, second);
  assert.deepEqual([...first.seen, ...second.seen], []);
  // Everything written anew, as after a fork.
  second.doc.transact(() => {
    for (const name of ['nodes', 'nodeFields', 'contributions'])
      for (const [key, value] of [...second.doc.getMap(name).entries()]) second.doc.getMap(name).set(key, value);
  });
  meet(first, second);
  assert.deepEqual([...first.seen, ...second.seen], []);
  // What was put through once changes what was there, as it should.
  first.put('s/3', names('y'), ['nodeFields/n/label']);
  meet(first, second);
  assert.equal(second.doc.getMap('nodeFields').get('n/label'), 'y');
  assert.deepEqual([...first.seen, ...second.seen], []);
  // Somebody brings back what was removed, and it was put through once.
  first.doc.getMap('nodes').delete('n');
  meet(first, second);
  adds(second.doc);
  meet(first, second);
  assert.deepEqual([...first.seen, ...second.seen], []);
});

/** A list of so many devices, of which some are here; the list that one makes of it who facilitates and comes too. */
function listMadeOf(listed: string[], here: string[]): string[] | null {
  let made: string[] | null = null;
  const document = { appliers: listed, keys: {} } as unknown as RoleDocument;
  const port = {
    doc: new Y.Doc(),
    role: 'facilitate',
    device: 'me',
    timers: new Timers(),
    people: () => here.map((device) => person(`00000000${device.slice(0, 16)}`)),
    revise: async (change: (document: RoleDocument) => RoleDocument) => {
      made = change(document).appliers ?? null;
    },
  } as unknown as RoomPort;
  const part = new Appliers(port, { core: {} as Core, replica: {} as Replica });
  part.roles(document);
  part.live({ replay: async () => 0 } as unknown as Connection);
  part.end();
  return made;
}

test('the list of appliers takes in who comes, in the place of somebody who is away, and of nobody who is here', () => {
  const devices = Array.from({ length: 8 }, (_, at) => `${at}`.repeat(32));
  assert.deepEqual(listMadeOf([], []), ['me']);
  assert.deepEqual(listMadeOf(devices.slice(0, 2), []), [...devices.slice(0, 2), 'me']);
  assert.deepEqual(listMadeOf(devices, devices.slice(0, 5)), [...devices.slice(0, 5), ...devices.slice(6), 'me']);
  assert.equal(listMadeOf(devices, devices), null);
  assert.equal(listMadeOf(['me', ...devices], []), null);
});
