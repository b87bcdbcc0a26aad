// The name that somebody gave last time, in this browser alone.
import { readSetting, writeSetting } from '../support/settings.ts';

export const keptName = {
  read: (): string => readSetting('live-name') ?? '',
  write: (name: string): void => writeSetting('live-name', name),
};
