import { describe, expect, it } from 'vitest';
import { seen } from './a-view.ts';

const kill = (config: string | undefined, text?: string) => {
  const { flag, shadows } = seen(
    'kill switch',
    config,
    text === undefined ? {} : { POLICY_KILLSWITCH: text },
  );
  return [flag?.value, flag?.clear, ...(shadows ? ['shadows'] : [])];
};

describe('the kill switch of the worker', () => {
  it.each([
    ['is off, and not clear, when nobody sets it', undefined, undefined, [false, false]],
    ['is the environment\u2019s without a config', undefined, 'on', [true, true]],
    ['is off with a comment that systemd keeps', undefined, 'true  # paper', [false, false]],
    [
      'is the config\u2019s, even when that is false',
      'killswitch: false',
      'true',
      [false, true, 'shadows'],
    ],
    ['shadows nothing that means the same', 'killswitch: yes', 'true', [true, true]],
    [
      'is policy_killswitch where killswitch is null',
      'killswitch: ~\npolicy_killswitch: on',
      undefined,
      [true, true],
    ],
    ['is killswitch first', 'policy_killswitch: off\nkillswitch: on', undefined, [true, true]],
    [
      'falls to off by an empty text in the config',
      'killswitch: ""',
      'true',
      [false, false, 'shadows'],
    ],
    [
      'falls to off by a variable that is not set',
      'killswitch: \u0024{POLICY_KILLSWITCH}',
      undefined,
      [false, false],
    ],
    [
      'is on by a variable that is set',
      'killswitch: \u0024{POLICY_KILLSWITCH}',
      'true',
      [true, true],
    ],
    ['passes a null on to the environment', 'killswitch:', 'true', [true, true]],
    ['counts as off where it cannot be told', '[a]', 'true', [false, false]],
  ])('%s', (_, config, text, expected) => {
    expect(kill(config, text)).toEqual(expected);
  });
});
