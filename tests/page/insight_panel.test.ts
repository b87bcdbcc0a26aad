// What the insight panel makes of answers before it is HTML: the order of tables, how values are spread, words that mean the same, and
// what is kept of scenarios.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { measuresOf } from '../../web/page/bridge/measures.ts';
import type { Json, NetworkJson } from '../../web/page/bridge/model.ts';
import { dayNumber } from '../../web/page/insight/day_number.ts';
import { introductionCards } from '../../web/page/insight/introduction_cards.ts';
import { keyFigures, measureOrder, portions } from '../../web/page/insight/measure_list.ts';
import { wholeText } from '../../web/page/insight/measure_words.ts';
import { NetworkView } from '../../web/page/insight/network_view.ts';
import { binsOf, type NodeRow, rowsInView } from '../../web/page/insight/node_table.ts';
import { proposalsIn } from '../../web/page/insight/proposals.ts';
import { changedFigures } from '../../web/page/insight/scenario_keeping.ts';
import { scenariosIn } from '../../web/page/insight/scenario_storage.ts';
import { tiesThere } from '../../web/page/insight/scenario_words.ts';
import { withWords, wordsIn } from '../../web/page/insight/word_groups.ts';
import { speak } from '../../web/page/support/texts.ts';
import { apply, startCore } from './core.ts';

declare const IMPACTWEB_ROOT: string;

if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { languages: ['nl'] } });

const order = new Intl.Collator('nl');
const row = (name: string, ...values: number[]): NodeRow => ({ id: name.toLowerCase(), name, values });
const rows = [row('Zet', 2, 0.5), row('Érfgoed', Number.NaN, 0.5), row('Breda Circulair', 3, 0), row('Álfa', 2, 1)];
const names = (found: readonly NodeRow[]) => found.map(({ name }) => name).join(' ');

test('rows go by a column or by name, and what is undefined comes last both ways', () => {
  const view = { text: '', by: 0, descending: true };
  assert.equal(names(rowsInView(rows, view, order)), 'Breda Circulair Álfa Zet Érfgoed');
  assert.equal(names(rowsInView(rows, { ...view, descending: false }, order)), 'Álfa Zet Breda Circulair Érfgoed');
  assert.equal(names(rowsInView(rows, { ...view, by: -1 }, order)), 'Zet Érfgoed Breda Circulair Álfa');
  assert.equal(names(rowsInView(rows, { ...view, text: ' erf' }, order)), 'Érfgoed');
  assert.equal(names(rows), 'Zet Érfgoed Breda Circulair Álfa', 'the rows themselves stay as they are');
});

test('bins are few, lie between round numbers, and hold every value once', () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  for (const scale of [1e-6, 0.01, 1, 37, 1e5])
    for (const whole of [false, true]) {
      const values = Array.from({ length: 500 }, () =>
        whole ? Math.round(random() * 1000) : (random() - 0.3) * scale,
      );
      const bins = binsOf([...values, Number.NaN]);
      assert.ok(bins.length >= 2 && bins.length <= 12, `${bins.length} bins`);
      assert.equal(
        bins.reduce((sum, { count }) => sum + count, 0),
        values.length,
      );
      for (const { from, to, count } of bins.slice(0, -1))
        assert.equal(count, values.filter((value) => value >= from && value < to).length, `${from} to ${to}`);
    }
  assert.deepEqual(binsOf([]), []);
  assert.deepEqual(binsOf([Number.NaN]), []);
  assert.deepEqual(binsOf([4, 4]), [{ from: 4, to: 4, count: 2 }]);
  assert.deepEqual(
    binsOf([0, 1, 1, 3]).map(({ from, count }) => [from, count]),
    [
      [0, 1],
      [1, 2],
      [2, 0],
      [3, 1],
    ],
  );
});

test('words that mean the same become one group, and what cannot be read stays', () => {
  assert.deepEqual(wordsIn(' zaal , Ruimte;Zaal\n  vergader  plek,, '), ['zaal', 'Ruimte', 'vergader plek']);
  const odd = { no: 'list' };
  assert.deepEqual(withWords([['geld', 'euro'], odd, ['zaal', 'hok']], ['Zaal', 'ruimte']), [
    ['geld', 'euro'],
    odd,
    ['zaal', 'hok', 'ruimte'],
  ]);
});

