// What others do, laid over the picture: a ring around what each has selected, who types, and where they point. For the eyes only; the
// list of people says the same in words. It follows the camera, and takes no pointer from the picture.
import type { Places } from '../bridge/model.ts';
import type { Program } from '../program/program.ts';
import { deliver } from '../support/signal.ts';
import { make } from '../widgets/dom.ts';
import { t } from '../words/i18n.ts';
import { initialsOf, nameOf, shownName } from './names.ts';
import type { Hint, Person } from './room_state.ts';
import type { LiveSession } from './session.ts';
import { signOf } from './signs.ts';

/** More rings would be a swarm. */
const mostRings = 60;
/** What a name beside a ring needs, in pixels. */
const chipRoom = 190;
/** Between two hints of where this page points, in milliseconds. */
const pace = 100;
/** A pointer that has not moved for so long goes, in milliseconds. */
const pointerStays = 8000;

interface Pointer {
  element: HTMLElement;
  at: [number, number];
  movedAt: number;
}

export class Pointers {
  readonly #program: Program;
  readonly #session: LiveSession;
  readonly #layer = make('div', { id: 'live-layer', 'aria-hidden': 'true' });
  readonly #rings = new Map<string, HTMLElement>();
  readonly #pointers = new Map<string, Pointer>();
  readonly #end: (() => void)[] = [];
  #own: Hint['pointer'] = null;
  #toldAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sweeper: ReturnType<typeof setTimeout> | undefined;
  #quiet = false;
  /** What the latest frame said, for ids of nodes and ties that somebody works on. */
  #places: Places | null = null;
  #camera = '';
  #told = '';

