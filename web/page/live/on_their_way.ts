// What a network is with what is on its way to it: the document, and on top of it the items that have not been put through.
import type { JsonObject, Operation } from '../bridge/model.ts';
import type { Contributed } from './contributed.ts';
import { type Family, targetOf } from './contribution.ts';
import type { Known } from './contribution_rules.ts';

export class OnTheirWay implements Known {
  readonly #document: Contributed;
  readonly #device: string;
  readonly #added: Record<Family, Map<string, JsonObject>> = { node: new Map(), edge: new Map(), story: new Map() };
  readonly #removed: Record<Family, Set<string>> = { node: new Set(), edge: new Set(), story: new Set() };
  /** Fields that were changed: `id field`. */
  readonly #changed: Record<Family, Map<string, unknown>> = { node: new Map(), edge: new Map(), story: new Map() };

  constructor(document: Contributed, device: string, items: readonly Operation[]) {
    this.#document = document;
    this.#device = device;
    for (const item of items) this.take(item);
  }

  /** One more is on its way. */
  take(item: Operation): void {
    const target = targetOf(item);
    if (!target) return;
    const { family, id, does } = target;
    if (does === 'add') this.#added[family].set(id, item[family] as JsonObject);
    else if (does === 'set') this.#changed[family].set(`${id} ${String(item.field)}`, item.value);
    else {
      if (family === 'node') for (const tie of this.tiesOf(id)) this.#removed.edge.add(tie);
      this.#removed[family].add(id);
    }
  }

  is(family: Family, id: string): boolean {
    return (this.#added[family].has(id) || this.#document.is(family, id)) && !this.#removed[family].has(id);
  }

  was(family: Family, id: string): boolean {
    return this.#added[family].has(id) || this.#document.was(family, id);
  }

  by(family: Family, id: string): string | undefined {
    return this.#document.by(family, id) ?? (this.#added[family].has(id) ? this.#device : undefined);
  }

  tiesOf(node: string): string[] {
    const own = [...this.#added.edge.keys()].filter((id) =>
      [this.#value('edge', id, 'from'), this.#value('edge', id, 'to')].includes(node),
    );
    return this.#present('edge', own, this.#document.tiesOf(node));
  }

  storiesAbout(about: string): string[] {
    const isAbout = (id: string) => {
      const ids = this.#value('story', id, 'about');
      return Array.isArray(ids) && ids.includes(about);
    };
    return this.#present('story', [...this.#added.story.keys()].filter(isAbout), this.#document.storiesAbout(about));
  }

  added(device: string): number {
    const isNew = (family: Family) => [...this.#added[family].keys()].filter((id) => !this.#document.was(family, id));
    const own = device === this.#device ? (['node', 'edge', 'story'] as const).flatMap(isNew).length : 0;
    return this.#document.added(device) + own;
  }

  addedByAll(): number {
    return this.#document.addedByAll() - this.#document.added(this.#device) + this.added(this.#device);
  }

  /** What a thing is called; of a tie the two that it is between. `given`: the thing, where it is not known. */
  labelOf(family: Family, id: string, given?: JsonObject): string {
    const value = (field: string) => this.#value(family, id, field) ?? given?.[field];
    if (family !== 'edge') return text(value(family === 'node' ? 'label' : 'title'));
    const ends = [value('from'), value('to')];
    const [from = '', to = ''] = ends.map((end) => this.labelOf('node', text(end)));
    return from === '' && to === '' ? '' : `${from} – ${to}`;
  }

  #present(family: Family, ...ids: string[][]): string[] {
    return [...new Set(ids.flat())].filter((id) => !this.#removed[family].has(id));
  }

  #value(family: Family, id: string, field: string): unknown {
    const changed = this.#changed[family].get(`${id} ${field}`);
    return changed ?? this.#added[family].get(id)?.[field] ?? this.#document.value(family, id, field);
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
