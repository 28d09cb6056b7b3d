import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';

const text = ['canary', 'f00d'.repeat(4)].join('-');
const secret = Secret.of(text);
const loose = secret as unknown as Record<string, unknown> & string;

const doors: readonly (readonly [string, () => unknown])[] = [
  ['String()', () => String(secret)],
  ['a template string', () => `${secret}`],
  ['concatenation', () => `${loose}`.concat(loose) + loose],
  ['toString', () => secret.toString()],
  ['toLocaleString', () => loose.toLocaleString()],
  ['valueOf', () => secret.valueOf()],
  ['an array joined', () => [secret, secret].join()],
  ['a property key', () => Object.keys({ [loose]: 1 }).join()],
  ['Object.prototype.toString', () => Object.prototype.toString.call(secret)],
  ['JSON.stringify', () => JSON.stringify(secret)],
  ['JSON.stringify inside an object', () => JSON.stringify({ a: [secret] })],
  ['util.inspect', () => inspect(secret)],
  ['util.inspect with showHidden', () => inspect(secret, { showHidden: true, depth: null })],
  [
    'util.inspect without custom inspection',
    () => inspect(secret, { customInspect: false, showHidden: true, getters: true, depth: null }),
  ],
  ['util.inspect of an object', () => inspect({ a: { b: secret } }, { depth: null })],
  ['util.inspect of a Map', () => inspect(new Map([[secret, secret]]), { showHidden: true })],
  ['util.inspect of a Set', () => inspect(new Set([secret]), { showHidden: true })],
  ['an error cause', () => inspect(new Error('no', { cause: secret }), { depth: null })],
  ['an error message', () => inspect(new Error(`not ${secret}`))],
  ['an aggregate error', () => inspect(new AggregateError([secret], 'no'), { depth: null })],
  ...['%o', '%O', '%s', '%j', '%d', ''].map(
    (sign) => [`console.log('${sign}')`, () => format(sign, secret)] as const,
  ),
  ['Object.entries', () => JSON.stringify(Object.entries(secret))],
  ['Reflect.ownKeys', () => Reflect.ownKeys(secret).map((key) => String(loose[String(key)]))],
  ['spread', () => inspect({ ...(secret as object) }, { showHidden: true })],
  ['Object.assign', () => inspect(Object.assign({}, secret), { showHidden: true })],
  ['structuredClone', () => inspect(structuredClone(secret), { showHidden: true })],
  ['v8.serialize', () => serialize(secret).toString('latin1')],
];

describe('a secret', () => {
  it.each(doors)('does not leave through %s', (_door, open) => {
    const seen = inspect(open(), { showHidden: true, depth: null });
    expect(seen).not.toContain(text);
    expect(seen).not.toContain('f00d');
  });

  it('shows [secret] where people would look', () => {
    expect(`${secret}`).toBe('[secret]');
    expect(inspect({ secret })).toBe('{ secret: [secret] }');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
  });

  it('is not iterable, so that spreading it into an array throws', () => {
    expect(() => [...loose]).toThrow(TypeError);
  });

  it('gives its text through one named door, unchanged', () => {
    expect(Secret.of(` ${text} `).reveal()).toBe(` ${text} `);
  });

  it('cannot be altered to give more', () => {
    expect(Object.isFrozen(secret)).toBe(true);
  });

  it.each([
    ['', true],
    [' ', false],
    ['x', false],
  ])('is empty only without any text (%j)', (value, empty) => {
    expect(Secret.of(value).isEmpty).toBe(empty);
  });
});
