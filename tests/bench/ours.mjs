// Our core as WebAssembly under Node.js, as the page calls it.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(root, 'build', 'wasm', 'core');

const { assembled } = await fromTypeScript('bridge/measures.ts');

/** A file of web/page that imports nothing but types. */
async function fromTypeScript(name) {
  const { transformSync } = createRequire(join(root, 'web', 'package.json'))('esbuild');
  const { code } = transformSync(readFileSync(join(root, 'web', 'page', name), 'utf8'), {
    loader: 'ts',
    format: 'esm',
  });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** Gives `call(name, args)`, the door of `web/bridge`. */
export async function startCore() {
  // Emscripten 3.1.6 asks for the names of CommonJS in a module too.
  Object.assign(globalThis, { __dirname: folder, require: createRequire(import.meta.url) });
  const { default: create } = await import(pathToFileURL(join(folder, 'core.mjs')).href);
  return doorOf(await create({ wasmBinary: readFileSync(join(folder, 'core.wasm')) }));
}

/** The same of the program that runs in the page's worker, made as small as the page has it. */
export async function startReader() {
  const built = join(root, 'build', 'wasm', 'reader');
  // Node.js takes it for a module by its name alone.
  const glue = join(mkdtempSync(join(tmpdir(), 'impactweb-bench-')), 'reader.mjs');
  copyFileSync(join(built, 'reader.js'), glue);
  globalThis.self ??= { location: { href: pathToFileURL(glue).href } };
  const { default: create } = await import(pathToFileURL(glue).href);
  rmSync(dirname(glue), { recursive: true });
  return doorOf(await create({ wasmBinary: readFileSync(join(built, 'reader.wasm')), progress: () => {} }));
}

function doorOf(module) {
  const pass = (text) => {
    const bytes = new TextEncoder().encode(text);
    const pointer = module._malloc(bytes.length + 1);
    module.HEAPU8.set(bytes, pointer);
    module.HEAPU8[pointer + bytes.length] = 0;
    return pointer;
  };
  const text = (pointer) => {
    const bytes = module.HEAPU8;
    return new TextDecoder().decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
  };
  const call = (name, args = {}) => {
    const pointers = [pass(name), pass(JSON.stringify(args))];
    const answer = JSON.parse(text(module._impactweb_call(...pointers)));
    for (const pointer of pointers) module._free(pointer);
    while (module._impactweb_events() !== 0);
    if (answer?.defect || answer?.error) throw new Error(JSON.stringify(answer));
    return answer;
  };
  /** Measures as the page's API gives them. */
  call.measures = (only) => {
    const answer = call('measures', { only });
    const at = module._impactweb_buffer(0);
    return assembled(answer, module.HEAPU8.slice(at, at + (answer.bytes ?? 0)));
  };
  /** Puts the bytes of a file where `parse` finds them. */
  call.put = (bytes) => {
    const at = module._impactweb_buffer(bytes.length);
    module.HEAPU8.set(bytes, at);
  };
  return call;
}

/** The graph as a network of actors with short names; ids sort as the numbers do. */
export function networkOf({ size, edges }) {
  const id = (node) => `n${String(node).padStart(6, '0')}`;
  return {
    nodes: Array.from({ length: size }, (_, node) => ({ id: id(node), label: `${node}` })),
    edges: edges.map(([from, to], at) => ({ id: `e${String(at).padStart(6, '0')}`, from: id(from), to: id(to) })),
  };
}
