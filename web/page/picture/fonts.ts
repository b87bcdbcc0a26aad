// The typeface of pictures: its bytes for files that bring it along, and how a line of it is measured.
import { bytesOfFont } from '../support/font_files.ts';

export interface Typeface {
  regular: Uint8Array<ArrayBuffer>;
  bold: Uint8Array<ArrayBuffer>;
  /** Of a line from ascent to descent: the em, and how far below its upper side letters stand. */
  em: number;
  baseline: number;
}

/** What files name, first ours, then what others have that is as wide. */
export const familyInFiles =
  '"Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Verdana, "DejaVu Sans", sans-serif';
/** What this page calls it. */
export const familyHere = 'Atkinson, system-ui, sans-serif';

/** Units of the em, ascent and descent, from the tables `head` and `hhea` of a TrueType font. */
function measuresOf(font: Uint8Array): { em: number; ascent: number; descent: number } {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i += 1) {
    const at = 12 + i * 16;
    tables.set(String.fromCharCode(...font.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const head = tables.get('head');
  const hhea = tables.get('hhea');
  if (head === undefined || hhea === undefined) throw new Error('the typeface has no measures');
  return { em: view.getUint16(head + 18), ascent: view.getInt16(hhea + 4), descent: -view.getInt16(hhea + 6) };
}

export function typefaceOf(regular: Uint8Array<ArrayBuffer>, bold: Uint8Array<ArrayBuffer>): Typeface {
  const { em, ascent, descent } = measuresOf(regular);
  return { regular, bold, em: em / (ascent + descent), baseline: ascent / (ascent + descent) };
}

let typeface: Promise<Typeface> | undefined;

/** The page's own typeface, which its canvases can write with when this resolves. Throws FetchFailed. */
export function loadTypeface(): Promise<Typeface> {
  typeface ??= Promise.all([bytesOfFont('regular', 'output'), bytesOfFont('bold', 'output')]).then((fonts) =>
    typefaceOf(...fonts),
  );
  typeface.catch(() => {
    typeface = undefined;
  });
  return typeface;
}

export type Measure = (text: string, size: number, bold: boolean) => number;

/** How wide a text is on a canvas of this page. */
export function measureHere(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size, bold) => {
    if (!context) return text.length * size * 0.5;
    context.font = fontHere(size, bold);
    return context.measureText(text).width;
  };
}

export function fontHere(size: number, bold: boolean): string {
  return `${bold ? 'bold ' : ''}${size}px ${familyHere}`;
}

/** As CSS for a file that brings its typeface along. */
export function fontFaces({ regular, bold }: Typeface): string {
  const face = (bytes: Uint8Array, weight: number) =>
    `@font-face{font-family:"Atkinson Hyperlegible Next";font-weight:${weight};src:url(data:font/ttf;base64,${base64(bytes)})}`;
  return face(regular, 400) + face(bold, 700);
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
