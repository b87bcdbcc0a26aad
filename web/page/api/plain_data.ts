// What scripts hand in, as plain data: nothing else can go to the program, and nothing of it may be lost on the way.
import type { Issue, Json } from '../bridge/model.ts';
import { Refusal } from '../words/issues.ts';

/** As limits::json_depth of the program. */
const mostLevels = 100;
/** Of a call. Beyond this it is no list of operations, but a way to fill the memory. */
const mostValues = 4_000_000;
const mostCharacters = 64 * 2 ** 20;
/** Half of a character, as a cut through an emoji leaves it. */
export const loneSurrogate = /\p{Surrogate}/u;
const loneSurrogates = /\p{Surrogate}/gu;

/** How much a call may still hand in. */
export interface Allowance {
  values: number;
  characters: number;
}

export function allowanceOfACall(): Allowance {
  return { values: mostValues, characters: mostCharacters };
}

/** What is no data to a script is its own; some things are data in a form that JSON has a word for, such as dates. */
function asJson(value: unknown, key: string): unknown {
  const able = (typeof value === 'object' && value !== null) || typeof value === 'bigint';
  if (!able) return value;
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? toJSON.call(value, key) : value;
}

/** True for objects of this page and of others, false for maps, sets and the like, of which JSON keeps nothing. */
function isRecord(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

class Copying {
  readonly #path: (string | number)[] = [];
  readonly #above = new Set<object>();

  constructor(
    readonly allowance: Allowance,
    readonly repairs: Issue[] | undefined,
  ) {}

  value(given: unknown, key = ''): Json {
    this.allowance.values -= 1;
    if (this.allowance.values < 0) this.#refuse('dataTooLarge');
    const value = asJson(given, key);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'object' && (Array.isArray(value) || isRecord(value))) return this.#structure(value);
    const isNothing = value === undefined || typeof value === 'number';
    if (!isNothing || !this.repairs)
      return this.#refuse('dataUnfit', String(Object(value) === value ? typeOf(value) : value));
    this.repairs.push(this.#issue('notANumber'));
    return null;
  }

  #text(text: string): string {
    this.allowance.characters -= text.length;
    if (this.allowance.characters < 0) this.#refuse('dataTooLarge');
    if (!loneSurrogate.test(text)) return text;
    if (!this.repairs) this.#refuse('textNotUtf8');
    this.repairs.push(this.#issue('characterCut'));
    return text.replace(loneSurrogates, '\ufffd');
  }

  #structure(value: object): Json {
    if (this.#above.has(value)) this.#refuse('dataCircular');
    if (this.#above.size === mostLevels) this.#refuse('nestedTooDeep', String(mostLevels));
    this.#above.add(value);
    const copy: Json = Array.isArray(value) ? this.#list(value) : this.#record(value);
    this.#above.delete(value);
    return copy;
  }

  #list(value: readonly unknown[]): Json[] {
    // A list without end is as long as it says, whatever is in it.
    if (value.length > this.allowance.values) this.#refuse('dataTooLarge');
    const copy: Json[] = [];
    for (let index = 0; index < value.length; index += 1) copy.push(this.#member(value[index], index));
    return copy;
  }

  #record(value: object): Json {
    // Without a prototype, `__proto__` is a key like any other.
    const copy: { [key: string]: Json } = Object.create(null);
    for (const [key, member] of Object.entries(value))
      if (member !== undefined) copy[this.#text(key)] = this.#member(member, key);
    return copy;
  }

  #member(value: unknown, key: string | number): Json {
    this.#path.push(key);
    const copy = this.value(value, String(key));
    this.#path.pop();
    return copy;
  }

  #issue(code: string, ...params: string[]): Issue {
    const path = this.#path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    const where = path.replace(/^\./, '');
    return { code, where: where.length > 200 ? `${where.slice(0, 199)}…` : where, params };
  }

  #refuse(code: string, ...params: string[]): never {
    throw new Refusal(this.#issue(code, ...params));
  }
}

/** What somebody sees of a thing that has no text. */
function typeOf(value: unknown): string {
  return typeof value === 'function' ? 'function' : Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/**
 * A copy of `value` that is plain data. Throws Refusal, with the place, for what is not: functions, symbols, large integers, maps and the
 * like, circles, nesting without end, more than there is allowance for. Numbers that are none, and halves of characters, are replaced and named
 * in `repairs`, or else refused as well. Members that are `undefined` are not there.
 */
export function plainData(value: unknown, allowance: Allowance = allowanceOfACall(), repairs?: Issue[]): Json {
  try {
    return new Copying(allowance, repairs).value(value);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // A getter or toJSON of the script itself.
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal({ code: 'dataUnreadable', where: '', params: [reason] });
  }
}
