// Pictures as SVG and PDF: geometry of ties and nodes, hostile names, text that stays text.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PictureFrame, PictureNode, PictureTie } from '../../web/page/bridge/picture.ts';
import { compose, drawNetwork, type Scene, wrapped } from '../../web/page/picture/compose.ts';
import { typefaceOf } from '../../web/page/picture/fonts.ts';
import { drawNode } from '../../web/page/picture/nodes.ts';
import { newPdf, PdfPen, pdfBytes } from '../../web/page/picture/pdf.ts';
import type { Paint, Pen, Writing } from '../../web/page/picture/pen.ts';
import { inSlices } from '../../web/page/picture/slices.ts';
import { escaped, SvgPen, svgFile } from '../../web/page/picture/svg.ts';
import { drawTie } from '../../web/page/picture/ties.ts';

declare const IMPACTWEB_ROOT: string;

// Numbers are written as the browser's languages have them, and Node.js below 21 has none.
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { languages: ['nl'] } });

const bytesOf = (file: string) => new Uint8Array(readFileSync(join(IMPACTWEB_ROOT, 'dist/fonts', file)));
const typeface = typefaceOf(bytesOf('regular.ttf'), bytesOf('bold.ttf'));
const measure = (text: string, size: number) => text.length * size * 0.5;

/** Notes what is drawn. */
class Notes implements Pen {
  readonly circles: { x: number; y: number; radius: number; paint: Paint }[] = [];
  readonly paths: { d: string; paint: Paint }[] = [];
  readonly texts: { text: string; writing: Writing }[] = [];
  depth = 0;
  begin(): void {
    this.depth += 1;
  }
  end(): void {
    this.depth -= 1;
  }
  circle(x: number, y: number, radius: number, paint: Paint): void {
    this.circles.push({ x, y, radius, paint });
  }
  path(d: string, paint: Paint): void {
    this.paths.push({ d, paint });
  }
  text(text: string, writing: Writing): void {
    this.texts.push({ text, writing });
  }
}

const colors = { paper: '#ffffff', ink: '#000000', secondary: '#555555', hairline: '#dddddd', accent: '#008080' };

function tie(more: Partial<PictureTie>): PictureTie {
  return {
    id: 'e',
    name: 'e',
    from: [0, 0],
    to: [100, 0],
    radii: [10, 20],
    width: 2,
    color: '#555555',
    alpha: 1,
    head: 9,
    ...more,
  };
}

function node(more: Partial<PictureNode>): PictureNode {
  return { id: 'n', name: 'n', x: 50, y: 50, radius: 20, shape: 'disc', color: '#336699', ...more };
}

function sceneOf(names: string[]): Scene {
  const frame: PictureFrame = {
    width: 400,
    height: 300,
    title: 'A & B',
    hidden: 0,
    ties: 1,
    nodes: names.length,
    texts: names.length,
    groups: 0,
    proposed: 0,
    colors,
    legend: {
      colorBy: 'sector',
      colors: [{ label: 'Overheid', color: '#336699', glyph: 0, count: 1 }],
      shapes: [{ kind: 'actor', count: names.length }],
      ties: [{ label: 'funds', color: '#555555', count: 1 }],
      statuses: [{ status: 'active', count: 1 }],
      needs: false,
      offers: false,
      pins: false,
      coins: true,
      marked: false,
      proposed: false,
    },
  };
  return {
    frame,
    ties: [tie({ name: names.join(' → '), coin: true, heads: 'end' })],
    nodes: names.map((name, at) => node({ name, x: 60 + at * 90 })),
    texts: names.map((text, at) => ({
      of: 'node',
      text,
      x: 60 + at * 90,
      top: 75,
      size: 14,
      color: '#000000',
      halo: '#ffffff',
    })),
    groups: [],
    proposed: [],
  };
}

async function svgOf(scene: Scene): Promise<string> {
  const composition = compose(scene, { title: 'A & B', date: '', source: 'x', legend: true }, measure);
  const pen = new SvgPen();
  await inSlices(drawNetwork(pen, scene, typeface, composition.network));
  composition.surround(pen);
  const { width, height } = composition;
  return svgFile(pen, { width, height, title: 'A & B', description: 'C', background: '#ffffff' }).join('');
}

/** The numbers of a path, in pairs. */
function points(d: string): [number, number][] {
  const numbers = [...d.matchAll(/-?[\d.]+/g)].map(([text]) => Number(text));
  return numbers.flatMap((x, at) => (at % 2 === 0 ? [[x, numbers[at + 1] ?? 0] as [number, number]] : []));
}

