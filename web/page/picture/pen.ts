// What a picture is drawn with: few enough means that SVG, PDF and a canvas all have them.

/** How a shape is filled and its outline drawn. Colours are #rrggbb, lengths pixels. */
export interface Paint {
  fill?: string;
  stroke?: string;
  /** Of the stroke. */
  width?: number;
  /** Lengths of dash and gap. */
  dash?: readonly [number, number];
  /** 0 to 1; 1 when left out. */
  alpha?: number;
  /** Corners of the stroke are round. */
  round?: boolean;
}

export interface Writing {
  x: number;
  /** Of the line on which letters stand. */
  y: number;
  /** The em of the typeface, pixels. */
  size: number;
  /** From a line to the one below it. */
  leading?: number;
  bold?: boolean;
  fill: string;
  /** Colour of what surrounds the letters. */
  halo?: string;
  anchor?: 'start' | 'middle';
  alpha?: number;
}

export interface GroupOptions {
  layer?: string;
  alpha?: number;
  at?: { x: number; y: number };
}

/** Coordinates are pixels from the upper left corner, y downwards. */
export interface Pen {
  /**
   * What follows, up to `end`, belongs together under this name. Layers are the uppermost groups; `at` is where the corner of what is in
   * them lies.
   */
  begin(name: string, options?: GroupOptions): void;
  end(): void;
  circle(x: number, y: number, radius: number, paint: Paint): void;
  /** `d` as in an SVG path, with absolute M, L, Q, C, A and Z. */
  path(d: string, paint: Paint): void;
  /** A line of text, or several with line breaks between. */
  text(text: string, writing: Writing): void;
}

/** The lines of a text, each with where it stands. */
export function linesOf(text: string, { y, size, leading = size * 1.2 }: Writing): [string, number][] {
  return text.split('\n').map((line, index) => [line, y + index * leading]);
}

/** Hundredths are finer than any screen or printer. */
export function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function point(x: number, y: number): string {
  return `${n(x)} ${n(y)}`;
}

export function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${point(x, y)}L${point(x + width, y)}L${point(x + width, y + height)}L${point(x, y + height)}Z`;
}

export function polygon(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => point(x, y)).join('L')}Z`;
}

/** `color` mixed with another one, of which it takes `share`. */
export function mixed(color: string, other: string, share: number): string {
  const parts = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const into = parts(other);
  return `#${parts(color)
    .map((part, index) =>
      Math.round(part + ((into[index] ?? 0) - part) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
