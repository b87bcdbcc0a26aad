// A node as shapes: what web/canvas/shaders draw, in paths.
import type { PictureFrame, PictureNode } from '../bridge/picture.ts';
import { mixed, type Paint, type Pen, point, polygon, rectangle } from './pen.ts';

export type Colors = PictureFrame['colors'];

/** From this radius on, pixels, a node has signs, rims and beads. */
const withSigns = 7;
const mostBeads = 5;

/** A square with round corners, from the middle of its upper side clockwise. */
function square(x: number, y: number, half: number, corner: number): string {
  const c = Math.max(corner, 0);
  const arc = (dx: number, dy: number) => `A${point(c, c)} 0 0 1 ${point(x + dx, y + dy)}`;
  const inner = half - c;
  return (
    `M${point(x, y - half)}L${point(x + inner, y - half)}${arc(half, -inner)}L${point(x + half, y + inner)}` +
    `${arc(inner, half)}L${point(x - inner, y + half)}${arc(-half, inner)}L${point(x - half, y - inner)}${arc(-inner, -half)}Z`
  );
}

/** The first `share` of that square's outline, by the angle seen from its middle. */
function partOfSquare(x: number, y: number, half: number, corner: number, share: number): string {
  const c = Math.max(corner, 0);
  const inner = half - c;
  const steps = Math.max(2, Math.ceil(share * 96));
  const points: string[] = [];
  for (let i = 0; i <= steps; i += 1) {
    const angle = (i / steps) * share * 2 * Math.PI;
    const [ux, uy] = [Math.sin(angle), -Math.cos(angle)];
    // Where the ray from the middle leaves the square; in a corner, where it leaves the circle there.
    let reach = half / Math.max(Math.abs(ux), Math.abs(uy));
    if (Math.abs(ux) * reach > inner && Math.abs(uy) * reach > inner) {
      const along = (Math.abs(ux) + Math.abs(uy)) * inner;
      reach = along + Math.sqrt(Math.max(0, along * along - 2 * inner * inner + c * c));
    }
    points.push(point(x + ux * reach, y + uy * reach));
  }
  return `M${points.join('L')}`;
}

function hexagon(x: number, y: number, r: number): string {
  const apothem = r * 0.95;
  const side = (apothem * 2) / Math.sqrt(3);
  const corners = [
    [side, 0],
    [side / 2, apothem],
    [-side / 2, apothem],
    [-side, 0],
    [-side / 2, -apothem],
    [side / 2, -apothem],
  ] as const;
  return polygon(corners.map(([dx, dy]) => [x + dx, y + dy]));
}

/** A star with five round rays: r(0.92 + 0.16 cos 5θ), as cubic curves that have its points and directions. */
function star(x: number, y: number, r: number): string {
  const pieces = 20;
  const place = (angle: number) => {
    const radius = r * (0.92 + 0.16 * Math.cos(5 * angle));
    const growth = r * -0.8 * Math.sin(5 * angle);
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    // Angle 0 is straight up.
    return {
      x: x + radius * sin,
      y: y - radius * cos,
      dx: growth * sin + radius * cos,
      dy: -growth * cos + radius * sin,
    };
  };
  const step = (2 * Math.PI) / pieces;
  let from = place(0);
  let d = `M${point(from.x, from.y)}`;
  for (let i = 1; i <= pieces; i += 1) {
    const to = place(i * step);
    const third = step / 3;
    d += `C${point(from.x + from.dx * third, from.y + from.dy * third)} ${point(to.x - to.dx * third, to.y - to.dy * third)} ${point(to.x, to.y)}`;
    from = to;
  }
  return `${d}Z`;
}

function drawOutline(pen: Pen, node: PictureNode, paint: Paint): void {
  const { x, y, radius: r, shape } = node;
  if (shape === 'square') pen.path(square(x, y, r * 0.92, r * 0.34), paint);
  else if (shape === 'hexagon') pen.path(hexagon(x, y, r), paint);
  else if (shape === 'star') pen.path(star(x, y, r), paint);
  else pen.circle(x, y, r, paint);
}

