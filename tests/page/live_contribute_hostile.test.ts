// Somebody with a link to contribute and a program of their own, against pages as they ship: whatever they send, nothing changes that the rules do not
// allow, and what others send goes through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deflateSync } from 'fflate';
import type { JsonObject, Operation } from '../../web/page/bridge/model.ts';
import { randomBytes } from '../../web/page/live/bytes.ts';
import { bytesOfItems, mostItems } from '../../web/page/live/contribution.ts';
import { caps } from '../../web/page/live/contribution_rules.ts';
import { sealMessage } from '../../web/page/live/message.ts';
import { apply, networkOf } from './core.ts';
import { type Attacker, attacker } from './live/attacker.ts';
import { addition, change, go, idsOf, tie, type Worker, work } from './live/contributors.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { type Founded, found, until } from './live/rooms.ts';

let relay: MemoryRelay;
let room: Founded;
let host: Worker;
let guest: Worker;
let editor: Worker;
let hostile: Attacker;
let counter = 0;
let probes = 0;
const session = randomBytes(8);

before(async () => {
  relay = new MemoryRelay();
  room = await found();
  host = await work(relay, room, 'facilitate', 'H', { founds: true });
  apply(host.core, addition('desk1'), addition('desk2'), tie('deskTie', 'desk1', 'desk2'));
  apply(host.core, { op: 'addSnapshot', snapshot: { id: 'm', title: 'x', date: '2026-01-01', network: {} } });
  guest = await work(relay, room, 'contribute', 'G');
  editor = await work(relay, room, 'edit', 'E');
  apply(guest.core, addition('theirs'), tie('theirTie', 'theirs', 'desk1'));
  apply(guest.core, { op: 'addStory', story: { id: 'theirStory', title: 'x', about: ['theirs'] } });
  await until('it is there', () => host.doc.getMap('stories').size === 1);
  hostile = await attacker(room, 'contribute');
});
after(() => {
  for (const each of [host, guest, editor]) go(each);
});

async function sealed(body: Uint8Array, { by = hostile, count = 0 } = {}): Promise<Uint8Array> {
  if (count === 0) counter += 1;
  const said = { type: 'contribution' as const, session, counter: count || counter, rolesVersion: 1, body };
  return sealMessage(by.keys, by.device, said);
}

const send = async (...items: Operation[]) => relay.inject('contribution', await sealed(bytesOfItems(items)));

/** Waits until everything that was sent before is judged: what somebody honest does behind it is there. */
async function judged(): Promise<void> {
  probes += 1;
  apply(guest.core, addition(`probe${probes}`));
  const all = [host, guest, editor];
  await until('what comes after it goes through', () =>
    all.every(({ doc }) => doc.getMap('nodes').has(`probe${probes}`)),
  );
  assert.deepEqual(networkOf(guest.core), networkOf(host.core));
  assert.deepEqual(networkOf(editor.core), networkOf(host.core));
}

/** The network, without the probes and what the attacker may well have added. */
function others(): unknown {
  const { nodes, edges, stories, ...rest } = networkOf(host.core) as Record<string, JsonObject[]>;
  const kept = (list: JsonObject[] = []) => list.filter(({ id }) => !/^(probe|mine)/.test(String(id)));
  return { ...rest, nodes: kept(nodes), edges: kept(edges), stories: kept(stories) };
}

