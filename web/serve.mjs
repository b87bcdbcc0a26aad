// Serves dist/ for trying it out: the compressed copies where the browser takes them, on this machine only.
//   node web/serve.mjs [--port N] [--folder NAME]   with --folder the site is under /NAME/, as on a shared host
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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

/**
 * A server of the files in `root`, under `/prefix/` when there is one; listening on 127.0.0.1. Port 0 takes a free one. `instead` may answer
 * in the place of the site, as what stands between it and a visitor does; it gets the path below the prefix, and is true when it has.
 */
export function serve({ root, port = 0, prefix = '', instead = () => false }) {
  const base = prefix ? `/${prefix}/` : '/';
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
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () =>
      resolve({ server, url: `http://127.0.0.1:${server.address().port}${base}` }),
    );
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const option = (name) => {
    const index = process.argv.indexOf(name);
    return index < 0 ? undefined : process.argv[index + 1];
  };
  const port = Number(option('--port') ?? 8000);
  const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
  try {
    const { url } = await serve({ root: dist, port, prefix: option('--folder') ?? '' });
    console.log(`Impactweb is at ${url} (Ctrl+C stops it)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: try --port ${port + 1}` : error.message);
    process.exit(1);
  }
}
