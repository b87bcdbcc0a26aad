import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { LensText } from '../../web/page/api/api_types.ts';
import type { Bridge } from '../../web/page/bridge/bridge.ts';
import { measuresOf } from '../../web/page/bridge/measures.ts';
import type { Json, NetworkJson } from '../../web/page/bridge/model.ts';
import { currentNetwork } from '../../web/page/bridge/versioned_network.ts';
import { answerTo, askLens, askScenario } from '../../web/page/lenses/lens_questions.ts';
import { formatText, lensText } from '../../web/page/lenses/lens_text.ts';
import type { askReader } from '../../web/page/program/reader.ts';
import { isoDay } from '../../web/page/support/iso_day.ts';
import * as words from '../../web/page/words/i18n.ts';
import { apply, networkOf, startCore } from './core.ts';

const { setLanguage, t, table } = words;

declare const IMPACTWEB_ROOT: string;

const html = { lang: '', querySelectorAll: () => [] };

before(() => {
  Object.defineProperty(globalThis, 'document', { value: { documentElement: html } });
  Object.defineProperty(globalThis, 'navigator', { value: { languages: [] }, configurable: true });
  globalThis.fetch = async (path) => {
    const [, later, language] = /strings\/(?:(\w+)-)?(\w+)\.json/.exec(String(path)) ?? [];
    const names = later ? [`later/${later}`] : ['canvas', 'page', 'issues'];
    const files = names.map((name) => join(IMPACTWEB_ROOT, 'assets', 'strings', String(language), `${name}.json`));
    return new Response(
      JSON.stringify(Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(file, 'utf8'))))),
    );
  };
});

async function sample(): Promise<Bridge> {
  const core = await startCore();
  const file = readFileSync(join(IMPACTWEB_ROOT, 'assets', 'samples', 'brabant.json'), 'utf8');
  core.call('load', { network: JSON.parse(file).network as NetworkJson });
  return core;
}

/** The commands of the worker, here in the core itself. */
function asking(core: Bridge): typeof askReader {
  return async (name, args) => core.call(name, args as never) as never;
}

/** Every text in an answer, wherever it stands. */
function textsIn(value: unknown, found: LensText[] = []): LensText[] {
  if (value === null || typeof value !== 'object') return found;
  if ('code' in value && 'params' in value) found.push(value as LensText);
  for (const each of Object.values(value)) textsIn(each, found);
  return found;
}

