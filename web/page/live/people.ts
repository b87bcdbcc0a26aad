// Who is here: name, what they may do, whether they look, and a button to look where they look.
import { button, make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { nameOf } from './names.ts';
import type { Person } from './room_state.ts';
import { signOf } from './signs.ts';

/** In one line, for the eyes and the ears. */
export function factsOf(person: Person): string {
  const facts = [t(`live.role.${person.role}`)];
  if (person.state !== 'here') facts.push(t(`live.state.${person.state}`));
  if (person.typing !== null && !person.self) facts.push(t('live.typesNow'));
  return facts.join(' · ');
}

/** Shows the list; what stays is left as it is, so that the focus stays as well. */
export class PeopleList {
  readonly element = make('ul', { class: 'live-people' });
  readonly #follow: (person: Person) => void;
  readonly #rows = new Map<string, { row: HTMLElement; said: string }>();

  constructor(follow: (person: Person) => void) {
    this.#follow = follow;
  }

  show(people: readonly Person[], followed: string | null): void {
    for (const [id, { row }] of this.#rows) {
      if (people.some((person) => person.id === id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    let before: Element | null = null;
    for (const person of people) {
      const follows = person.id === followed;
      const said = JSON.stringify([
        person.name,
        person.color,
        factsOf(person),
        person.self,
        follows,
        t('live.follow', ''),
      ]);
      const shown = this.#rows.get(person.id);
      const row: HTMLElement = shown?.row ?? make('li', { class: 'live-person' });
      if (shown?.said !== said) {
        const focused = row.contains(document.activeElement);
        row.replaceChildren(...this.#parts(person, follows));
        if (focused) row.querySelector('button')?.focus();
        this.#rows.set(person.id, { row, said });
      }
      row.classList.toggle('live-asleep', person.state === 'asleep');
      const place: Element | null = before ? before.nextElementSibling : this.element.firstElementChild;
      if (place !== row) this.element.insertBefore(row, place);
      before = row;
    }
  }

  #parts(person: Person, follows: boolean): Node[] {
    const name = nameOf(person);
    const who = make(
      'span',
      { class: 'live-who' },
      make('span', { class: 'live-name' }, person.self ? t('live.you', name) : name),
      make('span', { class: 'secondary' }, factsOf(person)),
    );
    if (person.self) return [signOf(person), who];
    const label = t(follows ? 'live.stopFollowing' : 'live.follow', name);
    const look = button(
      t(follows ? 'live.stopShort' : 'live.followShort'),
      { class: 'quiet', 'aria-label': label, 'aria-pressed': String(follows) },
      () => this.#follow(person),
    );
    return [signOf(person), who, look];
  }
}
