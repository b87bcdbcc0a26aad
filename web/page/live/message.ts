// A signed message inside its seal: who says it, the how manieth it is, and what it says.
//
//   certificate 130 | session 8 | counter 4 | version of the roles 4 | flags 1 | length 4 | body | zeros to a multiple of 64 | signature 64
//
// The signature is over what is authenticated besides (sealing.ts) and everything before it.
import { deflateSync, Inflate } from 'fflate';
import { ByteReader, joined, text, uint32 } from './bytes.ts';
import { type Certified, certificateLength, type Device } from './device.ts';
import { context, type MessageType, seal } from './sealing.ts';
import type { RoomKeys } from './secrets.ts';
import { sign, signatureLength, verifies } from './signing.ts';

export interface Message {
  type: MessageType;
  certificate: Uint8Array;
  /** Of one page load; 8 bytes. */
  session: Uint8Array;
  /** Counts up by one from 1 within a session. */
  counter: number;
  rolesVersion: number;
  deflated: boolean;
  /** As it was sent. */
  body: Uint8Array;
  signature: Uint8Array;
  /** What was signed. */
  signed: Uint8Array;
}

const headLength = certificateLength + 8 + 4 + 4 + 1 + 4;
const block = 64;
/** What is shorter does not become shorter by deflating. */
const worthDeflating = 256;
const label = text('impactweb/live/1 message');

/** The most bytes of a body, so that the message stays below what a relay takes. */
export const longestBody = 48 * 1024;

export async function sealMessage(
  keys: RoomKeys,
  device: Device,
  /** `packed`: its body has been deflated before it was cut, and would not become shorter. */
  message: {
    type: MessageType;
    session: Uint8Array;
    counter: number;
    rolesVersion: number;
    body: Uint8Array;
    packed?: boolean;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const { type, session, counter, rolesVersion, body, packed = false } = message;
  const small = body.length >= worthDeflating && !packed ? deflateSync(body) : body;
  const deflated = small.length < body.length;
  const sent = deflated ? small : body;
  const head = joined(
    device.certificate,
    session,
    uint32(counter),
    uint32(rolesVersion),
    Uint8Array.of(deflated ? 1 : 0),
    uint32(sent.length),
  );
  const filling = new Uint8Array((block - ((head.length + sent.length) % block)) % block);
  const said = joined(head, sent, filling);
  const signature = await sign(device.keys.privateKey, joined(label, context(keys, type), said));
  return seal(keys, type, joined(said, signature));
}

/** Takes a message apart; null where it is not one. Nothing in it is to be believed before `isSigned`. */
export function messageIn(keys: RoomKeys, type: MessageType, plain: Uint8Array): Message | null {
  if (plain.length < headLength + signatureLength) return null;
  const reader = new ByteReader(plain);
  const certificate = reader.take(certificateLength);
  const session = reader.take(8);
  const counter = reader.uint32();
  const rolesVersion = reader.uint32();
  const flags = reader.uint8();
  const length = reader.uint32();
  if (flags > 1 || length > reader.left - signatureLength) return null;
  const body = reader.take(length);
  const said = plain.slice(0, plain.length - signatureLength);
  if (said.length % block !== 0 || reader.left - signatureLength >= block) return null;
  return {
    type,
    certificate,
    session,
    counter,
    rolesVersion,
    deflated: flags === 1,
    body,
    signature: plain.slice(said.length),
    signed: joined(label, context(keys, type), said),
  };
}

export function isSigned(message: Message, by: Certified): Promise<boolean> {
  return verifies(by.key, message.signature, message.signed);
}

/** The body as it was before it was deflated; null where it is damaged or longer than `most` bytes. */
export function plainBody({ deflated, body }: Message, most: number): Uint8Array | null {
  if (!deflated) return body.length <= most ? body : null;
  return inflated(body, most);
}

/** Null where the bytes are damaged, or become longer than `most`. */
export function inflated(bytes: Uint8Array, most: number): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const inflating = new Inflate((piece, last) => {
    total += piece.length;
    if (total > most) throw new RangeError('too long');
    pieces.push(piece.slice());
    ended = last;
  });
  try {
    // Bit by bit, none of which can become much more than `most`: what would become too long is stopped before it is there.
    const bit = Math.min(65_536, Math.max(1024, most >> 6));
    for (let at = 0; at < bytes.length; at += bit)
      inflating.push(bytes.subarray(at, at + bit), at + bit >= bytes.length);
  } catch {
    return null;
  }
  return ended ? joined(...pieces) : null;
}

/** The same of what may be long, by the browser itself where it can. */
export async function inflatedWhole(bytes: Uint8Array, most: number): Promise<Uint8Array | null> {
  let stream: ReadableStream<Uint8Array>;
  try {
    stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  } catch {
    return inflated(bytes, most);
  }
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let total = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      total += next.value.length;
      if (total > most) throw new RangeError('too long');
      pieces.push(next.value);
    }
  } catch {
    void reader.cancel().catch(() => {});
    return null;
  }
  return joined(...pieces);
}
