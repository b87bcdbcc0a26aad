// Serves dist/ for trying it out: the compressed copies where the browser takes them, on this machine only.
//   node web/serve.mjs [--port N] [--folder NAME] [--no-live]   with --folder the site is under /NAME/, as on a shared host
// When the relay is there (./build-wasm.sh serve fetches it) it is started and ended with this, for live sessions.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Passage } from './relay/passage.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/** Whether a request comes from a page of this server, under a name that only this machine has: others could use up the rooms. */
function isOwn({ headers }) {
  const host = headers.host ?? '';
  return (
    /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) && [undefined, `http://${host}`].includes(headers.origin)
  );
}

/** What there is for live sessions beside the files of the site: where the relay is, and passes for its rooms. True when it was asked for that. */
function answeredForLive(path, request, response, { relay, passage }) {
  const say = (status, type, text) =>
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
  if (path === 'live.json')
    say(200, types['.json'], JSON.stringify(relay.live({ relay: 'live', passes: 'live/pass' })));
  else if (path === 'live') passage.answer(response);
  else if (path === 'live/pass')
    if (request.method !== 'POST' || !isOwn(request)) say(403, types['.txt'], 'Passes are for the page of this server');
    else
      relay.pass().then(
        (pass) => (pass ? say(200, types['.txt'], pass) : say(503, types['.txt'], 'All rooms are taken: none is free')),
        () => say(503, types['.txt'], 'The relay does not answer'),
      );
  else return false;
  return true;
}

/**
 * A server of the files in `root`, under `/prefix/` when there is one; listening on 127.0.0.1. Port 0 takes a free one. `instead` may answer
 * in the place of the site, as what stands between it and a visitor does; it gets the path below the prefix, and is true when it has. `relay` is
 * one of relay/start.mjs: then there are live sessions, and `passage` is what stands between.
 */
export function serve({ root, port = 0, prefix = '', instead = () => false, relay = null }) {
  const base = prefix ? `/${prefix}/` : '/';
  const passage = relay && new Passage(() => relay.port);
  const server = createServer((request, response) => {
    const refuse = (status) => response.writeHead(status, { 'content-type': 'text/plain' }).end(String(status));
    let path;
    try {
      path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    } catch {
      return refuse(400);
    }
    if (!path.startsWith(base)) return refuse(404);
    if (instead(path.slice(base.length), response)) return;
    if (relay && answeredForLive(path.slice(base.length), request, response, { relay, passage })) return;
    const file = normalize(join(root, path.slice(base.length) || 'index.html'));
    if (!file.startsWith(root + sep) || !existsSync(file) || !statSync(file).isFile()) return refuse(404);
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const [encoding, suffix] = encodings.find(([name, end]) => accepted.includes(name) && existsSync(file + end)) ?? [
      undefined,
      '',
    ];
    const headers = {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
    };
    if (encoding) headers['content-encoding'] = encoding;
    const { size, mtimeMs } = statSync(file + suffix);
    headers.etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    if (request.headers['if-none-match'] === headers.etag) return response.writeHead(304, headers).end();
    response.writeHead(200, headers);
    if (request.method === 'HEAD') return response.end();
    createReadStream(file + suffix).pipe(response);
  });
  // The relay's guests come in here and nowhere else: it has other doors, which stay closed.
  server.on('upgrade', (request, socket, head) => {
    if (passage && request.url === `${base}live`) passage.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () =>
      resolve({ server, passage, url: `http://127.0.0.1:${server.address().port}${base}` }),
    );
  });
}

/** The relay of this checkout, started; null when there is none or it does not start, for everything else goes on without. */
export async function ownRelay(name = 'live') {
  try {
    const { relayProgram, startRelay } = await import('./relay/start.mjs');
    const program = relayProgram();
    if (!program) return null;
    const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'build', name);
    return await startRelay({ program, folder });
  } catch (error) {
    console.error(`Live sessions are left out: ${error.message}`);
    return null;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const option = (name) => {
    const index = process.argv.indexOf(name);
    return index < 0 ? undefined : process.argv[index + 1];
  };
  const port = Number(option('--port') ?? 8000);
  const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
  const relay = process.argv.includes('--no-live') ? null : await ownRelay();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      const end = () => process.exit(0);
      (relay?.stop() ?? Promise.resolve()).then(end, end);
    });
  try {
    const { url } = await serve({ root: dist, port, prefix: option('--folder') ?? '', relay });
    console.log(`Impactweb is at ${url} (Ctrl+C stops it)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: try --port ${port + 1}` : error.message);
    process.exit(1);
  }
}
