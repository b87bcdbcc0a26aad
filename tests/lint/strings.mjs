// The words of the interface: every key that is used is in both tables, every key in the tables is used, both languages take the same
// parameters, one word is used for one thing, counts have a singular, and no text for people stands in the code itself. Prints what it finds and exits 1.
//   node tests/lint/strings.mjs [ROOT]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const languages = ['nl', 'en'];
/** The same in every language. */
const brand = 'Impactweb';
const findings = [];
const report = (where, what) => findings.push(`${where}: ${what}`);

function filesUnder(folder, endings) {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .sort()
    .map((file) => ({ name: relative(root, file), text: readFileSync(file, 'utf8') }));
}

const lineOf = (text, index) => text.slice(0, index).split('\n').length;
/** The same length and lines, without what stands in comments. */
const withoutComments = (text) =>
  text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found) =>
    found.startsWith('/*') || found.startsWith('//') ? found.replace(/[^\n]/g, ' ') : found,
  );

// ---------------------------------------------------------------- the tables

const tables = {};
for (const language of languages) {
  const table = new Map();
  for (const { name, text } of filesUnder(`assets/strings/${language}`, ['.json'])) {
    let content;
    try {
      content = JSON.parse(text);
    } catch (error) {
      report(name, error.message);
      continue;
    }
    for (const [key, value] of Object.entries(content)) {
      if (typeof value !== 'string' || value.trim() === '') report(name, `${key} is not a text`);
      if (table.has(key)) report(name, `${key} is in another file too`);
      // A key that stands twice in one file is silently the last one.
      if (text.split(`${JSON.stringify(key)}:`).length > 2) report(name, `${key} stands there twice`);
      table.set(key, String(value));
    }
  }
  if (table.size === 0) report(`assets/strings/${language}`, 'no strings');
  tables[language] = table;
}
const keys = new Set(languages.flatMap((language) => [...tables[language].keys()]));
const placeholders = (text) =>
  [...new Set([...text.matchAll(/\{(\d)(?=[},])/g)].map((found) => `{${found[1]}}`))].sort().join(' ');
for (const key of [...keys].sort()) {
  const texts = languages.map((language) => tables[language].get(key));
  for (const [index, text] of texts.entries())
    if (text === undefined) report(`assets/strings/${languages[index]}`, `${key} is missing`);
  const [nl, en] = texts;
  if (nl !== undefined && en !== undefined && placeholders(nl) !== placeholders(en))
    report(key, `takes ${placeholders(nl) || 'nothing'} in Dutch and ${placeholders(en) || 'nothing'} in English`);
}

// ---------------------------------------------------------------- one word for one thing

