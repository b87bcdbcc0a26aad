// The logs of rooms at the relay, made beforehand by who keeps it.
import { connect, jwtAuthenticator } from '@nats-io/transport-node';
import { limits } from './config.mjs';
import { pairOf, publicKey } from './keys.mjs';
import { relayKeys } from './page_code.mjs';

const { logOf, signedClaims, subjectOf } = relayKeys;
const second = 1e9;
const kinds = ['roles', 'update', 'snapshot', 'contribution', 'private'];

/** How long a room's messages are kept. */
export const keptFor = 48 * 3600;

/** The log of a room: bounded in every direction, and nobody deletes from it. */
export const logSettings = (address) => ({
  name: logOf(address),
  subjects: kinds.map((kind) => subjectOf(address, kind)),
  retention: 'limits',
  storage: 'file',
  discard: 'old',
  num_replicas: 1,
  max_age: keptFor * second,
  max_bytes: limits.log,
  // Contributions of the largest size fill two thirds of it (config.mjs), so they cannot push out what editors have sent.
  max_msgs_per_subject: 16384,
  max_msgs: -1,
  max_msg_size: 68 * 1024,
  max_consumers: 256,
  consumer_limits: { inactive_threshold: 15 * second, max_ack_pending: 1000 },
  duplicate_window: second,
  deny_delete: true,
  deny_purge: false,
  allow_rollup_hdrs: false,
  allow_direct: false,
});

/** A connection as the one who keeps the relay, to its port for tools. */
export async function asKeeper(keys, servers) {
  const account = pairOf(keys.accounts.log);
  const user = publicKey(keys.keeper);
  const nats = {
    ...{ subs: -1, data: -1, payload: -1 },
    type: 'user',
    version: 2,
    allowed_connection_types: ['STANDARD'],
  };
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
      for (const { address } of keys.rooms) {
        const settings = logSettings(address);
        await ask(`STREAM.CREATE.${settings.name}`, settings).catch((error) => {
          if (error.code !== 10058) throw error;
          return ask(`STREAM.UPDATE.${settings.name}`, settings);
        });
      }
    },
    /** What is in the log of a room, as the relay tells it. */
    state: async ({ address }) => (await ask(`STREAM.INFO.${logOf(address)}`)).state,
    ask,
    remove: ({ address }) => ask(`STREAM.DELETE.${logOf(address)}`),
    close: () => connection.close(),
    connection,
  };
}
