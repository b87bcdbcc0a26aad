// What contributions change in a network, and what may come in as one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json, NetworkJson } from '../../web/page/bridge/model.ts';
import { type Decision, folded, isSimilar, planOf } from '../../web/page/cards/accept.ts';
import {
  type Contribution,
  cardFromJson,
  cardOf,
  cardToJson,
  contributionFile,
  contributionFromJson,
  contributionsInFile,
  NotACard,
} from '../../web/page/cards/card.ts';
import { packed, unpacked } from '../../web/page/links/codec.ts';
import { carriedBy, lettersIn } from '../../web/page/links/links.ts';
import { apply, networkOf, startCore } from './core.ts';

const zet: Contribution = {
  id: 'answer000001',
  network: 'n',
  day: '2026-11-25',
  label: 'stichting ZET',
  place: 'Tilburg',
  energy: 4,
  offers: [{ text: 'een zaal', terms: 'gift' }],
  needs: [],
  ties: [
    { relation: 'worksWith', to: 'Breda Circulair', wish: false },
    { relation: 'fundedBy', to: 'Provincie Noord-Brabant', wish: false },
    { relation: 'takesPartIn', to: 'Proeftuin', wish: true },
  ],
};

const table = [
  { op: 'addNode', node: { id: 'zet', label: 'Stichting Zet', place: 'Breda' } },
  { op: 'addNode', node: { id: 'prov', label: 'Provincie Noord-Brabant' } },
  { op: 'addNode', node: { id: 'bc', label: 'Breda Circulair' } },
  { op: 'addEdge', edge: { id: 'e', from: 'prov', to: 'zet', kind: 'funds' } },
];

async function accepted(contributions: Contribution[], decisions: Decision[] = []) {
  const core = await startCore();
  apply(core, ...table);
  const before = networkOf(core);
  const plan = planOf(before, contributions, decisions);
  if (plan.operations.length > 0) apply(core, ...plan.operations);
  const after = networkOf(core) as { nodes: { [key: string]: Json }[]; edges: { [key: string]: Json }[] };
  return { ...plan, core, before, ...after };
}

test('an answer of somebody who is there fills in what they say, and says who claimed a tie', async () => {
  const { reviews, nodes, edges } = await accepted([zet]);
  assert.equal(reviews[0]?.who, 'zet');
  assert.deepEqual(
    reviews[0]?.fields.map(({ field, conflict }) => [field, conflict]),
    [
      ['place', true],
      ['energy', false],
    ],
  );
  assert.deepEqual(
    reviews[0]?.ties.map(({ outcome, newNode }) => [outcome, newNode]),
    [
      ['new', false],
      ['claimed', false],
      ['new', true],
    ],
  );
  const node = nodes.find(({ id }) => id === 'zet');
  assert.equal(node?.place, 'Tilburg');
  assert.deepEqual((node?.offers as { text: string }[] | undefined)?.[0]?.text, 'een zaal');
  const funds = edges.find(({ id }) => id === 'e');
  assert.equal(funds?.claimedBy, 'Stichting Zet');
  const wish = edges.find(({ kind }) => kind === 'takesPartIn');
  assert.equal(wish?.status, 'potential');
  assert.equal(nodes.find(({ id }) => id === wish?.to)?.kind, 'initiative');
});

test('the other side confirms, in the same handful or later', async () => {
  const other: Contribution = {
    ...zet,
    id: 'answer000002',
    label: 'Breda Circulair',
    offers: [],
    ties: [{ relation: 'worksWith', to: 'Stichting Zet', wish: false }],
  };
  const { reviews, edges, core } = await accepted([zet, other]);
  assert.equal(reviews[1]?.ties[0]?.outcome, 'confirmed');
  const works = edges.filter(({ kind }) => kind === 'worksWith');
  assert.equal(works.length, 1);
  assert.deepEqual([works[0]?.claimedBy, works[0]?.confirmedBy], ['Stichting Zet', 'Breda Circulair']);
  assert.equal(planOf(networkOf(core), [other]).reviews[0]?.ties[0]?.outcome, 'known');
});

test('the same answer twice changes nothing the second time', async () => {
  const { core } = await accepted([zet]);
  assert.deepEqual(planOf(networkOf(core), [zet]).operations, []);
  const stranger = { ...zet, label: 'Impact Zuid' };
  const first = await accepted([stranger]);
  assert.deepEqual(planOf(networkOf(first.core), [stranger]).operations, []);
});

test('what is left out stays as it was, and what is declined changes nothing', async () => {
  const kept = await accepted([zet], [{ accepted: true, kept: new Set(['place']), left: new Set([0, 2]) }]);
  assert.equal(kept.nodes.find(({ id }) => id === 'zet')?.place, 'Breda');
  assert.equal(kept.edges.length, 1);
  assert.equal(kept.nodes.length, 3);
  const declined = await accepted([zet], [{ accepted: false, kept: new Set(), left: new Set() }]);
  assert.deepEqual(declined.operations, []);
});

