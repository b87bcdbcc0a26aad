// The report as a Word file, to be edited further: headings, lists and tables of Word's own, and the picture. With the library that writes it
// (docx), which is fetched when somebody wants one.
import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { t } from '../words/i18n.ts';
import type { Block, MadeSection } from './blocks.ts';

export interface WordReport {
  language: string;
  title: string;
  /** Under the title: date and source. */
  lines: string[];
  sections: MadeSection[];
  /** A PNG, and what it shows in words. */
  picture: { png: Uint8Array; width: number; height: number; text: string; landscape: boolean } | null;
}

/** What fits between the margins of an A4 page with a heading and a line of text, in pixels as Word counts them (96 in an inch). */
const upright = { across: 600, down: 820 };
const onItsSide = { across: 930, down: 480 };

/** Languages as Word has them: its spelling and its voices are those of a country. */
const languages: Record<string, string> = { nl: 'nl-NL', en: 'en-GB' };

/** Headings as Word finds them: in its outline, and never alone at the foot of a page. */
function headingStyle(outlineLevel: number, size: number) {
  return {
    run: { font: 'Calibri', size, bold: true, color: '1E2430' },
    paragraph: { outlineLevel, keepNext: true, keepLines: true, spacing: { before: 240, after: 80 } },
  };
}

/** XML knows no control characters. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');
}

/** A paragraph for each line. */
function paragraphs(
  text: string,
  { after = 100, ...options }: { bold?: boolean; color?: string; size?: number; after?: number } = {},
): Paragraph[] {
  return plain(text)
    .split('\n')
    .map((line) => new Paragraph({ children: [new TextRun({ text: line, ...options })], spacing: { after } }));
}

/** Between the margins, in twentieths of a point. */
const roomForTables = 9026;

/** Columns as wide as their longest word, and what is left of the page by how long their texts usually are. */
function widthsOf(rows: string[][]): number[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((cells) => cells[column] ?? ''));
  const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
  const words = columns.map((texts) =>
    Math.max(4, ...texts.flatMap((text) => text.split(/\s/).map(({ length }) => length))),
  );
  const least = words.map((letters) => Math.min(letters, 20) * 110 + 230);
  const usual = columns.map((texts) => 1 + sum(texts.map(({ length }) => Math.min(length, 120))) / texts.length);
  const left = roomForTables - sum(least);
  return least.map((each, column) =>
    Math.round(left < 0 ? (each * roomForTables) / sum(least) : each + (left * (usual[column] ?? 1)) / sum(usual)),
  );
}

function tableOf(head: string[], rows: string[][]): Table {
  const cell = (text: string, bold: boolean) =>
    new TableCell({ children: paragraphs(text, { bold, size: 18, after: 20 }) });
  const width = Math.max(head.length, ...rows.map(({ length }) => length), 1);
  const filled = (cells: string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '');
  return new Table({
    columnWidths: widthsOf([filled(head), ...rows.map(filled)]),
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: filled(head).map((text) => cell(text, true)) }),
      ...rows.map(
        (cells) =>
          new TableRow({ cantSplit: true, children: filled(cells).map((text, index) => cell(text, index === 0)) }),
      ),
    ],
  });
}

function partsOf(block: Block, { picture }: WordReport): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'text':
      return paragraphs(block.text);
    case 'heading':
      return [new Paragraph({ text: plain(block.text), heading: HeadingLevel.HEADING_2 })];
    case 'list':
      return block.items.map((item) => new Paragraph({ text: plain(item), bullet: { level: 0 } }));
    case 'figures':
      return block.figures.flatMap(({ label, value, sentence, basis }) => [
        new Paragraph({
          children: [new TextRun({ text: plain(`${label}: `) }), new TextRun({ text: plain(value), bold: true })],
          keepNext: true,
        }),
        ...paragraphs([sentence, basis ?? ''].filter((each) => each !== '').join('\n')),
      ]);
    case 'table':
      return [
        ...(block.caption ? [new Paragraph({ text: plain(block.caption), heading: HeadingLevel.HEADING_2 })] : []),
        tableOf(block.head, block.rows),
        new Paragraph({}),
      ];
    case 'cards':
      return block.cards.flatMap(({ names, lines }) => [
        new Paragraph({ text: plain(names.join(' + ')), heading: HeadingLevel.HEADING_3 }),
        ...lines.flatMap((line) => paragraphs(line)),
      ]);
    case 'picture': {
      if (!picture) return [];
      const { across, down } = picture.landscape ? onItsSide : upright;
      const scale = Math.min(across / picture.width, down / picture.height);
      const transformation = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
      const altText = { name: t('report.picture'), title: t('report.picture'), description: plain(picture.text) };
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          children: [new ImageRun({ type: 'png', data: picture.png, transformation, altText })],
        }),
        ...paragraphs(picture.text, { color: '5A6372' }),
      ];
    }
  }
}

/** The file. */
export function wordReport(report: WordReport): Promise<Blob> {
  const { title, lines, sections, language, picture } = report;
  // A wide picture has a page of its own that lies on its side.
  const sheets: { landscape: boolean; children: (Paragraph | Table)[] }[] = [{ landscape: false, children: [] }];
  const sheet = (landscape: boolean) => {
    const last = sheets.at(-1);
    if (last?.landscape === landscape) return last.children;
    const children: (Paragraph | Table)[] = [];
    sheets.push({ landscape, children });
    return children;
  };
  sheet(false).push(
    new Paragraph({ text: plain(title), heading: HeadingLevel.TITLE }),
    ...lines.flatMap((line) => paragraphs(line, { color: '5A6372' })),
  );
  for (const section of sections) {
    const landscape = (picture?.landscape ?? false) && section.blocks.some(({ kind }) => kind === 'picture');
    const begun = sheet(landscape);
    begun.push(
      new Paragraph({
        text: plain(section.title),
        heading: HeadingLevel.HEADING_1,
        pageBreakBefore: section.appendix && begun.length > 0,
      }),
      ...section.blocks.flatMap((block) => partsOf(block, report)),
    );
  }
  sheet(false).push(...paragraphs(t('report.madeWith'), { color: '5A6372' }));
  return Packer.toBlob(
    new Document({
      title: plain(title),
      creator: 'Impactweb',
      lastModifiedBy: 'Impactweb',
      styles: {
        default: {
          document: { run: { font: 'Calibri', size: 22, language: { value: languages[language] ?? language } } },
          title: { run: { font: 'Calibri', size: 44, bold: true, color: '1E2430' } },
          heading1: headingStyle(0, 32),
          heading2: headingStyle(1, 26),
          heading3: headingStyle(2, 24),
        },
      },
      sections: sheets.map(({ landscape, children }) => ({
        properties: {
          page: { size: { orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT } },
        },
        children,
      })),
    }),
  );
}
