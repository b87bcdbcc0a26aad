// In which order the journeys are walked, and which of them side by side.

/**
 * Every walk of a run: each journey in each engine that it is for, or in the first of them only where they do not differ, unless `all` is
 * wanted; `times` times. The engines take turns, so that those side by side are of different ones, and everything is walked once before
 * anything is walked again.
 */
export function walksOf({ journeys, engines, times, all = false }) {
  const enginesOf = (journey) => {
    // Some things only one browser lets a test do.
    const able = engines.filter((engine) => !journey.engines || journey.engines.includes(engine));
    return all || journey.differs ? able : able.slice(0, 1);
  };
  const once = engines
    .map((engine) =>
      journeys.filter((journey) => enginesOf(journey).includes(engine)).map((journey) => ({ engine, journey })),
    )
    // Each engine's share is spread over the whole run.
    .flatMap((walks) => walks.map((walk, index) => ({ walk, when: (index + 0.5) / walks.length })))
    .sort((one, other) => one.when - other.when)
    .map(({ walk }) => walk);
  return Array.from({ length: times }, (_, time) => once.map((walk) => ({ ...walk, time: time + 1 }))).flat();
}

/**
 * Walks all `walks`, `jobs` at a time, and those whose journey is `alone` one by one when nothing else runs any more. `walk` must not
 * reject. Nothing more is begun once `stopped` says so.
 */
export async function inOrder({ walks, jobs, walk, stopped = () => false }) {
  const waiting = walks.filter(({ journey }) => !journey.alone);
  const goOn = async () => {
    while (waiting.length > 0 && !stopped()) await walk(waiting.shift());
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, goOn));
  for (const lone of walks.filter(({ journey }) => journey.alone)) if (!stopped()) await walk(lone);
}

/** How often each journey failed, worst first: of those that failed at all. `results`: what became of each walk. */
export function failures(results) {
  const counts = new Map();
  for (const { engine, journey, passed } of results) {
    const name = `${engine}: ${journey.name}`;
    const count = counts.get(name) ?? { name, failed: 0, walked: 0 };
    counts.set(name, { name, failed: count.failed + (passed ? 0 : 1), walked: count.walked + 1 });
  }
  return [...counts.values()]
    .filter(({ failed }) => failed > 0)
    .sort((one, other) => other.failed / other.walked - one.failed / one.walked);
}
