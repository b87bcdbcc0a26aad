// The one notion of "not saved yet": what the bar shows, and whether leaving would lose something.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { SaveState } from '../../web/page/document/persistence.ts';
import { Signal } from '../../web/page/support/signal.ts';
import { Unsaved } from '../../web/page/workspace/unsaved.ts';

let listening: EventTarget;
let hidden = false;

beforeEach(() => {
  listening = new EventTarget();
  Object.assign(globalThis, { window: listening });
  const document = new EventTarget();
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  Object.assign(globalThis, { document });
  hidden = false;
});

/** A page of which every part says what it is told to say. */
function page() {
  const onWaiting = new Signal<boolean>();
  const onPending = new Signal<void>();
  const onChange = new Signal<void>();
  const onSaveState = new Signal<SaveState>();
  const flushed: string[] = [];
  const parts = {
    bridge: { waiting: false, onWaiting, fetchRest: () => Promise.resolve() },
    stage: {
      pending: false,
      onPending: (listener: () => void) => void onPending.add(listener),
      flush: (leaving: boolean) => {
        flushed.push(leaving ? 'left' : 'hidden');
        parts.stage.pending = parts.stage.pending && parts.draft;
      },
    },
    fields: { pending: false, onChange, flush: () => {} },
    workspace: {
      atRisk: false,
      settles: true,
      onSaveState,
      settled: async () => parts.workspace.settles,
    },
    /** What stands on the stage stays there until Enter. */
    draft: false,
  };
  const unsaved = new Unsaved(parts);
  const shown: string[] = [];
  unsaved.onChange.add(({ status }) => shown.push(status));
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true });
    Object.defineProperty(event, 'returnValue', { writable: true });
    return !listening.dispatchEvent(event);
  };
  return { parts, unsaved, shown, leave, flushed, onWaiting, onPending, onChange, onSaveState };
}

const saved: SaveState = { status: 'saved', reason: null, lastSavedAt: 1 };

test('what is in the network and on disk is saved, and nobody is asked on the way out', () => {
  const { onSaveState, shown, leave } = page();
  onSaveState.emit({ ...saved, status: 'saving' });
  assert.equal(leave(), false, 'it is in the hands of the browser');
  onSaveState.emit(saved);
  assert.deepEqual(shown, ['saving', 'saved']);
  assert.equal(leave(), false);
});

test('what is typed and not applied is not shown as saved; leaving applies it, and asks only if it cannot', () => {
  const { parts, onPending, shown, leave, flushed } = page();
  parts.stage.pending = true;
  onPending.emit();
  assert.deepEqual(shown, ['typed']);
  assert.equal(leave(), false);
  assert.deepEqual(flushed, ['left']);
  parts.stage.pending = true;
  parts.draft = true;
  onPending.emit();
  assert.equal(leave(), true, 'a line that waits for Enter would be gone');
});

test('a field of the page that waits for its button is asked about', () => {
  const { parts, onChange, shown, leave } = page();
  parts.fields.pending = true;
  onChange.emit();
  assert.deepEqual(shown, ['typed']);
  assert.equal(leave(), true);
  parts.fields.pending = false;
  onChange.emit();
  assert.equal(shown.at(-1), 'saved');
  assert.equal(leave(), false);
});

test('what a hand did before the program was whole waits visibly, and is asked about', async () => {
  const { parts, unsaved, onWaiting, shown, leave } = page();
  parts.bridge.waiting = true;
  onWaiting.emit(true);
  assert.deepEqual(shown, ['waiting']);
  assert.equal(leave(), true);
  assert.equal(await unsaved.settle(), 'waiting');
  parts.bridge.waiting = false;
  onWaiting.emit(false);
  assert.equal(leave(), false);
  assert.equal(await unsaved.settle(), null);
});

test('what failed is shown above all else, and asked about while it is in no file', async () => {
  const { parts, unsaved, onSaveState, onPending, shown, leave } = page();
  parts.workspace.atRisk = true;
  parts.workspace.settles = false;
  onSaveState.emit({ ...saved, status: 'failed', reason: 'full' });
  parts.stage.pending = true;
  onPending.emit();
  assert.deepEqual(shown, ['failed']);
  assert.equal(leave(), true);
  assert.equal(await unsaved.settle(), 'full');
  parts.workspace.atRisk = false;
  assert.equal(leave(), false, 'it has been saved as a file');
});

test('going out of sight applies what was typed, and leaves the field to whoever types in it', () => {
  const { flushed } = page();
  hidden = true;
  document.dispatchEvent(new Event('visibilitychange'));
  assert.deepEqual(flushed, ['hidden']);
  listening.dispatchEvent(new Event('pagehide'));
  assert.deepEqual(flushed, ['hidden', 'left']);
});