test('a date is a day, whatever it lacks; a word is none', () => {
  assert.equal(dayNumber('1970-01-02'), 1);
  assert.equal(dayNumber('1970-02'), 31);
  assert.equal(dayNumber('1971'), 365);
  for (const none of ['', 'soon', '19-01-02', '1970-01-02T00']) assert.equal(dayNumber(none), null);
});

test('of what was kept as scenarios only what is one is read', () => {
  const scenario = { id: 'a', name: 'Without Zet', created: 1, operations: [{ op: 'removeNodes', ids: ['zet'] }] };
  assert.deepEqual(scenariosIn([scenario, null, 'x', { ...scenario, operations: [null] }, { ...scenario, name: 3 }]), [
    scenario,
  ]);
  for (const none of [undefined, null, 'x', { 0: scenario }]) assert.deepEqual(scenariosIn(none), []);
});

test('a table becomes CSV in which no text is a formula and numbers stay numbers', async () => {
  const core = await startCore();
  const { files } = core.call('exportTable', {
    rows: [
      ['Name', 'Ties'],
      ['=1+1', -2.5],
      ['Zet, "Tilburg"', null],
      ['-3', 1e-7],
    ],
  });
  const text = new TextDecoder().decode(core.takeBytes(files[0]?.size ?? 0));
  assert.equal(text, `Name,Ties\r\n'=1+1,-2.5\r\n"Zet, ""Tilburg""",\r\n-3,1e-07\r\n`);
});

test('the list of measures has every measure of the core once, and each has its words in both languages', async () => {
  const core = await startCore();
  core.call('load', {
    network: {
      nodes: [
        { id: 'a', label: 'A', sector: 'government' },
        { id: 'b', label: 'B', sector: 'business' },
      ],
      edges: [{ id: 'e', from: 'a', to: 'b', kind: 'worksWith' }],
    },
  });
  const { network } = core.call('snapshot', {}) as { network: NetworkJson };
  const answer = core.call('measuresOf', { network });
  assert.ok('answer' in answer);
  assert.deepEqual([...measureOrder].sort(), Object.keys(answer.answer).sort());
  assert.deepEqual([...portions.flat()].sort(), [...measureOrder].sort());
  const beside = measuresOf(core, {});
  for (const id of ['density', 'degree', 'betweenness', 'stage'])
    assert.deepEqual(answer.answer[id], (beside as { [id: string]: Json })[id], id);
  const roles = Object.keys((answer.answer.brokerage as { perNode: { a: object } }).perNode.a);
  for (const language of ['nl', 'en']) {
    const file = join(IMPACTWEB_ROOT, 'assets', 'strings', language, 'later', 'measures.json');
    const words = JSON.parse(readFileSync(file, 'utf8')) as { [key: string]: string };
    const wanted = measureOrder.flatMap((id) => [`measure.${id}`, `measure.about.${id}`, `measure.source.${id}`]);
    for (const key of [...wanted, ...roles.map((role) => `measure.brokerage.${role}`)]) assert.ok(words[key], key);
  }
});

test('a tie that is there already is known, whichever way it goes, and one of another kind is another one', async () => {
  const core = await startCore();
  Object.defineProperty(globalThis, 'document', { value: { documentElement: { lang: 'nl' } }, configurable: true });
  core.call('load', {
    network: {
      nodes: ['zet', 'sterk', 'impact'].map((id) => ({ id, label: id.toUpperCase() })),
      edges: [{ id: 'e', from: 'zet', to: 'sterk', kind: 'worksWith' }],
    },
  });
  const adding = (from: string, to: string, kind: string) => ({ op: 'addEdge', edge: { from, to, kind } });
  const operations = [
    adding('sterk', 'zet', 'worksWith'),
    adding('sterk', 'zet', 'funds'),
    adding('impact', 'zet', 'worksWith'),
    { op: 'removeNodes', ids: ['impact'] },
  ];
  assert.deepEqual(tiesThere(operations, new NetworkView(core)), ['STERK – ZET']);
  core.call('apply', { operations: operations.slice(1, 2) });
  assert.deepEqual(
    tiesThere(operations, new NetworkView(core)),
    ['STERK – ZET', 'STERK – ZET'],
    'of the network as it is now',
  );
});

