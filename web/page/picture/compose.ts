// The whole picture: the network, and around it title, date, legend and source; drawn with any pen.
import type {
  PictureFrame,
  PictureGroup,
  PictureNode,
  PictureProposal,
  PictureText,
  PictureTie,
} from '../bridge/picture.ts';
import { number, plural, t } from '../words/i18n.ts';
import type { Measure, Typeface } from './fonts.ts';
import { drawGroup, drawLid, drawPlus, drawProposal, drawRing } from './marks.ts';
import { type Colors, drawNode, drawPin } from './nodes.ts';
import { type Pen, rectangle } from './pen.ts';
import { drawCoin, drawTie } from './ties.ts';

/** What was laid out of the network. */
export interface Scene {
  frame: PictureFrame;
  ties: PictureTie[];
  nodes: PictureNode[];
  texts: PictureText[];
  groups: PictureGroup[];
  proposed: PictureProposal[];
}

/** What stands around the network; an empty text is left out. */
export interface Surroundings {
  title: string;
  date: string;
  source: string;
  legend: boolean;
}

/** Pixels from the upper left corner of the whole. */
export interface Composition {
  scene: Scene;
  width: number;
  height: number;
  /** Where the network's upper left corner is. */
  network: { x: number; y: number };
  /** Draws title, date, legend and source. */
  surround(pen: Pen): void;
}

interface LegendRow {
  label: string;
  /** Draws the sign into a field of 28 by 20 units with this middle; `u` is the unit. */
  draw(pen: Pen, x: number, y: number, u: number): void;
}

interface LegendBlock {
  heading: string;
  rows: LegendRow[];
}

/** More colours than these say nothing more to anybody. */
const mostRows = 12;

const shapes = {
  actor: 'disc',
  group: 'doubleDisc',
  initiative: 'square',
  challenge: 'hexagon',
  vision: 'star',
} as const;

function nodeRow(label: string, node: Partial<PictureNode>, colors: Colors): LegendRow {
  return {
    label,
    draw: (pen, x, y, u) =>
      drawNode(
        pen,
        { id: '', name: '', x, y, radius: 8.5 * u, shape: 'disc', color: colors.secondary, ...node },
        colors,
      ),
  };
}

function tieRow(label: string, tie: Partial<PictureTie>, colors: Colors): LegendRow {
  return {
    label,
    draw: (pen, x, y, u) =>
      drawTie(
        pen,
        {
          id: '',
          name: '',
          from: [x - 15 * u, y],
          to: [x + 15 * u, y],
          radii: [0, 0],
          width: 1.8 * u,
          color: colors.secondary,
          alpha: 0.85,
          head: 7 * u,
          ...tie,
        },
        colors.paper,
      ),
  };
}

