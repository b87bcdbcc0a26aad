// Measures as the program hands them over: what is a number for each node comes as numbers, which is many times faster than as text.
import type { Bridge } from './bridge.ts';
import type { Commands } from './commands.ts';
import type { Issue, Json, MeasuresAnswer } from './model.ts';

/** A measure as `measures` of the JavaScript API gives it. */
export interface Measure {
  value?: Json;
  perNode?: { [id: string]: Json };
  completeness?: { known: number; of: number };
  approximate?: { error: number; confidence: number };
  [more: string]: Json | undefined;
}

/** The measures by id; those of `perNode` get an object by id of the node, null where it is undefined (NaN). */
export function assembled(
  { measures, perNode = [], nodes = 0 }: MeasuresAnswer,
  bytes: Uint8Array<ArrayBuffer>,
): { [id: string]: Json } {
  const numbers = new Float64Array(bytes.buffer, 0, perNode.length * nodes);
  const ids = new TextDecoder().decode(bytes.subarray(numbers.byteLength)).split('\n');
  perNode.forEach((id, at) => {
    const values: { [id: string]: number | null } = {};
    for (let index = 0; index < nodes; ++index) {
      const node = ids[index] as string;
      const number = numbers[at * nodes + index] as number;
      const value = Number.isNaN(number) ? null : number;
      if (node !== '__proto__') values[node] = value;
      else Object.defineProperty(values, node, { value, configurable: true, enumerable: true, writable: true });
    }
    (measures[id] as { [key: string]: Json }).perNode = values;
  });
  return measures;
}

/** The measures of the program's network, or why they are refused. */
export function measuresOf(
  bridge: Bridge,
  options: Parameters<Commands['measures']>[0],
): { [id: string]: Json } | { error: Issue } {
  const answer = bridge.call('measures', options);
  if ('error' in answer) return answer;
  return assembled(answer, bridge.takeBytes(answer.bytes ?? 0));
}
