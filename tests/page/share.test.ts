import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { zlibSync } from 'fflate';
import type { NetworkJson } from '../../web/page/bridge/model.ts';
import { BadLink, lettersOf, networkOf as networkFrom } from '../../web/page/links/codec.ts';
import { doSomething, networkOf, random, startCore } from './core.ts';

declare const IMPACTWEB_ROOT: string;

const sample = JSON.parse(readFileSync(join(IMPACTWEB_ROOT, 'assets/samples/brabant.json'), 'utf8')).network;

/** As many as a workshop has, with ids as the program makes them and words of their own. */
function workshop(): NetworkJson {
  const pick = random(4);
  const below = (count: number) => Math.floor(pick() * count);
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const id = () => `mdz3k9${Array.from({ length: 14 }, () => letters[below(36)]).join('')}`;
  const parts = 'zorg wijk buurt kern werk thuis groen stad dorp kracht samen markt plein huis tuin school'.split(' ');
  const word = () => `${parts[below(16)]}${parts[below(16)]}`;
  const sectors = ['government', 'business', 'knowledge', 'civilSociety', 'socialEnterprise', 'finance', 'media'];
  const nodes = Array.from({ length: 60 }, () => ({
    id: id(),
    kind: ['actor', 'actor', 'actor', 'initiative', 'challenge'][below(5)] as string,
    label: `${word()} ${word()}`,
    sector: sectors[below(7)] as string,
    place: ['Tilburg', 'Breda', 'Eindhoven', 'Helmond'][below(4)] as string,
    tags: [word()],
    needs: [{ id: id(), text: `${word()} voor ${word()}`, status: 'open' }],
    position: [pick() * 2000 - 1000, pick() * 1200 - 600],
  }));
  const end = () => (nodes[below(60)] as { id: string }).id;
  const edges = Array.from({ length: 150 }, () => ({
    id: id(),
    from: end(),
    to: end(),
    kind: ['worksWith', 'funds', 'founded', 'takesPartIn'][below(4)] as string,
    direction: 'directed',
    status: ['active', 'active', 'potential'][below(3)] as string,
  }));
  return { title: 'Werksessie', nodes, edges };
}

type Entity = { id?: string; position?: number[]; needs?: Entity[]; offers?: Entity[] };

/** What is promised to come along. */
function promised(network: NetworkJson): NetworkJson {
  const copy = structuredClone(network) as { nodes: Entity[]; edges: Entity[]; stories?: { about: string[] }[] };
  const told = new Set((copy.stories ?? []).flatMap(({ about }) => about));
  delete (copy as NetworkJson).snapshots;
  const forget = (things: Entity[] = []) => {
    for (const thing of things) if (/^[0-9a-z]{20}$/.test(thing.id ?? '') && !told.has(thing.id ?? '')) delete thing.id;
  };
  for (const node of copy.nodes) {
    if (node.position) node.position = node.position.map(Math.round);
    forget(node.needs);
    forget(node.offers);
  }
  forget(copy.edges);
  return copy as NetworkJson;
}

test('a network comes out of its link as it went in, to whole units and without kept moments', async () => {
  const cases = [sample, workshop(), { title: 'Leeg', nodes: [], edges: [] }];
  const core = await startCore();
  for (let seed = 1; seed <= 20; ++seed) {
    const pick = random(seed);
    core.call('load', { network: {} });
    for (let step = 0; step < 60; ++step) doSomething(core, pick);
    cases.push(networkOf(core));
  }
  for (const network of cases) {
    const letters = lettersOf(network);
    assert.match(letters, /^1\.[\w-]+$/);
    // -0 and 0 are one place.
    const found = networkFrom(letters);
    assert.equal(JSON.stringify(sorted(promised(found))), JSON.stringify(sorted(promised(network))));
    assert.deepEqual(networkFrom(letters), found, 'everyone gets the same ids');
    for (const things of [found.edges, found.nodes] as Entity[][]) {
      const ids = things.map(({ id }) => id);
      assert.ok(new Set(ids).size === ids.length && !ids.includes(undefined), 'one for each');
    }
  }
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

test('sixty nodes and a hundred and fifty ties fit well into 8,000 characters', () => {
  const { length } = lettersOf(workshop());
  console.log(`# ${length} characters`);
  assert.ok(length < 7500, `${length} characters`);
});

test('what mail programs put between and behind the letters does no harm', () => {
  const letters = lettersOf(sample);
  const broken = letters.replace(/(.{70})/g, '$1\r\n ');
  for (const text of [broken, `${letters}.`, `${letters}>`, `${letters}%20`, letters.replace(/(.{50})/g, '$1%0A')])
    assert.deepEqual(networkFrom(text), networkFrom(letters));
});

test('a link that is cut off, changed, made by a newer page or none at all is refused, and never opened in part', () => {
  const letters = lettersOf(sample);
  const refused = (text: string, trouble: string) =>
    assert.throws(
      () => networkFrom(text),
      (error: unknown) => error instanceof BadLink && error.trouble === trouble,
      text.slice(0, 40),
    );
  for (const length of [0, 1, 2, 3, 10, 50, letters.length / 2, letters.length - 8, letters.length - 2])
    refused(letters.slice(0, length), 'damaged');
  const pick = random(3);
  for (let change = 0; change < 300; ++change) {
    const at = 2 + Math.floor(pick() * (letters.length - 2));
    const other = letters[at] === 'A' ? 'B' : 'A';
    const changed = letters.slice(0, at) + other + letters.slice(at + 1);
    try {
      // The last letter may have bits that mean nothing.
      assert.deepEqual(networkFrom(changed), networkFrom(letters));
    } catch (error) {
      assert.ok(error instanceof BadLink);
    }
  }
  refused(`2${letters.slice(1)}`, 'newer');
  for (const text of ['', '1.', 'x', '1.!!!!', '1.AAAA', '.', 'NaN.AAAA']) refused(text, 'damaged');
});

test('a link that unpacks to a flood is refused before it is unpacked', () => {
  const flood = zlibSync(new Uint8Array(64 * 1024 * 1024), { level: 9 });
  const letters = `1.${Buffer.from(flood).toString('base64url')}`;
  assert.ok(letters.length < 120_000);
  const before = process.memoryUsage().arrayBuffers;
  assert.throws(() => networkFrom(letters), BadLink);
  assert.ok(process.memoryUsage().arrayBuffers - before < 48 * 1024 * 1024);
});
