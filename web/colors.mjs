// The colours of page and canvas, from assets/colors.json: a row has a colour in each scheme. What the strong schemes lack is as in the others.
import { readFileSync } from 'node:fs';

let schemes;
let rows;

/** The table as it is now: watch.mjs asks again when it has changed. */
function read() {
  ({ schemes, ...rows } = JSON.parse(readFileSync(new URL('../assets/colors.json', import.meta.url), 'utf8')));
}
read();

/** What a row says for scheme number `scheme`. */
const of = (scheme, row) => rows[row][scheme] ?? rows[row][scheme % 2];

/** The custom properties of a scheme. `--c1` to `--c6` tell apart what charts show. */
function properties(scheme) {
  const named = [
    'paper',
    'surface',
    'raised',
    'ink',
    'secondary',
    'hairline',
    'control',
    'accent',
    'accentSoft',
    'onAccent',
    'danger',
  ];
  const [red, green, blue] = of(scheme, 'shadow')
    .match(/\w\w/g)
    .map((byte) => Number.parseInt(byte, 16));
  const sectors = of(scheme, 'sectors');
  const charts = [sectors[0], sectors[3], of(scheme, 'accent'), sectors[4], sectors[1], sectors[2]];
  return [
    `color-scheme: ${schemes[scheme]}`,
    ...named.map((row) => `--${row.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}: ${of(scheme, row)}`),
    `--shadow: 0 8px 28px rgb(${red} ${green} ${blue} / ${of(scheme, 'pageShadowOpacity')})`,
    ...charts.map((color, index) => `--c${index + 1}: ${color}`),
  ].join(';');
}

export function cssColors() {
  read();
  return `
:root { ${properties(0)} }
:root[data-theme="dark"] { ${properties(1)} }
/* Until the script knows what was chosen. */
@media (prefers-color-scheme: dark) { :root:not([data-theme]) { ${properties(1)} } }`;
}

/** A text in which `{paper}` stands for that colour of the light scheme. */
export const withColors = (text) => text.replace(/\{(paper|accent)\}/g, (_, row) => of(0, row));

/** The C++ header: a `SchemeColors` for each scheme. */
export function cppColors() {
  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const value = (it) => (Array.isArray(it) ? `{${it.map(value).join(', ')}}` : String(it).replace('#', '0x'));
  const names = Object.keys(rows).filter((row) => row !== 'pageShadowOpacity');
  const member = (row) => {
    const size = Array.isArray(rows[row][0]) ? `[${rows[row][0].length}]` : '';
    return `  ${/Opacity/.test(row) ? 'double' : 'std::uint32_t'} ${snake(row)}${size};`;
  };
  return `// Made by web/headers.mjs from assets/colors.json.
#pragma once
#include <cstdint>

namespace impactweb::ui::colors {
struct SchemeColors {
${names.map(member).join('\n')}
};
${schemes.map((scheme, index) => `inline constexpr SchemeColors ${snake(scheme)} = {${names.map((row) => value(of(index, row))).join(', ')}};`).join('\n')}
}  // namespace impactweb::ui::colors
`;
}
