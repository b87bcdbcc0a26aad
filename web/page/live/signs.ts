// The colour of a person with the sign that tells it apart for those who do not see colours: one of eight shapes.
import { make } from '../widgets/dom.ts';
import { initialsOf, shownName } from './names.ts';
import type { Person } from './room_state.ts';

/** For the eyes only: the shape in the colour, and initials in it where there is a name. */
export function signOf({ color, name }: Pick<Person, 'color' | 'name'>): HTMLElement {
  const sign = make('span', { class: 'live-person-sign', 'aria-hidden': 'true' });
  sign.dataset.color = String(color % 8);
  const initials = initialsOf(shownName(name));
  if (initials !== '') sign.append(make('span', {}, initials));
  return sign;
}
