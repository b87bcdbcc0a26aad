import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { deflateSync } from 'fflate';
import * as Y from 'yjs';
import { joined, randomBytes, text, uint32 } from '../../web/page/live/bytes.ts';
import { sealMessage } from '../../web/page/live/message.ts';
import { context, type MessageType, seal } from '../../web/page/live/sealing.ts';
import { newKeyPair, sign } from '../../web/page/live/signing.ts';
import { longestMessage } from '../../web/page/live/transport.ts';
import { checkUpdate, mendLimits, ordinaryLimits } from '../../web/page/live/update_check.ts';
import { type Attacker, attacker } from './live/attacker.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { addNode, come, type Founded, found, leaveAll, type Member, nodesOf, said, until } from './live/rooms.ts';

let counter = 0;

async function forged(by: Attacker, type: MessageType, body: Uint8Array, more: { session?: Uint8Array } = {}) {
  counter += 1;
  return sealMessage(by.keys, by.device, { type, session: randomBytes(8), counter, rolesVersion: 1, body, ...more });
}

const ordinary = (update: Uint8Array) => joined(Uint8Array.of(0), update);

function updateWith(change: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array {
  const before = Y.encodeStateVector(doc);
  change(doc);
  return Y.encodeStateAsUpdate(doc, before);
}

async function two(): Promise<{ relay: MemoryRelay; room: Founded; f: Member; e: Member }> {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  addNode(f.doc, 'a');
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  await until('both', () => nodesOf(e.doc).join() === 'a' && e.room.state.people.length === 2);
  return { relay, room, f, e };
}

/** Gives a message to all and waits until it was refused, or else fails; nothing may have changed. */
async function refusedByBoth(f: Member, e: Member, give: () => void, what: string): Promise<void> {
  const [before, dropped] = [said(f.doc), f.room.state.dropped + e.room.state.dropped];
  give();
  await until(`${what} is refused`, () => f.room.state.dropped + e.room.state.dropped >= dropped + 2, 3000);
  assert.equal(said(f.doc), before, what);
  assert.equal(said(e.doc), before, what);
}

test('messages that nobody in the room made are refused and change nothing', async () => {
  const { relay, room, f, e } = await two();
  try {
    const editor = await attacker(room, 'edit');
    const viewer = await attacker(room, 'view');
    const elsewhere = await found();
    const stranger = await attacker(elsewhere, 'edit');
    const update = ordinary(updateWith((doc) => addNode(doc, 'x')));
    const good = await forged(editor, 'update', update);

    await refusedByBoth(f, e, () => relay.inject('update', randomBytes(300)), 'garbage');
    await refusedByBoth(f, e, () => relay.inject('update', new Uint8Array()), 'nothing');
    await refusedByBoth(f, e, () => relay.inject('update', good.slice(0, -1)), 'a cut message');
    await refusedByBoth(f, e, () => relay.inject('update', new Uint8Array(longestMessage + 1)), 'too long a message');
    for (const at of [0, 1, 5, 20, good.length - 1]) {
      const flipped = good.slice();
      flipped[at] = (flipped[at] as number) ^ 1;
      await refusedByBoth(f, e, () => relay.inject('update', flipped), `bit ${at} turned`);
    }
    const otherRoom = await forged(stranger, 'update', update);
    await refusedByBoth(f, e, () => relay.inject('update', otherRoom), 'a message of another room');
    const otherType = await forged(editor, 'snapshot', update);
    await refusedByBoth(f, e, () => relay.inject('update', otherType), 'a message of another type');
    const byViewer = await forged(viewer, 'update', update);
    await refusedByBoth(f, e, () => relay.inject('update', byViewer), 'an edit by one who may look');
    const foreign = await forged({ keys: editor.keys, device: stranger.device }, 'update', update);
    await refusedByBoth(f, e, () => relay.inject('update', foreign), 'a certificate of another room');
    const claimed = { ...viewer.device, certificate: viewer.device.certificate.slice() };
    claimed.certificate[0] = 1;
    const risen = await forged({ keys: editor.keys, device: claimed }, 'update', update);
    await refusedByBoth(f, e, () => relay.inject('update', risen), 'a viewer who says to be an editor');

    // Sealed and certified, but the signature is of somebody else or of something else.
    const other = await newKeyPair();
    const stolen = await forged({ keys: editor.keys, device: { ...editor.device, keys: other } }, 'update', update);
    await refusedByBoth(f, e, () => relay.inject('update', stolen), 'a stolen certificate');
    const head = joined(
      editor.device.certificate,
      randomBytes(8),
      uint32(1),
      uint32(1),
      Uint8Array.of(0),
      uint32(update.length),
      update,
    );
    const filled = joined(head, new Uint8Array((64 - (head.length % 64)) % 64));
    const signature = await sign(
      editor.device.keys.privateKey,
      joined(text('impactweb/live/1 message'), context(editor.keys, 'update'), filled),
    );
    // The other signature that fits the same words: s is taken from the order of the curve.
    const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
    const s = BigInt(`0x${Buffer.from(signature.slice(32)).toString('hex')}`);
    const twin = joined(signature.slice(0, 32), Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex'));
    const first = await seal(editor.keys, 'update', joined(filled, signature));
    const second = await seal(editor.keys, 'update', joined(filled, twin));
    relay.inject('update', first);
    await until('the true one counts', () => nodesOf(f.doc).includes('x') && nodesOf(e.doc).includes('x'));
    const after = said(f.doc);
    relay.inject('update', second);
    relay.inject('update', first);
    addNode(e.doc, 'later');
    await until('work goes on', () => nodesOf(f.doc).includes('later'));
    assert.notEqual(said(f.doc), after);
    assert.equal(nodesOf(f.doc).filter((id) => id === 'x').length, 1);
  } finally {
    leaveAll([f, e]);
  }
});

test('a thousand forged messages a second hold nobody up', async () => {
  const { relay, room, f, e } = await two();
  try {
    const viewer = await attacker(room, 'view');
    const junk = await Promise.all(
      Array.from({ length: 1000 }, async () => {
        const device = { ...viewer.device, certificate: randomBytes(viewer.device.certificate.length) };
        return forged({ keys: viewer.keys, device }, 'presence', text('{}'));
      }),
    );
    for (const data of junk) relay.tell(data);
    addNode(e.doc, 'meanwhile');
    // If each waited for its turn to be verified, it would take longer.
    await until('the edit is there', () => nodesOf(f.doc).includes('meanwhile'));
    await until('both are seen', () => f.room.state.people.length === 2);
  } finally {
    leaveAll([f, e]);
  }
});

test('an editor cannot write under the number of another page', async () => {
  const { relay, room, f, e } = await two();
  try {
    const editor = await attacker(room, 'edit');
    addNode(e.doc, 'mine');
    await until('known', () => nodesOf(f.doc).includes('mine'));
    const fake = new Y.Doc();
    Y.applyUpdate(fake, Y.encodeStateAsUpdate(e.doc));
    fake.clientID = e.doc.clientID;
    const update = updateWith((doc) => addNode(doc, 'theirs'), fake);
    const message = await forged(editor, 'update', ordinary(update));
    await refusedByBoth(f, e, () => relay.inject('update', message), 'somebody else’s number');
    addNode(e.doc, 'mine2');
    await until('work goes on', () => nodesOf(f.doc).includes('mine2'));
    assert.equal(said(f.doc), said(e.doc));
  } finally {
    leaveAll([f, e]);
  }
});

test('presence that is old, forged or of one who left shows nobody', async () => {
  const { relay, room, f, e } = await two();
  try {
    const told: Uint8Array[] = [];
    const listening = relay.connect('ear');
    const ear = await listening(
      { role: 'view', relay: '', seed: new Uint8Array(16), signer: '', room: null },
      { message: () => {}, presence: (data) => told.push(data), lost: () => {} },
    );
    e.room.setSelection(['a']);
    await until('selected', () => f.room.state.people.some(({ selected }) => selected.join() === 'a'));
    e.room.setSelection([]);
    await until('let go', () => f.room.state.people.every(({ selected }) => selected.length === 0));
    for (const data of told.slice()) relay.tell(data);
    await wait(60);
    assert.ok(f.room.state.people.every(({ selected }) => selected.length === 0));
    const viewer = await attacker(room, 'view');
    const nonsense = await forged(viewer, 'presence', text('{"n":5}'));
    await refusedByBoth(f, e, () => relay.tell(nonsense), 'presence without sense');
    const turned = await forged(
      viewer,
      'presence',
      text(JSON.stringify({ n: '\u202eevil\u200f', m: Date.now(), x: 1, v: 1, c: 0, k: {}, h: '', j: '' })),
    );
    relay.tell(turned);
    await until('seen', () => f.room.state.people.length === 3);
    assert.ok(f.room.state.people.some(({ name }) => name === 'evil'));
    ear.close();
  } finally {
    leaveAll([f, e]);
  }
});

test('roles that the founder did not sign, or older ones, do not count', async () => {
  const { relay, room, f, e } = await two();
  try {
    const editor = await attacker(room, 'edit');
    const elsewhere = await found();
    const other = await seal(editor.keys, 'roles', elsewhere.founded.bytes);
    await refusedByBoth(f, e, () => relay.inject('roles', other), 'another founder’s roles');
    const changed = text(JSON.stringify({ ...room.founded.document, ended: true, version: 9 }));
    const forgedRoles = await seal(editor.keys, 'roles', joined(room.founded.bytes.slice(0, 64), changed));
    await refusedByBoth(f, e, () => relay.inject('roles', forgedRoles), 'roles that were changed');
    assert.equal(e.room.state.status, 'live');
  } finally {
    leaveAll([f, e]);
  }
});

// ---------------------------------------------------------------- what an update must be

const anyone = { ...ordinaryLimits, mayWrite: () => true };
const mends = { ...mendLimits, mayWrite: () => true };

test('an update that Yjs would swallow and choke on is refused', () => {
  const doc = new Y.Doc();
  addNode(doc, 'a');
  const verdict = (update: Uint8Array, limits: Parameters<typeof checkUpdate>[2] = anyone) =>
    checkUpdate(doc, update, limits);
  const refused = (change: (doc: Y.Doc) => void, what: string) =>
    assert.equal(verdict(updateWith(change)), 'refused', what);

  assert.equal(verdict(updateWith((other) => addNode(other, 'b'))), 'good');
  assert.equal(verdict(new Uint8Array()), 'refused');
  assert.equal(verdict(randomBytes(200)), 'refused');
  refused((other) => other.getMap('nodes').set('n', new Y.Map()), 'a nested type');
  refused((other) => other.getMap('nodes').set('n', new Y.Doc()), 'a document in it');
  refused((other) => other.getMap('nodes').set('n', new Uint8Array(5)), 'bytes');
  refused((other) => other.getMap('else where').set('n', { id: 'n' }), 'a root that newer pages would not have');
  refused((other) => other.getMap('elsewhere').set('n', new Y.Map()), 'another root with a map in it');
  refused((other) => other.getArray('elsewhere').push([{ id: 'n' }]), 'another root that is a list');
  refused((other) => {
    for (let index = 0; index < 33; ++index)
      other.getMap(`root${String.fromCharCode(97 + (index % 26), 97 + index / 26)}`).set('n', 1);
  }, 'roots without end');
  refused((other) => other.getMap('__proto__').set('n', { id: 'n' }), 'a root that is no name');
  refused((other) => other.getMap('nodeFields').set('__proto__', 1), 'a key that means something');
  refused((other) => other.getArray('nodes').push([{ id: 'n' }]), 'a list for a root');
  refused((other) => other.getText('nodes').insert(0, 'text'), 'text for a root');
  refused((other) => other.getMap('nodes').set('n', { id: 'm' }), 'an id that is not the key');
  refused((other) => other.getMap('nodes').set('n', 5), 'a node that is none');
  refused((other) => other.getMap('positions').set('n', [1]), 'a place that is none');
  refused((other) => other.getMap('positions').set('n', [1, Number.POSITIVE_INFINITY]), 'an endless place');
  refused((other) => other.getMap('meta').set('title', Number.NaN), 'no number');
  let deep: unknown = 1;
  for (let depth = 0; depth < 40; ++depth) deep = [deep];
  refused((other) => other.getMap('meta').set('title', deep), 'too deep');
  refused((other) => other.getMap('meta').set('title', 'x'.repeat(2_000_000)), 'too long a text');
  refused((other) => {
    for (let index = 0; index < 25_000; ++index) other.getMap('meta').set('k', index);
  }, 'too much');
  const clock = new Y.Doc();
  addNode(clock, 'b');
  assert.equal(
    verdict(
      updateWith((other) => addNode(other, 'b')),
      { ...anyone, mayWrite: () => false },
    ),
    'refused',
  );
});

test('what builds on something that is not here waits, and a deletion of what is not here too', () => {
  const doc = new Y.Doc();
  const other = new Y.Doc();
  addNode(other, 'a');
  const second = updateWith(() => addNode(other, 'b'), other);
  assert.equal(checkUpdate(doc, second, anyone), 'waits');
  const overwriting = updateWith(() => addNode(other, 'a', { label: 'new' }), other);
  assert.equal(checkUpdate(doc, overwriting, anyone), 'waits');
  const third = new Y.Doc();
  Y.applyUpdate(third, Y.encodeStateAsUpdate(other));
  const vector = Y.encodeStateVector(third);
  third.getMap('nodes').delete('b');
  assert.equal(checkUpdate(doc, Y.encodeStateAsUpdate(third, vector), anyone), 'waits');
  assert.equal(checkUpdate(doc, Y.encodeStateAsUpdate(third), mends), 'good');
});

test('clocks beyond all bounds are refused', () => {
  const doc = new Y.Doc();
  const huge = new Y.Doc();
  addNode(huge, 'n');
  const item = huge.store.clients.get(huge.clientID)?.[0] as Y.Item;
  item.id.clock = 2 ** 52;
  let update: Uint8Array;
  try {
    update = Y.encodeStateAsUpdate(huge);
  } catch {
    return;
  }
  assert.notEqual(checkUpdate(doc, update, anyone), 'good');
});

test('a message that inflates without end, and one poisoned among good ones', async () => {
  const { relay, room, f, e } = await two();
  try {
    const editor = await attacker(room, 'edit');
    // What 45 KB can become.
    const bomb = deflateSync(new Uint8Array(30_000_000));
    const session = randomBytes(8);
    const head = joined(
      editor.device.certificate,
      session,
      uint32(1),
      uint32(1),
      Uint8Array.of(1),
      uint32(bomb.length),
      bomb,
    );
    const filled = joined(head, new Uint8Array((64 - (head.length % 64)) % 64));
    const signature = await sign(
      editor.device.keys.privateKey,
      joined(text('impactweb/live/1 message'), context(editor.keys, 'update'), filled),
    );
    const message = await seal(editor.keys, 'update', joined(filled, signature));
    assert.ok(message.length < longestMessage);
    await refusedByBoth(f, e, () => relay.inject('update', message), 'a bomb');

    const good1 = await forged(editor, 'update', ordinary(updateWith((doc) => addNode(doc, 'g1'))));
    const bad = await forged(
      editor,
      'update',
      ordinary(updateWith((doc) => doc.getMap('nodes').set('bad', new Y.Map()))),
    );
    const good2 = await forged(editor, 'update', ordinary(updateWith((doc) => addNode(doc, 'g2'))));
    for (const each of [good1, bad, good2]) relay.inject('update', each);
    for (const { doc } of [f, e])
      await until('the good ones are in', () => ['g1', 'g2'].every((id) => nodesOf(doc).includes(id)));
    assert.ok(!nodesOf(f.doc).includes('bad'));
    assert.equal(said(f.doc), said(e.doc));
  } finally {
    leaveAll([f, e]);
  }
});

test('values that were replaced one after another come along with what builds on them', () => {
  const other = new Y.Doc();
  for (let index = 0; index < 5; ++index) other.getMap('meta').set('title', `title ${index}`);
  const first = Y.encodeStateAsUpdate(other);
  const doc = new Y.Doc();
  assert.equal(checkUpdate(doc, first, anyone), 'good');
  Y.applyUpdate(doc, first);
  const second = new Y.Doc();
  Y.applyUpdate(second, first);
  const next = updateWith(() => second.getMap('meta').set('title', 'theirs'), second);
  assert.equal(checkUpdate(doc, next, anyone), 'good');
  assert.equal(checkUpdate(new Y.Doc(), next, anyone), 'waits');
});

test('what builds on something that stands further back in the same update need not wait', () => {
  // Yjs writes the work of the highest number first.
  const [low, high] = [new Y.Doc(), new Y.Doc()];
  low.clientID = 5;
  high.clientID = 500;
  low.getMap('meta').set('title', 'first');
  Y.applyUpdate(high, Y.encodeStateAsUpdate(low));
  high.getMap('meta').set('title', 'second');
  const whole = Y.encodeStateAsUpdate(high);
  assert.equal((Y.decodeUpdate(whole).structs[0] as Y.Item).id.client, 500);
  assert.equal(checkUpdate(new Y.Doc(), whole, mends), 'good');
});
