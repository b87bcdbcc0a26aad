// What page and relay must agree on is written once, in the page.
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const { outputFiles } = await esbuild.build({
  entryPoints: [fileURLToPath(new URL('../page/live/relay_keys.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  banner: {
    js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${JSON.stringify(import.meta.url)});`,
  },
});
export const relayKeys = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
