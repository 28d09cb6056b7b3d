import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { shownValue } from '../../src/domain/shown-value.ts';
import { aWorld } from './a-world.ts';
import { values } from './env-samples.ts';

const { registry } = aWorld();
const shown = (key: string, value: string, line = `${key}=${value}`) =>
  shownValue(registry, key, Secret.of(value), Secret.of(line));

describe('a setting', () => {
  it('is shown in clear, quoted, with what cannot be seen made visible', () => {
    expect(shown('POLICY_KILLSWITCH', 'true  # paper')).toBe('"true  # paper"');
    expect(shown('POLICY_KILLSWITCH', 'true\r')).toBe('"true\\r"');
    expect(shown('POLICY_KILLSWITCH', '')).toBe('an empty value');
  });

  it('is not shown when a loader put into it what stands elsewhere', () => {
    const swallowed = `true\nTRADERSPOST_WEBHOOK_URL=${values.liveHook}`;
    expect(shown('POLICY_KILLSWITCH', swallowed, 'POLICY_KILLSWITCH="true')).toBeUndefined();
    expect(shown('POLICY_KILLSWITCH', 'truefalse', 'POLICY_KILLSWITCH=true\\')).toBeUndefined();
  });

  it('is not shown when it could be a credential, or is too long to be a setting', () => {
    expect(shown('POLICY_KILLSWITCH', values.liveHook)).toBeUndefined();
    expect(shown('POLICY_KILLSWITCH', values.liveToken)).toBeUndefined();
    expect(shown('POLICY_KILLSWITCH', 'x'.repeat(61))).toBeUndefined();
  });
});

describe('a secret', () => {
  it('is shown as its fingerprint and whose it is', () => {
    expect(shown('TRADERSPOST_WEBHOOK_URL', values.liveHook)).toMatch(
      /^[0-9a-f]{8} \(registered: live\)$/,
    );
    expect(shown('TRADERSPOST_WEBHOOK_URL', values.stranger)).toMatch(
      /^[0-9a-f]{8} \(not registered\)$/,
    );
  });

  it('has no fingerprint where that could be guessed', () => {
    expect(shown('DATABENTO_API_KEY', 'hunter2')).toBeUndefined();
  });
});

it('of a key nobody described is not shown, whatever it looks like', () => {
  expect(shown('SOMETHING', 'true')).toBeUndefined();
  expect(
    shownValue({ kind: 'absent' }, 'POLICY_KILLSWITCH', Secret.of('true'), Secret.of('')),
  ).toBeUndefined();
});
