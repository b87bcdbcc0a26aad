// What the API tells of a live session. The session itself comes later (page/live), so its state is kept here, where it can be asked for at once.
import { Signal } from '../support/signal.ts';
import type { LiveState } from './api_types.ts';

let now: LiveState = {
  status: 'off',
  role: null,
  pending: 0,
  everybodyHas: false,
  onTheirWay: 0,
  people: [],
  dropped: 0,
};

export const onLiveState = new Signal<LiveState>();

export function liveState(): LiveState {
  return now;
}

export function setLiveState(state: LiveState): void {
  now = state;
  onLiveState.emit(state);
}
