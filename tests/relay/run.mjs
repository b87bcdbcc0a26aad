// Runs the tests of the relay under Node.js: a relay of their own as it ships, the page's transport, and strangers (build/tools/relay, which
// ./build-wasm.sh fetches).
//   node tests/relay/run.mjs [NAME…]   only the files whose name holds one of the words; RELAY=… names another program
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { relayProgram, versionOf } from '../../web/relay/start.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const output = join(root, 'build', 'relay-tests');
const program = process.env.RELAY ?? relayProgram();
if (!program) {
  console.error('There is no relay here: ./build-wasm.sh test fetches one');
  process.exit(1);
}
const words = process.argv.slice(2);
const names = readdirSync(here).filter(
  (name) => name.endsWith('.test.ts') && (words.length === 0 || words.some((word) => name.includes(word))),
);
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
await esbuild.build({
  entryPoints: names.map((name) => join(here, name)),
  outdir: output,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  define: { IMPACTWEB_ROOT: JSON.stringify(root), RELAY_PROGRAM: JSON.stringify(program) },
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
});
// Node.js 20 has WebSocket for those who ask.
const options = 'WebSocket' in globalThis ? [] : ['--experimental-websocket'];
const files = names.map((name) => join(output, name.replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(
  process.execPath,
  ['--enable-source-maps', '--no-warnings', ...options, '--test', '--test-force-exit', ...files],
  {
    stdio: 'inherit',
  },
);
if (status === 0) console.log(`The relay ${versionOf(program)} lets through what it should, and nothing else`);
process.exit(status ?? 1);