test('a group is as strong as the canvas has it, and its lid lies over the nodes in it and under names', async () => {
  const scene = sceneOf(['Zet', 'TNO']);
  const outline: [number, number][] = [
    [0, 0],
    [200, 0],
    [200, 150],
    [0, 150],
  ];
  scene.groups.push(
    { name: 'Near', outline, color: '#0072b2', surface: 0.06, line: 0.22 },
    { name: 'Far', outline, color: '#0072b2', surface: 0.07, line: 0.23, lid: { color: '#c0d5e0', cover: 0.94 } },
    { name: 'Lidless', outline: [], color: '#0072b2', surface: 0.1, line: 0.6, lid: { color: '#c0d5e1', cover: 0.9 } },
  );
  const svg = await svgOf(scene);
  const layers = [...svg.matchAll(/<g id="(groups|nodes|lids|names)"/g)].map(([, id]) => id);
  assert.deepEqual(layers, ['groups', 'nodes', 'lids', 'names']);
  const groups = svg.slice(svg.indexOf('id="groups"'), svg.indexOf('id="ties"'));
  assert.deepEqual(
    [...groups.matchAll(/-opacity="([\d.]+)"/g)].map(([, alpha]) => Number(alpha)),
    [0.06, 0.22, 0.07, 0.23],
  );
  const lids = svg.slice(svg.indexOf('id="lids"'), svg.indexOf('id="names"'));
  assert.deepEqual(lids.match(/#c0d5e\d|(?<=fill-opacity=")[\d.]+/g), ['#c0d5e0', '0.94']);
  scene.groups.splice(1, 2);
  assert.ok(!(await svgOf(scene)).includes('id="lids"'), 'from nearby there is none');
});

test('a straight tie runs from rim to rim, with room for its arrowhead, which touches the rim', () => {
  const pen = new Notes();
  drawTie(pen, tie({ heads: 'end' }), '#ffffff');
  const [line, head] = pen.paths;
  // 3 pixels beside each rim; the line ends 8 before the tip, so that its end is under the arrowhead.
  assert.deepEqual(points(line?.d ?? ''), [
    [13, 0],
    [69, 0],
  ]);
  assert.deepEqual(points(head?.d ?? '')[0], [77, 0]);
});

test('the middle of a bent tie lies as far beside the straight line as it is bent, and its part is the same curve', () => {
  const pen = new Notes();
  drawTie(pen, tie({ bend: 30 }), '#ffffff');
  const [start, control, end] = points(pen.paths[0]?.d ?? '') as [[number, number], [number, number], [number, number]];
  const at = (t: number) =>
    [0, 1].map((axis) => {
      const [a, b, c] = [start[axis] ?? 0, control[axis] ?? 0, end[axis] ?? 0];
      return a * (1 - t) ** 2 + 2 * b * t * (1 - t) + c * t * t;
    });
  // The whole curve is (100 t, 120 t (1 − t)).
  for (const t of [0, 0.2, 0.5, 0.8, 1]) {
    const [x = 0, y = 0] = at(t);
    assert.ok(Math.abs(y - 120 * (x / 100) * (1 - x / 100)) < 0.05, `${x} ${y}`);
  }
  const [, top] = at((50 - start[0]) / (end[0] - start[0]));
  assert.ok(Math.abs((top ?? 0) - 30) < 0.05);
});

test('ties that have no room between their nodes draw no line', () => {
  const pen = new Notes();
  drawTie(pen, tie({ to: [25, 0], heads: 'both' }), '#ffffff');
  assert.equal(pen.paths.length, 0);
});

test('nodes have their beads, at most five, their stage and their group', () => {
  const pen = new Notes();
  drawNode(pen, node({ needs: 9, offers: 2 }), colors);
  const beads = pen.circles.filter(({ radius, paint }) => radius === 4 && paint.stroke === '#336699');
  assert.equal(beads.length, 5);
  for (const { x, y } of beads) assert.ok(Math.abs(Math.hypot(x - 50, y - 50) - 20) < 1e-9 && y < 50);
  assert.equal(pen.circles.filter(({ radius, paint }) => radius === 4 && !paint.stroke && paint.fill).length, 2);
  const rim = new Notes();
  drawNode(rim, node({ shape: 'square', progress: 0.5 }), colors);
  const filled = rim.paths.find(({ paint }) => paint.stroke === colors.ink);
  // Half of the rim, clockwise from the top, is on the right.
  assert.ok(points(filled?.d ?? '').every(([x]) => x >= 50 - 0.01));
  assert.ok(points(filled?.d ?? '').some(([, y]) => y > 64));
  const group = new Notes();
  drawNode(group, node({ shape: 'doubleDisc' }), colors);
  assert.ok(group.circles.some(({ radius, paint }) => radius < 20 && paint.stroke === colors.paper && !paint.fill));
  assert.equal(pen.depth + rim.depth + group.depth, 0);
});

test('hostile names are text in a well-formed SVG whose layers have their names', async () => {
  const names = ['</text><script>alert(1)</script>', `a" onload="x' &amp; \u0000\u000b\ud800`, '日本語 🌱 é'];
  const svg = await svgOf(sceneOf(names));
  // An XML parser of others; it refuses whatever is not well-formed.
  const read = execFileSync(
    'python3',
    [
      '-c',
      `import sys, json, xml.etree.ElementTree as E
root = E.fromstring(sys.stdin.buffer.read())
s = '{http://www.w3.org/2000/svg}'; i = '{http://www.inkscape.org/namespaces/inkscape}'
print(json.dumps({'texts': [t.text for t in root.iter(s + 'text')], 'tags': sorted({e.tag.split('}')[1] for e in root.iter()}),
  'layers': [g.get('id') for g in root if g.get(i + 'groupmode') == 'layer'], 'ids': [e.get('id') for e in root.iter() if e.get('id')],
  'attributes': sorted({a for e in root.iter() for a in e.attrib if a.startswith('on')})}))`,
    ],
    { input: svg, encoding: 'utf8' },
  );
  const { texts, tags, layers, ids, attributes } = JSON.parse(read);
  assert.ok(texts.includes(names[0]) && texts.includes(names[2]));
  assert.ok(texts.includes(`a" onload="x' &amp; \ufffd\ufffd\ufffd`));
  assert.deepEqual(tags, ['circle', 'desc', 'g', 'path', 'rect', 'svg', 'text', 'title']);
  assert.deepEqual(layers, ['ties', 'nodes', 'names', 'frame', 'legend']);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(attributes, []);
  assert.equal(escaped('a<b>"&\u0001'), 'a&lt;b&gt;&quot;&amp;\ufffd');
});

test('names in a PDF can be found, also those with letters that the typeface lacks', async () => {
  const scene = sceneOf(['Stérk.Brabant', '日本語', 'Zet']);
  const document = await newPdf(typeface, { title: 'A', language: 'nl', size: [400, 300] });
  document.addPage();
  const drawn: string[] = [];
  const pen = new PdfPen(document, (text) => {
    drawn.push(text);
    const pixels = { data: new Uint8ClampedArray(4), width: 1, height: 1, colorSpace: 'srgb' } as ImageData;
    return { pixels, width: 10, height: 10, left: 0, baseline: 8 };
  });
  await inSlices(drawNetwork(pen, scene, typeface, { x: 0, y: 0 }));
  const bytes = Buffer.concat(await pdfBytes(document));
  assert.equal(bytes.toString('latin1', 0, 8), '%PDF-1.7');
  assert.deepEqual(drawn, ['日本語']);
  const text = execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' });
  for (const name of ['Stérk.Brabant', '日本語', 'Zet']) assert.ok(text.includes(name), `${name} in ${text}`);
});

test('what stands around the network makes the picture larger and leaves the network whole; without it nothing is added', () => {
  const scene = sceneOf(['a']);
  const nothing = { title: '', date: '', source: '', legend: false };
  const bare = compose(scene, nothing, measure);
  assert.deepEqual([bare.width, bare.height, bare.network], [400, 300, { x: 0, y: 0 }]);
  const full = compose(scene, { title: 'T'.repeat(30), date: 'd', source: 's', legend: true }, measure);
  assert.ok(full.network.y > 0 && full.height > 300 + full.network.y);
  const pen = new Notes();
  full.surround(pen);
  for (const { writing } of pen.texts) {
    const outside = writing.y <= full.network.y || writing.y >= full.network.y + 300;
    assert.ok(outside && writing.y < full.height, `${writing.y}`);
  }
  assert.deepEqual(
    wrapped('aa bb cc', 5, (text) => text.length),
    ['aa bb', 'cc'],
  );
});

test('work in slices can be stopped, and says how far it is', async () => {
  function* work() {
    for (let i = 0; i < 100; i += 1) {
      const until = performance.now() + 2;
      while (performance.now() < until);
      yield i / 100;
    }
    return 'done';
  }
  const shares: number[] = [];
  assert.equal(await inSlices(work(), { onProgress: (share) => shares.push(share) }), 'done');
  assert.ok(shares.length > 5 && shares.every((share, at) => at === 0 || share > (shares[at - 1] ?? 0)));
  const stop = new AbortController();
  await assert.rejects(
    inSlices(work(), { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }),
    /enough/,
  );
});
