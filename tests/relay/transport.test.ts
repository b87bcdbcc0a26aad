// The page's transport over the relay as it ships.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { connectToRelay } from '../../web/page/live/nats_transport.ts';
import { PassError, readPass, writePass } from '../../web/page/live/relay_keys.ts';
import {
  type Connection,
  type Kept,
  type Log,
  longestMessage,
  type RelayRight,
  type Role,
  roles,
  TransportError,
} from '../../web/page/live/transport.ts';
import { type Relay, type Room, testRelay, testRoom } from './relay.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const words = ({ data }: { data: Uint8Array }) => new TextDecoder().decode(data);

/** What somebody hears. */
class Ear {
  readonly messages: Kept[] = [];
  readonly presences: string[] = [];
  lostBy: TransportError | null = null;
  #wake = () => {};

  message(message: Kept): void {
    this.messages.push(message);
    this.#wake();
  }
  presence(data: Uint8Array): void {
    this.presences.push(words({ data }));
    this.#wake();
  }
  lost(error: TransportError): void {
    this.lostBy = error;
    this.#wake();
  }
  async until(what: () => boolean): Promise<void> {
    while (!what())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }
}

async function join(right: RelayRight): Promise<Connection & { ear: Ear }> {
  const ear = new Ear();
  return Object.assign(await connectToRelay(right, ear), { ear });
}

const failure = (kind: string) => (error: unknown) => error instanceof TransportError && error.failure === kind;

