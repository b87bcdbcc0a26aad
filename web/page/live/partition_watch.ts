// What was put through twice: by two appliers that did not know of each other while the network was split. Where that brings back what somebody had
// removed or changed in between, people have to see it: no page can know which of the two was meant.
import type * as Y from 'yjs';
import { splitFieldKey } from '../document/field_keys.ts';
import { deliver } from '../support/signal.ts';
import type { Contributed } from './contributed.ts';

/** Something that somebody had removed (`back`) or changed, and that is as it was contributed again. */
export interface PutTwice {
  what: 'back' | 'changed';
  id: string;
  root: string;
}

const roots = ['nodes', 'edges', 'stories', 'nodeFields', 'edgeFields', 'storyFields', 'positions'];
/** So far back the marks of one contribution are looked at. */
const mostMarks = 8;

export class PartitionWatch {
  readonly #contributed: Contributed;
  readonly #heard: (found: PutTwice[]) => void;
  /** In the transaction that is under way: what is there again, or says something else. */
  readonly #changes = new Map<string, PutTwice>();
  readonly #stop: (() => void)[] = [];

  constructor(contributed: Contributed, heard: (found: PutTwice[]) => void) {
    this.#contributed = contributed;
    this.#heard = heard;
    const { doc } = contributed;
    for (const root of roots) {
      const map = doc.getMap(root);
      const observe = (event: Y.YMapEvent<unknown>, { local }: Y.Transaction) => {
        if (!local) this.#note(root, map, event);
      };
      map.observe(observe);
      this.#stop.push(() => map.unobserve(observe));
    }
    const after = (transaction: Y.Transaction) => this.#look(transaction);
    doc.on('afterTransaction', after);
    this.#stop.push(() => doc.off('afterTransaction', after));
  }

  end(): void {
    deliver(this.#stop.splice(0), undefined);
  }

  #note(root: string, map: Y.Map<unknown>, event: Y.YMapEvent<unknown>): void {
    const id = (key: string) => (root.endsWith('Fields') ? splitFieldKey(key)[0] : key);
    for (const [key, { action, oldValue }] of event.changes.keys) {
      const wasThere = (map._map.get(key)?.left ?? null) !== null;
      if (action === 'add' && wasThere)
        this.#changes.set(`${root}/${key}`, {
          what: root.endsWith('s') && !isPart(root) ? 'back' : 'changed',
          id: id(key),
          root,
        });
      else if (action === 'update' && JSON.stringify(oldValue) !== JSON.stringify(map.get(key)))
        this.#changes.set(`${root}/${key}`, { what: 'changed', id: id(key), root });
    }
  }

  #look({ changed }: Y.Transaction): void {
    const changes = [...this.#changes];
    const marked = changed.get(this.#contributed.marks as unknown as Y.AbstractType<Y.YEvent<Y.Map<unknown>>>);
    this.#changes.clear();
    if (changes.length === 0 || !marked) return;
    const found = new Set<PutTwice>();
    for (const key of marked) {
      const marks = key === null ? [] : marksOf(this.#contributed.marks, key);
      if (new Set(marks.map(({ client }) => client)).size < 2) continue;
      const at = this.#contributed.mark(String(key))?.at ?? [];
      for (const [place, change] of changes) if (at.includes(place) && this.#isOf(marks, place)) found.add(change);
    }
    if (found.size > 0) this.#heard([...found]);
  }

  /** What stands there now was written with one of these marks, and not by somebody afterwards. */
  #isOf(marks: readonly Y.ID[], place: string): boolean {
    const slash = place.indexOf('/');
    const item = this.#contributed.doc.getMap(place.slice(0, slash))._map.get(place.slice(slash + 1));
    return marks.some(({ client, clock }) => client === item?.id.client && item.id.clock < clock);
  }
}

const isPart = (root: string): boolean => root === 'positions' || root.endsWith('Fields');

/** Who has marked a contribution, the last first. */
function marksOf(marks: Contributed['marks'], key: string): Y.ID[] {
  const found: Y.ID[] = [];
  for (let item = marks._map.get(key) ?? null; item && found.length < mostMarks; item = item.left) found.push(item.id);
  return found;
}
