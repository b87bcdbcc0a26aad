// The messages of a room, byte for byte, as they were made without any code of the page. Browsers do the same in a journey.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkVectors, type Vectors } from './live/vectors.ts';

declare const IMPACTWEB_ROOT: string;

const read = (): Vectors => JSON.parse(readFileSync(join(IMPACTWEB_ROOT, 'tests/page/live/vectors.json'), 'utf8'));

test('keys, links, roles, certificates, messages and hashes are what they were made to be', async () => {
  const { wrong, looked } = await checkVectors(read());
  assert.deepEqual(wrong, []);
  assert.ok(looked > 60, `${looked}`);
});

test('a vector that is not as it was made is noticed', async () => {
  const vectors = read();
  const forged = vectors.forged[0] as string;
  const first = vectors.messages[0] as Vectors['messages'][number];
  for (const other of [
    { ...vectors, derived: { ...vectors.derived, room: vectors.derived.body.slice(0, 32) } },
    { ...vectors, document: { ...vectors.document, written: vectors.document.said } },
    { ...vectors, messages: [{ ...first, data: forged }] },
    { ...vectors, forged: [first.data] },
  ])
    assert.notDeepEqual((await checkVectors(other)).wrong, []);
});
