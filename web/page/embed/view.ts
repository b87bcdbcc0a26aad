// What the part of an address after its `?` asks to be shown of a network: for pages that embed this one. What makes no sense is left out.
import type { Json, ViewState } from '../bridge/model.ts';
import { openLens } from '../insight/panel.ts';
import type { Program } from '../program/program.ts';
import type { Workspace } from '../workspace/workspace.ts';

const lists = ['kinds', 'sectors', 'tags', 'places', 'energies', 'motivations', 'edgeKinds', 'edgeStatuses'] as const;
const choices = ['colorBy', 'sizeBy'] as const;

/** The view that is asked for, or null when none is: lists have commas between their words. */
export function viewOf(search: string): ViewState | null {
  const params = new URLSearchParams(search);
  const filters: { [name: string]: Json } = {};
  for (const name of lists) {
    const words = (params.get(name) ?? '').split(',').filter((word) => word !== '');
    if (words.length > 0) filters[name] = words;
  }
  const text = params.get('text');
  if (text) filters.text = text;
  const view: { [name: string]: Json } = {};
  if (Object.keys(filters).length > 0) view.filters = filters;
  for (const name of choices) {
    const choice = params.get(name);
    if (choice) view[name] = choice;
  }
  if (params.get('legend') === 'off') view.legend = false;
  return Object.keys(view).length > 0 ? view : null;
}

/** Shows it on the network that has just been opened. */
export async function showAsAsked(program: Program, workspace: Workspace, search: string): Promise<void> {
  const view = viewOf(search);
  const lens = new URLSearchParams(search).get('lens');
  if (view === null && lens === null) return;
  await program.bridge.needRest();
  if (view) {
    program.bridge.call('setViewState', { view });
    program.stage.requestFrame();
  }
  if (lens !== null) await openLens(program, workspace, lens);
}
