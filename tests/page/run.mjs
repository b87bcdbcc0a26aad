// Runs the page's own tests under Node.js, against the core as WebAssembly (build/wasm/core, which ./build-wasm.sh builds).
//   node tests/page/run.mjs [--watch] [NAME…]   only the files whose name holds one of the words; --watch runs them at every change
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const output = join(root, 'build', 'page-tests');
const watching = process.argv.includes('--watch');
const words = process.argv.slice(2).filter((word) => word !== '--watch');

const names = readdirSync(here).filter(
  (name) => name.endsWith('.test.ts') && (words.length === 0 || words.some((word) => name.includes(word))),
);
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const options = {
  entryPoints: names.map((name) => join(here, name)),
  outdir: output,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  define: { IMPACTWEB_ROOT: JSON.stringify(root), IMPACTWEB_VERSION: '"test"', IMPACTWEB_BUILD: '"test"' },
  // CommonJS packages ask for Node's own modules by require.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
};

function runTests() {
  const files = names.map((name) => join(output, name.replace(/\.ts$/, '.mjs')));
  return spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { stdio: 'inherit' }).status ?? 1;
}

if (watching) {
  const again = {
    name: 'again',
    setup: (build) => build.onEnd(({ errors }) => void (errors.length === 0 && runTests())),
  };
  await (await esbuild.context({ ...options, plugins: [again] })).watch();
} else {
  await esbuild.build(options);
  process.exit(runTests());
}
