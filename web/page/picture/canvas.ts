// A canvas out of a pen: pixels of the page's own typeface and, for what it lacks, the browser's.
import { fontHere } from './fonts.ts';
import { type GroupOptions, linesOf, type Paint, type Pen, type Writing } from './pen.ts';

export class CanvasPen implements Pen {
  readonly #context: CanvasRenderingContext2D;
  #alphas: number[] = [1];

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  begin(_name: string, { alpha = 1, at = { x: 0, y: 0 } }: GroupOptions = {}): void {
    this.#alphas.push((this.#alphas.at(-1) ?? 1) * alpha);
    this.#context.save();
    this.#context.translate(at.x, at.y);
  }

  end(): void {
    this.#alphas.pop();
    this.#context.restore();
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    const path = new Path2D();
    path.arc(x, y, Math.max(radius, 0), 0, 2 * Math.PI);
    this.#draw(path, paint);
  }

  path(d: string, paint: Paint): void {
    this.#draw(new Path2D(d), paint);
  }

  text(text: string, writing: Writing): void {
    for (const [line, y] of linesOf(text, writing)) this.#line(line, { ...writing, y });
  }

  #line(text: string, { x, y, size, bold = false, fill, halo, anchor = 'start', alpha = 1 }: Writing): void {
    const context = this.#context;
    context.font = fontHere(size, bold);
    context.textAlign = anchor === 'middle' ? 'center' : 'left';
    context.textBaseline = 'alphabetic';
    if (halo) {
      context.globalAlpha = (this.#alphas.at(-1) ?? 1) * alpha * 0.9;
      context.strokeStyle = halo;
      context.lineWidth = 3.8;
      context.lineJoin = 'round';
      context.strokeText(text, x, y);
    }
    context.globalAlpha = (this.#alphas.at(-1) ?? 1) * alpha;
    context.fillStyle = fill;
    context.fillText(text, x, y);
  }

  #draw(path: Path2D, { fill, stroke, width = 1, dash, alpha = 1, round }: Paint): void {
    const context = this.#context;
    context.globalAlpha = (this.#alphas.at(-1) ?? 1) * alpha;
    if (fill) {
      context.fillStyle = fill;
      context.fill(path);
    }
    if (!stroke) return;
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.lineJoin = round ? 'round' : 'miter';
    context.setLineDash(dash ? [...dash] : []);
    context.stroke(path);
  }
}
