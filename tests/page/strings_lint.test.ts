// The check of the string tables finds what it is there to find.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

declare const IMPACTWEB_ROOT: string;

const history = { 'history.addNode': '{0} toegevoegd' };
const sound: Record<string, string> = {
  'assets/strings/nl/all.json': JSON.stringify({ ...history, 'page.save': 'Bewaar', 'issue.notJson': 'Geen JSON' }),
  'assets/strings/en/all.json': JSON.stringify({
    'history.addNode': 'Added {0}',
    'page.save': 'Save',
    'issue.notJson': 'Not JSON',
  }),
  'core/operation/manifest.cpp': '{"addNode", add_node, labels}',
  'core/io/file.cpp': 'return Issue{"notJson", "", {}};',
  'web/page/screens/bar.ts': "// t('page.notThere')\nbutton.textContent = t('page.save');",
  'shell.html': '<html lang="nl"><body><p data-i18n="page.save">Bewaar</p><p lang="en">Words</p></body></html>',
};

function check(changes: Record<string, string>): { status: number | null; text: string } {
  const root = mkdtempSync(join(tmpdir(), 'impactweb-strings-'));
  try {
    for (const [name, text] of Object.entries({ ...sound, ...changes })) {
      mkdirSync(join(root, dirname(name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const { status, stderr } = spawnSync(process.execPath, [join(IMPACTWEB_ROOT, 'tests/lint/strings.mjs'), root], {
      encoding: 'utf8',
    });
    return { status, text: stderr };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const table = (language: 'nl' | 'en', change: Record<string, string | undefined>) => {
  const name = `assets/strings/${language}/all.json`;
  return { [name]: JSON.stringify({ ...JSON.parse(sound[name] ?? '{}'), ...change }) };
};

test('a sound project passes', () => assert.deepEqual(check({}), { status: 0, text: '' }));

for (const [what, changes, finding] of [
  ['a text that only one language has', table('en', { 'page.save': undefined }), /strings\/en: page\.save is missing/],
  ['different parameters', table('en', { 'history.addNode': 'Added' }), /takes \{0\} in Dutch and nothing in English/],
  [
    'different parameters in a plural',
    table('en', { 'history.addNode': '{0} added {1, plural, one {once} other {# times}}' }),
    /takes \{0\} in Dutch and \{0\} \{1\} in English/,
  ],
  ['a plural that is cut off', table('nl', { 'page.save': '{0, plural, one {a}}' }), /page\.save has braces/],
  ['a count without a singular', table('nl', { 'page.save': 'Bewaar {0} relaties' }), /page\.save has no singular/],
  ['another word for a thing', table('en', { 'page.save': 'Save the node' }), /page\.save says “node”/],
  ['half a saying', table('nl', { 'page.save': 'Bewaar de spin' }), /page\.save says “spin”/],
  ['straight quotation marks', table('en', { 'page.save': "Don't save" }), /page\.save has straight/],
  ['an id', table('nl', { 'issue.nodeUnknown': 'Er is geen {0}' }), /issue\.nodeUnknown shows an id/],
  ['an empty text', table('en', { 'page.save': ' ' }), /page\.save is not a text/],
  [
    'a text that nobody uses',
    { ...table('nl', { 'page.old': 'Oud' }), ...table('en', { 'page.old': 'Old' }) },
    /page\.old is used nowhere/,
  ],
  [
    'a key that is in no table',
    { 'web/page/screens/bar.ts': "t('page.save', t('page.open'))" },
    /bar\.ts:1: there is no text page\.open/,
  ],
  [
    'a key of the program that is in no table',
    { 'web/panels/list.cpp': 'ui::tr("ui.list")' },
    /list\.cpp:1: there is no text ui\.list/,
  ],
  [
    'an issue without a sentence',
    { 'core/io/tables/csv.cpp': '\nwarnings.push_back({"rowCut", where, {}});' },
    /csv\.cpp:2: there is no text issue\.rowCut/,
  ],
  [
    'an operation without a name',
    { 'core/operation/manifest.cpp': '{"addNode", add_node, labels},\n{"setNode", set_node, labels}' },
    /no text history\.setNode/,
  ],
  [
    'words in the page',
    { 'web/page/widgets/toast.ts': "box.textContent = 'Saved';" },
    /toast\.ts:1: words in the code: Saved/,
  ],
  [
    'a sentence in the page',
    { 'web/page/widgets/toast.ts': "show('It could not be saved.');" },
    /words in the code: It could/,
  ],
  [
    'words in the program',
    { 'web/panels/list.cpp': 'ImGui::TextUnformatted("Nothing here");' },
    /words in the code: Nothing here/,
  ],
  ['text read as HTML', { 'web/page/widgets/toast.ts': 'box.innerHTML = label;' }, /never be read as HTML/],
  [
    'words in the HTML',
    { 'shell.html': '<p>Welkom</p><b data-i18n="page.save">Bewaar</b>' },
    /shell\.html:1: text without data-i18n: Welkom/,
  ],
  [
    'a label in the HTML',
    { 'shell.html': '<i data-i18n="page.save" title="Welkom">Bewaar</i>' },
    /title without data-i18n-title/,
  ],
  [
    'other words in the HTML than in the table',
    { 'shell.html': '<p data-i18n="page.save">Opslaan</p>' },
    /says “Bewaar”.*“Opslaan” here/,
  ],
] as [string, Record<string, string>, RegExp][])
  test(`${what}: found`, () => {
    const { status, text } = check(changes);
    assert.equal(status, 1);
    assert.match(text, finding);
  });
