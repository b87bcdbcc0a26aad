// Builds the static site into dist/: page, program, fonts, strings, samples, and compressed copies beside each file.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import subsetFont from 'subset-font';
import { licences } from './licences.mjs';
import { recipe, split } from './split/split.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const cache = join(root, 'build', 'site');
const at = (...parts) => join(root, ...parts);

mkdirSync(cache, { recursive: true });
rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'fonts'), { recursive: true });

/** The result of `make`, kept between builds under a name that says what it was made from. */
async function cached(name, inputs, make) {
  const digest = createHash('sha256');
  for (const input of inputs) digest.update(input);
  const file = join(cache, `${digest.digest('hex').slice(0, 16)}-${name}`);
  if (!existsSync(file)) writeFileSync(file, await make());
  return readFileSync(file);
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
writeFileSync(join(dist, 'fonts', 'regular.ttf'), await font(400));
writeFileSync(join(dist, 'fonts', 'bold.ttf'), await font(700));

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
  join(dist, 'fonts', 'icons.ttf'),
  await cached('icons.ttf', [lucide, iconLetters], () => subsetFont(lucide, iconLetters, { targetFormat: 'truetype' })),
);

// ---------------------------------------------------------------- words and samples

mkdirSync(join(dist, 'strings'));
for (const language of ['nl', 'en']) {
  const folder = at('assets/strings', language);
  const tableOf = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const write = (name, table) => writeFileSync(join(dist, 'strings', `${name}.json`), JSON.stringify(table));
  const tables = readdirSync(folder).filter((file) => file.endsWith('.json'));
  write(language, Object.assign({}, ...tables.sort().map(tableOf)));
  // Words that a first visit does without come when they are asked for (moreWords in page/words/i18n.ts).
  for (const file of readdirSync(join(folder, 'later')))
    write(`${file.replace(/\.json$/, '')}-${language}`, tableOf(join('later', file)));
}
for (const folder of ['samples', 'icons'])
  if (existsSync(at('assets', folder))) cpSync(at('assets', folder), join(dist, folder), { recursive: true });

// ---------------------------------------------------------------- page

const version = JSON.parse(readFileSync(at('web/package.json'), 'utf8')).version;
const digestOf = (...parts) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex').slice(0, 16);
};
const programs = ['app/impactweb.wasm', 'reader/reader.wasm'].map((file) => readFileSync(at('build/wasm', file)));
const build = JSON.stringify(digestOf(...programs));

