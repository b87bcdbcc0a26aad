// Compares the items of the accessible mirror as the program writes them (web/ui/mirror_registry.hpp) with those that the page reads
// (web/page/canvas/mirror.ts). Prints what differs and exits with 1.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (file) => readFileSync(join(root, file), 'utf8');
const typesOnThePage = {
  ImGuiID: 'number',
  int: 'number',
  bool: 'boolean',
  State: 'boolean',
  'const char*': 'string',
  'std::string': 'string',
  ImRect: '[number, number, number, number]',
  Options: '[string, string][]',
};
const always = ['id', 'role', 'name'];

const written = Array.from(
  read('web/ui/mirror_registry.hpp').matchAll(/^ {2}X\(([^,]+), \w+, [^,]+, "(\w+)"\)/gm),
  ([, type, name]) => `${name}${always.includes(name) ? '' : '?'}: ${typesOnThePage[type] ?? type};`,
);
const [, body] = /\ninterface Item \{\n([^}]*)\}/.exec(read('web/page/canvas/mirror.ts'));
const expected = body.split('\n').flatMap((line) => /^ {2}(\w+\??: .*;)$/.exec(line)?.slice(1) ?? []);

const findings = [
  ...written.filter((row) => !expected.includes(row)).map((row) => `web/page/canvas/mirror.ts: Item lacks ${row}`),
  ...expected.filter((row) => !written.includes(row)).map((row) => `web/ui/mirror_registry.hpp: no row writes ${row}`),
  ...(written.length < always.length ? ['web/ui/mirror_registry.hpp: no rows found'] : []),
];
for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
