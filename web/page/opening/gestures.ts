// How a hand gives files to the page: it chooses them, drops them, or pastes them or their text.
import { byId } from '../widgets/dom.ts';

/** The browser's own file chooser. */
export function chooseFiles(): void {
  byId('file', HTMLInputElement).click();
}

/** `open` is given files, `openText` what looks like a network among what was copied elsewhere. */
export function watchForFiles(open: (files: File[]) => void, openText: (text: string) => void): void {
  const input = byId('file', HTMLInputElement);
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    open(files);
  });
  let depth = 0;
  const enter = (now: number) => {
    depth = Math.max(0, now);
    document.documentElement.classList.toggle('dropping', depth > 0);
  };
  const onDrag = (type: 'dragenter' | 'dragleave' | 'dragover' | 'drop', run: (data: DataTransfer) => void) =>
    document.addEventListener(type, (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      run(event.dataTransfer);
    });
  onDrag('dragenter', () => enter(depth + 1));
  onDrag('dragleave', () => enter(depth - 1));
  onDrag('dragover', (data) => {
    data.dropEffect = 'copy';
  });
  onDrag('drop', ({ files }) => {
    enter(0);
    if (!document.querySelector('dialog[open]')) open([...files]);
  });
  document.addEventListener('paste', (event) => {
    const target = event.target;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    if (document.querySelector('dialog[open]')) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files.length > 0) open(files);
    else if (looksLikeNetwork(text)) openText(text);
    else return;
    event.preventDefault();
  });
}

/** JSON, or lines with the same few separators: not every pasted word is a network. */
function looksLikeNetwork(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return true;
  const lines = trimmed.split(/\r?\n/, 3);
  return lines.length >= 2 && lines.every((line) => /[,;\t]/.test(line));
}
