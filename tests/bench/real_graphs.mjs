// Graphs of things that exist, from packages that ship them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largestPiece } from './graphs.mjs';

const data = join(dirname(fileURLToPath(import.meta.url)), 'node_modules', 'vega-datasets', 'data');
const read = (file) => readFileSync(join(data, file), 'utf8');

/** Who is on stage with whom in Les Misérables (D. Knuth, The Stanford GraphBase, 1993). */
export function miserables() {
  const { nodes, links } = JSON.parse(read('miserables.json'));
  return largestPiece(
    'Les Misérables',
    nodes.length,
    links.map(({ source, target }) => [source, target]),
  );
}

/** Which class of a program (the visualisation toolkit Flare) needs which. */
export function classes() {
  const links = JSON.parse(read('flare-dependencies.json'));
  const size = 1 + links.reduce((most, { source, target }) => Math.max(most, source, target), 0);
  return largestPiece(
    'classes of Flare',
    size,
    links.map(({ source, target }) => [source, target]),
  );
}

/** GroupPairs which airports of the United States there were flights in 2008. */
export function airports() {
  const numbers = new Map();
  const number = (code) => {
    if (!numbers.has(code)) numbers.set(code, numbers.size);
    return numbers.get(code);
  };
  const edges = read('flights-airport.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',', 2).map(number));
  return largestPiece('airports', numbers.size, edges);
}

/** Which counties of the United States border on each other: those whose outlines have an arc in common. */
export function counties() {
  const { geometries } = JSON.parse(read('us-10m.json')).objects.counties;
  const owner = new Map();
  const edges = [];
  geometries.forEach(({ arcs }, county) => {
    for (const arc of new Set((arcs ?? []).flat(3))) {
      // The neighbour walks along the same arc the other way round, which is written as its complement.
      const outline = arc < 0 ? ~arc : arc;
      if (owner.has(outline)) edges.push([owner.get(outline), county]);
      else owner.set(outline, county);
    }
  });
  return largestPiece('counties', geometries.length, edges);
}

export const realGraphs = () => [miserables(), classes(), airports(), counties()];