const wordsOf = (language: string) =>
  Object.assign(
    {},
    ...['canvas', 'page', 'later/insight', 'later/measures'].map((file) =>
      JSON.parse(readFileSync(join(IMPACTWEB_ROOT, 'assets', 'strings', language, `${file}.json`), 'utf8')),
    ),
  );

test('what a tie would change is told in the key figures, as exactly as it takes, and nothing else is', async () => {
  Object.defineProperty(globalThis, 'document', { value: { documentElement: { lang: 'nl' } }, configurable: true });
  speak('nl', wordsOf('nl'));
  const core = await startCore();
  const nodes = Array.from({ length: 60 }, (_, at) => ({ id: `n${at}`, label: `N${at}` }));
  const edges = nodes.slice(1).map(({ id }) => ({ id: `e${id}`, from: 'n0', to: id, kind: 'funds' }));
  core.call('load', { network: { nodes, edges } });
  const figures = () => structuredClone(measuresOf(core, { only: [...keyFigures] })) as { [id: string]: Json };
  const before = figures();
  assert.deepEqual(changedFigures(before, figures()), []);
  apply(core, { op: 'addEdge', edge: { from: 'n1', to: 'n2', kind: 'worksWith', direction: 'mutual' } });
  const told = changedFigures(before, figures());
  assert.ok(told.length > 0);
  assert.ok(told.includes('Dichtheid: van 3,3% naar 3,4%.'), told.join(' '));
});

test('a number is read the same in measures and in a comparison, and who is alone is no group', () => {
  speak('nl', wordsOf('nl'));
  assert.equal(wholeText('reciprocity', { value: 5 / 7 } as never), '71%');
  assert.equal(wholeText('blau', { value: 0.7142857 } as never), '0,714');
  const perNode = { a: 0, b: 0, c: 1, d: 2, e: 2 };
  assert.equal(wholeText('communities', { value: 0.4, count: 3, perNode } as never), '2');
});

test('cards are for the introductions that were ticked, and begin with a sentence to say', async () => {
  Object.defineProperty(globalThis, 'document', { value: { documentElement: { lang: 'nl' } }, configurable: true });
  speak('nl', wordsOf('nl'));
  const core = await startCore();
  core.call('load', {
    network: {
      nodes: [
        { id: 'a', label: 'Zet', needs: [{ id: 'x', text: 'ruimte' }] },
        { id: 'b', label: 'Stérk', offers: [{ id: 'y', text: 'ruimte' }] },
        { id: 'c', label: 'Zorgbelang' },
        { id: 'plan', label: 'Plan', kind: 'initiative' },
        { id: 'doel', label: 'Doel', kind: 'vision' },
      ],
      edges: [
        { id: '1', from: 'a', to: 'plan', kind: 'founded' },
        { id: '2', from: 'c', to: 'plan', kind: 'funds' },
        { id: '3', from: 'b', to: 'doel', kind: 'supports' },
        { id: '4', from: 'c', to: 'doel', kind: 'supports' },
      ],
    },
  });
  const { network } = core.call('snapshot', {}) as { network: NetworkJson };
  const asked = core.call('lens', { id: 'introductions', today: '2026-01-01', network } as never) as unknown as {
    answer: never;
  };
  const answer = asked.answer;
  const view = new NetworkView(core);
  const { first, others } = proposalsIn(answer, view);
  assert.deepEqual(
    others.map(({ text }) => text),
    ['Kennen Zet en Zorgbelang elkaar al? Teken dan de relatie'],
  );
  assert.equal(first.length, 2);
  const cards = introductionCards(view, answer, new Set([first[0]?.text ?? '']));
  assert.equal(cards.length, 1);
  assert.equal(cards[0]?.lines[0], 'Begin zo: “Zet zoekt ruimte. Zou Stérk kunnen helpen met ruimte?”');
  assert.deepEqual(introductionCards(view, answer, new Set()), []);
});
