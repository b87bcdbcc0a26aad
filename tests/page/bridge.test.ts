// What crosses the door to the program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf, startCore } from './core.ts';

test('half of a surrogate pair becomes U+FFFD, whole ones and backslashes stay', async () => {
  const core = await startCore();
  const labels = ['a\ud83d', '\udc4db', '👍', '\\ud83d', '\\\\udc4d', 'c\ud83d\ud83d👍'];
  const { rejected } = core.call('apply', {
    operations: labels.map((label, index) => ({ op: 'addNode', node: { id: `n${index}`, label } })),
  });
  assert.deepEqual(rejected, []);
  const nodes = networkOf(core).nodes as { label: string }[];
  assert.deepEqual(
    nodes.map(({ label }) => label),
    ['a\ufffd', '\ufffdb', '👍', '\\ud83d', '\\\\udc4d', 'c\ufffd\ufffd👍'],
  );
});
