import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FetchFailed, fetchFile, type Reason } from '../../web/page/support/fetching.ts';

type Answer = () => Response | Promise<Response>;

/** The network answers with these, one after the other; gives how often it was asked, and how. */
function network(...answers: Answer[]): string[] {
  const asked: string[] = [];
  globalThis.fetch = async (_, init) => {
    asked.push(init?.cache ?? 'default');
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return (answer as Answer)();
  };
  return asked;
}

const html = { headers: { 'content-type': 'text/html; charset=utf-8' } };
const portal = () => new Response('<title>Sign in</title>', html);
const none = () => {
  throw new TypeError('Failed to fetch');
};
const json = (response: Response) => response.json() as Promise<{ ok: boolean }>;

test('what comes is read, and asked for once', async () => {
  const asked = network(() => new Response('{"ok":true}'));
  assert.deepEqual(await fetchFile('strings/share-en.json', 'words', json), { ok: true });
  assert.deepEqual(asked, ['default']);
});

test('what stayed in the browser of a portal is gone past', async () => {
  const asked = network(portal, () => new Response('{"ok":true}'));
  assert.deepEqual(await fetchFile('strings/share-en.json', 'words', json), { ok: true });
  assert.deepEqual(asked, ['default', 'reload']);
  network(
    () => new Response('{"ok":'),
    () => new Response('{"ok":true}'),
  );
  assert.deepEqual(await fetchFile('strings/share-en.json', 'words', json), { ok: true });
});

test('why it does not come is told apart', async () => {
  const manual = () => Object.defineProperty(new Response(''), 'type', { value: 'opaqueredirect' });
  const cases: [Answer, Reason][] = [
    [none, 'offline'],
    [portal, 'signIn'],
    [manual, 'signIn'],
    [() => new Response('', { status: 511 }), 'signIn'],
    [() => new Response('', { status: 404 }), 'renewed'],
    [() => new Response('', { status: 404, ...html }), 'renewed'],
    [() => new Response('', { status: 410 }), 'renewed'],
    [() => new Response('', { status: 503 }), 'server'],
    [() => new Response('not what it should be'), 'server'],
  ];
  for (const [answer, reason] of cases) {
    network(answer);
    await assert.rejects(fetchFile('strings/share-en.json', 'words', json), (error: unknown) => {
      assert.ok(error instanceof FetchFailed);
      assert.equal(error.reason, reason, String(answer));
      return true;
    });
  }
  network(() => new Response('', { status: 404 }));
  await assert.rejects(fetchFile('impactweb.wasm', 'start', json), { reason: 'server' });
});
