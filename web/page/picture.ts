// The picture of the network as a PNG file.
import type { Bridge } from './bridge.ts';
import type { PictureChoice } from './dialogs.ts';
import { t } from './i18n.ts';

export async function takePicture(bridge: Bridge, choice: PictureChoice): Promise<Blob> {
  await bridge.fetchRest();
  const { width, height } = bridge.call('picture', {
    area: choice.area,
    scale: choice.scale,
    transparent: choice.transparent,
  });
  if (width <= 0 || height <= 0) throw new Error(t('picture.failed'));
  const pixels = new Uint8ClampedArray(bridge.takeBytes(width * height * 4).buffer);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error(t('picture.failed'));
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(t('picture.failed'));
  return blob;
}
