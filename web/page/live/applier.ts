// Puts a contribution through: item by item, by the rules and by the core, into the document and not into the history of who works here; with its
// mark in the same transaction, so that it is there whole and once.
import type { Operation } from '../bridge/model.ts';
import { type Core, localOrigin, type Replica } from '../document/replica.ts';
import type { Contributed } from './contributed.ts';
import { type Contribution, targetOf } from './contribution.ts';
import { type Phase, refusalOf } from './contribution_rules.ts';

export class Applier {
  readonly #core: Core;
  readonly #replica: Replica;
  readonly #contributed: Contributed;
  readonly #session: string;

  /** `session`: of this page. */
  constructor(core: Core, replica: Replica, contributed: Contributed, session: string) {
    this.#core = core;
    this.#replica = replica;
    this.#contributed = contributed;
    this.#session = session;
  }

  /** Nothing where it was put through before, by whomever. */
  put(contribution: Contribution, phase: Phase): void {
    const { key, device, items } = contribution;
    if (this.#contributed.isMarked(key) || this.#contributed.isFull(device)) return;
    this.#contributed.doc.transact(() => {
      const refusals = new Map<number, string>();
      for (const [index, item] of items.entries()) {
        const refusal = refusalOf(item, device, this.#contributed, phase) ?? this.#through(item, device);
        if (refusal !== null) refusals.set(index, refusal);
      }
      this.#contributed.noteMark(contribution, this.#session, refusals);
    }, localOrigin);
  }

  /** Why the core refuses it, or null. */
  #through(item: Operation, device: string): string | null {
    const target = targetOf(item);
    const operation = this.#contributed.withTies(item);
    const applied: Operation[] = [];
    const stop = this.#core.onEventFirst((event) => {
      if (event.type === 'change' && event.change.origin === 'remote') applied.push(...event.change.operations);
    });
    try {
      const [rejected] = this.#core.call('apply', { operations: [operation], origin: 'remote' }).rejected;
      if (rejected) return `core:${rejected.issue.code}`;
    } finally {
      stop();
    }
    this.#replica.write(applied);
    if (target?.does === 'add') this.#contributed.noteAddition(target.family, target.id, device);
    return null;
  }
}
