// Calls the WebAssembly program: JSON in, JSON out, and the events that every call leaves behind.

import { deliver, Signal } from '../support/signal.ts';
import { type Commands, commands, type DirectCalls, directCalls } from './commands.ts';
import type { ProgramEvent } from './events.ts';

/** Half of a surrogate pair, as a cut through an emoji leaves it, is no text: U+FFFD takes its place. */
function wellFormed(json: string): string {
  if (!json.includes('\\ud')) return json;
  return json.replace(/\\(?:u[0-9a-f]{4}|.)/g, (sequence) => (/^\\ud[89a-f]/.test(sequence) ? '\ufffd' : sequence));
}

/** The exports of the Emscripten module that are used. */
export interface ProgramModule extends DirectCalls {
  HEAPU8: Uint8Array;
  _impactweb_call(name: number, args: number): number;
  _impactweb_events(): number;
  _impactweb_buffer(bytes: number): number;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
}

/** A program that comes in parts. */
export interface Completion {
  readonly whole: boolean;
  /** Fetches what is missing; resolves when the program is whole. */
  fetchRest(): Promise<void>;
  /** The same for what cannot wait: throws FetchFailed when it cannot be had now. */
  needRest(): Promise<void>;
  /** Makes sure on the spot that it is whole, or throws. `wanted` is what asks for it. */
  complete(wanted: string): void;
}

const wholeFromTheStart: Completion = {
  whole: true,
  fetchRest: () => Promise.resolve(),
  needRest: () => Promise.resolve(),
  complete: () => {},
};

export class Bridge {
  readonly #module: ProgramModule;
  readonly #completion: Completion;
  #held: (() => void)[] = [];
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();
  readonly #first = new Signal<ProgramEvent>();
  readonly #events = new Signal<ProgramEvent>();
  #delivering = false;
  /** How many of what is held would change something. */
  #heldEdits = 0;
  /** Hears whether something that a hand did waits for the rest of the program. */
  readonly onWaiting = new Signal<boolean>();

  constructor(module: ProgramModule, completion: Completion = wholeFromTheStart) {
    this.#module = module;
    this.#completion = completion;
  }

  /** False while only the first part of the program is there. */
  get whole(): boolean {
    return this.#completion.whole;
  }

  /** Resolves when the program is whole; fetches what is missing. */
  fetchRest(): Promise<void> {
    return this.#completion.fetchRest();
  }

  /** The same for what somebody has just asked for. Throws FetchFailed when it cannot be fetched now. */
  needRest(): Promise<void> {
    return this.#completion.needRest();
  }

  /**
   * Does what a person's hand asks for, as soon as the program is whole, in the order in which it was asked. `edits`: it may change the
   * network, so that it would be a loss if it never came to it.
   */
  input(run: () => void, edits = true): void {
    if (this.#completion.whole && this.#held.length === 0) {
      run();
      return;
    }
    if (edits) {
      this.#heldEdits += 1;
      if (this.#heldEdits === 1) this.onWaiting.emit(true);
    }
    if (this.#held.push(run) > 1) return;
    void this.#completion.fetchRest().then(() => {
      const held = this.#held;
      this.#held = [];
      const hadEdits = this.#heldEdits > 0;
      this.#heldEdits = 0;
      deliver(held, undefined);
      if (hadEdits) this.onWaiting.emit(false);
    });
  }

  /** Lets go of what waits: it was meant for a network that has been left. */
  dropHeld(): void {
    this.#held = [];
    if (this.#heldEdits === 0) return;
    this.#heldEdits = 0;
    this.onWaiting.emit(false);
  }

  /** True while something that a hand did waits for the rest of the program. */
  get waiting(): boolean {
    return this.#heldEdits > 0;
  }

  /** Every listener hears every event, in order; an event that a listener causes comes after the present ones. */
  onEvent(listener: (event: ProgramEvent) => void): () => void {
    return this.#events.add(listener);
  }

  /** For the one who keeps what happened: hears of each event before all others. */
  onEventFirst(listener: (event: ProgramEvent) => void): () => void {
    return this.#first.add(listener);
  }

  /** Calls a command. Throws only on a defect of the program itself, or when it is not whole and cannot be completed. */
  call<Name extends keyof Commands>(name: Name, args: Parameters<Commands[Name]>[0]): ReturnType<Commands[Name]> {
    if (commands[name].part !== 'first') this.#completion.complete(name);
    const namePointer = this.#pass(name);
    const argsPointer = this.#pass(wellFormed(JSON.stringify(args)));
    const answer = this.text(this.#module._impactweb_call(namePointer, argsPointer));
    this.#module._free(namePointer);
    this.#module._free(argsPointer);
    this.deliverEvents();
    const value: unknown = JSON.parse(answer);
    if (value !== null && typeof value === 'object' && 'defect' in value) throw new Error(String(value.defect));
    return value as ReturnType<Commands[Name]>;
  }

  /** Puts bytes into the program's buffer, where `parse` finds them. */
  putBytes(parts: Uint8Array[]): void {
    const total = parts.reduce((sum, part) => sum + part.byteLength, 0);
    let at = this.#module._impactweb_buffer(total);
    for (const part of parts) {
      this.#module.HEAPU8.set(part, at);
      at += part.byteLength;
    }
  }

  /** A copy of the first `bytes` of the program's buffer, as `picture` leaves it. */
  takeBytes(bytes: number): Uint8Array<ArrayBuffer> {
    const at = this.#module._impactweb_buffer(0);
    return new Uint8Array(this.#module.HEAPU8.slice(at, at + bytes));
  }

  /** Numeric calls of the hot paths: pointer, keys, frames. Events are delivered afterwards. */
  direct<Name extends keyof DirectCalls>(
    name: Name,
    ...args: Parameters<DirectCalls[Name]>
  ): ReturnType<DirectCalls[Name]> {
    if (directCalls[name].part !== 'first') this.#completion.complete(name);
    const result = (this.#module[name] as (...args: number[]) => ReturnType<DirectCalls[Name]>)(...args);
    this.deliverEvents();
    return result;
  }

  /** The text at a pointer of the program, up to its zero byte. */
  text(pointer: number): string {
    const bytes = this.#module.HEAPU8;
    return this.#decoder.decode(bytes.subarray(pointer, bytes.indexOf(0, pointer)));
  }

  deliverEvents(): void {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (;;) {
        const pointer = this.#module._impactweb_events();
        if (pointer === 0) return;
        for (const event of JSON.parse(this.text(pointer)) as ProgramEvent[]) {
          this.#first.emit(event);
          this.#events.emit(event);
        }
      }
    } finally {
      this.#delivering = false;
    }
  }

  #pass(text: string): number {
    const bytes = this.#encoder.encode(text);
    const pointer = this.#module._malloc(bytes.length + 1);
    this.#module.HEAPU8.set(bytes, pointer);
    this.#module.HEAPU8[pointer + bytes.length] = 0;
    return pointer;
  }
}
