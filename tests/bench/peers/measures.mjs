// The measures of graphology. `measures[id](graph)` works on its own structure and gives values in the order of the nodes.
import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';
import { connectedComponents } from 'graphology-components';
import betweenness from 'graphology-metrics/centrality/betweenness.js';
import closeness from 'graphology-metrics/centrality/closeness.js';
import { degreeCentrality } from 'graphology-metrics/centrality/degree.js';
import pagerank from 'graphology-metrics/centrality/pagerank.js';
import { random } from '../graphs.mjs';

export function graphologyOf({ size, edges }) {
  const graph = new Graph({ type: 'undirected' });
  for (let node = 0; node < size; ++node) graph.addNode(node);
  for (const [a, b] of edges) graph.addEdge(a, b);
  return graph;
}

const inOrder = (graph, values) => graph.mapNodes((node) => values[node]);

export const measures = {
  betweenness: (graph) => inOrder(graph, betweenness(graph, { getEdgeWeight: null, normalized: true })),
  closeness: (graph) => inOrder(graph, closeness(graph, { wassermanFaust: true })),
  // As near to the end as ours goes; it gives up where it does not get there.
  pageRank: (graph) =>
    inOrder(graph, pagerank(graph, { alpha: 0.85, maxIterations: 10_000, tolerance: 1e-12, getEdgeWeight: null })),
  degree: (graph) => inOrder(graph, degreeCentrality(graph)).map((share) => Math.round(share * (graph.order - 1))),
  communities: (graph) => inOrder(graph, louvain(graph, { getEdgeWeight: null, rng: random(1) })),
  components: (graph) => {
    const values = [];
    connectedComponents(graph).forEach((nodes, component) => {
      for (const node of nodes) values[Number(node)] = component;
    });
    return values;
  },
};
