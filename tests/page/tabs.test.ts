import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as Y from 'yjs';
import { fillDocument } from '../../web/page/document/replica.ts';
import { joinTabs, tellTabs } from '../../web/page/document/tabs.ts';

const titleIn = (doc: Y.Doc) => doc.getMap('meta').get('title');

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); ++tries) await wait(10);
  assert.ok(holds());
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

test('an edit in one tab is in the other, and does not come back', async () => {
  const a = new Y.Doc();
  fillDocument(a, { title: 'Brabant' });
  const b = copyOf(a);
  const tabs = [joinTabs('one', a), joinTabs('one', b)];
  try {
    await wait(50);
    let heard = 0;
    a.on('update', () => heard++);
    a.getMap('meta').set('title', 'Breda');
    await until(() => titleIn(b) === 'Breda');
    await wait(50);
    assert.equal(heard, 1);
  } finally {
    for (const each of tabs) each.leave();
  }
});

test('a tab that joins gets what it missed, and gives what the others miss', async () => {
  const a = new Y.Doc();
  fillDocument(a, { title: 'Brabant' });
  const b = copyOf(a);
  a.getMap('nodes').set('n', { id: 'n' });
  b.getMap('nodes').set('m', { id: 'm' });
  const tabs = [joinTabs('two', a), joinTabs('two', b)];
  try {
    await until(() => b.getMap('nodes').has('n') && a.getMap('nodes').has('m'));
  } finally {
    for (const each of tabs) each.leave();
  }
});

test('another network in another tab is left alone', async () => {
  const a = new Y.Doc();
  const b = new Y.Doc();
  const tabs = [joinTabs('three', a), joinTabs('four', b)];
  try {
    a.getMap('meta').set('title', 'Breda');
    await wait(100);
    assert.equal(titleIn(b), undefined);
  } finally {
    for (const each of tabs) each.leave();
  }
});

test('a change made without opening the network reaches the tabs that have it open', async () => {
  const a = new Y.Doc();
  fillDocument(a, { title: 'Brabant' });
  const tabs = joinTabs('five', a);
  try {
    const elsewhere = copyOf(a);
    const before = Y.encodeStateVector(elsewhere);
    elsewhere.getMap('meta').set('title', 'Zuid');
    tellTabs('five', Y.encodeStateAsUpdate(elsewhere, before));
    await until(() => titleIn(a) === 'Zuid');
  } finally {
    tabs.leave();
  }
});

test('a message that cannot be read does no harm', async () => {
  const a = new Y.Doc();
  const tabs = joinTabs('six', a);
  const channel = new BroadcastChannel('impactweb-six');
  const warn = console.warn;
  let warned = 0;
  console.warn = () => warned++;
  try {
    for (const message of [null, 1, {}, { type: 'update', update: new Uint8Array([255, 255, 3]) }])
      channel.postMessage(message);
    await until(() => warned === 4);
    assert.equal(a.share.size, 0);
  } finally {
    console.warn = warn;
    channel.close();
    tabs.leave();
  }
});
