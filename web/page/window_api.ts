// window.impactweb, as api_types.ts describes it.

import type { Events, ExportFormat, Impactweb, Stats, Warning } from './api/api_types.ts';
import { liveState, onLiveState } from './api/live_state.ts';
import { allowanceOfACall, loneSurrogate, plainData } from './api/plain_data.ts';
import type { ImportPlan } from './bridge/import_plan.ts';
import { measuresOf } from './bridge/measures.ts';
import type { Change, Issue, Json, LayoutArguments, NetworkJson, Operation } from './bridge/model.ts';
import { currentNetwork } from './bridge/versioned_network.ts';
import { schemaVersion } from './document/replica.ts';
import { withPatience } from './document/storage.ts';
import { type InputFile, mostBytes, parseFiles, titled, tooLarge } from './files/reading.ts';
import { askLens, askScenario } from './lenses/lens_questions.ts';
import { later } from './loading/late_parts.ts';
import { filesOf } from './output/saving.ts';
import type { PictureFormat } from './picture/picture.ts';
import { arrange, arrangeForHand } from './program/arranging.ts';
import type { Program } from './program/program.ts';
import { askReader } from './program/reader.ts';
import { newGesture } from './program/undo_step.ts';
import { deliver } from './support/signal.ts';
import { t } from './words/i18n.ts';
import { isError, issueSentence, issueText, placeText, Refusal } from './words/issues.ts';
import type { Workspace } from './workspace/workspace.ts';

export interface ApiParts {
  program: Program;
  workspace: Workspace;
  openNew: (network: NetworkJson) => Promise<void>;
}

type Handlers = { [Name in keyof Events]: Set<(detail: Events[Name]) => void> };

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

/** In milliseconds. */
const longestWaitForFacts = 1000;

/** What is said of a network that nobody may change here. */
const viewOnly = { code: 'viewOnly', where: '', params: [] };

