// The room in the bar, beside what is said of saving: a button that opens the panel. Over a picture that is presented, where there is no bar: the
// same words.
import { setText } from '../support/pressing.ts';
import { byId, make } from '../widgets/dom.ts';
import type { RoomState } from './room_state.ts';
import { onTheirWay, shortStatusText, statusText } from './status_words.ts';

/** What takes longer than this to reach the relay is worth a word, in milliseconds. */
const patience = 3000;
/** Who contributes sees sooner that it is on its way: it takes somebody else to put it through. */
const patienceOfGuests = 400;

export class BarState {
  readonly #long = make('span', { class: 'live-long' });
  readonly #short = make('span', { class: 'live-short' });
  readonly #overPicture = make('p', { id: 'live-presented' });
  readonly #button: HTMLButtonElement;
  readonly #saved = byId('saved', HTMLButtonElement);
  #state: RoomState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #late = false;

  constructor(state: RoomState, open: () => void) {
    this.#state = state;
    const sign = make('span', { class: 'live-sign', 'aria-hidden': 'true' });
    this.#button = make(
      'button',
      { type: 'button', id: 'live-state', 'aria-controls': 'room' },
      sign,
      this.#long,
      this.#short,
    );
    this.#button.addEventListener('click', open);
    this.#saved.after(this.#button);
    document.getElementById('stage')?.append(this.#overPicture);
    this.opened(false);
    this.show(state);
  }

  show(state: RoomState): void {
    this.#state = state;
    if (onTheirWay(state) === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#late = false;
    } else
      this.#timer ??= setTimeout(
        () => {
          this.#late = true;
          this.#draw();
        },
        state.contributions ? patienceOfGuests : patience,
      );
    this.#draw();
  }

  opened(open: boolean): void {
    this.#button.setAttribute('aria-expanded', String(open));
  }

  focus(): void {
    this.#button.focus();
  }

  remove(): void {
    clearTimeout(this.#timer);
    this.#button.remove();
    this.#overPicture.remove();
    this.#saved.dispatchEvent(new Event('beside'));
  }

  #draw(): void {
    const text = statusText(this.#state, this.#late);
    const short = shortStatusText(this.#state, this.#late);
    const changes = this.#long.textContent !== text || this.#short.textContent !== short;
    setText(this.#long, text);
    setText(this.#short, short);
    setText(this.#overPicture, text);
    for (const element of [this.#button, this.#overPicture]) element.dataset.status = this.#state.status;
    this.#button.setAttribute('aria-label', text);
    this.#button.title = text;
    if (changes) this.#saved.dispatchEvent(new Event('beside'));
  }
}