describe('the transport', { timeout: 180_000 }, () => {
  let relay: Relay;
  let room: Room;
  before(async () => {
    relay = await testRelay({ rooms: 13 });
  });
  after(() => relay.stop());
  const open: Connection[] = [];
  const come = async (role: Role, known = true) => {
    const connection = await join(room.right(role, known));
    open.push(connection);
    return connection;
  };
  const test = (name: string, run: () => Promise<void>) =>
    it(name, async () => {
      room = await testRoom(relay);
      try {
        await run();
      } finally {
        for (const each of open.splice(0)) each.close();
      }
    });

  test('keeps what a facilitator sends, and gives it to all who are there', async () => {
    const [host, editor, viewer] = [await come('facilitate'), await come('edit'), await come('view', false)];
    assert.equal(await host.publish('roles', bytes('who')), 1);
    assert.equal(await editor.publish('update', bytes('what')), 2);
    for (const { ear } of [host, editor, viewer]) {
      await ear.until(() => ear.messages.length === 2);
      assert.deepEqual(
        ear.messages.map((each) => [each.kind, words(each), each.sequence]),
        [
          ['roles', 'who', null],
          ['update', 'what', null],
        ],
      );
    }
    assert.deepEqual(viewer.room, room.address);
  });

  test('gives a log in its order, to each role those that it may read', async () => {
    const host = await come('facilitate');
    const contributor = await come('contribute');
    await host.publish('roles', bytes('1'));
    await contributor.publish('contribution', bytes('2'));
    await host.publish('update', bytes('3'));
    await contributor.publish('private', bytes('4'));
    await host.publish('snapshot', bytes('5'));
    const readBy = async (role: Role, from: number, log: Log = 'open') => {
      const one = await come(role, role !== 'view');
      const got: string[] = [];
      const last = await one.replay(from, (each) => got.push(`${each.sequence}${each.kind[0]}${words(each)}`), log);
      return [last, got.join(' ')];
    };
    for (const role of roles) assert.deepEqual(await readBy(role, 1), [3, '1r1 2u3 3s5']);
    assert.deepEqual(await readBy('view', 2), [3, '2u3 3s5']);
    assert.deepEqual(await readBy('view', 4), [3, '']);
    assert.deepEqual(await readBy('view', 60), [3, '']);
    for (const role of ['facilitate', 'edit'] as const)
      assert.deepEqual(await readBy(role, 1, 'contribution'), [1, '1c2']);
    assert.deepEqual(await readBy('facilitate', 1, 'private'), [1, '1p4']);
  });

  test('takes contributions from who contributes, and nothing of what editors and facilitators send', async () => {
    const host = await come('facilitate');
    await host.publish('roles', bytes('who'));
    const contributor = await come('contribute');
    assert.equal(await contributor.publish('contribution', bytes('add')), 1);
    assert.equal(await contributor.publish('private', bytes('word')), 1);
    for (const kind of ['roles', 'update', 'snapshot'] as const) {
      const one = await come('contribute');
      await assert.rejects(one.publish(kind, bytes('x')), TransportError, kind);
    }
    for (const role of ['view', 'edit'] as const) {
      const one = await come(role, role !== 'view');
      await assert.rejects(one.publish('contribution', bytes('x')), TransportError, role);
    }
    assert.equal(await host.replay(1, () => {}), 1);
    assert.equal(await host.replay(1, () => {}, 'contribution'), 1);
  });

  test('gives the last of a kind, and says where a room is that is read only', async () => {
    const host = await come('facilitate');
    const viewer = await come('view', false);
    assert.equal(await viewer.latest('snapshot'), null);
    assert.equal(await viewer.replay(1, () => assert.fail('nothing was said')), 0);
    assert.equal(viewer.room, null);
    for (const each of ['a', 'b', 'c']) await host.publish('snapshot', bytes(each));
    await host.publish('update', bytes('d'));
    const found = await viewer.latest('snapshot');
    assert.deepEqual(found && [words(found), found.sequence, found.kind], ['c', 3, 'snapshot']);
    assert.deepEqual(viewer.room, room.address);
    assert.equal(await (await come('view', false)).latest('roles'), null);
  });

  test('gives a long log, larger than what the relay holds back for anybody', async () => {
    const host = await come('facilitate');
    const large = new Uint8Array(longestMessage - 1024).fill(7);
    const count = 160;
    for (let at = 0; at < count; at += 20)
      await Promise.all(Array.from({ length: 20 }, () => host.publish('update', large)));
    await Promise.all(Array.from({ length: 1500 }, (_, index) => host.publish('update', bytes(String(index)))));
    const viewer = await come('view', false);
    let last = 0;
    let got = 0;
    assert.equal(
      await viewer.replay(1, (each) => {
        assert.equal(each.sequence, last + 1);
        last += 1;
        got += each.data.length;
      }),
      count + 1500,
    );
    assert.ok(got > 10_000_000);
    assert.equal(viewer.ear.lostBy, null);
  });

  test('carries the longest message, and says no to a longer one', async () => {
    const host = await come('facilitate');
    assert.equal(await host.publish('update', new Uint8Array(longestMessage)), 1);
    await assert.rejects(host.publish('update', new Uint8Array(longestMessage + 1)), failure('refused'));
    assert.equal(await host.publish('update', bytes('after')), 2);
  });

  test('tells all of presence, whoever they are, and keeps nothing of it', async () => {
    const all = [];
    for (const role of roles) all.push(await come(role));
    for (const [index, each] of all.entries()) each.tellPresence(bytes(roles[index] ?? ''));
    for (const { ear } of all) {
      await ear.until(() => ear.presences.length === 4);
      assert.deepEqual([...ear.presences].sort(), [...roles].sort());
    }
    assert.equal((await relay.keeper.state(room)).messages, 0);
  });

  test('says no to what a role may not send', async () => {
    const viewer = await come('view');
    const contributor = await come('contribute');
    const editor = await come('edit');
    await assert.rejects(viewer.publish('update', bytes('x')), failure('refused'));
    await assert.rejects(contributor.publish('update', bytes('x')), failure('refused'));
    await assert.rejects(editor.publish('roles', bytes('x')), failure('refused'));
    await assert.rejects(editor.erase(), failure('refused'));
    assert.equal((await relay.keeper.state(room)).messages, 0);
  });

  test('takes everything away when the facilitator ends it, and of no other room', async () => {
    const other = await testRoom(relay);
    const elsewhere = await join(other.right('facilitate'));
    await elsewhere.publish('update', bytes('stays'));
    const host = await come('facilitate');
    await host.publish('update', bytes('goes'));
    const contributor = await come('contribute');
    await contributor.publish('contribution', bytes('goes'));
    await contributor.publish('private', bytes('goes'));
    await host.erase();
    for (const log of ['open', 'contribution', 'private'] as const)
      assert.equal((await relay.keeper.state(room, log)).messages, 0);
    assert.equal((await relay.keeper.state(other)).messages, 1);
    await host.publish('update', bytes('anew'));
    const got: string[] = [];
    await host.replay(1, (each) => got.push(words(each)));
    assert.deepEqual(got, ['anew']);
    elsewhere.close();
  });

  test('says who is not let in', async () => {
    const wrong = { ...room.right('view'), signer: room.right('view').signer.replace(/^SA.../, 'SAAAA') };
    await assert.rejects(join(wrong), failure('refused'));
    const { keys } = await testRelayKeys();
    await assert.rejects(join({ ...room.right('view'), signer: keys }), failure('refused'));
  });

  test('hears nothing more after it was closed', async () => {
    const host = await come('facilitate');
    const viewer = await come('view');
    viewer.close();
    await host.publish('update', bytes('late'));
    assert.equal(viewer.ear.messages.length, 0);
    assert.equal(viewer.ear.lostBy, null);
    await assert.rejects(viewer.publish('update', bytes('x')), failure('lost'));
    viewer.tellPresence(bytes('nobody'));
  });

  test('is told when the relay goes, and finds what was kept when it is back', async () => {
    const host = await come('facilitate');
    await host.publish('update', bytes('kept'));
    await relay.restart();
    await host.ear.until(() => host.ear.lostBy !== null);
    assert.equal(host.ear.lostBy?.failure, 'lost');
    await assert.rejects(host.publish('update', bytes('x')), failure('lost'));
    const again = await come('edit');
    const got: string[] = [];
    await again.replay(1, (each) => got.push(words(each)));
    assert.deepEqual(got, ['kept']);
    await relay.restart({ wiped: true });
    const empty = await come('edit');
    assert.equal(await empty.replay(1, () => assert.fail('it was wiped')), 0);
    assert.equal(await empty.publish('update', bytes('anew')), 1);
  });
});

/** A signing key of another relay: well made, and unknown here. */
async function testRelayKeys(): Promise<{ keys: string }> {
  const { script } = await import('./relay.ts');
  const { makeKeys, signerOf } = await script('web/relay/keys.mjs');
  return { keys: signerOf(makeKeys(), 'view') };
}

describe('a pass', () => {
  it('is read as it was written, and a damaged one is noticed', async () => {
    const relay = await testRelay({ rooms: 1 });
    const text = (await relay.pass()) ?? '';
    await relay.stop();
    assert.match(text, /^[\w-]{327}$/);
    assert.equal(await writePass(await readPass(text)), text);
    assert.equal(await writePass(await readPass(`  ${text.slice(0, 100)}\n${text.slice(100)} `)), text);
    const fault = (kind: string) => (error: unknown) => error instanceof PassError && error.fault === kind;
    await assert.rejects(readPass(text.slice(0, -1)), fault('cut'));
    await assert.rejects(readPass(''), fault('cut'));
    await assert.rejects(readPass('https://example.org'), fault('cut'));
    await assert.rejects(readPass(`B${text.slice(1)}`), fault('newer'));
    const letter = text[200] === 'a' ? 'b' : 'a';
    await assert.rejects(readPass(`${text.slice(0, 200)}${letter}${text.slice(201)}`), fault('cut'));
  });
});
