// Which of the page's scripts each engine has run.

/** The names of engines as browsers give themselves away: each of them claims to be those after it as well. */
const signs = [
  ['firefox', /Firefox\//],
  ['chromium', /Chrome\//],
  ['webkit', /AppleWebKit\//],
];

/**
 * What is run of the scripts among `files`, the names in the root of the site. A service worker that keeps a script has not run it, and
 * browsers say for what they ask.
 */
export function scriptsOf(files) {
  const all = files.filter((name) => name.endsWith('.js') && name !== 'service-worker.js');
  const run = new Map(signs.map(([engine]) => [engine, new Set()]));
  return {
    note: (path, headers) => {
      const engine = signs.find(([, sign]) => sign.test(headers['user-agent'] ?? ''))?.[0];
      if (engine && ['script', 'worker'].includes(headers['sec-fetch-dest'])) run.get(engine).add(path);
    },
    /** For each of `engines` that has not run all of them, the names of those that it has not. */
    neverRan: (engines) =>
      engines
        .map((engine) => ({ engine, names: all.filter((name) => !run.get(engine).has(name)) }))
        .filter(({ names }) => names.length > 0),
  };
}
