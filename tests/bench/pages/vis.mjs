// vis-network on a made graph, with its usual settings and without its physics.
import { DataSet } from 'vis-data/esnext';
import { Network } from 'vis-network/esnext';

const { nodes, edges } = await (await fetch('graph.json')).json();
const network = new Network(
  document.querySelector('#stage'),
  {
    nodes: new DataSet(nodes.map(({ id, label, x, y }) => ({ id, label, x, y, shape: 'dot', size: 12 }))),
    edges: new DataSet(edges.map(([from, to], id) => ({ id, from, to }))),
  },
  // A hand that begins on a node moves the picture.
  { physics: false, edges: { smooth: false }, interaction: { dragNodes: false } },
);
network.fit({ animation: false });
let frames = 0;
network.on('afterDrawing', () => {
  ++frames;
});
window.peer = {
  frames: () => frames,
  nearer: (factor) => network.moveTo({ scale: network.getScale() * factor, animation: false }),
};
