// What crosses the door to the program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as Y from 'yjs';
import { Bridge, type ProgramModule } from '../../web/page/bridge/bridge.ts';
import type { Operation } from '../../web/page/bridge/model.ts';
import { fillDocument, Replica } from '../../web/page/document/replica.ts';
import { apply, networkOf, startCore } from './core.ts';

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

/** Takes what would go to `window.onerror`, for as long as `work` runs. */
async function reported(work: () => unknown): Promise<unknown[]> {
  const errors: unknown[] = [];
  const { reportError } = globalThis as { reportError?: (error: unknown) => void };
  Object.assign(globalThis, { reportError: (error: unknown) => errors.push(error) });
  try {
    await work();
  } finally {
    Object.assign(globalThis, { reportError });
  }
  return errors;
}

const add = (id: string): Operation => ({ op: 'addNode', node: { id, label: id } });

test('a listener that fails takes no event away from the others, and is reported', async () => {
  const core = await startCore();
  const heard: string[] = [];
  core.onEvent(() => {
    throw new Error('a view');
  });
  core.onEvent((event) => heard.push(event.type));
  const errors = await reported(() => apply(core, add('n')));
  assert.ok(heard.includes('change'));
  assert.deepEqual(new Set(errors.map(String)), new Set(['Error: a view']));
});

test('the document hears first, and has the edit whatever others make of the event', async () => {
  const core = await startCore();
  core.onEvent((event) => {
    if (event.type === 'change') event.change.operations.length = 0;
  });
  const doc = new Y.Doc();
  fillDocument(doc, networkOf(core));
  const replica = new Replica(doc, core);
  replica.start();
  apply(core, add('n'));
  assert.ok(doc.getMap('nodes').has('n'));
  replica.stop();
});

test('a document that could not be given an edit says so, and can be written anew from the core', async () => {
  const core = await startCore();
  const doc = new Y.Doc();
  fillDocument(doc, networkOf(core));
  let unwritten = 0;
  const replica = new Replica(doc, core, () => {
    unwritten += 1;
  });
  replica.start();
  apply(core, add('a'), add('b'), { op: 'addEdge', edge: { id: 'e', from: 'a', to: 'b' } });
  const { set } = Y.Map.prototype;
  const errors = await reported(() => {
    Y.Map.prototype.set = () => {
      throw new Error('no');
    };
    try {
      apply(core, add('c'), { op: 'setNode', id: 'a', field: 'label', value: 'Zet' });
      apply(core, { op: 'removeNodes', ids: ['b'] });
    } finally {
      Y.Map.prototype.set = set;
    }
  });
  assert.equal(unwritten, 1, 'removing sets nothing, and was written');
  assert.equal(errors.length, 1);
  replica.writeAll();
  replica.stop();
  const copy = await startCore();
  new Replica(doc, copy).start();
  assert.deepEqual(networkOf(copy), networkOf(core));
});

test('what a hand did waits for the rest of the program in order, is told, and one failure loses no other', async () => {
  let arrive = () => {};
  const completion = {
    whole: false,
    fetchRest: () =>
      new Promise<void>((resolve) => {
        arrive = () => {
          completion.whole = true;
          resolve();
        };
      }),
    needRest: () => assert.fail('not asked for'),
    complete: () => assert.fail('not asked for'),
  };
  const bridge = new Bridge({} as ProgramModule, completion);
  const told: boolean[] = [];
  bridge.onWaiting.add((waiting) => told.push(waiting));
  const done: string[] = [];
  bridge.input(() => done.push('wheel'), false);
  assert.equal(bridge.waiting, false, 'looking around is nothing to lose');
  bridge.input(() => {
    throw new Error('a key');
  });
  bridge.input(() => done.push('edit'));
  assert.equal(bridge.waiting, true);
  const errors = await reported(async () => {
    arrive();
    await new Promise((resolve) => setImmediate(resolve));
  });
  assert.deepEqual(done, ['wheel', 'edit']);
  assert.equal(errors.length, 1);
  assert.deepEqual(told, [true, false]);
});

test('an argument that a command does not know, lacks or cannot take is a defect, and nothing is done', async () => {
  const core = await startCore();
  const call = core.call.bind(core) as (name: string, args: object) => unknown;
  const operations = [add('n')];
  assert.throws(() => call('apply', { operations, gestur: 'g' }), /apply: no argument gestur/);
  assert.throws(() => call('undo', { steps: 2 }), /undo: no argument steps/);
  assert.throws(() => call('apply', {}), /apply: .*operations/);
  assert.throws(() => call('apply', { operations: 'n' }), /apply: /);
  assert.throws(() => call('apply', { operations, gesture: null }), /apply: /);
  assert.equal(core.call('counts', {}).nodes, 0);
  assert.equal(core.call('apply', { operations, gesture: 'g' }).applied, 1);
});
