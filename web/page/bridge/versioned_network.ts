// A network together with the name of the state it is in. The two are taken in one go and stay together: an answer about one state must
// never be kept under the name of another.
import type { Bridge, NetworkJson } from './bridge.ts';

export interface VersionedNetwork {
  /** Another one after every change but those of places alone. */
  readonly version: string;
  /** Nobody may change it. */
  readonly network: NetworkJson;
}

export function versionOf(bridge: Bridge): string {
  return String(bridge.call('counts', {}).content);
}

let kept: { bridge: Bridge; current: VersionedNetwork } | undefined;

/** The open network. Writing a large one out takes long, so it is done once for each state of it; nodes may have moved since. */
export function currentNetwork(bridge: Bridge): VersionedNetwork {
  const version = versionOf(bridge);
  if (kept?.bridge !== bridge || kept.current.version !== version)
    kept = { bridge, current: { version, network: bridge.call('snapshot', {}).network as NetworkJson } };
  return kept.current;
}

/** Lets go of what `currentNetwork` keeps. */
export function forgetNetwork(): void {
  kept = undefined;
}
