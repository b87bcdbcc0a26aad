// Measures on their way from the program to a script: numbers in the buffer, the rest as JSON.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bridge } from '../../web/page/bridge/bridge.ts';
import { measuresOf } from '../../web/page/bridge/measures.ts';
import type { Json } from '../../web/page/bridge/model.ts';
import { apply, startCore } from './core.ts';

type Entry = { value?: Json; perNode?: { [id: string]: Json } };

function measure(core: Bridge, options: { only?: string[]; exact?: boolean } = {}): { [id: string]: Entry } {
  const found = measuresOf(core, options);
  assert.ok(!('error' in found));
  return found as { [id: string]: Entry };
}

const star = [
  { op: 'addNode', node: { id: 'hub', label: 'Hub', sector: 'government' } },
  ...['__proto__', 'constructor', 'ünï'].flatMap((id) => [
    { op: 'addNode', node: { id, label: id, sector: 'finance' } },
    { op: 'addEdge', edge: { id: `to ${id}`, from: 'hub', to: id, kind: 'funds', direction: 'directed' } },
  ]),
  { op: 'addNode', node: { id: 'alone', label: 'Alone' } },
];

test('each node has its own number, whatever its id is called, and null where there is none', async () => {
  const core = await startCore();
  apply(core, ...star);
  const { degree, outDegree, giveTakeBalance, density, brokerage } = measure(core, {
    only: ['degree', 'density', 'outDegree', 'brokerage', 'giveTakeBalance'],
  });
  const entries = (entry?: Entry) => Object.entries(entry?.perNode ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  assert.deepEqual(entries(degree), [
    ['__proto__', 1],
    ['alone', 0],
    ['constructor', 1],
    ['hub', 3],
    ['ünï', 1],
  ]);
  assert.equal(outDegree?.perNode?.hub, 3);
  assert.deepEqual(entries(giveTakeBalance), [
    ['__proto__', -1],
    ['alone', null],
    ['constructor', -1],
    ['hub', 1],
    ['ünï', -1],
  ]);
  assert.equal(density?.value, 3 / 10);
  assert.equal(density?.perNode, undefined);
  assert.deepEqual(brokerage?.perNode?.alone, null);
});

test('what is asked for twice, or after an edit, is right each time', async () => {
  const core = await startCore();
  apply(core, ...star);
  const before = measure(core);
  assert.deepEqual(measure(core), before);
  apply(core, { op: 'addEdge', edge: { id: 'new', from: 'alone', to: 'ünï' } });
  assert.equal(measure(core, { only: ['degree'] }).degree?.perNode?.alone, 1);
  assert.equal(before.degree?.perNode?.alone, 0);
  core.call('undo', {});
  assert.deepEqual(measure(core), before);
});

test('an empty network has measures, and an unknown one is refused', async () => {
  const core = await startCore();
  assert.deepEqual(measure(core, { only: ['pageRank'] }).pageRank, { perNode: {} });
  const refused = measuresOf(core, { only: ['degree', 'health'] });
  assert.ok('error' in refused);
  assert.equal((refused.error as { where: string }).where, 'only[1]');
});
