// A large import in slices: one step, or none at all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { apart, gathered } from '../../web/page/bridge/additions.ts';
import type { Bridge } from '../../web/page/bridge/bridge.ts';
import type { Operation } from '../../web/page/bridge/model.ts';
import { applyInSlices } from '../../web/page/files/bring_in.ts';
import { isEmpty, operationsToFill } from '../../web/page/files/filling.ts';
import { ReaderCancelled } from '../../web/page/program/reader.ts';
import { Signal } from '../../web/page/support/signal.ts';
import { Refusal } from '../../web/page/words/issues.ts';
import { apply, networkOf, startCore } from './core.ts';

declare const IMPACTWEB_ROOT: string;

const nodes = (count: number): Operation[] =>
  Array.from({ length: count }, (_, at) => ({ op: 'addNode', node: { id: `n${at}`, label: `Partij ${at}` } }));

/** A stage that tells whether it is held. */
function stageOf(bridge: Bridge) {
  const stage = {
    held: 0,
    requestFrame() {},
    flush() {},
    pending: false,
    onPending() {},
    onFrame: new Signal<void>(),
    writeFirst() {},
    still: true,
    hold() {
      stage.held += 1;
      return () => {
        stage.held -= 1;
      };
    },
    firstFrame: Promise.resolve(),
    webglMissing: false,
  };
  return { bridge, stage };
}

const step = { gesture: 'merge:1', name: { code: 'merge', params: [] } };

test('additions are gathered while they follow each other, and come apart as they were', () => {
  const operations: Operation[] = [
    ...nodes(3),
    { op: 'setNode', id: 'n0', field: 'place', value: 'Breda' },
    ...nodes(2),
    { op: 'addEdge', edge: { id: 'e', from: 'n0', to: 'n1' } },
    { op: 'addNode', node: { id: 'wrong' }, extra: 1 },
  ];
  const together = gathered(operations);
  assert.deepEqual(
    together.map(({ op }) => op),
    ['addNodes', 'setNode', 'addNodes', 'addEdges', 'addNode'],
  );
  assert.deepEqual(apart(together), operations);
});

test('a list of additions is taken whole or not at all, and undone but for what somebody else changed since', async () => {
  const bridge = await startCore();
  const list = (count: number, first = 0) =>
    nodes(count).map(({ node }, at) => ({ ...(node as object), id: `n${first + at}` }));
  const wrong = bridge.call('apply', {
    operations: [{ op: 'addNodes', nodes: [...list(3), { id: 'n1', label: 'twice' }] }],
  });
  assert.equal(wrong.applied, 0);
  assert.deepEqual(wrong.rejected[0]?.issue, { code: 'idTaken', where: 'nodes', params: ['n1'] });
  assert.equal(bridge.call('counts', {}).nodes, 0);
  const { created } = bridge.call('apply', { operations: [{ op: 'addNodes', nodes: list(4) }] });
  assert.deepEqual(created, ['n0', 'n1', 'n2', 'n3']);
  const open = bridge.call('apply', { operations: [{ op: 'addEdges', edges: [{ from: 'n0', to: 'nobody' }] }] });
  assert.deepEqual(open.rejected[0]?.issue, { code: 'edgeEndMissing', where: 'edges', params: ['nobody'] });
  bridge.call('apply', {
    operations: [{ op: 'setNode', id: 'n2', field: 'label', value: 'Pipeline' }],
    origin: 'remote',
  });
  assert.equal(bridge.call('undo', {}).skipped.length, 1);
  assert.deepEqual(
    (networkOf(bridge).nodes as { id: string }[]).map(({ id }) => id),
    ['n2'],
  );
});

test('what comes in slices is there as a whole, with its progress, and goes in one undo', async () => {
  const program = stageOf(await startCore());
  const { bridge, stage } = program;
  const heard: number[] = [];
  await applyInSlices(program, nodes(5000), step, {
    onProgress: (done, total) => {
      assert.equal(total, 5000);
      assert.equal(stage.held, 1);
      heard.push(done);
    },
  });
  assert.ok(heard.length > 1, `${heard.length} times`);
  assert.equal(bridge.call('counts', {}).nodes, 5000);
  assert.equal(stage.held, 0);
  bridge.call('undo', {});
  assert.equal(bridge.call('counts', {}).nodes, 0);
});

test('stopped half-way or refused late, it leaves the network as it was', async () => {
  const program = stageOf(await startCore());
  const { bridge, stage } = program;
  bridge.call('apply', { operations: [{ op: 'addNode', node: { id: 'zet', label: 'Zet' } }] });
  const before = networkOf(bridge);
  const leaving = new AbortController();
  const stopped = applyInSlices(program, nodes(5000), step, {
    signal: leaving.signal,
    onProgress: () => leaving.abort(),
  });
  await assert.rejects(stopped, ReaderCancelled);
  assert.deepEqual(networkOf(bridge), before);
  const wrong: Operation[] = [...nodes(5000), { op: 'addEdge', edge: { from: 'zet', to: 'nobody' } }];
  await assert.rejects(applyInSlices(program, wrong, { ...step, gesture: 'merge:2' }, {}), Refusal);
  assert.deepEqual(networkOf(bridge), before);
  assert.equal(stage.held, 0);
});

test('an empty network becomes what was read by the operations that comparing both would give', async () => {
  const core = await startCore();
  const file = readFileSync(join(IMPACTWEB_ROOT, 'assets', 'samples', 'brabant.json'), 'utf8');
  core.call('load', { network: JSON.parse(file).network });
  const read = networkOf(core);
  for (const about of [
    {},
    { title: 'Oud', description: 'Van vorig jaar', fields: { bron: 'x' }, sectors: [{ id: 'zorg', label: 'Zorg' }] },
  ]) {
    core.call('load', { network: {} });
    for (const [field, value] of Object.entries(about))
      if (field === 'fields') apply(core, { op: 'setNetwork', field: 'fields.bron', value: 'x' });
      else apply(core, { op: 'setNetwork', field, value: value as string });
    const current = networkOf(core);
    assert.ok(isEmpty(current));
    for (const network of [read, { ...read, title: '', bron: { a: [1] } }]) {
      const compared = core.call('mergeOperations', { current, network, mode: 'replace', title: 'Bestand' });
      const filled = operationsToFill(current, network, 'Bestand');
      const inOrder = (operations: readonly Operation[]) =>
        operations.map((each) => JSON.stringify(Object.entries(each).sort())).sort();
      assert.deepEqual(inOrder(filled), inOrder((compared as { operations: Operation[] }).operations));
      const other = await startCore();
      other.call('load', { network: current });
      apply(other, ...filled);
      assert.deepEqual(networkOf(other), { ...network, title: network.title || 'Bestand' });
    }
  }
  apply(core, { op: 'addNode', node: { id: 'zet', label: 'Zet' } });
  assert.equal(isEmpty(networkOf(core)), false);
});
