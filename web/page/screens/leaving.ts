// Whether the network on the table may be left: by every way out that stays in the page.
import { saveNetwork } from '../output/saving.ts';
import type { Program } from '../program/program.ts';
import { askToLeave } from '../workspace/storage_dialogs.ts';
import type { Unsaved } from '../workspace/unsaved.ts';
import type { Workspace } from '../workspace/workspace.ts';

interface Table {
  program: Program;
  workspace: Workspace;
  unsaved: Unsaved;
}

/** The answer that is being found out. */
let leaving: Promise<boolean> | undefined;
/** The state of a network of which somebody has been told that it is not saved. */
let told = '';

/** True while somebody who wants to leave is waiting, or is being asked. */
export function isLeaving(): boolean {
  return leaving !== undefined;
}

/** True when everything is saved, or when somebody was asked, once, and wants to leave all the same. */
export function mayLeave(parts: Table): Promise<boolean> {
  // A second press while the first is being answered is the same wish.
  leaving ??= answerFor(parts).finally(() => {
    leaving = undefined;
  });
  return leaving;
}

async function answerFor({ program, workspace, unsaved }: Table): Promise<boolean> {
  const { current } = workspace;
  if (!current || current.viewOnly) return true;
  const { classList } = document.documentElement;
  classList.add('busy');
  const reason = await unsaved.settle().finally(() => classList.remove('busy'));
  if (reason === null || (reason !== 'waiting' && reason !== 'typed' && !workspace.atRisk)) return true;
  const state = `${current.id} ${program.bridge.call('counts', {}).revision} ${reason}`;
  if (state === told) return true;
  const choice = await askToLeave(reason);
  if (choice === 'stay') return false;
  told = state;
  if (choice === 'file') await saveNetwork({ program, workspace }, 'impactweb');
  return true;
}
