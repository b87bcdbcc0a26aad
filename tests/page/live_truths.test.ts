// What a page says of a room holds, whatever relay, network and those with a lesser link do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { randomBytes, text } from '../../web/page/live/bytes.ts';
import { writtenHash } from '../../web/page/live/document_hash.ts';
import { messageIn, sealMessage } from '../../web/page/live/message.ts';
import { piecesOf } from '../../web/page/live/pieces.ts';
import { type MessageType, unseal } from '../../web/page/live/sealing.ts';
import { type Role, roles, TransportError } from '../../web/page/live/transport.ts';
import { type Attacker, attacker } from './live/attacker.ts';
import { MemoryRelay } from './live/memory_relay.ts';
import { addNode, come, type Founded, found, leaveAll, type Member, nodesOf, said, until } from './live/rooms.ts';

function sealedBy(
  { keys, device }: Attacker,
  type: MessageType,
  body: Uint8Array,
  counter: number,
  session: Uint8Array,
) {
  return sealMessage(keys, device, { type, session, counter, rolesVersion: 1, body });
}

async function presenceBy(by: Attacker, says: object, counter = 1, session: Uint8Array = randomBytes(8)) {
  const presence = { n: 'X', m: Date.now(), x: 1, v: 1, c: 0, k: {}, h: '', j: '', ...says };
  return sealedBy(by, 'presence', text(JSON.stringify(presence)), counter, session);
}

/** The session that a page of a role writes into its messages, as everybody in the room can read it. */
async function sessionOf(relay: MemoryRelay, { keys }: Attacker, role: Role): Promise<Uint8Array> {
  for (const data of relay.wire.slice().reverse()) {
    const opened = await unseal(keys, data);
    const message = opened && opened.type !== 'unknown' && messageIn(keys, opened.type, opened.plain);
    if (message && message.certificate[0] === roles.indexOf(role)) return message.session;
  }
  throw new Error('Nobody of that role has said anything');
}

async function founder(): Promise<{ relay: MemoryRelay; room: Founded; f: Member }> {
  const relay = new MemoryRelay();
  const room = await found();
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  return { relay, room, f };
}

async function two(): Promise<{ relay: MemoryRelay; room: Founded; f: Member; e: Member }> {
  const { relay, room, f } = await founder();
  addNode(f.doc, 'a');
  const e = await come(relay, room, 'edit', 'E');
  await e.room.caughtUp;
  await until('both', () => nodesOf(e.doc).join() === 'a' && e.room.state.people.length === 2);
  return { relay, room, f, e };
}

test('who may only look cannot have a facilitator write everything anew', async () => {
  const { relay, room, f, e } = await two();
  try {
    const viewer = await attacker(room, 'view');
    const before = Y.encodeStateAsUpdate(f.doc).length;
    const h = await writtenHash(f.doc);
    relay.tell(await presenceBy(viewer, { h, j: '0123456789abcdef' }));
    await until('seen', () => f.room.state.people.length === 3);
    await wait(400);
    assert.equal(Y.encodeStateAsUpdate(f.doc).length, before);
  } finally {
    leaveAll([f, e]);
  }
});

test('nobody speaks for the page of somebody else', async () => {
  const { relay, room, f, e } = await two();
  try {
    const viewer = await attacker(room, 'view');
    relay.split('E', true);
    addNode(f.doc, 'b');
    await until('kept', () => f.room.state.pending === 0);
    // The message as E's page would send it, but for who signs it.
    const forged = await presenceBy(
      viewer,
      { n: 'E', k: { [f.room.session]: 1000 } },
      4_000_000_000,
      await sessionOf(relay, viewer, 'edit'),
    );
    relay.tell(forged);
    await wait(100);
    assert.equal(f.room.state.everybodyHas, false);
    relay.split('E', false);
    await until(
      'E is heard',
      () => f.room.state.everybodyHas || f.room.state.people.some(({ name, role }) => name === 'E' && role === 'edit'),
    );
    assert.ok(f.room.state.people.some(({ name, role }) => name === 'E' && role === 'edit'));
  } finally {
    leaveAll([f, e]);
  }
});

