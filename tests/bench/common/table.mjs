// Numbers and tables for people.

/** A Markdown table; the first column is text, the others numbers. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** Milliseconds with the digits that mean something: 0.42, 7.3, 85, 1,204. */
export function milliseconds(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return '';
  const digits = value < 1 ? 2 : value < 10 ? 1 : 0;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const ratio = (value) =>
  value === undefined
    ? ''
    : value.toLocaleString('en', { maximumSignificantDigits: value < 1000 ? 2 : undefined, maximumFractionDigits: 0 });

/** A share from 0 to 1. */
export const rounded = (value) => (value === undefined ? '' : value.toFixed(3));
