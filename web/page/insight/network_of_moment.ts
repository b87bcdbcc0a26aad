// A network together with the name of the state it is in. The two are taken in one go and stay together: an answer about one state must
// never be kept under the name of another.
import type { Bridge, NetworkJson } from '../bridge.ts';

export interface NetworkOfMoment {
  /** Another one after every change but those of places alone. */
  readonly version: string;
  /** Nobody may change it. */
  readonly network: NetworkJson;
}

export function versionOf(bridge: Bridge): string {
  return String(bridge.call('counts', {}).content);
}

let kept: { bridge: Bridge; moment: NetworkOfMoment } | undefined;

/** The open network. Writing a large one out takes long, so it is done once for each state of it; nodes may have moved since. */
export function networkOfMoment(bridge: Bridge): NetworkOfMoment {
  const version = versionOf(bridge);
  if (kept?.bridge !== bridge || kept.moment.version !== version)
    kept = { bridge, moment: { version, network: bridge.call('snapshot', {}).network as NetworkJson } };
  return kept.moment;
}

/** Lets go of what `networkOfMoment` keeps. */
export function forgetNetwork(): void {
  kept = undefined;
}
