// An older page beside a newer one: it passes on what it does not know, drops nothing of it, shows what it can, and says so.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import * as Y from 'yjs';
import type { JsonObject } from '../../web/page/bridge/model.ts';
import { fieldKey } from '../../web/page/document/field_keys.ts';
import { fillDocument, Replica } from '../../web/page/document/replica.ts';
import { joined, randomBytes, text } from '../../web/page/live/bytes.ts';
import { sealMessage } from '../../web/page/live/message.ts';
import { bytesOfPresence, pageKnows } from '../../web/page/live/presence.ts';
import type { MessageType } from '../../web/page/live/sealing.ts';
import { roomKeys, secretsFrom } from '../../web/page/live/secrets.ts';
import { takeUnknown } from '../../web/page/live/unknown.ts';
import { apply, networkOf, startCore } from './core.ts';
import { attacker } from './live/attacker.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { come, type Founded, found, leaveAll, type Member, nodesOf, until } from './live/rooms.ts';

const whole = ({ doc }: Member) => Buffer.from(Y.encodeSnapshot(Y.snapshot(doc))).toString('hex');

/** Whoever has the newer page is only a document here; the older page has its core. */
async function two() {
  const relay = new MemoryRelay();
  const room = await found();
  const doc = new Y.Doc();
  fillDocument(doc, { nodes: [{ id: 'a', label: 'A' }], edges: [] });
  const newer = await come(relay, room, 'facilitate', 'Newer', { doc, founds: true });
  await newer.room.caughtUp;
  const older = await come(relay, room, 'edit', 'Older');
  await older.room.caughtUp;
  await until('both have it', () => nodesOf(older.doc).join() === 'a' && older.room.state.people.length === 2);
  const core = await startCore();
  const replica = new Replica(older.doc, core);
  replica.start();
  replica.onApplied = (operations, answer) => {
    if (takeUnknown(core, operations, answer)) older.room.noteNewer();
  };
  return { relay, room, newer, older, core };
}

const nodeOf = (network: JsonObject, id: string) =>
  ((network.nodes ?? []) as JsonObject[]).find((node) => node.id === id);

test('a new field, a new root and a new kind of node are kept and passed on, and what of them can be is shown', async () => {
  const { relay, room, newer, older, core } = await two();
  const members = [newer, older];
  try {
    assert.equal(older.room.state.newer, false);
    newer.doc.transact(() => {
      newer.doc.getMap('plans').set('p', { id: 'p', of: ['a'] });
      newer.doc.getMap('nodes').set('n', { id: 'n', label: 'N', kind: 'planet', mood: { now: 3 } });
      newer.doc.getMap('positions').set('n', [4, 5]);
      newer.doc.getMap('nodeFields').set(fieldKey('n', 'place'), 'Tilburg');
      newer.doc.getMap('nodeFields').set(fieldKey('a', 'mood'), { now: 4 });
      newer.doc.getMap('edges').set('e', { id: 'e', from: 'a', to: 'n', kind: 'funds', colour: 'red' });
      newer.doc.getMap('meta').set('phase', 'dreams');
      newer.doc.getMap('meta').set('title', 'Ours');
    });
    await until('all of it is there', () => whole(older) === whole(newer));
    assert.deepEqual(older.doc.getMap('plans').toJSON(), { p: { id: 'p', of: ['a'] } });
    assert.equal(older.room.state.newer, true);
    assert.equal(older.room.state.dropped, 0);
    await until('the newer page knows', () => newer.room.state.everybodyHas);

    const network = networkOf(core);
    assert.equal(network.title, 'Ours');
    const shown = nodeOf(network, 'n');
    assert.deepEqual(shown?.fields, { kind: 'planet', mood: { now: 3 } });
    assert.deepEqual([shown?.place, shown?.position], ['Tilburg', [4, 5]]);
    const [edge] = network.edges as JsonObject[];
    assert.deepEqual([edge?.to, edge?.fields], ['n', { colour: 'red' }]);

    // The older page works on it, and nothing of what it does not know goes.
    apply(core, { op: 'setNode', id: 'n', field: 'label', value: 'Another' }, { op: 'addNode', node: { label: 'O' } });
    core.call('undo', {});
    apply(core, { op: 'setNode', id: 'n', field: 'description', value: 'By an older page' });
    await until('in step', () => whole(older) === whole(newer) && older.room.state.pending === 0);
    assert.deepEqual(newer.doc.getMap('nodes').get('n'), { id: 'n', label: 'N', kind: 'planet', mood: { now: 3 } });

    // And gives it to who comes later, when nobody else has it.
    newer.room.leave();
    relay.wipe();
    await until('it fills the relay', () => relay.log.some(({ kind }) => kind === 'update'));
    relay.inject('roles', await rolesMessage(room));
    const late = await come(relay, room, 'edit', 'Late');
    members.push(late);
    await late.room.caughtUp;
    await until('the late one has all', () => whole(late) === whole(older));
    assert.deepEqual(late.doc.getMap('plans').toJSON(), { p: { id: 'p', of: ['a'] } });
    assert.deepEqual(late.doc.getMap('nodeFields').get(fieldKey('a', 'mood')), { now: 4 });
    assert.equal(late.room.state.newer, true);
  } finally {
    leaveAll(members);
  }
});

