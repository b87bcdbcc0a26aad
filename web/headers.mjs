// Writes the C++ headers that are made from other files into a folder: `node headers.mjs FOLDER`. CMake calls it.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cppColors } from './colors.mjs';

/** A shader without comments, and without the white space that it can do without. */
function stripped(source) {
  let text = '';
  for (const line of source.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '').split('\n')) {
    const bare = line.trim().replace(/\s+/g, ' ');
    // What is for the preprocessor has a line of its own.
    if (bare.startsWith('#')) text += `${text.endsWith('\n') ? '' : '\n'}${bare}\n`;
    else text += text === '' || /[\w.]$/.test(text) ? ` ${bare}` : bare;
  }
  return text
    .trimStart()
    .replace(/^(?!#).*$/gm, (code) =>
      code.replace(/ ?([^\w.\s+-]) ?/g, '$1').replace(/(?<![+-]) ?([+-]) ?(?![ +-])/g, '$1'),
    );
}

/** The constant for a shader. What else is wrong with one, the console of every browser journey says. */
const constant = (file) =>
  `inline constexpr const char* ${basename(file, '.glsl')} = R"(${stripped(readFileSync(file, 'utf8'))})";`;

const folders = ['canvas', 'platform'].map((room) => fileURLToPath(new URL(`${room}/shaders/`, import.meta.url)));
const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
const shaders = `// Made by web/headers.mjs from web/*/shaders.
#pragma once

namespace impactweb::shaders {
${files.map(constant).join('\n')}
}  // namespace impactweb::shaders
`;
const [out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'shaders.hpp'), shaders);
writeFileSync(join(out, 'colors.hpp'), cppColors());
