// Printing what is on the stage. A canvas is empty on paper, so the picture of the whole network takes the place of the page. The browser
// waits for nobody before it prints: everything is fetched before, and drawn on the spot.
import { fetchStyle } from '../loading/late_parts.ts';
import { CanvasPen } from '../picture/canvas.ts';
import { type Composition, compose, drawNetwork, type Scene } from '../picture/compose.ts';
import { today } from '../picture/dialog.ts';
import { loadTypeface, measureHere, type Typeface } from '../picture/fonts.ts';
import { describe, layOutAtOnce } from '../picture/picture.ts';
import type { Program } from '../program/program.ts';
import { laidForPaper, readable } from '../report/paper.ts';
import { make } from '../widgets/dom.ts';
import { moreWords } from '../words/i18n.ts';

/** What is between the margins of A4, and of letter paper as well, in CSS pixels (96 in an inch). */
const [short, long] = [718, 970];
/** Pixels of the paper for one of CSS: 300 in an inch. */
const density = 300 / 96;

/** How large the picture is on paper, and whether that lies on its side. */
function onSheet({ width, height }: Composition): { wide: boolean; scale: number } {
  const upright = Math.min(short / width, long / height);
  const onItsSide = Math.min(long / width, short / height);
  return { wide: onItsSide > upright, scale: Math.min(1.5, Math.max(upright, onItsSide)) };
}

/** Draws the network for paper, with title, date and legend. */
function paper(program: Program, typeface: Typeface): HTMLCanvasElement {
  const composed = (scene: Scene) =>
    compose(scene, { title: scene.frame.title, date: today(), source: '', legend: true }, measureHere());
  const work = readable((scene) => onSheet(composed(scene)).scale * typeface.em * 0.75);
  let step = work.next();
  while (!step.done) {
    const textScale = step.value;
    step = work.next(layOutAtOnce(program.bridge, 'all', (lay) => laidForPaper(program, textScale, lay)));
  }
  const composition = composed(step.value);
  const { scene, width, height, network, surround } = composition;
  const { wide, scale } = onSheet(composition);
  const pixels = scale * density;
  const canvas = make('canvas', { id: 'paper', role: 'img', ariaLabel: describe(scene) });
  canvas.width = Math.round(width * pixels);
  canvas.height = Math.round(height * pixels);
  canvas.classList.toggle('wide', wide);
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(pixels, pixels);
    const pen = new CanvasPen(context);
    for (const _ of drawNetwork(pen, scene, typeface, network));
    surround(pen);
  }
  return canvas;
}

let listening = false;

/** From now on the browser prints the network that is on the stage. Never rejects. */
export async function printPictures(program: Program): Promise<void> {
  if (listening) return;
  listening = true;
  try {
    const [typeface] = await Promise.all([
      loadTypeface(),
      fetchStyle('output', 'output'),
      moreWords('picture', 'report'),
      program.bridge.needRest(),
    ]);
    const takeAway = () => document.getElementById('paper')?.remove();
    addEventListener('beforeprint', () => {
      takeAway();
      // What lies over the stage is printed as it is.
      if (!document.documentElement.classList.contains('working') || document.querySelector('dialog[open]')) return;
      document.body.append(paper(program, typeface));
      program.stage.requestFrame();
    });
    addEventListener('afterprint', takeAway);
  } catch {
    listening = false;
  }
}
