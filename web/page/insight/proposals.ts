// What can be done, one proposal at a time or several that are ticked: do it, see what it would change, keep it as a scenario, decline it.
import type { LensAnswer, LensText } from '../api/api_types.ts';
import type { Operation } from '../bridge/model.ts';
import { attempt, later } from '../loading/late_parts.ts';
import { button, make } from '../widgets/dom.ts';
import { plural, t } from '../words/i18n.ts';
import { listOf } from './lists.ts';
import type { NetworkView } from './network_view.ts';
import { carryOut, mayChange, type PanelContext, proposed } from './panel_context.ts';
import { keepAsScenario, lensChange } from './scenario_keeping.ts';

export interface Proposal {
  text: string;
  reasons: string[];
  operations: Operation[];
  /** Operations by which the network remembers that it is not wanted. */
  decline?: Operation[];
}

interface Exchange {
  node: string;
  text: string;
}

interface Match {
  need: Exchange;
  offer: Exchange;
  best: boolean;
  perhaps: boolean;
  reasons: LensText[];
  accept: Operation[];
  decline: Operation[];
}

/** Of two who know each other already nobody has to be introduced. */
const drawing = 'lens.action.drawTie';
/** So many proposals one can weigh at once. */
const mostAtOnce = 5;

interface Proposals {
  first: Proposal[];
  others: Proposal[];
  /** They may not fit. */
  perhaps: Proposal[];
}

/** The proposals of an answer: those that come first, and other ones beside them. */
export function proposalsIn(answer: LensAnswer, view: NetworkView): Proposals {
  if (answer.id !== 'market') {
    const told = (actions: LensAnswer['actions']) =>
      actions.map((action) => ({
        text: view.tell(action),
        reasons: action.reasons.map((reason) => view.tell(reason)),
        operations: action.operations,
      }));
    return {
      first: told(answer.actions.filter(({ code }) => code !== drawing)),
      others: told(answer.actions.filter(({ code }) => code === drawing)),
      perhaps: [],
    };
  }
  const proposals = (answer.proposals as Match[]).map(({ need, offer, best, perhaps, reasons, accept, decline }) => ({
    best,
    perhaps,
    text: view.tell({
      code: 'lens.market.match',
      params: [view.name(need.node), need.text, view.name(offer.node), offer.text],
    }),
    reasons: reasons.map((reason) => view.tell(reason)),
    operations: accept,
    decline,
  }));
  return {
    first: proposals.filter(({ best }) => best),
    others: proposals.filter(({ best, perhaps }) => !best && !perhaps),
    perhaps: proposals.filter(({ perhaps }) => perhaps),
  };
}

/** Which proposals of a question are ticked, by what they say. */
export type Ticked = Set<string>;

/** Lists of proposals; `ticked` outlives them, so that drawing them anew loses nothing. */
export function proposalList(
  context: PanelContext,
  view: NetworkView,
  answer: LensAnswer,
  ticked: Ticked,
): HTMLElement[] {
  const { first, others, perhaps } = proposalsIn(answer, view);
  const all = [...first, ...others, ...perhaps];
  for (const text of ticked) if (!all.some((proposal) => proposal.text === text)) ticked.delete(text);
  const bar = make('div', { class: 'insight-ticked', role: 'group', 'aria-label': t('lens.tickedGroup') });
  const drawBar = () => {
    const chosen = all.filter(({ text }) => ticked.has(text));
    bar.hidden = chosen.length === 0;
    const operations = chosen.flatMap((proposal) => proposal.operations);
    const only = chosen.length === 1 ? chosen[0]?.text : undefined;
    const introduced = answer.id === 'introductions' ? first.filter(({ text }) => ticked.has(text)) : [];
    bar.replaceChildren(
      make('p', {}, plural('lens.ticked', chosen.length)),
      waysOf(context, answer, only ?? plural('scenario.proposals', chosen.length), operations, t('lens.doTicked')),
      ...(introduced.length > 0 ? [cardsFor(context, view, answer, introduced)] : []),
    );
  };
  drawBar();
  const entryOf = (proposal: Proposal) => entry(context, answer, proposal, ticked, drawBar);
  const parts: HTMLElement[] = [];
  const besides = answer.id === 'introductions' ? 'lens.acquainted' : 'lens.otherProposals';
  if (first.length > 0) parts.push(make('h3', {}, t('lens.actions')), listOf(first, entryOf, mostAtOnce));
  if (others.length > 0) parts.push(make('h3', {}, t(besides)), listOf(others, entryOf, mostAtOnce));
  if (perhaps.length > 0)
    parts.push(
      make('h3', {}, t('lens.perhapsProposals')),
      make('p', { class: 'secondary' }, t('lens.perhapsAbout')),
      listOf(perhaps, entryOf, mostAtOnce),
    );
  return all.length > 0 ? [...parts, bar] : [];
}

