// Live sessions, in one piece: fetched when somebody starts one, or follows a link into one.
import type { Impactweb } from '../api/api_types.ts';
import { addressOfNetwork } from '../links/links.ts';
import { fetchLater } from '../loading/late_parts.ts';
import { writeSetting } from '../support/settings.ts';
import { announce, dismiss, notify } from '../widgets/toast.ts';
import { moreWords, t } from '../words/i18n.ts';
import { beBeamer } from './beamer.ts';
import { showCode } from './code_screen.ts';
import { askToStart, type Beginning } from './dialog.ts';
import { type Door, showDoor } from './door.ts';
import { lettersIn } from './live_link.ts';
import { liveOffer } from './offer.ts';
import type { RoomState } from './room_state.ts';
import { type Refusal, RoomRefused, type Rooms, readLink, roomsOf, type Table } from './rooms.ts';
import { LiveScreens } from './screens.ts';
import type { LiveSession } from './session.ts';
import { isTabPlaceTaken } from './tab_place.ts';
import type { Role } from './transport.ts';

/** What is needed of a page that may not have begun yet. */
export interface Page {
  app(): Promise<Table>;
}

async function prepare(): Promise<void> {
  await Promise.all([fetchLater('live'), moreWords('share')]);
}

let attached: { rooms: Rooms; screens: () => LiveScreens | null } | undefined;
/** Of the view link with which the second window was opened; null in any other. */
let beamerLetters: string | null = null;

/** From now on there are screens as long as there is a session. Words and style have to be there: see `prepareLive`. */
export function attachScreens(table: Table): { rooms: Rooms; screens: () => LiveScreens | null } {
  if (attached) return attached;
  const rooms = roomsOf(table);
  let screens: LiveScreens | null = null;
  let endBeamer: (() => void) | undefined;
  const close = () => {
    endBeamer?.();
    endBeamer = undefined;
    screens?.end();
    screens = null;
  };
  const follow = (session: LiveSession | null) => {
    close();
    if (session && isOver(session.state)) return;
    screens = session && new LiveScreens(table, session, beamerLetters !== null);
    session?.onState.add((state) => {
      // The second window goes on saying that it is over.
      if (isOver(state) && rooms.session === session && beamerLetters === null) close();
    });
    if (session && screens && beamerLetters !== null)
      endBeamer = beBeamer(table.program, session, screens.following, beamerLetters);
  };
  rooms.onSession.add(follow);
  follow(rooms.session);
  attached = { rooms, screens: () => screens };
  return attached;
}

/** Nobody comes back into it; its screens go. */
const isOver = ({ status, reason }: RoomState): boolean => status === 'off' || reason === 'ended';

/** The same, once words and style are there. Throws FetchFailed. */
export async function prepareLive(table: Table): Promise<Rooms> {
  await prepare();
  return attachScreens(table).rooms;
}

/** Goes on in the room of the network on the table. */
export async function resumeLive(table: Table): Promise<void> {
  const rooms = await prepareLive(table);
  const { current } = table.workspace;
  if (current && (await isTabPlaceTaken(current.id))) notify({ text: t('live.otherTab'), kind: 'info' });
  await rooms.resume();
}

/** What window.impactweb.live does. */
export async function liveApi(table: Table): Promise<Omit<Impactweb['live'], 'state'>> {
  const rooms = await prepareLive(table);
  const opened = () => {
    if (!rooms.session) throw new Error(t('live.noRoom'));
    return rooms.session;
  };
  const told = (error: unknown): never => {
    throw error instanceof RoomRefused ? new Error(t(`live.why.${error.refusal}`), { cause: error }) : error;
  };
  return {
    start: async (options = {}) => {
      if (!table.workspace.current || table.workspace.current.viewOnly) throw new Error(t('api.noNetwork'));
      const { links } = await rooms.start(options).catch(told);
      return { links: links as Record<Role, string> };
    },
    join: async (link, options = {}) => {
      await rooms.join(String(link), options).catch(told);
      showAddress(table, lettersIn(String(link)));
    },
    leave: async () => rooms.session?.leave(),
    end: async (options) => opened().end(options),
    command: async (name, args) => {
      if (name !== 'lead') throw new TypeError(`impactweb.live.command: ${String(name)}`);
      opened().lead(args?.on !== false);
    },
  };
}

