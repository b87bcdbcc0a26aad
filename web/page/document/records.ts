// The records of a document's database. Each is an update of Yjs, sealed: behind it stand who wrote it, which of that writer's records it
// is, and a checksum, so that flipped bits, cut ends and records that are gone are noticed. Yjs reads an update up to its own end, so an
// older version of the page reads sealed records as they are.
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { schemaVersion } from './replica.ts';

/** Origin of transactions that put what was stored into a document. */
export const storedOrigin = 'impactweb-stored';

/** What a document's database holds. */
export interface Stored {
  /** In the order in which they were written. */
  records: Uint8Array[];
  /** By writer: the sequence of its last record. */
  last: Map<number, number>;
  /** By writer: up to which sequence its records have become part of a whole. */
  absorbed: Map<number, number>;
  /** When it was last written to, in milliseconds since 1970. */
  savedAt: number | null;
}

/** A kept document that is not ours to write to: nothing in it can be read, or a newer version made it. */
export interface Unreadable {
  reason: 'damaged' | 'newer';
  updates: Uint8Array[];
}

/** What became of reading: `whole`, or `damaged` when the document holds only what could be read, or none of the two. */
export type Reading =
  /** `sealed`: every record carried its checksum. */
  { whole: true; sealed: boolean } | { damaged: true } | { unreadable: Unreadable };

/** Behind an update: writer, sequence, checksum and this mark, 32 bits each, little-endian. */
const mark = 0x31525749;
const sealBytes = 16;

interface Seal {
  /** A number that only this visit of this tab has. */
  writer: number;
  /** 1 for the writer's first record, and on. */
  sequence: number;
}

interface Unsealed {
  update: Uint8Array;
  /** Null when there is none, as in databases of versions before it. */
  seal: Seal | null;
  intact: boolean;
}

const table = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309, as in zip and PNG. */
export function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}

/** The record for an update. `writer` and `sequence` are unsigned numbers of 32 bits. */
export function sealed(update: Uint8Array, { writer, sequence }: Seal): Uint8Array<ArrayBuffer> {
  const record = new Uint8Array(update.byteLength + sealBytes);
  record.set(update);
  const view = new DataView(record.buffer, update.byteLength);
  view.setUint32(0, writer, true);
  view.setUint32(4, sequence, true);
  view.setUint32(8, checksum(record.subarray(0, -8)), true);
  view.setUint32(12, mark, true);
  return record;
}

/** The seal of a record as it stands there, right or wrong; null when there is none. */
export function sealOf(record: Uint8Array): (Seal & { checksum: number }) | null {
  const length = record.byteLength - sealBytes;
  if (length <= 0) return null;
  const view = new DataView(record.buffer, record.byteOffset + length, sealBytes);
  const [writer, sequence, sum, end] = [0, 4, 8, 12].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  return end === mark ? { writer, sequence, checksum: sum } : null;
}

function unsealed(record: Uint8Array): Unsealed {
  const seal = sealOf(record);
  if (seal) {
    const intact = seal.checksum === checksum(record.subarray(0, -8));
    return { update: record.subarray(0, -sealBytes), seal, intact };
  }
  // Without a seal it is whole when Yjs finds its end where the bytes end; the rest of a cut seal would be left over.
  return { update: record, seal: null, intact: endsWhereItShould(record) };
}

function endsWhereItShould(update: Uint8Array): boolean {
  const decoder = decoding.createDecoder(update);
  try {
    Y.readUpdate(decoder, new Y.Doc());
    return !decoding.hasContent(decoder);
  } catch {
    return false;
  }
}

/**
 * True when each writer's records follow each other, from what is part of a whole up to the one that it wrote last. A page of before there
 * were seals makes the first of the records one without saying which: where it has been at work, none of the first need be there.
 */
function complete(records: readonly Unsealed[], { last, absorbed }: Stored): boolean {
  const mixed = records.some(({ seal }) => seal === null);
  const reached = new Map<number, number>();
  for (const { seal } of records) {
    if (!seal) continue;
    const first = mixed ? seal.sequence - 1 : (absorbed.get(seal.writer) ?? 0);
    const before = reached.get(seal.writer) ?? first;
    if (seal.sequence !== before + 1) return false;
    reached.set(seal.writer, seal.sequence);
  }
  return [...last].every(([writer, sequence]) => {
    const end = reached.get(writer);
    return end === undefined ? mixed || absorbed.get(writer) === sequence : end === sequence;
  });
}

type Applied = 'ok' | 'newer' | 'no';

/** Puts updates into `doc`. `whole`: all of them have to be read to their end, and none may refer to what is not there. */
function apply(updates: readonly Uint8Array[], doc: Y.Doc, whole: boolean): Applied {
  try {
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update, storedOrigin);
    }, storedOrigin);
  } catch {
    return 'no';
  }
  if (whole && (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)) return 'no';
  const version = doc.getMap('meta').get('schemaVersion');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return 'no';
  return version > schemaVersion ? 'newer' : 'ok';
}

/** The writers of sealed records, each with the highest of its sequences. */
export function writersOf(records: readonly Uint8Array[]): Map<number, number> {
  const writers = new Map<number, number>();
  for (const seal of records.map(sealOf))
    if (seal) writers.set(seal.writer, Math.max(seal.sequence, writers.get(seal.writer) ?? 0));
  return writers;
}

/** The updates of intact records that are not among those of `known`: by writer, up to which sequence. */
export function updatesBeyond(records: readonly Uint8Array[], known: ReadonlyMap<number, number>): Uint8Array[] {
  const beyond = records.filter((record) => {
    const seal = sealOf(record);
    return !seal || seal.sequence > (known.get(seal.writer) ?? 0);
  });
  return beyond
    .map(unsealed)
    .filter(({ intact }) => intact)
    .map(({ update }) => update);
}

/** Puts what was stored into `doc`, which must be new, as far as it can be read and is of a version that we know. */
export function readRecords(stored: Stored, doc: Y.Doc): Reading {
  const { records } = stored;
  const found = records.map(unsealed);
  const unreadable = (reason: Unreadable['reason']): Reading => ({ unreadable: { reason, updates: records } });
  const all = found.map(({ update }) => update);
  if (found.every(({ intact }) => intact) && complete(found, stored)) {
    const outcome = apply(all, doc, true);
    if (outcome === 'newer') return unreadable('newer');
    if (outcome === 'ok') return { whole: true, sealed: found.every(({ seal }) => seal !== null) };
  }
  // With what is damaged, if Yjs can make sense of it: most of it is right, and a person is told to look at it. Or else without.
  const intact = found.filter((each) => each.intact).map(({ update }) => update);
  for (const [updates, whole] of [
    [all, true],
    [intact, false],
  ] as const) {
    const attempt = new Y.Doc();
    const outcome = apply(updates, attempt, whole);
    if (outcome === 'newer') return unreadable('newer');
    if (outcome !== 'ok') continue;
    // What waits for parts that are gone would wait for ever.
    for (const each of [attempt, doc]) each.store.pendingStructs = each.store.pendingDs = null;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(attempt), storedOrigin);
    return { damaged: true };
  }
  return unreadable('damaged');
}
