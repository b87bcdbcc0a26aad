// How good a picture of a graph is, in two numbers that do not depend on its size on the screen.
import { random, rowsOf } from './graphs.mjs';

/** Hops from `source` to every node. */
function hopsFrom(rows, source, hops, queue) {
  hops.fill(-1);
  hops[source] = 0;
  queue[0] = source;
  for (let head = 0, end = 1; head < end; ++head)
    for (const next of rows[queue[head]])
      if (hops[next] < 0) {
        hops[next] = hops[queue[head]] + 1;
        queue[end++] = next;
      }
}

/**
 * Normalised stress at the best scale: min over α of the mean of (α‖x_i − x_j‖/d_ij − 1)², with d_ij in hops. All pairs up to 1,000
 * nodes, pairs with 200 sources above. `positions`: a pair for each node.
 */
export function stress(graph, positions) {
  const rows = rowsOf(graph);
  const unit = random(7);
  const sources =
    graph.size <= 1000
      ? Array.from({ length: graph.size }, (_, node) => node)
      : Array.from({ length: 200 }, () => Math.floor(unit() * graph.size));
  const hops = new Int32Array(graph.size);
  const queue = new Int32Array(graph.size);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (const source of sources) {
    hopsFrom(rows, source, hops, queue);
    const [x, y] = positions[source];
    for (let node = 0; node < graph.size; ++node) {
      if (hops[node] <= 0) continue;
      const ratio = Math.hypot(positions[node][0] - x, positions[node][1] - y) / hops[node];
      sum += ratio;
      squares += ratio * ratio;
      ++count;
    }
  }
  // With the best α = Σr / Σr² the mean becomes 1 − (Σr)² / (n Σr²).
  return 1 - (sum * sum) / (count * squares);
}

/**
 * Neighbourhood preservation: the mean over nodes of |N ∩ K| / |N ∪ K|, with N the k neighbours in the graph and K the k nodes that are
 * nearest in the picture. Up to 10,000 nodes all of them, above a sample of as many.
 */
export function neighbourhoods(graph, positions) {
  const rows = rowsOf(graph);
  const side = Math.ceil(Math.sqrt(graph.size / 2));
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const step = Math.max((right - left) / side, (bottom - top) / side, 1e-12);
  const cells = new Map();
  const column = (x) => Math.floor((x - left) / step);
  const row = (y) => Math.floor((y - top) / step);
  const key = (c, r) => r * 1e6 + c;
  positions.forEach(([x, y], node) => {
    const place = key(column(x), row(y));
    if (!cells.has(place)) cells.set(place, []);
    cells.get(place).push(node);
  });
  const nearest = (node, count) => {
    const [x, y] = positions[node];
    const [c, r] = [column(x), row(y)];
    let found = [];
    for (let ring = 0; ring <= 2 * side + 2; ++ring) {
      for (let dr = -ring; dr <= ring; ++dr)
        for (let dc = -ring; dc <= ring; dc += Math.abs(dr) === ring || ring === 0 ? 1 : 2 * ring)
          for (const other of cells.get(key(c + dc, r + dr)) ?? [])
            if (other !== node) found.push([Math.hypot(positions[other][0] - x, positions[other][1] - y), other]);
      // All within `ring` cells have been seen.
      if (found.length < count) continue;
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      if (found[count - 1][0] <= ring * step) break;
    }
    found = found.slice(0, count);
    return new Set(found.map(([, other]) => other));
  };
  const every = Math.max(1, Math.floor(graph.size / 10_000));
  let sum = 0;
  let count = 0;
  for (let node = 0; node < graph.size; node += every) {
    if (rows[node].length === 0) continue;
    const near = nearest(node, rows[node].length);
    const both = rows[node].filter((other) => near.has(other)).length;
    sum += both / (2 * rows[node].length - both);
    ++count;
  }
  return sum / count;
}

/** Modularity of a partition (M. Newman & M. Girvan, 2004): Σ over groups of e / m − (K / 2m)², at resolution 1. */
export function modularity({ edges }, groups) {
  const within = new Map();
  const degrees = new Map();
  const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);
  for (const [a, b] of edges) {
    add(degrees, groups[a], 1);
    add(degrees, groups[b], 1);
    if (groups[a] === groups[b]) add(within, groups[a], 1);
  }
  let sum = 0;
  for (const [group, degree] of degrees)
    sum += (within.get(group) ?? 0) / edges.length - (degree / 2 / edges.length) ** 2;
  return sum;
}
