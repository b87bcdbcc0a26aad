// cytoscape on a made graph, on its canvas, with its usual settings.
import cytoscape from 'cytoscape';

const { nodes, edges } = await (await fetch('graph.json')).json();
const cy = cytoscape({
  container: document.querySelector('#stage'),
  elements: [
    ...nodes.map(({ id, label, x, y }) => ({ data: { id, label }, position: { x, y }, pannable: true })),
    ...edges.map(([source, target]) => ({ data: { source, target } })),
  ],
  style: [
    { selector: 'node', style: { label: 'data(label)', 'background-color': '#2f6f8f' } },
    { selector: 'edge', style: { width: 1, 'line-color': '#b5bcc4' } },
  ],
  // A hand that begins on a node moves the picture.
  autoungrabify: true,
  layout: { name: 'preset', fit: true },
});
let frames = 0;
cy.on('render', () => {
  ++frames;
});
window.peer = {
  frames: () => frames,
  nearer: (factor) =>
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } }),
};
