// A page that shows what peers do, made of one of the files in pages/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { serve } from '../../web/serve.mjs';
import { openPage } from './page.mjs';

/** Bundles `pages/NAME.mjs`, with `graph.json` beside it, and opens it in Chromium; it is ready when it has set `window.peer`. */
export async function openPeer(name, { folder, results, patience }, graph = null) {
  const target = join(results, 'pages', name);
  mkdirSync(target, { recursive: true });
  await esbuild.build({
    entryPoints: { page: join(folder, 'pages', `${name}.mjs`) },
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    logLevel: 'error',
  });
  writeFileSync(
    join(target, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>A peer</title><style>html,body,#stage{margin:0;width:100%;height:100%}</style><div id="stage"></div><script type="module" src="page.js"></script>',
  );
  writeFileSync(join(target, 'graph.json'), JSON.stringify(graph));
  const site = await serve({ root: target });
  const page = await openPage(site, { ours: false });
  const close = async () => {
    await page.close();
    site.server.closeAllConnections?.();
    site.server.close();
  };
  try {
    await page.page.waitForFunction(() => window.peer, null, { timeout: 1000 * patience });
  } catch (error) {
    await close();
    throw error;
  }
  return { ...page, close };
}
