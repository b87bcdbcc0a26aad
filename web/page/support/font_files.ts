// The files of the typeface. Stylesheet, canvas and pictures need the same bytes, which are asked for once.
import { fetchFile, type What } from './fetching.ts';

const faces = { regular: '16px Atkinson', bold: 'bold 16px Atkinson', icons: null } as const;
const fetched = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Once it resolves, the page's canvases can write with it as well. Throws FetchFailed. */
export function bytesOfFont(name: keyof typeof faces, what: What): Promise<Uint8Array<ArrayBuffer>> {
  let bytes = fetched.get(name);
  if (!bytes) {
    bytes = fetchFont(name, what);
    bytes.catch(() => fetched.delete(name));
    fetched.set(name, bytes);
  }
  return bytes;
}

async function fetchFont(name: keyof typeof faces, what: What): Promise<Uint8Array<ArrayBuffer>> {
  const face = faces[name];
  // What has just come for the stylesheet is in the browser's cache. Where it did not come, fetching it says why.
  if (face) await document.fonts.load(face).catch(() => {});
  const read = async (response: Response) => new Uint8Array(await response.arrayBuffer());
  return fetchFile(`fonts/${name}.ttf`, what, read, face ? 'force-cache' : 'default');
}
