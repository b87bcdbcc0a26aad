// What a newer page wrote and this one does not know. The document has it and passes it on; here it is shown as far as it can be.
import type { Bridge } from '../bridge/bridge.ts';
import type { JsonObject, Operation } from '../bridge/model.ts';
import type { Answer } from '../document/replica.ts';

/** Without these there is nothing to show. */
const needed = ['id', 'label', 'from', 'to', 'title'];
const most = 40;

/** Keys of an operation behind which an entity stands that is added. */
const entities = ['node', 'edge', 'story'];

/**
 * The same operation with what the core does not know of the entity, as `where` names it, among its further fields, where a file that is opened
 * has it too. Null when there is no way to show it.
 */
function without(operation: Operation, where: string): Operation | null {
  const name = entities.find((each) => each in operation);
  const [, key] = /^\w+\.([^.[]+)/.exec(where) ?? [];
  if (name === undefined || key === undefined || needed.includes(key)) return null;
  const { [key]: unknown, ...known } = operation[name] as JsonObject;
  if (unknown === undefined) return null;
  // A story has no further fields.
  const more = name === 'story' ? {} : { fields: { ...(known.fields as JsonObject), [key]: unknown } };
  return { ...operation, [name]: { ...known, ...more } };
}

/** Gives the core what it has refused in a form that it takes. True when it was something that this page does not know. */
export function takeUnknown(core: Pick<Bridge, 'call'>, given: Operation[], { rejected: refused }: Answer): boolean {
  let operations = given;
  let rejected = refused;
  const isUnknown = rejected.some(({ issue }) => /Unknown$|^wrongType$/.test(issue.code));
  for (let tries = 0; tries < most; ++tries) {
    const forms = new Map<number, Operation>();
    for (const { index, issue } of rejected) {
      const form = without(operations[index] as Operation, issue.where);
      if (form) forms.set(index, form);
    }
    if (forms.size === 0) break;
    // All of it again: what hangs on an addition was refused with it.
    operations = operations.map((operation, index) => forms.get(index) ?? operation);
    rejected = core.call('apply', { operations, origin: 'remote' }).rejected;
  }
  return isUnknown;
}
