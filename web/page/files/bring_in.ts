// What was read, brought into the open network. Of a large file that takes seconds; it works in slices, so that the page answers
// meanwhile, says how far it is and can be stopped.

import { gathered } from '../bridge/additions.ts';
import type { ImportPlan } from '../bridge/import_plan.ts';
import type { NetworkJson, Operation, StepName } from '../bridge/model.ts';
import { forgetNetwork, networkInPlace, type VersionedNetwork } from '../bridge/versioned_network.ts';
import { placeForHand } from '../program/arranging.ts';
import type { Program } from '../program/program.ts';
import { type Following, ReaderCancelled } from '../program/reader.ts';
import { newGesture } from '../program/undo_step.ts';
import { yieldToEventLoop } from '../support/event_loop.ts';
import { Refusal } from '../words/issues.ts';
import { isEmpty, operationsToFill } from './filling.ts';
import { operationsFor } from './reading.ts';

/** How long a slice is meant to take, in milliseconds, and how many operations the first one has. */
const slice = 40;
const firstSlice = 200;

/**
 * Brings a network into the open one, as one undo step; merges by the choices in `plan`; `title`: when `network` has none. Throws Refusal when an operation is refused and
 * ReaderCancelled when it was stopped: then everything is as it was.
 */
export async function bringIn(
  program: Program,
  network: NetworkJson,
  mode: 'replace' | 'merge',
  more: { plan?: ImportPlan; title?: string } = {},
  following: Following = {},
): Promise<void> {
  const { bridge, stage } = program;
  await bridge.needRest();
  let operations: Operation[];
  let current: VersionedNetwork;
  // Someone may change the network while the worker compares: then it compares again.
  do {
    current = networkInPlace(bridge);
    operations =
      mode === 'replace' && isEmpty(current.network)
        ? operationsToFill(current.network, network, more.title)
        : await operationsFor({ current: current.network, network, mode, ...more }, { signal: following.signal });
  } while (bridge.call('counts', {}).revision !== current.revision);
  forgetNetwork();
  const gesture = newGesture(mode);
  const name: StepName = mode === 'merge' ? { code: 'merge', params: [] } : { code: 'replace', params: [] };
  await applyInSlices(program, operations, { gesture, name }, following);
  await placeForHand(program, { gesture });
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
      const report = bridge.call('apply', { operations: gathered(operations.slice(done, done + size)), ...step });
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
