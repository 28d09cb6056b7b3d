import { describe, expect, it } from 'vitest';
import { fitsGlob, isGlob } from '../../../src/domain/units/glob.ts';
import {
  dropInNames,
  editedName,
  instanceOf,
  templateOf,
  unescapedName,
} from '../../../src/domain/units/unit-name.ts';
import { unitMatches } from '../../../src/domain/units/unit-pattern.ts';

describe('the name of a unit', () => {
  it.each([
    ['a@b.service', 'a@.service'],
    ['a@b@c.service', 'a@.service'],
    ['a@.service', undefined],
    ['a.service', undefined],
    ['nonsense', undefined],
  ])('%s has the template %s', (unit, template) => {
    expect(templateOf(unit)).toBe(template);
    expect(editedName(unit)).toBe(template ?? unit);
  });

  it('of an instance is made of its template', () => {
    expect(instanceOf('a@.service', 'b')).toBe('a@b.service');
    expect(instanceOf('a.service', 'b')).toBe('a.service');
  });

  it('tells where its drop-ins may stand', () => {
    expect(dropInNames('x.service')).toEqual(['x.service']);
    expect(dropInNames('a-b-.service')).toEqual(['a-b-.service', 'a-.service']);
    expect(dropInNames('a-b@c.service')).toEqual([
      ...['a-b@c.service', 'a-b@.service', 'a-.service'],
      ...['a-@c.service', 'a-@.service'],
    ]);
  });

  it('is unescaped', () => {
    expect(unescapedName('a-b\\x2dc')).toBe('a/b-c');
  });
});

describe('a pattern of units or files', () => {
  it.each([
    ['pine-worker@*.service', 'pine-worker@ES.service', true],
    ['pine-worker@*.service', 'pine-worker@.service', true],
    ['pine-worker@*.service', 'pine-worker@ES.service.d', false],
    ['pine-worker@E?.service', 'pine-worker@ES.service', true],
    ['a[bc].env', 'ab.env', true],
    ['a[!bc].env', 'ab.env', false],
    ['a[^b].env', 'ac.env', true],
    ['a[b-d].env', 'ac.env', true],
    ['a[]x].env', 'a].env', true],
    ['a[z-a].env', 'ab.env', false],
    ['a[b', 'a[b', true],
    ['a\\*', 'a*', true],
    ['a\\*', 'ab', false],
    ['a+(b|c)$', 'a+(b|c)$', true],
  ])('%s on %s: %s', (pattern, name, fits) => {
    expect(fitsGlob(pattern, name)).toBe(fits);
    if (!pattern.includes('\\')) expect(unitMatches(pattern, name)).toBe(fits);
  });

  it('is one only with a wildcard in it', () => {
    expect(['/a/b.env', '/a/*.env', 'a?', '[a]'].map(isGlob)).toEqual([false, true, true, true]);
  });
});
