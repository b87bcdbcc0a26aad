// One field of many actors, filled in as a table that the keyboard flies through: what the names tell is proposed, all of it is one step.
import type { JsonObject, Operation } from '../bridge/model.ts';
import type { Program } from '../program/program.ts';
import { applyAsStep, undoAction } from '../program/undo_step.ts';
import { showTrouble } from '../widgets/dialogs.ts';
import { notify } from '../widgets/toast.ts';
import { moreWords, plural, t } from '../words/i18n.ts';
import { issueText } from '../words/issues.ts';
import { fieldNamed } from './fields.ts';
import { askScreen } from './screen.ts';

/** Shows the table for a field (`sector`, `form`, `energy`, `place`), of `only` these when they are named. */
export async function fillIn(program: Program, name: string, only?: readonly string[]): Promise<void> {
  await moreWords('fill');
  const { bridge, stage } = program;
  const network = bridge.call('snapshot', {}).network as { nodes?: JsonObject[]; sectors?: JsonObject[] };
  const field = fieldNamed(name, network);
  const wanted = only && new Set(only);
  const rows = (network.nodes ?? [])
    .filter((node) => (wanted ? wanted.has(String(node.id)) : (node.kind ?? 'actor') === 'actor'))
    .map((node) => ({
      id: String(node.id),
      label: String(node.label ?? ''),
      value: String(node[field.name] ?? ''),
      proposed: field.proposed(node),
    }))
    .filter(({ value }) => value === '' || value === '0')
    .sort((a, b) => a.label.localeCompare(b.label));
  if (rows.length === 0) return notify({ text: t('fill.none'), kind: 'info' });
  const answers = await askScreen(field, rows);
  if (answers === null || answers.size === 0) return;
  const operations: Operation[] = [...answers].map(([id, value]) => ({
    op: 'setNode',
    id,
    field: field.name,
    value: field.name === 'energy' ? Number(value) : value,
  }));
  const step = applyAsStep(program, operations, 'fill', { code: 'fill', params: [String(operations.length)] });
  if ('refused' in step) return showTrouble(t('common.wentWrong'), issueText(step.refused));
  stage.requestFrame();
  notify({ text: plural('fill.done', operations.length), kind: 'info', action: undoAction(program) });
}
