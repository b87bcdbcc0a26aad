import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Bridge, type ProgramModule } from '../../web/page/bridge/bridge.ts';
import { commands, directCalls } from '../../web/page/bridge/commands.ts';
import type { NetworkJson, Operation } from '../../web/page/bridge/model.ts';
import { stubBrowser } from '../../web/split/browser_stub.mjs';
import { doSomething, random } from './core.ts';

declare const IMPACTWEB_ROOT: string;

const dist = join(IMPACTWEB_ROOT, 'dist');
const work = join(IMPACTWEB_ROOT, 'build', 'site');
const restFile = readdirSync(dist).find((name) => /^rest-.*\.wasm$/.test(name)) ?? '';

/** The first part of the program in a stub of a browser. `missed` receives the functions of the rest that it asks for. */
async function startFirstPart(missed: Set<string>): Promise<Bridge> {
  const { default: create } = (await import(pathToFileURL(join(work, 'glue.mjs')).href)) as {
    default: (options: object) => Promise<ProgramModule>;
  };
  const map = join(work, 'first.wasm.placeholders');
  const names = new Map(
    existsSync(map)
      ? readFileSync(map, 'utf8')
          .split('\n')
          .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])
      : [],
  );
  const instantiate = (file: string, imports: WebAssembly.Imports) =>
    new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(dist, file))), imports);
  const module = await create({
    canvas: stubBrowser({ drawn: true }),
    instantiateWasm: (given: WebAssembly.Imports, receive: (instance: WebAssembly.Instance) => void) => {
      const placeholder = new Proxy({} as WebAssembly.ModuleImports, {
        get: (_, slot) => () => {
          missed.add(names.get(String(slot)) ?? String(slot));
          throw new Error(`the first part needs ${names.get(String(slot))}`);
        },
      });
      const instance = instantiate('impactweb.wasm', { ...given, placeholder });
      receive(instance);
      return instance.exports;
    },
  });
  const bridge = new Bridge(module, {
    whole: false,
    fetchRest: () => Promise.resolve(),
    needRest: () => Promise.resolve(),
    complete: () => assert.fail('a command that is not in the first part'),
  });
  bridge.direct('_app_start');
  bridge.direct('_app_resize', 1200, 800, 1);
  const fonts = ['regular', 'bold', 'icons'].map((name) => readFileSync(join(dist, 'fonts', `${name}.ttf`)));
  bridge.putBytes(fonts);
  bridge.call('setFonts', { sizes: fonts.map((font) => font.length) });
  bridge.call('appearance', { scheme: 'light', strong: false, reducedMotion: false, touch: false, textScale: 1 });
  const table = JSON.parse(readFileSync(join(dist, 'strings', 'nl.json'), 'utf8'));
  bridge.call('strings', { language: 'nl', table });
  return bridge;
}

function draw(bridge: Bridge): void {
  let now = 1000;
  for (let count = 0, next = 1; next > 0 && count < 400; ++count) {
    now += Math.max(16, next);
    next = bridge.direct('_app_frame', now);
    bridge.direct('_app_mirror');
  }
}

function open(bridge: Bridge, network: NetworkJson): void {
  bridge.call('load', { network });
  bridge.call('placeNewNodes', {});
  bridge.call('setOpen', { open: true });
  bridge.call('setViewState', { view: null });
  draw(bridge);
}

test('the first part draws a network, and does to it whatever a script may ask', async () => {
  const missed = new Set<string>();
  const bridge = await startFirstPart(missed);
  // What is missed is told at the end, all of it.
  const attempt = (what: () => void) => {
    try {
      what();
    } catch (error) {
      if (missed.size === 0) throw error;
    }
  };
  for (const [seed, name] of ['brabant', 'workshop', 'brabant', 'workshop'].entries()) {
    const { network } = JSON.parse(readFileSync(join(dist, 'samples', `${name}.json`), 'utf8'));
    attempt(() => open(bridge, network));
    const next = random(seed);
    for (let step = 0; step < 400; ++step) {
      attempt(() => doSomething(bridge, next));
      attempt(() => bridge.call('placeNewNodes', {}));
      if (step % 20 === 0) attempt(() => draw(bridge));
    }
    attempt(() => bridge.call('measures', { only: ['degree', 'independence'] }));
  }
  for (const tiesEach of [0, 4]) {
    const operations: Operation[] = Array.from({ length: 2000 }, (_, at) => ({
      op: 'addNode',
      node: { id: `m${at}`, kind: 'actor', label: `Node ${at}`, position: [(at % 50) * 80, Math.floor(at / 50) * 80] },
    }));
    for (let tie = 0; tie < 2000 * tiesEach; ++tie)
      operations.push({
        op: 'addEdge',
        edge: { from: `m${tie % 2000}`, to: `m${(tie * 37) % 1999}`, kind: 'gives', status: 'active' },
      });
    attempt(() => open(bridge, {}));
    attempt(() => bridge.call('apply', { operations, gesture: 'many' }));
    attempt(() => bridge.call('placeNewNodes', {}));
    attempt(() => draw(bridge));
    attempt(() => bridge.call('undo', {}));
    attempt(() => draw(bridge));
  }
  assert.deepEqual([...missed], []);
  assert.ok(readFileSync(join(dist, restFile)).length > 0);
});

test('the profile of the first picture calls what the table puts in the first part, all of it and nothing else', () => {
  const inFirstPart = Object.entries({ ...commands, ...directCalls }).flatMap(([name, { part }]) =>
    part === 'first' ? [name] : [],
  );
  assert.deepEqual(JSON.parse(readFileSync(join(work, 'called.json'), 'utf8')), inFirstPart.sort());
});

test('the program has every direct call of the table, and no other', () => {
  const glue = readFileSync(join(work, 'glue.mjs'), 'utf8');
  const exported = new Set(Array.from(glue.matchAll(/\b_app_\w+/g), ([name]) => name));
  assert.deepEqual([...exported].sort(), Object.keys(directCalls).sort());
});
