// What was read, brought into the open network. Of a large file that takes seconds; it works in slices, so that the page answers
// meanwhile, says how far it is and can be stopped.

import type { ImportPlan, NetworkJson, Operation, ReaderCommands, StepName } from '../bridge/bridge.ts';
import { networkOf, newGesture } from '../opening/opening.ts';
import { arrangeForHand } from '../program/arranging.ts';
import type { Program } from '../program/program.ts';
import { askReader, type Following, ReaderCancelled } from '../program/reader.ts';
import { yieldToEventLoop } from '../support/event_loop.ts';
import { isError, Refusal } from '../words/issues.ts';

/** How long a slice is meant to take, in milliseconds, and how many operations the first one has. */
const slice = 40;
const firstSlice = 200;

/**
 * Brings a network into the open one, as one undo step; merges by the choices in `plan`. Throws Refusal when an operation is refused and
 * ReaderCancelled when it was stopped: then everything is as it was.
 */
export async function bringIn(
  program: Program,
  { network }: { network: NetworkJson },
  mode: 'replace' | 'merge',
  plan: ImportPlan = {},
  following: Following = {},
): Promise<void> {
  const { bridge, stage } = program;
  await bridge.needRest();
  let answer: ReturnType<ReaderCommands['mergeOperations']>;
  let revision: number;
  // Someone may change the network while the worker compares: then it compares again.
  do {
    revision = bridge.call('counts', {}).revision;
    const current = networkOf(bridge);
    answer = await askReader('mergeOperations', { current, network, mode, plan }, [], { signal: following.signal });
    if (isError(answer)) throw new Refusal(answer.error);
  } while (bridge.call('counts', {}).revision !== revision);
  const gesture = newGesture(mode);
  const name: StepName = mode === 'merge' ? { code: 'merge', params: [] } : { code: 'replace', params: [] };
  await applyInSlices(program, answer.operations, { gesture, name }, following);
  const { arrange } = bridge.call('placeNewNodes', { gesture });
  if (arrange) await arrangeForHand(program, { gesture });
  bridge.call('show', { what: 'fit' });
  stage.requestFrame();
}

/** Applies operations as one undo step: all of them, or none. Until it is done no hand comes between, and nothing half-done is drawn. */
export async function applyInSlices(
  { bridge, stage }: Pick<Program, 'bridge' | 'stage'>,
  operations: Operation[],
  step: { gesture: string; name: StepName },
  { signal, onProgress }: Following,
): Promise<void> {
  const release = operations.length > firstSlice ? stage.hold() : () => {};
  try {
    let size = firstSlice;
    let applied = 0;
    for (let done = 0; done < operations.length; ) {
      const begun = performance.now();
      const report = bridge.call('apply', { operations: operations.slice(done, done + size), ...step });
      applied += report.applied;
      done += size;
      const refused = report.rejected[0];
      if (refused || signal?.aborted) {
        if (applied > 0) bridge.call('undo', {});
        throw refused ? new Refusal(refused.issue) : new ReaderCancelled();
      }
      size = Math.max(1, Math.round(size * Math.min(2, slice / Math.max(1, performance.now() - begun))));
      if (done >= operations.length) break;
      onProgress?.(done, operations.length);
      await yieldToEventLoop();
    }
  } finally {
    release();
  }
}
