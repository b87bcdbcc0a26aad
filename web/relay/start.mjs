// The relay on this machine: started with the page's server, ended with it.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configuration } from './config.mjs';
import { liveFile, loadKeys, makeKeys, passOf, saveKeys, withRooms } from './keys.mjs';
import { asKeeper, keptFor } from './rooms.mjs';

const patience = 10000;
const mostRooms = 200;

/** The program of the relay that ./build-wasm.sh fetches; null when there is none. */
export function relayProgram() {
  const path = fileURLToPath(new URL('../../build/tools/relay/nats-server', import.meta.url));
  return existsSync(path) ? path : null;
}

/** As "2.15.1". */
export const versionOf = (program) =>
  /v(\d+\.\d+\.\d+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1];

/** Runs the program until it is stopped, or until this process is gone, however it went: the shell hears that at the end of its input. */
function spawned(program, settings) {
  const script =
    '"$0" -c "$1" 3<&- & relay=$!; (cat <&3 >/dev/null; kill "$relay" 2>/dev/null) & watcher=$!; wait "$relay"; code=$?; kill "$watcher" 2>/dev/null; exit "$code"';
  return spawn('/bin/sh', ['-c', script, program, settings], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
}

/** The ports that the relay took. It writes them into a file of its own once it listens. */
async function portsIn(folder, child, said) {
  const until = Date.now() + patience;
  for (;;) {
    const file = readdirSync(folder).find((name) => name.endsWith('.ports'));
    if (file)
      try {
        const { nats, websocket } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        const portOf = ([address]) => Number(new URL(address).port);
        return { client: portOf(nats), websocket: portOf(websocket) };
      } catch {
        // It is being written.
      }
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The relay does not start:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether the relay that wrote its ports there runs: two of them would spoil what they keep. */
async function isTaken(folder) {
  const file = existsSync(folder) && readdirSync(folder).find((name) => name.endsWith('.ports'));
  if (!file) return false;
  const port = Number(new URL(JSON.parse(readFileSync(join(folder, file), 'utf8')).nats[0]).port);
  const socket = connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
  }).finally(() => socket.destroy());
}

/**
 * A relay of one's own: keys and logs are in `folder`, made there the first time, with at least `rooms` that nobody has yet. `ports` are taken
 * freely unless they are given.
 */
export async function startRelay({
  program,
  folder,
  rooms = 20,
  sync = 'always',
  ports = {},
  settings = configuration,
}) {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const keysFile = join(folder, 'keys.json');
  let keys = loadKeys(keysFile) ?? makeKeys();
  const isFree = (room) => room.given === undefined;
  const old = [];
  const forgotten = (room) => room.given !== undefined && Date.now() - room.given > keptFor * 1000;

  const portsFolder = join(folder, 'ports');
  const settingsFile = join(folder, 'relay.conf');
  const address = (port) => `127.0.0.1:${port ?? -1}`;
  const write = () =>
    writeFileSync(
      settingsFile,
      settings(keys, {
        store: join(folder, 'logs'),
        client: address(ports.client),
        websocket: address(ports.websocket),
        portsFolder,
        sync,
      }),
    );
  const fill = async () => {
    const free = keys.rooms.filter(isFree).length;
    keys = await withRooms(keys, Math.max(0, Math.min(rooms - free, mostRooms - keys.rooms.length)));
    saveKeys(keysFile, keys);
  };
  await fill();

  if (await isTaken(portsFolder)) throw new Error(`another server has the relay in ${folder}`);
  let child;
  let output = '';
  let keeper;
  let at;
  const begin = async () => {
    rmSync(portsFolder, { recursive: true, force: true });
    mkdirSync(portsFolder);
    write();
    output = '';
    const own = spawned(program, settingsFile);
    child = own;
    own.ended = new Promise((resolve) => own.on('exit', resolve));
    own.stderr.on('data', (text) => {
      output = (output + text).slice(-20000);
    });
    at = await portsIn(portsFolder, own, () => output);
    keeper = await asKeeper(keys, `127.0.0.1:${at.client}`);
    await keeper.fill();
  };
  const end = async () => {
    await keeper?.close().catch(() => {});
    keeper = null;
    child.stdio[3].destroy();
    await child.ended;
  };
  try {
    await begin();
  } catch (error) {
    child?.stdio[3].destroy();
    throw error;
  }
  // Rooms that were given out and that nobody is in any more make place for new ones.
  for (const room of keys.rooms.filter(forgotten)) if ((await keeper.state(room)).messages === 0) old.push(room);
  if (old.length > 0) {
    for (const room of old) await keeper.remove(room);
    keys = { ...keys, rooms: keys.rooms.filter((room) => !old.includes(room)) };
    await fill();
    await end();
    await begin();
  }

  return {
    /** Where WebSockets are taken, on 127.0.0.1. */
    get port() {
      return at.websocket;
    },
    /** Where tools are taken. */
    get toolsPort() {
      return at.client;
    },
    get keys() {
      return keys;
    },
    get keeper() {
      return keeper;
    },
    /** What it said of itself. */
    get said() {
      return output;
    },
    live: (options) => liveFile(keys, options),
    /** The pass of a room that nobody has, or null when there is none. */
    async pass() {
      for (const room of keys.rooms) {
        if (!isFree(room) || (await keeper.state(room)).messages > 0) continue;
        // Two may have asked at once.
        if (!isFree(room)) continue;
        room.given = Date.now();
        saveKeys(keysFile, keys);
        return passOf(keys, room);
      }
      return null;
    },
    /** Ends it, and starts it again with what it has kept, or with nothing at all; at the same ports. */
    async restart({ wiped = false } = {}) {
      ports = at;
      await end();
      if (wiped) rmSync(join(folder, 'logs'), { recursive: true, force: true });
      await begin();
    },
    stop: end,
  };
}
