// What people take out of a network to look at and to hand on: pictures and reports. In one piece, which is fetched when somebody wants one.

import { checkPictureOptions, checkReportOptions } from '../api/export_options.ts';
import { wayOn } from '../loading/late_parts.ts';
import { askPicture, sourceLine, today } from '../picture/dialog.ts';
import { makePicture, type PictureChoice, type PictureFormat, type PictureMaker } from '../picture/picture.ts';
import type { Patience } from '../picture/slices.ts';
import type { Program } from '../program/program.ts';
import type { MadeSection } from '../report/blocks.ts';
import { askReport } from '../report/dialog.ts';
import { makeReport, type ReportFormat, sheetOf } from '../report/report.ts';
import { reportSections } from '../report/sections.ts';
import { FetchFailed } from '../support/fetching.ts';
import { showTrouble } from '../widgets/dialogs.ts';
import { download } from '../widgets/dom.ts';
import { whileShown } from '../widgets/toast.ts';
import { moreWords, t } from '../words/i18n.ts';

export { printPictures } from './printing.ts';

function makerOf({ bridge, stage }: Program): PictureMaker {
  return { bridge, drawn: !stage.webglMissing };
}

/** Does long work with a notice of how far it is, once it takes a moment; null when it was stopped, or went wrong and that was said. */
async function made(work: (patience: Patience) => Promise<Blob>): Promise<Blob | null> {
  let stopped: AbortSignal | undefined;
  try {
    return await whileShown(
      t('picture.making'),
      t('arranging.stop'),
      (shown) => {
        stopped = shown.signal;
        return work(shown);
      },
      400,
    );
  } catch (error) {
    if (stopped?.aborted) return null;
    let again = false;
    const way = error instanceof FetchFailed ? wayOn(error, () => (again = true)) : undefined;
    await showTrouble(t('files.notSaved'), error instanceof Error ? error.message : String(error), way);
    return again ? made(work) : null;
  }
}

/** Asks what the picture is to show, and gives the file to the downloads. `fileName` has no ending. */
export async function savePicture(program: Program, title: string, fileName: string): Promise<void> {
  await Promise.all([moreWords('picture', 'report', 'insight'), program.bridge.needRest()]);
  const asked = await askPicture(makerOf(program), title);
  if (!asked) return;
  const blob = await made((patience) => makePicture(makerOf(program), asked.format, asked.choice, patience));
  if (blob) download(`${fileName}.${asked.format}`, blob);
  program.stage.requestFrame();
}

/** Asks what the report is to say, and gives the file to the downloads. */
export async function saveReport(program: Program, title: string, fileName: string): Promise<void> {
  await Promise.all([moreWords('picture', 'report', 'insight'), program.bridge.needRest()]);
  const asked = await askReport(title);
  if (!asked) return;
  const blob = await made((patience) => makeReport(program, asked.format, asked.choice, patience));
  if (blob) download(`${fileName}.${asked.format}`, blob);
  program.stage.requestFrame();
}

/** Sheets to print, as a PDF for the downloads. */
export async function saveSheet(title: string, sections: MadeSection[], fileName: string): Promise<void> {
  await moreWords('picture', 'report');
  const blob = await made((patience) => sheetOf({ title, date: today(), source: '' }, sections, patience));
  if (blob) download(`${fileName}.pdf`, blob);
}

/** A text, what stands there by itself, or nothing. */
function textOf(wanted: boolean | string | undefined, usual: string): string {
  return typeof wanted === 'string' ? wanted : wanted ? usual : '';
}

/** For the JavaScript API. Throws TypeError or RangeError for an option that is none. */
export async function pictureFor(
  program: Program,
  format: PictureFormat,
  options: unknown,
  title: string,
): Promise<Blob> {
  await moreWords('picture', 'report', 'insight');
  checkPictureOptions(options);
  const { of = 'all', scale = 2, transparent = false, legend = false, signal, onProgress } = options;
  const choice: PictureChoice = {
    of,
    scale,
    transparent,
    legend,
    title: textOf(options.title, title),
    date: textOf(options.date, today()),
    source: sourceLine(options.source ?? ''),
  };
  const made = await makePicture(makerOf(program), format, choice, { signal, onProgress });
  program.stage.requestFrame();
  return made;
}

/** For the JavaScript API. Throws TypeError or RangeError for an option that is none. */
export async function reportFor(
  program: Program,
  format: ReportFormat,
  options: unknown,
  title: string,
): Promise<Blob> {
  await moreWords('picture', 'report', 'insight');
  const all = reportSections.map(({ id }) => id);
  checkReportOptions(options, all);
  const { sections = all, signal, onProgress } = options;
  const made = await makeReport(
    program,
    format,
    {
      title: textOf(options.title ?? true, title),
      date: textOf(options.date ?? true, today()),
      source: sourceLine(options.source ?? ''),
      sections,
    },
    { signal, onProgress },
  );
  program.stage.requestFrame();
  return made;
}
