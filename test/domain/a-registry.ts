import { fingerprintOf, wholeFingerprint, windowOf } from '../../src/domain/fingerprint.ts';
import { providers } from '../../src/domain/providers/index.ts';
import type { ProviderName } from '../../src/domain/providers/provider.ts';
import { type Generation, type Registry, readRegistry } from '../../src/domain/registry.ts';
import { Secret } from '../../src/domain/secret.ts';
import { values } from './env-samples.ts';

export const salt = '5a'.repeat(32);

/** One value that the registry knows. */
export interface Enrolling {
  readonly key: string;
  readonly environment: string;
  readonly value: string;
  readonly generation?: Generation;
}

const declared = {
  TRADERSPOST_WEBHOOK_URL: { provider: 'traderspost', purpose: 'Orders' },
  DATABENTO_API_KEY: { provider: 'databento', purpose: 'Data' },
  POLICY_KILLSWITCH: { secret: false, purpose: 'The switch' },
  DISCORD_WEBHOOK_URL: { optional: true, provider: 'discord', purpose: 'N', sharing: 'shared' },
  TRADERSPOST_API_KEY: { optional: true, purpose: 'Older workers' },
} as const;

/** The registry of these enrolments; `keys` are declared beside the worker's own. */
export function aRegistry(enrolled: readonly Enrolling[], keys: object = {}): Registry {
  const all: Record<string, object> = { ...declared, ...keys };
  const fields = Object.entries(all).map(([name, key]) => {
    const mine = enrolled.filter((one) => one.key === name);
    const names = [...new Set(mine.map(({ environment }) => environment))];
    const entries = (environment: string) =>
      mine.filter((one) => one.environment === environment).map((one) => enrolment(one, key));
    const environments = Object.fromEntries(names.map((each) => [each, entries(each)]));
    return [name, { ...key, environments }];
  });
  const read = readRegistry({ salt, keys: Object.fromEntries(fields) });
  if (read.kind === 'good') return read.value;
  throw new Error(read.issues.map(({ message }) => message).join(', '));
}

function enrolment({ value, generation }: Enrolling, key: { provider?: ProviderName }): object {
  const provider = key.provider ?? 'opaque';
  const [core = ''] = providers[provider].cores(value);
  const window = windowOf(core);
  return {
    fingerprint: fingerprintOf(salt, provider, Secret.of(value)),
    whole: wholeFingerprint(salt, provider, value),
    ...(window !== undefined && { window }),
    generation: generation ?? 'current',
    issued: '2026-10-02',
    owner: 'ops',
  };
}

export const soundEnrolments: readonly Enrolling[] = [
  { key: 'TRADERSPOST_WEBHOOK_URL', environment: 'paper', value: values.paperHook },
  { key: 'TRADERSPOST_WEBHOOK_URL', environment: 'live', value: values.liveHook },
  { key: 'DATABENTO_API_KEY', environment: 'paper', value: values.paperData },
  { key: 'DATABENTO_API_KEY', environment: 'live', value: values.liveData },
  { key: 'DISCORD_WEBHOOK_URL', environment: 'paper', value: values.news },
  { key: 'DISCORD_WEBHOOK_URL', environment: 'live', value: values.news },
  { key: 'TRADERSPOST_API_KEY', environment: 'paper', value: values.paperToken },
  { key: 'TRADERSPOST_API_KEY', environment: 'live', value: values.liveToken },
];
