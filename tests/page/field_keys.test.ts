import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePaths, fieldKey, isInside, splitFieldKey } from '../../web/page/document/field_keys.ts';

test('a field key gives its id and path back, whatever characters they hold', () => {
  for (const id of ['n1', 'a/b', 'a~b', '~1', '~0/~1', '/', ''])
    for (const path of ['label', 'fields.a/b', 'fields.~1', 'needs.k/1.text'])
      assert.deepEqual(splitFieldKey(fieldKey(id, path)), [id, path]);
});

test('different ids never share a field key', () => {
  const keys = ['a/b', 'a~1b', 'a', 'a~b'].map((id) => fieldKey(id, 'b/label'));
  assert.equal(new Set(keys).size, keys.length);
});

test('a path holds its parts, and nothing that only begins alike', () => {
  assert.ok(isInside('needs.k1', 'needs'));
  assert.ok(isInside('needs.k1.text', 'needs'));
  assert.ok(isInside('needs.k1.text', 'needs.k1'));
  assert.ok(isInside('stageDates.pilot', 'stageDates'));
  assert.ok(isInside('fields.Web', 'fields'));
  assert.ok(!isInside('needs', 'needs'));
  assert.ok(!isInside('needsMore', 'needs'));
  assert.ok(!isInside('needs.k10.text', 'needs.k1'));
});

test('a dot in a name is no boundary', () => {
  assert.ok(!isInside('fields.Web.Twee', 'fields.Web'));
  assert.ok(!isInside('needs.k.2', 'needs.k'));
  assert.ok(!isInside('needs.k.2.text', 'needs.k'));
  assert.ok(isInside('needs.k.2.text', 'needs.k.2'));
});

test('outer paths are applied before what lies inside them', () => {
  const paths = ['needs.k1.text', 'fields.a.b.c', 'needs', 'label', 'needs.k1'];
  assert.deepEqual(paths.sort(comparePaths), ['label', 'needs', 'fields.a.b.c', 'needs.k1', 'needs.k1.text']);
});
