// The one notion of "not saved yet": what would be lost if this page went away now. The bar shows it, and every way out looks at it.
import type { Bridge } from '../bridge/bridge.ts';
import type { CanvasHost } from '../canvas/canvas_host.ts';
import type { SaveFailure, SaveState } from '../document/persistence.ts';
import { Signal } from '../support/signal.ts';
import type { TypedFields } from './typed_fields.ts';
import type { Workspace } from './workspace.ts';

/** How long somebody who wants to leave waits for the rest of the program, in milliseconds. */
const longestWaitForRest = 5000;

export interface UnsavedState extends Omit<SaveState, 'status'> {
  /**
   * `typed`: something stands in a field and is not in the network yet. `waiting`: something that a hand did waits for the rest of the
   * program. The others are those of SaveState.
   */
  status: SaveState['status'] | 'typed' | 'waiting';
}

/** Where something may wait. */
interface Watched {
  bridge: Pick<Bridge, 'waiting' | 'onWaiting' | 'fetchRest'>;
  stage: Pick<CanvasHost, 'pending' | 'onPending' | 'flush'>;
  fields: Pick<TypedFields, 'pending' | 'onChange' | 'flush'>;
  workspace: Pick<Workspace, 'atRisk' | 'onSaveState' | 'settled'>;
}

export class Unsaved {
  readonly onChange = new Signal<UnsavedState>();
  readonly #bridge: Watched['bridge'];
  readonly #stage: Watched['stage'];
  readonly #fields: Watched['fields'];
  readonly #workspace: Watched['workspace'];
  #saved: SaveState = { status: 'saved', reason: null, lastSavedAt: null };
  #told = '';
  /** It listens whether the page is about to go. */
  #asking = false;

  constructor({ bridge, stage, fields, workspace }: Watched) {
    this.#bridge = bridge;
    this.#stage = stage;
    this.#fields = fields;
    this.#workspace = workspace;
    const changed = () => this.#changed();
    bridge.onWaiting.add(changed);
    stage.onPending(changed);
    fields.onChange.add(changed);
    workspace.onSaveState.add((state) => {
      this.#saved = state;
      changed();
    });
    // Before others write down what there is.
    window.addEventListener('pagehide', () => this.flush(true), true);
    document.addEventListener(
      'visibilitychange',
      () => {
        // Somebody who only looks elsewhere may go on typing in the same word.
        if (document.visibilityState === 'hidden') this.flush(false);
      },
      true,
    );
  }

  get state(): UnsavedState {
    const saved = this.#saved;
    if (saved.status === 'failed' || saved.status === 'none') return saved;
    if (this.#bridge.waiting) return { ...saved, status: 'waiting' };
    if (this.#stage.pending || this.#fields.pending) return { ...saved, status: 'typed' };
    return saved;
  }

  /** Puts what was typed into the network as far as it can be, and hands it to the browser. `leaving`: fields count as left. */
  flush(leaving: boolean): void {
    if (leaving) this.#fields.flush();
    this.#stage.flush(leaving);
  }

  /**
   * Puts into the network what can be, and waits for it and for the disk, though not without end. Gives why something is still not there,
   * or null: `typed` is a line that waits for Enter.
   */
  async settle(): Promise<SaveFailure | 'waiting' | 'typed' | null> {
    if (this.#bridge.waiting)
      await Promise.race([this.#bridge.fetchRest(), new Promise((resolve) => setTimeout(resolve, longestWaitForRest))]);
    if (this.#bridge.waiting) return 'waiting';
    this.flush(true);
    if (!(await this.#workspace.settled())) return this.#saved.reason ?? 'lost';
    return this.#stage.pending ? 'typed' : null;
  }

  /** True when something would be lost if the page went away now, after what can be handed over has been. */
  get losesByLeaving(): boolean {
    // Who may only look has nothing to lose by what was pressed.
    const hands = this.#saved.status !== 'none' && (this.#bridge.waiting || this.#stage.pending);
    return hands || this.#fields.pending || this.#workspace.atRisk;
  }

  #changed(): void {
    // What fails or is under way may be at risk a moment later, when nothing else happens any more.
    const { status } = this.#saved;
    this.#askBeforeUnload(this.losesByLeaving || status === 'saving' || status === 'failed');
    const { state } = this;
    const told = JSON.stringify(state);
    if (told === this.#told) return;
    this.#told = told;
    this.onChange.emit(state);
  }

  /** A page that always listens cannot be put aside by the browser, so that it listens only when there is something to lose. */
  #askBeforeUnload(asking: boolean): void {
    if (asking === this.#asking) return;
    this.#asking = asking;
    window[asking ? 'addEventListener' : 'removeEventListener']('beforeunload', this.#beforeUnload);
  }

  readonly #beforeUnload = (event: BeforeUnloadEvent): void => {
    this.flush(true);
    if (!this.losesByLeaving) return;
    event.preventDefault();
    event.returnValue = true;
  };
}
