// The picture of the network as a file: PNG, SVG or PDF.
import type { Bridge } from '../bridge/bridge.ts';
import type { PictureFrame, PictureItems, PictureOf } from '../bridge/picture.ts';
import { language, plural, t } from '../words/i18n.ts';
import { CanvasPen } from './canvas.ts';
import { type Composition, compose, drawNetwork, type Scene } from './compose.ts';
import { loadTypeface, measureHere, type Typeface } from './fonts.ts';
import { newPdf, PdfPen, pdfBytes, pointsPerPixel } from './pdf.ts';
import { inSlices, type Patience } from './slices.ts';
import { SvgPen, svgFile } from './svg.ts';

export type PictureFormat = 'png' | 'svg' | 'pdf';

export interface PictureChoice {
  of: PictureOf;
  /** Of a PNG: pixels for a CSS pixel, 1 to 4. */
  scale: number;
  /** Of PNG and SVG: nothing is behind the network. */
  transparent: boolean;
  legend: boolean;
  /** An empty text is left out. */
  title: string;
  date: string;
  source: string;
}

/** Where the picture comes from. */
export interface PictureMaker {
  bridge: Bridge;
  /** The network is drawn on the screen: its pixels are then those of a PNG, unless it is large. */
  drawn: boolean;
}

/** Items that are asked for at once. */
const pieces = 500;
/** Up to so many nodes and ties, a PNG has the pixels of the screen's own renderer. */
const mostAtOnce = 5000;

/** Yields how much is laid out of what the picture shows; the program keeps it until it is told to forget it. */
function* laid(
  bridge: Bridge,
  of: PictureOf,
  around: (lay: () => PictureFrame) => PictureFrame,
  answer: boolean,
): Generator<number, Scene> {
  const frame = around(() => bridge.call('layOutPicture', { of, answer }));
  const scene: Scene = { frame, ties: [], nodes: [], texts: [], groups: [], proposed: [] };
  const all = frame.ties + frame.nodes + frame.texts + frame.groups + frame.proposed;
  let done = 0;
  for (const what of ['ties', 'nodes', 'texts', 'groups', 'proposed'] as const) {
    const list = scene[what] as PictureItems[typeof what][];
    while (list.length < frame[what]) {
      const items = bridge.call('pictureItems', { what, from: list.length, count: pieces });
      // Another picture was begun meanwhile.
      if (items.length === 0) throw new Error(t('picture.failed'));
      for (const item of items) list.push(item as PictureItems[typeof what]);
      done += items.length;
      yield done / all;
    }
  }
  return scene;
}

/**
 * Lays out what the picture shows; `answer`: with what an answer has marked. `around` can prepare the program and has to call what it is
 * given, at once.
 */
export async function layOut(
  bridge: Bridge,
  of: PictureOf,
  patience: Patience = {},
  around: (lay: () => PictureFrame) => PictureFrame = (lay) => lay(),
  answer = true,
): Promise<Scene> {
  await bridge.needRest();
  try {
    return await inSlices(laid(bridge, of, around, answer), patience);
  } finally {
    bridge.call('forgetPicture', {});
  }
}

/** The same on the spot; a picture that is being made then goes wrong. The program has to be whole. */
export function layOutAtOnce(bridge: Bridge, of: PictureOf, around: (lay: () => PictureFrame) => PictureFrame): Scene {
  const work = laid(bridge, of, around, true);
  let step = work.next();
  while (!step.done) step = work.next();
  bridge.call('forgetPicture', {});
  return step.value;
}

export function describe({ frame }: Scene): string {
  return t('picture.description', plural('count.nodes', frame.nodes), plural('count.edges', frame.ties));
}

/** One picture at a time: the program keeps what it laid out last. */
let queue: Promise<unknown> = Promise.resolve();

/** Rejects with the signal's reason when it is stopped, and with an Error that says what went wrong. */
export function makePicture(
  maker: PictureMaker,
  format: PictureFormat,
  choice: PictureChoice,
  patience: Patience = {},
): Promise<Blob> {
  const made = queue.catch(() => {}).then(() => make(maker, format, choice, patience));
  queue = made;
  return made;
}

/** Half of the work is collecting, half is drawing. */
function half(patience: Patience, second: boolean): Patience {
  const { signal, onProgress } = patience;
  return { signal, onProgress: onProgress && ((share) => onProgress(share / 2 + (second ? 0.5 : 0))) };
}

async function make(
  { bridge, drawn }: PictureMaker,
  format: PictureFormat,
  choice: PictureChoice,
  patience: Patience,
): Promise<Blob> {
  patience.signal?.throwIfAborted();
  const typeface = await loadTypeface();
  const scene = await layOut(bridge, choice.of, half(patience, false));
  const composition = compose(scene, choice, measureHere());
  const drawing = half(patience, true);
  if (format === 'svg') return asSvg(composition, typeface, choice, drawing);
  if (format === 'pdf') return asPdf(composition, typeface, choice, drawing);
  // Pixels of the screen's renderer come all at once: of a large network that takes as long as without a graphics card.
  const large = scene.ties.length + scene.nodes.length > mostAtOnce;
  if (!drawn || large) return asPng(composition, typeface, choice, drawing);
  return pngFromScreen(bridge, composition, choice);
}

