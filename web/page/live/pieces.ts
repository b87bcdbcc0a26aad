// What is too large for one message goes in pieces: a mend (what others lack, others' work in it) or a snapshot (the whole document).
import { deflateSync } from 'fflate';
import { ByteReader, joined, sameBytes, uint32 } from './bytes.ts';
import { longestBody } from './message.ts';
import { sha256 } from './signing.ts';

/** Before each piece: which whole it is of, its place in it, how many there are, and the hash of the whole. */
const headLength = 8 + 4 + 2 + 2 + 32;
const mostPieces = 2000;
/** Wholes that are not complete yet, of all who send. */
const mostIncomplete = 64;

export interface Whole {
  id: Uint8Array;
  /** Of a snapshot: the place in the log up to which everything is in it. 0 otherwise. */
  covers: number;
  /** Deflated. */
  bytes: Uint8Array;
}

/** Deflates an update and cuts it into bodies of messages. */
export async function piecesOf(id: Uint8Array, covers: number, update: Uint8Array): Promise<Uint8Array[]> {
  const bytes = deflateSync(update);
  const size = longestBody - headLength - 1;
  const count = Math.max(1, Math.ceil(bytes.length / size));
  if (count > mostPieces) throw new RangeError('The document is too large for a live session');
  const hash = await sha256(bytes);
  return Array.from({ length: count }, (_, index) =>
    joined(id, uint32(covers), uint32(index * 65536 + count), hash, bytes.subarray(index * size, (index + 1) * size)),
  );
}

export interface Piece {
  id: Uint8Array;
  covers: number;
  index: number;
  count: number;
  hash: Uint8Array;
  bytes: Uint8Array;
}

export function pieceIn(body: Uint8Array): Piece | null {
  if (body.length < headLength) return null;
  const reader = new ByteReader(body);
  const piece: Piece = {
    id: reader.take(8),
    covers: reader.uint32(),
    index: reader.uint16(),
    count: reader.uint16(),
    hash: reader.take(32),
    bytes: reader.rest(),
  };
  return piece.count > 0 && piece.count <= mostPieces && piece.index < piece.count ? piece : null;
}

/** Puts pieces together, of whoever sends them. */
export class Assembly {
  readonly #incomplete = new Map<string, (Piece | undefined)[]>();

  /** The whole once all of it is there; null when it was damaged, undefined while some is missing. */
  async add(sender: string, piece: Piece): Promise<Whole | null | undefined> {
    const name = `${sender} ${piece.id.join()}`;
    const pieces = this.#incomplete.get(name) ?? new Array<Piece | undefined>(piece.count).fill(undefined);
    if (pieces.length !== piece.count) return null;
    pieces[piece.index] = piece;
    // The one that was added to last stays longest.
    this.#incomplete.delete(name);
    this.#incomplete.set(name, pieces);
    if (pieces.every((each) => each !== undefined)) {
      this.#incomplete.delete(name);
      const bytes = joined(...(pieces as Piece[]).map((each) => each.bytes));
      return sameBytes(await sha256(bytes), piece.hash) ? { id: piece.id, covers: piece.covers, bytes } : null;
    }
    for (const oldest of this.#incomplete.keys()) {
      if (this.#incomplete.size <= mostIncomplete) break;
      this.#incomplete.delete(oldest);
    }
    return undefined;
  }
}
