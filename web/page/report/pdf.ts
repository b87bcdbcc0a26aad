// The report as a PDF: pages of A4, tagged for screen readers, with bookmarks and page numbers.

import type { Measure, Typeface } from '../picture/fonts.ts';
import { canWrite, type DrawText, newPdf, type PdfDocument, PdfPen, writeLine } from '../picture/pdf.ts';
import type { Pen } from '../picture/pen.ts';
import { t } from '../words/i18n.ts';
import type { Block, Card, Figure, MadeSection } from './blocks.ts';

export interface PdfReport {
  language: string;
  title: string;
  lines: string[];
  sections: MadeSection[];
  /** The picture, drawn by a pen at its upper left corner; yields how much is done. */
  picture: { width: number; height: number; draw(pen: Pen): Generator<number, void>; text: string } | null;
  /** At most so many pages; sections that do not fit are left out. */
  pages?: number;
}

type Element = PDFKit.PDFStructureElement;

/** Points. */
const [left, top, bottom] = [48, 52, 56];
const [pageWidth, pageHeight] = [595.28, 841.89];
const room = pageWidth - 2 * left;
const lowestUpright = pageHeight - bottom;
/** Above a picture on its page, and under it. */
const [overPicture, underPicture] = [46, 26];

/** How a picture stands on a page of its own: on its side when it is wide, as large as it can be. `scale` is points for a pixel. */
export function pictureOnPage({ width, height }: { width: number; height: number }) {
  const fit = (wide: number, high: number) =>
    Math.min((wide - 2 * left) / width, (high - top - bottom - overPicture - underPicture) / height);
  const upright = fit(pageWidth, pageHeight);
  const onItsSide = fit(pageHeight, pageWidth);
  return { landscape: onItsSide > upright, scale: Math.min(1.5, Math.max(upright, onItsSide)) };
}
const ink = '#1e2430';
const secondary = '#5a6372';
const hairline = '#e4e1da';

interface Style {
  size: number;
  bold?: boolean;
  color?: string;
  /** Height of a line. */
  line?: number;
}

const body: Style = { size: 10.5, line: 15 };
const cellStyle: Style = { size: 9, line: 12.5 };
const headStyle: Style = { ...cellStyle, bold: true, color: secondary };

/** Writes downwards, from page to page. */
class Writer {
  readonly document: PdfDocument;
  readonly #drawText: DrawText;
  readonly #measureElsewhere: Measure;
  y = top;
  /** Words come again and again, and measuring one takes long. */
  readonly #known = new Map<string, number>();

  constructor(document: PdfDocument, drawText: DrawText, measureElsewhere: Measure) {
    this.document = document;
    this.#drawText = drawText;
    this.#measureElsewhere = measureElsewhere;
  }

  /** How far down the present page is written. */
  lowest = lowestUpright;
  pages = 0;

  newPage(landscape = false): void {
    this.document.addPage({ size: 'A4', layout: landscape ? 'landscape' : 'portrait', margin: 0 });
    this.lowest = (landscape ? pageWidth : pageHeight) - bottom;
    this.pages += 1;
    this.y = top;
  }

  /** A new page when less than this is left. */
  need(height: number): void {
    if (this.y + height > this.lowest) this.newPage();
  }

