// What crosses to the worker that reads files, and how often: bytes and networks are large, and go over once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NetworkJson } from '../../web/page/bridge/model.ts';
import { compareWith, operationsFor, parseFiles, readFiles, unitedIn } from '../../web/page/files/reading.ts';
import type { Forgotten, Question, Shared } from '../../web/page/program/reader_worker.ts';
import { setLanguage } from '../../web/page/words/i18n.ts';
import { startCore } from './core.ts';

declare const IMPACTWEB_ROOT: string;

const network = { title: '', nodes: [{ id: 'a', label: 'A' }], edges: [] };
const answers: { [name: string]: object } = {
  read: { format: 'csv', tables: [], plan: {}, warnings: [] },
  parse: { network, warnings: [], nodes: 1, edges: 0 },
  compare: { changes: {} },
  unite: { network, nodes: 1, edges: 0 },
  mergeOperations: { operations: [] },
};
const crossed: string[] = [];

/** Answers at once, and notes what a question brings along in full. */
class WorkerThatCounts extends EventTarget {
  postMessage(message: Question | Forgotten): void {
    if ('forget' in message) return;
    const { id, name, args, networks, bytes } = message;
    const whole = (list: (Shared<unknown> | undefined)[]) => list.filter((each) => each?.value !== undefined).length;
    assert.ok(!JSON.stringify(args).includes('label'), 'a network among the arguments');
    crossed.push(`${name}: ${whole(bytes)} files, ${whole([networks.current, networks.network])} networks`);
    const answer = structuredClone(answers[name]);
    const number = answer && 'network' in answer ? -id : undefined;
    const data = { id, answer, ...(number !== undefined && { number }) };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }
  terminate(): void {}
}

test('files and networks go to the worker once, however often they are asked about', async () => {
  Object.assign(globalThis, {
    window: {},
    Worker: WorkerThatCounts,
    fetch: async () => new Response('{}', { headers: { 'content-type': 'application/json' } }),
    document: { documentElement: { querySelectorAll: () => [] } },
  });
  await setLanguage('nl');
  const files = [{ name: 'a.csv', bytes: new Uint8Array([1, 2, 3]) }];
  const current: NetworkJson = { title: '', nodes: [{ id: 'b', label: 'B' }] };
  await readFiles(files, {});
  await readFiles(files, { plan: { tables: [] } });
  const parsed = await parseFiles(files, { plan: { tables: [] } });
  await compareWith(current, parsed.network, {}, true);
  await compareWith(current, parsed.network, { keep: 'mine' }, false);
  const same = [{ name: 'A', as: 'B' }];
  const one = await unitedIn(parsed, { same });
  await operationsFor({ current, network: one.network, mode: 'merge' });
  assert.deepEqual(crossed, [
    'read: 1 files, 0 networks',
    'read: 0 files, 0 networks',
    'parse: 0 files, 0 networks',
    'compare: 0 files, 1 networks',
    'compare: 0 files, 0 networks',
    'unite: 0 files, 0 networks',
    'mergeOperations: 0 files, 0 networks',
  ]);
});

test('one question says what files are: tables to be taken for something, or the network in them', async () => {
  const core = await startCore();
  const read = (name: string, text: string) => {
    const bytes = new TextEncoder().encode(text);
    core.putBytes([bytes]);
    return core.call('read', { files: [{ name, size: bytes.byteLength }] });
  };
  const graph = read('a.gexf', '<gexf version="1.3"><graph><nodes><node id="a" label="A"/></nodes></graph></gexf>');
  assert.ok('network' in graph && graph.tables === null);
  assert.equal(graph.format, 'gexf');
  assert.equal(graph.nodes, 1);
  const table = read('a.csv', 'Van;Naar\r\nZet;Impact\r\n');
  assert.ok(!('error' in table) && table.tables?.length === 1 && !('network' in table));
  assert.ok('error' in read('a.json', '{"type":"impactweb","version":99,"network":{}}'));
});

test('a network that replaces another one and has no title gets the one that is given', async () => {
  const core = await startCore();
  const titles = (network: NetworkJson, title: string) => {
    const args = { current: { title: 'Oud' }, network, mode: 'replace' as const, title };
    const answer = core.call('mergeOperations', args);
    assert.ok('operations' in answer);
    return answer.operations.filter(({ field }) => field === 'title').map(({ value }) => value);
  };
  assert.deepEqual(titles({ nodes: [] }, 'bestand'), ['bestand']);
  assert.deepEqual(titles({ title: 'Eigen', nodes: [] }, 'bestand'), ['Eigen']);
});

test('samples are as the core writes them: what is put into a document is what the core holds', async () => {
  const core = await startCore();
  for (const name of ['brabant', 'workshop']) {
    const { network } = JSON.parse(readFileSync(join(IMPACTWEB_ROOT, 'assets', 'samples', `${name}.json`), 'utf8'));
    core.call('load', { network });
    // In the core everything stands in the order of its id.
    for (const list of ['nodes', 'edges', 'stories'])
      network[list]?.sort((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(core.call('snapshot', {}).network, network, name);
  }
});
