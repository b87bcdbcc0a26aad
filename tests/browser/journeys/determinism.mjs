// The same network and seed give the same picture, bit for bit, in every browser and outside of browsers.
import { bitsInPage, bitsNatively, bitsUnderNode } from '../../bench/bits.mjs';

let elsewhere;

/** What the core gives as WebAssembly under Node.js; that the native one gives the same is seen once for all browsers. */
async function expected() {
  if (!elsewhere) {
    const hashes = await bitsUnderNode();
    const native = bitsNatively();
    if (!native) throw new Error('there is no native core: cmake --build build/sanitizers --target bench_native');
    compare(hashes, native, 'the native core');
    elsewhere = hashes;
  }
  return elsewhere;
}

function compare(hashes, others, who) {
  const different = Object.keys(hashes).filter((name) => hashes[name] !== others[name]);
  if (different.length > 0) throw new Error(`${who} differs from the core under Node.js: ${different.join('; ')}`);
}

export const journeys = [
  {
    // It computes on all sides for as long as it takes.
    alone: true,
    name: 'every layout gives the same bits here as natively and under Node.js',
    differs: 'arithmetic',
    async walk({ open, engine }) {
      const hashes = await expected();
      const browser = await open('#new');
      compare(hashes, await bitsInPage(browser.evaluate), engine);
    },
  },
];
