// What moving the picture costs: script time a frame and frames a second while a hand pans, and frames when nothing happens.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './common/child.mjs';
import { milliseconds, ratio, table } from './common/table.mjs';
import { communities, textOf } from './graphs.mjs';
import { networkOf } from './ours.mjs';
import { openPage, within } from './page.mjs';
import { openPeer } from './peer_page.mjs';

const peers = { 'sigma 3': 'sigma', 'cytoscape (canvas)': 'cytoscape', 'vis-network': 'vis' };
const seconds = 4;
/** As many nodes as one sees at once, and where from: the whole, or so much nearer that names can be read. */
const views = [
  [1000, 1],
  [1000, 2.5],
  [10_000, 1],
  [10_000, 6],
];

/** Places for everybody, from our own layout, and names of some length. */
async function pictureOf(graph, { folder, work }) {
  const file = join(work, 'graph.txt');
  writeFileSync(file, textOf(graph));
  const words = [join(folder, 'one_layout.mjs'), 'impactweb stress', file, join(work, 'places'), '1', '1'];
  const answer = await run(process.execPath, ['--no-experimental-fetch', ...words], { seconds: 300 });
  if (answer.code !== 0) throw new Error(`no places for a picture: ${answer.error}`);
  const places = new Float64Array(new Uint8Array(readFileSync(join(work, 'places.0'))).buffer);
  return Array.from({ length: graph.size }, (_, node) => [places[2 * node], places[2 * node + 1]]);
}

const label = (node) => `Initiative ${node}`;

/** Pans for a while as a hand does, with a real pointer, from `start`. `frames` asks the page how many it has drawn. */
async function pan(page, frames, button, [x, y]) {
  const metrics = async () => {
    const { metrics: list } = await page.cdp.send('Performance.getMetrics');
    return Object.fromEntries(list.map(({ name, value }) => [name, value]));
  };
  await page.cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { mouse } = page.page;
  await mouse.move(x, y);
  await mouse.down({ button });
  await mouse.move(x + 8, y + 8);
  await page.page.waitForTimeout(500);
  const [before, drawn, busy] = [await metrics(), await frames(), await page.milliseconds()];
  const begin = performance.now();
  for (let step = 0; performance.now() - begin < 1000 * seconds; ++step)
    await mouse.move(x + 8 + 75 * (1 - Math.cos(step / 12)), y + 8 + 45 * (1 - Math.cos(step / 15)));
  const took = (performance.now() - begin) / 1000;
  const [after, last, end] = [await metrics(), await frames(), await page.milliseconds()];
  await mouse.up({ button });
  const count = last - drawn;
  await page.page.waitForTimeout(2500);
  const still = await frames();
  await page.page.waitForTimeout(2000);
  return {
    frames: count,
    script: (1000 * (after.ScriptDuration - before.ScriptDuration)) / count,
    thread: (end - busy) / count,
    perSecond: count / took,
    idle: (await frames()) - still,
  };
}

async function ofPeer(name, graph, places, nearer, settings) {
  const { quick, patience } = settings;
  const nodes = places.map(([x, y], node) => ({ id: `n${node}`, label: label(node), x, y }));
  const page = await openPeer(name, settings, { nodes, edges: graph.edges.map(([a, b]) => [`n${a}`, `n${b}`]) });
  try {
    if (nearer > 1) await page.evaluate((factor) => window.peer.nearer(factor), nearer, patience);
    await page.page.waitForTimeout(quick ? 1500 : 4000);
    // Not at the side, where some do other things.
    const frames = () => page.evaluate(() => window.peer.frames(), null, patience);
    return await within(pan(page, frames, 'left', [30, 30]), patience, 'panning');
  } finally {
    await page.close();
  }
}

async function ofOurs(graph, places, nearer, { site, patience, quick }) {
  const page = await openPage(site);
  try {
    const network = networkOf(graph);
    network.nodes.forEach((node, at) => {
      node.label = label(at);
      node.position = places[at];
    });
    await page.open(network, patience);
    // The wheel zooms by 1.0018 to the power of its pixels.
    await page.page.mouse.move(600, 440);
    if (nearer > 1) await page.page.mouse.wheel(0, -Math.log(nearer) / Math.log(1.0018));
    await page.page.waitForTimeout(quick ? 1500 : 4000);
    const frames = () => page.evaluate(() => window.impactweb.stats().frames, null, patience);
    return await within(pan(page, frames, 'middle', [400, 200]), patience, 'panning');
  } finally {
    await page.close();
  }
}

export async function frames(settings) {
  const rows = [];
  const errors = [];
  for (const [size, nearer] of views) {
    const graph = communities(size);
    const places = await pictureOf(graph, settings);
    for (const who of ['impactweb', ...Object.keys(peers)]) {
      const row = { nodes: graph.size, edges: graph.edges.length, nearer, who };
      rows.push(row);
      try {
        Object.assign(
          row,
          await (peers[who]
            ? ofPeer(peers[who], graph, places, nearer, settings)
            : ofOurs(graph, places, nearer, settings)),
        );
      } catch (error) {
        row.note = error.message.split('\n')[0].slice(0, 120);
        if (!peers[who]) errors.push(`${graph.size}: ${who}: ${row.note}`);
      }
      if (!peers[who] && row.idle > 0) errors.push(`${graph.size}: ${row.idle} frames drawn while nothing happens`);
      settings.say(
        `${graph.size} nodes, ${nearer}×: ${who} ${row.note ?? `${milliseconds(row.script)} ms a frame, ${row.perSecond.toFixed(1)} frames/s`}`,
      );
    }
  }
  return { rows, errors, markdown: show(rows) };
}

function show(rows) {
  const ours = ({ nodes, nearer }) =>
    rows.find((row) => row.nodes === nodes && row.nearer === nearer && row.who === 'impactweb');
  return table(
    [
      'panning, labels on',
      'nodes / edges',
      'script ms a frame',
      '× ours',
      'main thread ms a frame',
      'frames/s',
      'idle frames in 2 s',
    ],
    rows.map((row) => {
      const view = row.nearer > 1 ? `${row.nearer} times nearer` : 'the whole';
      const head = [row.who, `${row.nodes.toLocaleString('en')} / ${row.edges.toLocaleString('en')}, ${view}`];
      if (row.note) return [...head, row.note, '', '', '', ''];
      return [
        ...head,
        milliseconds(row.script),
        ratio(row.script / ours(row).script),
        milliseconds(row.thread),
        row.perSecond.toFixed(1),
        row.idle,
      ];
    }),
  );
}
