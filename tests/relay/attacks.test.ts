// The relay as it ships, and those who would break it: members of a room in each role and people of no room, with clients that keep to no rule.
// Whatever they do, other rooms are as they were, and their own keeps within its bounds.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { headers, jwtAuthenticator, wsconnect } from '@nats-io/nats-core';
import { createUser } from '@nats-io/nkeys';
import { connectToRelay } from '../../web/page/live/nats_transport.ts';
import {
  erasureOf,
  everyLog,
  logKeeping,
  logOf,
  logsReadBy,
  presenceOf,
  readableBy,
  readingOf,
  subjectOf,
  userClaims,
} from '../../web/page/live/relay_keys.ts';
import { type Connection, type Kind, type Role, rights, roles } from '../../web/page/live/transport.ts';
import { type Relay, type Room, refusalsOf, type Stranger, stranger, testRelay, testRoom } from './relay.ts';

const kinds: Kind[] = ['roles', 'update', 'snapshot', 'contribution', 'private'];
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the relay', { timeout: 240_000 }, () => {
  let relay: Relay;
  let other: Room;
  let mine: Room;
  let host: Connection;
  const heard: string[] = [];
  let logs: string[];
  const strangers: Stranger[] = [];

  before(async () => {
    relay = await testRelay({ rooms: 60, sync: '2m' });
    other = await testRoom(relay);
    host = await connectToRelay(other.right('facilitate'), {
      message: ({ kind }) => heard.push(kind),
      presence: () => heard.push('presence'),
      lost: () => heard.push('lost'),
    });
    for (const kind of rights.facilitate.publish) await host.publish(kind, bytes(kind));
    const contributor = await connectToRelay(other.right('contribute'), {
      message: () => {},
      presence: () => {},
      lost: () => {},
    });
    for (const kind of rights.contribute.publish) await contributor.publish(kind, bytes(kind));
    contributor.close();
    logs = await namesOfLogs();
  });
  after(async () => {
    host?.close();
    await relay?.stop();
  });
  beforeEach(async () => {
    mine = await testRoom(relay);
    heard.length = 0;
    before_ = await stateOfOther();
  });
  afterEach(() => {
    for (const { nats } of strangers.splice(0)) void nats.close();
  });

  let before_: string;
  const namesOfLogs = async () => ((await relay.keeper.ask('STREAM.NAMES')).streams as string[]).sort();
  /** All that could have changed in the other room, but for times. */
  async function stateOfOther(): Promise<string> {
    const all = await Promise.all(
      everyLog.map(async (log) => {
        const { config, state } = await relay.keeper.ask(`STREAM.INFO.${logOf(other.address, log)}`);
        return [config, state];
      }),
    );
    return JSON.stringify(all);
  }
  /** Nothing has happened to anybody else, and everything goes on. */
  async function unharmed(): Promise<void> {
    for (const each of strangers) if (!each.nats.isClosed()) await each.settled();
    assert.equal(await stateOfOther(), before_);
    assert.deepEqual(await namesOfLogs(), logs);
    host.tellPresence(bytes('here'));
    await until(() => heard.length > 0);
    assert.deepEqual(heard, ['presence']);
    const got: string[] = [];
    for (const log of everyLog) await host.replay(1, ({ kind }) => got.push(kind), log);
    assert.deepEqual(got, kinds);
  }
  async function until(what: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + 10_000;
    while (!(await what())) {
      assert.ok(Date.now() < end, 'it does not come');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const come = async (role: Role) => {
    const one = await stranger(mine, role);
    strangers.push(one);
    return one;
  };
  /** Somebody who has made up a key, and the right to look, which stands beside the page for everybody. */
  async function passer(): Promise<Stranger> {
    const user = createUser();
    const me = user.getPublicKey();
    const nats = await wsconnect({
      servers: `ws://127.0.0.1:${relay.port}`,
      authenticator: jwtAuthenticator(userClaims(me, relay.live().view), user.getSeed()),
      inboxPrefix: `_INBOX.${me}`,
      reconnect: false,
      noAsyncTraces: true,
    });
    const one = { nats, me, refusals: refusalsOf(nats), settled: () => nats.flush() };
    strangers.push(one);
    return one;
  }
  type Who = Role | 'passer';
  const all: Who[] = [...roles, 'passer'];
  const arrive = (who: Who) => (who === 'passer' ? passer() : come(who));
  const forEach = (name: string, run: (who: Who, one: Stranger) => Promise<void>) => {
    for (const who of all)
      it(`${name} (${who})`, async () => {
        await run(who, await arrive(who));
        await unharmed();
      });
  };
  const answer = (one: Stranger, subject: string, body: unknown = {}) =>
    one.nats.request(subject, JSON.stringify(body), { timeout: 3000 }).then(
      (message) => message.json() as { error?: { description: string }; config?: object; seq?: number },
      () => null,
    );
  const fill = async () => {
    const own = await stranger(mine, 'facilitate');
    strangers.push(own);
    for (const kind of rights.facilitate.publish) await own.nats.request(subjectOf(mine.address, kind), '{}');
    const contributor = await stranger(mine, 'contribute');
    strangers.push(contributor);
    for (const kind of rights.contribute.publish) await contributor.nats.request(subjectOf(mine.address, kind), '{}');
  };
  /** How many messages the logs of one's own room hold. */
  const held = async () => {
    const states = await Promise.all(everyLog.map((log) => relay.keeper.state(mine, log)));
    return states.reduce((sum, { messages }) => sum + messages, 0);
  };
  const targets = () => [
    ...[other, mine].flatMap(({ address }) =>
      everyLog.flatMap((log) => [
        `$JS.API.STREAM.DELETE.${logOf(address, log)}`,
        `$JS.API.STREAM.PURGE.${logOf(address, log)}`,
        `$JS.API.STREAM.MSG.DELETE.${logOf(address, log)}`,
        erasureOf(address.facilitate, log),
      ]),
    ),
    ...kinds.map((kind) => subjectOf(other.address, kind)),
    ...everyLog.map((log) => readingOf(other.address.facilitate, log)),
  ];

  forEach('lets nobody ask for what only its keeper may', async (_, one) => {
    const log = logOf(other.address, 'open');
    const wanted = [
      ...[
        'DELETE',
        'PURGE',
        'INFO',
        'UPDATE',
        'CREATE',
        'MSG.DELETE',
        'MSG.GET',
        'SNAPSHOT',
        'RESTORE',
        'LEADER.STEPDOWN',
      ].map((each) => `STREAM.${each}.${log}`),
      'STREAM.LIST',
      'STREAM.NAMES',
      'INFO',
      'ACCOUNT.PURGE.x',
      `CONSUMER.LIST.${log}`,
      `CONSUMER.NAMES.${log}`,
      `CONSUMER.CREATE.${log}`,
      `CONSUMER.DURABLE.CREATE.${log}.x`,
      `CONSUMER.CREATE.${log}.x.room.>`,
      `CONSUMER.MSG.NEXT.${log}.x`,
      `DIRECT.GET.${log}`,
      `DIRECT.GET.${log}.room.x`,
    ].map((each) => `$JS.API.${each}`);
    const others = [
      `e.${other.address.facilitate}`,
      `e.${mine.address.facilitate}`,
      '$SYS.REQ.SERVER.PING',
      '$SYS.REQ.USER.INFO',
    ];
    for (const subject of [...wanted, ...others]) assert.equal(await answer(one, subject), null, subject);
    assert.equal(await held(), 0);
  });

  forEach('does nothing for those who let it answer to somebody else’s address', async (who, one) => {
    await fill();
    const messages = await held();
    for (const reply of targets()) {
      // An empty message is an empty request.
      for (const log of everyLog)
        for (const wanted of ['', '{"seq":1,"batch":9,"next_by_subj":">"}', '{"last_by_subj":">"}', '{"seq":99}'])
          one.nats.publish(readingOf(one.me, log), wanted, { reply });
      for (const kind of kinds) one.nats.publish(subjectOf(mine.address, kind), '', { reply });
      await one.settled();
    }
    const own = who === 'passer' ? 0 : rights[who].publish.length * targets().length;
    await until(async () => (await held()) === messages + own);
  });

  forEach('takes nothing on subjects of others, not in floods either', async (who, one) => {
    const mixed =
      who === 'passer'
        ? []
        : roles.filter((role) => role !== who).map((role) => ({ ...mine.address, [role]: other.address[role] }));
    const foreign = who === 'passer' ? other.address : { ...other.address, [who]: mine.address[who] };
    for (const address of [other.address, foreign, ...mixed])
      for (const subject of [...kinds.map((kind) => subjectOf(address, kind)), presenceOf(address)])
        for (let count = 0; count < 100; ++count) one.nats.publish(subject, 'flood', { reply: `_INBOX.${one.me}.x` });
  });

  forEach('makes no consumers, which could push to any address', async (who, one) => {
    await fill();
    const messages = await held();
    for (const log of everyLog.map((each) => logOf(mine.address, each)))
      for (const deliver_subject of [undefined, ...targets()]) {
        const config = {
          name: 'push',
          deliver_subject,
          ack_policy: 'explicit',
          idle_heartbeat: deliver_subject && 1e8,
        };
        const filter = readableBy(who === 'passer' ? 'view' : who, mine.address);
        for (const subject of [
          `CREATE.${log}`,
          `CREATE.${log}.push`,
          `CREATE.${log}.push.${filter}`,
          `DURABLE.CREATE.${log}.push`,
        ])
          one.nats.publish(`$JS.API.CONSUMER.${subject}`, JSON.stringify({ stream_name: log, config }), {
            reply: `_INBOX.${one.me}.x`,
          });
      }
    await one.settled();
    for (const log of everyLog) assert.equal((await relay.keeper.state(mine, log)).consumer_count, 0);
    assert.equal(await held(), messages);
  });

  forEach('reads nothing of others, and of its own room what its role may', async (who, one) => {
    await fill();
    const wide = [
      '>',
      'room.>',
      'here.>',
      '_INBOX.>',
      '$JS.>',
      '$SYS.>',
      'g.>',
      'e.>',
      `_INBOX.${other.address.view}.>`,
    ];
    const foreign = roles.map((role) => readableBy(role, other.address));
    const forbidden = who === 'passer' ? kinds : kinds.filter((kind) => !rights[who].read.includes(kind));
    for (const subject of [...wide, ...foreign, ...forbidden.map((kind) => subjectOf(mine.address, kind))]) {
      let refused = false;
      const listening = one.nats.subscribe(subject, {
        callback: (error) => {
          refused ||= error !== null;
        },
      });
      await one.settled();
      assert.ok(refused, subject);
      listening.unsubscribe();
    }
    const reads = async (subject: string) =>
      (await one.nats.request(subject, '{"seq":1}', { timeout: 3000 }).catch(() => null))?.headers?.get(
        'Nats-Sequence',
      ) === '1';
    for (const log of everyLog) {
      const may = who !== 'passer' && logsReadBy(who).includes(log);
      assert.equal(await reads(readingOf(one.me, log)), may, log);
      for (const user of [...Object.values(other.address), ...Object.values(mine.address)])
        if (user !== one.me) assert.equal(await reads(readingOf(user, log)), false, `${log} of somebody else`);
    }
  });

  forEach('keeps of each role its own kinds alone', async (who, one) => {
    const own = who === 'passer' ? [] : rights[who].publish;
    for (const kind of kinds) {
      const kept = await answer(one, subjectOf(mine.address, kind));
      assert.equal(kept?.seq !== undefined, own.includes(kind), kind);
    }
    for (const ending of ['', '.x.x.x', '.v.e', '.v.e.f.f', '.v.e.z', '.x.e.u', '.v.x.f', '.v.e.q'])
      assert.equal(
        (await answer(one, `${presenceOf(mine.address).replace('here', 'room')}${ending}`))?.seq,
        undefined,
        ending,
      );
    assert.equal(await held(), own.length);
  });

  forEach('obeys no headers', async (who, one) => {
    await fill();
    const messages = await held();
    let sent = 0;
    for (const [name, value] of [
      ['Nats-Rollup', 'all'],
      ['Nats-Rollup', 'sub'],
      ['Nats-TTL', '1s'],
      ['Nats-TTL', 'never'],
      ['Nats-Incr', '+1'],
      ['Nats-Schedule', '@at 2030-01-01T00:00:00Z'],
      ['Nats-Schedule-Target', subjectOf(other.address, 'update')],
      ['Nats-Batch-Id', 'x'],
      ['Nats-Marker-Reason', 'Purge'],
      ['Nats-Trace-Dest', subjectOf(other.address, 'update')],
      ['Nats-Trace-Dest', presenceOf(other.address)],
      ['Nats-Expected-Stream', logOf(other.address, 'open')],
    ] as const)
      for (const kind of who === 'passer' ? kinds : rights[who].publish) {
        const head = headers();
        head.set(name, value);
        one.nats.publish(subjectOf(mine.address, kind), '', { headers: head, reply: `_INBOX.${one.me}.x` });
        sent += 1;
      }
    await one.settled();
    const now = await held();
    assert.ok(now >= messages && now <= messages + sent);
    for (const log of everyLog) assert.equal((await relay.keeper.state(mine, log)).first_seq, 1);
  });

  forEach('takes no message that is too large', async (who, one) => {
    const most = 64 * 1024;
    const kind = who === 'passer' ? 'update' : (rights[who].publish.at(-1) ?? 'update');
    const subject = subjectOf(mine.address, kind);
    const may = who !== 'passer' && rights[who].publish.length > 0;
    const fits = await one.nats.request(subject, new Uint8Array(most), { timeout: 3000 }).catch(() => null);
    assert.equal(fits !== null, may);
    // The library would not send it.
    const { transport } = (one.nats as unknown as { protocol: { transport: { send(frame: Uint8Array): void } } })
      .protocol;
    transport.send(bytes(`PUB ${subject} ${most + 1}\r\n${'x'.repeat(most + 1)}\r\n`));
    await until(() => one.nats.isClosed());
    assert.equal((await relay.keeper.state(mine, logKeeping(kind))).messages, may ? 1 : 0);
  });

  forEach('gives nobody more than twenty subscriptions', async (who, one) => {
    let came = 0;
    const subject = presenceOf(who === 'passer' ? { ...mine.address, view: one.me } : mine.address);
    for (let count = 0; count < 25; ++count)
      one.nats.subscribe(subject, {
        callback: () => {
          came += 1;
        },
      });
    one.nats.publish(subject, 'here');
    await one.settled();
    assert.equal(came, 20);
  });

  it('lets a host take away its own room’s log alone, and nobody else', async () => {
    for (const role of roles) {
      const one = await stranger(mine, role, 'erase');
      strangers.push(one);
      const own = everyLog.map((log) => erasureOf(one.me, log));
      const subjects = [
        ...targets(),
        ...kinds.map((kind) => subjectOf(mine.address, kind)),
        ...everyLog.map((log) => readingOf(one.me, log)),
      ];
      for (const subject of subjects.filter((each) => role !== 'facilitate' || !own.includes(each)))
        assert.equal(await answer(one, subject), null, `${role} ${subject}`);
      for (const subject of own) assert.equal((await answer(one, subject)) !== null, role === 'facilitate');
    }
    await unharmed();
  });

  it('lets those in alone who come by WebSocket with a right of its own', async () => {
    const { connect } = (await import('@nats-io/transport-node')) as typeof import('@nats-io/transport-node');
    const user = createUser();
    const claims = userClaims(user.getPublicKey(), relay.live().view);
    const authenticator = jwtAuthenticator(claims, user.getSeed());
    const servers = `127.0.0.1:${relay.toolsPort}`;
    await assert.rejects(connect({ servers, authenticator, reconnect: false }));
    await assert.rejects(connect({ servers, reconnect: false }));
    const socket = `ws://127.0.0.1:${relay.port}`;
    await assert.rejects(wsconnect({ servers: socket, reconnect: false }));
    // Claims that widen what the scope allows.
    const { signedClaims } = await import('../../web/page/live/relay_keys.ts');
    const { fromSeed } = await import('@nats-io/nkeys');
    const [seed = '', account = ''] = relay.live().view.split('.');
    for (const more of [
      { pub: { allow: ['>'] }, sub: { allow: ['>'] } },
      { subs: -1, data: -1, payload: -1 },
      { allowed_connection_types: ['STANDARD', 'WEBSOCKET'] },
    ]) {
      const wide = signedClaims(
        user.getPublicKey(),
        'guest',
        { issuer_account: account, type: 'user', version: 2, ...more },
        fromSeed(bytes(seed)),
      );
      await assert.rejects(
        wsconnect({ servers: socket, authenticator: jwtAuthenticator(wide, user.getSeed()), reconnect: false }),
      );
    }
    await unharmed();
  });

  it('keeps each log within its bounds, and forgets after two days', async () => {
    for (const { address } of [other, mine])
      for (const log of everyLog) {
        const { config } = (await relay.keeper.ask(`STREAM.INFO.${logOf(address, log)}`)) as {
          config: Record<string, unknown>;
        };
        const bound = config.max_bytes as number;
        assert.ok(bound > 0 && bound <= 256 * 1024 * 1024);
        assert.equal(config.max_age, 48 * 3600 * 1e9);
        assert.equal(config.max_msg_size, 68 * 1024);
        for (const [name, value] of [
          ['deny_delete', true],
          ['allow_rollup_hdrs', false],
          ['allow_msg_ttl', false],
          ['allow_msg_schedules', false],
          ['allow_atomic', false],
          ['allow_msg_counter', false],
        ] as const)
          assert.equal(config[name] ?? false, value, name);
      }
  });

  it('lets contributions push out contributions alone', async () => {
    const log = logOf(mine.address, 'contribution');
    const { config } = (await relay.keeper.ask(`STREAM.INFO.${log}`)) as { config: object };
    // As it is with a log that fills up, only sooner.
    await relay.keeper.ask(`STREAM.UPDATE.${log}`, { ...config, max_bytes: 200_000 });
    await fill();
    const one = await come('contribute');
    for (let count = 0; count < 10; ++count)
      await one.nats.request(subjectOf(mine.address, 'contribution'), new Uint8Array(60_000));
    assert.ok((await relay.keeper.state(mine, 'contribution')).messages < 5);
    assert.equal((await relay.keeper.state(mine, 'open')).messages, rights.facilitate.publish.length);
    await unharmed();
  });
});
