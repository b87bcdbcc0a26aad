// window.impactweb, as api_types.ts describes it.

import type { Events, Impactweb, Stats } from './api/api_types.ts';
import { liveState, onLiveState } from './api/live_state.ts';
import { plainData } from './api/plain_data.ts';
import { plainOperations } from './api/plain_operations.ts';
import type { ApiParts } from './api_calls.ts';
import { apart } from './bridge/additions.ts';
import { measuresOf } from './bridge/measures.ts';
import type { Change, LayoutArguments } from './bridge/model.ts';
import { schemaVersion } from './document/replica.ts';
import { withPatience } from './document/storage.ts';
import { later } from './loading/late_parts.ts';
import { arrange, arrangeForHand } from './program/arranging.ts';
import { newGesture } from './program/undo_step.ts';
import { deliver } from './support/signal.ts';
import { t } from './words/i18n.ts';
import { isError, issueSentence, issueText, Refusal } from './words/issues.ts';

type Handlers = { [Name in keyof Events]: Set<(detail: Events[Name]) => void> };

/** In milliseconds. */
const longestWaitForFacts = 1000;

/** What is said of a network that nobody may change here. */
const viewOnly = { code: 'viewOnly', where: '', params: [] };

/** Functions of something that is fetched when one of them is called. */
function calledLater<T, Name extends keyof T>(names: Name[], fetched: () => Promise<T>): Pick<T, Name> {
  const later = names.map((name) => [
    name,
    async (...given: unknown[]) =>
      ((await fetched()) as Record<Name, (...given: unknown[]) => unknown>)[name](...given),
  ]);
  return Object.fromEntries(later) as Pick<T, Name>;
}

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
  // Scripts hear of each addition by itself, however it was made.
  const tellChange = (change: Change) => {
    if (handlers.change.size > 0) tell('change', { ...change, operations: apart(change.operations) });
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

  const calls = async () => {
    const all = started();
    const { callsOf } = await later('api_calls', () => import('./api_calls.ts'));
    return callsOf(all, opened);
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
        else tellChange(event.change);
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

    ...calledLater(['preview', 'open', 'export', 'lenses', 'lens', 'tell', 'scenario'], calls),

    snapshot() {
      return opened().program.bridge.call('snapshot', {});
    },

    apply(operations) {
      const { program, workspace } = opened();
      const { bridge, stage } = program;
      if (!Array.isArray(operations)) throw new TypeError(t('api.notOperations'));
      if (workspace.current?.viewOnly && !workspace.current.replica.instead) {
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
      ...calledLater(['start', 'join', 'leave', 'end', 'command'], live),
      state: () => structuredClone(liveState()),
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
      if (first) tellChange({ ...first, operations: [first, ...more].flatMap((change) => change.operations) });
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
