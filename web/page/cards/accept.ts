// What contributions would change in a network: who tells, what is new, what contradicts, which ties are confirmed. Nothing is done here;
// the operations are for whoever accepts.
import type { Json, JsonObject, NetworkJson, Operation } from '../bridge/model.ts';
import { type Contribution, type Relation, relations } from './card.ts';

/** What was decided about one contribution. */
export interface Decision {
  accepted: boolean;
  /** The node that tells, `null` for a new one; left out: as proposed. */
  who?: string | null;
  /** Fields of which the present value stays. */
  kept: ReadonlySet<string>;
  /** Ties that are left out, by their place. */
  left: ReadonlySet<number>;
  /** With whom ties are, by their place, where it had to be asked: the node, `null` for a new one. */
  others?: ReadonlyMap<number, string | null>;
}

export interface FieldChange {
  field: 'form' | 'sector' | 'place' | 'motivation' | 'energy';
  old: Json;
  new: Json;
  /** Somebody filled in something else before. */
  conflict: boolean;
}

/** `new`: nobody has drawn it yet; `confirmed`: the other side has claimed it; `claimed`: it was drawn, and nobody had said it; `known`: nothing new. */
export type TieOutcome = 'new' | 'confirmed' | 'claimed' | 'known';

export interface TieChange {
  relation: Relation['id'];
  to: string;
  wish: boolean;
  outcome: TieOutcome;
  /** The other side is not in the network yet. */
  newNode: boolean;
  /** It is called almost so there: perhaps the same. */
  similar: { id: string; label: string }[];
  /** Nobody has said yet whether it is one of those. */
  asks: boolean;
}

export interface Review {
  contribution: Contribution;
  /** Nodes that may be the same, the likeliest first. */
  candidates: { id: string; label: string; same: boolean }[];
  /** The node that tells; null for a new one. */
  who: string | null;
  /** Who tells is called almost like somebody who is there, and nobody has said yet whether it is them. */
  asksWho: boolean;
  /** Nothing of it can be accepted before what it asks is answered: a wrong guess makes somebody twice. */
  asks: boolean;
  fields: FieldChange[];
  offers: string[];
  needs: string[];
  ties: TieChange[];
}

export interface Plan {
  reviews: Review[];
  /** Of what is accepted. */
  operations: Operation[];
}

/** Names without case, accents, punctuation and the words for what an organisation is in law. */
export function folded(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const short = plain.replace(/^(stichting|vereniging|cooperatie|foundation) | (bv|nv|ltd|cv)$/g, '').trim();
  return short || plain;
}

/** Whether two folded names differ by so little that they may be the same. */
export function isSimilar(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 4 && (long.startsWith(`${short} `) || long.endsWith(` ${short}`))) return true;
  return short.length >= 6 && distance(short, long, 2) <= (short.length < 10 ? 1 : 2);
}

/** Letters to change, add or take away; anything above `most` is told as `most + 1`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; ++i) {
    const next = [i];
    for (let j = 1; j <= b.length; ++j)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return row[b.length] ?? 0;
}

const decided: Decision = { accepted: true, kept: new Set(), left: new Set() };

/** Contributions in their order: what an earlier one adds is there for the next. */
export function planOf(
  network: NetworkJson,
  contributions: readonly Contribution[],
  decisions: readonly (Decision | undefined)[] = [],
): Plan {
  const table = new Table(network);
  const operations: Operation[] = [];
  const reviews = contributions.map((contribution, at) => {
    const decision = decisions[at] ?? decided;
    const review = reviewOf(table, contribution, decision);
    if (decision.accepted && !review.asks)
      for (const operation of operationsOf(table, review, decision)) operations.push(operation);
    return review;
  });
  return { reviews, operations };
}

/** The network as it will be. */
class Table {
  readonly nodes: Map<string, JsonObject>;
  readonly edges: Map<string, JsonObject>;
  readonly #names = new Map<string, string[]>();

