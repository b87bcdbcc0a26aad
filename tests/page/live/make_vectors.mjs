// Makes vectors.json: what the messages of a room are, put together byte by byte with Node's own cryptography and without any code of the page. Every
// page must read them alike, for ever. Run it only when something is added: signatures and keys are new each time.
//   node tests/page/live/make_vectors.mjs
import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
} from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import * as Y from 'yjs';

const roles = ['facilitate', 'edit', 'contribute', 'view'];
const types = { roles: 1, update: 2, snapshot: 3, contribution: 4, private: 5, presence: 6, hint: 7 };
const hash = (bytes) => createHash('sha256').update(bytes).digest();
const uint32 = (value) => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
const text = (value) => Buffer.from(value, 'utf8');
const letters = (bytes) => Buffer.from(bytes).toString('base64url');
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const derive = (label) => (secret, purpose, count) =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), text(label + purpose), count));
const live = derive('impactweb/live/1 ');
const atRelay = derive('impactweb/relay/1 ');

function encrypted(key, iv, plain, authenticated) {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  if (authenticated) cipher.setAAD(authenticated);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** A pair of P-256; `point` is the public key as 65 bytes. */
function pair() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(jwk.x, 'base64url'), Buffer.from(jwk.y, 'base64url')]);
  return { privateKey, jwk, point };
}

const signed = (key, bytes) => sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });

// ---------------------------------------------------------------- derivation

const secrets = { facilitate: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex') };
for (const [above, below] of [
  ['facilitate', 'edit'],
  ['edit', 'contribute'],
  ['contribute', 'view'],
])
  secrets[below] = live(secrets[above], below, 16);
const room = live(secrets.view, 'room', 16);
const keys = { body: live(secrets.view, 'body', 32), presence: live(secrets.view, 'presence', 32) };

// ---------------------------------------------------------------- the relay's keys

/** As NATS writes the public key of a user. */
function userName(seed) {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const privateKey = createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' });
  const key = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const body = Buffer.concat([Buffer.of(20 << 3), key]);
  let crc = 0;
  for (const byte of body) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; ++bit) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  const bits = [...body, crc & 255, crc >> 8].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{1,5}/g, (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)]);
}

const pass = Buffer.from('f0e1d2c3b4a5968778695a4b3c2d1e0f', 'hex');
const seeds = Object.fromEntries(roles.map((role) => [role, atRelay(pass, role, 16)]));
const address = Object.fromEntries(roles.map((role) => [role, userName(atRelay(seeds[role], 'user', 32))]));

// ---------------------------------------------------------------- roles, link, certificate

const pairs = Object.fromEntries(roles.map((role) => [role, pair()]));
const boxes = Object.fromEntries(
  roles.map((role) => {
    const { kty, crv, x, y, d } = pairs[role].jwk;
    return [role, { key: { kty, crv, x, y, d }, seed: letters(seeds[role]), signer: `SA${role}` }];
  }),
);
const keyrings = Object.fromEntries(
  roles.map((role) => {
    const iv = randomBytes(12);
    const box = encrypted(live(secrets[role], 'keyring', 32), iv, text(JSON.stringify(boxes[role])));
    return [role, letters(Buffer.concat([iv, box]))];
  }),
);
const document = {
  version: 3,
  room: address,
  keys: Object.fromEntries(roles.map((role) => [role, letters(pairs[role].point)])),
  keyrings,
  ended: false,
  made: 1764500000000,
};
const rolesText = text(JSON.stringify(document));
const rolesBytes = Buffer.concat([
  signed(pairs.facilitate.privateKey, Buffer.concat([text('impactweb/live/1 roles'), rolesText])),
  rolesText,
]);
const founder = hash(pairs.facilitate.point).subarray(0, 16);

const links = Object.fromEntries(
  roles.map((role, at) => {
    const body = Buffer.concat([Buffer.of(1, at), secrets[role], founder, uint32(3), seeds.view]);
    return [role, letters(Buffer.concat([body, hash(body).subarray(0, 4)]))];
  }),
);

const device = pair();
const certified = Buffer.concat([Buffer.of(roles.indexOf('edit')), device.point]);
const certificate = Buffer.concat([
  certified,
  signed(pairs.edit.privateKey, Buffer.concat([text('impactweb/live/1 device'), room, certified])),
]);

// ---------------------------------------------------------------- messages

