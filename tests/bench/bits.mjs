// Whether a layout has the same bits wherever the core runs: natively, as WebAssembly under Node.js, and in each browser's page.
//
// Every node gets the same room (`room` of the layout command), since the page measures names as the browser draws them and the others
// estimate. All else is the network's.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { communities } from './graphs.mjs';
import { networkOf, startCore } from './ours.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A network with something for every layout: kinds, stages, sectors, places, pinned nodes if wanted, and parts that do not hang together. */
function network(size, pinned) {
  const made = networkOf(communities(size));
  const of = (list, at) => list[at % list.length];
  made.nodes.forEach((node, at) => {
    node.kind = of(['actor', 'actor', 'initiative', 'challenge'], at);
    if (node.kind === 'initiative') node.stage = of(['dream', 'exploring', 'pilot', 'practice'], at >> 2);
    node.sector = of(['government', 'business', 'knowledge'], at * 7);
    node.place = of(['Tilburg', 'Breda', 'Eindhoven', 'nowhere'], at * 3);
    node.position = [37 * (at % 41), 53 * (at % 29)];
    if (pinned && at % 97 === 11) node.pinned = true;
  });
  const last = `n${String(size - 1).padStart(6, '0')}`;
  made.edges = made.edges.filter(({ from, to }) => from !== last && to !== last);
  return { title: '', sectors: [{ id: 'knowledge' }, { id: 'government' }], ...made };
}

/** What is compared: `{name, file, options}`, the file as an object and the arguments of the layout. */
export function cases() {
  const every = ['stress', 'communities', 'layers', 'sectors', 'places', 'grid'];
  const list = [];
  // Above 2,500 nodes not all distances are known, and communities that no pin holds become islands: other ways through the code.
  for (const [size, algorithms, seeds, pinned] of [
    [50, every, [1, 7], true],
    [300, every, [1], true],
    [1100, ['stress', 'communities'], [3], true],
    [2600, ['stress', 'communities'], [3], false],
  ]) {
    const file = { type: 'impactweb', version: 1, network: network(size, pinned) };
    for (const algorithm of algorithms)
      for (const seed of seeds)
        list.push({ name: `${algorithm} of ${size}, seed ${seed}`, file, options: { algorithm, seed, room: 24 } });
  }
  return list;
}

/** SHA-256 over the bits of the places, in order of the nodes. JSON has no −0, so that 0 stands for both. */
export function hashOf(places) {
  const numbers = new Float64Array(places.flat().map((value) => value + 0));
  return createHash('sha256').update(new Uint8Array(numbers.buffer)).digest('hex');
}

const placesIn = ({ nodes }) => nodes.map(({ position }) => position);

/** Hashes by name of case, from the core as WebAssembly under Node.js. */
export async function bitsUnderNode() {
  const call = await startCore();
  const hashes = {};
  for (const { name, file, options } of cases()) {
    call('load', { network: file.network });
    call('layout', options);
    hashes[name] = hashOf(placesIn(call('snapshot').network));
  }
  return hashes;
}

/** The same from the native core; null where it has not been built. The tests build it with sanitizers, the bench without. */
export function bitsNatively() {
  const program = ['bench', 'sanitizers']
    .map((preset) => join(root, 'build', preset, 'bench_native'))
    .find((path) => existsSync(path));
  if (!program) return null;
  const folder = mkdtempSync(join(tmpdir(), 'impactweb-bits-'));
  const [source, target] = [join(folder, 'network.json'), join(folder, 'places')];
  const hashes = {};
  try {
    for (const { name, file, options } of cases()) {
      writeFileSync(source, JSON.stringify(file));
      const words = ['network', options.algorithm, source, target, `seed=${options.seed}`, `room=${options.room}`];
      execFileSync(program, words, { timeout: 300_000, stdio: ['ignore', 'ignore', 'inherit'] });
      const lines = readFileSync(target, 'utf8').trim().split('\n');
      hashes[name] = hashOf(lines.map((line) => line.split(' ').map(Number)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return hashes;
}

/** The same from a page of ours; `evaluate` runs an expression in it. */
export async function bitsInPage(evaluate) {
  const hashes = {};
  let opened;
  for (const { name, file, options } of cases()) {
    if (file !== opened) await evaluate(`impactweb.open(${JSON.stringify(file)}).then(() => true)`);
    opened = file;
    const places = await evaluate(
      `impactweb.layout(${JSON.stringify(options)}).then(() => impactweb.snapshot().network.nodes.map(({ position }) => position))`,
    );
    hashes[name] = hashOf(places);
    // Each begins with the places of the file.
    if (!(await evaluate('impactweb.undo()'))) throw new Error('a layout could not be undone');
  }
  return hashes;
}
