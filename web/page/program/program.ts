// Starting the WebAssembly program: the module, its fonts, and the stage that draws it.
import createProgram from '#program';
import { Bridge, type ProgramModule } from '../bridge/bridge.ts';
import type { Appearance } from '../bridge/model.ts';
import { type CanvasHost, startStage } from '../canvas/canvas_host.ts';
import { bytesOfFont } from '../support/font_files.ts';
import { appearance, onAppearance } from '../widgets/appearance.ts';
import { language, onLanguage, onWords, table } from '../words/i18n.ts';
import { SplitProgram } from './split_program.ts';

export interface Program {
  bridge: Bridge;
  stage: CanvasHost;
  /** What the program was told of colours and sizes. */
  appearance(): Appearance;
  /** Size of the program's memory. */
  memoryBytes(): number;
}

/** Resolves when the program is ready for a network. `words`: the string table is there. Throws FetchFailed. */
export async function startProgram(words: Promise<void>): Promise<Program> {
  const canvas = document.querySelector<HTMLCanvasElement>('#canvas');
  const element = document.querySelector<HTMLElement>('#stage');
  const mirror = document.querySelector<HTMLElement>('#mirror');
  if (!canvas || !element || !mirror) throw new Error('the page has no stage');
  const parts = new SplitProgram();
  const [module, fonts] = await Promise.all([
    new Promise<ProgramModule>((resolve, reject) => {
      createProgram({
        canvas,
        instantiateWasm: (imports, receive) => {
          parts.start(imports, receive).catch(reject);
          return {};
        },
      }).then(resolve, reject);
    }),
    Promise.all((['regular', 'bold', 'icons'] as const).map((name) => bytesOfFont(name, 'start'))),
    words,
  ]);
  const bridge = new Bridge(module, parts);
  // Words that come later are for what is not drawn yet: they wait for the next frame, and ask for none.
  let told = false;
  const speak = () => {
    if (!told) bridge.call('strings', { language: language(), table: table() });
    told = true;
  };
  const stage = startStage({ bridge, module, stage: element, canvas, mirror, beforeFrame: speak });
  bridge.putBytes(fonts);
  bridge.call('setFonts', { sizes: fonts.map((font) => font.byteLength) });
  onAppearance((now) => {
    bridge.call('appearance', now);
    stage.requestFrame();
  });
  speak();
  onWords(() => {
    told = false;
  });
  onLanguage(() => stage.requestFrame());
  return { bridge, stage, appearance, memoryBytes: () => module.HEAPU8.byteLength };
}