test('somebody whose name is almost the same is asked about, and is neither them nor new before it is answered', async () => {
  const unsure = await accepted([{ ...zet, label: 'Breda Circulaire', ties: [] }]);
  assert.deepEqual(unsure.reviews[0]?.candidates, [{ id: 'bc', label: 'Breda Circulair', same: false }]);
  assert.ok(unsure.reviews[0]?.asksWho && unsure.reviews[0].asks);
  assert.deepEqual(unsure.operations, []);
  const other = await accepted(
    [{ ...zet, label: 'Breda Circulaire', ties: [] }],
    [{ accepted: true, who: null, kept: new Set(), left: new Set() }],
  );
  assert.ok(!other.reviews[0]?.asks);
  assert.equal(other.nodes.length, 4);
  const same = await accepted(
    [{ ...zet, label: 'Breda Circulaire', ties: [] }],
    [{ accepted: true, who: 'bc', kept: new Set(), left: new Set() }],
  );
  assert.equal(same.nodes.length, 3);
  assert.equal(same.nodes.find(({ id }) => id === 'bc')?.place, 'Tilburg');
});

test('whom somebody is tied to is asked about as well where the name is almost that of another', async () => {
  const said: Contribution = { ...zet, ties: [{ relation: 'worksWith', to: 'Breda Circulaire', wish: false }] };
  const unsure = await accepted([said]);
  assert.deepEqual(unsure.reviews[0]?.ties[0]?.similar, [{ id: 'bc', label: 'Breda Circulair' }]);
  assert.ok(unsure.reviews[0]?.asks && !unsure.reviews[0].asksWho);
  assert.deepEqual(unsure.operations, []);
  const decided = (answer: string | null): Decision[] => [
    { accepted: true, kept: new Set(), left: new Set(), others: new Map([[0, answer]]) },
  ];
  const same = await accepted([said], decided('bc'));
  assert.equal(same.nodes.length, 3);
  assert.ok(same.edges.some(({ from, to }) => from === 'zet' && to === 'bc'));
  assert.equal((await accepted([said], decided(null))).nodes.length, 4);
  const left = await accepted([said], [{ accepted: true, kept: new Set(), left: new Set([0]) }]);
  assert.ok(left.operations.length > 0 && left.edges.length === 1, 'what is left out asks nothing');
});

test('nobody is tied to themselves, and a name that stands twice in one answer is one node', async () => {
  const { nodes, edges } = await accepted([
    {
      ...zet,
      label: 'Impact Zuid',
      ties: [
        { relation: 'worksWith', to: 'impact zuid', wish: false },
        { relation: 'givesTo', to: 'Zorgbelang', wish: false },
        { relation: 'getsFrom', to: 'zorgbelang', wish: false },
      ],
    },
  ]);
  assert.equal(nodes.filter(({ label }) => label === 'Zorgbelang').length, 1);
  assert.equal(edges.filter(({ from, to }) => from === to).length, 0);
  assert.equal(edges.length, 3);
});

test('names are compared without case, accents and legal forms', () => {
  assert.equal(folded('Stichting Zét'), folded('zet'));
  assert.equal(folded('Stérk.Brabant B.V.'), folded('sterk brabant b v'));
  assert.equal(folded('Stichting'), 'stichting');
  assert.ok(isSimilar('zorgbelang brabant', 'zorgbelang brabant zeeland'));
  assert.ok(!isSimilar('gemeente tilburg', 'gemeente breda'));
  assert.ok(!isSimilar('zet', 'zit'));
});

test('cards and answers come through links and files as they were', () => {
  const network = {
    title: 'Werksessie',
    sectors: [{ id: 'government', label: '' }],
    nodes: [{ id: 'a', label: 'Stichting Zet', kind: 'actor' }],
  } as unknown as NetworkJson;
  const card = cardOf('n1', network);
  const address = `http://localhost/#card=${packed(cardToJson(card))}`;
  const carried = carriedBy(new URL(address).hash.slice(1));
  assert.equal(carried?.mode, 'card');
  assert.deepEqual(cardFromJson(unpacked(carried?.letters ?? '')), {
    ...card,
    nodes: [{ id: '', label: 'Stichting Zet', kind: 'actor' }],
  });
  assert.deepEqual(contributionFromJson(unpacked(packed(zet as unknown as Json))), zet);
  assert.deepEqual(contributionsInFile(JSON.stringify(contributionFile(zet))), [zet]);
  assert.deepEqual(contributionsInFile(JSON.stringify([contributionFile(zet), contributionFile(zet)]))?.length, 2);
  assert.equal(contributionsInFile('{"type":"impactweb","version":1}'), null);
  const letters = packed(zet as unknown as Json);
  assert.deepEqual(lettersIn('answer', `Hallo,\n> https://x.test/#answer=${letters} groet\n#card=1.abc`), [letters]);
});

test('what is no answer is refused, and what does not belong in one is left out', () => {
  for (const wrong of [
    null,
    1,
    [],
    {},
    { ...zet, label: ' ' },
    { ...zet, id: '<script>' },
    { ...zet, ties: 'x' },
    { ...zet, offers: [1] },
  ])
    assert.throws(() => contributionFromJson(wrong as unknown as Json), NotACard);
  assert.throws(() => contributionsInFile('{"type":"impactweb-contribution"'), NotACard);
  assert.throws(() => contributionsInFile('{"type":"impactweb-contribution","version":9}'), NotACard);
  const odd = contributionFromJson({
    ...zet,
    energy: 9,
    form: 'robot',
    label: 'a\u0000b\nc'.repeat(200),
    ties: [
      { relation: 'hates', to: 'x' },
      { relation: 'funds', to: '' },
    ],
  } as unknown as Json);
  assert.equal(odd.energy, undefined);
  assert.equal(odd.form, undefined);
  assert.deepEqual(odd.ties, []);
  assert.ok(odd.label.length <= 300 && !/[\n\0]/.test(odd.label));
});
