// Counts on a picture as a file (SVG): which names are there, what they lie over, and ties that run through nodes which are none of
// their ends. And networks of several kinds to count them on, the same for the same seed.

/** In the page: `countsOf(svg, { nodes, edges })`, of the network that is drawn. */
export const counting = String.raw`window.countsOf = (text, network) => {
  // The page takes no text for elements, so they are made one by one.
  const plain = (part) => part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  let svg = null;
  const open = [];
  for (const [, close, tag, attributes, alone, between] of text.replace(/<style>[^]*?<.style>/, '').matchAll(/<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    if (between !== undefined) open.at(-1)?.append(plain(between));
    else if (close) open.pop();
    else {
      const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [, name, value] of attributes.matchAll(/([\w:-]+)="([^"]*)"/g)) if (name !== 'xmlns' && !name.startsWith('xmlns:')) made.setAttribute(name, plain(value));
      if (open.length > 0) open.at(-1).append(made);
      else svg ??= made;
      if (!alone) open.push(made);
    }
  }
  svg.style.cssText = 'position:fixed;left:0;top:0;visibility:hidden;pointer-events:none;font-family:Atkinson';
  document.body.append(svg);
  const named = (layer) => [...(svg.querySelector('#' + layer)?.children ?? [])];
  const nameOf = (part) => part.getAttribute('inkscape:label') ?? '';
  const discs = new Map();
  for (const part of named('nodes')) {
    const box = part.querySelector('circle, path').getBBox();
    discs.set(nameOf(part), { x: box.x + box.width / 2, y: box.y + box.height / 2, radius: Math.min(box.width, box.height) / 2 });
  }
  const labels = new Map(network.nodes.map(({ id, label }) => [id, label]));
  let through = 0;
  const which = [];
  const drawn = named('ties');
  for (const part of drawn) {
    const path = part.tagName === 'path' ? part : part.querySelector('path');
    if (!path) continue;
    const length = path.getTotalLength();
    const at = (share) => path.getPointAtLength(length * share);
    const near = (point) => [...discs].map(([name, d]) => [name, Math.hypot(d.x - point.x, d.y - point.y) - d.radius]).sort((a, b) => a[1] - b[1])[0][0];
    const ends = [near(at(0)), near(at(1))];
    const steps = Math.max(8, Math.ceil(length / 2));
    let hit = null;
    for (let step = 0; step <= steps && !hit; step += 1) {
      const point = at(step / steps);
      for (const [name, d] of discs) if (!ends.includes(name) && Math.hypot(d.x - point.x, d.y - point.y) < d.radius) hit = name;
    }
    if (hit) { through += 1; which.push(nameOf(part) + ' / ' + hit); }
  }
  const whole = new Map([...labels.values()].map((label) => [label.replaceAll(/\s+/g, ' '), label]));
  const names = [];
  for (const part of named('names')) {
    const said = part.textContent.replaceAll(/\s+/g, ' ');
    const label = whole.get(said) ?? [...whole].find(([each]) => said.endsWith('…') && each.startsWith(said.slice(0, -1)))?.[1];
    if (label === undefined) continue;
    // Of a line of letters, what letters fill of it.
    const size = Number(part.getAttribute('font-size'));
    const spans = part.children.length > 0 ? [...part.children] : [part];
    const boxes = spans.map((span) => {
      const width = span.getComputedTextLength(), y = Number(span.getAttribute('y')), x = Number(span.getAttribute('x'));
      return { left: x - width / 2, right: x + width / 2, top: y - size * 0.72, bottom: y + size * 0.2 };
    });
    names.push({ label, size, boxes });
  }
  const shown = new Set(names.map(({ label }) => label));
  const slack = 0.5;
  const meet = (a, b) => a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack && b.top < a.bottom - slack;
  let overNodes = 0, overNames = 0;
  names.forEach(({ label, boxes }, index) => {
    for (const [name, d] of discs) {
      if (name === label) continue;
      if (boxes.some((box) => Math.hypot(Math.max(box.left - d.x, 0, d.x - box.right), Math.max(box.top - d.y, 0, d.y - box.bottom)) < d.radius - slack)) overNodes += 1;
    }
    for (const other of names.slice(0, index)) if (boxes.some((a) => other.boxes.some((b) => meet(a, b)))) overNames += 1;
  });
  const degrees = new Map(network.nodes.map(({ id }) => [id, 0]));
  for (const { from, to } of network.edges) for (const id of [from, to]) degrees.set(id, degrees.get(id) + 1);
  const most = [...degrees].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([id]) => labels.get(id));
  svg.remove();
  return {
    nodes: discs.size, ties: drawn.length, through, which: which.slice(0, 4),
    names: shown.size, share: Math.round((shown.size / network.nodes.length) * 1000) / 1000, overNodes, overNames,
    smallest: Math.min(...names.map(({ size }) => size)), hubsLeftOut: most.filter((label) => !shown.has(label)),
    largestNode: Math.max(...[...discs.values()].map(({ radius }) => radius * 2)),
  };
};
true`;

/** Numbers from 0 to 1, the same for the same seed. */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const first = [
  'Gemeente',
  'Stichting',
  'Provincie',
  'Werkplaats',
  'Coöperatie',
  'Vereniging',
  'Netwerk',
  'Fonds',
  'Buurthuis',
  'Atelier',
  'Huis van',
  'Lab',
];
const second = [
  'Noord',
  'Zuiderhout',
  'de Lente',
  'Kanaalzone',
  'Circulair',
  'Samen',
  'Groen',
  'Techniek',
  'Heuvel',
  'Markdal',
  'Zorg en Welzijn',
  'Energie',
  'Voedsel',
  'Wonen',
  'Oost',
  'Haven',
];

/** A network of `count` nodes: `tree`, `groups` (planted), `hubs`, `random`, or `mixed` (a tree and half as many ties again). */
export function network(kind, count, seed) {
  const number = numbers(seed * 7919 + count);
  const below = (most) => Math.floor(number() * most);
  const nodes = [];
  const edges = [];
  const seen = new Set();
  const tie = (a, b) => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    if (a === b || seen.has(key)) return;
    seen.add(key);
    edges.push({ id: `t${edges.length}`, from: `n${a}`, to: `n${b}`, kind: 'worksWith' });
  };
  const names = new Set();
  for (let i = 0; i < count; i += 1) {
    let label = `${first[below(first.length)]} ${second[below(second.length)]}`;
    if (number() < 0.3) label = second[below(second.length)];
    while (names.has(label)) label += ` ${second[below(second.length)].split(' ')[0]}`.slice(0, 9 + below(5));
    names.add(label);
    nodes.push({ id: `n${i}`, kind: 'actor', label });
  }
  const parts = kind === 'groups' ? Math.max(3, Math.round(count / 33)) : Math.max(2, Math.round(count / 20));
  for (let i = 1; i < count; i += 1) {
    if (kind === 'tree' || kind === 'mixed') tie(below(i), i);
    else if (kind === 'groups') tie(i < parts ? i - 1 : i % parts, i);
    else if (kind === 'hubs') tie(i < parts ? 0 : below(parts), i);
    else if (number() < 0.92) tie(below(i), i);
  }
  const more = kind === 'tree' ? 0 : Math.round(count / 2);
  for (let i = 0; i < more; i += 1) {
    const a = below(count);
    if (kind === 'groups' && number() < 0.9) tie(a, (a % parts) + parts * below(Math.floor(count / parts)));
    else tie(a, below(count));
  }
  return { nodes, edges };
}
