// Plays the first picture through, and notes which functions of the program run: those of looking at a network, and the commands that
// scripts may give at any moment and whose answers cannot wait.
//   node first_paint_profile.mjs GLUE INSTRUMENTED_WASM SITE CALLED PROFILE…
// Writes a profile for each way of showing things: drawn, and without WebGL; and into CALLED the names of all that was called, which a test
// compares with what the table of commands (page/bridge/commands.ts) puts in the first part. It runs in a process of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stubBrowser } from './browser_stub.mjs';

const [glue, wasm, site, calledFile, drawnProfile, undrawnProfile] = process.argv.slice(2);
const json = (...path) => JSON.parse(readFileSync(join(site, ...path), 'utf8'));
const { network: sample } = json('samples', 'brabant.json');
const { network: template } = json('samples', 'workshop.json');

const kinds = ['actor', 'initiative', 'challenge', 'vision'];
const statuses = ['active', 'potential', 'dormant', 'exploring'];
const called = new Set();

/** The program as the page drives it. */
class Program {
  #module;
  #exports;
  #now = 1000;

  static async start({ drawn }) {
    const program = new Program();
    const canvas = stubBrowser({ drawn });
    const { default: create } = await import(pathToFileURL(glue).href);
    program.#module = await create({
      canvas,
      instantiateWasm: (imports, receive) => {
        const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm)), imports);
        program.#exports = instance.exports;
        receive(instance);
        return instance.exports;
      },
    });
    if ((program.#direct('_app_start') === 1) !== drawn) throw new Error('the stub of a browser was not good enough');
    program.resize(1200, 800, 1);
    program.#giveFonts();
    program.appearance({});
    program.strings('nl');
    program.frames();
    return program;
  }

  call(name, args = {}) {
    called.add(name);
    const pointers = [name, JSON.stringify(args)].map((text) => this.#pass(text));
    const answer = JSON.parse(this.#text(this.#module._impactweb_call(...pointers)));
    for (const pointer of pointers) this.#module._free(pointer);
    this.#hear();
    if (answer?.defect) throw new Error(`${name}: ${answer.defect}`);
    return answer;
  }

  /** The same for operations none of which may be refused: what is refused runs nothing that the profile is for. */
  apply(args) {
    const { rejected } = this.call('apply', args);
    if (rejected.length > 0) throw new Error(`refused: ${JSON.stringify(rejected[0])}`);
  }

  /** Draws until nothing is left to draw. */
  frames() {
    for (let count = 0, next = 1; next > 0 && count < 400; ++count) {
      this.#now += Math.max(16, next);
      next = this.#direct('_app_frame', this.#now);
      this.#hear();
      this.#direct('_app_mirror');
      this.#direct('_app_cursor');
      this.#direct('_app_wants_frame');
    }
  }

  resize(width, height, ratio) {
    this.#direct('_app_resize', width, height, ratio);
  }

  appearance(changes) {
    const usual = { scheme: 'light', strong: false, reducedMotion: false, touch: false, textScale: 1 };
    this.call('appearance', { ...usual, ...changes });
  }

  strings(language) {
    this.call('strings', { language, table: json('strings', `${language}.json`) });
  }

  /** Opens a network as the page does, and closes it again. Gives the view. */
  show(network, view = null) {
    this.call('makeId');
    this.call('load', { network });
    this.call('placeNewNodes');
    this.call('forgetHistory');
    const { network: kept } = this.call('snapshot');
    this.call('load', { network: kept, operations: [] });
    this.call('setOpen', { open: true });
    this.call('setViewState', { view });
    this.frames();
    this.call('counts');
    this.call('stats');
    this.call('lists');
    const seen = this.call('viewState');
    this.call('setOpen', { open: false });
    this.frames();
    return seen;
  }

  /** A byte for each function that has run. */
  profile() {
    const room = 1 << 20;
    const pointer = this.#module._malloc(room);
    const length = this.#exports.__write_profile(pointer, room);
    if (length > room) throw new Error(`the profile has ${length} bytes`);
    return this.#module.HEAPU8.slice(pointer, pointer + length);
  }

  #giveFonts() {
    const fonts = ['regular', 'bold', 'icons'].map((name) => readFileSync(join(site, 'fonts', `${name}.ttf`)));
    const all = Buffer.concat(fonts);
    this.#module.HEAPU8.set(all, this.#module._impactweb_buffer(all.length));
    this.call('setFonts', { sizes: fonts.map((font) => font.length) });
  }

  #direct(name, ...args) {
    called.add(name);
    return this.#module[name](...args);
  }

  #pass(text) {
    const bytes = new TextEncoder().encode(text);
    const pointer = this.#module._malloc(bytes.length + 1);
    this.#module.HEAPU8.set([...bytes, 0], pointer);
    return pointer;
  }

  #text(pointer) {
    const bytes = this.#module.HEAPU8;
    return new TextDecoder().decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
  }

  #hear() {
    while (this.#module._impactweb_events() !== 0);
  }
}

