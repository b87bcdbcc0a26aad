// The screens of a live session: made when one begins, taken away when it ends.
import { deliver } from '../support/signal.ts';
import { showTrouble } from '../widgets/dialogs.ts';
import { button, byId, make } from '../widgets/dom.ts';
import { announce, notify } from '../widgets/toast.ts';
import { onLanguage, plural, t } from '../words/i18n.ts';
import { Announcements } from './announcements.ts';
import { BarState } from './bar_state.ts';
import { closeCode, toggleCode } from './code_screen.ts';
import { Following } from './following.ts';
import { keptName } from './name_kept.ts';
import { nameOf } from './names.ts';
import type { PutTwice } from './partition_watch.ts';
import { Pointers } from './pointers.ts';
import { RoomPanel } from './room_panel.ts';
import type { RoomState } from './room_state.ts';
import type { Table } from './rooms.ts';
import type { LiveSession } from './session.ts';
import { keepsNothing } from './status_words.ts';
import { Together } from './together.ts';

/** What stands around the picture as long as a session lasts. */
export class LiveScreens {
  readonly #table: Table;
  readonly #session: LiveSession;
  readonly following: Following;
  readonly #panel: RoomPanel;
  readonly #bar: BarState;
  readonly #said: Announcements;
  readonly #end: (() => void)[] = [];
  readonly #beamer: boolean;
  readonly #followed = make('div', { id: 'live-followed', hidden: true });
  #told = false;
  #toldNewer = false;

  /** `beamer`: this is the second window. */
  constructor(table: Table, session: LiveSession, beamer: boolean) {
    this.#table = table;
    this.#session = session;
    this.#beamer = beamer;
    const { program } = table;
    this.following = new Following(program, session, beamer);
    const pointers = program.stage.webglMissing ? null : new Pointers(program, session);
    const together = new Together(program, session);
    this.#bar = new BarState(session.state, () => this.#panel.toggle());
    this.#panel = new RoomPanel(table, session, {
      following: this.following,
      pointers,
      kept: keptName,
      onToggle: (open) => {
        this.#bar.opened(open);
        if (!open) this.#bar.focus();
      },
    });
    this.#said = new Announcements((text, urgent) => {
      // What is urgent is worth being seen as well, and a beamer says nothing.
      if (!beamer) announce(text, urgent);
    });
    // The picture below hears nothing of a press on this.
    for (const type of ['pointerdown', 'pointerup'] as const)
      this.#followed.addEventListener(type, (event) => event.stopPropagation());
    document.getElementById('stage')?.append(this.#followed);
    const onKey = (event: KeyboardEvent) => this.#key(event);
    if (!beamer) document.addEventListener('keydown', onKey);
    this.#end.push(
      () => document.removeEventListener('keydown', onKey),
      () => pointers?.end(),
      () => together.end(),
      session.onState.add((state) => this.#show(state)),
      session.onTwice.add((found) => this.#tellTwice(found)),
      this.following.onChange.add(() => this.#showFollowed(beamer)),
      onLanguage(() => {
        this.#panel.redraw();
        this.#bar.show(session.state);
        this.#showFollowed(beamer);
      }),
    );
    this.#show(session.state);
  }

  openPanel(): void {
    if (!this.#panel.open) this.#panel.toggle();
  }

  end(): void {
    deliver(this.#end, undefined);
    this.#said.stop();
    this.following.end();
    this.#panel.end();
    this.#bar.remove();
    this.#followed.remove();
    closeCode();
    this.#table.program.stage.requestFrame();
  }

  #show(state: RoomState): void {
    this.#bar.show(state);
    this.#said.hear(state);
    if (state.newer && !this.#toldNewer) {
      this.#toldNewer = true;
      const action = { label: t('common.reload'), run: () => location.reload() };
      notify({ text: t('live.newerHere'), kind: 'info', stays: true, action });
    }
    if (state.status === 'live') this.#told = false;
    if (state.status !== 'unreachable' && !(state.status === 'off' && state.reason)) return;
    // A beamer has a line of its own for that, and nobody who would press a button.
    if (this.#told || this.#beamer) return;
    this.#told = true;
    this.#tellEnd(state);
  }

  /** While the network was split something was put through twice: only people can say what was meant. */
  #tellTwice(found: readonly PutTwice[]): void {
    const { bridge } = this.#table.program;
    const ids = [...new Set(found.map(({ id }) => id))];
    const labels = bridge.call('places', { ids: ids.slice(0, 20) }).items.map(({ label }) => label);
    const names = labels.filter((label) => label !== '').join(', ') || t('live.something');
    const isBack = found.some(({ what }) => what === 'back');
    notify({ text: t(isBack ? 'live.twiceBack' : 'live.twiceChanged', names), kind: 'info', stays: true });
  }

  /** It cannot go on: in words why, and what becomes of the network. */
  #tellEnd({ contributions, reason, role }: RoomState): void {
    if (reason === 'ended') {
      const ended = t(keepsNothing(role) ? 'live.endedView' : 'live.endedEdit');
      const waiting = contributions?.waiting ?? 0;
      const lost = waiting > 0 ? plural('live.endedWaiting', waiting) : '';
      void showTrouble(t('live.endedTitle'), [ended, lost].filter((text) => text !== '').join(' '));
      return;
    }
    // Somebody may be typing: nothing comes between.
    notify({
      text: t(`live.why.${reason ?? 'blocked'}`),
      kind: 'error',
      stays: true,
      ...(reason === 'blocked' &&
        role !== 'view' && {
          action: { label: t('live.otherWays'), run: () => byId('share', HTMLButtonElement).click() },
        }),
    });
  }

  #showFollowed(beamer: boolean): void {
    const { followed } = this.following;
    this.#followed.hidden = followed === null || beamer;
    if (!followed) return;
    const text = make('span', {}, t('live.youFollow', nameOf(followed)));
    const stop = button(
      t('live.stopShort'),
      { class: 'quiet', 'aria-label': t('live.stopFollowing', nameOf(followed)) },
      () => this.following.stop(),
    );
    this.#followed.replaceChildren(text, stop);
  }

  /** Q shows the code while the picture is presented. */
  #key(event: KeyboardEvent): void {
    const presenting = document.documentElement.classList.contains('presenting');
    if (!presenting || event.key.toLowerCase() !== 'q' || event.ctrlKey || event.metaKey || event.altKey) return;
    const address = this.#session.links.contribute ?? this.#session.links.view;
    event.preventDefault();
    if (address === undefined) notify({ text: t('live.noLink'), kind: 'info' });
    else toggleCode(address, this.#table.workspace.current?.replica.title ?? '');
  }
}
