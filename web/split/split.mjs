// Cuts the program in two: what the first picture needs, and the rest, which the page fetches once that picture stands. Which function
// goes where is seen, not guessed: a profile of the first paint notes what runs.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** Everything that Emscripten may have used. */
const features = ['exception-handling', 'bulk-memory', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals'].map(
  (feature) => `--enable-${feature}`,
);

/** A tool that belongs to the Emscripten on the path. */
function tool(name) {
  const folder = execFileSync('em-config', ['BINARYEN_ROOT'], { encoding: 'utf8' }).trim();
  return join(folder, 'bin', name);
}

/** What decides how the program is cut, besides the program and what is shown. */
export function recipe() {
  return ['split.mjs', 'first_paint_profile.mjs', 'browser_stub.mjs'].map((file) => readFileSync(join(here, file)));
}

/**
 * Cuts `wasm`, which has its functions' names, with its `glue`. `site`: a folder with fonts, strings and samples; `work`: one for what
 * is made on the way. Gives the bytes of both parts.
 */
export function split({ wasm, glue, site, work }) {
  const at = (name) => join(work, name);
  const run = (args) => execFileSync(tool('wasm-split'), args, { stdio: ['ignore', 'ignore', 'inherit'] });
  run(['--instrument', ...features, wasm, '-o', at('instrumented.wasm')]);
  // Node.js takes it for a module by its name alone.
  copyFileSync(glue, at('glue.mjs'));
  const profiles = [at('drawn.profile'), at('undrawn.profile')];
  const profiling = [join(here, 'first_paint_profile.mjs'), at('glue.mjs'), at('instrumented.wasm'), site];
  execFileSync(process.execPath, [...profiling, at('called.json'), ...profiles], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  run(['--merge-profiles', ...profiles, '-o', at('profile')]);
  run([
    '--split',
    '--placeholdermap',
    ...features,
    wasm,
    `--profile=${at('profile')}`,
    '--import-namespace=first',
    '--placeholder-namespace=placeholder',
    '--export-prefix=%',
    '-o1',
    at('first.wasm'),
    '-o2',
    at('rest.wasm'),
  ]);
  // Alone, the first part can be made smaller once more.
  const smaller = ['-Os', ...features, at('first.wasm'), '-o', at('first.small.wasm')];
  execFileSync(tool('wasm-opt'), smaller, { stdio: ['ignore', 'ignore', 'inherit'] });
  return { first: readFileSync(at('first.small.wasm')), rest: readFileSync(at('rest.wasm')) };
}
