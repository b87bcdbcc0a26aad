// What the site consists of besides the program, written into a folder: by build.mjs for those who visit it, by watch.mjs for those who
// change it.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import subsetFont from 'subset-font';
import { cssColors, withColors } from './colors.mjs';
import { handbook } from './handbook.mjs';
import { allowingRelay } from './policy.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const cache = join(root, 'build', 'site');
export const at = (...parts) => join(root, ...parts);
export const version = JSON.parse(readFileSync(at('web/package.json'), 'utf8')).version;

/** The result of `make`, kept between builds under a name that says what it was made from. */
export async function cached(name, inputs, make) {
  const digest = createHash('sha256');
  for (const input of inputs) digest.update(input);
  mkdirSync(cache, { recursive: true });
  const file = join(cache, `${digest.digest('hex').slice(0, 16)}-${name}`);
  if (!existsSync(file)) writeFileSync(file, await make());
  return readFileSync(file);
}

/** An empty folder for a site. */
export function emptyFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

// ---------------------------------------------------------------- fonts

// What Dutch, English and the languages around them are written with; the browser's own fonts draw the rest.
let letters = '';
for (let code = 0x20; code < 0x180; code++) if (code < 0x7f || code >= 0xa0) letters += String.fromCharCode(code);
letters += 'ȘșȚțẞ‘’‚“”„†•…‰‹›€™−←↑→↓×÷–—';

async function font(weight) {
  const folder = at('web/node_modules/@fontsource/atkinson-hyperlegible-next/files');
  const source = readFileSync(join(folder, `atkinson-hyperlegible-next-latin-${weight}-normal.woff2`));
  // Kerning is a quarter of the file. Running text has it; headings and chosen labels do without.
  const dropTables = weight === 700 ? ['GPOS', 'GSUB', 'GDEF', 'STAT'] : [];
  return cached(`${weight}.ttf`, [source, letters, String(dropTables)], () =>
    subsetFont(source, letters, { targetFormat: 'truetype', dropTables, noHinting: true }),
  );
}
/** The typeface, and the icons that are in use. Throws where an icon has another code than Lucide gives it. */
export async function writeFonts(folder) {
  mkdirSync(join(folder, 'fonts'));
  writeFileSync(join(folder, 'fonts', 'regular.ttf'), await font(400));
  writeFileSync(join(folder, 'fonts', 'bold.ttf'), await font(700));
  const iconHeader = readFileSync(at('web/ui/icons.hpp'), 'utf8');
  const codepoints = JSON.parse(readFileSync(at('web/node_modules/lucide-static/font/codepoints.json'), 'utf8'));
  let iconLetters = '';
  for (const [, name, code] of iconHeader.matchAll(/X\(\w+, "([\w-]+)", "\\u([0-9A-F]+)"\)/g)) {
    if (codepoints[name] !== Number.parseInt(code, 16))
      throw new Error(`web/ui/icons.hpp: ${name} is \\u${codepoints[name]?.toString(16)} in Lucide, not \\u${code}`);
    iconLetters += String.fromCharCode(codepoints[name]);
  }
  const lucide = readFileSync(at('web/node_modules/lucide-static/font/lucide.ttf'));
  writeFileSync(
    join(folder, 'fonts', 'icons.ttf'),
    await cached('icons.ttf', [lucide, iconLetters], () =>
      subsetFont(lucide, iconLetters, { targetFormat: 'truetype' }),
    ),
  );
}

// ---------------------------------------------------------------- words and samples

/** String tables, samples, icons, the handbook and the manifest of the app. */
export function writeAssets(target) {
  mkdirSync(join(target, 'strings'));
  for (const language of ['nl', 'en']) {
    const folder = at('assets/strings', language);
    const tableOf = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const write = (name, table) => writeFileSync(join(target, 'strings', `${name}.json`), JSON.stringify(table));
    const tables = readdirSync(folder).filter((file) => file.endsWith('.json'));
    write(language, Object.assign({}, ...tables.sort().map(tableOf)));
    // Words that a first visit does without come when they are asked for (moreWords in page/words/i18n.ts).
    for (const file of readdirSync(join(folder, 'later')))
      write(`${file.replace(/\.json$/, '')}-${language}`, tableOf(join('later', file)));
  }
  mkdirSync(join(target, 'handbook'));
  const { chapters, pictures } = handbook(root);
  for (const [language, content] of Object.entries(chapters))
    writeFileSync(join(target, 'handbook', `${language}.json`), JSON.stringify(content));
  for (const [name, bytes] of pictures) writeFileSync(join(target, 'handbook', name), bytes);
  for (const folder of ['samples', 'icons'])
    if (existsSync(at('assets', folder))) cpSync(at('assets', folder), join(target, folder), { recursive: true });
  const manifest = readFileSync(at('assets/manifest.webmanifest'), 'utf8');
  writeFileSync(join(target, 'manifest.webmanifest'), withColors(manifest));
}

// ---------------------------------------------------------------- scripts and styles

/** What esbuild is told of every script; `program` is the folder in which CMake built the program. */
export const scriptOptions = (folder, program) => ({
  outdir: folder,
  bundle: true,
  target: ['chrome100', 'firefox100', 'safari15.4'],
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  alias: {
    '#program': join(program, 'app', 'impactweb.js'),
    '#reader': join(program, 'reader', 'reader.js'),
    'lib0/logging': at('web/page/document/logging.ts'),
  },
  // The glue asks for these only under Node.js.
  external: ['node:*', 'fs', 'path', 'module', 'url'],
  logLevel: 'warning',
});

/** The script of the page: what only a few visits need comes when it is asked for. `rest`: the file of the program's second part, if any. */
export const pageScript = ({ build, rest }) => ({
  entryPoints: { app: at('web/page/main.ts') },
  format: 'esm',
  splitting: true,
  chunkNames: '[name]-[hash]',
  define: {
    IMPACTWEB_VERSION: JSON.stringify(version),
    IMPACTWEB_BUILD: JSON.stringify(build),
    IMPACTWEB_REST: JSON.stringify(rest),
  },
});

/** The worker that reads files. Older browsers know no modules in workers. */
export const readerScript = ({ build }) => ({
  entryPoints: { reader: at('web/page/program/reader_worker.ts') },
  format: 'iife',
  define: { 'import.meta.url': 'self.location.href', IMPACTWEB_BUILD: JSON.stringify(build) },
});

/** A script of its own, for when the others do not come. */
export const startupScript = {
  entryPoints: { startup_check: at('web/page/offline/startup_check.ts') },
  format: 'iife',
};

/** The style of the page, and one for each part that comes later, named after its folder (fetchLater in loading/late_parts.ts). */
export async function writeStyles(folder, { minify = true } = {}) {
  const write = async (name, files, colours = '') => {
    const text = [colours, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n');
    writeFileSync(join(folder, `${name}.css`), (await esbuild.transform(text, { loader: 'css', minify })).code);
  };
  await write('style', [at('web/style.css'), at('web/page/canvas/canvas.css')], cssColors());
  for (const { name } of readdirSync(at('web/page'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const file = at('web/page', name, `${name}.css`);
    if (name !== 'canvas' && existsSync(file)) await write(name, [file]);
  }
}

/** The page itself, with `lines` before its script, for a relay on another host where there is one (policy.mjs). */
export function writeShell(folder, lines, relay = '') {
  const text = allowingRelay(withColors(readFileSync(at('shell.html'), 'utf8')), relay).replace(
    /^( *)<script type="module"/m,
    (script, indent) => lines.map((line) => `${indent}${line}\n`).join('') + script,
  );
  writeFileSync(join(folder, 'index.html'), text);
}
