// How giving and receiving went over the moments that were kept: a line, and the same in a table.
import type { LensAnswer } from '../api/api_types.ts';
import { make } from '../widgets/dom.ts';
import { number, t } from '../words/i18n.ts';
import { folded, tableOf } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';
import { svg } from './svg.ts';

interface Moment {
  id?: string;
  title?: string;
  date?: string;
  reciprocity: number | null;
  given: number;
  onlyGive: number;
  onlyReceive: number;
}

const percent = (share: number | null) => (share === null ? '–' : `${number(Math.round(share * 100))}%`);

export function growth(context: PanelContext, _: NetworkView, answer: LensAnswer): Node[] {
  const moments = answer.moments as Moment[];
  // One moment is no line; the numbers say what it is now.
  if (moments.length < 2) return [];
  const [width, height, left, right, top, bottom] = [360, 170, 44, 12, 10, 30];
  const x = (at: number) => left + ((width - left - right) * at) / (moments.length - 1);
  const y = (share: number) => top + (height - top - bottom) * (1 - share);
  const drawing: SVGElement[] = [0, 0.5, 1].flatMap((share) => [
    svg('line', { x1: left, x2: width - right, y1: y(share), y2: y(share), class: 'insight-grid' }),
    svg('text', { x: left - 8, y: y(share) + 5, 'text-anchor': 'end', class: 'insight-axis' }, percent(share)),
  ]);
  const known = moments.flatMap(({ reciprocity }, at) => (reciprocity === null ? [] : [[at, reciprocity] as const]));
  drawing.push(
    svg('polyline', {
      points: known.map(([at, share]) => `${Math.round(x(at))},${Math.round(y(share))}`).join(' '),
      class: 'insight-line',
    }),
    ...known.map(([at, share]) => svg('circle', { cx: x(at), cy: y(share), r: 5, class: 'insight-point' })),
  );
  const step = Math.ceil(moments.length / 3);
  for (const [at, moment] of moments.entries())
    if (at === moments.length - 1 || (at % step === 0 && at <= moments.length - 1 - step)) {
      const anchor = at === 0 ? 'start' : at === moments.length - 1 ? 'end' : 'middle';
      drawing.push(
        svg('text', { x: x(at), y: height - 8, 'text-anchor': anchor, class: 'insight-axis' }, whenOf(moment)),
      );
    }
  const head = [
    t('moments.moment'),
    t('lens.number.reciprocity'),
    t('moments.given'),
    t('lens.number.onlyGive'),
    t('lens.number.onlyReceive'),
  ];
  const rows = moments.map((moment) => [
    [moment.title, whenOf(moment)].filter(Boolean).join(', '),
    percent(moment.reciprocity),
    number(moment.given),
    number(moment.onlyGive),
    number(moment.onlyReceive),
  ]);
  return [
    make('h3', {}, t('moments.title')),
    svg(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-label': t('moments.picture', percent(known[0]?.[1] ?? null), percent(known.at(-1)?.[1] ?? null)),
        class: 'insight-chart insight-small',
      },
      ...drawing,
    ),
    folded(context, 'moments', t('moments.table'), tableOf(t('moments.table'), head, rows)),
  ];
}

function whenOf({ id, date }: Moment): string {
  return id ? (date ?? '') : t('moments.now');
}
