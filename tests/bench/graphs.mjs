// Graphs to measure with, made ones of any size; real_graphs.mjs has real ones.

/** A graph is `{ name, size, edges }`: nodes 0 … size − 1, edges as pairs, each once, no loops, all of one piece. */

/** Numbers from 0 to 1, the same on every run (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Communities of about 40 with hubs in each, bridges between them, and three ties a node. */
export function communities(size, seed = 1) {
  const unit = random(seed);
  const below = (count) => Math.floor(unit() * count);
  const ties = new Set();
  const edges = [];
  const add = (a, b) => {
    const key = a < b ? a * size + b : b * size + a;
    if (a === b || ties.has(key)) return false;
    ties.add(key);
    edges.push([a, b]);
    return true;
  };
  const count = Math.max(1, Math.round(size / 40));
  const members = Array.from({ length: count }, () => []);
  // Ends of ties within a community: who has many is found more often, which makes hubs.
  const ends = members.map(() => []);
  for (let node = 0; node < size; ++node) members[Math.floor((node * count) / size)].push(node);
  members.forEach((nodes, community) => {
    nodes.forEach((node, at) => {
      if (at === 0) return;
      const other = ends[community].length > 0 ? ends[community][below(ends[community].length)] : nodes[0];
      add(node, other);
      ends[community].push(node, other);
    });
    // Each community hangs on an earlier one.
    if (community > 0) {
      const other = members[below(community)];
      add(nodes[below(nodes.length)], other[below(other.length)]);
    }
  });
  for (let attempt = 0; edges.length < 3 * size && attempt < 60 * size; ++attempt) {
    const community = below(count);
    const nodes = members[community];
    const from = nodes[below(nodes.length)];
    if (unit() < 0.88) {
      const other = ends[community][below(ends[community].length)] ?? from;
      if (add(from, other)) ends[community].push(from, other);
    } else {
      const other = members[below(count)];
      add(from, other[below(other.length)]);
    }
  }
  return { name: `communities ${size}`, size, edges };
}

/** The largest piece of a graph, without loops and parallel edges. */
export function largestPiece(name, size, given) {
  const simple = new Map();
  for (const [a, b] of given) if (a !== b) simple.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [a, b]);
  const rows = rowsOf({ size, edges: [...simple.values()] });
  const piece = new Int32Array(size).fill(-1);
  let best = [];
  for (let start = 0; start < size; ++start) {
    if (piece[start] >= 0) continue;
    const queue = [start];
    piece[start] = start;
    for (const node of queue)
      for (const next of rows[node])
        if (piece[next] < 0) {
          piece[next] = start;
          queue.push(next);
        }
    if (queue.length > best.length) best = queue;
  }
  const place = new Map(best.map((node, at) => [node, at]));
  const edges = [...simple.values()].filter(([a]) => place.has(a)).map(([a, b]) => [place.get(a), place.get(b)]);
  return { name, size: best.length, edges };
}

/** The graph as the programs of this folder read it: the number of nodes, then a pair to a line. */
export const textOf = ({ size, edges }) => `${size}\n${edges.map(([a, b]) => `${a} ${b}`).join('\n')}\n`;

/** Back from that text. */
export function graphOf(text) {
  const [[size], ...edges] = text
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  return { name: '', size, edges };
}

/** The neighbours of each node. */
export function rowsOf({ size, edges }) {
  const rows = Array.from({ length: size }, () => []);
  for (const [a, b] of edges) {
    rows[a].push(b);
    rows[b].push(a);
  }
  return rows;
}