test('hostile contributions change nothing beyond the rules', async () => {
  const before = structuredClone(others());
  const raw = (text: string) => JSON.parse(text) as Operation;
  await send(addition('mine1'), addition('mine2'), tie('mineTie', 'mine1', 'theirs'));
  const attacks: Operation[][] = [
    [addition('desk1', 'Taken')],
    [addition('theirs', 'Taken')],
    [tie('deskTie', 'mine1', 'mine2')],
    [change('desk1', 'label', 'Taken'), change('theirs', 'label', 'Taken')],
    [{ op: 'setEdge', id: 'theirTie', field: 'to', value: 'mine1' }],
    [{ op: 'setStory', id: 'theirStory', field: 'text', value: 'Taken' }],
    [{ op: 'moveNodes', positions: { desk1: [9, 9] } }],
    [{ op: 'moveNodes', positions: { mine1: [9, 9], theirs: [9, 9] } }],
    [{ op: 'removeNodes', ids: ['desk1'] }],
    [{ op: 'removeNodes', ids: ['mine1', 'theirs'] }],
    [{ op: 'removeNodes', ids: ['mine2'], edges: ['deskTie', 'theirTie'] }],
    [{ op: 'removeEdges', ids: ['theirTie'] }],
    [{ op: 'removeStories', ids: ['theirStory'] }],
    [{ op: 'setNetwork', field: 'title', value: 'Taken' }],
    [{ op: 'setNetwork', field: 'sectors', value: [] }],
    [{ op: 'removeSnapshots', ids: ['m'] }],
    [{ op: 'addSnapshot', snapshot: { id: 'm2', title: 'x', date: '2026-01-01', network: {} } }],
    [{ op: 'load', network: {} }],
    [{ op: '__proto__' }, { op: 'toString' }, { op: '' }],
    [raw('{"op":"addNode","node":{"id":"__proto__","label":"x"}}')],
    [raw('{"op":"addNode","node":{"id":"mine3","label":"x","fields":{"__proto__":{"a":1}}}}')],
    [raw('{"op":"addNode","node":{"id":"mine4","label":"x","__proto__":{"polluted":1}}}')],
    [
      {
        op: 'addNode',
        node: {
          id: 'mine5',
          label: 'x',
          fields: { deep: JSON.parse('[1]'.replace('1', '['.repeat(18) + ']'.repeat(18))) },
        },
      },
    ],
    [{ op: 'addNode', node: 'mine' }, { op: 'addNode' }, { op: 'addNode', node: null }],
    [{ op: 'addNode', node: { id: ['desk1'], label: 'x' } }],
    [
      { op: 'addNode', node: { id: 'mine6', label: '' } },
      { op: 'addNode', node: { id: 'mine7', label: 7 } },
    ],
    [{ op: 'addNode', node: { id: 'mine8', label: 'x', position: ['a', 1e300] } }],
    [change('mine1', '', 'x'), change('mine1', 'id', 'desk1'), change('mine1', '__proto__.x', 'x')],
    [{ op: 'setEdge', id: 'mineTie', field: 'from', value: 'nowhere' }],
    [tie('mine9', 'mine1', 'nowhere'), tie('mine10', '__proto__', 'constructor')],
    Array.from({ length: mostItems + 1 }, (_, at) => addition(`minemany${at}`)),
  ];
  for (const items of attacks) await send(...items);
  for (const body of [
    '',
    '\u0000',
    '\u0000{}',
    '\u0000[',
    '\u0000null',
    '\u0001[]',
    '\u0000[[]]',
    '\u0000[{"op":"addNode","node":',
  ])
    relay.inject('contribution', await sealed(new TextEncoder().encode(body)));
  relay.inject('contribution', await sealed(deflateSync(new Uint8Array(4_000_000))));
  await judged();
  assert.deepEqual(others(), before);
  const mine = idsOf(host, 'nodes').filter((id) => id.startsWith('mine'));
  assert.deepEqual(mine, ['mine1', 'mine2'], 'nothing that is not as it must be');
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(guest.room.state.dropped + editor.room.state.dropped, 0, 'what was put through is taken by all');
});

test('a contribution of somebody who may not make one is refused', async () => {
  const before = structuredClone(others());
  const elsewhere = await found();
  const forgers = [
    await attacker(room, 'view'),
    await attacker(room, 'edit'),
    await attacker(elsewhere, 'contribute'),
    { keys: hostile.keys, device: (await attacker(elsewhere, 'contribute')).device },
  ];
  const dropped = host.room.state.dropped;
  for (const [at, by] of forgers.entries())
    relay.inject('contribution', await sealed(bytesOfItems([addition(`forged${at}`)]), { by }));
  // Claims to be of another role.
  const claimed = { ...hostile.device, certificate: hostile.device.certificate.slice() };
  claimed.certificate[0] = 0;
  relay.inject(
    'contribution',
    await sealed(bytesOfItems([addition('forged9')]), { by: { ...hostile, device: claimed } }),
  );
  await judged();
  assert.deepEqual(others(), before);
  assert.equal(host.room.state.dropped - dropped, forgers.length + 1);
});

test('the same key twice is put through once, as it came first', async () => {
  counter += 1;
  const count = counter;
  relay.inject('contribution', await sealed(bytesOfItems([addition('mineFirst')]), { count }));
  relay.inject('contribution', await sealed(bytesOfItems([addition('mineSecond')]), { count }));
  await judged();
  assert.ok(idsOf(host, 'nodes').includes('mineFirst'));
  assert.ok(!idsOf(host, 'nodes').includes('mineSecond'));
});

test('updates, snapshots and roles signed by who contributes are refused by all', async () => {
  const before = structuredClone(others());
  const counts = [host, guest, editor].map((each) => each.room.state.dropped);
  const said = (type: 'update' | 'snapshot') =>
    sealMessage(hostile.keys, hostile.device, {
      type,
      session,
      counter: 9999,
      rolesVersion: 1,
      body: Uint8Array.of(0, 0, 0),
    });
  for (const type of ['update', 'snapshot'] as const) relay.inject(type, await said(type));
  await until('all have refused both', () =>
    [host, guest, editor].every((each, at) => each.room.state.dropped >= (counts[at] ?? 0) + 2),
  );
  await judged();
  assert.deepEqual(others(), before);
});

test('one device adds as much as it may, and then nobody else is in its way', async () => {
  for (let at = 0; at < caps.device + 50; at += 50)
    await send(...Array.from({ length: 50 }, (_, index) => addition(`mineflood${at + index}`)));
  await judged();
  const mine = idsOf(host, 'nodes').filter((id) => id.startsWith('mine'));
  // A tie of the attacker counts as well.
  assert.equal(mine.length + idsOf(host, 'edges').filter((id) => id.startsWith('mine')).length, caps.device);
});

test('who facilitates takes back what somebody contributed, and it stays away', async () => {
  apply(host.core, { op: 'removeNodes', ids: ['mineFirst'] });
  await send(addition('mineFirst'));
  // What was sent once is sent again.
  for (const { data } of [...relay.contributed]) relay.inject('contribution', data);
  await judged();
  assert.ok(!idsOf(host, 'nodes').includes('mineFirst'));
});