const shown = ['samples/brabant.json', 'samples/workshop.json', 'strings/nl.json', 'strings/en.json'].map((file) =>
  readFileSync(join(dist, file)),
);
// Both parts are kept in one file, so that they never get apart: the length of the first, the first, the rest.
const parts = await cached(
  'parts',
  [...programs, readFileSync(at('build/wasm/app/impactweb.js')), ...shown, ...recipe()],
  () => {
    const { first, rest } = split({
      wasm: at('build/wasm/app/impactweb.wasm'),
      glue: at('build/wasm/app/impactweb.js'),
      site: dist,
      work: cache,
    });
    return Buffer.concat([Buffer.from(`${first.length}\n`), first, rest]);
  },
);
const line = parts.indexOf('\n');
const cut = line + 1 + Number(parts.toString('latin1', 0, line));
const rest = `rest-${digestOf(parts)}.wasm`;
writeFileSync(join(dist, 'impactweb.wasm'), parts.subarray(line + 1, cut));
writeFileSync(join(dist, rest), parts.subarray(cut));
const bundle = {
  outdir: dist,
  bundle: true,
  target: ['chrome100', 'firefox100', 'safari15.4'],
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  alias: {
    '#program': at('build/wasm/app/impactweb.js'),
    '#reader': at('build/wasm/reader/reader.js'),
    'lib0/logging': at('web/page/document/logging.ts'),
  },
  // The glue asks for these only under Node.js.
  external: ['node:*', 'fs', 'path', 'module', 'url'],
  logLevel: 'warning',
};
// The library that writes PDF is a file of its own: what it shares with the page would be in every first visit.
await esbuild.build({ ...bundle, entryPoints: { pdf: 'pdfkit' }, absWorkingDir: at('web'), format: 'esm' });
const pdfElsewhere = {
  name: 'pdf',
  setup: (build) => build.onResolve({ filter: /^pdfkit$/ }, () => ({ path: './pdf.js', external: true })),
};
// What a part that comes later shares with the page is there by then. As long as each part begins with the whole page, all that they share is
// one file, and not one for each set of those who do.
const partsOnPage = {
  name: 'parts',
  setup: (build) => {
    build.onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' ? { path: join(resolveDir, path), pluginData: 'part' } : undefined,
    );
    build.onLoad({ filter: /\.ts$/ }, ({ path, pluginData }) =>
      pluginData === 'part'
        ? {
            contents: `import ${JSON.stringify(at('web/page/main.ts'))};\n${readFileSync(path, 'utf8')}`,
            loader: 'ts',
            resolveDir: dirname(path),
          }
        : undefined,
    );
  },
};
const { metafile } = await esbuild.build({
  ...bundle,
  plugins: [pdfElsewhere, partsOnPage],
  entryPoints: { app: at('web/page/main.ts') },
  metafile: true,
  format: 'esm',
  // What only a few visits need comes when it is asked for.
  splitting: true,
  chunkNames: '[name]-[hash]',
  define: {
    IMPACTWEB_VERSION: JSON.stringify(version),
    IMPACTWEB_BUILD: build,
    IMPACTWEB_REST: JSON.stringify(rest),
  },
});
// Older browsers know no modules in workers.
await esbuild.build({
  ...bundle,
  entryPoints: { reader: at('web/page/program/reader_worker.ts') },
  format: 'iife',
  define: { 'import.meta.url': 'self.location.href', IMPACTWEB_BUILD: build },
});
// A script of its own, for when the others do not come.
await esbuild.build({
  ...bundle,
  entryPoints: { startup_check: at('web/page/offline/startup_check.ts') },
  format: 'iife',
});
const styles = ['web/style.css', 'web/page/canvas/canvas.css'].map((file) => readFileSync(at(file), 'utf8')).join('\n');
writeFileSync(join(dist, 'style.css'), (await esbuild.transform(styles, { loader: 'css', minify: true })).code);
// A part of the page that comes later has a style of its own, named after its folder (fetchLater in page/loading/late_parts.ts).
for (const { name } of readdirSync(at('web/page'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const file = at('web/page', name, `${name}.css`);
  if (name === 'canvas' || !existsSync(file)) continue;
  const { code } = await esbuild.transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true });
  writeFileSync(join(dist, `${name}.css`), code);
}
// The module for other pages, as npm has them: one file, its types, and what they are called.
const forOthers = join(dist, 'npm');
await esbuild.build({
  ...bundle,
  entryPoints: { impactweb: at('web/page/embed/module.ts') },
  outdir: forOthers,
  format: 'esm',
  sourcemap: false,
});
execFileSync(process.execPath, [
  at('web/node_modules/typescript/bin/tsc'),
  ...['-p', at('web/page/embed'), '--outDir', join(cache, 'types')],
]);
cpSync(join(cache, 'types'), join(forOthers, 'types'), { recursive: true });
writeFileSync(
  join(forOthers, 'package.json'),
  `${JSON.stringify({ name: 'impactweb', version, type: 'module', exports: { '.': { types: './types/embed/module.d.ts', default: './impactweb.js' } } }, null, 2)}\n`,
);
// What the page's script asks for at once need not wait for the browser to find that out.
const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
/** A script and all that it asks for at once. */
function withImports(script) {
  const files = new Set([script]);
  for (const file of files)
    for (const { path, kind } of outputs.get(file)?.imports ?? [])
      if (kind === 'import-statement') files.add(basename(path));
  return files;
}
const atOnce = withImports('app.js');
const shared = [...atOnce].filter((file) => file !== 'app.js').sort();
// Which files a part of the page is, by the name of its source (page/loading/late_parts.ts). Here and not in a script: those are named after what is
// in them, and would have to hold their own names.
const lateParts = { pdfkit: ['pdf.js'] };
for (const [file, { entryPoint }] of outputs)
  if (entryPoint && file !== 'app.js')
    lateParts[basename(entryPoint, '.ts')] = [...withImports(file)].filter((each) => !atOnce.has(each));
