// The report of the network as a file: HTML, PDF or Word.

import type { PictureFrame } from '../bridge/picture.ts';
import { later } from '../loading/late_parts.ts';
import { compose, drawNetwork, type Scene } from '../picture/compose.ts';
import { fontFaces, loadTypeface, measureHere } from '../picture/fonts.ts';
import { drawTextHere, pdfBytes } from '../picture/pdf.ts';
import { describe, drawOnCanvas, layOut, pngOf, scaleThatFits, svgPen } from '../picture/picture.ts';
import { inSlices, type Patience } from '../picture/slices.ts';
import { svgFile } from '../picture/svg.ts';
import type { Program } from '../program/program.ts';
import { yieldToEventLoop } from '../support/event_loop.ts';
import { language, t } from '../words/i18n.ts';
import type { MadeSection } from './blocks.ts';
import { ReportFacts } from './facts.ts';
import { htmlReport } from './html.ts';
import { laidForPaper, readable } from './paper.ts';
import { pdfReport, pictureOnPage } from './pdf.ts';
import { reportSections } from './sections.ts';

export type ReportFormat = 'html' | 'pdf' | 'docx';

export interface ReportChoice {
  title: string;
  /** Under the title; empty ones are left out. */
  date: string;
  source: string;
  /** Ids of the sections, in the order of the list. */
  sections: readonly string[];
  /** At most so many pages: what does not fit is left out, from the end. */
  pages?: number;
}

async function readableOnPaper(program: Program, em: number, patience: Patience): Promise<Scene> {
  const surroundings = { title: '', date: '', source: '', legend: true };
  await program.bridge.needRest();
  const work = readable((scene) => pictureOnPage(compose(scene, surroundings, measureHere())).scale * em);
  let step = work.next();
  while (!step.done) {
    const textScale = step.value;
    const light = (lay: () => PictureFrame) => laidForPaper(program, textScale, lay);
    // A report is about the network, whichever question somebody is looking at.
    step = work.next(await layOut(program.bridge, 'all', patience, light, false));
  }
  return step.value;
}

async function sectionsOf(
  facts: ReportFacts,
  chosen: readonly string[],
  signal: AbortSignal | undefined,
): Promise<MadeSection[]> {
  const made: MadeSection[] = [];
  for (const { id, title, appendix = false, make } of reportSections) {
    if (!chosen.includes(id)) continue;
    // Each tie once: the table says more than the sentences.
    if (id === 'ties' && chosen.includes('tieTable')) continue;
    await yieldToEventLoop();
    signal?.throwIfAborted();
    const blocks = await make(facts);
    if (blocks.length > 0) made.push({ id, title: t(title), appendix, blocks });
  }
  return made;
}

function headOf({ title, date, source }: Omit<ReportChoice, 'sections'>, usual: string) {
  return { language: language(), title: title || usual, lines: [date, source].filter((line) => line !== '') };
}

/** Sections that are made already, as a PDF of A4 pages. */
export async function sheetOf(
  choice: Omit<ReportChoice, 'sections'>,
  sections: MadeSection[],
  patience: Patience,
): Promise<Blob> {
  const typeface = await loadTypeface();
  const sheet = { ...headOf(choice, ''), sections, picture: null };
  const { document, work } = await pdfReport(sheet, typeface, drawTextHere, measureHere());
  await inSlices(work, patience);
  return new Blob(await pdfBytes(document), { type: 'application/pdf' });
}

/** Rejects with the signal's reason when it is stopped, and with an Error that says what went wrong. */
export async function makeReport(
  program: Program,
  format: ReportFormat,
  choice: ReportChoice,
  patience: Patience = {},
): Promise<Blob> {
  const { bridge } = program;
  const { signal, onProgress } = patience;
  await bridge.needRest();
  const typeface = await loadTypeface();
  const facts = new ReportFacts(bridge, language());
  const sections = await sectionsOf(facts, choice.sections, signal);
  const first = { signal, onProgress: onProgress && ((share: number) => onProgress(share / 3)) };
  const then = { signal, onProgress: onProgress && ((share: number) => onProgress(1 / 3 + (share * 2) / 3)) };
  const wanted = sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'picture'));
  const scene = wanted ? await readableOnPaper(program, typeface.em, first) : null;
  const surroundings = { title: '', date: '', source: '', legend: true };
  const composition = scene && compose(scene, surroundings, measureHere());
  const common = { ...headOf(choice, facts.title), sections, ...(choice.pages && { pages: choice.pages }) };
  const text = scene ? describe(scene) : '';
  if (format === 'pdf') {
    const picture = composition && {
      width: composition.width,
      height: composition.height,
      text,
      *draw(pen: Parameters<typeof drawNetwork>[0]): Generator<number, void> {
        yield* drawNetwork(pen, composition.scene, typeface, composition.network);
        composition.surround(pen);
      },
    };
    const { document, work } = await pdfReport({ ...common, picture }, typeface, drawTextHere, measureHere());
    await inSlices(work, then);
    return new Blob(await pdfBytes(document), { type: 'application/pdf' });
  }
  if (format === 'docx') {
    const { wordReport } = await later('word', () => import('./word.ts'));
    const { width = 0, height = 0 } = composition ?? {};
    // Large enough to be read when it is as wide as the page.
    const png =
      composition &&
      (await pngOf(await drawOnCanvas(composition, typeface, scaleThatFits(composition, 2), '#ffffff', then)));
    const landscape = pictureOnPage({ width, height }).landscape;
    const picture = png && { png: new Uint8Array(await png.arrayBuffer()), width, height, text, landscape };
    return wordReport({ ...common, picture });
  }
  let svg = '';
  if (composition) {
    const pen = await svgPen(composition, typeface, then, 'picture-');
    svg = svgFile(pen, {
      width: composition.width,
      height: composition.height,
      background: composition.scene.frame.colors.paper,
      title: common.title,
      description: text,
      inline: true,
    }).join('');
  }
  const parts: string[] = [];
  function* write(): Generator<number, void> {
    for (const part of htmlReport({
      ...common,
      picture: composition && { svg, text, landscape: pictureOnPage(composition).landscape },
      fontFaces: fontFaces(typeface),
    })) {
      parts.push(part);
      yield 1;
    }
  }
  await inSlices(write(), { signal });
  return new Blob(parts, { type: 'text/html;charset=utf-8' });
}
