// Operations that a script gives, as data that can be handed on.
import type { Operation } from '../bridge/model.ts';
import { Refusal } from '../words/issues.ts';
import { allowanceOfACall, plainData } from './plain_data.ts';

/** Operations that can be handed on, and why the others cannot; `all` puts those among them that are refused later. */
export function plainOperations(operations: readonly unknown[]) {
  const plain: Operation[] = [];
  const places: number[] = [];
  const rejected: { index: number; message: string }[] = [];
  const allowance = allowanceOfACall();
  for (let index = 0; index < operations.length; index += 1) {
    try {
      plain.push(plainData(operations[index], allowance) as Operation);
      places.push(index);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      rejected.push({ index, message: error.message });
    }
  }
  const all = (refused: typeof rejected) =>
    [...rejected, ...refused.map(({ index, message }) => ({ index: places[index] ?? index, message }))].sort(
      (a, b) => a.index - b.index,
    );
  return { plain, rejected, all };
}
