// The scripts that run beside the page. Browsers that know Trusted Types (the policy in shell.html) take no other address for a script.

/** All there are: the worker that reads files, and the one that keeps the app. */
const scripts = ['reader.js', 'service-worker.js'] as const;

let policy: TrustedScriptPolicy | undefined;

/** The address of a script, as `Worker` and `register` take it. */
export function scriptUrl(name: (typeof scripts)[number]): string {
  policy ??= window.trustedTypes?.createPolicy('impactweb', {
    createScriptURL: (address) => {
      if (!scripts.some((script) => script === address)) throw new TypeError(address);
      return address;
    },
  });
  // To TypeScript a trusted address is a text still.
  return policy ? (policy.createScriptURL(name) as string) : name;
}
