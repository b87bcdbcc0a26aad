// A network as letters for the end of an address, and back: own JSON with short references, deflated, as base64url.
import { Unzlib, zlibSync } from 'fflate';
import type { Json, NetworkJson } from '../bridge/model.ts';

/** Of the way in which networks are written; a link with another number before its dot is refused. */
const version = '1';
/** Nothing that fits into an address unpacks to more than this: beyond it someone wants to fill the memory. */
const mostBytes = 32 * 1024 * 1024;
const piece = 16_384;

/** Why a link cannot be opened: a newer page made it, or a part of it is missing or not as it was. */
export type LinkTrouble = 'newer' | 'damaged';

export class BadLink extends Error {
  readonly trouble: LinkTrouble;

  constructor(trouble: LinkTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

// What every network is full of: the compressor need not be told. Any change of it is another version.
const common = new TextEncoder().encode(
  [
    '"motivation":"","energy":3,"description":"","nextStep":{"text":"","owner":"","due":"20',
    '"stageDates":{"dream":"20","exploring":"20","pilot":"20","practice":"20","scaled":"20"},"stage":"',
    '"fields":{"amount":,"currency":"EUR","since":"20","until":"20","strength":3,"trust":2',
    '"kind":"vision","kind":"challenge","form":"group","form":"person","roles":["funder","founder","host"],"tags":["',
    '"sector":"nature","sector":"media","sector":"finance","sector":"social","sector":"civil","sector":"knowledge"',
    '"sector":"business","sector":"government","place":"Breda","place":"Tilburg","place":"Eindhoven","place":"\'s-Hertogenbosch"',
    '"needs":[{"id":"","offers":[{"id":"","text":"","terms":"gift","status":"open","terms":"paid","terms":"barter"}],',
    '"status":"potential","status":"exploring","status":"dormant","status":"active","direction":"mutual","direction":"undirected"',
    '"kind":"matched","kind":"givesTo","kind":"sharesKnowledgeWith","kind":"contributesTo","kind":"takesPartIn","kind":"partOf"',
    '"kind":"supports","kind":"founded","kind":"funds","kind":"worksWith","from":0,"id":"m","to":1},{"direction":"directed",',
    '{"title":"","description":"","sectors":[],"edges":[{"nodes":[{"form":"organisation","id":"m","kind":"initiative","kind":"actor","label":"',
    '"position":[-100,100],"',
  ].join(''),
);

type Entity = { [key: string]: Json };

/** An id as the program makes them: a third of a link, if all of them came along. */
const madeId = /^[0-9a-z]{20}$/;

/**
 * The letters that stand for a network. Places are rounded to whole units, kept moments (`snapshots`) stay behind, and ties, needs and
 * offers get other ids, the same for everyone who opens the link.
 */
export function lettersOf(network: NetworkJson): string {
  const { nodes = [], edges = [], snapshots: _, ...rest } = network as { [key: string]: Json };
  const numbers = new Map((nodes as Entity[]).map(({ id }, at) => [id, at]));
  const end = (id: Json | undefined) => numbers.get(id) ?? id ?? null;
  const told = new Set(((rest.stories ?? []) as Entity[]).flatMap(({ about }) => about as Json[]));
  const nameless = (thing: Entity): Entity => {
    const { id, ...all } = thing;
    return typeof id === 'string' && madeId.test(id) && !told.has(id) ? all : thing;
  };
  const content: Entity = {
    ...rest,
    edges: (edges as Entity[]).map((edge) => ({ ...nameless(edge), from: end(edge.from), to: end(edge.to) })),
    nodes: (nodes as Entity[]).map((node) => ({
      ...node,
      ...(Array.isArray(node.position) ? { position: (node.position as number[]).map(Math.round) } : {}),
      ...Object.fromEntries(
        ['needs', 'offers'].flatMap((list) =>
          Array.isArray(node[list]) ? [[list, (node[list] as Entity[]).map(nameless)]] : [],
        ),
      ),
    })),
  };
  return packed(content);
}

/** Anything that is JSON as letters. */
export function packed(content: Json): string {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  return `${version}.${base64url(zlibSync(bytes, { level: 9, dictionary: common }))}`;
}

/** What was `packed`; nobody has looked at what is in it. Throws BadLink. */
export function unpacked(letters: string): Json {
  const bytes = bytesIn(letters);
  try {
    return JSON.parse(textOf(bytes));
  } catch {
    throw new BadLink('damaged');
  }
}

/** The network that the letters stand for, as far as it can be without anyone having looked at what is in it. Throws BadLink. */
export function networkOf(letters: string): NetworkJson {
  const bytes = bytesIn(letters);
  try {
    const packed = JSON.parse(textOf(bytes));
    const nextId = idsFor(bytes);
    const named = (thing: Entity) => Object.assign(thing, { id: thing.id ?? nextId() });
    const ids = packed.nodes.map(({ id }: Entity) => id);
    const end = (at: Json | undefined) => (typeof at === 'number' ? (ids[at] ?? null) : (at ?? null));
    for (const edge of packed.edges) named(Object.assign(edge, { from: end(edge.from), to: end(edge.to) }));
    for (const node of packed.nodes)
      for (const list of [node.needs ?? [], node.offers ?? []]) for (const thing of list) named(thing);
    return packed;
  } catch {
    throw new BadLink('damaged');
  }
}

/** Throws BadLink. */
function bytesIn(letters: string): Uint8Array {
  const [, number, body = ''] = /^(\d+)\.(.*)$/s.exec(letters.trim()) ?? [];
  if (number === undefined) throw new BadLink('damaged');
  if (number !== version) throw new BadLink('newer');
  try {
    return inflated(bytesOf(body));
  } catch {
    throw new BadLink('damaged');
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/** Ids that ascend, and that only the same content gives again: 13 letters of its hash (FNV-1a, 64 bits), and a number. */
function idsFor(bytes: Uint8Array): () => string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  const begin = hash.toString(36).padStart(13, '0');
  let count = 0;
  return () => begin + (count++).toString(36).padStart(7, '0');
}

function inflated(zipped: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const stream = new Unzlib({ dictionary: common }, (part, final) => {
    total += part.length;
    if (total > mostBytes) throw new BadLink('damaged');
    parts.push(part.slice());
    ended = final;
  });
  for (let at = 0; at < zipped.length; at += piece)
    stream.push(zipped.subarray(at, at + piece), at + piece >= zipped.length);
  const bytes = new Uint8Array(total);
  let filled = 0;
  for (const part of parts) {
    bytes.set(part, filled);
    filled += part.length;
  }
  // The library leaves the last four bytes unread.
  if (!ended || adler32(bytes) !== new DataView(zipped.buffer, zipped.byteOffset).getUint32(zipped.length - 4))
    throw new BadLink('damaged');
  return bytes;
}

/** The checksum of RFC 1950. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Mail programs break long links into lines and add marks of their own; none of that is among our letters. */
function bytesOf(letters: string): Uint8Array {
  const clean = letters.replace(/%[0-9a-f]{2}/gi, '').replace(/[^\w-]+/g, '');
  return Uint8Array.from(atob(clean.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
