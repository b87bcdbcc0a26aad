// Which journeys are walked beside which, and what is said of them at the end.
import assert from 'node:assert/strict';
import test from 'node:test';
// @ts-expect-error: a script of the browser tests, without types
import { failures, inOrder, walksOf } from '../browser/schedule.mjs';

interface Walk {
  engine: string;
  journey: { name: string; engines?: string[]; alone?: boolean; differs?: string };
  time: number;
}

const journeys = [
  { name: 'a', differs: 'storage' },
  { name: 'b', alone: true, differs: 'frames' },
  { name: 'c', engines: ['firefox'] },
  { name: 'd', engines: ['chromium'] },
  { name: 'e' },
];

test('engines take turns, and everything is walked once before anything is walked again', () => {
  const walks = walksOf({ journeys, engines: ['chromium', 'firefox'], times: 2 }) as Walk[];
  const once = ['chromium a', 'firefox a', 'chromium b', 'firefox b', 'chromium d', 'firefox c', 'chromium e'];
  assert.deepEqual(
    walks.map(({ engine, journey, time }) => `${time} ${engine} ${journey.name}`),
    [1, 2].flatMap((time) => once.map((name) => `${time} ${name}`)),
  );
});

test('where engines do not differ, the first that can walk it does, unless all are wanted', () => {
  const walked = (options: object) =>
    (walksOf({ journeys, engines: ['firefox', 'chromium'], times: 1, ...options }) as Walk[])
      .filter(({ journey }) => 'de'.includes(journey.name))
      .map(({ engine, journey }) => `${engine} ${journey.name}`);
  assert.deepEqual(walked({}), ['chromium d', 'firefox e']);
  assert.deepEqual(walked({ all: true }), ['chromium d', 'firefox e', 'chromium e']);
});

test('as many as there are jobs go side by side, and one that is alone has nothing beside it', async () => {
  const going = new Set<Walk>();
  const ended: Walk[] = [];
  let most = 0;
  const walk = async (one: Walk) => {
    going.add(one);
    most = Math.max(most, going.size);
    if (one.journey.alone) assert.equal(going.size, 1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (one.journey.alone) assert.equal(going.size, 1);
    going.delete(one);
    ended.push(one);
  };
  const walks = walksOf({ journeys, engines: ['chromium', 'firefox'], times: 3 }) as Walk[];
  await inOrder({ walks, jobs: 3, walk });
  assert.equal(most, 3);
  assert.equal(new Set(ended).size, walks.length);
});

test('nothing more is begun once a run is stopped', async () => {
  const walks = walksOf({ journeys, engines: ['chromium'], times: 1 }) as Walk[];
  const begun: Walk[] = [];
  await inOrder({ walks, jobs: 1, walk: async (one: Walk) => void begun.push(one), stopped: () => begun.length === 2 });
  assert.equal(begun.length, 2);
});

test('the one that fails most often is named first, and one that never fails is not named', () => {
  const became = (name: string, passed: boolean) => ({ engine: 'webkit', journey: { name }, passed });
  const results = [became('a', true), became('b', false), became('b', true), became('c', false), became('c', false)];
  assert.deepEqual(failures(results), [
    { name: 'webkit: c', failed: 2, walked: 2 },
    { name: 'webkit: b', failed: 1, walked: 2 },
  ]);
});
