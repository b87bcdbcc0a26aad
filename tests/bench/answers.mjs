// Whether the page answers while it lays out a large network: the longest stretch without, and how long real keys wait.

import { percentile } from './common/clock.mjs';
import { milliseconds, table } from './common/table.mjs';
import { communities } from './graphs.mjs';
import { networkOf } from './ours.mjs';
import { openPage, within } from './page.mjs';

const budget = 50;

/** In the page: begins to watch. Gaps between ticks of a timer are stretches in which nothing else ran; keys tell how long they waited. */
function watch() {
  const seen = { gaps: [], keys: [], on: true };
  window.watching = seen;
  let last = performance.now();
  const tick = () => {
    if (!seen.on) return;
    const now = performance.now();
    seen.gaps.push(now - last);
    last = now;
    setTimeout(tick, 4);
  };
  setTimeout(tick, 4);
  addEventListener('keydown', (event) => seen.keys.push(performance.now() - event.timeStamp), { capture: true });
}

async function during({ nodes, algorithm, after }, { site, patience }) {
  const network = networkOf(communities(nodes));
  network.nodes.forEach((node, at) => {
    node.position = [(at % 300) * 90, Math.floor(at / 300) * 60];
  });
  const page = await openPage(site);
  try {
    await page.open(network, patience);
    // At first there is still to be done what opening leaves: writing to disk, and collecting garbage.
    await page.page.waitForTimeout(1000 * after);
    await page.evaluate(watch);
    let done = false;
    const layout = page
      .evaluate(
        async (name) => {
          const { milliseconds: took } = await window.impactweb.layout({ algorithm: name });
          // Drawing what came of it is told by the frames.
          window.watching.on = false;
          return took;
        },
        algorithm,
        patience,
      )
      .finally(() => {
        done = true;
      });
    // A failure is met below.
    layout.catch(() => {});
    while (!done) {
      await within(page.page.keyboard.press('Shift'), patience, 'a key');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const took = await layout;
    const seen = await page.evaluate(() => window.watching);
    return {
      took,
      longest: Math.max(...seen.gaps),
      over: seen.gaps.filter((gap) => gap > 50).length,
      keys: seen.keys.length,
      keyMedian: percentile(seen.keys, 0.5),
      keyLongest: Math.max(...seen.keys),
    };
  } finally {
    await page.close();
  }
}

export async function answers(settings) {
  const rows = [];
  const errors = [];
  for (const row of [
    { nodes: 10_000, algorithm: 'stress', after: 6 },
    { nodes: 50_000, algorithm: 'stress', after: 6 },
    { nodes: 50_000, algorithm: 'stress', after: 25 },
    { nodes: 50_000, algorithm: 'communities', after: 6 },
    { nodes: 50_000, algorithm: 'communities', after: 25 },
  ]) {
    const { nodes, algorithm, after } = row;
    rows.push(row);
    try {
      Object.assign(row, await during(row, settings));
    } catch (error) {
      row.note = error.message.split('\n')[0].slice(0, 120);
      errors.push(`${nodes}: ${algorithm}: ${row.note}`);
    }
    settings.say(
      `${nodes} nodes, ${algorithm}, ${after} s after opening: ${row.note ?? `${milliseconds(row.took)} ms, the longest stretch ${milliseconds(row.longest)} ms, keys wait up to ${milliseconds(row.keyLongest)} ms`}`,
    );
  }
  const markdown = table(
    [
      'while laying out',
      'nodes',
      'begun, s after opening',
      'whole layout, ms',
      `longest stretch without answer, ms (budget ${budget})`,
      `stretches over ${budget} ms`,
      'a key waits, median',
      'at most',
    ],
    rows.map((row) => [
      row.algorithm,
      row.nodes.toLocaleString('en'),
      row.after,
      ...(row.note
        ? [row.note, '', '', '', '', '']
        : [
            milliseconds(row.took),
            milliseconds(row.longest),
            row.over,
            milliseconds(row.keyMedian),
            milliseconds(row.keyLongest),
          ]),
    ]),
  );
  return { rows, errors, markdown };
}
