// The insight lenses: how long an answer takes, in the program of the page's worker and in the page itself, of a network that is filled in.

import { median, milliseconds as now } from './common/clock.mjs';
import { milliseconds, table } from './common/table.mjs';
import { filledNetwork } from './filled.mjs';
import { communities } from './graphs.mjs';
import { startReader } from './ours.mjs';
import { openPage } from './page.mjs';

const runs = 5;
/** What an answer may take, milliseconds: in a network of up to so many nodes. */
const budgets = [
  [500, 100],
  [2000, 200],
  [10_000, 1000],
];
const budgetOf = (size) => budgets.find(([most]) => size <= most)?.[1];
const today = '2026-11-25';

function timed(work) {
  const times = [];
  for (let run = 0; run < runs; ++run) {
    const before = now();
    work(run);
    times.push(now() - before);
  }
  return median(times);
}

/** Milliseconds on the clock of an answer in the page, from the question on: the worker has the network already. */
async function inPage(network, ids, { site, patience }) {
  const page = await openPage(site);
  try {
    await page.open(network, patience);
    const work = async (names) => {
      const found = {};
      for (const name of names) {
        const times = [];
        for (let run = 0; run < 3; ++run) {
          const begin = performance.now();
          await window.impactweb.lens(name);
          times.push(performance.now() - begin);
        }
        found[name] = times.sort((a, b) => a - b)[1];
      }
      return found;
    };
    // The first one starts the worker and brings the network along.
    const first = await page.evaluate(
      async (name) => {
        const begin = performance.now();
        await window.impactweb.lens(name);
        return performance.now() - begin;
      },
      ids[0],
      patience,
    );
    return { first, answers: await page.evaluate(work, ids, patience) };
  } finally {
    await page.close();
  }
}

export async function lenses(settings) {
  const { say, quick } = settings;
  const rows = [];
  const errors = [];
  for (const size of quick ? [500, 2000] : [60, 200, 500, 2000, 10_000]) {
    const graph = communities(size);
    const network = filledNetwork(graph);
    const call = await startReader();
    const ids = call('lenses').lenses.map(({ id }) => id);
    const reading = timed((run) => call('lens', { network, version: `${run}`, id: 'fee', today }));
    const version = `${runs - 1}`;
    let page = { answers: {} };
    try {
      page = await inPage(network, ids, settings);
    } catch (error) {
      errors.push(`${size}: in the page: ${error.message.split('\n')[0]}`);
    }
    for (const id of ids) {
      const answer = timed(() => call('lens', { version, id, today }));
      const row = { nodes: size, edges: graph.edges.length, lens: id, reading, answer, page: page.answers[id] };
      rows.push(row);
      say(`${size} nodes, ${id}: ${milliseconds(answer)} ms, in the page ${milliseconds(row.page)} ms`);
    }
    // What a proposal would change: the same answer twice, and the network copied.
    const operations = network.edges.slice(0, 1).map(({ from, to }) => ({ op: 'addEdge', edge: { from, to } }));
    const scenario = timed(() => call('scenario', { version, operations, asked: { lenses: ['spider'] }, today }));
    rows.push({ nodes: size, edges: graph.edges.length, lens: 'scenario of spider', reading, answer: scenario });
    say(`${size} nodes, a scenario: ${milliseconds(scenario)} ms; reading the network ${milliseconds(reading)} ms`);
  }
  const markdown = table(
    [
      'lens',
      'nodes',
      'answer in the worker’s program, ms of processor',
      'budget',
      'with the network brought along',
      'in the page, ms',
    ],
    rows.map((row) => [
      row.lens,
      row.nodes.toLocaleString('en'),
      milliseconds(row.answer),
      budgetOf(row.nodes),
      milliseconds(row.answer + row.reading),
      milliseconds(row.page),
    ]),
  );
  return { rows, errors, markdown };
}
