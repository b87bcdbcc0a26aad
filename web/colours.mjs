// The colours of page and canvas (assets/colours.json), for CSS and for C++.
import { readFileSync } from 'node:fs';

const colours = JSON.parse(readFileSync(new URL('../assets/colours.json', import.meta.url), 'utf8'));

/** The custom properties of a scheme. `--c1` to `--c6` tell apart what charts show. */
function properties(scheme) {
  const { shadow, shadowOpacity, sectors, ...plain } = colours[scheme];
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(shadow.slice(at, at + 2), 16));
  const charts = [sectors[0], sectors[3], plain.accent, sectors[4], sectors[1], sectors[2]];
  const named = ['paper', 'surface', 'raised', 'ink', 'secondary', 'hairline', 'control', 'accent'];
  return [
    `color-scheme: ${scheme}`,
    ...named.map((name) => `--${name}: ${plain[name]}`),
    `--accent-soft: ${plain.accentSoft}`,
    `--on-accent: ${plain.onAccent}`,
    `--danger: ${plain.danger}`,
    `--shadow: 0 8px 28px rgb(${red} ${green} ${blue} / ${shadowOpacity.page})`,
    ...charts.map((colour, index) => `--c${index + 1}: ${colour}`),
  ].join(';');
}

export const cssColours = () => `
:root { ${properties('light')} }
:root[data-theme="dark"] { ${properties('dark')} }
/* Until the script knows what was chosen. */
@media (prefers-color-scheme: dark) { :root:not([data-theme]) { ${properties('dark')} } }`;

/** A text in which `{light.paper}` stands for that colour. */
export const withColours = (text) =>
  text.replace(/\{(light|dark)\.(\w+)\}/g, (_, scheme, name) => colours[scheme][name]);

/** The C++ header: a `SchemeColors` for each scheme, what the strong ones leave out as in the others. */
export function cppColours() {
  const hex = (value) => (Array.isArray(value) ? `{${value.map(hex).join(', ')}}` : value.replace('#', '0x'));
  const plain = Object.keys(colours.light).filter((name) => typeof colours.light[name] === 'string');
  const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const constants = Object.entries(colours).map(([scheme, own]) => {
    const all = { ...colours[/light$/i.test(scheme) ? 'light' : 'dark'], ...own };
    const values = [...plain, 'scale', 'sectors'].map((name) => hex(all[name]));
    return `inline constexpr SchemeColors ${snake(scheme)} = {${values.join(', ')}, ${all.shadowOpacity.canvas}};`;
  });
  return `// Made by web/headers.mjs from assets/colours.json.
#pragma once
#include <cstdint>

namespace impactweb::ui::colors {
struct SchemeColors {
  std::uint32_t ${plain.map(snake).join(', ')}, scale[2], sectors[${colours.light.sectors.length}];
  double shadow_opacity;
};
${constants.join('\n')}
}  // namespace impactweb::ui::colors
`;
}
