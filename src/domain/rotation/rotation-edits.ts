import type { ConfigEdit } from '../config-text.ts';
import { type Enrolment, enrolmentsOf, type Generation, type Registry } from '../registry.ts';

/** Which entries of the registry a rotation is about. */
export interface RotationPlace {
  readonly key: string;
  readonly environment: string;
}

/** The edits that add a value as `next`; one that was left over from before becomes `previous`. */
export function enrolNextEdits(
  registry: Registry,
  place: RotationPlace,
  entry: Omit<Enrolment, 'generation'>,
): readonly ConfigEdit[] {
  const { fingerprint, whole, window, issued, owner } = entry;
  const known = enrolmentsOf(registry, place.key, place.environment);
  if (known.some((old) => old.fingerprint === fingerprint)) return [];
  const value = {
    fingerprint,
    whole,
    ...(window !== undefined && { window }),
    generation: 'next',
    issued,
    owner,
  };
  return [
    ...moved(registry, place, ({ generation }) =>
      generation === 'next' ? 'previous' : generation,
    ),
    { kind: 'append', path: pathOf(place), value },
  ];
}

/** The edits that make this value the current one, and what was current or next before it `previous`. */
export function promoteEdits(
  registry: Registry,
  place: RotationPlace,
  fingerprint: string,
): readonly ConfigEdit[] {
  return moved(registry, place, (old) => {
    if (old.fingerprint === fingerprint) return 'current';
    return old.generation === 'revoked' ? 'revoked' : 'previous';
  });
}

/** The edits that record a value as revoked: it counts nowhere any more, and stays known. */
export function revokeEdits(
  registry: Registry,
  place: RotationPlace,
  fingerprint: string,
): readonly ConfigEdit[] {
  return moved(registry, place, (old) =>
    old.fingerprint === fingerprint ? 'revoked' : old.generation,
  );
}

/** The edits that forget a value that never was in use; none when it is not there as `next`. */
export function forgetEdits(
  registry: Registry,
  place: RotationPlace,
  fingerprint: string,
): readonly ConfigEdit[] {
  const at = enrolmentsOf(registry, place.key, place.environment).findIndex(
    (old) => old.fingerprint === fingerprint && old.generation === 'next',
  );
  return at < 0 ? [] : [{ kind: 'delete', path: [...pathOf(place), at] }];
}

function moved(
  registry: Registry,
  place: RotationPlace,
  to: (old: Enrolment) => Generation,
): readonly ConfigEdit[] {
  return enrolmentsOf(registry, place.key, place.environment).flatMap((old, at) =>
    to(old) === old.generation
      ? []
      : [{ kind: 'set', path: [...pathOf(place), at, 'generation'], value: to(old) } as const],
  );
}

function pathOf({ key, environment }: RotationPlace): readonly (string | number)[] {
  return ['keys', key, 'environments', environment];
}
