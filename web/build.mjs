// Builds the static site into dist/: page, program, fonts, strings, samples, and compressed copies beside each file.
// IMPACTWEB_RELAY=wss://HOST/PATH lets the page speak with a relay on another host.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import esbuild from 'esbuild';
import { licences } from './licences.mjs';
import * as site from './site.mjs';
import { recipe, split } from './split/split.mjs';

const { at, cache, cached, pageScript, readerScript, root, scriptOptions, startupScript, version } = site;
const { emptyFolder, writeAssets, writeFonts, writeShell, writeStyles } = site;
const dist = at('dist');
emptyFolder(dist);
await writeFonts(dist);
writeAssets(dist);

// ---------------------------------------------------------------- page

const digestOf = (...parts) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest('hex').slice(0, 16);
};
const programs = ['app/impactweb.wasm', 'reader/reader.wasm'].map((file) => readFileSync(at('build/wasm', file)));
const build = digestOf(...programs);

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
const bundle = scriptOptions(dist, at('build/wasm'));
// The library that writes PDF is a file of its own: what it shares with the page would be in every first visit.
await esbuild.build({ ...bundle, entryPoints: { pdf: 'pdfkit' }, absWorkingDir: at('web'), format: 'esm' });
const pdfElsewhere = {
  name: 'pdf',
  setup: (build) => build.onResolve({ filter: /^pdfkit$/ }, () => ({ path: './pdf.js', external: true })),
};
const page = { ...bundle, ...pageScript({ build, rest }) };
const { metafile: sources } = await esbuild.build({ ...page, plugins: [pdfElsewhere], metafile: true, write: false });
const partFiles = new Set(
  Object.values(sources.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ kind, external }) => kind === 'dynamic-import' && !external)
    .map(({ path }) => resolve(path)),
);
// What a part that comes later shares with the page is there by then. As long as each part begins with the whole page, all that they share is
// one file, and not one for each set of those who do.
const partsOnPage = {
  name: 'parts',
  setup: (build) =>
    build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
      partFiles.has(path)
        ? {
            contents: `import ${JSON.stringify(at('web/page/main.ts'))};\n${readFileSync(path, 'utf8')}`,
            loader: 'ts',
            resolveDir: dirname(path),
          }
        : undefined,
    ),
};
const { metafile } = await esbuild.build({
  ...page,
  plugins: [pdfElsewhere, partsOnPage],
  metafile: true,
});
await esbuild.build({ ...bundle, ...readerScript({ build }) });
await esbuild.build({ ...bundle, ...startupScript });
await writeStyles(dist);
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
writeShell(
  dist,
  [
    ...shared.map((file) => `<link rel="modulepreload" href="${file}">`),
    `<meta name="impactweb-parts" content='${JSON.stringify(lateParts)}'>`,
  ],
  process.env.IMPACTWEB_RELAY,
);
cpSync(at('build/wasm/reader/reader.wasm'), join(dist, 'reader.wasm'));

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
