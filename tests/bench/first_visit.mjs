// What a first visit downloads, compressed, until the network is on the screen. web/build.mjs counts it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const budget = 350_000;

export async function firstVisit({ built, say }) {
  const { bytes } = JSON.parse(readFileSync(join(built, 'site', 'first_visit.json'), 'utf8'));
  const text = `${bytes.toLocaleString('en')} bytes (Brotli), of ${budget.toLocaleString('en')} at most`;
  say(text);
  return { rows: { bytes }, errors: bytes > budget ? [text] : [], markdown: text };
}