writeFileSync(
  join(dist, 'index.html'),
  readFileSync(at('shell.html'), 'utf8').replace(
    /^( *)<script type="module"/m,
    (script, indent) =>
      [
        ...shared.map((file) => `<link rel="modulepreload" href="${file}">`),
        `<meta name="impactweb-parts" content='${JSON.stringify(lateParts)}'>`,
      ]
        .map((line) => `${indent}${line}\n`)
        .join('') + script,
  ),
);
cpSync(at('build/wasm/reader/reader.wasm'), join(dist, 'reader.wasm'));

cpSync(at('assets/manifest.webmanifest'), join(dist, 'manifest.webmanifest'));

// Home screens want pixels. A maskable icon is cut to a circle or a drop, so its picture keeps away from the sides.
const icon = readFileSync(at('assets/icons/icon.svg'), 'utf8');
const maskable = icon
  .replace('rx="14"', '')
  .replace(/(<g[\s\S]*<\/g>)/, '<g transform="translate(9.6 9.6) scale(0.7)">$1</g>');
let renderer;
async function png(svg, size) {
  renderer ??= import('@resvg/resvg-wasm').then(async (resvg) => {
    await resvg.initWasm(readFileSync(at('web/node_modules/@resvg/resvg-wasm/index_bg.wasm')));
    return resvg.Resvg;
  });
  const Resvg = await renderer;
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}
for (const [name, svg, size] of [
  ['icon-192', icon, 192],
  ['icon-512', icon, 512],
  ['icon-maskable-512', maskable, 512],
])
  writeFileSync(join(dist, 'icons', `${name}.png`), await cached(`${name}.png`, [svg], () => png(svg, size)));

writeFileSync(join(dist, 'licences.txt'), licences(root));

// ---------------------------------------------------------------- work without a network

const beginsWith = new Set([...atOnce, 'index.html', 'style.css', 'impactweb.wasm', rest]);
// The module for other pages is theirs.
const files = readdirSync(dist, { recursive: true })
  .filter((entry) => statSync(join(dist, entry)).isFile() && !entry.startsWith('npm'))
  .map((entry) => {
    const url = entry.replaceAll('\\', '/');
    const revision = createHash('sha256')
      .update(readFileSync(join(dist, entry)))
      .digest('hex');
    return { url, revision, ...((beginsWith.has(url) || /^(fonts|strings)\/\w+\.\w+$/.test(url)) && { start: true }) };
  })
  .sort((a, b) => (a.url < b.url ? -1 : 1));
await esbuild.build({
  ...bundle,
  entryPoints: { 'service-worker': at('web/page/offline/service_worker.ts') },
  format: 'iife',
  define: { IMPACTWEB_FILES: JSON.stringify(files) },
});

// ---------------------------------------------------------------- compressed copies

/** What only comes when it is asked for. */
const later = (entry) => {
  if (entry.endsWith('.js')) return !atOnce.has(entry) && entry !== 'startup_check.js';
  return entry.endsWith('.css') ? entry !== 'style.css' : /^(reader|rest-)/.test(entry);
};
let total = 0;
for (const entry of readdirSync(dist, { recursive: true })) {
  const file = join(dist, entry);
  if (!statSync(file).isFile()) continue;
  const bytes = readFileSync(file);
  const brotli = await cached(`${entry.replaceAll('/', '-')}.br`, [bytes], () =>
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  );
  writeFileSync(`${file}.br`, brotli);
  writeFileSync(
    `${file}.gz`,
    await cached(`${entry.replaceAll('/', '-')}.gz`, [bytes], () => gzipSync(bytes, { level: 9 })),
  );
  if ((/\.(html|js|css|wasm|ttf)$/.test(entry) && !later(entry)) || entry === join('strings', 'nl.json'))
    total += brotli.length;
}
writeFileSync(join(cache, 'first_visit.json'), `${JSON.stringify({ bytes: total })}\n`);
console.log(`dist/: ${Math.round(total / 1024)} KB brotli for a first visit`);