const sectors = [
  'government',
  'business',
  'knowledge',
  'civilSociety',
  'finance',
  'socialEnterprise',
  'media',
  'nature',
];

/** Operations of every kind, one of them refused, as a script may give them. */
function operations() {
  const set = (op, id, fields) => Object.entries(fields).map(([field, value]) => ({ op, id, field, value }));
  const exchange = { id: 'x', text: 'ruimte', tags: ['zaal'], terms: 'gift', status: 'open' };
  return [
    { op: 'addNode', node: { id: 'a', kind: 'actor', label: 'A', needs: [exchange], fields: { web: 'w' } } },
    { op: 'addNode', node: { id: 'b', kind: 'initiative', label: 'B', position: [100, 0] } },
    { op: 'addNode', node: { id: 'c', kind: 'challenge', label: 'C' } },
    { op: 'addNode', node: { id: 'd', form: 'person', label: 'Iemand Anders' } },
    { op: 'addEdge', edge: { id: 'e', from: 'a', to: 'b', kind: 'funds', amount: 10, currency: 'EUR', since: '2017' } },
    { op: 'addEdge', edge: { id: 'f', from: 'a', to: 'nowhere', kind: 'funds' } },
    ...set('setNode', 'a', {
      label: 'Á',
      kind: 'vision',
      description: 'woorden',
      sector: 'business',
      form: 'group',
      place: 'Tilburg',
      tags: ['zorg'],
      roles: ['funder'],
      motivation: 'omdat',
      energy: 3,
      'needs.x.text': 'zaal',
      'needs.x.id': { ...exchange, id: 'y' },
      offers: [exchange],
      'offers.z': { ...exchange, id: 'z' },
      'stageDates.pilot': '2019-04',
      stage: 'pilot',
      'nextStep.text': 'bellen',
      'nextStep.due': '2026-02-28',
      'fields.web': { a: [1, null] },
      pinned: true,
      position: [5, 5],
      nonsense: 1,
    }),
    ...set('setNode', 'a', { energy: null, 'needs.y': null, description: null }),
    ...set('setEdge', 'e', {
      kind: 'learnsFrom',
      label: 'van elkaar',
      direction: 'mutual',
      status: 'potential',
      strength: 2,
      trust: 2,
      amount: null,
      until: '2021-10',
      'fields.bron': 'b',
      to: 'c',
    }),
    { op: 'moveNodes', positions: { a: [7, 8], b: null } },
    ...['title', 'description', 'fields.bron'].map((field) => ({ op: 'setNetwork', field, value: 'T' })),
    { op: 'setNetwork', field: 'sectors', value: [{ id: 'zorg', label: 'Zorg', color: '#123456' }] },
    { op: 'addStory', story: { id: 's', title: 'Les', about: ['a'] } },
    { op: 'setStory', id: 's', field: 'text', value: 'lang' },
    { op: 'addSnapshot', snapshot: { id: 'm', title: 'Sessie', date: '2026-11-23', network: {} } },
    { op: 'removeSnapshots', ids: ['m'] },
    { op: 'removeStories', ids: ['s'] },
    { op: 'removeEdges', ids: ['f'] },
    { op: 'removeEdges', ids: ['e'] },
    { op: 'removeNodes', ids: ['a'] },
    { op: 'unknown' },
  ];
}