test('an editor does not write under the number of another page by naming its session', async () => {
  const { relay, room, f, e } = await two();
  try {
    const editor = await attacker(room, 'edit');
    addNode(e.doc, 'mine');
    await until('known', () => nodesOf(f.doc).includes('mine'));
    const fake = new Y.Doc();
    Y.applyUpdate(fake, Y.encodeStateAsUpdate(e.doc));
    fake.clientID = e.doc.clientID;
    const vector = Y.encodeStateVector(fake);
    addNode(fake, 'theirs');
    const update = Uint8Array.from([0, ...Y.encodeStateAsUpdate(fake, vector)]);
    relay.inject('update', await sealedBy(editor, 'update', update, 1000, await sessionOf(relay, editor, 'edit')));
    await wait(100);
    addNode(e.doc, 'mine2');
    await until('work goes on', () => nodesOf(f.doc).includes('mine2'), 3000);
    assert.ok(!nodesOf(f.doc).includes('theirs'));
    assert.equal(said(f.doc), said(e.doc));
  } finally {
    leaveAll([f, e]);
  }
});

test('what the relay did not acknowledge goes out again, also over a connection that goes on', async () => {
  const { relay, f, e } = await two();
  try {
    relay.faults = { ...relay.faults, unanswered: 1 };
    addNode(f.doc, 'b');
    await wait(60);
    assert.ok(f.room.state.pending > 0);
    relay.faults = { ...relay.faults, unanswered: 0 };
    await until('kept', () => f.room.state.pending === 0);
    await until('there', () => nodesOf(e.doc).includes('b'));
  } finally {
    leaveAll([f, e]);
  }
});

test('who comes back to a relay that has forgotten reads what others have put there, and gives what it lacks', async () => {
  const { relay, room, f, e } = await two();
  // E is not there when F adds b, and F not when E comes back, adds c and goes.
  relay.split('E', true);
  addNode(f.doc, 'b');
  await until('kept', () => f.room.state.pending === 0);
  relay.split('F', true);
  relay.wipe();
  relay.split('E', false);
  addNode(e.doc, 'c');
  await until('E has filled the relay', () => e.room.state.status === 'live' && e.room.state.pending === 0);
  await until('with a snapshot', () => relay.log.some(({ kind }) => kind !== 'roles'));
  await wait(200);
  e.room.leave();
  relay.split('F', false);
  try {
    await until('F is back', () => f.room.state.status === 'live' && f.room.state.pending === 0);
    await until('F has what E did', () => nodesOf(f.doc).join() === 'a,b,c', 3000);
    await until('nothing is on its way', () => f.room.state.pending === 0);
    await wait(300);
  } finally {
    f.room.leave();
  }
  const late = await come(relay, room, 'view', 'V');
  await late.room.caughtUp;
  late.room.leave();
  assert.equal(nodesOf(late.doc).join(), 'a,b,c');
});

test('a relay that forgot and has more than before is read from its beginning', async () => {
  const { relay, f, e } = await two();
  for (let index = 0; index < 3; ++index) addNode(f.doc, `f${index}`);
  await until('in step', () => nodesOf(e.doc).length === 4 && f.room.state.pending === 0);
  // F knows the log up to here.
  relay.split('F', true);
  await until('away', () => f.room.state.status === 'reconnecting');
  relay.split('F', false);
  await until('back', () => f.room.state.status === 'live');
  relay.split('F', true);
  relay.wipe();
  addNode(e.doc, 'first');
  await until('filled', () => e.room.state.status === 'live' && e.room.state.pending === 0 && relay.log.length > 1);
  for (let index = 0; index < 40; ++index) {
    addNode(e.doc, `e${index}`);
    await wait(6);
  }
  await until('kept', () => e.room.state.pending === 0);
  assert.ok(relay.log.length > 20);
  e.room.leave();
  relay.split('F', false);
  try {
    await until('F has all', () => nodesOf(f.doc).length === 45 && f.room.state.status === 'live', 3000);
  } finally {
    f.room.leave();
  }
});

