import { describe, expect, test } from 'vitest';
import { everyAssignment, knownValues } from '../../src/domain/identity.ts';
import { contentOf } from '../../src/domain/world.ts';
import { aRegistry, soundEnrolments } from './a-registry.ts';
import { anEnvFile, paperFile } from './a-world.ts';
import { paperText, values } from './env-samples.ts';
import { spellings, stranger } from './mistakes.ts';

function content(text: string) {
  const found = contentOf(anEnvFile(paperFile, text));
  if (found === undefined) throw new Error('no content');
  return found;
}

const registry = aRegistry(soundEnrolments);
const known = (text: string, which = registry) => knownValues(which, content(text));
const place = (key: string, environment: string) => ({ key, environment, generation: 'current' });

describe('every assignment', () => {
  const read = (text: string) =>
    everyAssignment(content(text)).map(({ key, line, value }) => [key, line, value.reveal()]);

  test('is told once when both loaders read it alike', () => {
    expect(read('A=1\nB=2\n')).toEqual([
      ['A', 1, '1'],
      ['B', 2, '2'],
    ]);
  });

  test('is told twice when they differ, and so is one that a later line overrides', () => {
    expect(read('A=1 # x\n')).toEqual([
      ['A', 1, '1 # x'],
      ['A', 1, '1'],
    ]);
    expect(read('A=1\nA=2\n').map(([, , value]) => value)).toEqual(['1', '2']);
  });

  test('is told when only one of them reads it', () => {
    expect(read('export A=1\n')).toEqual([['A', 1, '1']]);
    expect(read('a.b=1\n')).toEqual([['a.b', 1, '1']]);
    expect(new Set(read('A=1\nB=\0\n').map(([key]) => key))).toEqual(new Set(['A', 'B']));
  });
});

describe('whose a value is', () => {
  test('is told with its line, for every value that is known', () => {
    expect(known(paperText())).toEqual([
      {
        key: 'TRADERSPOST_WEBHOOK_URL',
        line: 1,
        registrations: [place('TRADERSPOST_WEBHOOK_URL', 'paper')],
      },
      { key: 'DATABENTO_API_KEY', line: 2, registrations: [place('DATABENTO_API_KEY', 'paper')] },
      {
        key: 'DISCORD_WEBHOOK_URL',
        line: 4,
        registrations: [
          place('DISCORD_WEBHOOK_URL', 'paper'),
          place('DISCORD_WEBHOOK_URL', 'live'),
        ],
      },
      {
        key: 'TRADERSPOST_API_KEY',
        line: 5,
        registrations: [place('TRADERSPOST_API_KEY', 'paper')],
      },
    ]);
  });

  test.each(Object.entries(spellings))('is seen whatever the spelling: %s', (_how, value) => {
    const places = known(`X=${value}\n`).flatMap(({ registrations }) => registrations);
    expect(places).toContainEqual(place('TRADERSPOST_WEBHOOK_URL', 'live'));
  });

  test('is told of both webhooks in one value', () => {
    const [one] = known(`X=${values.paperHook},${values.liveHook}\n`);
    expect(one?.registrations.map(({ environment }) => environment)).toEqual(['paper', 'live']);
  });

  test.each([
    ['a value nobody enrolled', values.stranger],
    ['an empty value', ''],
    ['a value cut short', values.paperToken.slice(0, -1)],
    ['another case, where case counts', values.paperData.toLowerCase()],
  ])('is left out for %s', (_about, value) => {
    expect(known(`X=${value}\n`)).toEqual([]);
  });

  test('is unknown to a registry without a salt', () => {
    expect(known(paperText(), { keys: registry.keys })).toEqual([]);
  });

  test('is told with its generation', () => {
    const revoked = aRegistry([stranger('old', { generation: 'revoked' })]);
    expect(known(`X=${values.stranger}\n`, revoked)[0]?.registrations).toEqual([
      { key: 'TRADERSPOST_WEBHOOK_URL', environment: 'old', generation: 'revoked' },
    ]);
  });
});
