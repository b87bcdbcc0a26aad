// For a relay on a server of one's own (README.md). The keys stay here, on the machine where this runs; the server gets none of them.
//   node web/relay/tool.mjs make FOLDER [--rooms 20]   keys, the relay's configuration, and live.json to put beside the page
//   node web/relay/tool.mjs add FOLDER --rooms N       so many rooms more; the server gets the new configuration
//   node web/relay/tool.mjs rooms FOLDER               makes the rooms' logs at the relay, and says how many are in use
//   node web/relay/tool.mjs pass FOLDER                a pass for a host: the right to one room that nobody has yet
// --server 127.0.0.1:4222 is where `rooms` and `pass` find the relay's door for tools. For `make`: --relay live (its path beside the page, or a whole
// wss address), --store /var/lib/impactweb-relay, --tools 127.0.0.1:4222, --websocket 127.0.0.1:9222, --sync always.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configuration } from './config.mjs';
import { liveFile, loadKeys, makeKeys, passOf, saveKeys, withRooms } from './keys.mjs';
import { asKeeper } from './rooms.mjs';

const { positionals, values: given } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    ['rooms', 'server', 'relay', 'store', 'tools', 'websocket', 'sync'].map((name) => [name, { type: 'string' }]),
  ),
});
const [command, folder] = positionals;
const defaults = {
  relay: 'live',
  store: '/var/lib/impactweb-relay',
  tools: '127.0.0.1:4222',
  websocket: '127.0.0.1:9222',
  sync: 'always',
};

function fail(message) {
  console.error(message);
  process.exit(1);
}

const commands = { make, add, rooms, pass };
if (!Object.hasOwn(commands, command ?? '') || !folder)
  fail('node web/relay/tool.mjs make|add|rooms|pass FOLDER; web/relay/README.md says it step by step');
const keysFile = join(folder, 'keys.json');
const keys = loadKeys(keysFile);
if (!keys && command !== 'make') fail(`${folder} has no keys: node web/relay/tool.mjs make ${folder}`);
if (keys && command === 'make') fail(`${folder} has keys already; whoever has links to its rooms needs those`);
await commands[command]().catch((error) => fail(error.message));

async function make() {
  await writeAll({ ...makeKeys(), settings: { ...defaults, ...settingsGiven() } }, count('20'));
  console.log(`Made in ${folder}:
  keys.json    keep it to yourself, and a copy elsewhere: it opens every room
  relay.conf   for the server
  live.json    for the folder of the page`);
}

async function add() {
  await writeAll({ ...keys, settings: { ...keys.settings, ...settingsGiven() } }, count('0'));
  console.log(
    `${folder}/relay.conf is for the server: copy it there and let the relay read it (systemctl reload impactweb-relay)`,
  );
}

async function rooms() {
  await withKeeper(async (keeper) => {
    await keeper.fill();
    const states = await Promise.all(keys.rooms.map((room) => keeper.state(room)));
    const used = states.filter(({ messages }) => messages > 0).length;
    const free = keys.rooms.filter(({ given }, index) => given === undefined && states[index].messages === 0).length;
    console.log(`${keys.rooms.length} rooms: ${used} in use, ${free} that nobody has`);
  });
}

async function pass() {
  await withKeeper(async (keeper) => {
    for (const room of keys.rooms) {
      if (room.given !== undefined || (await keeper.state(room)).messages > 0) continue;
      room.given = Date.now();
      saveKeys(keysFile, keys);
      console.log(await passOf(keys, room));
      return;
    }
    fail(`Every room has been given to somebody: node web/relay/tool.mjs add ${folder} --rooms 20`);
  });
}

function settingsGiven() {
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(defaults, name)));
}

function count(otherwise) {
  const number = Number(given.rooms ?? otherwise);
  if (!Number.isInteger(number) || number < 0 || number > 2000) fail('--rooms needs a number up to 2000');
  return number;
}

async function writeAll(all, more) {
  const next = await withRooms(all, more);
  const { relay, store, tools, websocket, sync } = next.settings;
  saveKeys(keysFile, next);
  writeFileSync(join(folder, 'relay.conf'), configuration(next, { store, client: tools, websocket, sync }));
  writeFileSync(join(folder, 'live.json'), `${JSON.stringify(liveFile(next, { relay }))}\n`);
}

async function withKeeper(work) {
  const server = given.server ?? '127.0.0.1:4222';
  const keeper = await asKeeper(keys, server).catch((error) =>
    fail(
      `The relay does not answer at ${server} (${error.message}). Is the way to it open: ssh -L 4222:127.0.0.1:4222 your-server ?`,
    ),
  );
  try {
    await work(keeper);
  } finally {
    await keeper.close();
  }
}
