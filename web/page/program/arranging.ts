// Arranging the picture. A layout of a large network takes seconds; it works in slices, so that hands and keys are answered meanwhile.

import type { LayoutAnswer, LayoutArguments } from '../bridge/model.ts';
import { yieldToEventLoop } from '../support/event_loop.ts';
import { type Progress, showProgress } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { isError, Refusal } from '../words/issues.ts';
import type { Program } from './program.ts';

/** How long a slice is, in milliseconds: short enough for a key to be answered before anyone notices. */
const slice = 8;
/** What takes longer than this, in milliseconds, says how far it is and can be stopped. */
const patience = 700;

/** The layout was stopped, by a person or because another one was begun; places that were given stay. */
export class Stopped extends Error {}

/**
 * Runs a layout on the open network, as one undo step; resolves when the nodes are in their new places. Throws Refusal, Stopped,
 * and FetchFailed while the part that arranges cannot be had.
 * `gesture`: the step that it is part of.
 */
export async function arrange(
  { bridge, stage }: Program,
  options: LayoutArguments & { gesture?: string; forStage?: true } = {},
): Promise<LayoutAnswer> {
  await bridge.needRest();
  const begun = bridge.call('beginLayout', options);
  if (isError(begun)) throw new Refusal(begun.error);
  const { job } = begun;
  const started = performance.now();
  let progress: Progress | undefined;
  try {
    for (;;) {
      const state = bridge.call('goOnWithLayout', { job, milliseconds: slice });
      if ('stopped' in state) throw new Stopped(t('arranging.stopped'));
      if ('iterations' in state) {
        stage.requestFrame();
        return state;
      }
      if (!progress && performance.now() - started > patience)
        progress = showProgress(t('arranging.text'), t('arranging.stop'), () => bridge.call('stopLayout', {}));
      progress?.update(state.progress);
      await yieldToEventLoop();
    }
  } finally {
    progress?.close();
  }
}

/**
 * The same for a hand: nobody waits for it, it comes when it can, and stopping is no mistake. Without an algorithm it is the first layout
 * (web/actions/arranging.cpp).
 */
export async function arrangeForHand(program: Program, options: LayoutArguments & { gesture?: string }): Promise<void> {
  await program.bridge.fetchRest();
  return arrange(program, { forStage: true, ...options }).then(
    () => {},
    (error: unknown) => {
      if (!(error instanceof Stopped)) throw error;
    },
  );
}

/**
 * Gives all nodes of a network that was just put in their places, as part of a step: what has none yet is arranged. Of a large network
 * nothing is drawn before that is done.
 */
export async function placeForHand(program: Program, options: { gesture?: string } = {}): Promise<void> {
  const { bridge, stage } = program;
  if (!bridge.call('placeNewNodes', { ...options, rows: false }).arrange) return;
  const release = stage.hold();
  try {
    await arrangeForHand(program, options);
  } finally {
    // What was not arranged, as somebody stopped it, stands in rows.
    bridge.call('placeNewNodes', options);
    release();
  }
}
