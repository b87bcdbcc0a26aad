// What the panel reads of the open network: names for ids, and texts of the lenses in words.
import type { LensText } from '../api/api_types.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { Json, JsonObject, NetworkJson } from '../bridge/model.ts';
import { currentNetwork, type VersionedNetwork } from '../bridge/versioned_network.ts';
import { formatText } from '../lenses/lens_text.ts';
import { hasText, t } from '../words/i18n.ts';

export type Entity = JsonObject;
/** An id and its name. */
export type Named = readonly [id: string, name: string];

/** The network as it is at a moment: this one, or that of an answer. */
export class NetworkView {
  readonly nodes: readonly Entity[];
  readonly edges: readonly Entity[];
  readonly title: string;
  readonly #sectors: readonly Entity[];
  readonly #network: NetworkJson;
  readonly #nodes: ReadonlyMap<string, Entity>;
  readonly #edges: ReadonlyMap<string, Entity>;
  readonly #order = new Intl.Collator(document.documentElement.lang);

  constructor(bridge: Bridge, { network }: VersionedNetwork = currentNetwork(bridge)) {
    this.nodes = (network.nodes ?? []) as Entity[];
    this.edges = (network.edges ?? []) as Entity[];
    this.title = String(network.title ?? '');
    this.#sectors = (network.sectors ?? []) as Entity[];
    this.#network = network;
    this.#nodes = new Map(this.nodes.map((node) => [String(node.id), node]));
    this.#edges = new Map(this.edges.map((edge) => [String(edge.id), edge]));
  }

  node(id: string): Entity | undefined {
    return this.#nodes.get(id);
  }

  /** Of a node; the id itself when there is none. */
  name(id: string): string {
    const label = this.#nodes.get(id)?.label;
    return label === undefined ? id : String(label || t('mirror.noName'));
  }

  /** Both ends of a tie. */
  tie(id: string): string {
    const edge = this.#edges.get(id);
    return edge ? `${this.name(String(edge.from))} – ${this.name(String(edge.to))}` : id;
  }

  sector(id: string): string {
    const label = this.#sectors.find((each) => each.id === id)?.label;
    return String(label || (hasText(`sector.${id}`) ? t(`sector.${id}`) : id));
  }

  /** The list of the network, in its order. */
  sectors(): Named[] {
    return this.#sectors.map(({ id }) => [String(id), this.sector(String(id))]);
  }

  /** By name. */
  ofKind(kind: string): Named[] {
    return this.#named(this.nodes.filter((node) => (node.kind ?? 'actor') === kind));
  }

  /** Those with a tie of this kind that begins at them. */
  whoHas(tieKind: string): Named[] {
    const ids = new Set(this.edges.filter(({ kind }) => kind === tieKind).map(({ from }) => from));
    return this.#named(this.nodes.filter(({ id }) => ids.has(id as string)));
  }

  /** Names of the further fields of nodes in which there is a number. */
  numberFields(): string[] {
    const found = new Set<string>();
    for (const { fields } of this.nodes)
      for (const [name, value] of Object.entries((fields ?? {}) as Entity))
        if (typeof value === 'number') found.add(name);
    return [...found].sort(this.#order.compare);
  }

  /** A further field of the network itself; these stand beside its own ones. */
  field(name: string): Json | undefined {
    return this.#network[name];
  }

  fieldNames(): string[] {
    return Object.keys(this.#network);
  }

  /** Ids of nodes, and of ties. */
  sorted(ids: readonly string[]): [nodes: string[], edges: string[]] {
    return [ids.filter((id) => this.#nodes.has(id)), ids.filter((id) => !this.#nodes.has(id))];
  }

  tell(text: LensText): string {
    return formatText(text, (id) => this.sector(id));
  }

  #named(nodes: readonly Entity[]): Named[] {
    return nodes
      .map(({ id, label }): Named => [String(id), String(label || t('mirror.noName'))])
      .sort(([, a], [, b]) => this.#order.compare(a, b));
  }
}