  constructor(program: Program, session: LiveSession) {
    this.#program = program;
    this.#session = session;
    const stage = document.getElementById('stage');
    stage?.append(this.#layer);
    const move = (event: PointerEvent) => {
      const box = stage?.getBoundingClientRect();
      if (box) this.#point([event.clientX - box.left, event.clientY - box.top]);
    };
    const leave = () => this.#point(null);
    stage?.addEventListener('pointermove', move, { passive: true });
    stage?.addEventListener('pointerleave', leave);
    this.#end.push(
      () => stage?.removeEventListener('pointermove', move),
      () => stage?.removeEventListener('pointerleave', leave),
      program.stage.onFrame.add(() => this.#frame()),
      session.onState.add(() => this.#draw(true)),
      session.onHint.add((hint) => this.#hear(hint)),
    );
    void program.bridge.fetchRest().then(() => this.#draw(true));
  }

  get quiet(): boolean {
    return this.#quiet;
  }

  /** Without pointers, of others and of this page. */
  set quiet(quiet: boolean) {
    this.#quiet = quiet;
    for (const id of [...this.#pointers.keys()]) this.#drop(id);
    this.#tell();
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#sweeper);
    deliver(this.#end, undefined);
    this.#layer.remove();
  }

  get #others(): Person[] {
    return this.#session.state.people.filter(({ self }) => !self);
  }

  #frame(): void {
    if (!this.#program.bridge.whole) return;
    this.#draw(false);
    if (this.#places && this.#places.view.join(' ') !== this.#told) this.#tell();
  }

  /** Puts everything where it belongs now. `gliding`: because of what somebody did, and not because the picture moved. */
  #draw(gliding: boolean): void {
    const { bridge } = this.#program;
    if (!bridge.whole) return;
    const { people, status } = this.#session.state;
    // What is known of others is of before.
    this.#layer.hidden = status !== 'live';
    const ids = new Set(people.flatMap(({ selected, typing }) => (typing === null ? selected : [...selected, typing])));
    this.#places = bridge.call('places', { ids: [...ids] });
    const camera = `${this.#places.corner.join(' ')} ${this.#places.zoom}`;
    this.#layer.classList.toggle('live-gliding', gliding && camera === this.#camera);
    this.#camera = camera;
    this.#drawRings();
    for (const [id, pointer] of this.#pointers) {
      if (this.#others.some((person) => person.id === id)) this.#place(pointer);
      else this.#drop(id);
    }
  }

  #drawRings(): void {
    const places = new Map(this.#places?.items.map((item) => [item.id, item]));
    const around = new Map<string, number>();
    const wanted = new Set<string>();
    for (const person of this.#others) {
      if (person.state === 'asleep') continue;
      for (const id of new Set([...(person.typing === null ? [] : [person.typing]), ...person.selected])) {
        const place = places.get(id);
        if (!place || wanted.size >= mostRings) continue;
        const key = `${person.id} ${id}`;
        wanted.add(key);
        // Of several around one, each has its own.
        const rank = around.get(id) ?? 0;
        around.set(id, rank + 1);
        let ring = this.#rings.get(key);
        if (!ring) {
          ring = make('div', { class: 'live-ring' });
          this.#rings.set(key, ring);
          this.#layer.append(ring);
        }
        const radius = place.radius + 6 + rank * 5;
        ring.classList.toggle('live-left', place.x > this.#layer.clientWidth - chipRoom);
        ring.dataset.color = String(person.color % 8);
        ring.style.width = ring.style.height = `${2 * radius}px`;
        ring.style.transform = `translate(${place.x - radius}px, ${place.y - radius}px)`;
        this.#label(ring, person, person.typing === id, rank);
      }
    }
    for (const [key, ring] of this.#rings) {
      if (wanted.has(key)) continue;
      ring.remove();
      this.#rings.delete(key);
    }
  }

  #label(ring: HTMLElement, person: Person, types: boolean, rank: number): void {
    const name = shownName(person.name);
    const text = types ? t('live.types', nameOf(person)) : initialsOf(name);
    const said = `${person.color} ${text} ${rank}`;
    if (ring.dataset.said === said) return;
    ring.dataset.said = said;
    const chip = make(
      'span',
      { class: types ? 'live-chip live-chip-types' : 'live-chip' },
      signOf({ color: person.color, name: '' }),
      make('span', {}, text),
    );
    chip.style.setProperty('--rank', String(rank));
    ring.replaceChildren(chip);
  }

  #hear({ person: id, pointer }: Hint): void {
    const person = this.#others.find((each) => each.id === id);
    if (!person || pointer === null || this.#quiet) {
      this.#drop(id);
      return;
    }
    let shown = this.#pointers.get(id);
    if (!shown) {
      shown = { element: pointerOf(person), at: pointer, movedAt: 0 };
      this.#pointers.set(id, shown);
      this.#layer.append(shown.element);
    }
    shown.at = pointer;
    shown.movedAt = performance.now();
    shown.element.classList.add('live-pointer-moves');
    this.#place(shown);
    this.#sweeper ??= setTimeout(() => this.#sweep(), pointerStays);
  }

  #place({ element, at }: Pointer): void {
    if (!this.#places) return;
    const { corner, zoom } = this.#places;
    element.style.transform = `translate(${(at[0] - corner[0]) * zoom}px, ${(at[1] - corner[1]) * zoom}px)`;
  }

  #drop(id: string): void {
    this.#pointers.get(id)?.element.remove();
    this.#pointers.delete(id);
  }

  #sweep(): void {
    this.#sweeper = undefined;
    const before = performance.now() - pointerStays;
    for (const [id, { movedAt }] of this.#pointers) if (movedAt <= before) this.#drop(id);
    if (this.#pointers.size > 0) this.#sweeper = setTimeout(() => this.#sweep(), pointerStays / 2);
  }

  #point(onStage: [number, number] | null): void {
    const places = this.#places;
    this.#own =
      onStage && places
        ? [places.corner[0] + onStage[0] / places.zoom, places.corner[1] + onStage[1] / places.zoom]
        : null;
    this.#tell();
  }

  /** Tells where this page points and looks, soon. */
  #tell(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#toldAt = performance.now();
        if (!this.#places) return;
        this.#told = this.#places.view.join(' ');
        this.#session.tellHint(this.#quiet ? null : this.#own, this.#places.view);
      },
      Math.max(0, this.#toldAt + pace - performance.now()),
    );
  }
}

const svg = 'http://www.w3.org/2000/svg';

function pointerOf(person: Person): HTMLElement {
  const arrow = document.createElementNS(svg, 'svg');
  arrow.setAttribute('viewBox', '0 0 20 22');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', 'M2 1.5 17.5 13l-7 1.2L6.600 20.500z');
  arrow.append(path);
  const element = make('div', { class: 'live-pointer' }, arrow as unknown as Node, make('span', {}, nameOf(person)));
  element.dataset.color = String(person.color % 8);
  return element;
}
