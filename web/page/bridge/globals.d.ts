// The Emscripten glue (build/wasm/app/impactweb.js), which web/build.mjs puts in the place of this name.
declare module '#program' {
  export default function createProgram(options: {
    canvas: HTMLCanvasElement;
    instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) => Record<string, never>;
  }): Promise<import('./bridge.ts').ProgramModule>;
}

/** The same for the worker that reads and writes files (build/wasm/reader/reader.js). */
declare module '#reader' {
  export default function createReader(options: {
    locateFile: (name: string) => string;
    /** Hears how many rows of a table have been read. */
    progress: (done: number, total: number) => void;
  }): Promise<import('./bridge.ts').ProgramModule>;
}

/** The version in web/package.json, put in by the build. */
declare const IMPACTWEB_VERSION: string;

/** The file with the rest of the program, named after its bytes: a part of another build is never taken for it. */
declare const IMPACTWEB_REST: string;

/** Digest of both programs: a page and a reader that differ in it do not belong together. */
declare const IMPACTWEB_BUILD: string;

/** Trusted Types, as far as script_urls.ts wants them; only some browsers have them. */
interface TrustedScriptPolicy {
  createScriptURL(address: string): unknown;
}

interface Window {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(address: string): string }): TrustedScriptPolicy;
  };
}