function blocksOf({ legend, colors }: PictureFrame): LegendBlock[] {
  const counted = (label: string, count: number) => `${label} (${number(count)})`;
  const blocks: LegendBlock[] = [
    {
      heading: t(`colorBy.${legend.colorBy}`),
      rows: legend.colors.map(({ label, color, glyph, count }) =>
        nodeRow(counted(label, count), { color, ...(glyph !== undefined && { glyph }) }, colors),
      ),
    },
    {
      heading: t('picture.legendShapes'),
      rows: legend.shapes.map(({ kind, count }) =>
        nodeRow(
          counted(t(kind === 'group' ? 'form.group' : `kind.${kind}`), count),
          { shape: shapes[kind as keyof typeof shapes] ?? 'disc' },
          colors,
        ),
      ),
    },
    {
      heading: t('picture.legendTies'),
      rows: legend.ties.map(({ label, color, count }) =>
        tieRow(counted(label, count), { color, heads: 'end' }, colors),
      ),
    },
    {
      heading: t('picture.legendStatuses'),
      rows: legend.statuses.map(({ status, count }) =>
        tieRow(
          counted(t(`edgeStatus.${status}`), count),
          {
            ...(status === 'potential' && { dash: 'dashed' as const }),
            ...(status === 'exploring' && { dash: 'thin' as const }),
            ...(status === 'dormant' && { alpha: 0.35 }),
          },
          colors,
        ),
      ),
    },
    {
      heading: t('picture.legendSigns'),
      rows: [
        ...(legend.needs ? [nodeRow(t('field.need'), { needs: 1 }, colors)] : []),
        ...(legend.offers ? [nodeRow(t('field.offer'), { offers: 1 }, colors)] : []),
        ...(legend.pins
          ? [
              {
                label: t('field.pinned'),
                draw: (pen: Pen, x: number, y: number) => drawPin(pen, x, y, colors),
              },
            ]
          : []),
        ...(legend.marked
          ? [
              {
                label: t('ui.marked'),
                draw: (pen: Pen, x: number, y: number, u: number) => {
                  const node = { x, y, radius: 5 * u, marked: 1 } as PictureNode;
                  pen.circle(x, y, 5 * u, { fill: colors.secondary });
                  drawRing(pen, node, colors);
                },
              },
            ]
          : []),
        ...(legend.proposed
          ? [
              {
                label: t('ui.proposedTie'),
                draw: (pen: Pen, x: number, y: number, u: number) => {
                  const line: [number, number][] = [
                    [x - 15 * u, y],
                    [x + 15 * u, y],
                  ];
                  const tie = { name: '', line, middle: [x, y] as [number, number], unit: 0.8 * u };
                  drawProposal(pen, tie, colors);
                  drawPlus(pen, tie, colors);
                },
              },
            ]
          : []),
        ...(legend.coins
          ? [
              {
                label: t('picture.legendCoin'),
                draw: (pen: Pen, x: number, y: number) => drawCoin(pen, [x, y], colors.secondary, colors.paper, 1),
              },
            ]
          : []),
      ],
    },
  ];
  return blocks
    .filter(({ rows }) => rows.length > 0)
    .map(({ heading, rows }) => ({
      heading,
      rows:
        rows.length <= mostRows
          ? rows
          : [
              ...rows.slice(0, mostRows),
              { label: t('picture.legendMore', rows.length - mostRows), draw: () => undefined },
            ],
    }));
}

/** Lines no wider than `width`; a word that is wider has a line of its own. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** Places everything. `measure` says how wide texts are. */
export function compose(scene: Scene, { title, date, source, legend }: Surroundings, measure: Measure): Composition {
  const { frame } = scene;
  const { colors } = frame;
  const blocks = legend && frame.nodes > 0 ? blocksOf(frame) : [];
  const hidden = frame.hidden > 0 ? plural('picture.hidden', frame.hidden) : '';
  const foot = [source, hidden].filter((part) => part !== '').join(' · ');
  const bare = title === '' && date === '' && foot === '' && blocks.length === 0;
  // What stands around a large network is as easy to read as the whole is.
  const u = Math.min(Math.max(frame.width / 1200, 1), 3);
  const pad = bare ? 0 : 24 * u;
  const width = bare ? frame.width : Math.max(frame.width, 480);
  const room = width - 2 * pad;
  const texts: { text: string; x: number; y: number; size: number; bold: boolean; fill: string }[] = [];
  let y = pad;
  const put = (text: string, size: number, bold: boolean, fill: string, line: number) => {
    for (const part of wrapped(text, room, (each) => measure(each, size, bold))) {
      texts.push({ text: part, x: pad, y: y + size, size, bold, fill });
      y += line;
    }
  };
  put(title, 24 * u, true, colors.ink, 31 * u);
  put(date, 14 * u, false, colors.secondary, 22 * u);
  const network = { x: (width - frame.width) / 2, y: title !== '' || date !== '' ? y + 4 * u : 0 };
  y = network.y + frame.height + (bare ? 0 : 8 * u);

  const [rowHeight, indent, textSize] = [22 * u, 40 * u, 14 * u];
  const placed: { block: LegendBlock; x: number; y: number }[] = [];
  const legendTop = y;
  if (blocks.length > 0) {
    y += 18 * u;
    let x = pad;
    let lowest = y;
    for (const block of blocks) {
      const widest = Math.max(
        measure(block.heading, textSize, true),
        ...block.rows.map(({ label }) => indent + measure(label, textSize, false)),
      );
      if (x > pad && x + widest > width - pad) {
        x = pad;
        y = lowest + 14 * u;
      }
      placed.push({ block, x, y });
      x += widest + 32 * u;
      lowest = Math.max(lowest, y + (block.rows.length + 1) * rowHeight);
    }
    y = lowest + 6 * u;
  }
  if (foot !== '') {
    y += 6 * u;
    put(foot, 12 * u, false, colors.secondary, 17 * u);
  }
  const height = bare ? frame.height : Math.ceil(y + pad * 0.6);

  const surround = (pen: Pen) => {
    if (texts.length > 0) {
      pen.begin(t('picture.layerFrame'), { layer: 'frame' });
      for (const { text, ...writing } of texts) pen.text(text, writing);
      pen.end();
    }
    if (placed.length === 0) return;
    pen.begin(t('ui.legend'), { layer: 'legend' });
    pen.path(rectangle(pad, legendTop, room, Math.max(1, u)), { fill: colors.hairline });
    for (const { block, x, y: top } of placed) {
      pen.begin(block.heading);
      pen.text(block.heading, { x, y: top + textSize, size: textSize, bold: true, fill: colors.ink });
      block.rows.forEach(({ label, draw }, index) => {
        const middle = top + rowHeight * (index + 1) + rowHeight / 2;
        draw(pen, x + 15 * u, middle, u);
        pen.text(label, { x: x + indent, y: middle + textSize * 0.35, size: textSize, fill: colors.ink });
      });
      pen.end();
    }
    pen.end();
  };
  return { scene, width: Math.ceil(width), height, network, surround };
}

