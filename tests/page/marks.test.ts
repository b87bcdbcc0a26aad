// What of an answer the picture marks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LensAnswer } from '../../web/page/api/api_types.ts';
import { marksOf } from '../../web/page/insight/mark.ts';

const reason = { code: 'lens.x', params: [] };
const introduce = (from: string, to: string) => ({
  code: 'lens.action.introduce',
  params: [],
  reasons: [],
  operations: [{ op: 'addEdge', edge: { from, to, kind: 'worksWith' } }],
});

function answer(more: Partial<LensAnswer>): LensAnswer {
  return {
    id: 'spider',
    options: {},
    sentence: reason,
    confident: true,
    numbers: [],
    nodes: [],
    edges: [],
    completeness: [],
    missing: [],
    actions: [],
    notes: [],
    ...more,
  };
}

test('who and what an answer is about is marked once each, in its order', () => {
  const node = (id: string) => ({ id, value: 1, reason });
  const marks = marksOf(answer({ nodes: [node('b'), node('a'), node('b')], edges: [node('t'), node('t')] }));
  assert.deepEqual(marks.nodes, [{ id: 'b' }, { id: 'a' }]);
  assert.deepEqual(marks.edges, ['t']);
  assert.deepEqual(marks.proposed, []);
  assert.deepEqual(marks.groups, []);
});

test('new ties of the proposals are drawn, each pair once, the first dozen; other operations are not', () => {
  const actions = [
    introduce('a', 'b'),
    introduce('b', 'a'),
    { ...introduce('c', 'd'), operations: [{ op: 'setEdge', id: 'e', field: 'status', value: 'exploring' }] },
    ...Array.from({ length: 20 }, (_, at) => introduce('a', `n${at}`)),
  ];
  const { proposed = [] } = marksOf(answer({ actions }));
  assert.equal(proposed.length, 12);
  assert.deepEqual(proposed.slice(0, 2), [
    { from: 'a', to: 'b' },
    { from: 'a', to: 'n0' },
  ]);
});

test('groups are those of the lens that looks for them, and of no other', () => {
  const groups = [{ number: 1, name: { code: 'lens.communities.around', params: ['Zet'] }, nodes: ['a', 'b'] }];
  assert.equal(marksOf(answer({ id: 'communities', groups })).groups?.[0]?.nodes.length, 2);
  assert.deepEqual(marksOf(answer({ id: 'vision', groups })).groups, []);
});
