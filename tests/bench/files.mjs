// Files: how long it takes to read one, beside graphology's readers of the formats that they have.

import { median, milliseconds as now } from './common/clock.mjs';
import { milliseconds, ratio, table } from './common/table.mjs';
import { communities } from './graphs.mjs';
import { networkOf, startReader } from './ours.mjs';
import { openPage } from './page.mjs';
import { openPeer } from './peer_page.mjs';

const runs = 5;

/** The same network in each format, `{name, text}`. */
function filesOf(graph) {
  const { nodes, edges } = networkOf(graph);
  nodes.forEach((node, at) => {
    node.label = `Initiative ${at}`;
    node.place = at % 3 === 0 ? 'Tilburg' : 'Breda';
    node.position = [(at % 100) * 90, Math.floor(at / 100) * 60];
  });
  const gexf = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected">',
    '<attributes class="node"><attribute id="place" title="place" type="string"/></attributes><nodes>',
    ...nodes.map(
      ({ id, label, place }) =>
        `<node id="${id}" label="${label}"><attvalues><attvalue for="place" value="${place}"/></attvalues></node>`,
    ),
    '</nodes><edges>',
    ...edges.map(({ id, from, to }) => `<edge id="${id}" source="${from}" target="${to}"/>`),
    '</edges></graph></gexf>',
  ];
  const graphml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '<key id="label" for="node" attr.name="label" attr.type="string"/>',
    '<key id="place" for="node" attr.name="place" attr.type="string"/><graph edgedefault="undirected">',
    ...nodes.map(
      ({ id, label, place }) =>
        `<node id="${id}"><data key="label">${label}</data><data key="place">${place}</data></node>`,
    ),
    ...edges.map(({ id, from, to }) => `<edge id="${id}" source="${from}" target="${to}"/>`),
    '</graph></graphml>',
  ];
  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  return {
    impactweb: {
      name: 'network.json',
      text: JSON.stringify({ type: 'impactweb', version: 1, network: { nodes, edges } }),
    },
    csv: {
      name: 'ties.csv',
      text: `From;To\n${edges.map(({ from, to }) => `${names.get(from)};${names.get(to)}`).join('\n')}\n`,
    },
    gexf: { name: 'network.gexf', text: gexf.join('\n') },
    graphml: { name: 'network.graphml', text: graphml.join('\n') },
  };
}

/** The reader alone, as it runs in the page's worker: from bytes to the network as an object. */
function parse(call, { name, text }, expected) {
  const bytes = new TextEncoder().encode(text);
  const times = [];
  for (let run = 0; run < runs; ++run) {
    const before = now();
    call.put(bytes);
    const answer = call('parse', { files: [{ name, size: bytes.length }] });
    times.push(now() - before);
    if (answer.edges !== expected) throw new Error(`${answer.edges} edges were read, of ${expected}`);
  }
  return median(times);
}

/** All of `open` in the page: reading, putting it on the table in the place of another, and into the document that is kept. */
async function open({ name, text }, { site, patience }) {
  const page = await openPage(site);
  try {
    const work = async ({ name, text }) => {
      const times = [];
      for (const start = performance.now(); times.length < 3 && performance.now() - start < 8000; ) {
        const begin = performance.now();
        await window.impactweb.open(new File([text], name));
        times.push(performance.now() - begin);
      }
      return times;
    };
    return median(await page.evaluate(work, { name, text }, patience));
  } finally {
    await page.close();
  }
}

export async function files(settings) {
  const { say, patience } = settings;
  const graph = communities(10_000);
  const call = await startReader();
  const peer = await openPeer('files', settings);
  const rows = [];
  const errors = [];
  for (const [format, file] of Object.entries(filesOf(graph))) {
    const row = { format, nodes: graph.size, edges: graph.edges.length, bytes: file.text.length };
    rows.push(row);
    try {
      row.parse = parse(call, file, graph.edges.length);
      row.open = await open(file, settings).catch((error) => {
        row.openNote = /within/.test(error.message) ? `> ${patience} s` : 'failed';
        errors.push(`${format}: ${error.message.slice(0, 120)}`);
      });
    } catch (error) {
      // What is refused is no format of ours.
      row.note = /formatUnknown|notANetwork|"code"/.test(error.message) ? 'not read' : error.message.slice(0, 120);
      if (row.note !== 'not read') errors.push(`${format}: ${row.note}`);
    }
    if (format === 'gexf' || format === 'graphml') {
      const times = [];
      for (let run = 0; run < runs; ++run) {
        const read = ([name, text]) => window.peer.read(name, text);
        const { took, edges } = await peer.evaluate(read, [format, file.text], patience);
        times.push(took);
        if (edges !== graph.edges.length) errors.push(`graphology read ${edges} edges of a ${format}`);
      }
      row.graphology = median(times);
    }
    say(
      `${format}: ${row.note ?? `${milliseconds(row.parse)} ms, opened in ${row.openNote ?? `${milliseconds(row.open)} ms`}`}${row.graphology ? `, graphology ${milliseconds(row.graphology)} ms` : ''}`,
    );
  }
  await peer.close();
  const markdown = table(
    [
      'format, 10,000 nodes',
      'MB',
      'our reader, ms',
      'graphology in Chromium, ms',
      '× ours',
      'all of `open` in the page, ms',
    ],
    rows.map((row) => [
      row.format,
      (row.bytes / 1e6).toFixed(1),
      row.note ?? milliseconds(row.parse),
      milliseconds(row.graphology),
      row.parse && row.graphology ? ratio(row.graphology / row.parse) : '',
      row.openNote ?? milliseconds(row.open),
    ]),
  );
  return { rows, errors, markdown };
}
