// What scripts may hand in: plain data goes through as it is, and everything else is refused with a sentence, never with a crash.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { plainData } from '../../web/page/api/plain_data.ts';
import type { Issue } from '../../web/page/bridge/model.ts';
import { setLanguage } from '../../web/page/words/i18n.ts';
import { Refusal } from '../../web/page/words/issues.ts';

declare const IMPACTWEB_ROOT: string;

before(async () => {
  Object.defineProperty(globalThis, 'document', {
    value: { documentElement: { lang: '', querySelectorAll: () => [] } },
  });
  globalThis.fetch = async () => {
    const folder = join(IMPACTWEB_ROOT, 'assets', 'strings', 'en');
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    return Response.json(
      Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))),
    );
  };
  await setLanguage('en');
});

function refusalOf(value: unknown, repairs?: Issue[]): Refusal {
  try {
    plainData(value, undefined, repairs);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    assert.ok(!error.message.includes(error.issue.code), `${error.message} is a sentence`);
    return error;
  }
  throw new Error('it was taken');
}

function nested(levels: number): unknown {
  let inner: unknown[] = [];
  for (let level = 1; level < levels; level += 1) inner = [inner];
  return inner;
}

test('plain data comes out as JSON has it', () => {
  const given = { op: 'addNode', node: { label: 'é 👍', energy: 3, tags: ['a'], fields: { a: null, b: [true, {}] } } };
  assert.deepEqual(JSON.parse(JSON.stringify(plainData(given))), given);
  assert.equal(JSON.stringify(plainData({ a: undefined, b: new Date(0) })), '{"b":"1970-01-01T00:00:00.000Z"}');
  assert.equal(JSON.stringify(plainData(JSON.parse('{"__proto__":{"a":1}}'))), '{"__proto__":{"a":1}}');
  // A page that has this one in a frame has objects of its own.
  assert.equal(JSON.stringify(plainData(runInNewContext('({ a: [1, { b: 2 }] })'))), '{"a":[1,{"b":2}]}');
  assert.equal(JSON.stringify(plainData(Object.create(null, { a: { value: 1, enumerable: true } }))), '{"a":1}');
});

test('nesting without end, circles and what shares much are refused, not followed', () => {
  assert.ok(plainData(nested(100)));
  assert.equal(refusalOf(nested(101)).issue.code, 'nestedTooDeep');
  assert.equal(refusalOf(nested(200_000)).issue.code, 'nestedTooDeep');
  const circle: { node: { self?: unknown } } = { node: {} };
  circle.node.self = circle;
  const { issue } = refusalOf(circle);
  assert.deepEqual([issue.code, issue.where], ['dataCircular', 'node.self']);
  // The same thing twice is no circle.
  const twice = { a: 1 };
  assert.equal(JSON.stringify(plainData([twice, twice])), '[{"a":1},{"a":1}]');
  let doubled: unknown = [];
  for (let level = 0; level < 90; level += 1) doubled = [doubled, doubled];
  assert.equal(refusalOf(doubled).issue.code, 'dataTooLarge');
  assert.equal(refusalOf(new Array(4_000_000_000)).issue.code, 'dataTooLarge');
  assert.equal(refusalOf('x'.repeat(2 ** 27)).issue.code, 'dataTooLarge');
});

test('what JSON would throw at, or drop in silence, is refused by name and place', () => {
  for (const [value, shown] of [
    [10n, '10'],
    [Symbol('x'), 'Symbol(x)'],
    [() => 1, 'function'],
    [new Map([['a', 1]]), 'Map'],
    [new Set([1]), 'Set'],
    [new Uint8Array(2), 'Uint8Array'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ] as const) {
    const { issue } = refusalOf({ node: { fields: { a: [0, value] } } });
    assert.deepEqual(issue, { code: 'dataUnfit', where: 'node.fields.a[1]', params: [shown] });
  }
  assert.equal(refusalOf([undefined]).issue.where, '[0]');
  assert.deepEqual(refusalOf({ label: 'a\ud83d' }).issue, { code: 'textNotUtf8', where: 'label', params: [] });
  assert.equal(refusalOf({ 'a\ud83d': 1 }).issue.code, 'textNotUtf8');
  const trap = {
    get label(): string {
      throw new Error('a trap');
    },
  };
  assert.match(refusalOf(trap).message, /a trap/);
  const proxy = new Proxy({}, { ownKeys: () => { throw new Error('no keys'); } }); // biome-ignore format: one line
  assert.match(refusalOf(proxy).message, /no keys/);
});

test('of a file as an object, what is no number and half a character are replaced and named', () => {
  const repairs: Issue[] = [];
  const given = { nodes: [{ position: [Number.NaN, 1], label: 'a\ud83d👍\udc4d' }] };
  assert.equal(
    JSON.stringify(plainData(given, undefined, repairs)),
    JSON.stringify({ nodes: [{ position: [null, 1], label: 'a\ufffd👍\ufffd' }] }),
  );
  assert.deepEqual(
    repairs.map(({ code, where }) => `${code} ${where}`),
    ['notANumber nodes[0].position[0]', 'characterCut nodes[0].label'],
  );
  assert.equal(refusalOf([10n], []).issue.code, 'dataUnfit');
});
