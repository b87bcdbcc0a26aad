// The report as one HTML file that needs nothing else: no script, no other host, its typeface and picture within.

import { familyInFiles } from '../picture/fonts.ts';
import { escaped } from '../picture/svg.ts';
import { t } from '../words/i18n.ts';
import type { Block, MadeSection } from './blocks.ts';

export interface HtmlReport {
  language: string;
  title: string;
  /** Under the title: date and source. */
  lines: string[];
  sections: MadeSection[];
  /** The picture as inline SVG, and what it shows in words. */
  picture: { svg: string; text: string; landscape: boolean } | null;
  /** `@font-face` rules. */
  fontFaces: string;
}

const style = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:#fff;color:#1e2430;font:1rem/1.5 ${familyInFiles}}
h1{margin:0 0 .25rem;font-size:2rem;line-height:1.2}
h2{margin:3rem 0 .75rem;font-size:1.5rem;line-height:1.25}
h3{margin:1.5rem 0 .5rem;font-size:1.125rem}
p,li{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word}
p{margin:0 0 .75rem;max-width:45rem}
.text{white-space:pre-line}
.lines{color:#5a6372}
nav ol{margin:0;padding-left:1.5rem}
a{color:#1f6f78}
a:focus-visible,.table:focus-visible{outline:3px solid #1f6f78;outline-offset:2px}
ul{margin:0 0 1rem;padding-left:1.25rem;max-width:45rem}
li{margin:.2rem 0}
figure{margin:0}
figure svg{display:block;width:100%;height:auto;max-height:80vh;border:1px solid #e4e1da;border-radius:8px}
figcaption{margin-top:.5rem;color:#5a6372}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.75rem;margin:0 0 1rem;padding:0;max-width:none;list-style:none}
.figures li{margin:0;padding:1rem;border:1px solid #e4e1da;border-radius:8px}
.figures h3{margin:0;font-size:1rem}
.figures p{margin:.25rem 0 0}
.value{font-size:1.5rem;font-weight:700;line-height:1.3}
.basis{color:#5a6372;font-size:.875rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(18rem,1fr));gap:0;margin:0 0 1rem;padding:0;max-width:none;list-style:none}
.cards li{margin:0;padding:1.25rem;border:1px dashed #8c8f96}
.cards h3{margin:0 0 .25rem}
.table{overflow-x:auto;margin:0 0 1.5rem}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
.narrow table{width:auto;min-width:min(26rem,100%)}
caption{padding:0 0 .5rem;text-align:left;font-weight:700}
th,td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid #e4e1da;text-align:left;vertical-align:top}
th{font-weight:700}
thead th{border-bottom:2px solid #8c8f96;color:#5a6372}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid #e4e1da;color:#5a6372;font-size:.875rem}
@page{size:A4;margin:18mm 16mm}
@media print{
body{max-width:none;padding:0;font-size:10pt}
h2,h3,caption{break-after:avoid}
section.picture{page:picture;break-before:page;break-after:page}
li,tr,figure{break-inside:avoid}
figure svg{max-height:165mm}
table{font-size:9pt;line-height:1.35}
thead{display:table-header-group}
.appendix{break-before:page}
.appendix h2{margin-top:0}
.table{overflow:visible;margin:0 0 1rem}
footer{margin-top:1rem;break-before:avoid}
a{color:inherit;text-decoration:none}
}
`;

function row(cells: string[]): string {
  return `<tr>${cells
    .map((cell, index) => (index === 0 ? `<th scope="row">${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`))
    .join('')}</tr>`;
}

function* partsOf(block: Block, title: string, { picture }: HtmlReport): Generator<string> {
  if (block.kind === 'text') yield `<p class="text">${escaped(block.text)}</p>`;
  else if (block.kind === 'heading') yield `<h3>${escaped(block.text)}</h3>`;
  else if (block.kind === 'list') {
    yield '<ul>';
    for (const item of block.items) yield `<li>${escaped(item)}</li>`;
    yield '</ul>';
  } else if (block.kind === 'figures') {
    yield '<ul class="figures">';
    for (const { label, value, sentence, basis } of block.figures)
      yield `<li><h3>${escaped(label)}</h3><p class="value">${escaped(value)}</p><p>${escaped(sentence)}</p>${basis ? `<p class="basis">${escaped(basis)}</p>` : ''}</li>`;
    yield '</ul>';
  } else if (block.kind === 'table') {
    // What scrolls sideways on a small screen can be reached with the keyboard.
    const caption = block.caption || title;
    const narrow = block.head.length < 3 ? ' narrow' : '';
    yield `<div class="table${narrow}" role="group" tabindex="0" aria-label="${escaped(caption)}"><table${block.caption ? '' : ` aria-label="${escaped(title)}"`}>${block.caption ? `<caption>${escaped(block.caption)}</caption>` : ''}<thead><tr>${block.head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead><tbody>`;
    for (const cells of block.rows) yield row(cells);
    yield '</tbody></table></div>';
  } else if (block.kind === 'cards') {
    yield '<ul class="cards">';
    for (const { names, lines } of block.cards)
      yield `<li>${names.map((name) => `<h3>${escaped(name)}</h3>`).join('')}${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</li>`;
    yield '</ul>';
  } else if (picture) {
    yield `<figure>${picture.svg}<figcaption>${escaped(picture.text)}</figcaption></figure>`;
  }
}

function classOf({ appendix, blocks }: MadeSection): string {
  if (appendix) return ' class="appendix"';
  return blocks.some(({ kind }) => kind === 'picture') ? ' class="picture"' : '';
}

/** The file in pieces, in order. */
export function* htmlReport(report: HtmlReport): Generator<string> {
  const { language, title, lines, sections, fontFaces, picture } = report;
  yield `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Impactweb">
<title>${escaped(title)}</title>
<style>${fontFaces}${style}@page picture{size:A4 ${picture?.landscape ? 'landscape' : 'portrait'};margin:12mm}</style>
</head>
<body>
<header><h1>${escaped(title)}</h1>${lines.map((line) => `<p class="lines">${escaped(line)}</p>`).join('')}</header>
<nav aria-labelledby="contents"><h2 id="contents">${escaped(t('report.contents'))}</h2><ol>`;
  for (const section of sections) yield `<li><a href="#s-${section.id}">${escaped(section.title)}</a></li>`;
  yield '</ol></nav>\n<main>\n';
  for (const section of sections) {
    yield `<section id="s-${section.id}" aria-labelledby="h-${section.id}"${classOf(section)}><h2 id="h-${section.id}">${escaped(section.title)}</h2>`;
    for (const block of section.blocks) yield* partsOf(block, section.title, report);
    yield '</section>\n';
  }
  yield `</main>\n<footer><p>${escaped(t('report.madeWith'))}</p></footer>\n</body>\n</html>\n`;
}
