// Items with other ids: what somebody removed and takes back is added as something new.
import type { Json, JsonObject, Operation } from '../bridge/model.ts';
import { targetOf } from './contribution.ts';

/** Ids that take the place of others. */
export type Renewed = Map<string, string>;

/** It is about something that has another id now. */
export function isRenewed(item: Operation, renewed: Renewed): boolean {
  const id = targetOf(item)?.id;
  return [...renewed.values()].some((each) => each === id);
}

/** The same item with other ids; itself where it names none of them. */
export function withIds(item: Operation, renewed: Renewed): Operation {
  const changed = (value: Json): Json => {
    if (typeof value === 'string') return renewed.get(value) ?? value;
    return Array.isArray(value) ? value.map(changed) : value;
  };
  const entity = (of: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(of).map(([key, value]) => [
        key,
        ['id', 'from', 'to', 'about'].includes(key) ? changed(value) : value,
      ]),
    );
  const { node, edge, story, positions, id, ids } = item;
  const made: Operation = {
    ...item,
    ...(node !== undefined && { node: entity(node as JsonObject) }),
    ...(edge !== undefined && { edge: entity(edge as JsonObject) }),
    ...(story !== undefined && { story: entity(story as JsonObject) }),
    ...(id !== undefined && { id: changed(id) }),
    ...(ids !== undefined && { ids: changed(ids) }),
    ...(positions !== undefined && {
      positions: Object.fromEntries(
        Object.entries(positions as JsonObject).map(([key, place]) => [renewed.get(key) ?? key, place]),
      ),
    }),
  };
  return JSON.stringify(made) === JSON.stringify(item) ? item : made;
}
