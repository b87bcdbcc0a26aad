// The relay's configuration: who may do what. tests/relay tries to do what nobody may.

import { pairOf, publicKey } from './keys.mjs';
import { relayKeys } from './page_code.mjs';

const {
  anyWith,
  erasureOf,
  everyLog,
  logOf,
  logsReadBy,
  presenceOf,
  readableBy,
  readingOf,
  rights,
  roles,
  signedClaims,
  subjectOf,
} = relayKeys;

/** The relay puts a user's own public key here. */
const me = '{{subject()}}';
export const limits = {
  payload: 64 * 1024,
  /** What the logs of one room keep. Each has its own, so that no number of contributions pushes out what editors have sent. */
  logs: { open: 256 * 1024 * 1024, contribution: 64 * 1024 * 1024, private: 64 * 1024 * 1024 },
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
        ...rights[role].publish.map((kind) => subjectOf(room, kind)),
        presenceOf(room),
        ...logsReadBy(role).map((log) => readingOf(me, log)),
      ],
    },
    sub: { allow: [readable, presenceOf(room), `_INBOX.${me}.>`] },
  };
}

const scope = (keys, name, template) => ({
  kind: 'user_scope',
  key: publicKey(keys.scopes[name]),
  role: name,
  template: {
    ...template,
    subs: limits.subscriptions,
    data: -1,
    payload: limits.payload,
    allowed_connection_types: ['WEBSOCKET'],
  },
});

const service = (subject, more) => ({ name: subject, subject, type: 'service', ...more });
const api = '$JS.API';
/** The accounts, each with its claims: LOG keeps, GUEST talks, HOST takes away. */
export function accounts(keys) {
  const keeping = publicKey(keys.accounts.log);
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
        // Never consumers: who makes one lets the relay push to any address within this account, other rooms' too.
        service(`${api}.DIRECT.GET.*`, { response_type: 'Stream' }),
        service(`${api}.STREAM.PURGE.*`, { response_type: 'Singleton' }),
      ],
    },
    guest: {
      limits: { ...nobody, conn: -1, imports: -1 },
      imports: [
        service('room.>', { account: keeping }),
        ...keys.rooms.flatMap(({ address }) =>
          roles.flatMap((role) =>
            logsReadBy(role).map((log) =>
              service(`${api}.DIRECT.GET.${logOf(address, log)}`, {
                account: keeping,
                local_subject: readingOf(address[role], log),
              }),
            ),
          ),
        ),
      ],
      signing_keys: roles.map((role) => scope(keys, role, permissions(role))),
    },
    host: {
      limits: { ...nobody, conn: -1, imports: -1 },
      imports: keys.rooms.flatMap(({ address }) =>
        everyLog.map((log) =>
          service(`${api}.STREAM.PURGE.${logOf(address, log)}`, {
            account: keeping,
            local_subject: erasureOf(address.facilitate, log),
          }),
        ),
      ),
      signing_keys: [
        scope(keys, 'erase', {
          pub: { allow: everyLog.map((log) => erasureOf(me, log)) },
          sub: { allow: [`_INBOX.${me}.>`] },
        }),
      ],
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
  # No disk is taken before something is there, and the relay cannot change this while it runs: enough for all rooms that there can be.
  max_file_store: 1TB
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
