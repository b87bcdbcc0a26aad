// Text that stands in a field of the page around the canvas and has not been taken over: those fields wait for `change`, or for the button
// of their form or dialog. The fields on the canvas tell by themselves (stage/mirror.ts); the name in the bar is applied with every letter, and
// a card keeps its answers.
import { Signal } from '../support/signal.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

const withText = new Set(['text', 'number', 'date', 'url', 'email', 'tel']);

function typedField(target: EventTarget | null): Field | null {
  const isText =
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && withText.has(target.type));
  return isText && !target.closest('#mirror, #bar, #card') ? target : null;
}

export class TypedFields {
  /** Hears when what `pending` says may have changed. */
  readonly onChange = new Signal<void>();
  /** Each with what stood in it before it was typed in. */
  readonly #fields = new Map<Field, string>();

  constructor() {
    for (const begin of ['focusin', 'beforeinput'] as const)
      document.addEventListener(begin, ({ target }) => {
        const field = typedField(target);
        if (field && !this.#fields.has(field)) this.#fields.set(field, field.value);
      });
    document.addEventListener('input', ({ target }) => {
      if (typedField(target)) this.onChange.emit();
    });
    // After the listeners of the field itself, which take over what stands in it.
    document.addEventListener('change', ({ target }) => {
      const field = typedField(target);
      if (field && !field.closest('form, dialog')) this.#fields.delete(field);
      this.onChange.emit();
    });
    for (const end of ['submit', 'close', 'click', 'focusout'] as const)
      document.addEventListener(end, () => setTimeout(() => this.onChange.emit()), true);
  }

  get pending(): boolean {
    for (const [field, before] of this.#fields) {
      if (!field.isConnected || field.getClientRects().length === 0) this.#fields.delete(field);
      else if (field.value !== before) return true;
    }
    return false;
  }

  /** Takes over what a field takes over when it is left. */
  flush(): void {
    const active = document.activeElement;
    if (active instanceof HTMLElement && this.#fields.has(active as Field) && !active.closest('form, dialog'))
      active.blur();
  }
}