/** The second cue of a colour. `s` is the unit of the sign. */
function drawSign(pen: Pen, sign: number, x: number, y: number, s: number, fill: string): void {
  const paint = { fill, alpha: 0.95 };
  const box = (cx: number, cy: number, halfX: number, halfY: number) =>
    pen.path(rectangle(x + (cx - halfX) * s, y + (cy - halfY) * s, 2 * halfX * s, 2 * halfY * s), paint);
  if (sign === 0) {
    box(0, 0.25, 0.62, 0.28);
    box(0, -0.32, 0.42, 0.16);
  } else if (sign === 1) box(0, 0, 0.5, 0.5);
  else if (sign === 2) {
    const corners = [
      [0, -0.72],
      [0.676, 0.45],
      [-0.676, 0.45],
    ] as const;
    pen.path(polygon(corners.map(([dx, dy]) => [x + dx * s, y + dy * s])), paint);
  } else if (sign === 3) pen.circle(x, y, 0.48 * s, paint);
  else if (sign === 4) pen.circle(x, y, 0.46 * s, { stroke: fill, width: 0.28 * s, alpha: 0.95 });
  else if (sign === 5) {
    const [a, b] = [0.6 * s, 0.17 * s];
    const corners = [
      [-b, -a],
      [b, -a],
      [b, -b],
      [a, -b],
      [a, b],
      [b, b],
      [b, a],
      [-b, a],
      [-b, b],
      [-a, b],
      [-a, -b],
      [-b, -b],
    ] as const;
    pen.path(polygon(corners.map(([dx, dy]) => [x + dx, y + dy])), paint);
  } else if (sign === 6) {
    box(0, 0.32, 0.56, 0.14);
    box(0, -0.32, 0.56, 0.14);
  } else {
    const d = 0.594 * s;
    pen.path(
      polygon([
        [x, y - d],
        [x + d, y],
        [x, y + d],
        [x - d, y],
      ]),
      paint,
    );
  }
}

/** Open beads above are needs, filled ones below offers: a dot could fill a notch. */
function drawBeads(pen: Pen, node: PictureNode, colors: Colors): void {
  const { x, y, radius: r, color, needs = 0, offers = 0 } = node;
  const bead = Math.min(Math.max(r * 0.2, 2.2), 5);
  const places = (count: number, middle: number) =>
    Array.from({ length: Math.min(count, mostBeads) }, (_, i) => {
      const angle = middle + (i - (Math.min(count, mostBeads) - 1) / 2) * 0.5;
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)] as const;
    });
  for (const [bx, by] of places(needs, -Math.PI / 2))
    pen.circle(bx, by, bead, { fill: colors.paper, stroke: color, width: 1.6 });
  for (const [bx, by] of places(offers, Math.PI / 2)) {
    pen.circle(bx, by, bead + 1.2, { fill: colors.paper });
    pen.circle(bx, by, bead, { fill: mixed(color, colors.ink, 0.35) });
  }
}

export function drawPin(pen: Pen, x: number, y: number, colors: Colors): void {
  pen.circle(x, y, 5, { fill: colors.paper });
  pen.circle(x, y, 3.4, { fill: colors.ink });
  pen.circle(x, y, 1.3, { fill: colors.paper });
}

/** A node without a name is drawn without a group of its own. */
export function drawNode(pen: Pen, node: PictureNode, colors: Colors): void {
  const { x, y, radius: r, color } = node;
  const grouped = node.name !== '';
  if (grouped) pen.begin(node.name, node.dimmed && { alpha: 0.22 });
  const gap = Math.min(1.5, r * 0.25);
  const ring = Math.min(1.5, r * 0.25 + 0.25);
  if (node.selected) {
    drawOutline(pen, node, { stroke: colors.accent, width: 4 * (gap + ring), round: true });
    drawOutline(pen, node, { stroke: colors.paper, width: 4 * gap, round: true });
  }
  drawOutline(pen, node, { stroke: colors.paper, width: 2 * gap, round: true });
  drawOutline(pen, node, { fill: color });
  if (r > withSigns) {
    const rim = Math.max(2, r * 0.12);
    if (node.shape === 'doubleDisc') pen.circle(x, y, r - rim * 1.6, { stroke: colors.paper, width: rim * 0.7 });
    if (node.shape === 'square') {
      const [half, corner] = [r * 0.92 - rim * 1.2, r * 0.34 - rim * 1.2];
      pen.path(square(x, y, half, corner), { stroke: colors.paper, width: rim * 1.2 });
      if (node.progress)
        pen.path(partOfSquare(x, y, half, corner, node.progress), { stroke: colors.ink, width: rim * 1.2 });
    }
    if (node.glyph !== undefined) drawSign(pen, node.glyph, x, y, r * 0.52, colors.paper);
    drawBeads(pen, node, colors);
  }
  if (node.pinned && r > 6) drawPin(pen, x + 0.72 * r, y - 0.72 * r, colors);
  if (grouped) pen.end();
}
