import { actorName } from '../actor.ts';
import { shortFingerprint } from '../fingerprint.ts';
import type { Entry } from '../journal-entry.ts';
import { type Enrolment, enrolmentsOf, type Generation, type Registry } from '../registry.ts';

/** What can still be seen of a rotation whose record says nothing. */
export interface Traces {
  readonly key: string;
  readonly profile: string;
  /** Fingerprint of the value in the env file; undefined when it cannot be told. */
  readonly stands: string | undefined;
  readonly registry: Registry | undefined;
  readonly entries: readonly Entry[];
}

/** The traces in words, and the one command that comes next. */
export interface KnownOfRotation {
  readonly known: readonly string[];
  readonly remedy: string;
}

/** What file, registry and journal say of a rotation; the next command never is one that does it by itself. */
export function knownOfRotation(traces: Traces): KnownOfRotation {
  const { meaning, remedy } = verdictOn(traces);
  const known = [fileLine(traces), ...registryLines(traces), ...journalLines(traces), meaning];
  return { known, remedy };
}

function generationOf({ key, profile, stands, registry }: Traces): Generation | undefined {
  if (registry === undefined) return undefined;
  const own = enrolmentsOf(registry, key, profile);
  return own.find(({ fingerprint }) => fingerprint === stands)?.generation;
}

function fileLine(traces: Traces): string {
  const { key, profile, stands } = traces;
  if (stands === undefined)
    return `which ${key} stands in the env file of ${profile} cannot be told`;
  const generation = generationOf(traces) ?? 'not registered for it';
  return `the env file of ${profile} holds ${shortFingerprint(stands)}: ${generation}`;
}

function registryLines({ key, profile, registry }: Traces): readonly string[] {
  if (registry === undefined) return ['the registry cannot be read'];
  const own = enrolmentsOf(registry, key, profile);
  const line = ({ fingerprint, generation, issued, owner }: Enrolment) =>
    `the registry has ${shortFingerprint(fingerprint)}: ${generation}, issued ${issued} by ${owner}`;
  return own.map(line);
}

const told = 4;

function journalLines({ key, profile, entries }: Traces): readonly string[] {
  const own = entries.filter(
    ({ kind, verb, profile: of, note }) =>
      verb === 'rotate' && kind !== 'intent' && of === profile && note?.startsWith(`${key} `),
  );
  if (own.length === 0) return ['the end of the journal says nothing of it'];
  return own.slice(-told).map(({ at, actor, note }) => {
    const who = actor === undefined ? '' : ` by ${actorName(actor)}`;
    return `journal, ${at}${who}: ${note ?? ''}`;
  });
}

interface Verdict {
  readonly meaning: string;
  readonly remedy: string;
}

function verdictOn(traces: Traces): Verdict {
  const { key, profile, registry } = traces;
  const others = registry === undefined ? [] : enrolmentsOf(registry, key, profile);
  const has = (generation: Generation) => others.some((one) => one.generation === generation);
  const generation = generationOf(traces);
  if (generation === 'next') {
    return {
      meaning: 'so the new value is stored, and not current yet: enrol what stands there',
      remedy: `pine-env keys --enroll ${profile}`,
    };
  }
  if (generation === 'current' && has('next')) {
    return {
      meaning: 'so the new value was never stored, and the old one is in use: begin again',
      remedy: `pine-env rotate ${key} --profile ${profile}`,
    };
  }
  if (generation === 'current') {
    const old = has('previous')
      ? `; once the old one is dead: pine-env keys --retire ${key} --profile ${profile}`
      : '';
    return {
      meaning: `so what stands there is current; see whether the units run with it${old}`,
      remedy: 'pine-env status',
    };
  }
  return {
    meaning: 'so nobody can tell from here which value should stand there',
    remedy: `pine-env check ${profile}`,
  };
}
