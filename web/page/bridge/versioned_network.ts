// A network together with the name of the state it is in. The two are taken in one go and stay together: an answer about one state must
// never be kept under the name of another. Who asks about a network asks with one of these.
import type { Bridge } from './bridge.ts';
import type { NetworkJson } from './model.ts';

export class VersionedNetwork {
  /** Another one after every change but those of places alone. */
  readonly version: string;
  /** Another one after every change. */
  readonly revision: number;
  /** Nobody may change it. */
  readonly network: NetworkJson;
  /** Nothing else is one, whatever it consists of. */
  declare private readonly made: never;

  constructor(bridge: Bridge) {
    const { content, revision } = bridge.call('counts', {});
    this.version = String(content);
    this.revision = revision;
    this.network = bridge.call('snapshot', {}).network;
  }
}

export function versionOf(bridge: Bridge): string {
  return String(bridge.call('counts', {}).content);
}

let kept: { bridge: Bridge; current: VersionedNetwork } | undefined;

function keptIf(bridge: Bridge, same: (kept: VersionedNetwork) => boolean): VersionedNetwork {
  if (kept?.bridge !== bridge || !same(kept.current)) kept = { bridge, current: new VersionedNetwork(bridge) };
  return kept.current;
}

/** The open network. Writing a large one out takes long, so it is done once for each state of it; nodes may have moved since. */
export function currentNetwork(bridge: Bridge): VersionedNetwork {
  return keptIf(bridge, ({ version }) => version === versionOf(bridge));
}

/** The same with every node where it is now. */
export function networkInPlace(bridge: Bridge): VersionedNetwork {
  return keptIf(bridge, ({ revision }) => revision === bridge.call('counts', {}).revision);
}

/** Lets go of what is kept. */
export function forgetNetwork(): void {
  kept = undefined;
}