/** Starts a session with the network on the table; opens its panel where there is one already. */
export async function startLive(table: Table): Promise<void> {
  await prepare();
  const { rooms, screens } = attachScreens(table);
  const open = screens();
  if (open) {
    open.openPanel();
    return;
  }
  const offer = await liveOffer();
  let beginning: Beginning | null = null;
  let refused: Refusal | undefined;
  for (;;) {
    beginning = await askToStart(offer, refused, beginning ?? undefined);
    if (!beginning) return;
    notify({ text: t('live.starting'), kind: 'info', stays: true });
    try {
      await rooms.start(beginning);
      break;
    } catch (error) {
      if (!(error instanceof RoomRefused)) throw error;
      refused = error.refusal;
    } finally {
      dismiss();
    }
  }
  screens()?.openPanel();
}

let door: { letters: string; shown: Door } | undefined;

/** What is being followed: the page asks when it begins, and again once it has begun. */
let underWay = '';

/** Follows the address of a room: its door, or at once as the second window. Takes the secret out of the address. */
export async function followLive(page: Page): Promise<void> {
  const [, mode, inAddress] = /^#(live|beamer)(?:=(.*))?$/s.exec(location.hash) ?? [];
  const state = history.state as { live?: string } | null;
  const letters = inAddress ?? state?.live ?? '';
  const wanted = `${mode} ${letters}`;
  const shown = mode === 'beamer' ? beamerLetters === letters : door?.letters === letters && isShown();
  if (mode === undefined || underWay === wanted || shown) return;
  underWay = wanted;
  // It stays with this entry of the history, for a reload, and is on no screen.
  history.replaceState({ live: letters }, '', `${location.pathname}${location.search}#${mode}`);
  try {
    await prepare();
    door?.shown.close();
    door = undefined;
    if (mode === 'beamer') await openBeamer(page, letters);
    else await openDoor(page, letters);
  } finally {
    underWay = '';
  }
}

const isShown = (): boolean => document.getElementById('card')?.hidden === false;

async function openDoor(page: Page, letters: string): Promise<void> {
  const role = await readLink(letters);
  const shown = showDoor(
    role,
    {
      enter: (name) => enter(page, letters, name),
      showCode: () => showCode(`${location.origin}${location.pathname}#live=${letters}`, ''),
      home: () => {
        location.hash = '';
      },
    },
    refusalOf,
  );
  door = { letters, shown };
}

function refusalOf(error: unknown): Refusal | null {
  return error instanceof RoomRefused ? error.refusal : null;
}

async function enter(page: Page, letters: string, name: string): Promise<void> {
  const table = await page.app();
  const { rooms } = attachScreens(table);
  // Who has been asked in for something else is not shown around.
  writeSetting('tour', 'shown');
  await rooms.join(letters, name === '' ? {} : { name });
  door?.shown.close();
  door = undefined;
  showAddress(table, letters);
  const { current } = table.workspace;
  announce(t('live.entered', current?.replica.title || t('network.untitled')));
}

/** Who keeps the network has it under an address of its own; who only looks comes back to the door by a reload. */
function showAddress({ workspace: { current } }: Table, letters: string): void {
  if (current && !current.viewOnly) history.replaceState(null, '', addressOfNetwork(current.id));
  else history.replaceState({ live: letters }, '', `${location.pathname}${location.search}#live`);
}

async function openBeamer(page: Page, letters: string): Promise<void> {
  const role = await readLink(letters);
  beamerLetters = letters;
  const table = await page.app();
  try {
    if (role === 'cut' || role === 'newer') throw new RoomRefused(role);
    await attachScreens(table).rooms.join(letters, { name: t('live.beamerName'), screen: true });
  } catch (error) {
    if (!(error instanceof RoomRefused)) throw error;
    beamerLetters = null;
    const home = () => {
      location.hash = '';
    };
    showDoor(role, { enter: () => openBeamer(page, letters), showCode: null, home }, refusalOf);
  }
}
