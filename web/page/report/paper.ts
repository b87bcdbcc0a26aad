// The picture as paper has it: in the colours of a bright screen, with names that can be read at the size in which it is printed.
import type { PictureFrame } from '../bridge/picture.ts';
import type { Scene } from '../picture/compose.ts';
import type { Program } from '../program/program.ts';

/** Has `lay` lay the picture out as paper has it, whatever the screen looks like. */
export function laidForPaper(
  { bridge, appearance }: Program,
  textScale: number,
  lay: () => PictureFrame,
): PictureFrame {
  const now = appearance();
  if (now.scheme === 'light' && now.textScale === textScale) return lay();
  bridge.call('appearance', { ...now, scheme: 'light', textScale });
  try {
    return lay();
  } finally {
    bridge.call('appearance', { ...now });
  }
}

/** Points: smaller letters are hard to read on paper. Where they cannot be made as large as that, they are better than no names. */
const [smallest, stillRead] = [7, 5];
/** How much larger than usual names can be. */
const largest = 2.5;

/**
 * The picture of a page, with the names that can be read there, and as many of them as fit. Yields how large names are to be,
 * and is given the picture that was laid out with them; `points` says how many of a page one of its pixels becomes.
 */
export function* readable(points: (scene: Scene) => number): Generator<number, Scene, Scene> {
  let textScale = 1;
  let scene = yield textScale;
  for (let tries = 0; tries < 2; tries += 1) {
    const least = Math.min(...scene.texts.map(({ size }) => size)) * points(scene);
    if (!(least < smallest) || textScale >= largest) break;
    textScale = Math.min(largest, (textScale * smallest * 1.02) / least);
    scene = yield textScale;
  }
  const least = (textScale < largest ? smallest : stillRead) / points(scene);
  return { ...scene, texts: scene.texts.filter(({ size }) => size >= least) };
}
