// Several operations as one step: a name for it, all of it or nothing, and the way back.
import type { Issue, Operation, StepName } from '../bridge/model.ts';
import { t } from '../words/i18n.ts';
import type { Program } from './program.ts';

let gestures = 0;

/** A name that no other step has. */
export function newGesture(what: string): string {
  gestures += 1;
  return `${what}:page-${gestures}`;
}

/**
 * Applies operations as one undo step and gives new nodes a place, or leaves everything as it was and says why. `arrange`: see the
 * command `placeNewNodes`.
 */
export function applyAsStep(
  { bridge }: Pick<Program, 'bridge'>,
  operations: Operation[],
  what: string,
  name?: StepName,
): { refused: Issue } | { gesture: string; arrange: boolean } {
  const gesture = newGesture(what);
  const report = bridge.call('apply', { operations, gesture, ...(name && { name }) });
  const refused = report.rejected[0];
  if (!refused) return { gesture, ...bridge.call('placeNewNodes', { gesture }) };
  if (report.applied > 0) bridge.call('undo', {});
  return { refused: refused.issue };
}

/** For the notice that says what has been done. */
export function undoAction({ bridge, stage }: Pick<Program, 'bridge' | 'stage'>) {
  const run = () => {
    bridge.call('undo', {});
    stage.requestFrame();
  };
  return { label: t('common.undo'), run };
}
