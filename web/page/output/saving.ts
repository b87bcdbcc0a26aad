// The open network out to files, named after it and the day.
import type { Bridge } from '../bridge/bridge.ts';
import { fileNameOf } from '../files/file_name.ts';
import { whileTold } from '../files/reading.ts';
import { tellOf } from '../loading/late_parts.ts';
import type { Program } from '../program/program.ts';
import { askForFiles, type MadeFile, reasonOf } from '../program/reader.ts';
import { FetchFailed } from '../support/fetching.ts';
import { askToLose, showTrouble } from '../widgets/dialogs.ts';
import { download } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The open network as files of a format. Throws Refusal. */
export async function filesOf(bridge: Bridge, format: string): Promise<MadeFile[]> {
  if (format === 'impactweb') {
    const text = bridge.call('ownFile', {}).text;
    return [{ name: 'network.json', content: new Blob([text], { type: 'application/json' }) }];
  }
  return (await askForFiles({ network: bridge.call('snapshot', {}).network, format })).files;
}

/** Files of a format to the downloads: one, or the two of a pair. What they cannot hold is said first. False when nothing was saved. */
export async function saveNetwork(
  { program, workspace }: { program: Program; workspace: Workspace },
  format: string,
): Promise<boolean> {
  let files: MadeFile[];
  try {
    const { bridge } = program;
    if (format === 'impactweb') {
      files = await filesOf(bridge, format);
      workspace.noteFiled();
    } else {
      const made = await whileTold(() =>
        askForFiles({ network: bridge.call('snapshot', {}).network, format, losses: true }),
      );
      if (made.losses.length > 0 && !(await askToLose(made.losses))) return false;
      files = made.files;
    }
  } catch (error) {
    if (error instanceof FetchFailed) tellOf(error, () => void saveNetwork({ program, workspace }, format));
    else await showTrouble(t('files.notSaved'), reasonOf(error));
    return false;
  }
  for (const file of files) {
    const pair = files.length > 1 ? `-${file.name.replace(/\.[^.]*$/, '')}` : '';
    const extension = file.name.split('.').at(-1) ?? 'json';
    // Several formats are JSON; the own one needs no other name.
    const suffix = extension === 'json' && format !== 'impactweb' ? `-${format}` : '';
    download(`${fileNameOf(workspace.current?.replica.title ?? '')}${suffix}${pair}.${extension}`, file.content);
  }
  return true;
}
