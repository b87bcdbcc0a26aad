// The stage: canvas, accessible mirror and input, and when a frame is drawn. Between two changes nothing is scheduled at all.
import type { Bridge, ProgramModule } from '../bridge/bridge.ts';
import { Signal } from '../support/signal.ts';
import { notify } from '../widgets/toast.ts';
import { t } from '../words/i18n.ts';
import { listenToKeys } from './keyboard.ts';
import { Mirror } from './mirror.ts';
import { listenToPointers } from './pointer.ts';

/** Room for a whole list in the panel of a stage that nobody sees. */
const undrawnSize = [1280, 4000] as const;
/** How long a browser may take to give a lost context back before it is said, in milliseconds. */
const patience = 4000;
/** How long a picture waits for what it shows to be written, in milliseconds: without a graphics card drawing takes the processor from it. */
const longestWaitForWrite = 25;

export interface CanvasHost {
  /** Draws soon; call after anything that may have changed the picture. */
  requestFrame(): void;
  /**
   * Lets the program look now at what was typed and pressed, and not with the next frame. `leaving`: what stands in a field counts as
   * handed in.
   */
  flush(leaving: boolean): void;
  /** Writing comes before drawing: what was just edited is drawn when `writing` says no more, or a moment later. */
  writeFirst(writing: () => boolean): void;
  /** True when something that was typed on the stage is not in the network yet, or half of what is being brought in. */
  readonly pending: boolean;
  onPending(listener: () => void): void;
  /** After each frame. */
  readonly onFrame: Signal<void>;
  /** Draws nothing and hears no hand until what it gives is called. */
  hold(): () => void;
  /** True when no other frame is asked for, nor will be within a quarter of a second, unless somebody does something. */
  readonly still: boolean;
  /** Resolves when the first frame with a network has been drawn. */
  firstFrame: Promise<void>;
  /** True when the browser has no WebGL 2: the mirror is the page then, for everybody to see. */
  webglMissing: boolean;
}

export interface StageOptions {
  bridge: Bridge;
  module: ProgramModule;
  stage: HTMLElement;
  canvas: HTMLCanvasElement;
  mirror: HTMLElement;
  /** Called when a frame is about to be drawn. */
  beforeFrame: () => void;
}

export function startStage({ bridge, stage, canvas, mirror: mirrorElement, beforeFrame }: StageOptions): CanvasHost {
  const webglMissing = bridge.direct('_app_start') === 0;
  let scheduled = 0;
  let wakeUp: ReturnType<typeof setTimeout> | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let resolveFirst: () => void = () => {};
  const onFrame = new Signal<void>();
  const firstFrame = new Promise<void>((resolve) => {
    resolveFirst = resolve;
  });

  const mirror = new Mirror(bridge, mirrorElement, webglMissing, () => requestFrame());

  let measure = () => {};
  const gpu = new Pace(webglMissing ? null : canvas.getContext('webgl2'));
  const draw = (now: number) => {
    scheduled = 0;
    if (held > 0) return;
    if (gpu.busy()) return requestFrame();
    if (write && performance.now() - write.since < longestWaitForWrite && write.writing()) return requestFrame();
    drawFrame(now);
  };
  const drawFrame = (now: number) => {
    write = undefined;
    clearTimeout(wakeUp);
    wakesAt = Number.POSITIVE_INFINITY;
    // The page around the stage may just have changed; the observer would tell after this frame.
    measure();
    beforeFrame();
    const next = bridge.direct('_app_frame', now);
    gpu.drawn();
    mirror.update();
    onFrame.emit();
    const cursor = String(bridge.direct('_app_cursor'));
    if (stage.dataset.cursor !== cursor) stage.dataset.cursor = cursor;
    resolveFirst();
    if (next === 1) requestFrame();
    else if (next > 1) {
      wakesAt = performance.now() + next;
      wakeUp = setTimeout(requestFrame, next);
    }
  };

  let write: { writing: () => boolean; since: number } | undefined;
  let held = 0;
  /** Whether it heard no hand before it was held. */
  let deaf = false;
  function requestFrame(): void {
    if (scheduled === 0 && held === 0) scheduled = requestAnimationFrame(draw);
  }

  if (webglMissing) {
    document.documentElement.classList.add('undrawn');
    bridge.direct('_app_resize', ...undrawnSize, 1);
  } else {
    measure = watchSize(stage, (width, height, ratio) => {
      bridge.direct('_app_resize', width, height, ratio);
      requestFrame();
    });
    watchContext(bridge, canvas, requestFrame);
    listenToPointers(bridge, stage, requestFrame);
  }
  listenToKeys(bridge, stage, mirror, requestFrame);
  bridge.onEvent((event) => {
    if (event.type !== 'announce') requestFrame();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') requestFrame();
  });
  const hold = () => {
    const work = stage.closest<HTMLElement>('#work') ?? stage;
    if (held === 0) {
      deaf = work.inert;
      work.inert = true;
    }
    held += 1;
    mirror.onPending.emit();
    return () => {
      held -= 1;
      if (held > 0) return;
      work.inert = deaf;
      mirror.onPending.emit();
      requestFrame();
    };
  };
  const flush = (leaving: boolean) => {
    if (leaving) mirror.handIn();
    // A key or a pointer wants one frame, and what it leads to another.
    for (let frames = 0; frames < 3 && scheduled !== 0 && held === 0; ++frames) {
      cancelAnimationFrame(scheduled);
      scheduled = 0;
      drawFrame(performance.now());
    }
  };
  return {
    requestFrame,
    flush,
    writeFirst: (writing) => {
      write = { writing, since: write?.since ?? performance.now() };
    },
    get pending() {
      return mirror.pending || held > 0;
    },
    onPending: (listener) => void mirror.onPending.add(listener),
    onFrame,
    get still() {
      return scheduled === 0 && wakesAt - performance.now() > 250;
    },
    hold,
    firstFrame,
    webglMissing,
  };
}