/** Publishes the API. `parts` resolves when what the address asks for is on the table, and its first frame is drawn. */
export function publish(parts: Promise<ApiParts>): void {
  const handlers: Handlers = {
    change: new Set(),
    selection: new Set(),
    saved: new Set(),
    error: new Set(),
    live: new Set(),
  };
  let now: ApiParts | undefined;
  /** Changes of a call that is under way: it is one change to those who listen. */
  let held: Change[] | undefined;
  /** Learned at the start, and again after every question: the browser answers late, `stats` at once. */
  let facts = { persisted: false, usageBytes: 0 };
  const learnFacts = async () => {
    facts = await storageFacts();
  };

  const tell = <Name extends keyof Events>(name: Name, detail: Events[Name]) => {
    // Each gets a copy: what a script makes of it is no business of the page or of other scripts.
    deliver(
      [...handlers[name]].map((handler) => (given: Events[Name]) => handler(structuredClone(given))),
      detail,
    );
  };
  const started = (): ApiParts => {
    if (!now) throw new Error('impactweb.ready has not resolved yet');
    return now;
  };
  const opened = (): ApiParts => {
    const all = started();
    if (!all.workspace.current) throw new Error(t('api.noNetwork'));
    return all;
  };

  const live = async () => {
    const { liveApi } = await later('live', () => import('./live/live.ts'));
    return liveApi(started());
  };

  const ready = parts.then(async (all) => {
    await learnFacts();
    now = all;
    all.program.bridge.onEvent((event) => {
      if (event.type === 'change') {
        if (held) held.push(event.change);
        else tell('change', event.change);
      } else if (event.type === 'selection') tell('selection', { nodes: event.nodes, edges: event.edges });
      else if (event.type === 'notice' && event.kind === 'error') tell('error', { message: event.text });
    });
    onLiveState.add((state) => tell('live', state));
    all.workspace.onSaveState.add((state) => {
      // Only what is on disk counts as saved; a write that is under way is not told.
      if (state.status === 'saved' && state.lastSavedAt !== null) tell('saved', { lastSavedAt: state.lastSavedAt });
      if (state.status === 'failed') tell('error', { message: t(`storage.${state.reason ?? 'lost'}`) });
    });
  });
  // Those who wait for it hear of a failure; the page has told the person.
  ready.catch(() => {});

  const api: Impactweb = {
    ready,
    version: IMPACTWEB_VERSION,
    schemaVersion,

    async preview(data, { format, plan, mode = 'merge' } = {}) {
      const { program, workspace } = started();
      const repairs: Issue[] = [];
      const files = [await inputFile(data, repairs)];
      const { previewOf } = await later('import', () => import('./import/import.ts'));
      const current = workspace.current ? program.bridge.call('snapshot', {}).network : null;
      const { warnings, ...found } = await previewOf(files, { format, plan: planOf(plan), mode }, current);
      return { ...found, warnings: [...repairs, ...warnings].map(warningOf) };
    },

    async open(data, { format, plan: wanted, mode = 'replace' } = {}) {
      const { program, workspace, openNew } = started();
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

    snapshot() {
      return opened().program.bridge.call('snapshot', {});
    },

    apply(operations) {
      const { program, workspace } = opened();
      const { bridge, stage } = program;
      if (!Array.isArray(operations)) throw new TypeError(t('api.notOperations'));
      if (workspace.current?.viewOnly) {
        const message = issueText(viewOnly);
        return { applied: 0, rejected: operations.map((_, index) => ({ index, message })) };
      }
      const { plain, rejected, all } = plainOperations(operations);
      if (plain.length === 0) return { applied: 0, rejected };
      const gesture = newGesture('api');
      const report = heldTogether(() => {
        const applied = bridge.call('apply', { operations: plain, gesture });
        if (bridge.call('placeNewNodes', { gesture }).arrange) void arrangeForHand(program, { gesture });
        return applied;
      });
      stage.requestFrame();
      const refused = report.rejected.map(({ index, issue }) => ({ index, message: issueSentence(issue) }));
      return { applied: report.applied, rejected: all(refused) };
    },

    live: Object.freeze({
      start: async (options) => (await live()).start(options),
      join: async (link, options) => (await live()).join(link, options),
      leave: async () => (await live()).leave(),
      end: async (options) => (await live()).end(options),
      state: () => structuredClone(liveState()),
      command: async (name, args) => (await live()).command(name, args),
    }),

    undo() {
      return travel('undo');
    },

    redo() {
      return travel('redo');
    },

    measures(options = {}) {
      const only = options.only && (plainData(options.only) as string[]);
      const found = measuresOf(opened().program.bridge, {
        ...(only && { only }),
        ...(options.exact && { exact: true }),
      });
      if (isError(found)) throw new Refusal(found.error);
      return found;
    },

    async layout(options = {}) {
      const { program, workspace } = opened();
      if (workspace.current?.viewOnly) throw new Refusal(viewOnly);
      return arrange(program, plainData(options) as LayoutArguments);
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

    stats() {
      void learnFacts();
      const { program, workspace } = started();
      const { nodes, edges } = workspace.current ? program.bridge.call('counts', {}) : { nodes: 0, edges: 0 };
      const { frames, frameMilliseconds, names } = program.bridge.call('stats', {});
      const sorted = [...frameMilliseconds].sort((a, b) => a - b);
      const percentile = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
      return {
        nodes,
        edges,
        frames,
        still: program.stage.still,
        frameMilliseconds: { p50: percentile(0.5), p95: percentile(0.95) },
        names,
        wasmBytes: program.memoryBytes(),
        storage: { ...facts, lastSavedAt: workspace.current?.persistence.state.lastSavedAt ?? null },
      };
    },

    on(event, handler) {
      if (!(event in handlers)) throw new TypeError(`impactweb.on: ${String(event)}`);
      const set = handlers[event] as Set<typeof handler>;
      set.add(handler);
      return () => set.delete(handler);
    },
  };

  function heldTogether<T>(work: () => T): T {
    held = [];
    try {
      return work();
    } finally {
      const [first, ...more] = held;
      held = undefined;
      if (first) tell('change', { ...first, operations: [first, ...more].flatMap((change) => change.operations) });
    }
  }

  function travel(direction: 'undo' | 'redo'): boolean {
    const { bridge, stage } = opened().program;
    const { done } = bridge.call(direction, {});
    stage.requestFrame();
    return done;
  }

  window.impactweb = Object.freeze(api);
}

function warningOf(issue: Issue): Warning {
  return { where: placeText(issue.where), message: issueText(issue) };
}

/** Operations that can be handed on, and why the others cannot; `all` puts those among them that are refused later. */
function plainOperations(operations: readonly unknown[]) {
  const plain: Operation[] = [];
  const places: number[] = [];
  const rejected: { index: number; message: string }[] = [];
  const allowance = allowanceOfACall();
  for (let index = 0; index < operations.length; index += 1) {
    try {
      plain.push(plainData(operations[index], allowance) as Operation);
      places.push(index);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      rejected.push({ index, message: error.message });
    }
  }
  const all = (refused: typeof rejected) =>
    [...rejected, ...refused.map(({ index, message }) => ({ index: places[index] ?? index, message }))].sort(
      (a, b) => a.index - b.index,
    );
  return { plain, rejected, all };
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

async function storageFacts(): Promise<Pick<Stats['storage'], 'persisted' | 'usageBytes'>> {
  try {
    // Where the storage hangs, this does as well, and nobody waits for it.
    const asked = Promise.all([navigator.storage.persisted(), navigator.storage.estimate()]);
    const [persisted, estimate] = await withPatience(asked, longestWaitForFacts);
    return { persisted, usageBytes: estimate.usage ?? 0 };
  } catch {
    return { persisted: false, usageBytes: 0 };
  }
}