test('a snapshot of which a part is missing hides nothing that is in the log', async () => {
  const { relay, room, f, e } = await two();
  const editor = await attacker(room, 'edit');
  await until('kept', () => f.room.state.pending === 0);
  const big = new Y.Doc();
  for (let index = 0; index < 3000; ++index) addNode(big, Buffer.from(randomBytes(30)).toString('hex'));
  const covers = relay.log.length;
  const [first] = await piecesOf(randomBytes(8), covers, Y.encodeStateAsUpdate(big));
  relay.inject('snapshot', await sealedBy(editor, 'snapshot', first as Uint8Array, 1, randomBytes(8)));
  e.room.leave();
  // Somebody new, whose work builds on nothing.
  const g = await come(relay, room, 'edit', 'G');
  await g.room.caughtUp;
  addNode(g.doc, 'g');
  await until('kept', () => g.room.state.pending === 0 && nodesOf(f.doc).includes('g'));
  leaveAll([f, g]);
  const late = await come(relay, room, 'view', 'V');
  await late.room.caughtUp;
  late.room.leave();
  assert.equal(nodesOf(late.doc).join(), 'a,g');
});

test('what is changed before the log is known counts as not kept', async () => {
  const { relay, room, f, e } = await two();
  e.room.leave();
  await until('kept', () => f.room.state.pending === 0);
  relay.split('E', true);
  // E's page is loaded again while there is no relay.
  const again = await come(relay, room, 'edit', 'E', { doc: e.doc, founds: true });
  try {
    addNode(e.doc, 'offline');
    assert.ok(again.room.state.pending > 0);
    relay.split('E', false);
    await until('there', () => nodesOf(f.doc).includes('offline'));
    await until('kept', () => again.room.state.pending === 0);
  } finally {
    leaveAll([f, again]);
  }
});

test('everybody is asked in the end, also who stands last among those who answer', async () => {
  const { relay, room, f, e } = await two();
  const g = await come(relay, room, 'edit', 'G');
  try {
    await g.room.caughtUp;
    const all = [f, e, g];
    await until('three', () => all.every((each) => each.room.state.people.length === 3));
    const last = all.reduce((a, b) => (a.room.session > b.room.session ? a : b));
    relay.faults = { ...relay.faults, lost: 1 };
    addNode(last.doc, 'theirs');
    await until('kept', () => last.room.state.pending === 0);
    relay.faults = { ...relay.faults, lost: 0 };
    await until('all have it', () => all.every(({ doc }) => nodesOf(doc).includes('theirs')), 5000);
  } finally {
    leaveAll([f, e, g]);
  }
});

test('nobody has what they missed, whatever came after it', async () => {
  const { relay, room, f, e } = await two();
  const g = await come(relay, room, 'edit', 'G');
  try {
    await g.room.caughtUp;
    await until('three', () => f.room.state.people.length === 3 && g.room.state.people.length === 3);
    await until('kept', () => f.room.state.pending === 0);
    // The first that G sends is what its page had from before: under another number than what it does now.
    const before = new Y.Doc();
    addNode(before, 'from before');
    const claims: boolean[] = [];
    const notice = () => {
      if (g.room.state.everybodyHas)
        claims.push([f, e].every(({ doc }) => nodesOf(doc).join() === nodesOf(g.doc).join()));
    };
    g.room.onState.add(notice);
    relay.faults = { ...relay.faults, lost: 1 };
    Y.applyUpdate(g.doc, Y.encodeStateAsUpdate(before));
    await until('kept', () => g.room.state.pending === 0);
    relay.faults = { ...relay.faults, lost: 0 };
    addNode(g.doc, 'now');
    await until('all have it', () => [f, e].every(({ doc }) => nodesOf(doc).join() === 'a,from before,now'));
    await until('and it is known', () => g.room.state.everybodyHas);
    assert.ok(claims.every(Boolean));
  } finally {
    leaveAll([f, e, g]);
  }
});

