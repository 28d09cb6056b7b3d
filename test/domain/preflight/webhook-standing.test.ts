import { describe, expect, test } from 'vitest';
import { viewOf } from '../../../src/domain/checks/index.ts';
import { fingerprintOf } from '../../../src/domain/fingerprint.ts';
import { whyNotSent } from '../../../src/domain/preflight/may-send.ts';
import { subjectsOf } from '../../../src/domain/preflight/subject.ts';
import { webhookStanding } from '../../../src/domain/preflight/webhook-standing.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { aRegistry, type Enrolling, salt } from '../a-registry.ts';
import { aWorld, paperFile } from '../a-world.ts';
import { values } from '../env-samples.ts';

const key = 'TRADERSPOST_WEBHOOK_URL';
const mine: Enrolling = { key, environment: 'paper', value: values.paperHook };
const print = fingerprintOf(salt, 'traderspost', Secret.of(values.paperHook));
const said = { fingerprint: print, accounts: 'SIM-1', by: 'ann', at: '2026-09-20' };
const fresh = { ...said, until: '2026-10-02' };

/** The paper profile with one line in its env file, on 2026-10-02. */
function paper(line: string, enrolled: readonly Enrolling[] = [mine], attest = {}, profile = {}) {
  const webhook = { provider: 'traderspost', purpose: 'Orders', ...attest };
  const world = aWorld({
    registry: aRegistry(enrolled, { [key]: webhook }),
    files: { [paperFile]: `${line}\n` },
    profiles: { paper: profile },
    consent: null,
  });
  const view = viewOf(world, 'paper');
  const [subject] = view === undefined ? [] : subjectsOf(view);
  if (view === undefined || subject === undefined) throw new Error('nothing to ask about');
  return { view, subject };
}

describe('what is known of an order webhook without asking', () => {
  const attested = (attest: object) => {
    const { view, subject } = paper(`${key}=${values.paperHook}`, [mine], attest);
    const last = webhookStanding(view, subject).at(-1);
    return [last?.rule, last?.severity];
  };

  test.each([
    ['fresh', { attestations: { paper: fresh } }, ['preflight-attested', 'info']],
    ['missing', {}, ['preflight-not-attested', 'warning']],
    ['missing and demanded', { attest: true }, ['preflight-not-attested', 'error']],
    ["another profile's", { attestations: { live: fresh } }, ['preflight-not-attested', 'warning']],
    [
      'expired',
      { attestations: { paper: { ...fresh, until: '2026-10-01' } } },
      ['preflight-attestation-void', 'warning'],
    ],
    [
      'expired and demanded',
      { attest: true, attestations: { paper: { ...fresh, until: '2026-10-01' } } },
      ['preflight-attestation-void', 'error'],
    ],
    [
      'of another value',
      { attestations: { paper: { ...fresh, fingerprint: `hmac-sha256:${'0'.repeat(32)}` } } },
      ['preflight-attestation-void', 'warning'],
    ],
    [
      'of tomorrow',
      { attestations: { paper: { ...fresh, at: '2026-10-03', until: '2026-11-01' } } },
      ['preflight-attestation-void', 'warning'],
    ],
  ] as const)('an attestation that is %s', (_, attest, expected) => {
    expect(attested(attest)).toEqual(expected);
  });

  test('one that nobody enrolled is a no, and a shape of its own is a look', () => {
    const odd = values.paperHook.replace('webhooks.', 'app.');
    const { view, subject } = paper(`${key}=${odd}`, []);
    expect(webhookStanding(view, subject).map(({ rule, severity }) => [rule, severity])).toEqual([
      ['preflight-shape', 'warning'],
      ['preflight-not-enrolled', 'error'],
      ['preflight-not-attested', 'warning'],
    ]);
  });
});

describe('where a credential may go', () => {
  const why = (line: string, profile = {}) => {
    const { view, subject } = paper(line, [mine], {}, profile);
    return whyNotSent(view, subject)?.rule;
  };
  const onHost = (value: string, host: string) => value.replace(/\/\/[^/]+/, `//${host}`);

  test('is its own host, or one that the profile allows', () => {
    const hook = `${key}=${values.paperHook}`;
    const allowed = { providers: { traderspost: { allow: ['hooks.invalid'] } } };
    expect(why(hook)).toBeUndefined();
    expect(why(onHost(hook, 'hooks.invalid'))).toBe('preflight-host');
    expect(why(onHost(hook, 'hooks.invalid'), allowed)).toBeUndefined();
    expect(why(onHost(hook, 'me:you@webhooks.traderspost.io'))).toBe('preflight-shape');
  });

  test('is asked by shape, whatever the key is called', () => {
    const { subject } = paper(`SOME_NAME=${values.news}`);
    expect([subject.provider, subject.key]).toEqual(['discord', 'SOME_NAME']);
    expect(why(`SOME_NAME=${values.news}`)).toBeUndefined();
    expect(why(`SOME_NAME=${onHost(values.news, 'discord.com.invalid')}`)).toBe('preflight-host');
  });

  test('is nowhere for a value of another environment, whatever the key is called', () => {
    const { view, subject } = paper(`${key}=${values.paperHook}`, [
      { ...mine, environment: 'live' },
    ]);
    expect(whyNotSent(view, subject)?.rule).toBe('preflight-other-environment');
  });

  test('is nowhere for a value that was revoked', () => {
    const { view, subject } = paper(`${key}=${values.paperHook}`, [
      { ...mine, generation: 'revoked' },
    ]);
    expect(whyNotSent(view, subject)?.rule).toBe('preflight-revoked');
  });
});