/** A member whose page does what this one does not know. */
async function ahead(room: Founded) {
  const { keys, device } = await attacker(room, 'edit');
  let counter = 0;
  return {
    keys,
    say: (type: MessageType, body: Uint8Array) => {
      counter += 1;
      return sealMessage(keys, device, { type, session: new Uint8Array(8).fill(7), counter, rolesVersion: 1, body });
    },
  };
}

async function rolesMessage({ links, founded }: Founded): Promise<Uint8Array> {
  const { seal } = await import('../../web/page/live/sealing.ts');
  const secrets = await secretsFrom('edit', links.edit.secret);
  return seal(await roomKeys(secrets.view as Uint8Array), 'roles', founded.bytes);
}

/** As `seal` does for a type that there is. */
async function sealedAs(type: number, room: Uint8Array, key: CryptoKey, plain: Uint8Array): Promise<Uint8Array> {
  const iv = randomBytes(12);
  const additionalData = joined(text('impactweb/live/1'), room, Uint8Array.of(1, type));
  const sealed = await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain);
  return joined(Uint8Array.of(1, type), iv, new Uint8Array(sealed));
}

for (const what of ['a kind of message', 'a kind of update', 'a page that says that it knows more'] as const)
  test(`${what} from later is no attack: nothing counts as refused, and it is told`, async () => {
    const { relay, room, newer, older } = await two();
    try {
      const { keys, say } = await ahead(room);
      if (what === 'a kind of message') {
        relay.inject('update', await sealedAs(9, keys.room, keys.body, text('an operation from later')));
        relay.tell(await sealedAs(12, keys.room, keys.presence, text('a word from later')));
      } else if (what === 'a kind of update') relay.inject('update', await say('update', Uint8Array.of(2, 1, 2, 3)));
      else {
        const words = {
          n: 'Later',
          m: Date.now(),
          x: pageKnows + 1,
          v: 1,
          c: 0,
          k: {},
          h: '',
          j: '',
          later: { yes: 1 },
        };
        relay.tell(await say('presence', bytesOfPresence(words)));
      }
      await until('it is told', () => older.room.state.newer && newer.room.state.newer);
      // Nobody outside the room can make that up.
      const other = await ahead(await found());
      const dropped = older.room.state.dropped;
      relay.inject('update', await sealedAs(9, keys.room, other.keys.body, text('from outside')));
      await until('refused', () => older.room.state.dropped === dropped + 1);
      assert.equal(dropped, 0);
    } finally {
      leaveAll([newer, older]);
    }
  });
