import { fingerprintsIn } from './fingerprint.ts';
import type { Assignment, Reading } from './loaders/loader.ts';
import { type Registration, type Registry, whose } from './registry.ts';
import type { Content } from './world.ts';

/** A value somewhere in an env file, and every place the registry knows it from. */
export interface Known {
  readonly key: string;
  readonly line: number;
  readonly registrations: readonly Registration[];
}

/** Every assignment any modelled loader reads, also those that a later line overrides. */
export function everyAssignment(content: Content): readonly Assignment[] {
  const seen = new Set<string>();
  return [content.systemd, content.dotenv].flatMap(assignmentsOf).filter((assignment) => {
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
  const { salt } = registry;
  if (salt === undefined) return [];
  return everyAssignment(content).flatMap(({ key, line, value }) => {
    const prints = fingerprintsIn(salt, value);
    const registrations = prints.flatMap((print) => whose(registry, print));
    return registrations.length === 0 ? [] : [{ key, line, registrations }];
  });
}

function assignmentsOf(reading: Reading): readonly Assignment[] {
  return reading.kind === 'read' ? reading.assignments : [];
}