function look(program) {
  const view = program.show(sample);
  program.show(sample, view);
  program.show({});
  program.strings('en');
  program.appearance({ scheme: 'dark', strong: true, reducedMotion: true, textScale: 1.5 });
  program.show(template);
  program.appearance({ touch: true });
  for (const [width, height, ratio] of [
    [390, 700, 3],
    [320, 480, 2],
    [800, 340, 2],
  ]) {
    program.resize(width, height, ratio);
    program.show(sample);
  }
}

/** What scripts ask most, as soon as there is a picture. Whoever asks for other measures before the rest is there waits for it. */
const early = { only: ['degree', 'independence'] };

function script(program) {
  program.call('load', { network: {} });
  program.call('setOpen', { open: true });
  // What cannot be said of so few.
  for (const id of ['one', 'two', 'three']) {
    program.call('measures', early);
    program.call('apply', { operations: [{ op: 'addNode', node: { id, label: id } }] });
  }
  for (const [at, operation] of operations().entries()) {
    program.call('apply', { operations: [operation], gesture: `step ${at}` });
    program.call('placeNewNodes', { gesture: `step ${at}` });
  }
  // What is typed letter by letter is one step.
  for (const value of ['N', 'Ne', 'Net'])
    program.call('apply', { operations: [{ op: 'setNetwork', field: 'title', value }], gesture: 'typing' });
  program.call('apply', { operations: [{ op: 'removeNodes', ids: ['b'] }], origin: 'remote' });
  for (let step = 0; step < 50; ++step) program.call('undo');
  for (let step = 0; step < 20; ++step) program.call('redo');
  program.frames();
  program.call('ownFile');
  program.call('measures', early);
  program.call('measures', { ...early, exact: true });
  program.call('measures', { only: ['degree', 'nonsense'] });
}

/** More nodes than fit on the screen, or than the accessible page tells one by one; without ties, and with them. */
function crowd(program) {
  const nodes = Array.from({ length: 1200 }, (_, at) => ({
    op: 'addNode',
    node: {
      id: `n${at}`,
      label: `Partij ${at}`,
      kind: kinds[at % 4],
      // Each has a sign of its own in the legend.
      sector: at % 11 === 10 ? `own ${at % 3}` : sectors[at % 8],
      position: [(at % 40) * 90, Math.floor(at / 40) * 90],
    },
  }));
  const ties = nodes.flatMap((_, at) =>
    [0, 1, 7, 41].map((step) => ({
      op: 'addEdge',
      edge: { from: `n${at}`, to: `n${(at + step) % nodes.length}`, kind: 'worksWith', status: statuses[at % 4] },
    })),
  );
  program.call('load', { network: {} });
  program.call('setOpen', { open: true });
  // With room for the small map.
  program.resize(1200, 800, 1);
  program.frames();
  for (const operations of [nodes, ties]) {
    program.apply({ operations, gesture: `crowd ${operations.length}` });
    program.call('placeNewNodes', { gesture: `crowd ${operations.length}` });
    program.frames();
  }
  // So many that have no places stand in rows first.
  program.call('load', { network: {} });
  program.apply({ operations: nodes.map(({ op, node }) => ({ op, node: { ...node, position: null } })) });
  program.call('placeNewNodes');
  program.frames();
  // A few of them, and the small map that comes with more than fit.
  for (const count of [50, 100, 1000]) {
    program.call('load', { network: {} });
    program.frames();
    program.apply({ operations: nodes.slice(0, count), gesture: `some ${count}` });
    program.call('placeNewNodes', { gesture: `some ${count}` });
    program.frames();
  }
  // Without sectors, and of one kind: groups have the colours.
  for (const count of [60, 1200]) {
    const alike = nodes.slice(0, count).map(({ op, node }) => ({ op, node: { ...node, kind: 'actor', sector: '' } }));
    program.call('load', { network: {} });
    program.apply({ operations: alike, gesture: `alike ${count}` });
    program.frames();
    const ends = new Set(alike.map(({ node }) => node.id));
    const among = ties.filter(({ edge }) => ends.has(edge.from) && ends.has(edge.to));
    program.apply({ operations: among, gesture: `tied ${count}` });
    program.frames();
  }
  program.call('load', { network: {} });
  for (const operations of [nodes, ties]) program.apply({ operations });
  // One network takes the place of another, the crowd that of the sample and the other way round.
  const { network } = program.call('snapshot');
  program.show(network);
  for (const next of [sample, network, {}, network, template]) {
    program.call('setOpen', { open: true });
    program.call('load', { network: next });
    program.call('placeNewNodes');
    program.call('setViewState', { view: null });
    program.frames();
    program.call('apply', { operations: nodes, gesture: 'again' });
    program.frames();
    program.call('undo');
    program.frames();
  }
}

