// The page's security policy, for a site whose relay stands on another host.

/**
 * The shell with leave to connect to `relay`, as in wss://relay.example.org/live; unchanged without one. Throws where that is no address of a relay
 * or the shell has no policy to widen.
 */
export function allowingRelay(shell, relay) {
  if (!relay) return shell;
  const address = URL.canParse(relay) ? new URL(relay) : null;
  if (address?.protocol !== 'wss:' || !/^[\w.:[\]-]+$/.test(address.host))
    throw new Error(`A relay on another host is named as wss://HOST/PATH, and not "${relay}"`);
  const own = "connect-src 'self'";
  if (shell.split(own).length !== 2) throw new Error('shell.html has no policy for connections');
  return shell.replace(own, `${own} wss://${address.host}`);
}