/**
 * Keeps frames from being asked for faster than they are drawn. Where a processor does the drawing, a large network takes it a second, and
 * a page that asks for more has to wait for it, deaf to keys.
 */
class Pace {
  readonly #gl: WebGL2RenderingContext | null;
  #fence: WebGLSync | null = null;

  constructor(gl: WebGL2RenderingContext | null) {
    this.#gl = gl;
  }

  /** True while an earlier frame is still being drawn. */
  busy(): boolean {
    const gl = this.#gl;
    if (!gl || !this.#fence || gl.isContextLost()) return false;
    if (gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) === gl.UNSIGNALED) return true;
    gl.deleteSync(this.#fence);
    this.#fence = null;
    return false;
  }

  /** Call after each frame. */
  drawn(): void {
    this.#fence ??= this.#gl?.fenceSync(this.#gl.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? null;
  }
}

/** What a lost context asks for: nothing of the network is in it, so it is made anew when the browser gives it back. */
function watchContext(bridge: Bridge, canvas: HTMLCanvasElement, requestFrame: () => void): void {
  let given: ReturnType<typeof setTimeout> | undefined;
  canvas.addEventListener('webglcontextlost', (event) => {
    // Without this the browser never gives the context back.
    event.preventDefault();
    bridge.direct('_app_context', 1);
    clearTimeout(given);
    given = setTimeout(() => {
      notify({
        text: t('common.pictureGone'),
        kind: 'error',
        action: { label: t('common.reload'), run: () => location.reload() },
      });
    }, patience);
  });
  canvas.addEventListener('webglcontextrestored', () => {
    clearTimeout(given);
    bridge.direct('_app_context', 0);
    requestFrame();
  });
}

/** Tells the size of the stage in CSS pixels and its pixel ratio, now and at every change, browser zoom included. */
function watchSize(stage: HTMLElement, tell: (width: number, height: number, ratio: number) => void): () => void {
  let ratio = window.devicePixelRatio;
  let told = '';
  const measure = (entry?: ResizeObserverEntry) => {
    const width = stage.clientWidth;
    const height = stage.clientHeight;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    // The exact size serves fractional ratios; where it contradicts the ratio (emulated screens), the ratio is right.
    const measured = exact && width > 0 ? exact.inlineSize / width : Number.NaN;
    ratio = Math.abs(measured / window.devicePixelRatio - 1) < 0.05 ? measured : window.devicePixelRatio;
    const size = `${width} ${height} ${ratio}`;
    if (width <= 0 || height <= 0 || size === told) return;
    told = size;
    tell(width, height, ratio);
  };
  // The first frame must not wait for the observer.
  measure();
  const observer = new ResizeObserver((entries) => measure(entries[0]));
  try {
    observer.observe(stage, { box: 'device-pixel-content-box' });
  } catch {
    // WebKit does not know that box; the ratio is then the window's.
    observer.observe(stage);
  }
  const watchRatio = () => {
    matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        measure();
        watchRatio();
      },
      { once: true },
    );
  };
  watchRatio();
  return () => {
    // Only when the size is another: what the observer knows of the ratio is more exact.
    if (`${stage.clientWidth} ${stage.clientHeight} ${ratio}` !== told) measure();
  };
}
