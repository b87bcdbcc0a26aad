// The second window, for the beamer: it follows what the facilitator shows, large and without controls, and shows the code when that is wished.
import type { Program } from '../program/program.ts';
import { deliver } from '../support/signal.ts';
import { button, make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { hearBeamer } from './beamer_line.ts';
import { closeCode, showCode, toggleCode } from './code_screen.ts';
import type { Following } from './following.ts';
import { nameOf } from './names.ts';
import type { LiveSession } from './session.ts';
import { statusText } from './status_words.ts';

/** So long after the last move of the pointer its few buttons stay, in milliseconds. */
const buttonsStay = 3000;

/** Makes the page the second window of `session`. `letters`: of the view link. Gives the function that ends it. */
export function beBeamer(program: Program, session: LiveSession, following: Following, letters: string): () => void {
  const page = document.documentElement;
  page.classList.add('presenting', 'live-beamer');
  void program.bridge.fetchRest().then(() => {
    program.bridge.call('show', { what: 'present' });
    program.stage.requestFrame();
  });
  // The picture takes no hand and no key here.
  const cover = make('div', { id: 'live-cover' });
  const line = make('p', { class: 'live-beamer-line', role: 'status' });
  const address = `${location.origin}${location.pathname}#live=${letters}`;
  const title = () => document.querySelector('#work-title')?.textContent ?? '';
  const screen = button(t('live.wholeScreen'), { class: 'plain' }, () => void wholeScreen());
  const code = button(t('live.code'), { class: 'plain' }, () => toggleCode(lastCode ?? address, title()));
  const tools = make('div', { class: 'live-beamer-tools', hidden: true }, code, screen);
  cover.append(line, tools);
  document.getElementById('stage')?.append(cover);
  let lastCode: string | null = null;
  let hide: ReturnType<typeof setTimeout> | undefined;
  const reach = () => {
    tools.hidden = false;
    clearTimeout(hide);
    hide = setTimeout(() => {
      tools.hidden = !tools.contains(document.activeElement);
    }, buttonsStay);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') reach();
    else if (event.key.toLowerCase() === 'q') toggleCode(lastCode ?? address, title());
    else if (event.key !== 'Enter' && event.key !== ' ' && event.key !== 'Escape') return;
    event.stopPropagation();
  };
  for (const type of ['pointerdown', 'pointermove', 'pointerup', 'wheel', 'dblclick', 'contextmenu'] as const)
    cover.addEventListener(type, (event) => event.stopPropagation());
  cover.addEventListener('pointermove', reach);
  cover.addEventListener('dblclick', () => void wholeScreen());
  document.addEventListener('keydown', onKey, true);

  const follow = () => {
    const leader = session.state.people.find(({ role, self }) => role === 'facilitate' && !self);
    if (leader && following.followed?.id !== leader.id) following.follow(leader.id);
    const { status } = session.state;
    line.textContent = status !== 'live' ? statusText(session.state) : leader ? '' : t('live.beamerAlone');
    line.title = leader ? nameOf(leader) : '';
  };
  const end = [
    session.onState.add(follow),
    // Somebody else leads: that is what is to be seen.
    session.onLead.add(({ person, leads }) => {
      if (leads) following.follow(person);
      else follow();
    }),
    hearBeamer((order) => {
      if (order.room !== letters) return;
      lastCode = order.code;
      if (order.code === null) closeCode();
      else showCode(order.code, title());
    }),
  ];
  follow();
  reach();
  return () => {
    deliver(end, undefined);
    clearTimeout(hide);
    document.removeEventListener('keydown', onKey, true);
    cover.remove();
    page.classList.remove('live-beamer');
  };
}

async function wholeScreen(): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await document.documentElement.requestFullscreen?.().catch(() => {});
}