test('every lens answers, and everything that it says is there in both languages', async () => {
  const core = await sample();
  const { lenses } = core.call('lenses', {});
  assert.equal(lenses.length, 13);
  for (const language of ['nl', 'en'] as const) {
    await setLanguage(language);
    for (const { id } of lenses) {
      const answer = await askLens(currentNetwork(core), asking(core), id);
      assert.equal(answer.id, id);
      assert.notEqual(await lensText(core, answer.sentence), answer.sentence.code);
      for (const text of textsIn(answer)) {
        const told = formatText(text, (sector) => sector);
        assert.ok(!/[{}]|undefined|NaN|\[object/.test(told) && !told.startsWith('lens.'), `${id}: ${told}`);
      }
    }
  }
});

test('params are said as the language says them', async () => {
  const core = await sample();
  const tell = async (param: Json) => {
    await lensText(core, { code: 'lens.reason.near', params: ['x'] });
    table()['test.param'] = '{0}';
    return formatText({ code: 'test.param', params: [param] }, (id) => `sector ${id}`);
  };
  await setLanguage('nl');
  assert.equal(await tell(0.5), '0,5');
  assert.equal(await tell({ percent: 0.625 }), '63%');
  assert.match(await tell({ amount: 1500, currency: 'EUR' }), /€\s1\.500/);
  assert.equal(await tell({ amount: 3, currency: 'uren' }), '3 uren');
  assert.equal(await tell({ amount: 3, currency: '' }), '3');
  assert.equal(await tell({ list: ['a', { sector: 'b' }, { percent: 1 }] }), 'a, sector b en 100%');
  assert.equal(await tell({ stage: 'pilot' }), t('stage.pilot'));
  assert.equal(await tell({ code: 'lens.title.spider', params: [] }), t('lens.title.spider'));
  await setLanguage('en');
  assert.equal(await tell({ list: ['a', 'b'] }), 'a and b');
  assert.ok(table()['lens.title.spider'], 'the words of the lenses come along with another language');
});

test('a name with braces in it is said as it is', async () => {
  const core = await sample();
  apply(core, { op: 'setNode', id: 'sterk-brabant', field: 'label', value: '{0} <b> {1}' });
  const { sentence } = await askLens(currentNetwork(core), asking(core), 'spider', { who: 'hub' });
  assert.ok((await lensText(core, sentence)).includes('{0} <b> {1}'));
});

test('a lens that is not known, or an option that makes no sense, rejects with a sentence', async () => {
  const core = await sample();
  await setLanguage('en');
  await words.moreWords('reading');
  await assert.rejects(askLens(currentNetwork(core), asking(core), 'fortune'), /fortune/);
  await assert.rejects(
    askLens(currentNetwork(core), asking(core), 'spider', { who: 'king' }),
    /who.*hub, funder, sector, nodes/,
  );
  await assert.rejects(askLens(currentNetwork(core), asking(core), 'market', { colour: 1 }), /colour/);
});

test('operations of an answer can be applied, and a scenario says what they would do without doing it', async () => {
  const core = await sample();
  const { actions } = await askLens(currentNetwork(core), asking(core), 'spider');
  const operations = actions[0]?.operations ?? [];
  const kept = JSON.stringify(networkOf(core));
  const { before, after, rejected } = await askScenario(currentNetwork(core), asking(core), operations, {
    lenses: ['practice', { id: 'spider', options: { who: 'hub' } }],
    measures: ['independence'],
  });
  assert.deepEqual(rejected, []);
  assert.equal(JSON.stringify(networkOf(core)), kept);
  assert.equal(before.lenses[0]?.options.today, isoDay());
  const value = (measures: { [id: string]: Json }) => (measures.independence as { value: number }).value;
  assert.ok(value(after.measures) > value(before.measures));
  apply(core, ...operations);
  assert.deepEqual(
    (measuresOf(core, { only: ['independence'] }) as { [id: string]: Json }).independence,
    after.measures.independence,
  );
  const refused = await askScenario(currentNetwork(core), asking(core), [{ op: 'removeNodes', ids: ['nobody'] }], {});
  assert.match(refused.rejected[0]?.message ?? '', /no longer in the network/);
});

test('a question brings the network along only when the worker keeps another one', async () => {
  const core = await sample();
  const brought: boolean[] = [];
  const ask: typeof askReader = async (name, args) => {
    brought.push('network' in args);
    return core.call(name, args as never) as never;
  };
  const tied = async () => {
    const { completeness } = await askLens(currentNetwork(core), ask, 'spider');
    return completeness[0]?.of;
  };
  const before = await tied();
  assert.deepEqual(brought, [false, true]);
  assert.equal(await tied(), before);
  await askScenario(currentNetwork(core), ask, [{ op: 'removeNodes', ids: ['zet'] }], { lenses: ['spider'] });
  assert.equal(await tied(), before, 'a scenario changes nothing of what is kept');
  assert.deepEqual(brought, [false, true, false, false, false]);
  apply(core, { op: 'moveNodes', positions: { zet: [1, 2] } });
  assert.equal(await tied(), before, 'a place says nothing to a lens');
  assert.equal(brought.length, 6);
  apply(core, { op: 'addNode', node: { id: 'new', kind: 'actor', label: 'New' } });
  assert.equal(await tied(), Number(before) + 1);
  assert.deepEqual(brought.slice(6), [false, true]);
});

test('today is the day of the calendar on the wall', () => {
  assert.equal(isoDay(new Date(2026, 0, 5, 23, 59)), '2026-01-05');
});

test('an answer is about the network and the state that it was asked about, whatever is edited meanwhile', async () => {
  const core = await startCore();
  const line = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ op: 'addNode', node: { id: `n${count}-${at}`, label: `N ${at}` } }));
  apply(core, ...line(3));
  const before = currentNetwork(core);
  apply(core, ...line(4));
  const countOf = async (moment: typeof before) => {
    const answer = await answerTo(moment, asking(core), 'measuresOf', { only: ['degree'] }, undefined);
    return Object.keys((answer.degree as { perNode: object }).perNode).length;
  };
  assert.equal(await countOf(before), 3, 'what was written out before the edit');
  assert.equal(await countOf(currentNetwork(core)), 7, 'the worker does not take that for what there is now');
  assert.equal(await countOf(before), 3);
});

test('an edit while the worker asks for the network leaves the answer about what was asked', async () => {
  const core = await startCore();
  apply(core, { op: 'addNode', node: { id: 'a', label: 'A' } });
  let first = true;
  const ask = (async (name, args) => {
    const answer = core.call(name, args as never);
    if (first) apply(core, { op: 'addNode', node: { id: 'b', label: 'B' } });
    first = false;
    return answer as never;
  }) as typeof askReader;
  const count = async () => {
    const answer = await answerTo(currentNetwork(core), ask, 'measuresOf', { only: ['degree'] }, undefined);
    return Object.keys((answer.degree as { perNode: object }).perNode).length;
  };
  assert.equal(await count(), 1);
  assert.equal(await count(), 2);
});
