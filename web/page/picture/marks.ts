// What an answer marks in the picture: what web/canvas/marks.cpp draws, in paths.
import type { PictureGroup, PictureNode, PictureProposal } from '../bridge/picture.ts';
import type { Colors } from './nodes.ts';
import { type Pen, point, polygon } from './pen.ts';

/** The soft surface around a group. */
export function drawGroup(pen: Pen, { name, outline, color, surface, line }: PictureGroup): void {
  if (outline.length === 0) return;
  pen.begin(name);
  pen.path(polygon(outline), { fill: color, alpha: surface });
  pen.path(polygon(outline), { stroke: color, width: 1.5, alpha: line });
  pen.end();
}

/** What covers a group that is seen from afar. */
export function drawLid(pen: Pen, { outline, lid }: PictureGroup): void {
  if (lid && outline.length > 0) pen.path(polygon(outline), { fill: lid.color, alpha: lid.cover });
}

/** The ring around a marked node; nothing around another one. */
export function drawRing(pen: Pen, { x, y, radius, marked }: PictureNode, colors: Colors): void {
  if (!marked) return;
  const reach = radius + Math.min(Math.max(radius * 0.4, 2.5), 6);
  const width = (marked === 1 ? 2.6 : 1.4) * (radius < 6 ? 0.7 : 1);
  pen.circle(x, y, reach, { stroke: colors.paper, width: width + 3 });
  pen.circle(x, y, reach, { stroke: colors.ink, width });
}

/** The dashes of a tie that is proposed. */
export function drawProposal(pen: Pen, { line, unit }: PictureProposal, colors: Colors): void {
  const path = `M${line.map(([x, y]) => point(x, y)).join('L')}`;
  pen.path(path, { stroke: colors.accent, width: 3 * unit, dash: [9 * unit, 6 * unit] });
}

/** The plus on it. */
export function drawPlus(pen: Pen, { middle: [x, y], unit }: PictureProposal, colors: Colors): void {
  pen.circle(x, y, 10 * unit, { fill: colors.paper });
  pen.circle(x, y, 8 * unit, { fill: colors.accent });
  const arm = 4 * unit;
  const cross = `M${point(x - arm, y)}L${point(x + arm, y)}M${point(x, y - arm)}L${point(x, y + arm)}`;
  pen.path(cross, { stroke: colors.paper, width: 2 * unit });
}
