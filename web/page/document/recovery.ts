// Networks that are kept but not in the list: the list was lost, or a visit ended between the two.
import * as Y from 'yjs';
import type { Entry } from './catalogue.ts';
import { readRecords } from './records.ts';
import { titleOf } from './replica.ts';
import { databaseName, readStored, storedIds } from './storage.ts';

/**
 * What the list should know of kept networks that are not among `known` (deleted ones included). One that cannot be read is among
 * them too, without a title: opening it offers its bytes. Nothing in a browser that does not tell which databases it has.
 */
export async function unlistedNetworks(known: ReadonlySet<string>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const id of (await storedIds()) ?? []) {
    if (known.has(id)) continue;
    try {
      const stored = await readStored(databaseName(id));
      if (!stored || stored.records.length === 0) continue;
      const doc = new Y.Doc();
      const unreadable = 'unreadable' in readRecords(stored, doc);
      const time = stored.savedAt ?? Date.now();
      entries.push({
        id,
        title: unreadable ? '' : titleOf(doc),
        created: time,
        changed: time,
        nodes: unreadable ? 0 : doc.getMap('nodes').size,
        edges: unreadable ? 0 : doc.getMap('edges').size,
      });
      doc.destroy();
    } catch {
      // In use in a way that keeps us out; a later visit will find it.
    }
  }
  return entries;
}