/** Draws the whole with an SVG pen. */
export async function svgPen(
  { scene, network, surround }: Composition,
  typeface: Typeface,
  patience: Patience = {},
  prefix = '',
): Promise<SvgPen> {
  const pen = new SvgPen(prefix);
  await inSlices(drawNetwork(pen, scene, typeface, network), patience);
  surround(pen);
  return pen;
}

async function asSvg(
  composition: Composition,
  typeface: Typeface,
  { transparent }: PictureChoice,
  patience: Patience,
): Promise<Blob> {
  const { scene, width, height } = composition;
  const pen = await svgPen(composition, typeface, patience);
  const parts = svgFile(pen, {
    width,
    height,
    ...(!transparent && { background: scene.frame.colors.paper }),
    title: scene.frame.title || t('network.untitled'),
    description: describe(scene),
    typeface,
  });
  return new Blob(parts, { type: 'image/svg+xml' });
}

async function asPdf(
  { scene, width, height, network, surround }: Composition,
  typeface: Typeface,
  { transparent }: PictureChoice,
  patience: Patience,
): Promise<Blob> {
  // No page may be longer than 200 inches.
  const factor = Math.min(pointsPerPixel, 14_400 / Math.max(width, height));
  const document = await newPdf(typeface, {
    title: scene.frame.title || t('network.untitled'),
    language: language(),
    size: [width * factor, height * factor],
  });
  document.addPage();
  const content = document.markStructureContent('Figure');
  document.scale(factor);
  const pen = new PdfPen(document);
  if (!transparent) document.rect(0, 0, width, height).fill(scene.frame.colors.paper);
  await inSlices(drawNetwork(pen, scene, typeface, network), patience);
  surround(pen);
  document.endMarkedContent();
  const bbox: [number, number, number, number] = [0, 0, width * factor, height * factor];
  document.addStructure(document.struct('Figure', { alt: describe(scene), bbox } as { alt: string }, [content]));
  return new Blob(await pdfBytes(document), { type: 'application/pdf' });
}

function canvasOf(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  // Drawn at once in memory: what a graphics card is to draw later would hold up the page then.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error(t('picture.failed'));
  return [canvas, context];
}

export async function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(t('picture.failed'));
  return blob;
}

/** Browsers make no larger canvases than this. */
const largestSide = 16_384;
const largestArea = 16_384 * 8192;

export function scaleThatFits({ width, height }: Composition, wanted: number): number {
  return Math.min(
    Math.max(1, Math.min(wanted, 4)),
    largestSide / Math.max(width, height),
    Math.sqrt(largestArea / (width * height)),
  );
}

/** Draws the whole on a canvas of its own. */
export async function drawOnCanvas(
  { scene, width, height, network, surround }: Composition,
  typeface: Typeface,
  scale: number,
  background: string | null,
  patience: Patience = {},
): Promise<HTMLCanvasElement> {
  const [canvas, context] = canvasOf(Math.round(width * scale), Math.round(height * scale));
  if (background) {
    context.fillStyle = background;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.scale(scale, scale);
  const pen = new CanvasPen(context);
  await inSlices(drawNetwork(pen, scene, typeface, network), patience);
  surround(pen);
  return canvas;
}

async function asPng(
  composition: Composition,
  typeface: Typeface,
  { scale, transparent }: PictureChoice,
  patience: Patience,
): Promise<Blob> {
  const background = transparent ? null : composition.scene.frame.colors.paper;
  return pngOf(await drawOnCanvas(composition, typeface, scaleThatFits(composition, scale), background, patience));
}

/** The network as the screen's own renderer draws it, and the rest around it. */
async function pngFromScreen(
  bridge: Bridge,
  composition: Composition,
  { of, scale: wanted, transparent }: PictureChoice,
): Promise<Blob> {
  const { scene, width, height, network, surround } = composition;
  const {
    width: across,
    height: down,
    scale,
  } = bridge.call('picture', {
    of,
    scale: scaleThatFits(composition, wanted),
    transparent,
  });
  if (across <= 0 || down <= 0) throw new Error(t('picture.failed'));
  const pixels = new Uint8ClampedArray(bridge.takeBytes(across * down * 4).buffer);
  const [drawn, onto] = canvasOf(across, down);
  onto.putImageData(new ImageData(pixels, across, down), 0, 0);
  const [canvas, context] = canvasOf(Math.round(width * scale), Math.round(height * scale));
  if (!transparent) {
    context.fillStyle = scene.frame.colors.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(drawn, Math.round(network.x * scale), Math.round(network.y * scale));
  context.scale(scale, scale);
  surround(new CanvasPen(context));
  return pngOf(canvas);
}
