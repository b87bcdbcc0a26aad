// A graph as a network that people have filled in: sectors, places, needs and offers, initiatives with stages, challenges, funding.
import { random } from './graphs.mjs';
import { networkOf } from './ours.mjs';

const sectors = [
  'government',
  'business',
  'knowledge',
  'civilSociety',
  'socialEnterprise',
  'finance',
  'media',
  'nature',
];
const stages = ['dream', 'exploring', 'pilot', 'practice', 'scaled'];
const things =
  'ruimte zaal geld kennis vrijwilligers bus keuken tuin software onderzoek subsidie coach bouwer stagiair website energie water hout textiel fiets verhaal netwerk vergunning training juridisch advies materiaal werkplaats opslag logistiek'.split(
    ' ',
  );
const kinds = ['worksWith', 'worksWith', 'sharesKnowledgeWith', 'givesTo'];

/**
 * Of ten nodes eight are actors, one is an initiative and one in twenty a challenge, the others visions. What is asked and offered has
 * about `words` different words.
 */
export function filledNetwork(graph, { seed = 1, words = 400 } = {}) {
  const unit = random(seed);
  const below = (count) => Math.floor(unit() * count);
  const pick = (list) => list[below(list.length)];
  const { nodes, edges } = networkOf(graph);
  const word = () => {
    const number = below(words);
    return `${things[number % things.length]}${number < things.length ? '' : String.fromCharCode(97 + ((number / things.length) % 26))}`;
  };
  const exchange = (at) => ({
    id: `x${at}`,
    text: `${word()} en ${word()} voor ${word()}`,
    terms: pick(['gift', 'barter', 'paid']),
    status: 'open',
    ...(unit() < 0.3 && { tags: [word()] }),
  });
  nodes.forEach((node, at) => {
    node.label = `Partij ${at}`;
    node.sector = pick(sectors);
    node.place = `Plaats ${below(40)}`;
    const sort = at % 20;
    if (sort === 9 || sort === 19)
      Object.assign(node, {
        kind: 'initiative',
        stage: pick(stages),
        stageDates: { dream: '2019-03-01', pilot: '2020-05-01' },
      });
    else if (sort === 4) node.kind = 'challenge';
    else if (sort === 14 && at % 100 === 14) node.kind = 'vision';
    else {
      node.kind = 'actor';
      node.energy = 1 + below(5);
      node.motivation = word();
      node.needs = Array.from({ length: below(3) }, (_, number) => exchange(number));
      node.offers = Array.from({ length: below(3) }, (_, number) => exchange(number));
    }
  });
  edges.forEach((edge, at) => {
    const to = nodes[Number(edge.to.slice(1))];
    const from = nodes[Number(edge.from.slice(1))];
    if (to.kind === 'initiative' && at % 3 === 0)
      Object.assign(edge, { kind: 'funds', amount: 1000 * (1 + below(50)), currency: 'EUR', direction: 'directed' });
    else if (to.kind === 'initiative') edge.kind = at % 3 === 1 ? 'takesPartIn' : 'founded';
    else if (to.kind === 'challenge') edge.kind = 'contributesTo';
    else if (to.kind === 'vision') edge.kind = 'supports';
    else edge.kind = pick(kinds);
    edge.direction ??= from.kind === 'actor' && to.kind === 'actor' && unit() < 0.4 ? 'mutual' : 'directed';
    edge.status = unit() < 0.05 ? 'potential' : 'active';
    edge.since = `20${10 + below(15)}-0${1 + below(9)}-01`;
  });
  return { title: graph.name, nodes, edges };
}
