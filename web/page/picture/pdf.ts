// PDF out of a pen: lines stay lines, text stays text in an embedded typeface. The library comes when the first PDF is made.
import { later } from '../loading/late_parts.ts';
import { fontHere, measureHere, type Typeface } from './fonts.ts';
import { type GroupOptions, linesOf, type Paint, type Pen, type Writing } from './pen.ts';

export type PdfDocument = PDFKit.PDFDocument;

/** A picture of a text, for letters that the typeface lacks; lengths as in the text. */
export interface TextImage {
  pixels: ImageData;
  width: number;
  height: number;
  /** How far the pen of the first letter is from the left side, and its line from the upper one. */
  left: number;
  baseline: number;
}

export type DrawText = (text: string, writing: Writing) => TextImage | null;

/** Points of a PDF for a pixel of CSS. */
export const pointsPerPixel = 0.75;

export interface PdfOptions {
  title: string;
  /** Of the text in it, as in HTML. */
  language: string;
  /** Points; A4 when left out. */
  size?: [number, number];
  margins?: { top: number; bottom: number; left: number; right: number };
}

/** The bytes of each document so far. */
const written = new WeakMap<PdfDocument, () => Uint8Array<ArrayBuffer>[]>();

/** A document that is tagged for screen readers, with the fonts `regular` and `bold`. */
export async function newPdf(typeface: Typeface, { title, language, size, margins }: PdfOptions): Promise<PdfDocument> {
  const { default: Document } = await later('pdfkit', () => import('pdfkit'));
  const document = new Document({
    size: size ?? 'A4',
    margins: margins ?? { top: 0, bottom: 0, left: 0, right: 0 },
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    // None: one that is opened without a name would be read again for each text that uses it.
    font: '',
    info: { Title: title, Creator: 'Impactweb', Producer: 'Impactweb' },
  });
  // The library reads any bytes; its types know Node's alone.
  document.registerFont('regular', typeface.regular as unknown as string);
  document.registerFont('bold', typeface.bold as unknown as string);
  // What is written goes past the document's own queue, which for a large one takes longer than making it. The beginning is in it already.
  const first: Uint8Array<ArrayBuffer>[] = [];
  const then: Uint8Array<ArrayBuffer>[] = [];
  written.set(document, () => [...first, ...then]);
  const stream = document as unknown as { push(chunk: Uint8Array<ArrayBuffer> | null): boolean };
  const push = stream.push.bind(document);
  stream.push = (chunk) => (chunk === null ? push(null) : then.push(chunk) > 0);
  document.on('data', (chunk: Uint8Array<ArrayBuffer>) => first.push(chunk));
  return document;
}

/** Ends the document and gives its bytes. */
export function pdfBytes(document: PdfDocument): Promise<Uint8Array<ArrayBuffer>[]> {
  return new Promise((resolve, reject) => {
    document.on('error', reject);
    document.on('end', () => resolve(written.get(document)?.() ?? []));
    document.end();
  });
}

/** True when the document's present font has all letters of `text`. */
export function canWrite(document: PdfDocument, text: string): boolean {
  const { font } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font;
  for (const letter of text) if (!font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)) return false;
  return true;
}

/** Draws a text with the browser's own fonts, four pixels for each. */
export const drawTextHere: DrawText = (text, { size, bold = false, fill, halo }) => {
  const density = 4;
  const canvas = globalThis.document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return null;
  const width = measureHere()(text, size, bold) + size;
  const height = size * 1.8;
  canvas.width = Math.min(8192, Math.ceil(width * density));
  canvas.height = Math.ceil(height * density);
  context.scale(density, density);
  context.font = fontHere(size, bold);
  context.lineJoin = 'round';
  if (halo) {
    context.strokeStyle = halo;
    context.lineWidth = 3.8;
    context.globalAlpha = 0.9;
    context.strokeText(text, size / 2, size * 1.2);
    context.globalAlpha = 1;
  }
  context.fillStyle = fill;
  context.fillText(text, size / 2, size * 1.2);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  // Who draws it larger or smaller mixes neighbours: what nobody sees has the colour of what lies beside it, and is not black.
  const beside = [1, 3, 5].map((at) => Number.parseInt((halo ?? fill).slice(at, at + 2), 16));
  for (let at = 0; at < pixels.data.length; at += 4) if (pixels.data[at + 3] === 0) pixels.data.set(beside, at);
  return { pixels, width, height, left: size / 2, baseline: size * 1.2 };
};