/** Words of other things, or of nothing that people know; those that a language has other uses for are not here. */
const otherWords = {
  nl: /\b(?:actor(?:en)?|knoop|knopen|stakeholders?|uitdaging(?:en)?|challenges?|buur|buren|behoeften?|scharnier(?:en)?|gemeenschap(?:pen)?|clusters?|trefwoord(?:en)?|hashtags?|tafel|draad|munt|hooguit|hoogstens|op zijn hoogst|los(?:se)? veld(?:en)?|bewaarde? moment(?:en)?|workshops?|amper|aangenomen|schikken|geschikt|bestandsvorm|founding)\b/iu,
  en: /\b(?:part(?:y|ies)|nodes?|stakeholders?|neighbours?|pivots?|spiders?|communit(?:y|ies)|clusters?|periphery|hashtags?|(?:own|further) fields?|fall(?:s|ing)? off|comes? loose|hangs? together|can not|barter|doer)\b/iu,
};
/** Only programmers read these. */
const technical = /^(?:api\.|issue\.(?:id|field|operation|layout|lens|plan)|measure\.source\.)/;
/** “Spin” is only the whole saying. */
const halfSaying = /\b(?:spin|spil(?:len)? in het web)\b(?! in het web)/iu;
/** A number before what is counted. */
const counted = {
  nl: /\{\d\} (?:andere |open |nieuwe |losse )?(?:partijen|relaties|onderdelen|vragen|initiatieven|sectoren|groepen|paren|dagen|rijen|regels|kolommen|velden|ontvangers|financiers|voorstellen|kennismakingen|antwoorden|netwerken)\b/u,
  en: /\{\d\} (?:other |open |new |more )?(?:actors|ties|items|needs(?!:| “| \{)|offers(?!:| “)|initiatives|sectors|groups|pairs|days|rows|columns|fields|recipients|funders|proposals|introductions|answers|networks)\b/u,
};
/** Limits are always large, and so is what went beyond them; a name of two is one of several. */
const large = /^issue\.(?:nameTwice|tooMany\w*|\w*TooLong|listCut|textCut)$|\.other$/;
/** {0, plural, one {…} other {…}}, {0, date} and {0}. */
const known = /\{\d(?:, date|, plural,(?: (?:=\d+|one|other) \{(?:[^{}]|\{\d\})*\})* other \{(?:[^{}]|\{\d\})*\})?\}/g;
for (const language of languages)
  for (const [key, text] of tables[language]) {
    const where = `assets/strings/${language}`;
    const bare = text.replace(known, '');
    if (/\{\d/.test(bare)) report(where, `${key} has braces that mean nothing: ${text}`);
    if (counted[language].test(text) && !large.test(key)) report(where, `${key} has no singular: ${text}`);
    if (/['"]|\w-?\.\.\./.test(text)) report(where, `${key} has straight quotation marks or three points: ${text}`);
    if (technical.test(key)) continue;
    const other = otherWords[language].exec(text) ?? (language === 'nl' && halfSaying.exec(text));
    if (other) report(where, `${key} says “${other[0]}”, which the glossary has another word for`);
  }
/** What they would name is gone, or is known by an id that nobody has seen. */
for (const code of ['node', 'edge', 'item', 'story', 'snapshot'])
  for (const language of languages)
    if (placeholders(tables[language].get(`issue.${code}Unknown`) ?? ''))
      report(`assets/strings/${language}`, `issue.${code}Unknown shows an id`);

// ---------------------------------------------------------------- what is used

const used = new Set();
const prefixes = new Set();
const has = (key) => keys.has(key) || (keys.has(`${key}.one`) && keys.has(`${key}.other`));
function use(key) {
  used.add(key);
  used.add(`${key}.one`);
  used.add(`${key}.other`);
}
function want(key, where) {
  use(key);
  if (!has(key)) report(where, `there is no text ${key}`);
}

const namespaces = new Set([...keys].map((key) => key.split('.')[0]));
namespaces.add('page').add('ui').add('issue').add('history');
const keyLike = /^[a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]+)+$/;
const prefixLike = /^[a-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]+)*\.$/;
const fileLike = /\.(?:ts|json|cpp|hpp|css|html|wasm|ttf|js|mjs|csv|png|svg|webmanifest)$/;

const program = filesUnder('web', ['.cpp', '.hpp']).map((file) => ({ ...file, text: withoutComments(file.text) }));
const page = filesUnder('web/page', ['.ts']).map((file) => ({ ...file, text: withoutComments(file.text) }));
const core = filesUnder('core', ['.cpp', '.hpp']).map((file) => ({ ...file, text: withoutComments(file.text) }));

for (const { name, text } of [...program, ...page]) {
  const literals = name.endsWith('.ts') ? /'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`/g : /"((?:\\.|[^"\\\n])*)"/g;
  for (const found of text.matchAll(literals)) {
    const literal = found[1] ?? found[2] ?? '';
    const where = `${name}:${lineOf(text, found.index)}`;
    const before = text.slice(Math.max(0, found.index - 40), found.index);
    const asked = /\b(?:t|tr|plural|has_text|hasText)\(\s*$/.test(before);
    const template = literal.indexOf('${');
    if (template >= 0) {
      if (prefixLike.test(literal.slice(0, template))) prefixes.add(literal.slice(0, template));
    } else if (prefixLike.test(literal)) {
      prefixes.add(literal);
    } else if (asked && literal !== '') {
      want(literal, where);
    } else if (keyLike.test(literal) && !fileLike.test(literal) && !/#include\s*$/.test(before)) {
      if (has(literal)) use(literal);
      else if (['page', 'ui', 'issue', 'history'].includes(literal.split('.')[0])) want(literal, where);
    } else if (has(literal)) {
      use(literal);
    }
  }
}

/** The camelCase names in the first argument of what makes an issue, a ternary's two sides included. */
const issueMakers =
  /(?:\bIssue\{|\b(?:refuse|refusal|issue|warn|warning|wrong|reject|note|repaired|dropped)\(|\bwarnings(?:_)?(?:\.|->)add\(|\bwarnings(?:_)?(?:\.|->)push_back\(\{|\b(?:emplace_back|add_warning|add_issue)\(|\berror\(\{)\s*([^,;]*?"[^,;]*?)[,;)}]/g;
const codes = new Map();
for (const { name, text } of [...core, ...program])
  for (const found of text.matchAll(issueMakers))
    for (const [, code] of (found[1] ?? '').matchAll(/"([a-z][A-Za-z0-9]*)"/g))
      if (!codes.has(code)) codes.set(code, `${name}:${lineOf(text, found.index)}`);
// Every string of the core that is the name of an issue in the tables counts as its use.
const coreLiterals = new Set(
  [...core, ...program].flatMap(({ text }) => [...text.matchAll(/"([a-z][A-Za-z0-9]*)"/g)].map((found) => found[1])),
);
// Those that the page makes itself.
for (const { name, text } of page)
  for (const found of text.matchAll(/\bcode: '(\w+)', where\b|#(?:issue|refuse)\('(\w+)'/g))
    codes.set(found[1] ?? found[2], `${name}:${lineOf(text, found.index)}`);
for (const [code, where] of codes) want(`issue.${code}`, where);
for (const key of keys) {
  const [space, code, more] = key.split('.');
  if (more === undefined && (space === 'issue' || space === 'reason') && coreLiterals.has(code)) use(key);
}

// Names of undo steps: the operations of the manifest, and the names that callers give.
const manifest = core.find(({ name }) => name.endsWith('operation/manifest.cpp'))?.text ?? '';
const operations = [...manifest.matchAll(/^ *\{"(\w+)", \w+,/gm)].map((found) => found[1]);
if (operations.length === 0) report('core/operation/manifest.cpp', 'no operations found');
for (const operation of operations) want(`history.${operation}`, 'core/operation/manifest.cpp');
for (const { name, text } of [...core, ...program, ...page]) {
  const named = /\bname = \{"(\w+)"|\{ code: '(\w+)', params: \[|\bStepName\{"(\w+)"/g;
  for (const found of text.matchAll(named))
    want(`history.${found[1] ?? found[2] ?? found[3]}`, `${name}:${lineOf(text, found.index)}`);
}

// Names of the values of the model, wherever the program builds their keys from a prefix.
const model = core.find(({ name }) => name.endsWith('model/network.hpp'))?.text ?? '';
const valuesOf = (table) => {
  const body = new RegExp(`\\b${table}\\[\\] = \\{([\\s\\S]*?)\\};`).exec(model)?.[1] ?? '';
  return [...body.matchAll(/"(\w+)"/g)].map((found) => found[1]);
};
const families = {
  'kind.': valuesOf('node_kinds'),
  'nodeKind.': valuesOf('node_kinds'),
  'form.': valuesOf('forms'),
  'stage.': valuesOf('stages'),
  'terms.': valuesOf('terms_names'),
  'exchangeStatus.': valuesOf('exchange_statuses'),
  'direction.': valuesOf('directions'),
  'edgeStatus.': valuesOf('edge_statuses'),
  'sector.': valuesOf('default_sectors'),
  'edgeKind.': valuesOf('default_edge_kinds'),
};
for (const [prefix, values] of Object.entries(families)) {
  if (!prefixes.has(prefix)) continue;
  if (values.length === 0) report('core/model/network.hpp', `no values found for ${prefix}`);
  for (const value of values) want(`${prefix}${value}`, 'core/model/network.hpp');
}

// The lenses speak in whole keys; numbers have an explanation, and lenses, options and choices their names.
for (const { name, text } of core.filter((file) => file.name.startsWith(join('core', 'insight')))) {
  for (const found of text.matchAll(/"(lens(?:\.[A-Za-z]+)+)"/g)) {
    const where = `${name}:${lineOf(text, found.index)}`;
    want(found[1], where);
    if (found[1].startsWith('lens.number.')) want(found[1].replace('number', 'about'), where);
  }
  for (const [, lens] of text.matchAll(/LensInfo \w+_lens\(\) \{ return \{"(\w+)"/g)) {
    want(`lens.title.${lens}`, name);
    want(`lens.question.${lens}`, name);
  }
  for (const [, option] of text.matchAll(/\{"(\w+)", ParameterType::/g)) want(`lens.option.${option}`, name);
  for (const [, choices] of text.matchAll(/\w+_choices\[\] = \{([^}]*)\}/g))
    for (const [, choice] of choices.matchAll(/"(\w+)"/g)) want(`lens.choice.${choice}`, name);
}

// ---------------------------------------------------------------- the page in HTML

const attributes = {
  'aria-label': 'data-i18n-label',
  title: 'data-i18n-title',
  placeholder: 'data-i18n-placeholder',
  alt: 'data-i18n-alt',
};
const voids = new Set(['meta', 'link', 'br', 'hr', 'img', 'input', 'path', 'circle', 'rect', 'line', 'use']);
const shell = existsSync(join(root, 'shell.html')) ? readFileSync(join(root, 'shell.html'), 'utf8') : '';
const decoded = (text) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('&amp;', '&');
{
  const stack = [];
  const text = shell.replace(/<!--[\s\S]*?-->|<!doctype[^>]*>/gi, (found) => found.replace(/[^\n]/g, ' '));
  for (const found of text.matchAll(/<\/([\w-]+)\s*>|<([\w-]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>|([^<]+)/g)) {
    const where = `shell.html:${lineOf(text, found.index)}`;
    const [, closed, opened, rest = '', words] = found;
    if (words !== undefined) {
      const parent = stack.at(-1);
      if (!/\p{L}/u.test(words.replace(brand, '')) || stack.some(({ free }) => free)) continue;
      if (!parent?.key) {
        report(where, `text without data-i18n: ${words.trim().slice(0, 60)}`);
        continue;
      }
      // The page shows before a table has arrived: in Dutch, and in the words of the table.
      const table = tables.nl.get(parent.key);
      const shown = decoded(words).replace(/\s+/g, ' ').trim();
      if (table !== undefined && table !== shown)
        report(where, `${parent.key} says “${table}” in the Dutch table, and “${shown}” here`);
    } else if (closed !== undefined) {
      while (stack.length > 0 && stack.pop()?.tag !== closed);
    } else if (opened !== undefined) {
      const value = (name) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(rest)?.[1];
      for (const [, key] of rest.matchAll(/\bdata-i18n(?:-\w+)?="([^"]*)"/g)) want(key, where);
      const free =
        value('translate') === 'no' ||
        (opened !== 'html' && value('lang') !== undefined) ||
        ['script', 'style'].includes(opened);
      for (const [name, key] of Object.entries(attributes)) {
        const content = value(name);
        if (content === undefined || !/\p{L}/u.test(content) || free || stack.some((each) => each.free)) continue;
        const named = value(key);
        if (named === undefined) report(where, `${name} without ${key}: ${content}`);
        else if (tables.nl.has(named) && tables.nl.get(named) !== decoded(content))
          report(where, `${named} is other words in the Dutch table`);
      }
      if (!voids.has(opened) && !rest.trimEnd().endsWith('/'))
        stack.push({ tag: opened, key: value('data-i18n'), free });
    }
  }
}

// ---------------------------------------------------------------- words in the code

const drawn =
  /\b(?:ImGui::(?:Text|TextUnformatted|TextWrapped|TextDisabled|TextColored|BulletText|LabelText|SeparatorText|Button|SmallButton|MenuItem|Selectable|Checkbox|RadioButton|SetTooltip|SetItemTooltip|CollapsingHeader|TreeNode|BeginMenu|BeginTabItem)|ui::(?:text|heading|label)|notice|announce)\(\s*"((?:\\.|[^"\\])*)"/g;
const named =
  /\b(?:menu_item|icon_button|button|chip|section|text_field|choice)\(\s*(?:"[^"]*"|\w+)\s*,\s*"((?:\\.|[^"\\])*)"/g;
for (const { name, text } of program)
  for (const pattern of [drawn, named])
    for (const found of text.matchAll(pattern)) {
      const words = (found[1] ?? '')
        .replace(/##.*$/, '')
        .replace(/%[\d.*]*[a-z]+/gi, '')
        .replace(/\\u[\dA-F]{4}/gi, '');
      if (/\p{L}{2}/u.test(words)) report(`${name}:${lineOf(text, found.index)}`, `words in the code: ${words}`);
    }
for (const { name, text } of page) {
  for (const found of text.matchAll(/\.(?:innerHTML|outerHTML)\b|\binsertAdjacentHTML\b|\bdocument\.write\b/g))
    report(`${name}:${lineOf(text, found.index)}`, `${found[0]}: text of people must never be read as HTML`);
  const shown =
    /(?:\.(?:textContent|innerText|title|placeholder|ariaLabel|alt) = |'(?:aria-label|title|placeholder|alt)'?\s*[:,]\s*)(?:'([^'\n]*)'|`([^`]*)`)/g;
  for (const found of text.matchAll(shown)) {
    const words = (found[1] ?? found[2] ?? '').replace(/\$\{[^}]*\}/g, '');
    if (/\p{L}{2}/u.test(words.replace(brand, '')) && !keyLike.test(words))
      report(`${name}:${lineOf(text, found.index)}`, `words in the code: ${words}`);
  }
  // A sentence anywhere else, but for the ones that only developers read.
  for (const found of text.matchAll(/'([A-Z][a-z]+ [^'\n]*|[A-Z][^'\n]* [^'\n]*[.?!])'/g)) {
    const before = text.slice(Math.max(0, found.index - 80), found.index);
    if (/(?:Error\(|console\.\w+\(|DOMException\()\s*$/.test(before)) continue;
    report(`${name}:${lineOf(text, found.index)}`, `words in the code: ${found[1]}`);
  }
}

// ---------------------------------------------------------------- what is not used

for (const key of [...keys].sort()) {
  if (
    used.has(key) ||
    [...prefixes].some(
      (prefix) => key.startsWith(prefix) && prefix !== 'issue.' && prefix !== 'history.' && prefix !== 'reason.',
    )
  )
    continue;
  // Said when a code or a step has no sentence of its own, and around those that have.
  if (['issue.unknown', 'issue.at'].includes(key)) continue;
  report('assets/strings', `${key} is used nowhere`);
}

for (const finding of findings) console.error(finding);
if (findings.length > 0) {
  console.error(`strings: ${findings.length} findings`);
  process.exit(1);
}
console.log(`strings: ${keys.size} texts in ${languages.length} languages`);
