// What is said of contributions, and what of them a browser keeps.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { itemText, reasonText, refusedText, wayText } from '../../web/page/live/contributing.ts';
import type { Refused } from '../../web/page/live/contributor.ts';
import { BrowserStore, forgetContributions } from '../../web/page/live/kept_contributions.ts';
import { offState, type RoomState } from '../../web/page/live/room_state.ts';
import { keepsNothing, onTheirWay, shortStatusText, statusText } from '../../web/page/live/status_words.ts';
import { settingNames } from '../../web/page/support/settings.ts';
import { speak } from '../../web/page/support/texts.ts';
import { person } from './fake_session.ts';
import { addition, change } from './live/contributors.ts';

declare const IMPACTWEB_ROOT: string;

const words = (language: string) =>
  JSON.parse(readFileSync(join(IMPACTWEB_ROOT, `assets/strings/${language}/later/live.json`), 'utf8'));
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { languages: ['en'] } });

const me = person('me', { self: true, role: 'contribute' });
const host = person('h', { role: 'facilitate' });
const room = (waiting: number, people = [me, host], more: Partial<RoomState> = {}): RoomState => ({
  ...offState,
  status: 'live',
  role: 'contribute',
  people,
  contributions: { waiting, refused: 0 },
  ...more,
});
const refused = (label: string, why: string): Refused => ({ item: change('n', 'label', 'x'), label, why });

test('who contributes is told what is on its way, and when it waits for somebody', () => {
  speak('en', words('en'));
  assert.equal(wayText(room(0)), '');
  assert.equal(wayText(room(1)), '1 change of yours is on its way.');
  assert.match(wayText(room(2, [me])), /^2 changes of yours are on their way\. There is no facilitator here now/);
  assert.match(wayText(room(2, [me, { ...host, state: 'asleep' }])), /no facilitator here/);
  // Without a connection nobody knows who is there.
  assert.equal(wayText(room(2, [me], { status: 'reconnecting' })), '2 changes of yours are on their way.');
  assert.equal(onTheirWay(room(3)), 3);
  assert.equal(onTheirWay({ ...offState, pending: 2 }), 2);
  // The relay has all of it, and nobody has put it through yet.
  assert.equal(statusText(room(2), true), 'Live · 2 changes on their way');
  assert.equal(shortStatusText(room(2), true), 'Live · 2 waiting');
  assert.equal(statusText(room(2, [me], { status: 'reconnecting' })), 'Reconnecting: 2 changes are kept here');
  assert.deepEqual((['facilitate', 'edit', 'contribute', 'view'] as const).map(keepsNothing), [
    false,
    false,
    true,
    true,
  ]);
});

test('what was not taken over is said with its name and a reason, and many at once are one sentence', () => {
  speak('en', words('en'));
  assert.equal(
    refusedText([refused('Zet', 'others')]),
    '“Zet”: Someone else added this. You can change what you added yourself.',
  );
  assert.match(refusedText([refused('', 'unknown')]), /^With your link you can add/);
  assert.match(
    refusedText([refused('Zet', 'tied'), refused('Brug', 'tied')]),
    /^2 changes were not taken over\. It stays/,
  );
  assert.equal(refusedText([]), '');
  assert.equal(itemText(addition('n'), 'Zet'), 'Zet: added');
  assert.equal(itemText({ op: 'setNetwork' }, ''), 'Something about the whole network');
});

test('every reason has its words, in both languages', () => {
  const reasons = ['unknown', 'shape', 'idTaken', 'missing', 'others', 'tied', 'tooMany', 'tooLong', 'core:wrongType'];
  for (const language of ['nl', 'en'] as const) {
    speak(language, words(language));
    for (const why of reasons) assert.ok(!reasonText(why).includes('live.no'), `${language}: ${why}`);
  }
});

test('a page takes over what an earlier one left, and one beside it does not', () => {
  const sealed = [{ key: 's/1', items: [addition('a')], data: 'AA', kept: true }];
  new BrowserStore('room', 'first', true).write({ sealed, draft: [addition('b')] });
  new BrowserStore('other', 'first', true).write({ sealed, draft: [] });
  assert.deepEqual(new BrowserStore('room', 'beside', false).read(), { sealed: [], draft: [] });
  const next = new BrowserStore('room', 'second', true);
  assert.deepEqual(next.read(), { sealed, draft: [addition('b')] });
  assert.ok(settingNames().includes('live-waits-room-first'), 'nothing is let go before it stands elsewhere');
  next.write({ sealed, draft: [] });
  assert.deepEqual(
    settingNames().filter((name) => name.includes('waits-room')),
    ['live-waits-room-second'],
  );
  next.write({ sealed: [], draft: [] });
  assert.deepEqual(
    settingNames().filter((name) => name.includes('waits')),
    ['live-waits-other-first'],
  );
  forgetContributions('other');
  assert.deepEqual(
    settingNames().filter((name) => name.includes('waits')),
    [],
  );
});
