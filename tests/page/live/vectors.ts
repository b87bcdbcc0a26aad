// What every page must make of vectors.json, whatever engine it runs in. Bundled into tests of Node.js and of browsers.
import * as Y from 'yjs';
import { bytesOfLetters, hex, letters, text } from '../../../web/page/live/bytes.ts';
import { certifiedBy, certify } from '../../../web/page/live/device.ts';
import { saidHash, writtenHash } from '../../../web/page/live/document_hash.ts';
import { lettersOfLink, linkOf } from '../../../web/page/live/live_link.ts';
import { isSigned, messageIn, plainBody, sealMessage } from '../../../web/page/live/message.ts';
import { pieceIn } from '../../../web/page/live/pieces.ts';
import { presenceIn } from '../../../web/page/live/presence.ts';
import { addressOf, seedsOf } from '../../../web/page/live/relay_keys.ts';
import { openBox, rolesOf } from '../../../web/page/live/role_document.ts';
import { type MessageType, seal, unseal } from '../../../web/page/live/sealing.ts';
import { derived, roomKeys, secretsFrom } from '../../../web/page/live/secrets.ts';
import { keyPairOf, newKeyPair } from '../../../web/page/live/signing.ts';
import { type Role, roles } from '../../../web/page/live/transport.ts';

export interface Vectors {
  secrets: Record<Role, string>;
  derived: { room: string; body: string; presence: string };
  relay: { secret: string; seeds: Record<Role, string>; address: Record<Role, string> };
  founder: string;
  links: Record<Role, string>;
  roles: string;
  boxes: Record<Role, object>;
  certificate: { bytes: string; role: Role; device: string };
  session: string;
  messages: { type: MessageType; counter: number; deflated: boolean; body: string; data: string }[];
  /** Sealed as they should be, but signed by somebody else, or not as it was. */
  forged: string[];
  unsigned: { type: MessageType; plain: string; data: string }[];
  document: { update: string; written: string; said: string };
}

const bytes = (value: string): Uint8Array<ArrayBuffer> => bytesOfLetters(value) ?? new Uint8Array();
const ofHex = (value: string) => Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Copies with one bit turned each, all over. */
function* turned(all: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  const step = Math.max(1, Math.floor(all.length / 40));
  for (let at = 0; at < all.length; at += step) {
    const copy = all.slice() as Uint8Array<ArrayBuffer>;
    copy[at] = (copy[at] as number) ^ (1 << (at % 8));
    yield copy;
  }
}

