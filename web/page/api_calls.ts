// What window.impactweb does with files and lenses: fetched when a script calls it.
import type { ExportFormat, Impactweb, Warning } from './api/api_types.ts';
import { loneSurrogate, plainData } from './api/plain_data.ts';
import { plainOperations } from './api/plain_operations.ts';
import type { ImportPlan } from './bridge/import_plan.ts';
import type { Issue, Json, NetworkJson } from './bridge/model.ts';
import { currentNetwork } from './bridge/versioned_network.ts';
import { type InputFile, mostBytes, parseFiles, titled, tooLarge } from './files/reading.ts';
import { askLens, askScenario } from './lenses/lens_questions.ts';
import { later } from './loading/late_parts.ts';
import { filesOf } from './output/saving.ts';
import type { PictureFormat } from './picture/picture.ts';
import type { Program } from './program/program.ts';
import { askReader } from './program/reader.ts';
import { t } from './words/i18n.ts';
import { issueText, placeText } from './words/issues.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface ApiParts {
  program: Program;
  workspace: Workspace;
  openNew: (network: NetworkJson) => Promise<void>;
}

const exportFormats: readonly ExportFormat[] = [
  'impactweb',
  'kumu',
  'csv-nodes',
  'csv-ties',
  'xlsx',
  'gexf',
  'graphml',
  'gephi-lite',
  'graphology',
  'polinode',
  'gml',
  'pajek',
  'png',
  'svg',
  'pdf',
  'report',
  'report-pdf',
  'report-docx',
];

/** `opened` throws where no network is open. */
export function callsOf(
  parts: ApiParts,
  opened: () => ApiParts,
): Pick<Impactweb, 'preview' | 'open' | 'export' | 'lenses' | 'lens' | 'tell' | 'scenario'> {
  return {
    async preview(data, { format, plan, mode = 'replace' } = {}) {
      const { program, workspace } = parts;
      const repairs: Issue[] = [];
      const files = [await inputFile(data, repairs)];
      const { previewOf } = await later('import', () => import('./import/import.ts'));
      const current = workspace.current ? program.bridge.call('snapshot', {}).network : null;
      const { warnings, ...found } = await previewOf(files, { format, plan: planOf(plan), mode }, current);
      return { ...found, warnings: [...repairs, ...warnings].map(warningOf) };
    },

    async open(data, { format, plan: wanted, mode = 'replace' } = {}) {
      const { program, workspace, openNew } = parts;
      const plan = planOf(wanted);
      const repairs: Issue[] = [];
      const files = [await inputFile(data, repairs)];
      const reading = format === undefined ? {} : { format };
      const byPlan = plan ? await later('import', () => import('./import/import.ts')) : undefined;
      const merging = workspace.current !== null && !workspace.current.viewOnly && mode === 'merge';
      const parsed = await (plan && byPlan
        ? byPlan.readByPlan(files, { ...reading, plan }, merging ? 'merge' : 'replace')
        : parseFiles(files, reading));
      if (workspace.current && !workspace.current.viewOnly) {
        const { bringIn } = await later('bring_in', () => import('./files/bring_in.ts'));
        await bringIn(program, parsed.network, mode, plan && { plan });
      } else await openNew(titled(parsed, files));
      return { nodes: parsed.nodes, edges: parsed.edges, warnings: [...repairs, ...parsed.warnings].map(warningOf) };
    },

    async export(format, options = {}) {
      const { program, workspace } = opened();
      if (/^(png|svg|pdf|report(-pdf|-docx)?)$/.test(format)) {
        const { pictureFor, reportFor } = await later('output', () => import('./output/output.ts'));
        const title = workspace.current?.replica.title || t('network.untitled');
        if (format === 'report') return reportFor(program, 'html', options, title);
        if (format === 'report-pdf') return reportFor(program, 'pdf', options, title);
        if (format === 'report-docx') return reportFor(program, 'docx', options, title);
        return pictureFor(program, format as PictureFormat, options, title);
      }
      const wanted = format === 'csv' ? 'csv-ties' : format;
      if (!exportFormats.includes(wanted))
        throw new Error(t('api.formatUnknown', String(format), exportFormats.join(', ')));
      const files = await filesOf(program.bridge, wanted.startsWith('csv') ? 'csv' : wanted);
      const file = files[wanted === 'csv-ties' ? files.length - 1 : 0];
      if (!file) throw new Error(t('files.notSaved'));
      return file.content;
    },

    async lenses() {
      return (await askReader('lenses', {})).lenses;
    },

    async lens(id, options, { signal } = {}) {
      const { bridge } = opened().program;
      const plain = options && (plainData(options) as { [name: string]: Json });
      return askLens(currentNetwork(bridge), askReader, id, plain, signal);
    },

    async tell(text) {
      const { bridge } = opened().program;
      const { lensText } = await later('lens_text', () => import('./lenses/lens_text.ts'));
      return lensText(bridge, text);
    },

    async scenario(operations, asked) {
      const { bridge } = opened().program;
      if (!Array.isArray(operations)) throw new TypeError(t('api.notOperations'));
      const { plain, all } = plainOperations(operations);
      const answer = await askScenario(
        currentNetwork(bridge),
        askReader,
        plain,
        plainData(asked ?? {}) as typeof asked,
      );
      return { ...answer, rejected: all(answer.rejected) };
    },
  };
}

function warningOf(issue: Issue): Warning {
  return { where: placeText(issue.where), message: issueText(issue) };
}

function planOf(plan: ImportPlan | undefined): ImportPlan | undefined {
  return plan && (plainData(plan) as ImportPlan);
}

/** `repairs` hears what of an object could not be taken as it is. */
async function inputFile(data: unknown, repairs: Issue[]): Promise<InputFile> {
  if (data instanceof Blob) {
    const name = data instanceof File ? data.name : '';
    if (data.size > mostBytes) throw await tooLarge({ name, size: data.size });
    return { name, bytes: new Uint8Array(await data.arrayBuffer()) };
  }
  if (typeof data === 'string') {
    // As bytes it is at least as long.
    if (data.length > mostBytes) throw await tooLarge({ name: '', size: data.length });
    if (loneSurrogate.test(data)) repairs.push({ code: 'charactersReplaced', where: '', params: [] });
    return { name: '', bytes: new TextEncoder().encode(data) };
  }
  if (data === null || typeof data !== 'object') throw new TypeError(t('api.notOpenable'));
  const allowance = { values: 50_000_000, characters: mostBytes };
  return { name: '', bytes: new TextEncoder().encode(JSON.stringify(plainData(data, allowance, repairs))) };
}
