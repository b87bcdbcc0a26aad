// Makes the C++ side of the table of commands: for each a struct of its arguments and the declaration of its function, and for each
// program the table by which it is called.
//   node web/bridge/generate_commands.mjs FOLDER
// writes FOLDER/bridge/commands.hpp and FOLDER/bridge/commands_of_PROGRAM.cpp. A file that would stay the same is left alone.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const table = join(dirname(fileURLToPath(import.meta.url)), '..', 'page', 'bridge', 'commands.ts');
const folder = join(process.argv[2], 'bridge');
const program = ts.createProgram([table], {
  noLib: true,
  strict: true,
  allowImportingTsExtensions: true,
  noEmit: true,
});
const checker = program.getTypeChecker();
const source = program.getSourceFile(table);

/** Initializers of the constants at the top of the file, by name. */
const constants = new Map(
  source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .map(({ name, initializer }) => [name.getText(), initializer]),
);

const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const pascalCase = (name) => name[0].toUpperCase() + name.slice(1);

/** What a value of this type is in C++. */
function inCpp(node) {
  if (ts.isArrayTypeNode(node)) {
    const element = inCpp(node.elementType);
    return `std::vector<${element === 'std::string' || element === 'double' ? element : 'Json'}>`;
  }
  if (node.getText() === 'Integer') return 'int';
  const type = checker.getTypeFromTypeNode(node);
  const is = (flags) => (type.types ?? [type]).every((each) => each.flags & flags);
  if (is(ts.TypeFlags.StringLike)) return 'std::string';
  if (is(ts.TypeFlags.NumberLike)) return 'double';
  return is(ts.TypeFlags.BooleanLike) ? 'bool' : 'Json';
}

/** The arguments of a command; undefined where any name may be one. */
function argumentsOf(node) {
  const type = checker.getTypeFromTypeNode(node);
  const others = type.getStringIndexType();
  if (others) return others.flags & ts.TypeFlags.Never ? [] : undefined;
  return type.getProperties().map(({ name, valueDeclaration: { type, questionToken } }) => {
    return { name, type: inCpp(type), optional: questionToken !== undefined };
  });
}

/** Rows as `{ name, programs, takes }`. */
const commands = constants.get('commands').properties.map(({ name, initializer: { expression, typeArguments } }) => {
  const [programs] = constants.get(expression.getText()).typeArguments;
  return {
    name: name.getText(),
    programs: (programs.types ?? [programs]).map((each) => each.literal.text),
    takes: argumentsOf(typeArguments[0]),
  };
});

const initial = { bool: ' = false', double: ' = 0', int: ' = 0' };
function declaration({ name, takes }) {
  if (!takes) return `Json ${snakeCase(name)}(Json arguments);\n`;
  if (takes.length === 0) return `Json ${snakeCase(name)}();\n`;
  const members = takes.map(({ name, type, optional }) =>
    optional
      ? `  std::optional<${type}> ${snakeCase(name)};\n`
      : `  ${type} ${snakeCase(name)}${initial[type] ?? ''};\n`,
  );
  const struct = `${pascalCase(name)}Arguments`;
  return `struct ${struct} {\n${members.join('')}};\nJson ${snakeCase(name)}(${struct} arguments);\n`;
}

function entry({ name, takes }) {
  const called = `commands::${snakeCase(name)}`;
  if (!takes) return `    {"${name}", [](ArgumentReader& given) { return ${called}(given.all()); }},\n`;
  if (takes.length === 0)
    return `    {"${name}", [](ArgumentReader& given) { given.finish(); return ${called}(); }},\n`;
  const taken = takes.map(({ name }) => `       given.take("${name}", arguments.${snakeCase(name)});\n`);
  return `    {"${name}", [](ArgumentReader& given) {
       commands::${pascalCase(name)}Arguments arguments;
${taken.join('')}       given.finish();
       return ${called}(std::move(arguments));
     }},\n`;
}

const directCalls = constants.get('directCalls').properties.map(({ name, initializer: { typeArguments } }) => {
  const [takes, gives] = typeArguments;
  const result = { void: 'void', Text: 'const char*' }[gives.getText()] ?? inCpp(gives);
  return `${result} ${name.getText().slice(1)}(${takes.elements.map(({ type }) => inCpp(type)).join(', ')});\n`;
});

function write(file, text) {
  const path = join(folder, file);
  const whole = `// Made of web/page/bridge/commands.ts by web/bridge/generate_commands.mjs.\n${text}`;
  if (!existsSync(path) || readFileSync(path, 'utf8') !== whole) writeFileSync(path, whole);
}

mkdirSync(folder, { recursive: true });
write(
  'commands.hpp',
  `#pragma once

#include "bridge/bridge.hpp"

namespace impactweb::bridge::commands {

${commands.map(declaration).join('\n')}
}  // namespace impactweb::bridge::commands

extern "C" {
${directCalls.join('')}}
`,
);
for (const each of new Set(commands.flatMap(({ programs }) => programs)))
  write(
    `commands_of_${each}.cpp`,
    `#include "bridge/commands.hpp"

namespace impactweb::bridge {

std::span<const Command> all_commands() {
  static constexpr Command table[] = {
${commands
  .filter(({ programs }) => programs.includes(each))
  .map(entry)
  .join('')}  };
  return table;
}

}  // namespace impactweb::bridge
`,
  );
