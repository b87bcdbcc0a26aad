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
/** Milliseconds between two tries to start one that has fallen: the first, and the longest. */
const pauses = { first: 250, longest: 10_000 };
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
 * freely unless they are given. `settings` makes the text of its configuration.
 */
export async function startRelay({
  program,
  folder,
  rooms = 20,
  sync = 'always',
  ports = {},
  settings = configuration,
}) {
  const relay = new OwnRelay({ program, folder, sync, settings }, ports);
  if (await isTaken(relay.portsFolder)) throw new Error(`another server has the relay in ${folder}`);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  await relay.make(rooms);
  await relay.begin();
  if (await relay.forgetRooms()) {
    await relay.make(rooms);
    await relay.restart();
  }
  return relay;
}

class OwnRelay {
  /** All keys, rooms among them. */
  keys;
  /** A connection of who keeps the relay, to look into it. */
  keeper = null;
  #how;
  #ports;
  #child = null;
  #ended = Promise.resolve();
  #stopping = false;
  #said = '';

  constructor(how, ports) {
    this.#how = how;
    this.#ports = ports;
    this.keys = loadKeys(this.#keysFile) ?? makeKeys();
  }

  get #keysFile() {
    return join(this.#how.folder, 'keys.json');
  }

  get portsFolder() {
    return join(this.#how.folder, 'ports');
  }

  /** Where WebSockets are taken, on 127.0.0.1. */
  get port() {
    return this.#ports.websocket;
  }

  /** Where tools are taken. */
  get toolsPort() {
    return this.#ports.client;
  }

  /** What it said of itself, the last of it. */
  get said() {
    return this.#said;
  }

  /** What stands beside the page as live.json. */
  live(options) {
    return liveFile(this.keys, options);
  }

  /** Makes keys for as many rooms as are missing until `count` are free; the relay knows them when it begins. */
  async make(count) {
    const free = this.keys.rooms.filter(isFree).length;
    this.keys = await withRooms(this.keys, Math.max(0, Math.min(count - free, mostRooms - this.keys.rooms.length)));
    saveKeys(this.#keysFile, this.keys);
  }

  async begin() {
    this.#stopping = false;
    await this.#begin();
  }

  async #begin() {
    const { program, folder, sync, settings } = this.#how;
    const address = (port) => `127.0.0.1:${port ?? -1}`;
    rmSync(this.portsFolder, { recursive: true, force: true });
    mkdirSync(this.portsFolder);
    const file = join(folder, 'relay.conf');
    const doors = { client: address(this.#ports.client), websocket: address(this.#ports.websocket) };
    writeFileSync(
      file,
      settings(this.keys, { store: join(folder, 'logs'), portsFolder: this.portsFolder, sync, ...doors }),
    );
    this.#said = '';
    const child = spawned(program, file);
    this.#child = child;
    this.#ended = new Promise((resolve) => child.on('exit', resolve));
    child.stderr.on('data', (text) => {
      this.#said = (this.#said + text).slice(-20000);
    });
    try {
      this.#ports = await portsIn(this.portsFolder, child, () => this.#said);
      this.keeper = await asKeeper(this.keys, `127.0.0.1:${this.#ports.client}`);
      await this.keeper.fill();
    } catch (error) {
      await this.#end();
      throw error;
    }
    void this.#ended.then(() => this.#comeBack());
  }

  /** One that falls comes back, at the same ports and with what it has kept; where that does not succeed at once, again and again. */
  async #comeBack() {
    for (let pause = pauses.first; !this.#stopping; pause = Math.min(2 * pause, pauses.longest))
      try {
        await this.#begin();
        return;
      } catch (error) {
        console.error(`The relay has fallen, and does not start again yet: ${error.message}`);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
  }

  /** Removes rooms that were given out so long ago that all in them is forgotten; says whether there were any. */
  async forgetRooms() {
    const old = [];
    for (const room of this.keys.rooms)
      if (
        Date.now() - (room.given ?? Number.POSITIVE_INFINITY) > keptFor * 1000 &&
        (await this.keeper.state(room)).messages === 0
      )
        old.push(room);
    for (const room of old) await this.keeper.remove(room);
    this.keys = { ...this.keys, rooms: this.keys.rooms.filter((room) => !old.includes(room)) };
    return old.length > 0;
  }

  /** The pass of a room that nobody has, or null when there is none. */
  async pass() {
    for (const room of this.keys.rooms) {
      // Somebody else may ask at the same moment, so it is looked at again.
      if (!isFree(room) || (await this.keeper.state(room)).messages > 0 || !isFree(room)) continue;
      room.given = Date.now();
      saveKeys(this.#keysFile, this.keys);
      return passOf(this.keys, room);
    }
    return null;
  }

  /** Ends it, and starts it again with what it has kept, or with nothing at all; at the same ports. */
  async restart({ wiped = false } = {}) {
    await this.stop();
    if (wiped) rmSync(join(this.#how.folder, 'logs'), { recursive: true, force: true });
    await this.begin();
  }

  async stop() {
    this.#stopping = true;
    await this.#end();
  }

  async #end() {
    await this.keeper?.close().catch(() => {});
    this.keeper = null;
    this.#child?.stdio[3].destroy();
    await this.#ended;
  }
}

const isFree = (room) => room.given === undefined;
