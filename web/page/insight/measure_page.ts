// Every measure of the network: those of the whole with what they mean and where they come from, those of each node in a table that sorts,
// how they are spread, and all of it as CSV.
import type { Measure } from '../bridge/measures.ts';
import type { Json } from '../bridge/model.ts';
import { currentNetwork, type VersionedNetwork, versionOf } from '../bridge/versioned_network.ts';
import { fileNameOf } from '../files/file_name.ts';
import { answerTo } from '../lenses/lens_questions.ts';
import { askForFiles, askReader, ReaderCancelled, reasonOf } from '../program/reader.ts';
import { button, download, make } from '../widgets/dom.ts';
import { announce, notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { folded } from './lists.ts';
import { measureOrder, portions } from './measure_list.ts';
import { type Column, NodeMeasures } from './measure_nodes.ts';
import { explanation, wholeText } from './measure_words.ts';
import { NetworkView } from './network_view.ts';
import type { PanelContext } from './panel_context.ts';

/** In networks with more nodes than this nothing is counted anew before somebody asks. */
const large = 2000;

export class MeasurePage {
  readonly #context: PanelContext;
  #measures: { [id: string]: Measure } = {};
  /** Of which state of the network these are. */
  #counted: VersionedNetwork | undefined;
  readonly #nodes: NodeMeasures;
  #turn = 0;
  #counting: AbortController | undefined;
  /** Measures that are still being counted. */
  #waiting: string[] = [];
  #stale = false;

  constructor(context: PanelContext) {
    this.#context = context;
    this.#nodes = new NodeMeasures(context);
  }

  /** Of another network, or left: what is being counted is not wanted any more. */
  leave(): void {
    this.#turn += 1;
    // The next question would wait until all of it is counted.
    if (this.#waiting.length > 0) this.#counting?.abort();
    this.#waiting = [];
    this.#measures = {};
    this.#nodes.begin();
  }

  /** Fills `root`, and goes on filling it while measures come in. */
  async draw(root: HTMLElement): Promise<void> {
    const { bridge } = this.#context.program;
    const { nodes } = bridge.call('counts', {});
    const known = Object.keys(this.#measures).length > 0;
    this.#stale = known && versionOf(bridge) !== this.#counted?.version;
    if (!known || (this.#stale && nodes <= large)) {
      await this.#count(root);
      return;
    }
    // The language may be another one.
    this.#tabulate();
    this.#fill(root);
  }

  async #count(root: HTMLElement): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#stale = false;
    const { bridge } = this.#context.program;
    const now = currentNetwork(bridge);
    this.#counted = now;
    const found = { ...this.#measures };
    this.#waiting = portions.flat();
    this.#counting = new AbortController();
    const { signal } = this.#counting;
    for (const [at, only] of portions.entries()) {
      const answer = await answerTo(now, askReader, 'measuresOf', { only: [...only] }, signal).catch((error) => {
        if (error instanceof ReaderCancelled) return null;
        throw error;
      });
      if (turn !== this.#turn || answer === null) return;
      Object.assign(found, answer);
      this.#waiting = this.#waiting.filter((id) => !only.includes(id));
      this.#measures = found;
      this.#tabulate();
      if (root.isConnected || at === 0) this.#fill(root);
    }
    announce(t('measures.ready'));
  }

  /** Measures of nodes as columns and rows. */
  #tabulate(): void {
    const view = new NetworkView(this.#context.program.bridge, this.#counted);
    const columns: (Column & { valueIn: (id: string) => number })[] = [];
    const numberOf = (value: Json | undefined) => (typeof value === 'number' ? value : Number.NaN);
    for (const id of measureOrder) {
      const perNode = this.#measures[id]?.perNode;
      if (!perNode) continue;
      const roles = Object.values(perNode).find((value) => value !== null && typeof value === 'object');
      if (!roles) columns.push({ id, name: t(`measure.${id}`), valueIn: (node) => numberOf(perNode[node]) });
      else
        for (const role of Object.keys(roles))
          columns.push({
            id: `${id}.${role}`,
            name: t(`measure.${id}.${role}`),
            valueIn: (node) => numberOf((perNode[node] as { [role: string]: Json } | null)?.[role]),
          });
    }
    const rows = Object.keys(this.#measures.degree?.perNode ?? {}).map((id) => ({
      id,
      name: view.name(id),
      values: columns.map(({ valueIn }) => valueIn(id)),
    }));
    this.#nodes.set(
      columns.map(({ id, name }) => ({ id, name })),
      rows,
    );
  }

  #fill(root: HTMLElement): void {
    const had = root.contains(document.activeElement) ? (document.activeElement?.id ?? '') : '';
    const head: Node[] = [make('p', { class: 'secondary' }, t('measures.about'))];
    if (this.#stale)
      head.push(
        make('p', { class: 'insight-thin' }, t('measures.stale')),
        button(t('measures.again'), { class: 'plain' }, () => {
          void this.#count(root).catch((error: unknown) => notify({ text: reasonOf(error), kind: 'error' }));
        }),
      );
    if (this.#waiting.length > 0)
      head.push(make('p', { class: 'secondary', role: 'status' }, t('measures.waiting', this.#namesOf(this.#waiting))));
    // Half of it would look like all of it in a file.
    else head.push(button(t('measures.csv'), { class: 'plain', id: 'insight-csv' }, () => void this.#save()));
    root.replaceChildren(
      ...head,
      make('h3', {}, t('measures.ofNodes')),
      ...this.#nodes.parts(),
      make('h3', {}, t('measures.ofWhole')),
      this.#whole(),
      this.#explained(),
    );
    if (had) document.getElementById(had)?.focus();
  }

  #namesOf(ids: readonly string[]): string {
    return new Intl.ListFormat(document.documentElement.lang).format(ids.map((id) => t(`measure.${id}`)));
  }

  #whole(): HTMLElement {
    const list = make('dl', { class: 'insight-numbers' });
    for (const id of measureOrder) {
      const measure = this.#measures[id];
      if (!measure || measure.value === undefined) continue;
      list.append(
        make(
          'div',
          {},
          make('dt', {}, t(`measure.${id}`)),
          make('dd', {}, wholeText(id, measure)),
          make('dd', { class: 'secondary' }, explanation(id, measure)),
        ),
      );
    }
    return list;
  }

  /** What the columns mean. */
  #explained(): HTMLElement {
    const list = make('dl', { class: 'insight-numbers' });
    for (const id of measureOrder) {
      const measure = this.#measures[id];
      if (!measure?.perNode || measure.value !== undefined) continue;
      list.append(
        make(
          'div',
          {},
          make('dt', {}, t(`measure.${id}`)),
          make('dd', { class: 'secondary' }, explanation(id, measure)),
        ),
      );
    }
    return folded(this.#context, 'explained', t('measures.explained'), list);
  }

  async #save(): Promise<void> {
    try {
      const rows: (string | number | null)[][] = [
        [t('measures.name'), ...this.#nodes.columns.map(({ name }) => name)],
        ...this.#nodes.rows.map(({ name, values }) => [
          name,
          ...values.map((value) => (Number.isNaN(value) ? null : value)),
        ]),
      ];
      const whole: (string | number | null)[][] = [
        [t('measures.measure'), t('measures.value'), t('measures.meaning')],
        ...measureOrder.flatMap((id) => {
          const measure = this.#measures[id];
          if (!measure || measure.value === undefined) return [];
          const value = typeof measure.value === 'number' ? measure.value : wholeText(id, measure);
          return [[t(`measure.${id}`), measure.value === null ? null : value, explanation(id, measure)]];
        }),
      ];
      const title = fileNameOf(this.#context.workspace.current?.replica.title ?? '');
      for (const [name, table] of [
        [t('measures.fileNodes'), rows],
        [t('measures.fileWhole'), whole],
      ] as const) {
        const { files } = await askForFiles<'exportTable'>({ rows: table }, 'exportTable');
        if (files[0]) download(`${title} ${name}.csv`, files[0].content);
      }
    } catch (error) {
      notify({ text: reasonOf(error), kind: 'error' });
    }
  }
}
