// What a report knows of the network: the file's own objects with types, names for ids, and measures.

import type { LensAnswer } from '../api/api_types.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { Measure } from '../bridge/measures.ts';
import { currentNetwork, type VersionedNetwork } from '../bridge/versioned_network.ts';
import { answerTo, askLens } from '../lenses/lens_questions.ts';
import { askReader } from '../program/reader.ts';
import { hasText, number, t } from '../words/i18n.ts';

export interface ReportExchange {
  text: string;
  terms?: string;
  status?: string;
}

export interface ReportNode {
  id: string;
  kind?: string;
  label: string;
  description?: string;
  sector?: string;
  form?: string;
  place?: string;
  motivation?: string;
  energy?: number;
  stage?: string;
  nextStep?: { text?: string; owner?: string; due?: string };
  needs?: ReportExchange[];
  offers?: ReportExchange[];
}

export interface ReportEdge {
  id: string;
  from: string;
  to: string;
  kind?: string;
  label?: string;
  direction?: string;
  status?: string;
  strength?: number;
  trust?: number;
  amount?: number;
  currency?: string;
  since?: string;
  until?: string;
}

export class ReportFacts {
  /** What the report is about, throughout. */
  readonly versioned: VersionedNetwork;
  readonly title: string;
  readonly description: string;
  /** By name, in the order of the language. */
  readonly nodes: ReportNode[];
  readonly edges: ReportEdge[];
  readonly #byId: ReadonlyMap<string, ReportNode>;
  readonly #sectors: ReadonlyMap<string, string>;

  constructor(bridge: Bridge, language: string) {
    this.versioned = currentNetwork(bridge);
    const network = this.versioned.network as {
      title?: string;
      description?: string;
      nodes?: ReportNode[];
      edges?: ReportEdge[];
      sectors?: { id: string; label?: string }[];
    };
    const order = new Intl.Collator(language);
    this.title = network.title || t('network.untitled');
    this.description = network.description ?? '';
    this.nodes = [...(network.nodes ?? [])].sort((a, b) => order.compare(a.label, b.label));
    this.#byId = new Map(this.nodes.map((node) => [node.id, node]));
    const rank = new Map(this.nodes.map(({ id }, at) => [id, at]));
    const place = (id: string) => rank.get(id) ?? 0;
    this.edges = (network.edges ?? [])
      .filter(({ from, to }) => rank.has(from) && rank.has(to))
      .sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to));
    this.#sectors = new Map((network.sectors ?? []).flatMap(({ id, label }) => (label ? [[id, label] as const] : [])));
  }

  ofKind(...kinds: string[]): ReportNode[] {
    return this.nodes.filter(({ kind = 'actor' }) => kinds.includes(kind));
  }

  name(id: string): string {
    return this.#byId.get(id)?.label || t('mirror.noName');
  }

  sectorName(sector: string): string {
    return this.#sectors.get(sector) ?? (hasText(`sector.${sector}`) ? t(`sector.${sector}`) : sector);
  }

  kindOfEdge({ kind = '', label }: ReportEdge): string {
    if (label) return label;
    return kind === '' ? t('edgeKind.none') : hasText(`edgeKind.${kind}`) ? t(`edgeKind.${kind}`) : kind;
  }

  /** A tie as the accessible mirror of the canvas says it (web/canvas/mirror_items.cpp). */
  sentence(edge: ReportEdge): string {
    const { from, to, kind = '', label, direction = 'directed', status = 'active', since, until } = edge;
    const plain = !label && direction === 'directed';
    const key =
      plain && hasText(`tieSentence.${kind}`)
        ? `tieSentence.${kind}`
        : plain && hasText(`edgeKind.${kind}`)
          ? 'tie.directed'
          : direction === 'directed'
            ? 'tie.named'
            : 'tie.mutual';
    let text = t(key, this.name(from), this.kindOfEdge(edge), this.name(to));
    if (status !== 'active' || since) text += `, ${t(`edgeStatus.${status}`)}`;
    if (since) text += ` ${t('tie.since', since)}`;
    if (until) text += ` ${t('tie.until', until)}`;
    return text;
  }

  readonly #answers = new Map<string, Promise<LensAnswer>>();

  /** What a lens answers; each is asked once for a report. Throws Refusal. */
  answer(id: string): Promise<LensAnswer> {
    const answer = this.#answers.get(id) ?? askLens(this.versioned, askReader, id);
    this.#answers.set(id, answer);
    return answer;
  }

  /** Measures of the whole by id, as `measures` of the JavaScript API gives them. Throws Refusal. */
  async measures(only: string[]): Promise<{ [id: string]: Measure }> {
    return (await answerTo(this.versioned, askReader, 'measuresOf', { only }, undefined)) as { [id: string]: Measure };
  }
}

/** A share between 0 and 1 as a whole percentage. */
export function percent(share: number): string {
  return `${number(Math.round(share * 100))}%`;
}
