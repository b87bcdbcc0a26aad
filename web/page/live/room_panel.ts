// The panel of the room beside the picture: what is kept where, how others come in, who is here, and what the facilitator can do.
import { pictureOf, waysOut } from '../links/hand_over.ts';
import { setText } from '../support/pressing.ts';
import { deliver } from '../support/signal.ts';
import { ask, askWhether } from '../widgets/dialogs.ts';
import { button, choice, icon, make, textField } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { tellBeamer } from './beamer_line.ts';
import { showCode } from './code_screen.ts';
import { Contributing } from './contributing.ts';
import type { Following } from './following.ts';
import { shownName } from './names.ts';
import { PeopleList } from './people.ts';
import type { Pointers } from './pointers.ts';
import type { RoomState } from './room_state.ts';
import type { Table } from './rooms.ts';
import type { LiveSession } from './session.ts';
import { everybodyText, hereNow, keepsNothing, onTheirWay, relayText, statusText } from './status_words.ts';

/** What a link for others lets them do; the first is what participants get. */
const offered = ['contribute', 'edit', 'view'] as const;
type Offered = (typeof offered)[number];

/** Nobody on another device gets to an address like this page's. */
function isOwnMachine(): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);
}

/** Keeps the name for the next session in this browser. */
export interface KeptName {
  read(): string;
  write(name: string): void;
}

export class RoomPanel {
  readonly #table: Table;
  readonly #session: LiveSession;
  readonly #following: Following;
  readonly #pointers: Pointers | null;
  readonly #kept: KeptName;
  readonly #onToggle: (open: boolean) => void;
  readonly #box = make('aside', { id: 'room', 'aria-labelledby': 'room-title', hidden: true });
  readonly #people: PeopleList;
  readonly #status = make('p', { class: 'live-status' });
  readonly #truths = [make('span', {}), make('span', {}), make('span', {})] as const;
  readonly #count = make('h3', {});
  readonly #screens = make('p', { class: 'secondary', role: 'status' });
  readonly #contributing: Contributing | null;
  readonly #dropped = make('p', { class: 'secondary', hidden: true });
  readonly #lead = button('', { class: 'plain', id: 'live-lead', 'aria-pressed': 'false' }, () => this.#toggleLead());
  #leads = false;
  #way: Offered = 'contribute';
  #beamerShowsCode = false;
  readonly #end: (() => void)[] = [];

