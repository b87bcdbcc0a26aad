// The page for those who change it: served from build/watch/, built anew when a file changes, and reloaded where it is open.
//   node web/watch.mjs [--program FOLDER] [--port N]   FOLDER is where CMake built the program, build/wasm-debug
// There is no service worker, nothing is compressed, and the program is in one piece, so that a changed line is soon to be seen.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, rmSync, symlinkSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { ownRelay, serve } from './serve.mjs';
import {
  at,
  emptyFolder,
  pageScript,
  readerScript,
  root,
  scriptOptions,
  startupScript,
  writeAssets,
  writeFonts,
  writeShell,
  writeStyles,
} from './site.mjs';

const { values } = parseArgs({
  options: { program: { type: 'string', default: 'build/wasm-debug' }, port: { type: 'string', default: '8001' } },
});
const program = at(values.program);
const folder = at('build/watch');
const options = { ...scriptOptions(folder, program), minify: false, sourcemap: 'linked' };

emptyFolder(folder);
await writeFonts(folder);
// Symbolic, for with source lines in them they are large.
for (const file of ['app/impactweb.wasm', 'reader/reader.wasm'])
  symlinkSync(join(program, file), join(folder, basename(file)));
const scripts = await Promise.all(
  [pageScript({ build: 'watch', rest: '' }), readerScript({ build: 'watch' }), startupScript].map((script) =>
    esbuild.context({ ...options, ...script }),
  ),
);

const buildScripts = () => Promise.all(scripts.map((script) => script.rebuild()));
const buildStyles = () => writeStyles(folder, { minify: false });
function buildPage() {
  for (const made of ['strings', 'samples', 'icons', 'handbook'])
    rmSync(join(folder, made), { recursive: true, force: true });
  writeAssets(folder);
  copyFileSync(at('web/live_reload.js'), join(folder, 'live_reload.js'));
  writeShell(folder, ['<script src="live_reload.js"></script>']);
}

/** Compiles what has changed of the program; its glue is part of the page's script. */
async function buildProgram() {
  const build = spawn('cmake', ['--build', dirname(join(program, 'CMakeCache.txt')), '--target', 'app', 'reader'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const status = await new Promise((resolve) => build.on('close', resolve));
  if (status !== 0) throw new Error('the program does not build');
  await buildScripts();
}

/** What is built for a changed file, and what open pages then do: take the style, or load anew. */
const kinds = [
  { files: /\.(cpp|hpp|c|h|glsl|txt)$|^assets\/colours\.json$/, build: buildProgram, reload: true },
  { files: /^web\/page\/.*\.ts$/, build: buildScripts, reload: true },
  { files: /^web\/.*\.css$|^assets\/colours\.json$/, build: buildStyles, reload: false },
  { files: /^(shell\.html|web\/live_reload\.js|assets\/)/, build: buildPage, reload: true },
];

buildPage();
await Promise.all([buildScripts(), buildStyles()]);

// ---------------------------------------------------------------- open pages

const pages = new Set();
function instead(path, response) {
  if (path !== 'live-reload') return false;
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  pages.add(response);
  response.on('close', () => pages.delete(response));
  return true;
}
const relay = await ownRelay('live-watch');
const site = await serve({ root: folder, port: Number(values.port), instead, relay }).catch((error) => {
  const taken = error.code === 'EADDRINUSE';
  console.error(taken ? `Port ${values.port} is taken: try --port ${Number(values.port) + 1}` : error.message);
  process.exit(1);
});
console.log(`Impactweb is at ${site.url}, and follows what is changed (Ctrl+C stops it)`);

// ---------------------------------------------------------------- changes

const changed = new Set();
let building = false;

async function follow() {
  if (building) return;
  building = true;
  // Editors write a file in several steps.
  await new Promise((resolve) => setTimeout(resolve, 30));
  while (changed.size > 0) {
    const files = [...changed];
    changed.clear();
    const wanted = kinds.filter((kind) => files.some((file) => kind.files.test(file)));
    const began = Date.now();
    try {
      for (const { build } of wanted) await build();
      if (wanted.length === 0) continue;
      for (const page of pages) page.write(`data: ${wanted.some(({ reload }) => reload) ? 'page' : 'style'}\n\n`);
      console.log(`${files.join(', ')}: built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
    } catch (error) {
      // esbuild has said where; the page stays as it was.
      console.error(`${files.join(', ')}: ${error.message}`);
    }
  }
  building = false;
}

/** Watches each folder by itself: node_modules lies among them, and has thousands. */
const watched = new Map();
function watchFolders() {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const folders = new Set(
    files
      .split('\n')
      .filter((file) => /^(core|web|assets)\/|^shell\.html$/.test(file))
      .map(dirname),
  );
  for (const name of folders) {
    if (watched.has(name) || !existsSync(at(name))) continue;
    const watcher = watch(at(name), (_, file) => {
      if (!existsSync(at(name))) {
        watched.delete(name);
        watcher.close();
        return;
      }
      const path = name === '.' ? String(file) : `${name}/${file}`;
      if (!kinds.some((kind) => kind.files.test(path))) return;
      if (!existsSync(at(path)) || path.endsWith('~')) return;
      changed.add(path);
      follow();
    });
    watched.set(name, watcher);
  }
}
watchFolders();
setInterval(watchFolders, 5000);
