// Layouts: how long, and how good the picture is (see score.mjs).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './common/child.mjs';
import { median } from './common/clock.mjs';
import { milliseconds, ratio, rounded, table } from './common/table.mjs';
import { communities, textOf } from './graphs.mjs';
import { networkOf } from './ours.mjs';
import { openPage } from './page.mjs';
import { layouts as ofPeers } from './peers/layouts.mjs';
import { realGraphs } from './real_graphs.mjs';
import { neighbourhoods, stress } from './score.mjs';

/** Ours under Node.js; all others are told as so many times this. */
const base = 'impactweb stress';
/** Who takes minutes where, and is left out of a quick run. */
const slow = {
  10000: ['cytoscape fcose', 'd3-force', 'graphology FA2', 'ngraph.forcelayout', '@antv/layout-wasm FA2'],
};
slow[50_000] = [...slow[10_000], 'graphviz sfdp'];

const pairsOf = (numbers) =>
  Array.from({ length: numbers.length / 2 }, (_, node) => [numbers[2 * node], numbers[2 * node + 1]]);
const pairsOfBytes = (bytes) => pairsOf(new Float64Array(new Uint8Array(bytes).buffer));
const pairsOfText = (text) => pairsOf(text.trim().split(/\s+/).map(Number));

/** sfdp's answer in its plain format, in which a node's line has its name and place. */
function pairsOfPlain(text, size) {
  const places = new Array(size);
  for (const [, node, x, y] of text.matchAll(/^node (\d+) (\S+) (\S+)/gm)) places[node] = [Number(x), Number(y)];
  return places;
}

/** Under Node.js, in a process of its own. Gives `{times, places, ended}`. */
async function underNode(who, file, { work, runs, seconds, patience, folder }) {
  const target = join(work, 'places');
  const answer = await run(
    process.execPath,
    ['--no-experimental-fetch', join(folder, 'one_layout.mjs'), who, file, target, String(runs), String(seconds)],
    { seconds: patience },
  );
  const times = answer.out.trim().split('\n').filter(Boolean).map(Number);
  const places = times.map((_, at) => pairsOfBytes(readFileSync(`${target}.${at}`)));
  return { times, places, ended: answer.ended, error: answer.error };
}

/** A program on the machine, once for each seed. `read` gives the milliseconds and the places of an answer. */
async function asProgram(command, wordsOf, read, { runs, seconds, patience }) {
  const found = { times: [], places: [], ended: true, error: '' };
  const begin = performance.now();
  for (let seed = 1; seed <= runs && (seed === 1 || performance.now() - begin < 1000 * seconds); ++seed) {
    const answer = await run(command, wordsOf(seed), { seconds: patience });
    found.ended &&= answer.ended;
    found.error += answer.error;
    if (!answer.ended || answer.code !== 0) break;
    const { time, places } = read(answer);
    found.times.push(time);
    found.places.push(places);
  }
  return found;
}

/** In the page, as its API has it: labels measured, moved as one undo step. The first picture is there already. */
async function inThePage(graph, algorithm, { runs, seconds, patience, site }) {
  const found = { times: [], places: [], ended: true, error: '' };
  const page = await openPage(site);
  try {
    const network = networkOf(graph);
    // With places, so that opening does not lay it out too.
    network.nodes.forEach((node, at) => {
      node.position = [(at % 300) * 90, Math.floor(at / 300) * 60];
    });
    await page.open(network, patience);
    const begin = performance.now();
    for (let seed = 1; seed <= runs && (seed === 1 || performance.now() - begin < 1000 * seconds); ++seed) {
      const before = await page.milliseconds();
      await page.evaluate((options) => window.impactweb.layout(options), { algorithm, seed }, patience);
      found.times.push((await page.milliseconds()) - before);
      found.places.push(
        await page.evaluate(() => window.impactweb.snapshot().network.nodes.map(({ position }) => position), null, 60),
      );
    }
  } catch (error) {
    found.ended = !/within/.test(error.message);
    found.error = error.message;
  }
  await page.close();
  return found;
}

