// The logs of rooms at the relay, made beforehand by who keeps it.
import { connect, jwtAuthenticator } from '@nats-io/transport-node';
import { limits } from './config.mjs';
import { pairOf, publicKey } from './keys.mjs';
import { relayKeys } from './page_code.mjs';

const { everyLog, logOf, logs, signedClaims, subjectOf } = relayKeys;
const second = 1e9;

/** How long a room's messages are kept. */
export const keptFor = 48 * 3600;

/** A log of a room: bounded in every direction, and nobody deletes from it. */
export const logSettings = (address, log) => ({
  name: logOf(address, log),
  subjects: logs[log].map((kind) => subjectOf(address, kind)),
  retention: 'limits',
  storage: 'file',
  discard: 'old',
  num_replicas: 1,
  max_age: keptFor * second,
  max_bytes: limits.logs[log],
  max_msgs: -1,
  max_msgs_per_subject: -1,
  max_msg_size: 68 * 1024,
  max_consumers: 1,
  duplicate_window: second,
  deny_delete: true,
  deny_purge: false,
  allow_rollup_hdrs: false,
  // How logs are read: the question leaves nothing at the relay.
  allow_direct: true,
});

/** A connection as the one who keeps the relay, to its port for tools. */
export async function asKeeper(keys, servers) {
  const account = pairOf(keys.accounts.log);
  const user = publicKey(keys.keeper);
  const nats = { subs: -1, data: -1, payload: -1, type: 'user', version: 2, allowed_connection_types: ['STANDARD'] };
  const claims = signedClaims(user, 'keeper', nats, account);
  const connection = await connect({
    servers,
    authenticator: jwtAuthenticator(claims, Buffer.from(keys.keeper)),
    reconnect: false,
    timeout: 5000,
  });
  /** Asks the relay's own interface; throws what it answers when it does not do it. */
  async function ask(subject, body = {}) {
    const answer = await connection.request(`$JS.API.${subject}`, JSON.stringify(body), { timeout: 10000 });
    const { error, ...rest } = answer.json();
    if (error) throw Object.assign(new Error(error.description), { code: error.err_code });
    return rest;
  }
  return {
    /** Makes the logs that are missing, and gives those that are there the settings of today. */
    async fill() {
      for (const { address } of keys.rooms)
        await Promise.all(
          everyLog.map((log) => {
            const settings = logSettings(address, log);
            return ask(`STREAM.CREATE.${settings.name}`, settings).catch((error) => {
              if (error.code !== 10058) throw error;
              return ask(`STREAM.UPDATE.${settings.name}`, settings);
            });
          }),
        );
    },
    /** What is in a log of a room, as the relay tells it. */
    state: async ({ address }, log = 'open') => (await ask(`STREAM.INFO.${logOf(address, log)}`)).state,
    ask,
    remove: ({ address }) => Promise.all(everyLog.map((log) => ask(`STREAM.DELETE.${logOf(address, log)}`))),
    close: () => connection.close(),
  };
}
