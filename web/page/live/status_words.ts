// What a state of the room is called: in the bar, in the panel and aloud.
import { plural, t } from '../words/i18n.ts';
import type { RoomState } from './room_state.ts';

/** Nothing of the network stays with them when they leave. */
export const keepsNothing = (role: RoomState['role']): boolean => role === 'view' || role === 'contribute';

/** How many people look at the room now. */
export function hereNow({ people }: RoomState): number {
  return people.filter(({ state, screen }) => state !== 'asleep' && !screen).length;
}

/** How much of what was done here is on its way: to the relay, or, of who contributes, into the network. */
export function onTheirWay({ contributions, pending }: RoomState): number {
  return contributions ? contributions.waiting : pending;
}

/** In the bar. `late`: something has not reached the relay for longer than it should take. */
export function statusText(state: RoomState, late = false): string {
  const waiting = onTheirWay(state);
  if (state.status === 'live')
    return late && waiting > 0 ? plural('live.onTheirWay', waiting) : t('live.here', hereNow(state));
  if (state.status === 'reconnecting')
    return waiting > 0 ? plural('live.reconnectingKept', waiting) : t('live.reconnecting');
  if (state.status === 'unreachable') return t(`live.bar.${state.reason ?? 'blocked'}`);
  return state.status === 'off' ? t(state.reason ? `live.bar.${state.reason}` : 'live.over') : t('live.connecting');
}

/** The same where there is little room. */
export function shortStatusText(state: RoomState, late = false): string {
  const waiting = onTheirWay(state);
  if (state.status === 'live')
    return late && waiting > 0 ? t('live.waitingShort', waiting) : t('live.hereShort', hereNow(state));
  if (state.status === 'reconnecting')
    return waiting > 0 ? t('live.reconnectingShort', waiting) : t('live.offlineShort');
  return t(state.status === 'connecting' ? 'live.connectingShort' : 'live.offlineShort');
}

/** Whether what was changed here is at the relay: a truth of its own. */
export function relayText({ pending, status }: RoomState): string {
  if (pending > 0) return plural('live.notAtRelay', pending);
  return t(status === 'live' ? 'live.atRelay' : 'live.nothingWaits');
}

/** Whether everybody has it: another one. */
export function everybodyText(state: RoomState): string {
  if (state.status !== 'live') return t('live.unknownWhoHas');
  if (state.people.every(({ self }) => self)) return t('live.alone');
  return t(state.everybodyHas && state.pending === 0 ? 'live.everybodyHas' : 'live.notEverybodyHas');
}
