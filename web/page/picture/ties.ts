// A tie as lines: what web/canvas/shaders draw, in paths.
import type { PictureTie } from '../bridge/picture.ts';
import { n, type Pen, point, polygon, rectangle } from './pen.ts';

type Point = readonly [number, number];

/** Pixels between a node's rim and the tie. */
const gap = 3;
/** The part of a loop that is outside of its node. */
const loopPart: Point = [0.42, 1.08];
export const dashes = { dashed: [6.5, 4.5], thin: [2.5, 3.5] } as const;

interface Curve {
  at(t: number): Point;
  /** The part of it from `t0` to `t1`, as a path. */
  path(t0: number, t1: number): string;
  /** Which part is between the rims, with room for arrowheads of this length at the ends that have one. */
  visible(head: number): Point;
  middle: Point;
}

function loopOf({ from: [x, y], radii, bend = 0 }: PictureTie): Curve {
  const radius = radii[0] * 0.75 + bend;
  const centerY = y - radii[0] - radius * 0.55;
  const at = (t: number): Point => {
    const angle = (t - 0.25) * 2 * Math.PI;
    return [x + radius * Math.cos(angle), centerY + radius * Math.sin(angle)];
  };
  return {
    at,
    path: (t0, t1) => `M${point(...at(t0))}A${n(radius)} ${n(radius)} 0 ${t1 - t0 > 0.5 ? 1 : 0} 1 ${point(...at(t1))}`,
    visible: () => loopPart,
    middle: at(0),
  };
}

function lineOf({ from, to, radii, bend = 0, heads }: PictureTie): Curve {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const length = Math.max(Math.hypot(dx, dy), 1e-6);
  // The middle of a quadratic curve is half as far from the straight line as its control point.
  const control: Point = [
    (from[0] + to[0]) / 2 - (dy / length) * 2 * bend,
    (from[1] + to[1]) / 2 + (dx / length) * 2 * bend,
  ];
  /** The curve's polar form: at (t, t) a point on it, at (t0, t1) the control point of the part between. */
  const polar = (s: number, t: number): Point => {
    const [a, b, c] = [(1 - s) * (1 - t), s + t - 2 * s * t, s * t];
    return [a * from[0] + b * control[0] + c * to[0], a * from[1] + b * control[1] + c * to[1]];
  };
  return {
    at: (t) => polar(t, t),
    path: (t0, t1) =>
      bend === 0
        ? `M${point(...polar(t0, t0))}L${point(...polar(t1, t1))}`
        : `M${point(...polar(t0, t0))}Q${point(...polar(t0, t1))} ${point(...polar(t1, t1))}`,
    visible: (head) => [
      (radii[0] + gap + (heads === 'both' ? head : 0)) / length,
      1 - (radii[1] + gap + (heads ? head : 0)) / length,
    ],
    middle: polar(0.5, 0.5),
  };
}

/** The three corners of an arrowhead at `t`, which looks away from `t - step`. */
function arrowhead(curve: Curve, t: number, step: number, size: number): Point[] {
  const tip = curve.at(t);
  const behind = curve.at(t - step);
  const length = Math.hypot(tip[0] - behind[0], tip[1] - behind[1]) || 1;
  const [wx, wy] = [(tip[0] - behind[0]) / length, (tip[1] - behind[1]) / length];
  const corner = (side: number): Point => [
    tip[0] - wx * size - wy * side * size * 0.48,
    tip[1] - wy * size + wx * side * size * 0.48,
  ];
  return [tip, corner(1), corner(-1)];
}

export function drawCoin(pen: Pen, [x, y]: Point, color: string, paper: string, alpha: number): void {
  pen.circle(x, y, 6.5, { fill: color, alpha });
  pen.circle(x, y, 5.2, { fill: paper });
  const end = Math.acos(1.2 / 2.7);
  const onArc = (angle: number) => point(x + 0.6 + 2.7 * Math.cos(angle), y + 2.7 * Math.sin(angle));
  pen.path(`M${onArc(end)}A2.7 2.7 0 1 1 ${onArc(-end)}`, { stroke: color, width: 1.1, alpha });
  for (const bar of [-0.9, 0.9]) pen.path(rectangle(x - 3.6, y + bar - 0.4, 4.8, 0.8), { fill: color, alpha });
}

/** A tie without a name is drawn without a group of its own. */
export function drawTie(pen: Pen, tie: PictureTie, paper: string): void {
  const curve = tie.loop ? loopOf(tie) : lineOf(tie);
  const rim = curve.visible(0);
  let line = curve.visible(tie.head - 1);
  if (line[0] >= line[1]) line = [0.5, 0.5];
  const { color, alpha, width } = tie;
  if (tie.name !== '') pen.begin(tie.name);
  if (line[0] < line[1]) {
    pen.path(curve.path(...line), {
      stroke: color,
      width,
      alpha,
      ...(tie.dash && { dash: dashes[tie.dash] }),
    });
  }
  if (tie.heads && rim[0] < rim[1]) {
    const step = tie.loop ? 0.03 : 0.02;
    pen.path(polygon(arrowhead(curve, rim[1], step, tie.head)), { fill: color, alpha });
    if (tie.heads === 'both') pen.path(polygon(arrowhead(curve, rim[0], -step, tie.head)), { fill: color, alpha });
  }
  if (tie.coin) drawCoin(pen, curve.middle, color, paper, alpha);
  if (tie.name !== '') pen.end();
}
