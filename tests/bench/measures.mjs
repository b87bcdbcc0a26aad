// Measures: how long, and whether the values are right.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './common/child.mjs';
import { median } from './common/clock.mjs';
import { milliseconds, ratio, table } from './common/table.mjs';
import { communities, textOf } from './graphs.mjs';
import { airports, counties } from './real_graphs.mjs';
import { modularity } from './score.mjs';

/** Where values must agree with igraph's, and how. */
const kinds = {
  betweenness: 'number',
  closeness: 'number',
  pageRank: 'number',
  degree: 'number',
  coreness: 'number',
  components: 'partition',
  articulationPoints: 'set',
  communities: 'modularity',
};
const most = 1e-9;
/** Time that grows with nodes times edges. */
const heavy = ['betweenness', 'closeness'];

const programs = {
  'impactweb, WebAssembly': { node: 'impactweb', lacks: ['components'] },
  'impactweb, native': { program: 'bench_native', lacks: ['degree'] },
  graphology: { node: 'graphology', lacks: ['coreness', 'articulationPoints'] },
  'igraph, native': { program: 'bench_igraph', lacks: [] },
  'igraph (Louvain), native': { program: 'bench_igraph', only: 'communities', as: 'louvain' },
};

/** igraph's betweenness counts pairs; ours is a share of them. */
function likeOurs(who, measure, values, { size }) {
  if (who !== 'igraph, native' || measure !== 'betweenness') return values;
  return values.map((value) => (value / (size - 1) / (size - 2)) * 2);
}

/** Numbers of groups by order of first appearance, so that equal partitions are equal lists. */
function canonical(groups) {
  const names = new Map();
  return groups.map((group) => {
    if (!names.has(group)) names.set(group, names.size);
    return names.get(group);
  });
}

/** The largest absolute difference from the reference, with things that are no numbers as 0 (equal) or Infinity. */
function difference(kind, values, reference) {
  if (kind === 'set') [values, reference] = [values, reference].map((list) => [...list].sort((a, b) => a - b));
  if (kind === 'partition') [values, reference] = [values, reference].map(canonical);
  if (values.length !== reference.length) return Infinity;
  const largest = values.reduce((sum, value, at) => Math.max(sum, Math.abs(value - reference[at])), 0);
  return Number.isNaN(largest) ? Infinity : kind === 'number' || largest === 0 ? largest : Infinity;
}

async function once(who, measure, graph, { folder, built, work, patience, quick }) {
  const file = join(work, 'graph.txt');
  const target = join(work, 'values');
  const seconds = quick ? 3 : 8;
  const { node, program, as } = programs[who];
  const times = [];
  let values;
  if (node) {
    const words = [join(folder, 'one_measure.mjs'), node, measure, file, target, '9', String(seconds)];
    const answer = await run(process.execPath, ['--no-experimental-fetch', ...words], { seconds: patience });
    times.push(...answer.out.trim().split('\n').filter(Boolean).map(Number));
    if (times.length === 0)
      return { note: answer.ended ? `failed: ${answer.error.trim().split('\n').at(-1)}` : `> ${patience} s` };
    values = JSON.parse(readFileSync(target, 'utf8'));
  } else {
    const begin = performance.now();
    while (times.length < 9 && (times.length === 0 || performance.now() - begin < 1000 * seconds)) {
      const words = ['measure', as ?? measure, file, target];
      const answer = await run(join(built, 'bench', program), words, { seconds: patience });
      if (!answer.ended) return { note: `> ${patience} s` };
      if (answer.code !== 0) return { note: `failed: ${answer.error.trim()}` };
      times.push(Number(answer.out));
    }
    values = readFileSync(target, 'utf8').trim().split('\n').filter(Boolean).map(Number);
  }
  return { milliseconds: median(times), runs: times.length, values: likeOurs(who, measure, values, graph) };
}

export async function measures(settings) {
  const { say, quick, work } = settings;
  const graphs = [communities(1000), airports(), counties(), communities(10_000), communities(50_000)];
  const rows = [];
  const errors = [];
  for (const graph of graphs) {
    writeFileSync(join(work, 'graph.txt'), textOf(graph));
    for (const [measure, kind] of Object.entries(kinds)) {
      if (heavy.includes(measure) && graph.size > 10_000) continue;
      const row = { graph: graph.name, nodes: graph.size, edges: graph.edges.length, measure, who: {} };
      for (const [who, { lacks, only }] of Object.entries(programs)) {
        if (only ? only !== measure : lacks.includes(measure)) continue;
        const slow = quick && who === 'graphology' && heavy.includes(measure) && graph.size >= 10_000;
        row.who[who] = slow ? { note: 'left out' } : await once(who, measure, graph, settings);
      }
      const reference = row.who['igraph, native'].values;
      for (const [who, cell] of Object.entries(row.who)) {
        const ours = who.startsWith('impactweb');
        if (ours && cell.note) errors.push(`${graph.name}: ${measure}: ${who}: ${cell.note}`);
        if (!cell.values) continue;
        if (kind === 'modularity') cell.modularity = modularity(graph, cell.values);
        else if (reference) {
          cell.difference = difference(kind, cell.values, reference);
          if (ours && !(cell.difference <= most))
            errors.push(`${graph.name}: ${measure}: ${who} differs from igraph by ${cell.difference}`);
        } else if (ours) errors.push(`${graph.name}: ${measure}: nothing to compare with`);
      }
      // Too many to keep.
      for (const cell of Object.values(row.who)) delete cell.values;
      rows.push(row);
      say(
        `${graph.name}: ${measure}: ${Object.entries(row.who)
          .map(([who, { milliseconds: time, note }]) => `${who} ${note ?? `${milliseconds(time)} ms`}`)
          .join(', ')}`,
      );
    }
  }
  return { rows, errors, markdown: show(rows) };
}

function show(rows) {
  const parts = [];
  for (const name of new Set(rows.map(({ graph }) => graph))) {
    const here = rows.filter(({ graph }) => graph === name);
    const body = here.map(({ measure, who }) => {
      const [wasm, native, graphology, igraph, louvain] = Object.keys(programs).map((program) => who[program]);
      const ours = wasm ?? native;
      const time = (cell) => cell?.note ?? milliseconds(cell?.milliseconds);
      const times = (cell, by) =>
        cell?.milliseconds && by?.milliseconds ? ` (${ratio(cell.milliseconds / by.milliseconds)}×)` : '';
      const agreement =
        ours.modularity === undefined
          ? [wasm, native].map((cell) => cell?.difference).filter((value) => value !== undefined)
          : [];
      const last =
        ours.modularity === undefined
          ? agreement.length > 0
            ? Math.max(...agreement).toPrecision(1)
            : ''
          : `modularity ${[wasm, graphology, igraph, louvain].map((cell) => cell?.modularity?.toFixed(4) ?? '–').join(' / ')}`;
      return [
        measure,
        time(wasm),
        time(native),
        `${time(graphology)}${times(graphology, wasm ?? native)}`,
        `${time(igraph)}${times(igraph, native)}`,
        louvain ? `${last}; igraph’s Louvain ${time(louvain)} ms` : last,
      ];
    });
    parts.push(
      `**${name}**: ${here[0].nodes.toLocaleString('en')} nodes, ${here[0].edges.toLocaleString('en')} edges`,
      table(
        ['measure', 'ours, WebAssembly, ms', 'ours, native', 'graphology', 'igraph, native', 'difference from igraph'],
        body,
      ),
    );
  }
  return parts.join('\n\n');
}