function entry(
  context: PanelContext,
  answer: LensAnswer,
  { text, reasons, operations, decline }: Proposal,
  ticked: Ticked,
  onTick: () => void,
): HTMLElement {
  const tick = make('input', { type: 'checkbox', checked: ticked.has(text) });
  tick.addEventListener('change', () => {
    if (tick.checked) ticked.add(text);
    else ticked.delete(text);
    onTick();
  });
  const ways = waysOf(context, answer, text, operations, t('lens.do'));
  if (decline && mayChange(context))
    ways
      .querySelector('.row')
      ?.append(
        button(
          t('lens.decline'),
          { class: 'quiet' },
          () => void carryOut(context, decline, { told: t('lens.declined') }),
        ),
      );
  return make(
    'li',
    { class: 'insight-action' },
    make('label', { class: 'insight-check insight-said' }, tick, make('span', {}, text)),
    make('ul', { class: 'insight-plain secondary' }, ...reasons.map((reason) => make('li', {}, reason))),
    ways,
  );
}

/** Cards to hand out, for these introductions alone. */
function cardsFor(context: PanelContext, view: NetworkView, answer: LensAnswer, introduced: Proposal[]): HTMLElement {
  return button(t('lens.cards'), { class: 'quiet' }, () => {
    void attempt(async () => {
      const part = await later('introduction_cards', () => import('./introduction_cards.ts'));
      await part.saveIntroductionCards(context, view, answer, new Set(introduced.map(({ text }) => text)));
    });
  });
}

/** Doing it, seeing what it would change, and then keeping it. */
function waysOf(
  context: PanelContext,
  answer: LensAnswer,
  name: string,
  operations: Operation[],
  doing: string,
): HTMLElement {
  const told = make('div', { class: 'insight-told', role: 'status' });
  const row = make('div', { class: 'row' });
  if (mayChange(context))
    row.append(button(doing, { class: 'plain' }, () => void carryOut(context, operations, { name: proposed })));
  row.append(
    button(t('lens.try'), { class: 'quiet' }, () => {
      told.replaceChildren(make('p', { class: 'secondary' }, t('lens.working')));
      void lensChange(context, operations, answer).then((said) => {
        told.replaceChildren(
          ...said.map((line) => make('p', { class: 'secondary' }, line)),
          button(t('scenario.keep'), { class: 'quiet' }, () => void keepAsScenario(context, name, operations)),
        );
      });
    }),
  );
  return make('div', {}, row, told);
}

/** What a question itself supposes, to be kept: that somebody leaves. Nothing when it supposes nothing. */
export function supposition(answer: LensAnswer, view: NetworkView): { name: string; operations: Operation[] } | null {
  const leaving = {
    spider: answer.removed as string[] | undefined,
    funding: answer.funder ? [String(answer.funder)] : [],
    fee: (answer.dropouts as { id: string }[] | undefined)?.map(({ id }) => id),
  }[answer.id];
  if (!leaving || leaving.length === 0) return null;
  const shown = leaving.slice(0, 3).map((id) => view.name(id));
  const more = leaving.length - shown.length;
  const names = new Intl.ListFormat(document.documentElement.lang).format([
    ...shown,
    ...(more > 0 ? [plural('scenario.others', more)] : []),
  ]);
  return { name: t('scenario.without', names), operations: [{ op: 'removeNodes', ids: leaving }] };
}
