import { describe, expect, it } from 'vitest';
import { databento } from '../../../src/domain/providers/databento.ts';

const body = 'AbCdEfGhIjKlMnOpQrStUvWxYzAbC';
const key = ['db', body].join('-');

describe('a Databento key', () => {
  it.each([
    ['alone', key],
    ['in blanks', ` ${key}\n`],
    ['in quotes', `'${key}'`],
    ['in code', `client = db.Historical("${key}")`],
    ['in a URL', `https://${key}:@hist.databento.com/v0`],
    ['in an encoded parameter', `a%3D${key}%26b`],
    ['with its dash encoded', key.replace('-', '%2D')],
    ['in JSON with line breaks', JSON.stringify(`a\n${key}\nb`)],
    ['in a list', `x,${key};y`],
  ])('is the same secret %s', (_how, value) => {
    expect(databento.cores(value)).toEqual([key]);
  });

  it.each([
    ['one character longer', `${key}x`],
    ['one character shorter', key.slice(0, -1)],
    ['in lower case', key.toLowerCase()],
    ['behind a letter', `x${key}`],
    ['with a capital prefix', key.replace('db', 'DB')],
    ['a cloud database id', ['db', 'ABCDEFGH234567ABCDEFGH2345'].join('-')],
  ])('is not the same secret %s', (_how, value) => {
    expect(databento.cores(value)).toEqual([value]);
  });

  it('is found twice when there are two, and not at all in a blank value', () => {
    const other = ['db', body.toLowerCase()].join('-');
    expect(databento.cores(`${other} ${key} ${other}`)).toEqual([other, key]);
    expect(databento.cores('  ')).toEqual([]);
  });

  it('counts what follows its prefix', () => {
    expect(databento.secretPart(key)).toBe(body);
    expect(databento.machineMade(key)).toBe(true);
    expect(databento.machineMade('my old key')).toBe(false);
    expect(databento.secretPart('my older key')).toBe('older');
  });

  it.each([
    [key, 'good'],
    [` ${key}\r\n`, 'good'],
    [`"${key}"`, 'unverified'],
    [`${key}x`, 'unverified'],
    ['', 'unverified'],
  ] as const)('has a shape that is judged strictly: %j', (value, shape) => {
    expect(databento.shape(value)).toBe(shape);
  });
});