const context = (type) => Buffer.concat([text('impactweb/live/1'), room, Buffer.of(1, types[type])]);

function sealed(type, plain) {
  const iv = randomBytes(12);
  const key = type === 'presence' || type === 'hint' ? keys.presence : keys.body;
  return Buffer.concat([Buffer.of(1, types[type]), iv, encrypted(key, iv, plain, context(type))]);
}

const session = Buffer.from('a1b2c3d4e5f60718', 'hex');

/** A message that the device signed; `by` another one, or with a `turned` bit in the signature. */
function message(type, counter, body, { deflated = false, by = device, turned = false } = {}) {
  const sent = deflated ? deflateRawSync(body) : body;
  const head = Buffer.concat([
    certificate,
    session,
    uint32(counter),
    uint32(3),
    Buffer.of(deflated ? 1 : 0),
    uint32(sent.length),
    sent,
  ]);
  const filled = Buffer.concat([head, Buffer.alloc((64 - (head.length % 64)) % 64)]);
  const signature = signed(by.privateKey, Buffer.concat([text('impactweb/live/1 message'), context(type), filled]));
  if (turned) signature[40] ^= 1;
  return letters(sealed(type, Buffer.concat([filled, signature])));
}

const long = text('Brabant en Zeeland, '.repeat(60));
const words = { n: 'Zet', m: 1764500000000, x: 1, v: 3, c: 2, k: { a1b2c3d4e5f60718: 4 }, h: '00', j: '11' };
const piece = (() => {
  const bytes = deflateRawSync(text('a whole document'));
  return Buffer.concat([Buffer.from('0123456789abcdef', 'hex'), uint32(77), uint32(1), hash(bytes), bytes]);
})();
const messages = [
  ['update', 1, Buffer.concat([Buffer.of(0), text('of Yjs')])],
  ['update', 2, Buffer.concat([Buffer.of(0), long]), true],
  ['snapshot', 3, piece],
  ['contribution', 4, text('[]')],
  ['private', 5, text('[1]')],
  ['presence', 6, text(JSON.stringify(words))],
].map(([type, counter, body, deflated = false]) => ({
  type,
  counter,
  deflated,
  body: letters(body),
  data: message(type, counter, body, { deflated }),
}));
const forged = [message('update', 1, text('x'), { turned: true }), message('update', 1, text('x'), { by: pair() })];
const unsigned = [
  ['roles', rolesBytes],
  ['hint', text('{"s":"a1b2c3d4e5f60718","p":[1,2],"v":null}')],
].map(([type, plain]) => ({ type, plain: letters(plain), data: letters(sealed(type, plain)) }));

// ---------------------------------------------------------------- the two hashes of a document

/** Two nodes and a title, by one who is number 300; one of them was removed again. */
const doc = new Y.Doc();
doc.clientID = 300;
doc.getMap('nodes').set('b', { id: 'b', label: 'Zet' });
doc.getMap('nodes').set('a', { id: 'a', label: 'Brug – “Ëlan”' });
doc.getMap('meta').set('title', 'Ours');
doc.getMap('nodes').delete('b');
const count = (value) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
// What was removed: one client, 300, one range from 0 of length 1. How far each has come: one client, 300, up to 3.
const written = Buffer.from([1, ...count(300), 1, 0, 1, 1, ...count(300), 3]);
const said = JSON.stringify(['meta', [['title', 'Ours']], 'nodes', [['a', { id: 'a', label: 'Brug – “Ëlan”' }]]]);

writeFileSync(
  new URL('vectors.json', import.meta.url),
  `${JSON.stringify(
    {
      secrets: Object.fromEntries(roles.map((role) => [role, hex(secrets[role])])),
      derived: { room: hex(room), body: hex(keys.body), presence: hex(keys.presence) },
      relay: { secret: hex(pass), seeds: Object.fromEntries(roles.map((role) => [role, hex(seeds[role])])), address },
      founder: hex(founder),
      links,
      roles: letters(rolesBytes),
      boxes,
      certificate: { bytes: letters(certificate), role: 'edit', device: hex(hash(device.point).subarray(0, 16)) },
      session: hex(session),
      messages,
      forged,
      unsigned,
      document: {
        update: letters(Y.encodeStateAsUpdate(doc)),
        written: hex(hash(written).subarray(0, 8)),
        said: hex(hash(text(said)).subarray(0, 8)),
      },
    },
    null,
    1,
  )}\n`,
);
