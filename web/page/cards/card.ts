// A contribution card: what a participant is asked about a network, and what comes back. Both travel in links, codes and files, so what
// arrives is looked at before anything is done with it.
import type { Json, JsonObject, NetworkJson } from '../bridge/model.ts';

/** What a card asks about, and the names that people choose from. */
export interface Card {
  /** Which network it belongs to. */
  network: string;
  title: string;
  sectors: { id: string; label: string }[];
  nodes: { id: string; label: string; kind: string }[];
}

export const forms = ['person', 'organisation', 'group'] as const;
export const terms = ['gift', 'barter', 'paid'] as const;

/** Ways in which somebody is tied to somebody else, from their own side. `back`: the tie points at who tells of it. */
export const relations = [
  { id: 'worksWith', kind: 'worksWith', direction: 'undirected', back: false },
  { id: 'givesTo', kind: 'givesTo', direction: 'directed', back: false },
  { id: 'getsFrom', kind: 'givesTo', direction: 'directed', back: true },
  { id: 'sharesKnowledgeWith', kind: 'sharesKnowledgeWith', direction: 'directed', back: false },
  { id: 'learnsFrom', kind: 'sharesKnowledgeWith', direction: 'directed', back: true },
  { id: 'funds', kind: 'funds', direction: 'directed', back: false },
  { id: 'fundedBy', kind: 'funds', direction: 'directed', back: true },
  { id: 'founded', kind: 'founded', direction: 'directed', back: false },
  { id: 'partOf', kind: 'partOf', direction: 'directed', back: false },
  { id: 'takesPartIn', kind: 'takesPartIn', direction: 'directed', back: false },
  { id: 'contributesTo', kind: 'contributesTo', direction: 'directed', back: false },
  { id: 'supports', kind: 'supports', direction: 'directed', back: false },
] as const;
export type Relation = (typeof relations)[number];

export interface Exchange {
  text: string;
  terms?: (typeof terms)[number];
}

export interface SaidTie {
  relation: Relation['id'];
  to: string;
  /** Not so yet: they would like it. */
  wish: boolean;
}

/** What a participant says. Texts are trimmed and of one line but for the motivation. */
export interface Contribution {
  /** Random; what is made of it has ids that begin with it, so that nothing comes in twice. */
  id: string;
  network: string;
  /** The day on which it was filled in, YYYY-MM-DD. */
  day: string;
  label: string;
  form?: (typeof forms)[number];
  sector?: string;
  place?: string;
  motivation?: string;
  /** 1 to 5. */
  energy?: number;
  offers: Exchange[];
  needs: Exchange[];
  ties: SaidTie[];
}

/** What arrived is no card, or no contribution. */
export class NotACard extends Error {}

const mostNames = 20_000;
const mostItems = 200;
const lineLength = 300;
const textLength = 5000;

/** The card of a network. */
export function cardOf(network: string, content: NetworkJson): Card {
  const {
    title = '',
    sectors = [],
    nodes = [],
  } = content as { title?: string; sectors?: JsonObject[]; nodes?: JsonObject[] };
  return {
    network,
    title,
    sectors: sectors.map(({ id, label }) => ({ id: String(id), label: String(label ?? '') })),
    nodes: nodes
      .filter(({ label }) => typeof label === 'string' && label !== '')
      .map(({ id, label, kind }) => ({ id: String(id), label: String(label), kind: String(kind ?? 'actor') })),
  };
}

/** Names take most of a card, so there they stand without their keys. */
export function cardToJson({ network, title, sectors, nodes }: Card): Json {
  return {
    network,
    title,
    sectors: sectors.map(({ id, label }) => [id, label]),
    nodes: nodes.map(({ label, kind }) => [label, kind]),
  };
}

/** Throws NotACard. */
export function cardFromJson(json: Json): Card {
  const card = thing(json);
  return {
    network: line(card.network),
    title: line(card.title),
    sectors: list(card.sectors, mostItems).map((entry) => ({ id: line(at(entry, 0)), label: line(at(entry, 1)) })),
    nodes: list(card.nodes, mostNames).map((entry) => ({
      id: '',
      label: line(at(entry, 0)),
      kind: line(at(entry, 1)),
    })),
  };
}

/** Throws NotACard. */
export function contributionFromJson(json: Json): Contribution {
  const said = thing(json);
  const label = line(said.label);
  const id = line(said.id);
  if (label === '' || !/^[0-9a-z]{8,40}$/.test(id)) throw new NotACard();
  const energy = Number(said.energy);
  const motivation = text(said.motivation, textLength);
  const form = oneOf(forms, said.form);
  const sector = line(said.sector);
  const place = line(said.place);
  return {
    id,
    network: line(said.network),
    day: /^\d{4}-\d\d-\d\d$/.test(line(said.day)) ? line(said.day) : '',
    label,
    ...(form && { form }),
    ...(sector && { sector }),
    ...(place && { place }),
    ...(motivation && { motivation }),
    ...(Number.isInteger(energy) && energy >= 1 && energy <= 5 && { energy }),
    offers: exchanges(said.offers),
    needs: exchanges(said.needs),
    ties: list(said.ties, mostItems).flatMap((entry) => {
      const tie = thing(entry);
      const relation = relations.find(({ id: known }) => known === tie.relation);
      const to = line(tie.to);
      return relation && to !== '' ? [{ relation: relation.id, to, wish: tie.wish === true }] : [];
    }),
  };
}

/** A contribution as a file, and back. */
export function contributionFile(contribution: Contribution): Json {
  return { type: 'impactweb-contribution', version: 1, contribution: contribution as unknown as Json };
}

/** The contributions in the text of a file: one, or several in a list. Nothing when it is something else. Throws NotACard. */
export function contributionsInFile(content: string): Contribution[] | null {
  // A network may be large; it says what it is at its beginning.
  if (!content.slice(0, 2000).includes('impactweb-contribution')) return null;
  let json: Json;
  try {
    json = JSON.parse(content);
  } catch {
    throw new NotACard();
  }
  return (Array.isArray(json) ? json : [json]).map((entry) => {
    const file = thing(entry);
    if (file.type !== 'impactweb-contribution' || file.version !== 1) throw new NotACard();
    return contributionFromJson(file.contribution ?? null);
  });
}

function exchanges(json: Json | undefined): Exchange[] {
  return list(json, mostItems).flatMap((entry) => {
    const said = thing(entry);
    const words = line(said.text);
    const chosen = oneOf(terms, said.terms);
    return words === '' ? [] : [{ text: words, ...(chosen && { terms: chosen }) }];
  });
}

function thing(json: Json | undefined): JsonObject {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new NotACard();
  return json;
}

function list(json: Json | undefined, most: number): Json[] {
  if (json === undefined) return [];
  if (!Array.isArray(json) || json.length > most) throw new NotACard();
  return json;
}

function at(json: Json, index: number): Json | undefined {
  return Array.isArray(json) ? json[index] : undefined;
}

function text(json: Json | undefined, most: number): string {
  return typeof json === 'string' ? json.slice(0, most).trim() : '';
}

function line(json: Json | undefined): string {
  return text(json, lineLength)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function oneOf<T extends string>(known: readonly T[], json: Json | undefined): T | undefined {
  return known.find((each) => each === json);
}