/** From a line of a name to the next one, in heights of a line, as web/scene/name_size.hpp has it. */
const nameLeading = 0.86;

/** Draws ties, nodes and names, each in a layer, with the network's corner `at`. Yields how much is done. */
export function* drawNetwork(
  pen: Pen,
  scene: Scene,
  { em, baseline }: Typeface,
  at: { x: number; y: number },
): Generator<number, void> {
  const { frame, ties, nodes, texts, groups, proposed } = scene;
  const all = Math.max(1, ties.length + nodes.length + texts.length);
  let done = 0;
  if (groups.length > 0) {
    pen.begin(t('picture.layerGroups'), { layer: 'groups', at });
    for (const group of groups) drawGroup(pen, group);
    pen.end();
  }
  if (proposed.length > 0) {
    pen.begin(t('ui.proposedTie'), { layer: 'proposed', at });
    for (const tie of proposed) drawProposal(pen, tie, frame.colors);
    pen.end();
  }
  pen.begin(t('ui.ties'), { layer: 'ties', at });
  for (const tie of ties) {
    drawTie(pen, tie, frame.colors.paper);
    done += 1;
    if (done % 32 === 0) yield done / all;
  }
  pen.end();
  pen.begin(t('ui.nodes'), { layer: 'nodes', at });
  for (const node of nodes) {
    drawNode(pen, node, frame.colors);
    done += 1;
    if (done % 32 === 0) yield done / all;
  }
  pen.end();
  if (groups.some(({ lid }) => lid)) {
    pen.begin(t('picture.layerGroups'), { layer: 'lids', at });
    for (const group of groups) drawLid(pen, group);
    pen.end();
  }
  const ringed = nodes.filter(({ marked }) => marked);
  if (ringed.length > 0 || proposed.length > 0) {
    pen.begin(t('picture.layerMarks'), { layer: 'marks', at });
    for (const node of ringed) drawRing(pen, node, frame.colors);
    for (const tie of proposed) {
      pen.begin(tie.name);
      drawPlus(pen, tie, frame.colors);
      pen.end();
    }
    pen.end();
  }
  pen.begin(t('picture.layerNames'), { layer: 'names', at });
  for (const { text, x, top, size, color, bold, halo, alpha } of texts) {
    pen.text(text, {
      x,
      // The screen's letters stand on whole pixels.
      y: top + Math.ceil(size * baseline),
      size: size * em,
      leading: size * nameLeading,
      fill: color,
      anchor: 'middle',
      ...(bold && { bold }),
      ...(halo && { halo }),
      ...(alpha !== undefined && { alpha }),
    });
    done += 1;
    if (done % 32 === 0) yield done / all;
  }
  pen.end();
}
