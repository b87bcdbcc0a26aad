// An edit, until the browser reports that it is on disk.

import { percentile } from './common/clock.mjs';
import { milliseconds, table } from './common/table.mjs';
import { communities } from './graphs.mjs';
import { networkOf } from './ours.mjs';
import { openPage } from './page.mjs';

const most = 200;

/** In the page: edits one after another, for a minute at most, and gives for each the milliseconds until `saved`. */
async function editAndWait(count) {
  const start = performance.now();
  const { impactweb } = window;
  const nodes = impactweb.snapshot().network.nodes.map(({ id }) => id);
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const once = async (at) => {
    const begin = performance.now();
    const saved = new Promise((resolve) => {
      const stop = impactweb.on('saved', () => {
        stop();
        resolve(performance.now() - begin);
      });
    });
    impactweb.apply([{ op: 'setNode', id: nodes[(at * 7) % nodes.length], field: 'label', value: `edited ${at}` }]);
    return saved;
  };
  await once(0);
  await pause(1000);
  const times = [];
  for (let at = 1; at <= count && performance.now() - start < 60_000; ++at) {
    times.push(await once(at));
    await pause(30);
  }
  return times;
}

export async function saving(settings) {
  const rows = [];
  const errors = [];
  for (const size of [300, 10_000]) {
    const row = { nodes: size };
    rows.push(row);
    const page = await openPage(settings.site);
    try {
      const network = networkOf(communities(size));
      network.nodes.forEach((node, at) => {
        node.position = [(at % 100) * 90, Math.floor(at / 100) * 60];
      });
      await page.open(network, settings.patience);
      await page.page.waitForTimeout(5000);
      const times = await page.evaluate(editAndWait, most, settings.patience);
      Object.assign(row, {
        edits: times.length,
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
        p99: percentile(times, 0.99),
        most: Math.max(...times),
      });
    } catch (error) {
      row.note = error.message.split('\n')[0].slice(0, 120);
      errors.push(`${size} nodes: ${row.note}`);
    }
    await page.close();
    settings.say(
      `${size} nodes: ${row.note ?? `p50 ${milliseconds(row.p50)} ms, p95 ${milliseconds(row.p95)} ms, p99 ${milliseconds(row.p99)} ms`}`,
    );
  }
  const markdown = table(
    ['an edit until it is on disk', 'edits', 'p50, ms', 'p95, ms (budget 30)', 'p99, ms (budget 50)', 'longest'],
    rows.map((row) => [
      `${row.nodes.toLocaleString('en')} nodes`,
      ...(row.note
        ? [row.note, '', '', '', '']
        : [row.edits, milliseconds(row.p50), milliseconds(row.p95), milliseconds(row.p99), milliseconds(row.most)]),
    ]),
  );
  return { rows, errors, markdown };
}
