import type { Content } from './content.ts';
import { fingerprintsIn } from './fingerprint.ts';
import type { Assignment, Reading } from './loaders/loader.ts';
import { loaderNames } from './names.ts';
import { type Registration, type Registry, whose } from './registry.ts';

/** A value somewhere in an env file, and every place the registry knows it from. */
export interface Known {
  readonly key: string;
  readonly line: number;
  readonly registrations: readonly Registration[];
}

/** Every assignment any loader reads, also those that a later line overrides. */
export function everyAssignment(content: Content): readonly Assignment[] {
  const seen = new Set<string>();
  // What lies in the subset P is read alike by all of them.
  const names = content.unportable('P').length === 0 ? (['systemd'] as const) : loaderNames;
  const readings = names.flatMap((name) => content.heard(name)).map(({ reading }) => reading);
  return readings.flatMap(assignmentsOf).filter((assignment) => {
    const identity = `${assignment.key}=${assignment.value.reveal()}`;
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/**
 * Whose the values of an env file are, under whatever key names they stand: the value decides
 * where an order goes, not its label. Values the registry does not know are left out.
 */
export function knownValues(registry: Registry, content: Content): readonly Known[] {
  const before = asked.get(content);
  if (before?.registry === registry) return before.known;
  const known = lookUp(registry, content);
  asked.set(content, { registry, known });
  return known;
}

// Several judgements ask the same of a file that may hold thousands of values.
const asked = new WeakMap<
  Content,
  { readonly registry: Registry; readonly known: readonly Known[] }
>();

function lookUp(registry: Registry, content: Content): readonly Known[] {
  const { salt } = registry;
  if (salt === undefined) return [];
  const known = new Map<string, Known>();
  for (const { key, line, value } of everyAssignment(content)) {
    const prints = fingerprintsIn(salt, value);
    const registrations = prints.flatMap((print) => whose(registry, print));
    // Loaders that differ in quotes alone hold the same credential.
    const identity = JSON.stringify([key, line, registrations]);
    if (registrations.length > 0) known.set(identity, { key, line, registrations });
  }
  return [...known.values()];
}

function assignmentsOf(reading: Reading): readonly Assignment[] {
  return reading.kind === 'read' ? reading.assignments : [];
}
