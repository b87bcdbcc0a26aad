// Signatures: ECDSA on P-256 with SHA-256, as every browser has it.
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const hashing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** Bytes of a signature (r and s, 32 each). */
export const signatureLength = 64;
/** Bytes of a public key (uncompressed point). */
export const publicKeyLength = 65;

export interface KeyPair {
  /** 65 bytes. */
  publicKey: Uint8Array<ArrayBuffer>;
  privateKey: CryptoKey;
}

/** A pair whose private key can be passed on. */
export async function newKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  return { publicKey: await exportPublic(pair.publicKey), privateKey: pair.privateKey };
}

async function exportPublic(key: CryptoKey): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.exportKey('raw', key));
}

/** Rejects when the bytes are no point of the curve. */
export function publicKeyOf(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes as BufferSource, algorithm, true, ['verify']);
}

export async function exportPrivate(key: CryptoKey): Promise<JsonWebKey> {
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', key);
  return { kty, crv, x, y, d } as JsonWebKey;
}

/** Rejects when it is no private key of the curve. */
export async function keyPairOf(jwk: JsonWebKey): Promise<KeyPair> {
  const privateKey = await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['sign']);
  const { kty, crv, x, y } = jwk;
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x, y } as JsonWebKey, algorithm, true, ['verify']);
  return { publicKey: await exportPublic(publicKey), privateKey };
}

export async function sign(key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign(hashing, key, bytes as BufferSource));
}

export async function verifies(key: CryptoKey, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  return crypto.subtle.verify(hashing, key, signature as BufferSource, bytes as BufferSource);
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
}
