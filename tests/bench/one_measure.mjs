// One measure of one graph, in a process of its own so that it can be stopped.
//   node one_measure.mjs impactweb|graphology MEASURE GRAPH VALUES RUNS SECONDS
// Runs up to RUNS times, until SECONDS are over, and prints the milliseconds of each. VALUES: the values in order of the nodes, as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { milliseconds } from './common/clock.mjs';
import { graphOf } from './graphs.mjs';
import { networkOf, startCore } from './ours.mjs';

const [who, measure, file, target, runs, seconds] = process.argv.slice(2);
const graph = graphOf(readFileSync(file, 'utf8'));

/**
 * Ours as the page asks for it, with the answer's objects by id of the node. As with the others the graph stands before the clock runs,
 * and nothing else is known of it.
 */
async function ours() {
  const call = await startCore();
  const network = networkOf(graph);
  for (const edge of network.edges) edge.direction = 'undirected';
  const number = (id) => Number(id.slice(1));
  return {
    before: () => {
      // The core keeps what it knows of paths as long as the ties are the same, so another network comes between.
      call('load', { network: {} });
      call('measures', { only: ['degree'] });
      call('load', { network });
      call.measures(['density']);
    },
    run: () => call.measures([measure])[measure],
    values: ({ perNode, value }) => (perNode ? Object.values(perNode) : value.map(number)),
  };
}

async function theirs() {
  const { graphologyOf, measures } = await import('./peers/measures.mjs');
  const own = graphologyOf(graph);
  return { before: () => {}, run: () => measures[measure](own), values: (values) => values };
}

const work = await (who === 'impactweb' ? ours() : theirs());
const begin = performance.now();
for (let at = 0; at < Number(runs) && (at === 0 || performance.now() - begin < 1000 * Number(seconds)); ++at) {
  work.before();
  const before = milliseconds();
  const answer = work.run();
  console.log(milliseconds() - before);
  if (at === 0) writeFileSync(target, JSON.stringify(work.values(answer)));
}
process.exit(0);