  constructor(
    table: Table,
    session: LiveSession,
    parts: { following: Following; pointers: Pointers | null; kept: KeptName; onToggle: (open: boolean) => void },
  ) {
    this.#table = table;
    this.#session = session;
    this.#following = parts.following;
    this.#pointers = parts.pointers;
    this.#kept = parts.kept;
    this.#onToggle = parts.onToggle;
    this.#people = new PeopleList((person) => {
      if (this.#following.followed?.id === person.id) this.#following.stop();
      else this.#following.follow(person.id);
    });
    const { contributor } = session;
    this.#contributing = contributor && new Contributing(table.program, session, contributor);
    document.getElementById('desk')?.append(this.#box);
    this.#box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      event.stopPropagation();
    });
    const saved = document.getElementById('saved');
    const watcher = new MutationObserver(() => this.show(session.state));
    if (saved) watcher.observe(saved, { childList: true, characterData: true, subtree: true });
    this.#end.push(
      () => watcher.disconnect(),
      parts.following.onChange.add(() => this.show(session.state)),
      session.onState.add((state) => this.show(state)),
      session.onLead.add(({ person, leads }) => {
        // Only one leads at a time.
        if (leads && this.#leads && !session.state.people.some(({ id, self }) => self && id === person))
          this.#setLead(false);
      }),
    );
    this.#draw();
  }

  get open(): boolean {
    return !this.#box.hidden;
  }

  toggle(): void {
    if (this.open) this.close();
    else this.show(this.#session.state, true);
  }

  close(): void {
    if (!this.open) return;
    this.#box.hidden = true;
    this.#onToggle(false);
    this.#table.program.stage.requestFrame();
  }

  /** In another language. */
  redraw(): void {
    this.#contributing?.draw();
    this.#draw();
    this.show(this.#session.state);
  }

  end(): void {
    deliver(this.#end, undefined);
    this.#contributing?.end();
    this.#box.remove();
  }

  show(state: RoomState, opens = false): void {
    if (opens) {
      this.#box.hidden = false;
      this.#onToggle(true);
      this.#table.program.stage.requestFrame();
    }
    if (this.#box.hidden) return;
    setText(this.#status, statusText(state));
    this.#status.dataset.status = state.status;
    const [saved, relay, everybody] = this.#truths;
    setText(saved, document.getElementById('saved')?.textContent ?? '');
    setText(relay, relayText(state));
    setText(everybody, everybodyText(state));
    setText(this.#count, t('live.people', hereNow(state)));
    const people = state.people.filter(({ screen }) => !screen);
    this.#people.show(people, this.#following.followed?.id ?? null);
    setText(this.#screens, people.length < state.people.length ? t('live.beamerThere') : '');
    this.#dropped.hidden = state.dropped === 0 || state.role !== 'facilitate';
    setText(this.#dropped, t('live.dropped', state.dropped));
    if (opens) this.#box.querySelector('h2')?.focus();
  }

  #draw(): void {
    const { state } = this.#session;
    const heading = make('h2', { id: 'room-title', tabindex: '-1' }, t('live.title'));
    const close = button('', { class: 'icon-button', 'aria-label': t('common.close'), title: t('common.close') }, () =>
      this.close(),
    );
    close.append(icon('close'));
    const people = [this.#count, this.#people.element, ...this.#myself(), this.#dropped];
    // Nothing is saved here of what only others keep.
    const said = keepsNothing(state.role) ? this.#truths.slice(1) : this.#truths;
    const truths = make('ul', { class: 'live-truths' }, ...said.map((text) => make('li', {}, text)));
    this.#box.replaceChildren(
      make('div', { class: 'live-head' }, heading, close),
      this.#status,
      truths,
      ...(this.#contributing ? [this.#contributing.element] : []),
      ...(state.role === 'facilitate'
        ? [...this.#invitation(), ...this.#leading(), ...people]
        : [...people, ...this.#invitation()]),
      ...this.#leaving(),
    );
    this.#setLead(this.#leads, false);
  }

  /** How others come in: links that this role may pass on. */
  #invitation(): Node[] {
    const { links } = this.#session;
    const ways = offered.filter((each) => links[each] !== undefined);
    const [first] = ways;
    if (first === undefined) return [];
    if (!ways.includes(this.#way)) this.#way = first;
    const field = make('textarea', {
      id: 'live-link',
      rows: '2',
      readonly: true,
      spellcheck: 'false',
      'aria-label': t('live.link'),
    });
    const code = make('div', { class: 'live-qr' });
    const about = make('p', { class: 'secondary live-way-about' });
    const show = () => {
      const address = links[this.#way] ?? '';
      field.value = address;
      setText(about, t(`live.wayAbout.${this.#way}`));
      const [picture] = pictureOf(address);
      code.replaceChildren(...(picture ? [picture] : []));
      field.dispatchEvent(new Event('share-changed'));
      this.#tellBeamer();
    };
    const choices = ways.map((value) => {
      const { input, label } = choice(t(`live.way.${value}`), {
        type: 'radio',
        name: 'live-way',
        value,
        checked: value === this.#way,
      });
      input.addEventListener('change', () => {
        this.#way = value;
        show();
      });
      return label;
    });
    show();
    return [
      make('h3', {}, t('live.invite')),
      ...(isOwnMachine() ? [make('p', { class: 'live-wrong' }, t('live.ownMachine', location.host))] : []),
      ...(ways.length > 1
        ? [
            make(
              'fieldset',
              { class: 'live-ways' },
              make('legend', { class: 'hidden' }, t('live.inviteTo')),
              ...choices,
            ),
          ]
        : []),
      about,
      code,
      make(
        'div',
        { class: 'row' },
        button(t('live.large'), { class: 'primary', id: 'live-code' }, () =>
          showCode(links[this.#way] ?? '', this.#title),
        ),
      ),
      field,
      waysOut(field, () => this.#title),
    ];
  }

  get #title(): string {
    return this.#table.workspace.current?.replica.title ?? '';
  }

  #myself(): Node[] {
    const name = textField(
      'live-name',
      this.#session.state.people.find(({ self }) => self)?.name ?? this.#kept.read(),
      {
        maxlength: '40',
        placeholder: t('live.unnamed'),
        autocomplete: 'given-name',
      },
    );
    name.addEventListener('change', () => {
      name.value = shownName(name.value);
      this.#kept.write(name.value);
      this.#session.setName(name.value);
    });
    const pointers = this.#pointers;
    if (!pointers) return [make('label', { for: name.id, class: 'live-label' }, t('live.myName')), name];
    const { input, label } = choice(t('live.quiet'), { checked: pointers.quiet });
    input.addEventListener('change', () => {
      pointers.quiet = input.checked;
    });
    return [make('label', { for: name.id, class: 'live-label' }, t('live.myName')), name, label];
  }

  /** For the one who leads the session. */
  #leading(): Node[] {
    const second = button(t('live.beamer'), { class: 'plain', id: 'live-beamer' }, () => this.#openBeamer());
    const { input, label } = choice(t('live.beamerCode'), { checked: this.#beamerShowsCode });
    input.addEventListener('change', () => {
      this.#beamerShowsCode = input.checked;
      this.#tellBeamer();
    });
    return [
      make('h3', {}, t('live.lead')),
      make('div', { class: 'row' }, this.#lead),
      make('p', { class: 'secondary' }, t('live.leadAbout')),
      make('h3', {}, t('live.beamerTitle')),
      make('p', { class: 'secondary' }, t('live.beamerAbout')),
      make('div', { class: 'row' }, second, label),
      this.#screens,
    ];
  }

  #leaving(): Node[] {
    const row = make('div', { class: 'row live-leaving' });
    row.append(button(t('live.leave'), { class: 'plain', id: 'live-leave' }, () => void this.#leave()));
    if (this.#session.state.role === 'facilitate')
      row.append(button(t('live.end'), { class: 'danger', id: 'live-end' }, () => void this.#endForAll()));
    return [row];
  }

  get #letters(): string {
    return /#live=(.*)$/s.exec(this.#session.links.view ?? '')?.[1] ?? '';
  }

  #openBeamer(): void {
    const address = `${location.origin}${location.pathname}#beamer=${this.#letters}`;
    window.open(address, 'impactweb-beamer', 'popup,width=1280,height=720');
  }

  #tellBeamer(): void {
    if (this.#session.state.role !== 'facilitate') return;
    tellBeamer({ room: this.#letters, code: this.#beamerShowsCode ? (this.#session.links[this.#way] ?? null) : null });
  }

  #toggleLead(): void {
    this.#setLead(!this.#leads);
  }

  #setLead(leads: boolean, tells = true): void {
    this.#leads = leads;
    this.#lead.textContent = t(leads ? 'live.leadStop' : 'live.leadStart');
    this.#lead.setAttribute('aria-pressed', String(leads));
    if (!tells) return;
    this.#following.stop();
    this.#session.lead(leads);
  }

  async #leave(): Promise<void> {
    const { state } = this.#session;
    const stays = t(keepsNothing(state.role) ? 'live.leaveView' : 'live.leaveKeeps');
    const waits = onTheirWay(state) > 0 ? [make('p', {}, t('live.leavePending'))] : [];
    const sure = await askWhether(t('live.leaveTitle'), [make('p', {}, stays), ...waits], {
      label: t('live.leave'),
      kind: 'primary',
    });
    if (sure) await this.#session.leave();
  }

  async #endForAll(): Promise<void> {
    const erase = choice(t('live.erase'), { checked: true, id: 'live-erase' });
    const answer = await ask(
      t('live.endTitle'),
      [make('p', {}, t('live.endAbout')), erase.label, make('p', { class: 'secondary' }, t('live.eraseAbout'))],
      [
        { label: t('common.cancel'), value: false },
        { label: t('live.end'), value: true, kind: 'danger' },
      ],
    );
    if (answer) await this.#session.end({ erase: erase.input.checked });
  }
}