  constructor(network: NetworkJson) {
    const { nodes = [], edges = [] } = network as { nodes?: JsonObject[]; edges?: JsonObject[] };
    this.nodes = new Map();
    this.edges = new Map(edges.map((edge) => [String(edge.id), { ...edge }]));
    for (const node of nodes) this.add({ ...node });
  }

  add(node: JsonObject): void {
    this.nodes.set(String(node.id), node);
    const name = folded(String(node.label ?? ''));
    this.#names.set(name, [...(this.#names.get(name) ?? []), String(node.id)]);
  }

  labelOf(id: string): string {
    return String(this.nodes.get(id)?.label ?? '');
  }

  called(name: string): string[] {
    return this.#names.get(folded(name)) ?? [];
  }

  calledAlmost(name: string): string[] {
    const wanted = folded(name);
    return [...this.#names].flatMap(([known, ids]) => (known !== wanted && isSimilar(known, wanted) ? ids : []));
  }
}

function reviewOf(table: Table, said: Contribution, decision: Decision): Review {
  // People speak for an initiative as well as for an organisation.
  const speaks = (id: string) => ['actor', 'initiative'].includes(String(table.nodes.get(id)?.kind ?? 'actor'));
  const same = table.nodes.has(said.id) ? [said.id] : table.called(said.label).filter(speaks);
  const candidates = [
    ...same.map((id) => ({ id, label: table.labelOf(id), same: true })),
    ...table
      .calledAlmost(said.label)
      .filter((id) => speaks(id) && !same.includes(id))
      .map((id) => ({ id, label: table.labelOf(id), same: false })),
  ];
  const proposed = same[0] ?? null;
  const who = decision.who === undefined ? proposed : decision.who;
  const present = (who !== null && table.nodes.get(who)) || {};
  const fields: FieldChange[] = [];
  for (const field of ['form', 'sector', 'place', 'motivation', 'energy'] as const) {
    const next = said[field];
    const old = present[field] ?? null;
    if (next !== undefined && next !== old)
      fields.push({ field, old, new: next, conflict: old !== null && old !== '' });
  }
  const fresh = (list: 'offers' | 'needs') => {
    const known = new Set(((present[list] ?? []) as JsonObject[]).map(({ text }) => folded(String(text))));
    return said[list].map(({ text }) => text).filter((text) => !known.has(folded(text)) && known.add(folded(text)));
  };
  const isSelf = (name: string) =>
    folded(name) === folded(said.label) || (who !== null && table.called(name)[0] === who);
  const ties = said.ties.map((tie, at): TieChange => {
    const similar =
      isSelf(tie.to) || table.called(tie.to).length > 0
        ? []
        : table.calledAlmost(tie.to).map((id) => ({ id, label: table.labelOf(id) }));
    const to = otherOf(table, tie.to, decision.others?.get(at));
    const edge = to === undefined || who === null ? undefined : tieBetween(table, who, to, tie.relation);
    const name = who === null ? said.label : table.labelOf(who);
    return {
      ...tie,
      outcome: isSelf(tie.to) ? 'known' : edge === undefined ? 'new' : outcomeOf(edge, name),
      newNode: to === undefined && !isSelf(tie.to),
      similar,
      asks: similar.length > 0 && decision.others?.get(at) === undefined && !decision.left.has(at),
    };
  });
  const asksWho = decision.who === undefined && same.length === 0 && candidates.length > 0;
  return {
    contribution: said,
    candidates,
    who,
    asksWho,
    asks: asksWho || ties.some((tie) => tie.asks),
    fields,
    offers: fresh('offers'),
    needs: fresh('needs'),
    ties,
  };
}

function relationOf(id: Relation['id']): Relation {
  const found = relations.find((relation) => relation.id === id);
  if (!found) throw new Error(`no relation ${id}`);
  return found;
}

/** With whom a tie is: as was said when it was asked, or else who is called so. */
function otherOf(table: Table, name: string, answer: string | null | undefined): string | undefined {
  return answer !== undefined && answer !== null && table.nodes.has(answer) ? answer : table.called(name)[0];
}

/** A tie of this kind that is there already. */
function tieBetween(table: Table, who: string, to: string, id: Relation['id']): JsonObject | undefined {
  const { kind, direction, back } = relationOf(id);
  const [from, end] = back ? [to, who] : [who, to];
  for (const edge of table.edges.values()) {
    if (edge.kind !== kind) continue;
    if (edge.from === from && edge.to === end) return edge;
    const bothWays = direction === 'undirected' || (edge.direction ?? 'directed') !== 'directed';
    if (bothWays && edge.from === end && edge.to === from) return edge;
  }
  return undefined;
}

function outcomeOf(edge: JsonObject, name: string): TieOutcome {
  const by = (field: string) => folded(String(edge[field] ?? ''));
  if (by('claimedBy') === '') return 'claimed';
  return by('claimedBy') === folded(name) || by('confirmedBy') !== '' ? 'known' : 'confirmed';
}

function operationsOf(table: Table, review: Review, decision: Decision): Operation[] {
  const { contribution: said } = review;
  const operations: Operation[] = [];
  let who = review.who;
  if (who === null) {
    who = table.nodes.has(said.id) ? `${said.id}-me` : said.id;
    const node: JsonObject = { id: who, kind: 'actor', label: said.label };
    for (const { field, new: value } of review.fields) if (!decision.kept.has(field)) node[field] = value;
    table.add(node);
    operations.push({ op: 'addNode', node: { ...node } });
  } else {
    const node = table.nodes.get(who) ?? {};
    for (const { field, new: value } of review.fields) {
      if (decision.kept.has(field)) continue;
      node[field] = value;
      operations.push({ op: 'setNode', id: who, field, value });
    }
  }
  const node = table.nodes.get(who) ?? {};
  for (const list of ['offers', 'needs'] as const) {
    said[list].forEach(({ text, terms }, at) => {
      if (!review[list].includes(text)) return;
      const value: JsonObject = { text, ...(terms && { terms }) };
      const id = `${said.id}-${list[0]}${at}`;
      node[list] = [...((node[list] as JsonObject[] | undefined) ?? []), { id, ...value }];
      operations.push({ op: 'setNode', id: who, field: `${list}.${id}`, value });
    });
  }
  const name = table.labelOf(who);
  said.ties.forEach((tie, at) => {
    if (decision.left.has(at) || review.ties[at]?.outcome === 'known') return;
    const { kind, direction, back } = relationOf(tie.relation);
    let to = otherOf(table, tie.to, decision.others?.get(at));
    if (to === undefined) {
      to = `${said.id}-n${at}`;
      const other: JsonObject = { id: to, kind: otherKind(tie.relation), label: tie.to };
      table.add(other);
      operations.push({ op: 'addNode', node: { ...other } });
    }
    const present = tieBetween(table, who as string, to, tie.relation);
    if (present) {
      const outcome = outcomeOf(present, name);
      if (outcome === 'known') return;
      const field = outcome === 'claimed' ? 'claimedBy' : 'confirmedBy';
      present[field] = name;
      operations.push({ op: 'setEdge', id: String(present.id), field, value: name });
      return;
    }
    const edge: JsonObject = {
      id: `${said.id}-t${at}`,
      from: back ? to : (who as string),
      to: back ? (who as string) : to,
      kind,
      direction,
      status: tie.wish ? 'potential' : 'active',
      claimedBy: name,
    };
    table.edges.set(String(edge.id), edge);
    operations.push({ op: 'addEdge', edge: { ...edge } });
  });
  return operations;
}

/** What somebody must be of whom only a tie is known. */
function otherKind(relation: Relation['id']): string {
  if (relation === 'takesPartIn' || relation === 'contributesTo') return 'initiative';
  return relation === 'supports' ? 'vision' : 'actor';
}