/** What is not as it must be, in words; and how many things were looked at. */
export async function checkVectors(vectors: Vectors): Promise<{ wrong: string[]; looked: number }> {
  const wrong: string[] = [];
  let looked = 0;
  const same = (what: string, found: unknown, expected: unknown) => {
    looked += 1;
    const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
    if (one !== other) wrong.push(`${what}: ${one} and not ${other}`);
  };

  const secrets = await secretsFrom('facilitate', ofHex(vectors.secrets.facilitate));
  for (const role of roles) same(`secret of ${role}`, hex(secrets[role] ?? new Uint8Array()), vectors.secrets[role]);
  const view = secrets.view as Uint8Array;
  for (const purpose of ['room', 'body', 'presence'] as const)
    same(purpose, hex(await derived(view, purpose, purpose === 'room' ? 16 : 32)), vectors.derived[purpose]);
  const keys = await roomKeys(view);
  same('the room', hex(keys.room), vectors.derived.room);
  const seeds = await seedsOf(ofHex(vectors.relay.secret));
  for (const role of roles) same(`seed of ${role}`, hex(seeds[role]), vectors.relay.seeds[role]);
  same('address', await addressOf(ofHex(vectors.relay.secret)), vectors.relay.address);

  const founder = ofHex(vectors.founder);
  for (const role of roles) {
    const link = {
      role,
      secret: ofHex(vectors.secrets[role]),
      founder,
      leastVersion: 3,
      relaySeed: ofHex(vectors.relay.seeds.view),
    };
    same(`link of ${role}`, await lettersOfLink(link), vectors.links[role]);
    same(`reading the link of ${role}`, await linkOf(`https://example.org/#live=${vectors.links[role]} .`), link);
  }
  for (const copy of turned(bytes(vectors.links.edit)))
    if (typeof (await linkOf(letters(copy))) !== 'string') wrong.push(`a damaged link was read: ${letters(copy)}`);

  const signedRoles = await rolesOf(bytes(vectors.roles), founder);
  same('version of the roles', signedRoles?.document.version, 3);
  if (!signedRoles) return { wrong, looked };
  const { document } = signedRoles;
  for (const role of roles) {
    const box = await openBox(document, role, ofHex(vectors.secrets[role])).catch(String);
    same(`keyring of ${role}`, box, vectors.boxes[role]);
  }
  same('a keyring with another secret', await openBox(document, 'edit', view).catch(() => 'shut'), 'shut');
  for (const copy of turned(bytes(vectors.roles)))
    if (await rolesOf(copy, founder)) wrong.push('roles with a turned bit were taken');
  same('roles of another founder', await rolesOf(bytes(vectors.roles), founder.slice().reverse()), null);

  const roleKeys = Object.fromEntries(roles.map((role) => [role, bytes(document.keys[role])])) as Record<
    Role,
    Uint8Array
  >;
  const certificate = bytes(vectors.certificate.bytes);
  const by = await certifiedBy(keys, certificate, roleKeys);
  same('certificate', by && [by.role, hex(by.device)], [vectors.certificate.role, vectors.certificate.device]);
  for (const copy of turned(certificate))
    if (await certifiedBy(keys, copy, roleKeys)) wrong.push('a certificate with a turned bit was taken');
  if (!by) return { wrong, looked };

  for (const { type, counter, deflated, body, data } of vectors.messages) {
    const found = await unseal(keys, bytes(data));
    const message = found && messageIn(keys, found.type as MessageType, found.plain);
    same(`${type} ${counter}: its seal`, found?.type, type);
    if (!message) {
      wrong.push(`${type} ${counter} is no message`);
      continue;
    }
    const said = [hex(message.session), message.counter, message.rolesVersion, message.deflated];
    same(`${type} ${counter}: what it says`, said, [vectors.session, counter, 3, deflated]);
    same(`${type} ${counter}: its certificate`, letters(message.certificate), vectors.certificate.bytes);
    same(`${type} ${counter}: its signature`, await isSigned(message, by), true);
    const plain = plainBody(message, 10_000) ?? new Uint8Array();
    same(`${type} ${counter}: its body`, letters(plain), body);
    if (type === 'presence') same('presence', presenceIn(plain)?.n, 'Zet');
    if (type === 'snapshot') {
      const piece = pieceIn(plain);
      same('piece', piece && [hex(piece.id), piece.covers, piece.index, piece.count], ['0123456789abcdef', 77, 0, 1]);
    }
    for (const copy of turned(bytes(data)))
      if (await unseal(keys, copy)) wrong.push(`${type} ${counter} was opened with a turned bit`);
    for (const copy of turned(message.signed))
      if (await isSigned({ ...message, signed: copy }, by)) wrong.push(`${type} ${counter}: other words are signed`);
  }
  for (const [at, data] of vectors.forged.entries()) {
    const found = await unseal(keys, bytes(data));
    const message = found && messageIn(keys, found.type as MessageType, found.plain);
    same(`forged ${at}`, message && (await isSigned(message, by)), false);
  }
  for (const { type, plain, data } of vectors.unsigned) {
    const found = await unseal(keys, bytes(data));
    same(`${type}: its seal`, found && [found.type, letters(found.plain)], [type, plain]);
  }

  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes(vectors.document.update));
  same('what was written', await writtenHash(doc), vectors.document.written);
  same('what it says', await saidHash(doc), vectors.document.said);

  // And what this engine makes itself, it reads.
  const role = await keyPairOf((await openBox(document, 'edit', ofHex(vectors.secrets.edit))).key);
  const device = await certify(keys, 'edit', role.privateKey, await newKeyPair());
  const own = await certifiedBy(keys, device.certificate, roleKeys);
  const session = ofHex(vectors.session);
  const words = { type: 'update' as const, session, counter: 9, rolesVersion: 3, body: text('own words '.repeat(100)) };
  const found = await unseal(keys, await sealMessage(keys, device, words));
  const message = found && messageIn(keys, 'update', found.plain);
  same('own words', message && own && (await isSigned(message, own)), true);
  same('own words, deflated', message && [message.deflated, letters(plainBody(message, 2000) ?? session)], [
    true,
    letters(words.body),
  ]);
  same('an own seal', (await unseal(keys, await seal(keys, 'hint', session)))?.type, 'hint');
  return { wrong, looked };
}