/** Pixels in the form in which the library takes images; its own PNG reader wants a worker of its own, which this page allows nobody. */
function imageOf({ pixels: { data, width, height } }: TextImage, label: string) {
  const colors = new Uint8Array(width * height * 3);
  const cover = new Uint8Array(width * height);
  for (let i = 0; i < cover.length; i += 1) {
    colors.set(data.subarray(i * 4, i * 4 + 3), i * 3);
    cover[i] = data[i * 4 + 3] ?? 0;
  }
  const entry = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: 8 };
  return {
    width,
    height,
    label,
    obj: null as PDFKit.PDFKitReference | null,
    embed(document: PdfDocument) {
      const mask = document.ref({ ...entry, ColorSpace: 'DeviceGray' });
      mask.end(cover);
      this.obj = document.ref({ ...entry, ColorSpace: 'DeviceRGB', SMask: mask });
      this.obj.end(colors);
    },
  };
}

let images = 0;

const oneLine = { lineBreak: false, baseline: 'alphabetic' } as const;

/** Writes a line of text with letters that the typeface may lack: then it is a picture that can be copied as text. */
export function writeLine(document: PdfDocument, drawText: DrawText, text: string, writing: Writing): void {
  const { x, y, size, bold = false, fill, halo, anchor, alpha = 1 } = writing;
  document.font(bold ? 'bold' : 'regular', size);
  if (!canWrite(document, text)) {
    const image = drawText(text, writing);
    if (!image) return;
    const left = anchor === 'middle' ? x - image.width / 2 : x - image.left;
    document.opacity(alpha);
    document.markContent('Span', { actual: text });
    images += 1;
    const source = imageOf(image, `T${images}`) as unknown as string;
    document.image(source, left, y - image.baseline, { width: image.width, height: image.height });
    // Readers copy and search text alone: letters that nobody sees stand in the picture's place, and say what it says.
    document.fillOpacity(0).text('m'.repeat(Math.max(1, [...text].length)), left + image.left, y, oneLine);
    document.endMarkedContent();
    return;
  }
  const left = anchor === 'middle' ? x - document.widthOfString(text) / 2 : x;
  if (halo) {
    document
      .lineJoin('round')
      .lineWidth(3.8)
      .strokeColor(halo)
      .strokeOpacity(alpha * 0.9);
    document.text(text, left, y, { ...oneLine, stroke: true, fill: false });
  }
  document.fillColor(fill).fillOpacity(alpha);
  document.text(text, left, y, oneLine);
}

export class PdfPen implements Pen {
  readonly #document: PdfDocument;
  readonly #drawText: DrawText;
  #alphas: number[] = [1];
  #moved: boolean[] = [];

  constructor(document: PdfDocument, drawText: DrawText = drawTextHere) {
    this.#document = document;
    this.#drawText = drawText;
  }

  get #alpha(): number {
    return this.#alphas.at(-1) ?? 1;
  }

  begin(_name: string, { alpha = 1, at }: GroupOptions = {}): void {
    this.#alphas.push(this.#alpha * alpha);
    this.#moved.push(at !== undefined);
    if (at) this.#document.save().translate(at.x, at.y);
  }

  end(): void {
    this.#alphas.pop();
    if (this.#moved.pop()) this.#document.restore();
  }

  circle(x: number, y: number, radius: number, paint: Paint): void {
    if (radius > 0) this.#paint(this.#document.circle(x, y, radius), paint);
  }

  path(d: string, paint: Paint): void {
    this.#paint(this.#document.path(d), paint);
  }

  text(text: string, writing: Writing): void {
    const alpha = (writing.alpha ?? 1) * this.#alpha;
    for (const [line, y] of linesOf(text, writing)) {
      writeLine(this.#document, this.#drawText, line, { ...writing, y, alpha });
    }
  }

  #paint(document: PdfDocument, { fill, stroke, width = 1, dash, alpha = 1, round }: Paint): void {
    document.opacity(alpha * this.#alpha);
    if (stroke) {
      document.lineWidth(width).lineJoin(round ? 'round' : 'miter');
      if (dash) document.dash(dash[0], { space: dash[1] });
    }
    if (fill && stroke) document.fillAndStroke(fill, stroke);
    else if (stroke) document.stroke(stroke);
    else if (fill) document.fill(fill);
    if (dash) document.undash();
  }
}