test('who may only look cannot have the log filled by asking again and again', async () => {
  const { relay, room, f, e } = await two();
  try {
    for (let index = 0; index < 600; ++index) addNode(f.doc, Buffer.from(randomBytes(60)).toString('hex'));
    await until('kept', () => f.room.state.pending === 0 && said(f.doc) === said(e.doc));
    const whole = Y.encodeStateAsUpdate(f.doc).length;
    const before = relay.log.length;
    for (let index = 0; index < 100; ++index) {
      const viewer = await attacker(room, 'view');
      relay.tell(await presenceBy(viewer, { w: ['AA', 0], h: 'x' }));
      await wait(5);
    }
    await wait(200);
    const grown = relay.log.slice(before).reduce((sum, { data }) => sum + data.length, 0);
    // Two answer.
    assert.ok(grown < 2 * (512 * 1024 + whole), `${grown} bytes`);
  } finally {
    leaveAll([f, e]);
  }
});

test('who lacks something in a network of many hands is given it', async () => {
  const { relay, f, e } = await two();
  try {
    for (let index = 0; index < 3000; ++index) {
      const hand = new Y.Doc();
      addNode(hand, `n${index}`);
      Y.applyUpdate(f.doc, Y.encodeStateAsUpdate(hand));
    }
    await until('in step', () => said(f.doc) === said(e.doc));
    relay.faults = { ...relay.faults, lost: 1 };
    addNode(f.doc, 'lost');
    await until('kept', () => f.room.state.pending === 0);
    relay.faults = { ...relay.faults, lost: 0 };
    await until('made up for', () => nodesOf(e.doc).includes('lost'));
  } finally {
    leaveAll([f, e]);
  }
});

test('an answer is as short as a question should be', async () => {
  const { relay, room, f, e } = await two();
  try {
    const viewer = await attacker(room, 'view');
    const wire = relay.wire.length;
    for (let index = 0; index < 20; ++index)
      relay.tell(await presenceBy(viewer, { q: [Buffer.from(randomBytes(6000)).toString('hex'), 0] }, index + 1));
    e.room.setSelection(['a']);
    await until('E is heard', () => f.room.state.people.some(({ selected }) => selected.join() === 'a'));
    assert.ok(Math.max(...relay.wire.slice(wire).map(({ length }) => length)) < 2048);
  } finally {
    leaveAll([f, e]);
  }
});

test('contributions in thousands hold up nobody who edits', async () => {
  const { relay, room, f, e } = await two();
  try {
    const { keys, device } = await attacker(room, 'contribute');
    const junk = await Promise.all(
      Array.from({ length: 4000 }, () =>
        sealedBy(
          { keys, device: { ...device, certificate: randomBytes(device.certificate.length) } },
          'contribution',
          text('{}'),
          1,
          randomBytes(8),
        ),
      ),
    );
    for (const data of junk) relay.inject('contribution', data);
    addNode(e.doc, 'meanwhile');
    await until('the edit is there', () => nodesOf(f.doc).includes('meanwhile'), 3000);
  } finally {
    leaveAll([f, e]);
  }
});

test('where a relay answers and knows nothing of the room, it is not the place that blocks', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const e = await come(relay, room, 'edit', 'E', { timing: { unreachable: 100 } });
  await assert.rejects(e.room.caughtUp);
  assert.equal(e.room.state.reason, 'refused');
  assert.equal(e.room.state.status, 'unreachable');
  leaveAll([e]);
});

test('who ends a room hears that it was kept, also where the relay takes its time', async () => {
  const relay = new MemoryRelay();
  const room = await found();
  const connect = relay.connect.bind(relay);
  relay.connect = (name) => async (right, listener) => {
    const connection = await connect(name)(right, listener);
    let closed = false;
    return {
      ...connection,
      publish: async (kind, data) => {
        const place = await connection.publish(kind, data);
        await wait(400);
        if (closed) throw new TransportError('lost');
        return place;
      },
      close: () => {
        closed = true;
        connection.close();
      },
    };
  };
  const f = await come(relay, room, 'facilitate', 'F', { founds: true });
  await f.room.caughtUp;
  await f.room.end({ erase: true });
  assert.equal(f.room.state.reason, 'ended');
});
