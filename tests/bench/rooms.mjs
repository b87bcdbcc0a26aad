// Joining a room with a large network, beside Yjs alone that reads the same document, in the same run.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { ownRelay, serve } from '../../web/serve.mjs';
import { milliseconds, table } from './common/table.mjs';
import { communities } from './graphs.mjs';
import { networkOf } from './ours.mjs';
import { openPage, within } from './page.mjs';
import { openPeer } from './peer_page.mjs';

const size = 10_000;
const most = 4000;
const times = 3;

/** A network as a room may have it: names, places, and each node where it stands. */
function largeNetwork() {
  const network = networkOf(communities(size));
  for (const [at, node] of network.nodes.entries()) {
    node.label = `Organisation ${at} of place ${(at * 7919) % 997}`;
    node.position = [(at % 100) * 90 + ((at * 31) % 17), Math.floor(at / 100) * 60 + ((at * 37) % 13)];
  }
  return network;
}

/** The same network as a document of Yjs. */
function documentOf(network) {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const { position, ...node } of network.nodes) {
      doc.getMap('nodes').set(node.id, node);
      doc.getMap('positions').set(node.id, position);
    }
    for (const edge of network.edges) doc.getMap('edges').set(edge.id, edge);
  });
  return Y.encodeStateAsUpdate(doc);
}

/** Yjs alone, in a browser of its own. */
async function alone(settings, network) {
  const update = documentOf(network);
  const page = await openPeer('yjs', settings);
  try {
    writeFileSync(join(settings.results, 'pages', 'yjs', 'document.bin'), update);
    const before = await page.milliseconds();
    const { time, nodes, bytes } = await page.evaluate(() => window.peer.load('document.bin'), null, settings.patience);
    if (nodes !== size) throw new Error(`Yjs alone read ${nodes} nodes`);
    return { time, processor: (await page.milliseconds()) - before, bytes };
  } finally {
    await page.close();
  }
}

/** Somebody comes in with a browser that was never there. */
async function joins(site, link, edges, settings) {
  const page = await openPage(site);
  try {
    const before = await page.milliseconds();
    const answer = await page.evaluate(
      async (to) => {
        const begin = performance.now();
        await window.impactweb.live.join(to, {});
        const time = performance.now() - begin;
        const { nodes, edges } = window.impactweb.stats();
        return { time, nodes, edges };
      },
      link,
      settings.patience,
    );
    if (answer.nodes !== size || answer.edges !== edges) throw new Error(`it has ${JSON.stringify(answer)}`);
    return { time: answer.time, processor: (await page.milliseconds()) - before };
  } finally {
    await page.close();
  }
}

export async function rooms(settings) {
  const errors = [];
  const network = largeNetwork();
  const relay = await ownRelay('bench-live');
  if (!relay) return { rows: [], errors: ['there is no relay: ./build-wasm.sh fetches it'], markdown: 'No relay.' };
  const site = await serve({ root: join(settings.root, 'dist'), relay });
  const host = await openPage(site);
  const rows = [];
  try {
    await host.open(network, settings.patience);
    const links = await host.evaluate(
      async () => (await window.impactweb.live.start({})).links,
      null,
      settings.patience,
    );
    await within(
      host.page.waitForFunction(() => window.impactweb.live.state().pending === 0, null, { timeout: 0 }),
      settings.patience,
      'sending it',
    );
    for (let time = 0; time < times; ++time) {
      const plain = await alone(settings, network);
      const row = {
        ...(await joins(site, links.edit, network.edges.length, settings)),
        plain: plain.time,
        plainProcessor: plain.processor,
      };
      rows.push(row);
      settings.say(
        `joined after ${milliseconds(row.time)} ms (${milliseconds(row.processor)} of a processor), Yjs alone ${milliseconds(row.plain)} (${milliseconds(row.plainProcessor)})`,
      );
    }
    if (Math.min(...rows.map(({ time }) => time)) > most) errors.push(`nobody joined within ${most} ms`);
  } catch (error) {
    errors.push(error.message.split('\n')[0]);
  }
  await host.close();
  site.server.closeAllConnections?.();
  site.server.close();
  await relay.stop();
  const markdown = table(
    [
      `joining ${size.toLocaleString('en')} nodes and ${network.edges.length.toLocaleString('en')} ties`,
      'ms (budget 4000)',
      'of a processor',
      'Yjs alone, ms',
      'of a processor',
      'times as long',
    ],
    rows.map((row, at) => [
      `${at + 1}`,
      milliseconds(row.time),
      milliseconds(row.processor),
      milliseconds(row.plain),
      milliseconds(row.plainProcessor),
      (row.time / row.plain).toFixed(1),
    ]),
  );
  return { rows, errors, markdown };
}
