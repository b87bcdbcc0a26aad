import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Announcements, gathering } from '../../web/page/live/announcements.ts';
import { initialsOf, nameOf, shownName } from '../../web/page/live/names.ts';
import type { Person } from '../../web/page/live/room_state.ts';
import { everybodyText, hereNow, relayText, shortStatusText, statusText } from '../../web/page/live/status_words.ts';
import { removedBy, workingOn } from '../../web/page/live/together.ts';
import { speak } from '../../web/page/support/texts.ts';
import { FakeSession, person } from './fake_session.ts';

declare const IMPACTWEB_ROOT: string;

const words = (language: string) =>
  JSON.parse(readFileSync(join(IMPACTWEB_ROOT, `assets/strings/${language}/later/live.json`), 'utf8'));
if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { languages: ['en'] } });
speak('en', words('en'));

/** Announcements of a session, with a clock that is moved by hand. */
function listening(people: Person[]) {
  const session = new FakeSession(people);
  const said: string[] = [];
  const waiting: (() => void)[] = [];
  const announcements = new Announcements(
    (text) => said.push(text),
    (run, milliseconds) => {
      assert.equal(milliseconds, gathering);
      waiting.push(run);
      return 0 as unknown as ReturnType<typeof setTimeout>;
    },
  );
  session.onState.add((state) => announcements.hear(state));
  session.become({});
  const later = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { session, said, later, announcements };
}

const self = person('me', { self: true, name: 'Zet' });
const crowd = (count: number) => Array.from({ length: count }, (_, at) => person(`p${at}`, { name: `Person ${at}` }));

test('a change of status is said once, whatever else changes', () => {
  const { session, said } = listening([self]);
  session.become({ pending: 1 });
  session.become({ pending: 0 });
  session.become({ status: 'reconnecting', pending: 4 });
  session.become({ pending: 5 });
  session.become({ status: 'live', pending: 0 });
  assert.deepEqual(said, ['Live · 1 here', 'Reconnecting: 4 changes are kept here', 'Live · 1 here']);
});

test('forty who come in within a moment are one sentence', () => {
  const { session, said, later } = listening([self]);
  for (let count = 1; count <= 40; count += 1) session.become({ people: [self, ...crowd(count)] });
  assert.equal(said.length, 1);
  later();
  assert.deepEqual(said.slice(1), ['40 people joined. 41 people are here.']);
  later();
  assert.equal(said.length, 2);
});

test('few who have names are named, and who came and went meanwhile is not said', () => {
  const anna = person('a', { name: 'Anna' });
  const { session, said, later } = listening([self, anna]);
  session.become({ people: [self, anna, person('b', { name: 'Bram\u202e' })] });
  session.become({ people: [self, person('b', { name: 'Bram\u202e' })] });
  session.become({ people: [self, person('b', { name: 'Bram\u202e' }), person('c')] });
  session.become({ people: [self, person('b', { name: 'Bram\u202e' })] });
  later();
  assert.deepEqual(said.slice(1), ['Joined: Bram. Left: Anna. 2 people are here.']);
  session.become({ people: [self, person('b', { name: 'Bram' }), anna] });
  session.become({ people: [self, person('b', { name: 'Bram' })] });
  later();
  assert.equal(said.length, 2);
});

test('without a connection nobody is said to have left', () => {
  const { session, said, later } = listening([self, ...crowd(2)]);
  session.become({ people: [self] });
  session.become({ status: 'reconnecting' });
  later();
  assert.deepEqual(said.slice(1), ['Reconnecting …']);
});

test('a name holds no marks that turn the writing, nothing unseen, and is not endless', () => {
  assert.equal(shownName('\u202eannA\u2066 \u200b de\u0000\nVries\ufeff'), 'annA de Vries');
  assert.equal(shownName('x'.repeat(99)).length, 40);
  assert.equal([...shownName('🙂'.repeat(99))].length, 40);
  assert.equal(shownName(' \u200f\u061c '), '');
  assert.equal(nameOf({ name: '\u202e' }), 'No name');
  assert.equal(initialsOf('Stichting de Vonk'), 'SV');
  assert.equal(initialsOf('… zet'), 'Z');
  assert.equal(initialsOf(''), '');
});

test('three truths are kept apart, and none is claimed before it holds', () => {
  const { state } = new FakeSession([self, person('a')], { pending: 2, everybodyHas: true });
  assert.equal(relayText(state), '2 changes are not at the server yet');
  assert.equal(everybodyText(state), 'Not everybody here has everything yet');
  const kept = { ...state, pending: 0 };
  assert.equal(relayText(kept), 'Kept at the server');
  assert.equal(everybodyText(kept), 'Everybody here has everything');
  assert.equal(everybodyText({ ...kept, everybodyHas: false }), 'Not everybody here has everything yet');
  assert.equal(everybodyText({ ...kept, people: [self] }), 'Nobody else is here yet');
  assert.equal(everybodyText({ ...kept, status: 'reconnecting' }), 'Whether others have everything cannot be seen now');
  assert.equal(relayText({ ...kept, status: 'reconnecting' }), 'Nothing waits to be sent');
});

test('the bar says where it stands, and why not, in both lengths and languages', () => {
  const { state } = new FakeSession([
    self,
    person('a'),
    person('b', { state: 'asleep' }),
    person('c', { state: 'behind' }),
  ]);
  assert.equal(hereNow(state), 3);
  const states = [
    state,
    { ...state, pending: 3 },
    { ...state, status: 'reconnecting' as const, pending: 1 },
    ...(['blocked', 'login', 'refused', 'newer'] as const).map((reason) => ({
      ...state,
      status: 'unreachable' as const,
      reason,
    })),
    { ...state, status: 'off' as const, reason: 'ended' as const },
    { ...state, status: 'connecting' as const },
  ];
  for (const language of ['en', 'nl'] as const) {
    speak(language, words(language));
    for (const each of states)
      for (const text of [statusText(each, true), shortStatusText(each, true)])
        assert.doesNotMatch(text, /^live\.|\{|undefined|^$/, `${language} ${each.status} ${each.reason}`);
    for (const each of states) assert.ok(shortStatusText(each, true).length <= 19, shortStatusText(each, true));
  }
  speak('en', words('en'));
  assert.equal(statusText({ ...state, pending: 3 }), 'Live · 3 here');
  assert.equal(statusText({ ...state, pending: 3 }, true), 'Live · 3 changes on their way');
  assert.equal(statusText({ ...state, status: 'unreachable', reason: 'blocked' }), 'This place blocks live sessions');
});

test('who works on what is removed is known: others who are awake and have it selected or type in it', () => {
  const removed = removedBy([
    { op: 'removeNodes', ids: ['n1', 'n2'] },
    { op: 'setNode', id: 'n3' },
    { op: 'removeEdges', ids: ['e1'] },
  ]);
  assert.deepEqual(removed, ['n1', 'n2', 'e1']);
  const people = [
    person('me', { self: true, selected: ['n1'] }),
    person('a', { selected: ['n2'] }),
    person('b', { selected: ['n9'] }),
    person('c', { typing: 'e1' }),
    person('d', { selected: ['n1'], state: 'asleep' }),
  ];
  assert.deepEqual(
    workingOn(people, removed).map(({ id }) => id),
    ['a', 'c'],
  );
});
