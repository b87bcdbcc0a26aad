// Opening files by hand: what they are, what is to become of them, and who does it. Each file is read once (files/reading.ts); tables and
// what meets an open network go by people (import/), contributions to who collects them (cards/).
import type { NetworkJson } from '../bridge/model.ts';
import { forgetNetwork, networkInPlace } from '../bridge/versioned_network.ts';
import {
  bytesOfFiles,
  type InputFile,
  mostBytes,
  readFiles,
  titled,
  titleFrom,
  tooLarge,
  unitedIn,
  whileTold,
} from '../files/reading.ts';
import type { Decision } from '../import/import.ts';
import { later, wayOn } from '../loading/late_parts.ts';
import type { Program } from '../program/program.ts';
import { ReaderCancelled, reasonOf } from '../program/reader.ts';
import { undoAction } from '../program/undo_step.ts';
import { FetchFailed } from '../support/fetching.ts';
import { showRepairs, showTrouble } from '../widgets/dialogs.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { watchForFiles } from './gestures.ts';

interface Table {
  program: Program;
  workspace: Workspace;
  /** Makes a new network of what was read and shows it. */
  openNew: (network: NetworkJson) => Promise<void>;
}

/** From now on files that a hand gives are opened. */
export function openWhatIsGiven(table: Table): void {
  watchForFiles(
    (files) => void openFiles(table, files),
    (text) => void open(table, [{ name: t('files.pasted'), bytes: new TextEncoder().encode(text) }]),
  );
}

async function openFiles(table: Table, files: File[]): Promise<void> {
  try {
    const large = files.find(({ size }) => size > mostBytes);
    if (large) await showTrouble(t('files.refused'), (await tooLarge(large)).message);
    else await open(table, await bytesOfFiles(files));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await showTrouble(t('files.refused'), t('files.unreadable', why));
  }
}

/** Shows what tables are taken for, and asks what to do when a network with something in it is open. */
async function open(table: Table, files: readonly InputFile[]): Promise<void> {
  if (files.length === 0) return;
  const { bridge } = table.program;
  const { current } = table.workspace;
  try {
    if (files.every(looksLikeContribution)) return await collectFrom(table, files);
    const found = await whileTold((following) => readFiles(files, {}, following));
    const mayChange = current !== null && !current.viewOnly;
    const filled = mayChange && bridge.call('counts', {}).nodes > 0;
    let decision: Decision | null = null;
    if (found.tables || filled) {
      const { decide } = await later('import', () => import('../import/import.ts'));
      decision = await decide({ files, found, open: mayChange, filled, current: () => networkInPlace(bridge).network });
    } else decision = { how: mayChange ? 'replace' : 'new', parsed: found, plan: {} };
    if (decision) await follow(table, decision, files, filled);
  } catch (error) {
    if (error instanceof ReaderCancelled) return;
    const way = error instanceof FetchFailed ? wayOn(error, () => void open(table, files)) : undefined;
    await showTrouble(t('files.refused'), reasonOf(error), way);
  } finally {
    forgetNetwork();
  }
}

/** A network may be large; a contribution says what it is at its beginning. */
function looksLikeContribution({ bytes }: InputFile): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 2000)).includes('impactweb-contribution');
}

/** Contributions that participants handed back as files. */
async function collectFrom({ program, workspace: { current } }: Table, files: readonly InputFile[]): Promise<void> {
  const cards = await later('cards', () => import('../cards/cards.ts'));
  await cards.prepare();
  try {
    const said = files.flatMap(({ bytes }) => cards.contributionsInFile(new TextDecoder().decode(bytes)) ?? []);
    if (current && !current.viewOnly) void cards.collect(program, current.id, said);
    else await showTrouble(t('collect.title'), t('collect.noNetwork', said.map(({ label }) => label).join(', ')));
  } catch (error) {
    if (!(error instanceof cards.NotACard)) throw error;
    await showTrouble(t('files.refused'), t('collect.notACard'));
  }
}

async function follow(
  { program, openNew }: Table,
  { how, parsed, plan }: Decision,
  files: readonly InputFile[],
  filled: boolean,
): Promise<void> {
  const one = how === 'merge' ? parsed : await unitedIn(parsed, plan);
  if (how === 'new') await openNew(titled(one, files));
  else
    await whileTold(async (following) => {
      const { bringIn } = await later('bring_in', () => import('../files/bring_in.ts'));
      const more = how === 'merge' ? { plan } : { title: titleFrom(files) };
      await bringIn(program, one.network, how, more, following);
    });
  if (parsed.warnings.length > 0) await showRepairs(parsed.warnings);
  else if (filled && how !== 'new')
    notify({
      text: t('files.opened', files.map((file) => file.name).join(', ')),
      kind: 'info',
      action: undoAction(program),
    });
}
