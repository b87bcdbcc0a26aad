// The latest results in few tables, written between two marks of RESULTS.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { milliseconds, ratio, rounded, table } from './common/table.mjs';

const marks = ['<!-- bench: ./build-wasm.sh bench --write-results -->', '<!-- end of bench -->'];

const firsts = (rows, key) => [...new Set(rows.map((row) => row[key]))];

/** Who needs how long for which picture: a column for each size. */
function ofLayouts(rows) {
  const made = rows.filter(({ graph }) => graph.startsWith('communities'));
  const sizes = firsts(made, 'nodes').filter((size) => size >= 300);
  const cell = (row) => {
    if (!row) return '';
    if (row.note) return row.note.startsWith('>') ? row.note : '–';
    return `${milliseconds(row.milliseconds)} ms, ${rounded(row.stress)}, ${rounded(row.neighbourhoods)}`;
  };
  return table(
    ['layout', ...sizes.map((size) => `${size.toLocaleString('en')} nodes`)],
    firsts(made, 'who').map((who) => [
      who,
      ...sizes.map((size) => cell(made.find((row) => row.nodes === size && row.who === who))),
    ]),
  );
}

function ofMeasures(rows) {
  const here = rows.filter(({ graph }) => graph === 'communities 10000');
  return table(
    ['measure, 10,000 nodes', 'ours in the page’s form', 'ours, native', 'graphology', 'igraph, native'],
    here.map(({ measure, who }) => {
      const [wasm, native, graphology, igraph] = [
        'impactweb, WebAssembly',
        'impactweb, native',
        'graphology',
        'igraph, native',
      ].map((name) => who[name]);
      const cell = (each) =>
        each?.milliseconds === undefined ? (each?.note ?? '–') : `${milliseconds(each.milliseconds)} ms`;
      return [measure, cell(wasm), cell(native), cell(graphology), cell(igraph)];
    }),
  );
}

function ofFrames(rows) {
  const views = [...new Set(rows.map(({ nodes, nearer }) => `${nodes} ${nearer}`))];
  const name = (view) => {
    const [nodes, nearer] = view.split(' ').map(Number);
    return `${nodes.toLocaleString('en')} nodes, ${nearer === 1 ? 'all of it' : 'names to be read'}`;
  };
  return table(
    ['panning', ...views.map(name)],
    firsts(rows, 'who').map((who) => [
      who,
      ...views.map((view) => {
        const row = rows.find((each) => each.who === who && `${each.nodes} ${each.nearer}` === view);
        return row?.note ?? `${milliseconds(row.script)} ms, ${row.perSecond.toFixed(1)}/s`;
      }),
    ]),
  );
}

/** The text of the section, from what run.mjs has found. */
export function summary(found) {
  const days = [...new Set(Object.values(found.dates).map((date) => date.slice(0, 10)))].sort();
  const parts = [
    `From ${days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0]}, each table from one run, on ${found.cores} cores of a shared server without a graphics card${found.quick ? ', without those who take minutes' : ''}. Milliseconds are processor time of one thread.`,
  ];
  if (found.layout?.length > 0)
    parts.push(
      'Layouts of made networks with three ties a node: milliseconds, stress (of the picture’s distances against those in the network; less is better), and how much of each node’s neighbourhood is nearest in the picture (more is better). A dash: left out.',
      ofLayouts(found.layout),
    );
  if (found.measures?.length > 0)
    parts.push('Measures, the values of which agree with igraph’s to nine digits:', ofMeasures(found.measures));
  if (found.files?.length > 0) {
    const read = found.files.filter(({ parse, graphology }) => parse && graphology);
    if (read.length > 0)
      parts.push(
        `Reading 10,000 nodes and 30,000 ties: ${read.map((row) => `${row.format === 'gexf' ? 'GEXF' : 'GraphML'} ${milliseconds(row.parse)} ms, graphology ${milliseconds(row.graphology)} ms (${ratio(row.graphology / row.parse)} times)`).join('; ')}.`,
      );
  }
  if (found.frames?.length > 0)
    parts.push(
      'Script time a frame, and frames a second while a hand pans; software draws them here:',
      ofFrames(found.frames),
    );
  const lines = [];
  for (const row of found.answers ?? [])
    if (!row.note)
      lines.push(
        `- While ${row.nodes.toLocaleString('en')} nodes are laid out (${row.algorithm}), begun ${row.after} s after opening, the page is never longer than ${milliseconds(row.longest)} ms without an answer, and a key waits ${milliseconds(row.keyLongest)} ms at most.`,
      );
  for (const row of found.saving ?? [])
    if (!row.note)
      lines.push(
        `- An edit in a network of ${row.nodes.toLocaleString('en')} nodes is on disk after ${milliseconds(row.p50)} ms (half of them), ${milliseconds(row.p95 ?? row.p99)} ms (95 of 100).`,
      );
  if (found.rooms?.length > 0) {
    const best = found.rooms.reduce((one, other) => (other.time < one.time ? other : one));
    lines.push(
      `- Joining a live session with 10,000 nodes and 30,000 ties takes ${milliseconds(best.time)} ms, ${(best.time / best.plain).toFixed(1)} times as long as Yjs alone takes to read the document.`,
    );
  }
  for (const row of found.kills ?? [])
    lines.push(
      `- ${row.engine}, killed right after an edit: ${row.savedLost} of ${row.saved} that were shown as saved are lost, and ${row.unsavedLost} of ${row.unsaved} that were not yet.`,
    );
  if (found.visit?.bytes) lines.push(`- A first visit takes ${Math.round(found.visit.bytes / 1024)} KB (Brotli).`);
  if (found.bits?.length > 0)
    lines.push(
      `- Every layout has the same bits under Node.js and ${found.bits
        .slice(1)
        .map(({ where, same, of }) => (same === of ? where : `${where} (${same} of ${of})`))
        .join(', ')}.`,
    );
  if (lines.length > 0) parts.push(lines.join('\n'));
  return parts.join('\n\n');
}

/** Puts it into RESULTS.md. */
export function writeResults(root, found) {
  const file = join(root, 'tests', 'bench', 'RESULTS.md');
  const text = readFileSync(file, 'utf8');
  const [from, to] = marks.map((mark) => text.indexOf(mark));
  if (from < 0 || to < from) throw new Error('RESULTS.md has lost the marks between which the results stand');
  writeFileSync(file, `${text.slice(0, from + marks[0].length)}\n\n${summary(found)}\n\n${text.slice(to)}`);
}
