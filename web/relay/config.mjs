// The relay's configuration: who may do what. tests/relay tries to do what nobody may.

import { pairOf, publicKey } from './keys.mjs';
import { relayKeys } from './page_code.mjs';

const { anyWith, logOf, presenceOf, readableBy, signedClaims, subjectOf } = relayKeys;

/** The relay puts a user's own public key here. */
const me = '{{subject()}}';
const publishes = {
  facilitate: ['roles', 'update', 'snapshot'],
  edit: ['update', 'snapshot'],
  contribute: ['contribution', 'private'],
  view: [],
};

export const limits = {
  payload: 64 * 1024,
  /** A contributor's messages are small, so that no number of them pushes an editor's out of the log. */
  contribution: 8 * 1024,
  /** What one room keeps. */
  log: 384 * 1024 * 1024,
  subscriptions: 20,
  pending: 4 * 1024 * 1024,
  connections: 2000,
};

const everywhere = { subs: -1, data: -1, payload: -1 };
const nobody = { conn: 0, leaf: 0, imports: 0, exports: 0, wildcards: true, ...everywhere };

/** What one of `role` may do, as the template of a scope. */
export function permissions(role) {
  const room = anyWith(role, me);
  const readable = readableBy(role, room);
  return {
    pub: {
      allow: [
        ...publishes[role].map((kind) => subjectOf(room, kind)),
        presenceOf(room),
        // A consumer of what the role may read, by a name that nobody guesses; its next messages; its end.
        `c.*.*.${readable}`,
        'n.*.*',
        'd.*.*',
      ],
    },
    sub: { allow: [readable, presenceOf(room), `_INBOX.${me}.>`] },
  };
}

const scope = (keys, name, template, payload = limits.payload) => ({
  kind: 'user_scope',
  key: publicKey(keys.scopes[name]),
  role: name,
  template: {
    ...template,
    subs: limits.subscriptions,
    data: -1,
    payload,
    allowed_connection_types: ['WEBSOCKET'],
  },
});

const service = (subject, more) => ({ name: subject, subject, type: 'service', ...more });
const api = '$JS.API';
const imported = {
  'c.*.*.>': { to: `${api}.CONSUMER.CREATE.*.*.>`, as: 'c.$1.$2.>' },
  'n.*.*': { to: `${api}.CONSUMER.MSG.NEXT.*.*`, as: 'n.$1.$2' },
  'd.*.*': { to: `${api}.CONSUMER.DELETE.*.*`, as: 'd.$1.$2' },
};

/** The accounts, each with its claims: LOG keeps, GUEST talks, HOST takes away. */
export function accounts(keys) {
  const log = publicKey(keys.accounts.log);
  return {
    system: { limits: { ...nobody, exports: -1 } },
    log: {
      limits: {
        ...nobody,
        conn: -1,
        exports: -1,
        mem_storage: 256 * 1024 * 1024,
        disk_storage: -1,
        streams: -1,
        consumer: -1,
      },
      exports: [
        service('room.>', { response_type: 'Singleton' }),
        service(`${api}.CONSUMER.CREATE.*.*.>`, { response_type: 'Singleton' }),
        service(`${api}.CONSUMER.MSG.NEXT.*.*`, { response_type: 'Stream' }),
        service(`${api}.CONSUMER.DELETE.*.*`, { response_type: 'Singleton' }),
        service(`${api}.STREAM.PURGE.*`, { response_type: 'Singleton' }),
      ],
    },
    guest: {
      limits: { ...nobody, conn: -1, imports: -1 },
      imports: [
        service('room.>', { account: log }),
        ...Object.values(imported).map(({ to, as }) => service(to, { account: log, local_subject: as })),
      ],
      signing_keys: ['facilitate', 'edit', 'contribute', 'view'].map((role) =>
        scope(keys, role, permissions(role), role === 'contribute' ? limits.contribution : limits.payload),
      ),
    },
    host: {
      limits: { ...nobody, conn: -1, imports: -1 },
      // One for each room: the name of a log is known to all in it, and their host alone may empty it.
      imports: keys.rooms.map(({ address }) =>
        service(`${api}.STREAM.PURGE.${logOf(address)}`, { account: log, local_subject: `e.${address.facilitate}` }),
      ),
      signing_keys: [scope(keys, 'erase', { pub: { allow: [`e.${me}`] }, sub: { allow: [`_INBOX.${me}.>`] } })],
    },
  };
}

/** The text of the configuration. Ports of 0 are taken freely, and told in `portsFolder`. */
export function configuration(
  keys,
  { store, client = '127.0.0.1:4222', websocket = '127.0.0.1:9222', portsFolder, sync = 'always' },
) {
  const operator = pairOf(keys.operator);
  const claims = Object.entries(accounts(keys)).map(([name, claim]) => [
    publicKey(keys.accounts[name]),
    signedClaims(publicKey(keys.accounts[name]), name, { ...claim, type: 'account', version: 2 }, operator),
  ]);
  const system = publicKey(keys.accounts.system);
  const operatorClaims = { type: 'operator', version: 2, system_account: system };
  return `# Made by web/relay of Impactweb. There is no secret in it.
server_name: impactweb
# For the relay's own tools, on this machine alone.
listen: "${client}"
max_payload: ${limits.payload}
max_pending: ${limits.pending}
max_connections: ${limits.connections}
write_deadline: "5s"
ping_interval: "20s"
${portsFolder ? `ports_file_dir: ${JSON.stringify(portsFolder)}\n` : ''}
# Everybody comes in here, through the proxy in front of it.
websocket {
  listen: "${websocket}"
  no_tls: true
  handshake_timeout: "5s"
}

jetstream {
  store_dir: ${JSON.stringify(store)}
  max_memory_store: 256MB
  # Of what all logs may hold nothing is taken before it is there.
  max_file_store: ${(keys.rooms.length + 1) * limits.log}
  # What was acknowledged is on the disk.
  sync_interval: ${sync}
}

operator: ${signedClaims(operator.getPublicKey(), 'impactweb', operatorClaims, operator)}
system_account: ${system}
resolver: MEMORY
resolver_preload {
${claims.map(([account, claim]) => `  ${account}: ${claim}`).join('\n')}
}
`;
}
