// What somebody with a link to contribute may do, as a table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../../web/page/bridge/model.ts';
import {
  type Family,
  itemsIn,
  itemsOf,
  mostBytes,
  replaces,
  targetOf,
  writesAt,
} from '../../web/page/live/contribution.ts';
import { caps, type Known, refusalOf } from '../../web/page/live/contribution_rules.ts';

const me = 'me';

/** mine1 — tie of mine — mine2; mine3 — tie of another — theirs1; a story of mine about mine1 and one of theirs about mine4. */
const there: Record<Family, Record<string, string | undefined>> = {
  node: { mine1: me, mine2: me, mine3: me, mine4: me, mine5: me, theirs1: 'other', desk: undefined },
  edge: { myTie: me, myTie2: me, theirTie: 'other', deskTie: undefined },
  story: { myStory: me, theirStory: 'other' },
};
const gone: Record<Family, string[]> = { node: ['gone'], edge: ['goneTie'], story: [] };
const ends: Record<string, string[]> = {
  myTie: ['mine1', 'mine2'],
  theirTie: ['mine3', 'theirs1'],
  deskTie: ['desk', 'theirs1'],
  myTie2: ['mine5', 'mine1'],
};
const abouts: Record<string, string[]> = { myStory: ['mine1'], theirStory: ['mine4', 'myTie2'] };

function known(more: Partial<Known> = {}): Known {
  const withId = (lists: Record<string, string[]>, id: string) =>
    Object.keys(lists).filter((each) => lists[each]?.includes(id));
  return {
    is: (family, id) => Object.hasOwn(there[family], id),
    was: (family, id) => Object.hasOwn(there[family], id) || gone[family].includes(id),
    by: (family, id) => there[family][id],
    tiesOf: (node) => withId(ends, node),
    storiesAbout: (id) => withId(abouts, id),
    added: () => 0,
    addedByAll: () => 0,
    ...more,
  };
}

const node = (id: unknown, more = {}): Operation =>
  ({ op: 'addNode', node: { id, label: 'Zet', ...more } }) as Operation;
const edge = (id: string, from: string, to: string): Operation => ({ op: 'addEdge', edge: { id, from, to } });
const set = (op: string, id: string, field: string, value: unknown = 'x'): Operation =>
  ({ op, id, field, value }) as Operation;
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

const table: [what: string, item: Operation, refusal: string | null][] = [
  ['a node', node('new'), null],
  ['a node with an id that is there', node('theirs1'), 'idTaken'],
  ['a node with an id of my own', node('mine1'), 'idTaken'],
  ['a node with an id that was there', node('gone'), 'idTaken'],
  ['a node without an id', node(undefined), 'shape'],
  ['a node with an empty id', node(''), 'shape'],
  ['a node with an id that is no text', node(7), 'shape'],
  ['a node with an id that means something to scripts', node('__proto__'), 'shape'],
  ['a node with a long id', node('x'.repeat(201)), 'shape'],
  [
    'a node with a key that means something to scripts',
    JSON.parse('{"op":"addNode","node":{"id":"p","fields":{"__proto__":1}}}'),
    'shape',
  ],
  ['a node nested too deep', node('deep', { fields: deep(20) }), 'shape'],
  ['a node that is too long', node('long', { description: 'x'.repeat(mostBytes) }), 'tooLong'],
  ['a node and more', { ...node('new'), gesture: 'x' }, 'shape'],
  ['a tie between what others added', edge('newTie', 'theirs1', 'desk'), null],
  ['a tie to nothing', edge('newTie', 'mine1', 'nowhere'), 'missing'],
  ['a tie to what was removed', edge('newTie', 'mine1', 'gone'), 'missing'],
  ['a tie with an id that was there', edge('goneTie', 'mine1', 'mine2'), 'idTaken'],
  ['a tie with an id that is there', edge('deskTie', 'mine1', 'mine2'), 'idTaken'],
  ['a story about others', { op: 'addStory', story: { id: 's', title: 'x', about: ['desk', 'theirTie'] } }, null],
  ['a story about nothing', { op: 'addStory', story: { id: 's', title: 'x', about: ['nowhere'] } }, 'missing'],
  ['a story about no list', { op: 'addStory', story: { id: 's', title: 'x', about: 'desk' } }, 'missing'],
  ['a field of mine', set('setNode', 'mine1', 'label'), null],
  ['a field of another', set('setNode', 'theirs1', 'label'), 'others'],
  ['a field of what the desk added', set('setNode', 'desk', 'label'), 'others'],
  ['a field of what is gone', set('setNode', 'gone', 'label'), 'missing'],
  ['a field that is no text', { op: 'setNode', id: 'mine1', field: 3, value: 1 }, 'shape'],
  ['a field of my tie', set('setEdge', 'myTie', 'strength', 3), null],
  ['a field of another tie', set('setEdge', 'theirTie', 'strength', 3), 'others'],
  ['an end of my tie', set('setEdge', 'myTie', 'to', 'desk'), null],
  ['an end of my tie, to nothing', set('setEdge', 'myTie', 'from', 'nowhere'), 'missing'],
  ['my story', set('setStory', 'myStory', 'text'), null],
  ['my story, about nothing', set('setStory', 'myStory', 'about', ['nowhere']), 'missing'],
  ['another story', set('setStory', 'theirStory', 'text'), 'others'],
  ['my place', { op: 'moveNodes', positions: { mine1: [1, 2] } }, null],
  ['the place of another', { op: 'moveNodes', positions: { theirs1: [1, 2] } }, 'others'],
  ['the place of mine and of another', { op: 'moveNodes', positions: { mine1: [1, 2], theirs1: [1, 2] } }, 'shape'],
  ['the place of another, as a field', set('setNode', 'desk', 'position', [1, 2]), 'others'],
  ['removing mine, with ties of mine and a story of mine', { op: 'removeNodes', ids: ['mine1'] }, 'tied'],
  ['removing mine with my tie', { op: 'removeNodes', ids: ['mine2'] }, null],
  ['removing mine with a tie of another', { op: 'removeNodes', ids: ['mine3'] }, 'tied'],
  ['removing mine with a story of another', { op: 'removeNodes', ids: ['mine4'] }, 'tied'],
  ['removing mine with my tie of which another tells', { op: 'removeNodes', ids: ['mine5'] }, 'tied'],
  ['removing another', { op: 'removeNodes', ids: ['theirs1'] }, 'others'],
  ['removing several', { op: 'removeNodes', ids: ['mine2', 'theirs1'] }, 'shape'],
  ['removing mine and naming ties of others', { op: 'removeNodes', ids: ['mine2'], edges: ['deskTie'] }, 'shape'],
  ['removing my tie', { op: 'removeEdges', ids: ['myTie'] }, null],
  ['removing my tie of which another tells', { op: 'removeEdges', ids: ['myTie2'] }, 'tied'],
  ['removing another tie', { op: 'removeEdges', ids: ['theirTie'] }, 'others'],
  ['removing my story', { op: 'removeStories', ids: ['myStory'] }, null],
  ['removing another story', { op: 'removeStories', ids: ['theirStory'] }, 'others'],
  ['the title', { op: 'setNetwork', field: 'title', value: 'x' }, 'unknown'],
  ['a moment', { op: 'addSnapshot', snapshot: { id: 'm' } }, 'unknown'],
  ['removing a moment', { op: 'removeSnapshots', ids: ['m'] }, 'unknown'],
  ['what nobody knows', { op: 'constructor' }, 'unknown'],
];

