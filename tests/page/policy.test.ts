import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { allowingRelay } from '../../web/policy.mjs';

declare const IMPACTWEB_ROOT: string;

const shell = readFileSync(join(IMPACTWEB_ROOT, 'shell.html'), 'utf8');
const connections = (text: string) => /connect-src ([^;]*);/.exec(text)?.[1];

test('a page speaks to its own host alone, and to the relay that it was built for', () => {
  assert.equal(connections(allowingRelay(shell, undefined)), "'self'");
  const widened = allowingRelay(shell, 'wss://relay.example.org:8443/live?x=1');
  assert.equal(connections(widened), "'self' wss://relay.example.org:8443");
  assert.equal(widened.replace(' wss://relay.example.org:8443', ''), shell);
});

test('what is no address of a relay is refused, and what would end the policy as well', () => {
  for (const wrong of ['ws://relay.example.org/live', 'relay.example.org', 'https://relay.example.org', 'wss://a;b'])
    assert.throws(() => allowingRelay(shell, wrong), /wss:\/\/HOST/);
  assert.throws(() => allowingRelay('<html>', 'wss://relay.example.org'), /no policy/);
});