  /** Of a word, or of a few that stay together. */
  width(text: string, { size, bold = false }: Style): number {
    const key = `${size}${bold ? 'b' : 'r'}${text}`;
    let width = this.#known.get(key);
    if (width === undefined) {
      this.document.font(bold ? 'bold' : 'regular', size);
      width = canWrite(this.document, text)
        ? this.document.widthOfString(text)
        : this.#measureElsewhere(text, size, bold);
      if (this.#known.size > 100_000) this.#known.clear();
      this.#known.set(key, width);
    }
    return width;
  }

  /** Of a text, as the sum of its words: letters hardly move towards a space. */
  widthOfWords(text: string, style: Style): number {
    const words = text.split(' ');
    return words.reduce((sum, word) => sum + this.width(word, style), (words.length - 1) * this.width(' ', style));
  }

  /** Lines no wider than `width`; words that are wider are cut. */
  lines(text: string, width: number, style: Style): string[] {
    const lines: string[] = [];
    const space = this.width(' ', style);
    for (const paragraph of text.split('\n')) {
      let line = '';
      let filled = 0;
      const finish = () => {
        lines.push(line);
        line = '';
        filled = 0;
      };
      for (const word of paragraph.split(/[ \t]+/)) {
        const wide = this.width(word, style);
        if (line !== '' && filled + space + wide <= width) {
          line += ` ${word}`;
          filled += space + wide;
          continue;
        }
        if (line !== '') finish();
        if (wide <= width) {
          line = word;
          filled = wide;
          continue;
        }
        for (const letter of word) {
          const more = this.width(letter, style);
          if (line !== '' && filled + more > width) finish();
          line += letter;
          filled += more;
        }
      }
      lines.push(line);
    }
    while (lines.length > 1 && lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** One line, the upper side of which is at `y`. */
  writeAt(text: string, x: number, y: number, { size, bold = false, color = ink }: Style): void {
    if (text !== '') writeLine(this.document, this.#drawText, text, { x, y: y + size, size, bold, fill: color });
  }

  /** Writes lines downwards as parts of `element`, over as many pages as they need. */
  write(element: Element, type: string, lines: readonly string[], x: number, style: Style): void {
    const height = style.line ?? style.size * 1.4;
    let at = 0;
    while (at < lines.length) {
      this.need(height);
      const content = this.document.markStructureContent(type);
      while (at < lines.length && this.y + height <= this.lowest) {
        this.writeAt(lines[at] ?? '', x, this.y, style);
        this.y += height;
        at += 1;
      }
      this.document.endMarkedContent();
      element.add(content);
    }
  }

  /** A child of `parent` with its text. */
  block(parent: Element, type: string, text: string, style: Style, x = left): void {
    const element = this.document.struct(type as 'P');
    parent.add(element);
    this.write(element, type, this.lines(text, pageWidth - left - x, style), x, style);
    element.end();
  }

  /** Draws what is there for the eyes alone. */
  decorate(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.document.endMarkedContent();
  }
}

/** Widths of columns by what is in them: short ones get what they need, long ones share the rest. */
function columnsOf(writer: Writer, head: string[], rows: string[][]): number[] {
  const gap = 10;
  const sample = rows.length > 400 ? rows.filter((_, index) => index % Math.ceil(rows.length / 400) === 0) : rows;
  const wanted = head.map((title, column) => {
    let widest = writer.widthOfWords(title, headStyle);
    for (const row of sample)
      widest = Math.max(widest, writer.widthOfWords((row[column] ?? '').slice(0, 300), cellStyle));
    return widest + gap;
  });
  const total = wanted.reduce((sum, width) => sum + width, 0);
  if (total <= room) return wanted;
  let left = room;
  let open = wanted.map((_, index) => index);
  const widths = wanted.map(() => 0);
  for (;;) {
    const share = left / open.length;
    const fitting = open.filter((index) => (wanted[index] ?? 0) <= share);
    if (fitting.length === 0) break;
    for (const index of fitting) {
      widths[index] = wanted[index] ?? 0;
      left -= widths[index];
    }
    open = open.filter((index) => !fitting.includes(index));
    if (open.length === 0) break;
  }
  for (const index of open) widths[index] = left / open.length;
  return widths;
}

function* writeTable(
  writer: Writer,
  parent: Element,
  { caption, head, rows }: Extract<Block, { kind: 'table' }>,
): Generator<void> {
  const { document } = writer;
  const height = cellStyle.line ?? 12;
  const widths = columnsOf(writer, head, rows);
  const places = widths.map((_, column) => left + widths.slice(0, column).reduce((sum, width) => sum + width, 0));
  const linesOf = (cells: string[], style: Style) =>
    cells.map((cell, column) => writer.lines(cell, Math.max(20, (widths[column] ?? 0) - 8), style));
  const headLines = linesOf(head, headStyle);
  const headHeight = Math.max(...headLines.map(({ length }) => length)) * height + 6;
  const table = document.struct('Table');
  writer.need(20 + headHeight + 2 * height);
  parent.add(table);
  if (caption) {
    const style = { size: 10.5, bold: true, line: 17 };
    writer.block(table, 'Caption', caption, style);
  }
  const right = left + widths.reduce((sum, width) => sum + width, 0);

  const drawHead = (column: number) =>
    headLines[column]?.forEach((line, index) => {
      writer.writeAt(line, places[column] ?? left, writer.y + index * height, headStyle);
    });
  const underHead = () => {
    writer.y += headHeight;
    writer.decorate(() =>
      document
        .opacity(1)
        .moveTo(left, writer.y - 4)
        .lineTo(right, writer.y - 4)
        .lineWidth(1)
        .stroke('#8c8f96'),
    );
  };
  const headRow = document.struct('TR');
  table.add(headRow);
  head.forEach((_, column) => {
    const cell = document.struct('TH', { scope: 'Column' } as object);
    headRow.add(cell);
    const content = document.markStructureContent('TH');
    drawHead(column);
    document.endMarkedContent();
    cell.add(content);
  });
  underHead();

  for (const row of rows) {
    const lines = linesOf(row, cellStyle);
    const most = Math.max(1, ...lines.map(({ length }) => length));
    const element = document.struct('TR');
    table.add(element);
    const cells = row.map((_, column) => {
      const cell = column === 0 ? document.struct('TH', { scope: 'Row' } as object) : document.struct('TD');
      element.add(cell);
      return cell;
    });
    let done = 0;
    while (done < most) {
      // A row stays whole where a page can hold it.
      const fits = Math.floor((writer.lowest - writer.y - 4) / height);
      if (
        fits < 1 ||
        (fits < most - done && writer.y > top + headHeight + 1 && most * height < (writer.lowest - top) / 2)
      ) {
        writer.newPage();
        writer.decorate(() => {
          for (const column of head.keys()) drawHead(column);
        });
        underHead();
        continue;
      }
      const count = Math.min(fits, most - done);
      lines.forEach((cell, column) => {
        const part = cell.slice(done, done + count);
        if (part.length === 0) return;
        const tag = column === 0 ? 'TH' : 'TD';
        const content = document.markStructureContent(tag);
        part.forEach((line, index) => {
          writer.writeAt(line, places[column] ?? left, writer.y + index * height, cellStyle);
        });
        document.endMarkedContent();
        cells[column]?.add(content);
      });
      done += count;
      writer.y += count * height;
    }
    // Written out and forgotten: a large table has many.
    element.end();
    writer.y += 5;
    writer.decorate(() =>
      document
        .opacity(1)
        .moveTo(left, writer.y - 3)
        .lineTo(right, writer.y - 3)
        .lineWidth(0.5)
        .stroke(hairline),
    );
    yield;
  }
  writer.y += 14;
}

function writeList(writer: Writer, list: Element, item: string): void {
  const { document } = writer;
  const element = document.struct('LI');
  list.add(element);
  const lines = writer.lines(item, room - 14, body);
  writer.need((body.line ?? 15) * Math.min(lines.length, 3));
  const label = document.struct('Lbl');
  element.add(label);
  const content = document.markStructureContent('Lbl');
  writer.writeAt('•', left, writer.y, body);
  document.endMarkedContent();
  label.add(content);
  const text = document.struct('LBody');
  element.add(text);
  writer.write(text, 'LBody', lines, left + 14, body);
  element.end();
  writer.y += 2;
}

function writeFigure(writer: Writer, parent: Element, { label, value, sentence, basis }: Figure): void {
  writer.need(62);
  writer.block(parent, 'H3', `${label}: ${value}`, { size: 11.5, bold: true, line: 16 });
  writer.block(parent, 'P', sentence, body);
  if (basis) writer.block(parent, 'P', basis, { size: 9, color: secondary, line: 13 });
  writer.y += 9;
}

const nameStyle: Style = { size: 13, bold: true, line: 18 };

/** Two beside each other, framed to be cut; a card that no page can hold loses its last lines. */
function writeCards(writer: Writer, parent: Element, cards: readonly Card[]): void {
  const { document } = writer;
  const [width, padding] = [room / 2, 16];
  const lineHeight = body.line ?? 15;
  const most = Math.floor((lowestUpright - top - 2 * padding) / lineHeight) - 6;
  for (let first = 0; first < cards.length; first += 2) {
    const pair = cards.slice(first, first + 2).map(({ names, lines }) => ({
      names: names.flatMap((name) => writer.lines(name, width - 2 * padding, nameStyle)),
      lines: lines.flatMap((line) => writer.lines(line, width - 2 * padding, body)).slice(0, most),
    }));
    const heights = pair.map(({ names, lines }) => names.length * 18 + 6 + lines.length * lineHeight);
    const height = Math.max(120, ...heights) + 2 * padding;
    writer.need(height);
    const y = writer.y;
    writer.decorate(() => {
      document.save().opacity(1).lineWidth(0.75).dash(4, { space: 3 });
      for (const index of pair.keys()) document.rect(left + index * width, y, width, height).stroke('#8c8f96');
      document.restore();
    });
    for (const [index, { names, lines }] of pair.entries()) {
      const x = left + index * width + padding;
      const card = document.struct('Sect');
      parent.add(card);
      const write = (type: 'H3' | 'P', texts: readonly string[], from: number, style: Style) => {
        const element = document.struct(type);
        card.add(element);
        const content = document.markStructureContent(type);
        texts.forEach((text, line) => {
          writer.writeAt(text, x, from + line * (style.line ?? 15), style);
        });
        document.endMarkedContent();
        element.add(content);
        element.end();
      };
      write('H3', names, y + padding, nameStyle);
      if (lines.length > 0) write('P', lines, y + padding + names.length * 18 + 6, body);
      card.end();
    }
    writer.y = y + height;
  }
  writer.y += 10;
}

/** On the page that was begun for it. */
function* writePicture(writer: Writer, parent: Element, picture: NonNullable<PdfReport['picture']>): Generator<void> {
  const { document } = writer;
  const { scale } = pictureOnPage(picture);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const y = writer.y;
  const content = document.markStructureContent('Figure');
  document.save().translate(left, y).scale(scale);
  for (const _ of picture.draw(new PdfPen(document))) yield;
  document.restore();
  document.endMarkedContent();
  const bbox = [left, y, left + width, y + height];
  parent.add(document.struct('Figure', { alt: picture.text, bbox } as { alt: string }, [content]));
  writer.y = y + height + 8;
  writer.block(parent, 'P', picture.text, { size: 9, color: secondary, line: 13 });
}

const headingStyle: Style = { size: 12.5, bold: true, line: 19 };
const titleStyle: Style = { size: 16, bold: true, line: 24 };
const lineHeight = body.line ?? 15;

/** How high a block is when it is written on one page. */
function heightOf(writer: Writer, block: Block): number {
  const lines = (text: string, width = room, style = body) => writer.lines(text, width, style).length;
  if (block.kind === 'text') return lines(block.text) * lineHeight + 8;
  if (block.kind === 'heading') return lines(block.text, room, headingStyle) * 19 + 6;
  if (block.kind === 'list') return block.items.reduce((sum, item) => sum + lines(item, room - 14) * lineHeight + 2, 8);
  if (block.kind === 'figures')
    return block.figures.reduce(
      (sum, { label, value, sentence, basis }) =>
        sum +
        lines(`${label}: ${value}`, room, { size: 11.5, bold: true }) * 16 +
        lines(sentence) * lineHeight +
        (basis ? lines(basis, room, { size: 9 }) * 13 : 0) +
        9,
      0,
    );
  // Tables and cards go over as many pages as they need.
  return Number.POSITIVE_INFINITY;
}

function heightOfSection(writer: Writer, { title, blocks }: MadeSection): number {
  const above = 14 + writer.lines(title, room, titleStyle).length * 24;
  return blocks.reduce((sum, block) => sum + heightOf(writer, block), above);
}

/** What of a block has to stand on the page of the heading above it. */
function beginningOf(writer: Writer, block: Block | undefined): number {
  if (!block) return 0;
  if (block.kind === 'list') return heightOf(writer, { ...block, items: block.items.slice(0, 1) });
  if (block.kind === 'figures') return heightOf(writer, { ...block, figures: block.figures.slice(0, 1) });
  if (block.kind === 'table') return 90;
  if (block.kind === 'cards') return 160;
  return Math.min(heightOf(writer, block), 4 * lineHeight);
}

/** More room when a section begins with a heading: what stands under that. */
function headingsUnder(writer: Writer, blocks: readonly Block[]): number {
  return blocks[0]?.kind === 'heading' ? beginningOf(writer, blocks[1]) : 0;
}

/** A section as high as `space` at most: the longest lists lose their ends. Null when that does not help. */
function fitted(writer: Writer, section: MadeSection, space: number): MadeSection | null {
  let { blocks } = section;
  while (heightOfSection(writer, { ...section, blocks }) > space) {
    const lengths = blocks.map((block) => (block.kind === 'list' ? block.items.length : 0));
    const most = Math.max(...lengths);
    if (!(most > 1)) return null;
    const longest = lengths.lastIndexOf(most);
    blocks = blocks.map((block, at) =>
      at === longest && block.kind === 'list' ? { ...block, items: block.items.slice(0, -1) } : block,
    );
  }
  return { ...section, blocks };
}

function* writeBlock(writer: Writer, parent: Element, block: Block, report: PdfReport): Generator<void> {
  if (block.kind === 'text') {
    writer.block(parent, 'P', block.text, body);
    writer.y += 8;
  } else if (block.kind === 'heading') {
    writer.y += 6;
    writer.block(parent, 'H3', block.text, headingStyle);
  } else if (block.kind === 'list') {
    const list = writer.document.struct('L');
    parent.add(list);
    for (const item of block.items) {
      writeList(writer, list, item);
      yield;
    }
    writer.y += 8;
  } else if (block.kind === 'figures') {
    for (const figure of block.figures) writeFigure(writer, parent, figure);
  } else if (block.kind === 'table') {
    yield* writeTable(writer, parent, block);
  } else if (block.kind === 'cards') {
    writeCards(writer, parent, block.cards);
    yield;
  } else if (report.picture) {
    yield* writePicture(writer, parent, report.picture);
  }
}

function numberPages({ document, writeAt, width }: Writer, title: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    document.switchToPage(page);
    const style = { size: 8.5, color: secondary };
    const { width: wide, height: high } = document.page;
    const text = t('report.page', page - start + 1, count);
    document.markContent('Artifact', { type: 'Pagination' });
    // The title gives way to the number.
    let name = title;
    while (name.length > 1 && width(name, style) > wide - 2 * left - 100) name = `${name.slice(0, -2)}…`;
    writeAt(name, left, high - 36, style);
    writeAt(text, wide - left - width(text, style), high - 36, style);
    document.endMarkedContent();
  }
}

/** Writes the report into a document that then only has to be ended; the generator yields how much is done. */
export async function pdfReport(
  report: PdfReport,
  typeface: Typeface,
  drawText: DrawText,
  measureElsewhere: Measure,
): Promise<{ document: PdfDocument; work: Generator<number, void> }> {
  const { title, language, lines, sections } = report;
  const document = await newPdf(typeface, { title, language });
  const writer = new Writer(document, drawText, measureElsewhere);
  writer.writeAt = writer.writeAt.bind(writer);
  writer.width = writer.width.bind(writer);
  function* work(): Generator<number, void> {
    const root = document.struct('Document');
    document.addStructure(root);
    writer.newPage();
    writer.block(root, 'H1', title, { size: 24, bold: true, line: 30 });
    for (const line of lines) writer.block(root, 'P', line, { size: 10.5, color: secondary, line: 15 });
    writer.y += 10;
    let alone = false;
    for (const [index, whole] of sections.entries()) {
      const isPicture = whole.blocks.some(({ kind }) => kind === 'picture');
      if (isPicture && !report.picture) continue;
      let section = whole;
      if (report.pages !== undefined && !isPicture) {
        // Nothing of a short report goes over two pages: what does not fit on the rest of this one begins the next, while there is one. The
        // summary has what is left under the title, and loses the ends of its lists there.
        const here = alone ? 0 : writer.lowest - writer.y;
        const another = writer.pages < report.pages;
        const fresh = alone || (another && here < (lowestUpright - top) / 2 && heightOfSection(writer, whole) > here);
        const placed = fitted(writer, whole, fresh ? lowestUpright - top : here);
        if (!placed || (fresh && !another)) continue;
        section = placed;
        alone = fresh;
      }
      if (isPicture && report.picture) writer.newPage(pictureOnPage(report.picture).landscape);
      else if (section.appendix || alone) writer.newPage();
      else writer.need(12 + 26 + beginningOf(writer, section.blocks[0]) + headingsUnder(writer, section.blocks));
      alone = isPicture;
      if (writer.y > top) writer.y += 12;
      const part = document.struct('Sect');
      root.add(part);
      document.outline.addItem(section.title);
      writer.block(part, 'H2', section.title, titleStyle);
      writer.y += 2;
      for (const [at, block] of section.blocks.entries()) {
        if (block.kind === 'heading') writer.need(25 + beginningOf(writer, section.blocks[at + 1]));
        for (const _ of writeBlock(writer, part, block, report)) yield index / sections.length;
      }
      yield (index + 1) / sections.length;
    }
    root.end();
    numberPages(writer, title);
  }
  return { document, work: work() };
}
