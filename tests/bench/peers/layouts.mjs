// The layouts of others, each with its usual settings and from places at random. `layouts[who](graph, seed)` prepares, which is not
// timed, and gives `run`, the work itself, and `places` for after it: a pair for each node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { random } from '../graphs.mjs';

/** Places at random in a square with so much room to a side for each node. */
function scattered(size, seed, room) {
  const unit = random(seed);
  const side = room * Math.sqrt(size);
  return Array.from({ length: size }, () => [side * unit(), side * unit()]);
}

const pair = ({ x, y }) => [x, y];

export const layouts = {
  /** 300 ticks, as it runs by itself. */
  async 'd3-force'({ size, edges }, seed) {
    const { forceCenter, forceLink, forceManyBody, forceSimulation } = await import('d3-force');
    const nodes = scattered(size, seed, 30).map(([x, y]) => ({ x, y }));
    const links = edges.map(([source, target]) => ({ source, target }));
    const simulation = forceSimulation(nodes).stop();
    return {
      run: () => {
        simulation.force('charge', forceManyBody()).force('link', forceLink(links)).force('center', forceCenter());
        simulation.tick(300);
      },
      places: () => nodes.map(({ x, y }) => [x, y]),
    };
  },

  /** 500 iterations with the settings that it infers. */
  async 'graphology FA2'({ size, edges }, seed) {
    const { default: Graph } = await import('graphology');
    const { default: forceAtlas2 } = await import('graphology-layout-forceatlas2');
    const graph = new Graph({ type: 'undirected' });
    const start = scattered(size, seed, 1);
    start.forEach(([x, y], node) => {
      graph.addNode(node, { x, y });
    });
    for (const [a, b] of edges) graph.addEdge(a, b);
    const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: size > 1000 };
    let found;
    return {
      run: () => {
        found = forceAtlas2(graph, { iterations: 500, settings });
      },
      places: () => start.map((_, node) => [found[node].x, found[node].y]),
    };
  },

  /** Until it calls itself stable, or for 1,000 steps. */
  async 'ngraph.forcelayout'({ size, edges }, seed) {
    const { default: createGraph } = await import('ngraph.graph');
    const { default: createLayout } = await import('ngraph.forcelayout');
    const graph = createGraph();
    for (let node = 0; node < size; ++node) graph.addNode(node);
    for (const [a, b] of edges) graph.addLink(a, b);
    const layout = createLayout(graph);
    scattered(size, seed, 10).forEach(([x, y], node) => {
      layout.setNodePosition(node, x, y);
    });
    return {
      run: () => {
        for (let step = 0; step < 1000; ++step) if (layout.step()) break;
      },
      places: () => Array.from({ length: size }, (_, node) => pair(layout.getNodePosition(node))),
    };
  },

  /** Its default quality, from its own random start. */
  async 'cytoscape fcose'({ size, edges }, seed) {
    const { default: cytoscape } = await import('cytoscape');
    const { default: fcose } = await import('cytoscape-fcose');
    cytoscape.use(fcose);
    Math.random = random(seed);
    const cy = cytoscape({
      headless: true,
      styleEnabled: true,
      elements: [
        ...Array.from({ length: size }, (_, node) => ({ data: { id: `n${node}` } })),
        ...edges.map(([a, b]) => ({ data: { source: `n${a}`, target: `n${b}` } })),
      ],
      layout: { name: 'preset' },
    });
    const layout = cy.layout({ name: 'fcose', animate: false, randomize: true, fit: false });
    return {
      run: () => layout.run(),
      places: () => Array.from({ length: size }, (_, node) => pair(cy.getElementById(`n${node}`).position())),
    };
  },

  /** ForceAtlas2 in Rust, one thread, its defaults and the thousand iterations of its own example. */
  async '@antv/layout-wasm FA2'({ size, edges }, seed) {
    const folder = createRequire(import.meta.url).resolve('@antv/layout-wasm/pkg/antv_layout_wasm.js');
    const { initSync, force } = await import(folder);
    initSync(readFileSync(folder.replace('.js', '_bg.wasm')));
    const masses = new Array(size).fill(1);
    for (const end of edges.flat()) ++masses[end];
    const options = {
      name: 0,
      dimensions: 2,
      nodes: scattered(size, seed, 300 / Math.sqrt(size)).flat(),
      edges: edges.map(([a, b]) => [b, a]),
      masses,
      weights: new Array(edges.length).fill(1),
      iterations: 1000,
      min_movement: 0.4,
      distance_threshold_mode: 0,
      center: [0, 0],
      chunk_size: 256,
      ka: 1,
      kg: 1,
      kr: 5,
      speed: 0.1,
      prevent_overlapping: false,
      node_radius: 10,
      kr_prime: 10,
      strong_gravity: false,
      lin_log: false,
      dissuade_hubs: false,
      edge_strength: 0,
      link_distance: 0,
      node_strength: 0,
      coulomb_dis_scale: 0,
      factor: 0,
      interval: 0,
      damping: 0,
      max_speed: 0,
      max_distance: Number.MAX_VALUE,
    };
    let flat;
    return {
      run: () => {
        flat = force(options);
      },
      places: () => Array.from({ length: size }, (_, node) => [flat[2 * node], flat[2 * node + 1]]),
    };
  },
};