for (const [what, item, refusal] of table)
  test(`contributing ${what}: ${refusal ?? 'taken'}`, () => assert.equal(refusalOf(item, me, known()), refusal));

test('nobody is bound by what is in no table', () => {
  // The story of mine is in the way of nothing but the story of another.
  const withoutTheirs = known({ storiesAbout: (id) => (id === 'mine1' ? ['myStory'] : []) });
  assert.equal(refusalOf({ op: 'removeNodes', ids: ['mine1'] }, me, withoutTheirs), null);
});

test('one device adds so much and no more, and neither do all together', () => {
  assert.equal(refusalOf(node('new'), me, known({ added: () => caps.device - 1 })), null);
  assert.equal(refusalOf(node('new'), me, known({ added: () => caps.device })), 'tooMany');
  assert.equal(refusalOf(node('new'), me, known({ addedByAll: () => caps.all })), 'tooMany');
  // Who is full still changes what is theirs.
  assert.equal(refusalOf(set('setNode', 'mine1', 'label'), me, known({ added: () => caps.device })), null);
});

test('an operation of several things is several items', () => {
  const operations: Operation[] = [
    { op: 'removeNodes', ids: ['a', 'b'], edges: ['e'] },
    { op: 'moveNodes', positions: { a: [1, 2], b: null } },
    set('setNode', 'a', 'position', [3, 4]),
    node('a'),
  ];
  assert.deepEqual(operations.flatMap(itemsOf), [
    { op: 'removeNodes', ids: ['a'] },
    { op: 'removeNodes', ids: ['b'] },
    { op: 'moveNodes', positions: { a: [1, 2] } },
    { op: 'moveNodes', positions: { b: null } },
    { op: 'moveNodes', positions: { a: [3, 4] } },
    node('a'),
  ]);
  assert.deepEqual(writesAt(set('setNode', 'a/b', 'nextStep.due')), ['nodeFields', 'a~1b/nextStep.due']);
  assert.equal(targetOf({ op: 'removeNodes', ids: [] }), null);
});

test('only the same field of the same thing makes what was said of it void', () => {
  assert.ok(replaces(set('setNode', 'a', 'label'), set('setNode', 'a', 'label', 'y')));
  assert.ok(!replaces(set('setNode', 'a', 'needs.k'), set('setNode', 'a', 'needs')));
  assert.ok(!replaces(set('setNode', 'a', 'label'), set('setEdge', 'a', 'label')));
  assert.ok(!replaces(node('a'), node('a')));
});

test('what is no list of operations is no contribution', () => {
  const body = (text: string, first = 0) => Uint8Array.of(first, ...new TextEncoder().encode(text));
  for (const text of [
    '',
    '{}',
    '[]',
    '[1]',
    '[{"op":1}]',
    'null',
    '[null]',
    `[${'{"op":"x"},'.repeat(100)}{"op":"x"}]`,
  ])
    assert.equal(itemsIn(body(text)), null, text);
  assert.equal(itemsIn(new Uint8Array()), null);
  assert.equal(itemsIn(body('[]', 1)), 'newer');
  assert.equal(itemsIn(body('[{"op":"x"}]'))?.length, 1);
});
