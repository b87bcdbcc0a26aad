// Bytes written and read one after another, and bytes as letters.

/** Puts parts one behind the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A whole number from 0 to 2³² − 1 as four bytes, the largest part first. */
export function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function text(value: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(value);
}

/** Throws TypeError where the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Base64 of addresses, without padding. */
export function letters(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Null where the text is no base64 of addresses. */
export function bytesOfLetters(value: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(value)) return null;
  try {
    const binary = atob(value.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

export function randomBytes(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count));
}

/** Takes bytes from the front, part by part. Throws RangeError when there are too few. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Uint8Array<ArrayBuffer> {
    if (count < 0 || count > this.left) throw new RangeError('The bytes end too early');
    this.#at += count;
    return this.#bytes.slice(this.#at - count, this.#at);
  }

  uint8(): number {
    return this.take(1)[0] as number;
  }

  uint16(): number {
    const [high, low] = this.take(2) as unknown as [number, number];
    return high * 256 + low;
  }

  uint32(): number {
    return new DataView(this.take(4).buffer).getUint32(0);
  }

  rest(): Uint8Array<ArrayBuffer> {
    return this.take(this.left);
  }
}
