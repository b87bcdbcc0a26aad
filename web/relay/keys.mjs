// All keys of a relay, in one file that stays with who keeps it: who has it is the relay's master. The relay itself gets none of them.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createAccount, createOperator, createUser, fromSeed } from '@nats-io/nkeys';
import { relayKeys } from './page_code.mjs';

const { scopes, writePass, addressOf } = relayKeys;
const seedOf = (pair) => Buffer.from(pair.getSeed()).toString();

/** The key pair of a seed. */
export const pairOf = (seed) => fromSeed(Buffer.from(seed));
export const publicKey = (seed) => pairOf(seed).getPublicKey();

/** New keys, without rooms. */
export function makeKeys() {
  const account = () => seedOf(createAccount());
  return {
    version: 1,
    operator: seedOf(createOperator()),
    accounts: { system: account(), log: account(), guest: account(), host: account() },
    scopes: Object.fromEntries(scopes.map((scope) => [scope, account()])),
    keeper: seedOf(createUser()),
    rooms: [],
  };
}

/** Keys with `count` rooms more. */
export async function withRooms(keys, count) {
  const rooms = Array.from({ length: count }, async () => {
    const secret = randomBytes(16);
    return { secret: secret.toString('hex'), address: await addressOf(new Uint8Array(secret)) };
  });
  return { ...keys, rooms: [...keys.rooms, ...(await Promise.all(rooms))] };
}

export function loadKeys(file) {
  if (!existsSync(file)) return null;
  const keys = JSON.parse(readFileSync(file, 'utf8'));
  if (keys.version !== 1) throw new Error(`${file} is of another version of Impactweb`);
  return keys;
}

/** Whole or not at all: a file of half the keys would be the end of every room. */
export function saveKeys(file, keys) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 1)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** For `RelayRight.signer`. */
export const signerOf = (keys, scope) =>
  `${keys.scopes[scope]}.${publicKey(keys.accounts[scope === 'erase' ? 'host' : 'guest'])}`;

/** What a host gets to open `room`. */
export const passOf = (keys, room) =>
  writePass({
    secret: new Uint8Array(Buffer.from(room.secret, 'hex')),
    signers: Object.fromEntries(scopes.map((scope) => [scope, signerOf(keys, scope)])),
  });

/** What stands beside the page as live.json: where the relay is, and the right to look. */
export const liveFile = (keys, { relay = 'live', passes } = {}) => ({
  relay,
  view: signerOf(keys, 'view'),
  ...(passes && { passes }),
});
