// How the values of a measure are spread over the nodes: bars, with their numbers in words for who does not see them.
import { number, t } from '../words/i18n.ts';
import { type Bin, binsOf } from './node_table.ts';
import { svg } from './svg.ts';

const short = (value: number) => number(Math.round(value * 1000) / 1000);

/** Null when no value is known. */
export function histogram(name: string, values: readonly number[]): SVGElement | null {
  const bins = binsOf(values);
  if (bins.length === 0) return null;
  const whole = values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const single = (bin: Bin) => bin.to === bin.from || (whole && bin.to - bin.from === 1);
  const spanOf = (bin: Bin) => (single(bin) ? short(bin.from) : t('measures.span', short(bin.from), short(bin.to)));
  const [width, height, bottom, top] = [320, 120, 22, 18];
  const most = Math.max(...bins.map(({ count }) => count));
  const wide = width / bins.length;
  const drawing: SVGElement[] = [];
  for (const [at, bin] of bins.entries()) {
    // What is there at all can be seen.
    const high = bin.count === 0 ? 0 : Math.max(2, ((height - bottom - top) * bin.count) / most);
    drawing.push(
      svg(
        'rect',
        {
          x: at * wide + 1,
          y: height - bottom - high,
          width: Math.max(1, wide - 2),
          height: high,
          class: 'insight-bar',
        },
        svg('title', {}, t('measures.bin', spanOf(bin), bin.count)),
      ),
    );
    if (bin.count > 0 && wide >= 24)
      drawing.push(
        svg(
          'text',
          { x: (at + 0.5) * wide, y: height - bottom - high - 5, 'text-anchor': 'middle', class: 'insight-axis' },
          number(bin.count),
        ),
      );
  }
  drawing.push(svg('line', { x1: 0, x2: width, y1: height - bottom, y2: height - bottom, class: 'insight-grid' }));
  const first = bins[0] as Bin;
  const last = bins.at(-1) as Bin;
  const label = (x: number, text: string, anchor: string) =>
    drawing.push(svg('text', { x, y: height - 6, 'text-anchor': anchor, class: 'insight-axis' }, text));
  if (bins.length === 1) label(width / 2, spanOf(first), 'middle');
  else if (single(first) && single(last)) {
    label(wide / 2, short(first.from), 'middle');
    label(width - wide / 2, short(last.from), 'middle');
  } else {
    label(0, short(first.from), 'start');
    label(width, short(last.to), 'end');
  }
  const told = bins.filter(({ count }) => count > 0).map((bin) => t('measures.bin', spanOf(bin), bin.count));
  return svg(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${t('measures.spread', name)}. ${told.join('; ')}.`,
      class: 'insight-chart insight-small',
    },
    ...drawing,
  );
}
