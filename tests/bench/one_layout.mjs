// One layout of one graph, in a process of its own so that it can be stopped: ours as WebAssembly, or a peer's in JavaScript.
//   node one_layout.mjs WHO GRAPH PLACES RUNS SECONDS
// Runs up to RUNS times, until SECONDS are over. Each run writes PLACES.0, PLACES.1 … (pairs of doubles) and prints its milliseconds.
import { readFileSync, writeFileSync } from 'node:fs';
import { milliseconds } from './common/clock.mjs';
import { graphOf } from './graphs.mjs';
import { networkOf, startCore } from './ours.mjs';
import { layouts } from './peers/layouts.mjs';

const [who, file, places, runs, seconds] = process.argv.slice(2);
const graph = graphOf(readFileSync(file, 'utf8'));

/** Ours, through the door that the page uses; the network has no places yet. */
async function ours(algorithm) {
  const call = await startCore();
  const network = networkOf(graph);
  return (seed) => {
    call('load', { network });
    return {
      run: () => call('layout', { algorithm, seed }),
      places: () => call('snapshot').network.nodes.map(({ position }) => position),
    };
  };
}

const own = /^impactweb (\w+)$/.exec(who);
const prepare = own ? await ours(own[1]) : (seed) => layouts[who](graph, seed);
const begin = performance.now();
for (let at = 0; at < Number(runs) && (at === 0 || performance.now() - begin < 1000 * Number(seconds)); ++at) {
  const layout = await prepare(at + 1);
  const before = milliseconds();
  await layout.run();
  const took = milliseconds() - before;
  writeFileSync(`${places}.${at}`, new Float64Array(layout.places().flat()));
  console.log(took);
}
process.exit(0);
