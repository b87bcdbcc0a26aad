// The report as a Word file, to be edited further: headings, lists and tables of Word's own, and the picture. With the library that writes it
// (docx), which is fetched when somebody wants one.
import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
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
  picture: { png: Uint8Array; width: number; height: number; text: string } | null;
}

/** What fits between the margins of an A4 page, in pixels as Word counts them (96 in an inch). */
const across = 600;
const down = 820;

/** XML knows no control characters. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');
}

/** A paragraph for each line. */
function paragraphs(text: string, options: { bold?: boolean; color?: string } = {}): Paragraph[] {
  return plain(text)
    .split('\n')
    .map((line) => new Paragraph({ children: [new TextRun({ text: line, ...options })], spacing: { after: 100 } }));
}

function tableOf(head: string[], rows: string[][]): Table {
  const cell = (text: string, bold: boolean) => new TableCell({ children: paragraphs(text, { bold }) });
  const width = Math.max(head.length, ...rows.map(({ length }) => length), 1);
  const filled = (cells: string[]) => Array.from({ length: width }, (_, index) => cells[index] ?? '');
  return new Table({
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
  const { title, lines, sections, language } = report;
  const children = [
    new Paragraph({ text: plain(title), heading: HeadingLevel.TITLE }),
    ...lines.flatMap((line) => paragraphs(line, { color: '5A6372' })),
    ...sections.flatMap((section) => [
      new Paragraph({
        text: plain(section.title),
        heading: HeadingLevel.HEADING_1,
        pageBreakBefore: section.appendix,
      }),
      ...section.blocks.flatMap((block) => partsOf(block, report)),
    ]),
    ...paragraphs(t('report.madeWith'), { color: '5A6372' }),
  ];
  return Packer.toBlob(
    new Document({
      title: plain(title),
      creator: 'Impactweb',
      styles: { default: { document: { run: { font: 'Calibri', size: 22, language: { value: language } } } } },
      sections: [{ children }],
    }),
  );
}
