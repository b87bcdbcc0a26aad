// sigma 3 on a made graph, with its usual settings.
import Graph from 'graphology';
import Sigma from 'sigma';

const { nodes, edges } = await (await fetch('graph.json')).json();
const graph = new Graph({ type: 'undirected' });
for (const { id, label, x, y } of nodes) graph.addNode(id, { label, x, y: -y, size: 5, color: '#2f6f8f' });
for (const [a, b] of edges) graph.addEdge(a, b, { size: 1, color: '#b5bcc4' });
// Labels of nodes of this size too, whatever the zoom.
const sigma = new Sigma(graph, document.querySelector('#stage'), { labelRenderedSizeThreshold: 0 });
let frames = 0;
sigma.on('afterRender', () => {
  ++frames;
});
window.peer = {
  frames: () => frames,
  nearer: (factor) => sigma.getCamera().setState({ ratio: sigma.getCamera().ratio / factor }),
};
