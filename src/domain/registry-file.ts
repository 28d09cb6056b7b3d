import * as v from 'valibot';
import {
  block,
  either,
  keyName,
  named,
  profileName,
  readWith,
  sentence,
  text,
} from './config-fields.ts';
import { type ConfigIssue, issueAt, type Read } from './config-issue.ts';
import { isDay } from './key-age.ts';
import { providerNames } from './providers/provider.ts';
import type { Generation, Registry, RegistryKey } from './registry.ts';

const fingerprint = text(/^hmac-sha256:[0-9a-f]{32}$/, 'fingerprint', 'Written by pine-env');

const day = v.pipe(text(/^\d{4}-\d{2}-\d{2}$/, 'date', 'YYYY-MM-DD'), v.check(isDay, 'date'));

const enrolment = block({
  fingerprint,
  whole: fingerprint,
  window: v.exactOptional(text(/^[0-9a-f]{6}$/, 'window', 'Written by pine-env')),
  generation: v.picklist(['next', 'current', 'previous', 'revoked']),
  issued: day,
  owner: sentence('Who answers for this key'),
  note: v.exactOptional(sentence('For people')),
});

const attestation = block({
  fingerprint,
  accounts: sentence('Which accounts it feeds, as the person saw them'),
  by: sentence('Who looked'),
  at: day,
  until: day,
});

const registryKey = block({
  secret: v.optional(
    v.pipe(v.boolean(), v.description('false: a setting, shown in clear, never enrolled')),
    true,
  ),
  optional: v.optional(
    v.pipe(v.boolean(), v.description('true: the worker runs without it')),
    false,
  ),
  provider: either(providerNames, 'opaque', 'Who issued it; decides which part is the credential'),
  purpose: sentence('What the worker does with it'),
  sharing: either(
    ['exclusive', 'shared'],
    'exclusive',
    'exclusive: never the same value in two environments',
  ),
  used_by: v.optional(v.array(sentence('A unit')), []),
  console: v.exactOptional(sentence('Where a person makes a new one')),
  rotate_every: v.exactOptional(
    text(/^[1-9][0-9]{0,3}[dwmy]$/, 'period', 'A number and d, w, m or y: 90d'),
  ),
  without: v.exactOptional(sentence('What breaks when it is missing')),
  environments: v.optional(named(profileName, v.array(enrolment)), {}),
  attest: v.optional(
    v.pipe(v.boolean(), v.description('true: somebody must have looked at its accounts lately')),
    false,
  ),
  attestations: v.optional(named(profileName, attestation), {}),
});

/** The one schema of `profiles/keys.yaml`; editors get it as JSON Schema. */
export const registrySchema = block({
  salt: v.exactOptional(
    v.nullable(
      text(
        /^[0-9a-f]{64}$/,
        'salt',
        'Public; made at the first enrolment; never change it by hand',
      ),
    ),
  ),
  keys: named(keyName, registryKey),
});

type Raw = v.InferOutput<typeof registrySchema>;

/** The registry in `value`, the content of `profiles/keys.yaml`, or everything wrong with it. */
export function readRegistry(value: unknown): Read<Registry> {
  const read = readWith(registrySchema, value, faultsIn);
  if (read.kind === 'bad') return read;
  const { keys, salt } = read.value;
  const named = Object.entries(keys).map(([name, key]) => [name, keyFrom(name, key)] as const);
  return { kind: 'good', value: { ...(salt && { salt }), keys: new Map(named) } };
}

function keyFrom(name: string, raw: Raw['keys'][string]): RegistryKey {
  const { used_by: usedBy, rotate_every: rotateEvery, environments, attestations, ...same } = raw;
  return {
    ...same,
    name,
    usedBy,
    ...(rotateEvery !== undefined && { rotateEvery }),
    environments: new Map(Object.entries(environments)),
    attestations: new Map(Object.entries(attestations)),
  };
}

function faultsIn({ salt, keys }: Raw): readonly ConfigIssue[] {
  const lists = Object.entries(keys).flatMap(([key, { environments }]) =>
    Object.entries(environments).map(([name, entries]) => ({
      path: ['keys', key, 'environments', name],
      entries,
    })),
  );
  const saltless = !salt && lists.some(({ entries }) => entries.length > 0);
  return [
    ...(saltless ? [issueAt(['salt'], 'missing-salt')] : []),
    ...lists
      .filter(({ entries }) => entries.filter(isCurrent).length > 1)
      .map(({ path }) => issueAt(path, 'two-current')),
  ];
}

function isCurrent({ generation }: { readonly generation: Generation }): boolean {
  return generation === 'current';
}
