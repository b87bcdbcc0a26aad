// A place in a log of the relay, and what stands there, by which the log is known again.
import { sameBytes } from './bytes.ts';
import type { Kept } from './transport.ts';

export interface Place {
  at: number;
  data: Uint8Array;
}

export const noPlace: Place = { at: 0, data: new Uint8Array() };

export const isAt = (message: Kept | null | undefined, { at, data }: Place): boolean =>
  message?.sequence === at && sameBytes(message.data, data);
