// What every part of the panel may ask of the whole: the program, showing something in the picture, changing the network, another page.
import type { Operation, StepName } from '../bridge/model.ts';
import { currentNetwork } from '../bridge/versioned_network.ts';
import { askScenario } from '../lenses/lens_questions.ts';
import type { Program } from '../program/program.ts';
import { askReader } from '../program/reader.ts';
import { applyAsStep, undoAction } from '../program/undo_step.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { issueText } from '../words/issues.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A page of the panel. */
export type Place = { kind: 'menu' } | { kind: 'lens'; id: string } | { kind: 'scenarios' } | { kind: 'measures' };

export interface PanelContext {
  readonly program: Program;
  readonly workspace: Workspace;
  /** Names of what has been folded out, so that it stays so when the page is drawn anew. */
  readonly opened: Set<string>;
  go(place: Place): void;
  /** Draws the page that is open anew. */
  again(): void;
  /** Uncovers the picture where the panel lies over it; resolves when the picture has its room. */
  uncover(): Promise<void>;
}

export function mayChange({ workspace }: PanelContext): boolean {
  return workspace.current?.viewOnly !== true;
}

/** Selects in the picture, and goes there. */
export async function show(context: PanelContext, nodes: string[], edges: string[] = []): Promise<void> {
  const { bridge, stage } = context.program;
  await context.uncover();
  bridge.input(() => {
    bridge.call('select', { nodes, edges, fly: true });
    stage.requestFrame();
  }, false);
}

export function selectedNodes({ program: { bridge } }: PanelContext): string[] {
  const { selection } = bridge.call('viewState', {}) as { selection?: { nodes?: string[] } };
  return selection?.nodes ?? [];
}

/** What undoing takes back when a proposal or a scenario was carried out; anything else is named after its operations. */
export const proposed: StepName = { code: 'lens', params: [] };

/** All of the operations as one step, or none of them: a refusal is told. True when it was done. */
export function carryOut(
  { program }: PanelContext,
  operations: Operation[],
  { told = t('lens.done'), name }: { told?: string; name?: StepName } = {},
): boolean {
  const step = applyAsStep(program, operations, 'lens', name);
  if ('refused' in step) {
    notify({ text: issueText(step.refused), kind: 'error' });
    return false;
  }
  program.stage.requestFrame();
  notify({ text: told, kind: 'info', action: undoAction(program) });
  return true;
}

/** Why operations no longer fit the network, in words; empty when they do. */
export async function misfits({ program: { bridge } }: PanelContext, operations: Operation[]): Promise<string[]> {
  const { rejected } = await askScenario(currentNetwork(bridge), askReader, operations, {});
  return rejected.map(({ message }) => message);
}
