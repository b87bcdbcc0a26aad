import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { readSetting, writeSetting } from '../../web/page/support/settings.ts';
import {
  fill,
  hasText,
  language,
  moreWords,
  onLanguage,
  plural,
  preferredLanguage,
  setLanguage,
  t,
  table,
} from '../../web/page/words/i18n.ts';
import { issueSentence, issueText, placeText, Refusal, stepText } from '../../web/page/words/issues.ts';

declare const IMPACTWEB_ROOT: string;

const html = { lang: '', querySelectorAll: () => [] };
const browser = { languages: ['nl-NL'] };

before(() => {
  // The three things of a browser that words need.
  Object.defineProperty(globalThis, 'document', { value: { documentElement: html } });
  Object.defineProperty(globalThis, 'navigator', { value: browser, configurable: true });
  globalThis.fetch = async (path) => {
    const [, later, language = ''] = /^strings\/(?:(\w+)-)?(\w+)\.json$/.exec(String(path)) ?? [];
    const folder = join(IMPACTWEB_ROOT, 'assets', 'strings', language);
    const files = later ? [`later/${later}.json`] : readdirSync(folder).filter((file) => file.endsWith('.json'));
    const merged = Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))));
    return new Response(JSON.stringify(merged));
  };
});

test("the browser's first language that we speak is taken, and a choice is remembered", async () => {
  for (const [languages, expected] of [
    [['nl-BE', 'en'], 'nl'],
    [['fr', 'EN-us', 'nl'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ] as const) {
    browser.languages = [...languages];
    assert.equal(preferredLanguage(), expected);
  }
  browser.languages = ['nl'];
  await setLanguage('en', true);
  assert.equal(preferredLanguage(), 'en');
  writeSetting('language', 'xx');
  assert.equal(preferredLanguage(), 'nl', 'a choice that makes no sense is none');
  writeSetting('language', null);
  assert.equal(readSetting('language'), null);
});

test('no sentence about what was refused or left shows an id', async () => {
  const id = 'mx29-internal-id';
  for (const wanted of ['nl', 'en'] as const) {
    await setLanguage(wanted);
    // Each of these is told of an id by the core (core/operation, core/model/fields.cpp).
    for (const code of [
      'nodeUnknown',
      'edgeUnknown',
      'itemUnknown',
      'edgeEndMissing',
      'storyUnknown',
      'snapshotUnknown',
      'idTaken',
      'undoSkippedGone',
    ])
      for (const where of ['', `needs.${id}.text`, `offers.${id}`, 'positions', 'id']) {
        const sentence = issueSentence({ code, where, params: [id] });
        assert.ok(!sentence.includes(id) && !sentence.includes(`(${code})`), sentence);
      }
  }
  await setLanguage('nl');
});

test('a switch of language changes the words, tells who wants to know and marks the page', async () => {
  await setLanguage('nl');
  const dutch = t('issue.unknown', 'x');
  let told = 0;
  const stop = onLanguage(() => told++);
  await setLanguage('en');
  stop();
  await setLanguage('nl');
  assert.equal(told, 1);
  assert.equal(html.lang, 'nl');
  assert.equal(language(), 'nl');
  assert.equal(t('issue.unknown', 'x'), dutch);
  await setLanguage('en');
  assert.notEqual(t('issue.unknown', 'x'), dutch);
  assert.equal(html.lang, 'en');
});

test('words that come later are there when they are asked for, and in every language from then on', async () => {
  await setLanguage('nl');
  assert.ok(!hasText('report.title') && hasText('common.ok'));
  // Two parts of the page may begin at the same time, while somebody changes the language.
  await Promise.all([moreWords('report'), moreWords('picture', 'report'), setLanguage('en'), setLanguage('nl')]);
  const dutch = t('report.title');
  assert.ok(hasText('picture.title'));
  assert.ok(dutch !== 'report.title' && hasText('common.ok'));
  await setLanguage('en');
  assert.ok(hasText('report.title') && t('report.title') !== dutch);
  await setLanguage('nl');
  assert.equal(t('report.title'), dutch);
});

test('a plural has a singular, may have none, and may name others; dates are written out', async () => {
  browser.languages = [];
  const said = '{0, plural, =0 {niets van {1}} one {# dag van {1}} other {# dagen van {1}}}.';
  await setLanguage('nl');
  assert.equal(fill(said, [1, 'Zet']), '1 dag van Zet.');
  assert.equal(fill(said, ['1', 'Zet']), '1 dag van Zet.');
  assert.equal(fill(said, [1234, '{0} # $&']), '1.234 dagen van {0} # $&.');
  assert.equal(fill(said, [0, 'Zet']), 'niets van Zet.');
  const since = 'sinds {0, date}';
  assert.equal(fill(since, ['2026-03-14']), 'sinds 14 maart 2026');
  assert.equal(fill(since, ['2026-03']), 'sinds maart 2026');
  assert.equal(fill(since, ['2026']), 'sinds 2026');
  assert.equal(fill(since, ['vorig jaar']), 'sinds vorig jaar');
  await setLanguage('en');
  assert.equal(fill(since, ['2026-03']), 'sinds March 2026');
});

test('what a format loses is named as the inspector names it', async () => {
  await setLanguage('nl');
  const issue = { code: 'lossNodeFields', where: '', params: ['1', 'nextStep.due, confirmedBy, Eigen'] };
  await moreWords('reading');
  const said = issueText(issue);
  assert.match(said, /^1 onderdeel komt .*: Volgende stap: wanneer, Bevestigd door, Eigen\.$/);
});

test('parameters are put in once and as they are', async () => {
  await setLanguage('en');
  const text = issueText({ code: 'unknown', where: '', params: ['$& {0} {1} <b>'] });
  assert.ok(text.includes('$& {0} {1} <b>'), text);
});

test('numbers are written as the language writes them, and one is not many', async () => {
  browser.languages = [];
  await setLanguage('nl');
  const many = plural('count.nodes', 1234);
  assert.match(many, /1\.234/);
  assert.notEqual(plural('count.nodes', 1).replace('1', ''), many.replace('1.234', ''));
  await setLanguage('en');
  assert.match(plural('count.nodes', 1234), /1,234/);
});

test('every issue is a sentence of its own and names its place; an unknown one names its code', async () => {
  for (const tongue of ['nl', 'en'] as const) {
    await setLanguage(tongue);
    const issues = Object.keys(table()).filter((key) => key.startsWith('issue.') && key !== 'issue.at');
    assert.ok(issues.length > 20);
    for (const key of issues) {
      const said = issueSentence({
        code: key.slice('issue.'.length),
        where: 'network.nodes[3]',
        params: ['a', 'b', 'c', 'd'],
      });
      assert.ok(said.includes('network.nodes[3]'), key);
      assert.ok(!/[{}]/.test(said), `${key}: ${said}`);
    }
    assert.ok(issueText({ code: 'neverHeardOf', where: '', params: [] }).includes('neverHeardOf'));
  }
});

test('a refusal is an error with the sentence and its place', async () => {
  await setLanguage('en');
  const issue = { code: 'notJson', where: 'line 3, column 9', params: [] };
  const refusal = new Refusal(issue);
  assert.ok(refusal instanceof Error);
  assert.equal(refusal.message, issueSentence(issue));
  assert.ok(refusal.message.includes('line 3, column 9'));
});

test('an undo step has a name, also when nobody gave it one', async () => {
  await setLanguage('nl');
  assert.ok(stepText({ code: 'addNode', params: ['Zet'] }).includes('Zet'));
  assert.equal(stepText({ code: 'neverHeardOf', params: [] }), t('history.several'));
});

test('every form of a place is in the words of the language, alone and behind the name of a file', async () => {
  const forms = {
    'line 3, column 7': 'regel 3, teken 7',
    'row 12': 'rij 12',
    'row 12, column "Van"': 'rij 12, kolom “Van”',
    'row 12, column 3': 'rij 12, kolom 3',
    'sheet "Nodes"': 'blad “Nodes”',
    'sheet "Nodes", row 7': 'blad “Nodes”, rij 7',
    'sheet "Nodes", row 7, column "Van"': 'blad “Nodes”, rij 7, kolom “Van”',
    'sheet "Nodes", row 7, column 3': 'blad “Nodes”, rij 7, kolom 3',
    // What people call things is theirs, whatever it looks like.
    'row 7, column "a, row 6"': 'rij 7, kolom “a, row 6”',
    'row 7, column "column 4"': 'rij 7, kolom “column 4”',
    'sheet "row 1", row 2, column "sheet "x""': 'blad “row 1”, rij 2, kolom “sheet "x"”',
    'row 7, column "two\nlines"': 'rij 7, kolom “two\nlines”',
    'network.nodes[3].label': 'network.nodes[3].label',
    'plan.tables[0].columns': 'plan.tables[0].columns',
    'xl/workbook.xml': 'xl/workbook.xml',
    row: 'row',
  };
  for (const [form, dutch] of Object.entries(forms))
    for (const file of ['', 'people.xlsx', 'line 1, column 2.csv', 'a, b.csv', 'sheet.json']) {
      const before = file && `${file}, `;
      await setLanguage('nl');
      assert.equal(placeText(before + form), before + dutch);
      assert.ok(issueSentence({ code: 'fileEmpty', where: before + form, params: [] }).startsWith(before + dutch));
      await setLanguage('en');
      const english = dutch
        .replace(/^blad (?=“)/, 'sheet ')
        .replace(/(?<=^|”, )rij (?=\d)/, 'row ')
        .replace(/(?<=, )kolom (?=[“\d])/, 'column ')
        .replace('regel 3, teken 7', 'line 3, column 7');
      assert.equal(placeText(before + form), before + english);
    }
  await setLanguage('nl');
  const merged = { code: 'rowMerged', where: 'row 9', params: ['row 3', 'b.xlsx, sheet "A", row 3'] };
  await moreWords('reading');
  assert.match(
    issueSentence(merged),
    /^rij 9: .*row 3.*b\.xlsx, blad “A”, rij 3/,
    'also where a place is within the sentence',
  );
});

test('a place in a file is named in the words of the language', async () => {
  const at = (where: string) => issueSentence({ code: 'fileEmpty', where, params: [] }).split(': ')[0];
  await setLanguage('nl');
  assert.equal(at('line 3, column 7'), 'regel 3, teken 7');
  assert.equal(at('ties.csv, row 12, column "Van"'), 'ties.csv, rij 12, kolom “Van”');
  assert.equal(at('people.xlsx, sheet "Nodes", row 7, column "Van"'), 'people.xlsx, blad “Nodes”, rij 7, kolom “Van”');
  assert.equal(at('network.nodes[3].label'), 'network.nodes[3].label');
  await setLanguage('en');
  assert.equal(at('row 12'), 'row 12');
});

test('the sample is the same network in both languages, with all of its words in each', () => {
  const networks = ['brabant', 'brabant-en'].map(
    (name) => JSON.parse(readFileSync(join(IMPACTWEB_ROOT, 'assets', 'samples', `${name}.json`), 'utf8')).network,
  );
  const told = ['title', 'description', 'label', 'text', 'motivation', 'tags', 'roles'];
  const shape = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((each) => shape(each, key));
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shape(each, name)]));
    return told.includes(key) ? '' : value;
  };
  assert.deepEqual(shape(networks[0]), shape(networks[1]));
  const english = JSON.stringify(networks[1]);
  assert.ok(!/\b(?:van|een|het|voor|partijen|Medeoprichter)\b/.test(english.replaceAll('impactvolle', '')), english);
});

test('the handbook names the insights as the page does', async () => {
  await moreWords('insight');
  for (const tongue of ['nl', 'en'] as const) {
    await setLanguage(tongue);
    const chapter = readFileSync(join(IMPACTWEB_ROOT, 'assets', 'handbook', tongue, '06-insight.md'), 'utf8');
    const questions = Object.keys(table()).filter((key) => key.startsWith('lens.question.'));
    assert.equal(questions.length, 13);
    for (const key of questions) assert.ok(chapter.includes(`| ${t(key)} |`), t(key));
    assert.ok(chapter.includes(`*${t('lens.do')}*`) && chapter.includes(`*${t('lens.try')}*`));
  }
});
