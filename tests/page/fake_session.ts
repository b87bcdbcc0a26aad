// A live session without a room behind it: tests say what happens in it, and see what the screens told it.
import type { PutTwice } from '../../web/page/live/partition_watch.ts';
import type { Hint, Person, RoomLinks, RoomState } from '../../web/page/live/room_state.ts';
import { offState } from '../../web/page/live/room_state.ts';
import type { LiveSession } from '../../web/page/live/session.ts';
import { Signal } from '../../web/page/support/signal.ts';

export const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: '',
  role: 'edit',
  state: 'here',
  self: false,
  screen: false,
  color: 0,
  selected: [],
  typing: null,
  ...more,
});

export class FakeSession implements LiveSession {
  state: RoomState;
  readonly onState = new Signal<RoomState>();
  readonly onHint = new Signal<Hint>();
  readonly onLead = new Signal<{ person: string; leads: boolean }>();
  readonly onTwice = new Signal<PutTwice[]>();
  readonly contributor = null;
  readonly links: Partial<RoomLinks>;
  /** What was told and asked, in order. */
  readonly told: unknown[][] = [];

  constructor(people: Person[], more: Partial<RoomState> = {}, links: Partial<RoomLinks> = {}) {
    this.state = { ...offState, status: 'live', role: 'edit', confirmed: true, everybodyHas: true, people, ...more };
    this.links = links;
  }

  become(more: Partial<RoomState>): void {
    this.state = { ...this.state, ...more };
    this.onState.emit(this.state);
  }

  setName(name: string): void {
    this.told.push(['setName', name]);
  }
  tellSelection(ids: string[]): void {
    this.told.push(['tellSelection', ids]);
  }
  tellTyping(id: string | null): void {
    this.told.push(['tellTyping', id]);
  }
  tellHint(pointer: Hint['pointer'], view: Hint['view']): void {
    this.told.push(['tellHint', pointer, view]);
  }
  askView(person: string): void {
    this.told.push(['askView', person]);
  }
  lead(leads: boolean): void {
    this.told.push(['lead', leads]);
  }
  async leave(): Promise<void> {
    this.told.push(['leave']);
  }
  async end(options: { erase?: boolean } = {}): Promise<void> {
    this.told.push(['end', options]);
  }
}
