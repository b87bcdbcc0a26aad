import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveOffer, offerToGoOn } from '../../web/page/live/offer.ts';

test('a page that is loaded again while nothing answers knows where its room is', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  const offer = { relay: 'live', view: 'S.A' };
  globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  assert.equal(await offerToGoOn(), null);
  kept.set('impactweb-live-offer', JSON.stringify(offer));
  assert.deepEqual(await offerToGoOn(), offer);
  assert.equal(await liveOffer(), null);
  kept.clear();
  globalThis.fetch = () => Promise.resolve(new Response(JSON.stringify(offer)));
  assert.deepEqual(await offerToGoOn(), offer);
  assert.deepEqual(JSON.parse(kept.get('impactweb-live-offer') ?? ''), offer);
});
