// What the table of measures shows of the nodes: which rows, in which order. Plain data, for any number of nodes.

export interface NodeRow {
  id: string;
  name: string;
  /** By column; NaN where a measure is undefined. */
  values: readonly number[];
}

export interface View {
  /** Part of a name, in any case and with or without accents. */
  text: string;
  /** Index of a column; −1 is the name. */
  by: number;
  descending: boolean;
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Rows in the order of the view; undefined values come last either way, equal ones in order of name. */
export function rowsInView(rows: readonly NodeRow[], { text, by, descending }: View, order: Intl.Collator): NodeRow[] {
  const wanted = folded(text.trim());
  const found = wanted === '' ? [...rows] : rows.filter(({ name }) => folded(name).includes(wanted));
  const sign = descending ? -1 : 1;
  return found.sort((a, b) => {
    if (by < 0) return sign * order.compare(a.name, b.name);
    const [x = Number.NaN, y = Number.NaN] = [a.values[by], b.values[by]];
    if (Number.isNaN(x) || Number.isNaN(y))
      return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || order.compare(a.name, b.name);
    return sign * (x - y) || order.compare(a.name, b.name);
  });
}

export interface Bin {
  from: number;
  to: number;
  count: number;
}

/**
 * How values are spread: no more than `most` bins of equal width between round numbers, each from its lower bound up to but without its
 * upper one, the last with it. Whole numbers that are few have a bin each. Values that are not finite do not count.
 */
export function binsOf(values: readonly number[], most = 12): Bin[] {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of known) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === high) return [{ from: low, to: high, count: known.length }];
  const whole = known.every(Number.isInteger);
  // The smallest of 1, 2 and 5 times a power of ten that gives few enough.
  let width = 10 ** Math.floor(Math.log10((high - low) / most));
  const reaches = (step: number) => Math.floor(high / step) - Math.floor(low / step) + 1 <= most;
  for (const factor of [1, 2, 5, 10]) {
    if (factor * width < 1 && whole) continue;
    if (reaches(factor * width) || factor === 10) {
      width *= factor;
      break;
    }
  }
  const first = Math.floor(low / width);
  const last = Math.floor(high / width);
  const bins = Array.from({ length: last - first + 1 }, (_, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    count: 0,
  }));
  for (const value of known) {
    const bin = bins[Math.min(last, Math.floor(value / width)) - first];
    if (bin) bin.count += 1;
  }
  return bins;
}
