// Which way the rooms may use each other (see CONTRIBUTING.md): files never in a circle, folders only downwards. Imports of types and those
// that come later count as any other. Prints what is out of place and exits with 1.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * From below to above. A room may use those of the floors below its own; rooms of one floor know nothing of each other. What a floor is
 * missing from is an error, so that each new room gets its place.
 */
const houses = [
  {
    in: 'web/page',
    files: /\.ts$/,
    uses: /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g,
    found: (file, name) => normalize(join(dirname(file), name)),
    floors: [
      ['support'],
      ['bridge'],
      ['words'],
      ['widgets'],
      ['api', 'canvas', 'loading', 'document', 'links'],
      ['program', 'offline', 'picture'],
      ['workspace', 'files', 'lenses'],
      ['cards', 'fill', 'import', 'report'],
      ['live', 'output'],
      ['share'],
      ['handbook', 'insight', 'opening'],
      ['embed', 'screens'],
      // The files of web/page itself.
      [''],
    ],
  },
  {
    in: 'core',
    files: /\.[ch]pp$/,
    uses: /^\s*#\s*include\s*"([^"]+)"/gm,
    found: (file, name) => [name, join(dirname(file), name)].find((path) => existsSync(join(root, path))),
    floors: [
      ['support'],
      ['text'],
      ['model'],
      ['search', 'operation', 'analysis', 'io'],
      ['layout', 'entry', 'insight'],
      ['io/records'],
      ['insight/lenses', 'io/tables', 'io/graphs', 'io/merging'],
      ['io/opening'],
    ],
  },
  {
    in: 'web',
    files: /\.[ch]pp$/,
    uses: /^\s*#\s*include\s*"([^"]+)"/gm,
    found: (file, name) =>
      [name, join('web', name), join(dirname(file), name)].find((path) => existsSync(join(root, path))),
    floors: [['platform'], ['ui'], ['bridge'], ['state'], ['scene'], ['actions'], ['canvas'], ['panels'], ['app']],
  },
];

/** The shortest way in `graph` from one to another, both included. */
function wayBetween(graph, from, to) {
  const before = new Map([[from, null]]);
  for (const at of before.keys()) {
    if (at === to) {
      const way = [];
      for (let step = to; step !== null; step = before.get(step)) way.unshift(step);
      return way;
    }
    for (const next of graph.get(at)?.keys() ?? []) if (!before.has(next)) before.set(next, at);
  }
  return null;
}

/** A circle for each arrow that closes one which is not told yet; `graph`: what each uses, and where it says so. */
function circlesIn(graph) {
  const told = new Set();
  const circles = [];
  for (const [from, uses] of graph)
    for (const [to, place] of uses) {
      if (told.has(from) && told.has(to)) continue;
      const back = wayBetween(graph, to, from);
      if (!back) continue;
      for (const each of back) told.add(each);
      circles.push(`${place}: a circle: ${[from, ...back].join(' → ')}`);
    }
  return circles;
}

const findings = [];
for (const { in: house, files: kind, uses, found, floors } of houses) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', house], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => kind.test(file) && existsSync(join(root, file)));
  const known = new Set(files);
  const graph = new Map();
  for (const file of files) {
    // Of the same length, so that lines can be counted.
    const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, (all) =>
      all.replace(/[^\n]/g, ' '),
    );
    const arrows = new Map();
    for (const { 1: name, 0: whole, index } of text.matchAll(uses)) {
      const used = found(file, name);
      const line = text.slice(0, index + whole.length).split('\n').length;
      if (used !== file && known.has(used) && !arrows.has(used)) arrows.set(used, `${file}:${line}`);
    }
    graph.set(file, arrows);
  }
  findings.push(...circlesIn(graph));
  if (!floors) continue;

  const roomOf = (file) => dirname(file).slice(house.length + 1);
  const floorOf = (room) => floors.findIndex((floor) => floor.includes(room));
  for (const room of new Set(files.map(roomOf)))
    if (floorOf(room) < 0) findings.push(`${house}/${room}: has no floor in tests/lint/arrows.mjs`);
  for (const [file, arrows] of graph)
    for (const [used, place] of arrows) {
      const [from, to] = [roomOf(file), roomOf(used)];
      if (from === to || floorOf(from) > floorOf(to)) continue;
      const back = wayBetween(graph, used, file);
      findings.push(
        `${place}: ${from || house} (floor ${floorOf(from)}) uses ${used} of ${to || house} (floor ${floorOf(to)})${back ? `, and back: ${back.join(' → ')}` : ''}`,
      );
    }
}

for (const finding of findings) console.error(finding);
if (findings.length > 0) process.exit(1);
