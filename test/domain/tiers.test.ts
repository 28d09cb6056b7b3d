import { describe, expect, test } from 'vitest';
import { strangersIn, tierOf } from '../../src/domain/tiers.ts';
import { aRegistry, type Enrolling, soundEnrolments } from './a-registry.ts';
import { anEnvFile, aWorld, liveFile, paperFile } from './a-world.ts';
import { liveText, paperText, values } from './env-samples.ts';
import { stranger } from './mistakes.ts';

describe('the tier of an environment', () => {
  const error = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
  const world = aWorld({
    profiles: {
      drill: { tier: 'live' },
      staging: {},
      broken: { kind: 'bad', name: 'broken', error },
    },
  });
  test.each([
    ['paper', 'safe'],
    ['staging', 'safe'],
    ['live', 'live'],
    ['drill', 'live'],
    ['broken', 'live'],
    ['nobody', 'live'],
  ])('%s is %s', (name, tier) => {
    expect(tierOf(world, name)).toBe(tier);
  });
});

describe('strangers', () => {
  const files = [anEnvFile(paperFile, paperText()), anEnvFile(liveFile, liveText())];
  const found = (more: readonly Enrolling[], environment: string, text: string) =>
    strangersIn(aRegistry([...soundEnrolments, ...more]), environment, [
      anEnvFile(paperFile, text),
    ]).map(({ key, line, of }) => `${line} ${key}: ${of.environment} ${of.key} ${of.generation}`);
  const ours = 'TRADERSPOST_WEBHOOK_URL';

  test.each<[string, readonly Enrolling[], string, string, readonly string[]]>([
    ['none in its own file', [], 'paper', paperText(), []],
    [
      'all exclusive values in the other file',
      [],
      'live',
      paperText(),
      [
        `1 ${ours}: paper ${ours} current`,
        '2 DATABENTO_API_KEY: paper DATABENTO_API_KEY current',
        '5 TRADERSPOST_API_KEY: paper TRADERSPOST_API_KEY current',
      ],
    ],
    [
      'a value known for us and for another',
      [stranger('live', { value: values.paperHook, generation: 'next' })],
      'paper',
      paperText(),
      [`1 ${ours}: live ${ours} next`],
    ],
    [
      'each environment that has it',
      [stranger('live', { generation: 'next' }), stranger('drill')],
      'paper',
      `X=${values.stranger}\n`,
      [`1 X: live ${ours} next`, `1 X: drill ${ours} current`],
    ],
    ['nobody for a value that may be shared', [], 'drill', `X=${values.news}\n`, []],
    ['nobody for a value nobody knows', [], 'paper', `X=${values.stranger}\n`, []],
    [
      'a shared value that is another key’s exclusive one too',
      [stranger('drill', { key: 'TRADERSPOST_API_KEY', value: values.news })],
      'paper',
      `X=${values.news}\n`,
      ['1 X: drill TRADERSPOST_API_KEY current'],
    ],
  ])('%s', (_about, more, environment, text, strangers) => {
    expect(found(more, environment, text)).toEqual(strangers);
  });

  test('are told of every file, and of none that cannot be read', () => {
    const registry = aRegistry(soundEnrolments);
    const all = strangersIn(registry, 'staging', [...files, { kind: 'absent', file: 'x.env' }]);
    expect(all.filter(({ file }) => file === paperFile)).toHaveLength(3);
    expect(all.filter(({ file }) => file === liveFile)).toHaveLength(3);
    expect(all).toHaveLength(6);
  });
});
