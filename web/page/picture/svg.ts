// SVG out of a pen: text stays text, and what belongs together is a group with a name that Inkscape shows.
import { familyInFiles, fontFaces, type Typeface } from './fonts.ts';
import { type GroupOptions, linesOf, n, type Paint, type Pen, type Writing } from './pen.ts';

/** Text as XML takes it in content and attributes; what XML cannot hold becomes U+FFFD. */
export function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML cannot hold
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** Around letters, pixels. */
const halo = 3.8;

export class SvgPen implements Pen {
  readonly #parts: string[] = [];
  readonly #prefix: string;
  #groups = 0;

  /** `prefix` begins every id, so that two pictures fit into one page. */
  constructor(prefix = '') {
    this.#prefix = prefix;
  }

  /** What was drawn. */
  get content(): string[] {
    return this.#parts;
  }

  begin(name: string, { layer, alpha, at }: GroupOptions = {}): void {
    this.#groups += 1;
    const id = `${this.#prefix}${layer ?? `g${this.#groups}`}`;
    const mode = layer === undefined ? '' : ' inkscape:groupmode="layer"';
    const opacity = alpha === undefined ? '' : ` opacity="${n(alpha)}"`;
    const moved = at && (at.x !== 0 || at.y !== 0) ? ` transform="translate(${n(at.x)} ${n(at.y)})"` : '';
    this.#parts.push(`<g id="${id}"${mode} inkscape:label="${escaped(name)}"${opacity}${moved}>`);
  }

  end(): void {
    this.#parts.push('</g>');
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    this.#parts.push(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}"${attributes(paint)}/>`);
  }

  path(d: string, paint: Paint): void {
    this.#parts.push(`<path d="${d}"${attributes(paint)}/>`);
  }

  text(text: string, writing: Writing): void {
    const { x, y, size, bold, fill, halo: around, anchor, alpha } = writing;
    const weight = bold ? ' font-weight="700"' : '';
    const middle = anchor === 'middle' ? ' text-anchor="middle"' : '';
    const opacity = alpha === undefined ? '' : ` opacity="${n(alpha)}"`;
    // With a space between, so that who reads or searches the file finds the whole text.
    const lines = text.includes('\n')
      ? linesOf(text, writing)
          .map(([line, at]) => `<tspan x="${n(x)}" y="${n(at)}">${escaped(line)}</tspan>`)
          .join(' ')
      : escaped(text);
    // The outline lies under the letters.
    const outline = around
      ? ` stroke="${around}" stroke-width="${halo}" stroke-opacity="0.9" stroke-linejoin="round" paint-order="stroke"`
      : '';
    this.#parts.push(
      `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" fill="${fill}"${weight}${middle}${opacity}${outline}>${lines}</text>`,
    );
  }
}

function attributes({ fill, stroke, width, dash, alpha, round }: Paint): string {
  let text = ` fill="${fill ?? 'none'}"`;
  if (stroke) text += ` stroke="${stroke}" stroke-width="${n(width ?? 1)}"`;
  if (dash) text += ` stroke-dasharray="${dash.map(n).join(' ')}"`;
  if (round) text += ' stroke-linejoin="round"';
  if (alpha !== undefined && alpha < 1) {
    if (fill) text += ` fill-opacity="${n(alpha)}"`;
    if (stroke) text += ` stroke-opacity="${n(alpha)}"`;
  }
  return text;
}

export interface SvgFrame {
  width: number;
  height: number;
  /** Colour of the background; nothing when it is transparent. */
  background?: string;
  title: string;
  description: string;
  /** Brings its typeface along. */
  typeface?: Typeface;
  /** It becomes a part of an HTML page. */
  inline?: boolean;
}

/** The parts of a whole SVG file around what was drawn. */
export function svgFile(pen: SvgPen, frame: SvgFrame): string[] {
  const { width, height, background, title, description, typeface, inline } = frame;
  const head = inline ? '' : '<?xml version="1.0" encoding="UTF-8"?>\n';
  const size = inline ? '' : ` width="${n(width)}" height="${n(height)}"`;
  return [
    `${head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"${size} viewBox="0 0 ${n(width)} ${n(height)}" role="img" font-family="${escaped(familyInFiles)}">`,
    `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>`,
    typeface ? `<style>${fontFaces(typeface)}</style>` : '',
    background ? `<rect width="${n(width)}" height="${n(height)}" fill="${background}"/>` : '',
    ...pen.content,
    '</svg>\n',
  ];
}
