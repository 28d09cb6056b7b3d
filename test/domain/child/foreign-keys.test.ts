import { describe, expect, test } from 'vitest';
import { foreignKeys } from '../../../src/domain/child/foreign-keys.ts';
import type { World } from '../../../src/domain/world.ts';
import { aRegistry, soundEnrolments } from '../a-registry.ts';
import { aWorld, liveFile } from '../a-world.ts';
import { liveText, madeUp, values } from '../env-samples.ts';
import { childOf, revealed, variables, viewIn } from './a-child.ts';

const token = madeUp('opaque', 'nobody enrolled this');
const world = aWorld({
  files: {
    [liveFile]: liveText({
      TOKEN: token,
      ZONE: 'America/Chicago',
      PIN: 'x7!',
      HOOK_B: 'changeme-please',
    }),
  },
});

/** Whose keys stand in a variable that a child with these values of paper would inherit. */
function whose(
  name: string,
  value: string,
  passed: Readonly<Record<string, string>> = {},
  of: World = world,
) {
  const own = {
    TRADERSPOST_WEBHOOK_URL: values.paperHook,
    DISCORD_WEBHOOK_URL: values.news,
    ...passed,
  };
  const [given] = [...variables({ [name]: value }).values()];
  return given === undefined ? [] : foreignKeys(viewIn(of, 'paper'), variables(own))(name, given);
}

test.each<[string, string, string, readonly string[]]>([
  ['an enrolled key', 'X', values.liveData, ['live']],
  ['one in a header', 'X', `X-Key: ${values.liveData};`, ['live']],
  [
    'one behind another host, in capitals',
    'X',
    values.liveHook.replace('https://', 'http://a/').toUpperCase(),
    ['live'],
  ],
  ['one in the name', `${values.liveData}`, '1', ['live']],
  ['one that nobody enrolled, from a file that can be read', 'X', `a ${token} b`, ['live']],
  ['two of two', 'X', `${values.liveData} ${values.paperData}`, ['live', 'paper']],
  ['what the child gets anyway', 'X', values.paperHook, []],
  ['a key that is shared', 'X', values.news, []],
  ['a key of paper that the child does not get', 'X', values.paperData, ['paper']],
  ['a setting of an unknown name', 'TZ', 'America/Chicago', []],
  ['what somebody was meant to fill in', 'X', 'changeme-please', []],
  ['a word of three letters', 'X', 'x7!', []],
  ['nothing', 'X', '', []],
])('%s', (_what, name, value, environments) => {
  expect(whose(name, value)).toEqual(environments);
});

test('a key of an environment that has no profile is somebody else’s', () => {
  const value = madeUp('databento', 'of the staging environment');
  const enrolled = [
    ...soundEnrolments,
    { key: 'DATABENTO_API_KEY', environment: 'staging', value },
  ];
  expect(whose('X', value, {}, aWorld({ registry: aRegistry(enrolled) }))).toEqual(['staging']);
});

describe('what is taken away', () => {
  test('bears a registered name, whatever its value, unless the profile sets it', () => {
    const { takenAway, environment } = childOf(
      world,
      'live',
      { TRADERSPOST_API_KEY: 'anything', DATABENTO_API_KEY: 'mine' },
      { only: ['DATABENTO_API_KEY'] },
    );
    expect(takenAway).toEqual([{ name: 'TRADERSPOST_API_KEY', of: [] }]);
    expect(environment.get('DATABENTO_API_KEY')?.reveal()).toBe(values.liveData);
  });

  test('is not what happens to stand where the profile puts its own value', () => {
    const child = childOf(world, 'paper', { POLICY_KILLSWITCH: 'true', A: '1' });
    expect(child.takenAway).toEqual([]);
    expect(revealed(child)).toMatchObject({ POLICY_KILLSWITCH: 'false', A: '1' });
  });
});