/** Everybody on one graph: a row for each. */
async function measure(graph, settings) {
  const { work, built, say, quick } = settings;
  const file = join(work, 'graph.txt');
  const native = join(built, 'bench', 'bench_native');
  const igraph = join(built, 'bench', 'bench_igraph');
  const target = join(work, 'places.txt');
  writeFileSync(file, textOf(graph));
  const written = ({ out }) => ({ time: Number(out), places: pairsOfText(readFileSync(target, 'utf8')) });
  const dot = join(work, 'graph.dot');
  writeFileSync(
    dot,
    `graph {\n${Array.from({ length: graph.size }, (_, node) => node).join(';')};\n${graph.edges.map(([a, b]) => `${a}--${b}`).join(';\n')}\n}\n`,
  );
  const everybody = {
    [base]: (s) => underNode(base, file, s),
    'impactweb stress, Chromium': (s) => inThePage(graph, 'stress', s),
    'impactweb stress, native': (s) =>
      asProgram(native, (seed) => ['layout', 'stress', file, target, `seed=${seed}`], written, s),
    'impactweb communities': (s) => underNode('impactweb communities', file, s),
    ...Object.fromEntries(Object.keys(ofPeers).map((who) => [who, (s) => underNode(who, file, s)])),
    'igraph Fruchterman–Reingold, native': (s) =>
      asProgram(igraph, (seed) => ['layout', 'fr', file, target, String(seed)], written, s),
    'graphviz sfdp, native': (s) =>
      asProgram(
        'sfdp',
        (seed) => ['-Tplain', `-Gstart=${seed}`, dot],
        ({ out, user }) => ({ time: 1000 * user, places: pairsOfPlain(out, graph.size) }),
        s,
      ),
  };
  if (graph.size <= 1000)
    everybody['igraph Kamada–Kawai, native'] = (s) =>
      asProgram(igraph, (seed) => ['layout', 'kk', file, target, String(seed)], written, s);
  const rows = [];
  for (const [who, arrange] of Object.entries(everybody)) {
    const row = { graph: graph.name, nodes: graph.size, edges: graph.edges.length, who };
    rows.push(row);
    if (
      quick &&
      Object.entries(slow).some(([size, names]) => graph.size >= size && names.some((n) => who.startsWith(n)))
    ) {
      row.note = 'left out of a quick run';
      continue;
    }
    const ours = who.startsWith('impactweb');
    const runs = graph.size <= 1000 ? 7 : ours ? 3 : 1;
    const found = await arrange({ ...settings, runs, seconds: quick ? 4 : 10 });
    if (found.times.length > 0) {
      row.milliseconds = median(found.times);
      row.runs = found.times.length;
      row.stress = median(found.places.map((places) => stress(graph, places)));
      row.neighbourhoods = median(found.places.map((places) => neighbourhoods(graph, places)));
    } else if (!found.ended) row.note = `> ${settings.patience} s`;
    else row.note = `failed: ${found.error.trim().split('\n').at(-1)?.slice(0, 120)}`;
    say(`${graph.name}: ${who} ${row.note ?? `${milliseconds(row.milliseconds)} ms, stress ${rounded(row.stress)}`}`);
  }
  const our = rows.find(({ who }) => who === base)?.milliseconds;
  for (const row of rows) if (row.milliseconds) row.ratio = row.milliseconds / our;
  return rows;
}

export async function layouts(settings) {
  const graphs = [...[50, 300, 1000].map((size) => communities(size)), ...realGraphs()];
  graphs.push(...[10_000, 50_000].map((size) => communities(size)));
  const rows = [];
  for (const graph of graphs) rows.push(...(await measure(graph, settings)));
  const failed = rows.filter(({ who, milliseconds }) => who.startsWith('impactweb') && !milliseconds);
  return { rows, errors: failed.map(({ graph, who, note }) => `${graph}: ${who}: ${note}`), markdown: show(rows) };
}

function show(rows) {
  const parts = [];
  for (const graph of new Set(rows.map((row) => row.graph))) {
    const here = rows.filter((row) => row.graph === graph);
    parts.push(
      `**${graph}**: ${here[0].nodes.toLocaleString('en')} nodes, ${here[0].edges.toLocaleString('en')} edges`,
      table(
        ['layout', 'ms', '× ours', 'stress', 'neighbourhoods'],
        here.map((row) =>
          row.note
            ? [row.who, row.note, '', '', '']
            : [
                row.who,
                milliseconds(row.milliseconds),
                ratio(row.ratio),
                rounded(row.stress),
                rounded(row.neighbourhoods),
              ],
        ),
      ),
    );
  }
  return parts.join('\n\n');
}
