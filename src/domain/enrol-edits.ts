import { fail } from '../errors.ts';
import type { ConfigEdit } from './config-text.ts';
import { layout } from './layout.ts';
import { type Enrolment, enrolmentsOf, type Registry } from './registry.ts';

/** A key that is to be `current` in an environment, and the salt its fingerprint was made with. */
export interface Enrolling {
  readonly key: string;
  readonly environment: string;
  readonly salt: string;
  readonly entry: Omit<Enrolment, 'generation'>;
}

/**
 * The edits that make `entry` the current one: the former current becomes previous, an entry with
 * the same fingerprint is promoted instead of repeated, and a registry without a salt gets one.
 * Throws `bad-config` for a key the registry does not declare, `refused` for a revoked fingerprint.
 */
export function enrolEdits(registry: Registry, enrolling: Enrolling): readonly ConfigEdit[] {
  const { key, environment, salt, entry } = enrolling;
  if (!registry.keys.has(key)) return unknownKey(key);
  const path = ['keys', key, 'environments', environment];
  const known = enrolmentsOf(registry, key, environment);
  if (known.some((old) => old.fingerprint === entry.fingerprint && old.generation === 'revoked')) {
    return revoked(key, environment);
  }
  return [
    ...(registry.salt === undefined ? [set(['salt'], salt)] : []),
    ...known.flatMap((old, index) => editsFor(old, entry, [...path, index])),
    ...(known.some((old) => old.fingerprint === entry.fingerprint)
      ? []
      : [{ kind: 'append', path, value: asWritten(entry) } as const]),
  ];
}

function editsFor(
  old: Enrolment,
  entry: Enrolling['entry'],
  path: readonly (string | number)[],
): readonly ConfigEdit[] {
  if (old.fingerprint === entry.fingerprint) {
    return [
      ...(old.whole === entry.whole ? [] : [set([...path, 'whole'], entry.whole)]),
      ...(old.generation === 'current' ? [] : [set([...path, 'generation'], 'current')]),
    ];
  }
  return old.generation === 'current' ? [set([...path, 'generation'], 'previous')] : [];
}

function set(path: readonly (string | number)[], value: unknown): ConfigEdit {
  return { kind: 'set', path, value };
}

/** The order in which people read an entry. */
function asWritten({
  fingerprint,
  whole,
  window,
  issued,
  owner,
  note,
}: Enrolling['entry']): object {
  return {
    fingerprint,
    whole,
    ...(window !== undefined && { window }),
    generation: 'current',
    issued,
    owner,
    ...(note !== undefined && { note }),
  };
}

function unknownKey(key: string): never {
  return fail({
    kind: 'bad-config',
    rule: 'key-undeclared',
    where: layout.registry,
    message: `${key} is not declared in the registry`,
    remedy: `declare it there, with its purpose, before it is enrolled`,
  });
}

function revoked(key: string, environment: string): never {
  return fail({
    kind: 'refused',
    rule: 'key-revoked',
    where: layout.registry,
    message: `this value of ${key} was revoked in ${environment}`,
    remedy: `make a new one: pine-env keys ${key} names the console`,
  });
}
