// Whether web/page/api/API.md says what there is: each table behind `<!-- checked: NAME -->` has in its first column the names that the
// sources have, all of them and no others. Prints what is missing on either side and exits with 1.
//   node tests/lint/api_docs.mjs [ROOT]
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const root = process.argv[2] ?? home;
const ts = createRequire(join(home, 'web', 'package.json'))('typescript');
const read = (file) => readFileSync(join(root, file), 'utf8');
const document = 'web/page/api/API.md';

// ---------------------------------------------------------------- what there is

/** All that a pattern finds in a text; its first group is the name. */
const found = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const quoted = (text) => found(text ?? '', /['"]([\w-]+)['"]/g);

function filesIn(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => read(join(folder, name)));
}

const types = ts.createSourceFile('api_types.ts', read('web/page/api/api_types.ts'), ts.ScriptTarget.Latest, true);
const declarations = new Map();
types.forEachChild((node) => {
  if (node.name) declarations.set(node.name.text, node);
});
const nameOf = (member) => member.name?.text;

/** The members of an interface, with those that it inherits. */
function membersOf(name) {
  const declaration = declarations.get(name);
  const above = (declaration?.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.expression.text));
  return [...above.flatMap(membersOf), ...(declaration?.members ?? [])];
}

const names = (name) => membersOf(name).map(nameOf);

/** Members with the names in the objects that they take: `open`, `open.format`, `open.mode` … */
function membersAndOptions() {
  return membersOf('Impactweb').flatMap((member) => {
    const objects = (member.parameters ?? [])
      .map(({ type }) => type)
      .filter((type) => type && ts.isTypeLiteralNode(type));
    const options = objects.flatMap((object) => object.members.map(nameOf)).filter(Boolean);
    return [nameOf(member), ...options.map((option) => `${nameOf(member)}.${option}`)];
  });
}

const page = filesIn('web/page', '.ts');
const view = read('web/page/embed/view.ts');
const lenses = filesIn('core/insight/lenses', '.cpp').join('\n');
const layouts = filesIn('core/layout', '.cpp');

const present = {
  members: membersAndOptions(),
  events: names('Events'),
  stats: names('Stats'),
  'export formats': declarations.get('ExportFormat').type.types.map(({ literal }) => literal.text),
  'picture options': names('PictureOptions'),
  'report options': names('ReportOptions'),
  operations: found(read('core/operation/manifest.cpp'), /^ *\{"(\w+)", \w+,/gm),
  measures: found(read('core/analysis/measures.cpp'), /\{"(\w+)",\s*Scope::/g),
  lenses: found(lenses, /LensInfo \w+_lens\(\) \{\s*return \{"(\w+)"/g),
  'lens options': found(lenses, /\{"(\w+)",\s*ParameterType::/g),
  layouts: found(read('core/layout/layout.cpp'), /\{"(\w+)",\s*\w+_parameters\(\)/g),
  'layout parameters': layouts.flatMap((text) =>
    found(/\bParameter parameters\[\] = \{([\s\S]*?)\};/.exec(text)?.[1] ?? '', /\{"(\w+)"/g),
  ),
  formats: found(read('core/io/opening/formats.cpp'), /\{"([\w-]+)",\s*"\w+",\s*"[\w/.+-]+",\s*\w+_likeness/g),
  routes: page.flatMap((text) => [
    ...found(text, /\bhash === '#?(\w+)'/g),
    ...found(text, /\bhash\.startsWith\('#?(\w+)=/g),
    ...found(text, /leadsToRoom = .*\^\((\w+)\|/g),
    ...found(text, /leadsToRoom = .*\|(\w+)\)/g),
    ...quoted(/\btype LinkMode = ([^;]*);/.exec(text)?.[1]),
  ]),
  parameters: [
    ...page.flatMap((text) => found(text, /URLSearchParams\([^)]*\)\.(?:get|has)\('(\w+)'\)/g)),
    ...found(view, /\bparams\.(?:get|has)\('(\w+)'\)/g),
    ...found(view, /^const \w+ = (\[[^\]]*\]) as const;/gm).flatMap(quoted),
  ],
};

// ---------------------------------------------------------------- what is written

const written = new Map();
const findings = [];
for (const [, name, table] of read(document).matchAll(/<!-- checked: ([\w ]+) -->\n\n((?:\|.*\n)+)/g)) {
  // A column of a row ends where a stroke is outside of code.
  const cells = table
    .split('\n')
    .slice(2, -1)
    .map((row) => /^\|((?:`[^`]*`|[^|`])*)\|/.exec(row)?.[1] ?? '');
  const spans = cells.flatMap((cell) => found(cell, /`([^`]+)`/g));
  written.set(
    name,
    spans.flatMap((span) => {
      const word = /^#?([\w-]+)/.exec(span)?.[1] ?? span;
      // What a member takes: { format?, mode? }
      const options = found(/\{([^}]*)\}/.exec(span)?.[1] ?? '', /(\w+)\?/g);
      return [word, ...options.map((option) => `${word}.${option}`)];
    }),
  );
}

for (const [name, list] of Object.entries(present)) {
  const [there, said] = [new Set(list), new Set(written.get(name) ?? [])];
  if (there.size === 0)
    findings.push(`${name}: none found in the sources; does tests/lint/api_docs.mjs still read them?`);
  if (!written.has(name)) findings.push(`${document}: no table of ${name}`);
  for (const each of there) if (!said.has(each)) findings.push(`${document}: ${name} lacks ${each}`);
  for (const each of said) if (!there.has(each)) findings.push(`${document}: ${name} has ${each}, which there is not`);
}
for (const name of written.keys())
  if (!(name in present)) findings.push(`${document}: nothing is known to check ${name} against`);

for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
console.log(
  `API.md: ${Object.values(present).reduce((sum, list) => sum + new Set(list).size, 0)} names in ${written.size} tables`,
);
