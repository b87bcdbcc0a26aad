// When initiatives came into their stages: a bar for each, with a part for each stage. The table beneath says the same.
import type { LensAnswer } from '../api/api_types.ts';
import { make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { dayNumber } from './day_number.ts';
import { folded, inScroll, tableOf } from './lists.ts';
import type { Entity, NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';
import { svg } from './svg.ts';

const order = ['dream', 'exploring', 'pilot', 'practice', 'scaled', 'stopped'];
/** More bars than these cannot be told apart. */
const most = 40;

interface Bar {
  id: string;
  steps: { stage: string; date: string; day: number }[];
}

export function stagesInTime(context: PanelContext, view: NetworkView, answer: LensAnswer): Node[] {
  const bars: Bar[] = [];
  for (const { id } of answer.initiatives as { id: string }[]) {
    const dates = (view.node(id)?.stageDates ?? {}) as Entity;
    const steps = order.flatMap((stage) => {
      const day = dayNumber(String(dates[stage] ?? ''));
      return day === null ? [] : [{ stage, date: String(dates[stage]), day }];
    });
    steps.sort((a, b) => a.day - b.day);
    if (steps.length > 0) bars.push({ id, steps });
  }
  if (bars.length === 0) return [];
  bars.sort((a, b) => (a.steps[0]?.day ?? 0) - (b.steps[0]?.day ?? 0));
  const until =
    dayNumber(String(answer.options.today || '')) ??
    Math.max(...bars.flatMap(({ steps }) => steps.map(({ day }) => day)));
  const from = Math.min(...bars.map(({ steps }) => steps[0]?.day ?? until));
  const [width, room, high] = [600, 16, 26];
  const shown = bars.slice(0, most);
  const at = (day: number) => room + ((width - 2 * room) * (Math.min(day, until) - from)) / Math.max(1, until - from);
  const height = shown.length * (high + 14) + 24;
  const drawing: SVGElement[] = [];
  for (const year of yearsBetween(from, until)) {
    const x = at(dayNumber(String(year)) ?? from);
    drawing.push(
      svg('line', { x1: x, x2: x, y1: 0, y2: height - 18, class: 'insight-grid' }),
      svg('text', { x, y: height - 4, 'text-anchor': 'middle', class: 'insight-axis' }, String(year)),
    );
  }
  for (const [row, { id, steps }] of shown.entries()) {
    const top = row * (high + 14);
    drawing.push(svg('text', { x: at(steps[0]?.day ?? from), y: top + 11, class: 'insight-axis' }, view.name(id)));
    for (const [index, { stage, day }] of steps.entries()) {
      if (stage === 'stopped') continue;
      const end = steps[index + 1]?.day ?? until;
      drawing.push(
        svg('rect', {
          x: at(day),
          y: top + 16,
          width: Math.max(3, at(end) - at(day) - 1),
          height: 10,
          rx: 2,
          class: `insight-bar insight-bar-${stage}`,
        }),
      );
    }
  }
  const head = [t('time.initiative'), ...order.map((stage) => t(`stage.${stage}`))];
  const rows = bars.map(({ id, steps }) => [
    view.name(id),
    ...order.map((stage) => steps.find((step) => step.stage === stage)?.date ?? ''),
  ]);
  const legend = make(
    'ul',
    { class: 'insight-legend', 'aria-hidden': 'true' },
    ...order
      .filter((stage) => stage !== 'stopped')
      .map((stage) =>
        make('li', {}, make('span', { class: `insight-swatch insight-bar-${stage}` }), t(`stage.${stage}`)),
      ),
  );
  return [
    make('h3', {}, t('time.title')),
    inScroll(
      t('time.title'),
      svg(
        'svg',
        {
          viewBox: `0 0 ${width} ${height}`,
          role: 'img',
          'aria-label': t('time.picture', bars.length),
          class: 'insight-chart',
        },
        ...drawing,
      ),
    ),
    legend,
    folded(context, 'dates', t('time.table'), tableOf(t('time.table'), head, rows)),
  ];
}

/** The first days of years between two days, no more than eight of them. */
function yearsBetween(from: number, until: number): number[] {
  const [first, last] = [from, until].map((day) => new Date(day * 86_400_000).getUTCFullYear());
  const years: number[] = [];
  for (let year = (first ?? 0) + 1; year <= (last ?? 0); year += 1) years.push(year);
  const step = Math.ceil(years.length / 8);
  return years.filter((_, index) => index % step === 0);
}