/** Numbers from 0 to 1, the same on every run: what is profiled must not depend on chance. */
function* chance(seed) {
  for (let state = seed; ; state = (Math.imul(state, 1103515245) + 12345) >>> 0) yield (state >>> 8) / 2 ** 24;
}

/** Networks of every size and shape that no script foresees: some functions run for a few of them alone. */
function wander(program, seed) {
  const numbers = chance(seed);
  const below = (count) => Math.floor(numbers.next().value * count);
  const pick = (list) => list[below(list.length)];
  const ids = ['bewoners', ...Array.from({ length: 60 }, (_, at) => `n${at}`)];
  program.call('load', { network: sample });
  program.call('setOpen', { open: true });
  program.call('setViewState', { view: null });
  for (let step = 0; step < 500; ++step) {
    const node = {
      id: pick(ids),
      label: pick(['Zet', 'é', 'Ruimte voor iedereen in Brabant', '\u{10ffff}']),
      kind: pick(kinds),
    };
    if (below(3) === 0) node.position = [below(4000) - 2000, below(4000) - 2000];
    const tie = { from: pick(ids), to: pick(ids), kind: pick(['funds', 'worksWith']), status: pick(statuses) };
    const operations = pick([
      [
        { op: 'addNode', node },
        { op: 'addEdge', edge: tie },
        { op: 'addEdge', edge: { ...tie, to: node.id } },
      ],
      ids.map((id) => ({ op: 'addNode', node: { ...node, id: `${id} ${step}`, position: null } })).slice(below(50)),
      ids.flatMap((id) => [
        { op: 'addNode', node: { ...node, id: `${id} star`, position: null } },
        { op: 'addEdge', edge: { ...tie, from: `${id} star`, to: 'bewoners' } },
      ]),
      [
        { op: 'addEdge', edge: tie },
        { op: 'addEdge', edge: tie },
      ],
      [{ op: 'setNode', id: pick(ids), field: 'needs.k.2.text', value: 'met een punt' }],
      [{ op: 'setNetwork', field: pick(['title', 'fields.a.b']), value: pick(['', 'Netwerk', null]) }],
      [{ op: 'addStory', story: { id: `s${step}`, title: 'Les', about: [pick(ids)] } }],
      [{ op: 'setNode', id: pick(ids), field: 'position', value: pick([null, [below(900), below(900)]]) }],
      [{ op: 'removeNodes', ids: [pick(ids), pick(ids)] }],
      [{ op: 'removeNodes', ids: ids.map((id) => `${id} ${pick([step - 1, step - 2, 'star'])}`) }],
    ]);
    program.call('apply', { operations, gesture: `wander ${step}` });
    program.call('placeNewNodes', { gesture: `wander ${step}` });
    if (below(4) === 0) program.call(pick(['undo', 'undo', 'redo']));
    if (step % 10 === 0) program.frames();
    if (step % 100 === 0) {
      program.show(program.call('snapshot').network);
      program.call('setOpen', { open: true });
    }
  }
  program.call('measures', early);
}

const drawn = await Program.start({ drawn: true });
look(drawn);
script(drawn);
crowd(drawn);
for (let seed = 1; seed <= 5; ++seed) {
  // On a phone on its side first, and at last with room for everything.
  if (seed < 5) drawn.resize(800, 340, 2);
  else drawn.resize(1200, 800, 1);
  wander(drawn, seed);
}
writeFileSync(drawnProfile, drawn.profile());

const undrawn = await Program.start({ drawn: false });
undrawn.resize(1280, 4000, 1);
undrawn.show(sample);
crowd(undrawn);
writeFileSync(undrawnProfile, undrawn.profile());
writeFileSync(calledFile, JSON.stringify([...called].sort()));
