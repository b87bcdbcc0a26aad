// What a document knows of contributions: which were put through, what became of each item, and which device added what.
import type * as Y from 'yjs';
import type { Json, JsonObject, Operation } from '../bridge/model.ts';
import { fieldKey } from '../document/field_keys.ts';
import type { Contribution } from './contribution.ts';
import { type Family, targetOf, writesAt } from './contribution.ts';
import type { Known } from './contribution_rules.ts';

/** What stands in the document of one contribution; written together with what it did. */
export interface Mark {
  /** The page that put it through. */
  by: string;
  /** Where it wrote: `root/key` of the document. */
  at: string[];
  /** Items that were not taken, by their place in the contribution, and why. */
  no?: Record<string, string>;
}

/** A device that has sent more than this is not listened to any more, nor anybody in a room that has as many of all. */
export const mostMarks = { device: 10_000, all: 50_000 };

export class Contributed implements Known {
  readonly doc: Y.Doc;
  readonly marks: Y.Map<Json>;
  readonly #by: Y.Map<string>;
  readonly #bases: Record<Family, Y.Map<JsonObject>>;
  readonly #fields: Record<Family, Y.Map<Json>>;
  #added: Map<string, number> | null = null;
  #marked: Map<string, number> | null = null;
  readonly #forget = () => {
    this.#added = null;
    this.#marked = null;
  };

  constructor(doc: Y.Doc) {
    this.doc = doc;
    this.marks = doc.getMap('contributions');
    this.#by = doc.getMap('contributors');
    this.#bases = { node: doc.getMap('nodes'), edge: doc.getMap('edges'), story: doc.getMap('stories') };
    this.#fields = { node: doc.getMap('nodeFields'), edge: doc.getMap('edgeFields'), story: doc.getMap('storyFields') };
    this.#by.observe(this.#forget);
    this.marks.observe(this.#forget);
  }

  end(): void {
    this.#by.unobserve(this.#forget);
    this.marks.unobserve(this.#forget);
  }

  // ---------------------------------------------------------------- what is there

  is(family: Family, id: string): boolean {
    return this.#bases[family].has(id);
  }

  /** Yjs keeps the last that stood under a key, removed or not. */
  was(family: Family, id: string): boolean {
    return this.#bases[family]._map.has(id);
  }

  by(family: Family, id: string): string | undefined {
    return this.#by.get(`${family}/${id}`);
  }

  /** An item as a core is given it: without their names the ties at a node that goes would stay, and wait for it. */
  withTies(item: Operation): Operation {
    const target = targetOf(item);
    return item.op === 'removeNodes' && target ? { ...item, edges: this.tiesOf(target.id) } : item;
  }

  tiesOf(node: string): string[] {
    const ends = (id: string, base: JsonObject) => [
      this.value('edge', id, 'from', base),
      this.value('edge', id, 'to', base),
    ];
    return [...this.#bases.edge].filter(([id, base]) => ends(id, base).includes(node)).map(([id]) => id);
  }

  storiesAbout(about: string): string[] {
    const isAbout = (id: string, base: JsonObject) => {
      const ids = this.value('story', id, 'about', base);
      return Array.isArray(ids) && ids.includes(about);
    };
    return [...this.#bases.story].filter(([id, base]) => isAbout(id, base)).map(([id]) => id);
  }

  /** What a field says now; null where there is nothing. */
  value(family: Family, id: string, field: string, base = this.#bases[family].get(id)): Json {
    const key = fieldKey(id, field);
    const fields = this.#fields[family];
    return fields.has(key) ? (fields.get(key) ?? null) : (base?.[field] ?? null);
  }

  added(device: string): number {
    return this.#counted().get(device) ?? 0;
  }

  addedByAll(): number {
    return this.#by.size;
  }

  #counted(): Map<string, number> {
    if (!this.#added) {
      this.#added = new Map();
      for (const device of this.#by.values()) this.#added.set(device, (this.#added.get(device) ?? 0) + 1);
    }
    return this.#added;
  }

  // ---------------------------------------------------------------- what was put through

  mark(key: string): Mark | null {
    const mark = this.marks.get(key) as unknown as Mark | undefined;
    return typeof mark === 'object' && mark !== null ? mark : null;
  }

  isMarked(key: string): boolean {
    return this.marks.has(key);
  }

  /** So much was put through of this device, or of all, that nothing more is. */
  isFull(device: string): boolean {
    if (!this.#marked) {
      this.#marked = new Map();
      for (const key of this.marks.keys()) this.#marked.set(deviceIn(key), (this.#marked.get(deviceIn(key)) ?? 0) + 1);
    }
    return this.marks.size >= mostMarks.all || (this.#marked.get(device.slice(0, 16)) ?? 0) >= mostMarks.device;
  }

  /** Within the transaction that adds it. */
  noteAddition(family: Family, id: string, device: string): void {
    this.#by.set(`${family}/${id}`, device);
    this.#added?.set(device, this.added(device) + 1);
  }

  /** Within the transaction that puts it through. `refusals`: by the place of the item. */
  noteMark({ key, items }: Contribution, by: string, refusals: ReadonlyMap<number, string>): void {
    const at = items.filter((_, index) => !refusals.has(index)).flatMap((item) => writesAt(item)?.join('/') ?? []);
    const no = Object.fromEntries(refusals);
    this.marks.set(key, { by, at: [...new Set(at)], ...(refusals.size > 0 && { no }) });
  }
}

/** The first half of the device's mark, which is in the name of its pages (device.ts). */
const deviceIn = (key: string): string => key.slice(8, 24);
