// The door of a room, for who follows its link: what this is, a name if one likes, one button in. In words why it does not open.
import { setText } from '../support/pressing.ts';
import { button, byId, make, textField } from '../widgets/dom.ts';
import { onLanguage, t } from '../words/i18n.ts';
import { keptName } from './name_kept.ts';
import { shownName } from './names.ts';
import type { Refusal } from './rooms.ts';
import type { Role } from './transport.ts';

/** What is wrong with a link before anybody has knocked. */
export type LinkFault = 'cut' | 'newer';

export interface Knock {
  /** Resolves when the network is on the table. Throws RoomRefused. */
  enter(name: string): Promise<void>;
  /** Shows the link as a code, for a phone that has a connection of its own; null without one. */
  showCode: (() => void) | null;
  /** To the networks of this browser. */
  home(): void;
}

/** Faults after which another try may help. */
const worthAnotherTry: readonly string[] = ['blocked', 'login', 'full'];

/** What is said of the roles that are not like the others. */
const doors: Record<string, string> = { view: 'live.doorView', contribute: 'live.doorContribute' };
const keeps: Record<string, string> = { view: 'live.keepsNothing', contribute: 'live.keepsContributed' };

export interface Door {
  close(): void;
}

/** Shows the door. `role`: as the link says, or what is wrong with it. `refusalOf` names what `enter` throws. */
export function showDoor(role: Role | LinkFault, knock: Knock, refusalOf: (error: unknown) => Refusal | null): Door {
  const sheet = byId('card', HTMLElement);
  const fault = role === 'cut' || role === 'newer' ? role : null;
  let refused: Refusal | null = fault;
  let entering = false;
  const name = textField('door-name', keptName.read(), {
    maxlength: '40',
    autocomplete: 'given-name',
    enterkeyhint: 'go',
  });
  const said = make('p', { class: 'live-wrong', id: 'door-wrong', role: 'alert' });
  const status = make('p', { class: 'secondary', role: 'status' });
  const go = button('', { class: 'primary live-enter', id: 'door-enter', type: 'submit' }, () => {});
  const field = make('div', { class: 'live-field' });
  const small = make('div', { class: 'live-door-about' });
  const ways = make('div', { class: 'row' });
  const form = make('form', { class: 'live-door', novalidate: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void enter();
  });

  async function enter(): Promise<void> {
    if (entering) return;
    entering = true;
    refused = null;
    const given = shownName(name.value);
    keptName.write(given);
    update();
    try {
      await knock.enter(given);
    } catch (error) {
      refused = refusalOf(error);
      if (!refused) throw error;
    } finally {
      entering = false;
      update();
    }
  }

  function update(): void {
    go.textContent = t(entering ? 'live.entering' : refused ? 'common.again' : 'live.enter');
    go.setAttribute('aria-disabled', String(entering));
    const shut = refused !== null && !worthAnotherTry.includes(refused);
    for (const part of [field, go, small]) part.hidden = shut;
    setText(status, entering ? t('live.enteringAbout') : '');
    setText(said, refused ? t(`live.why.${refused}`) : '');
    const { showCode } = knock;
    const out = refused === 'blocked' ? [make('p', {}, t('live.wayOut'))] : [];
    if (refused === 'blocked' && showCode)
      out.push(make('p', {}, button(t('live.showCode'), { class: 'plain' }, showCode)));
    ways.replaceChildren(...out);
  }

  function draw(): void {
    const heading = make('h1', { tabindex: '-1' }, t('live.doorTitle'));
    const about = fault ? [] : [make('p', { class: 'lead' }, t(doors[role] ?? 'live.doorEdit'))];
    const home = button(t('live.home'), { class: 'link' }, () => knock.home());
    const label = make('label', { for: name.id }, t('live.name'));
    field.replaceChildren(label, name);
    form.replaceChildren(said, ...(fault ? [] : [field, go, status]), ways);
    small.replaceChildren(
      make('p', { class: 'secondary' }, t(keeps[role] ?? 'live.keepsOwn')),
      make('p', { class: 'secondary' }, t('live.doorPrivacy', location.host)),
    );
    sheet.replaceChildren(heading, ...about, form, small, make('p', {}, home));
    update();
  }

  draw();
  document.title = `${t('live.doorTitle')} – Impactweb`;
  const stop = onLanguage(draw);
  sheet.querySelector('h1')?.focus({ preventScroll: true });
  return {
    close() {
      stop();
      sheet.replaceChildren();
    },
  };
}
