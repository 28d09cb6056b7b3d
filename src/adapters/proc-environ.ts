import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import { Secret } from '../domain/secret.ts';
import { escapedText } from '../domain/utf8-text.ts';
import { bytesOf, partsOf, unlessGone } from './proc-files.ts';
import { programAt } from './proc-glance.ts';
import { livingPlace, type ProcStat, statOf } from './proc-stat.ts';
import { unitPlaceOf } from './proc-unit.ts';

const gone: EnvironmentRead = { kind: 'closed', why: 'gone' };

/** What systemd's own fork is until it has become the program of a unit. */
const managersPrograms = ['systemd', 'systemd-executor'];
/** What it calls itself meanwhile: `(python3)` towards the end. */
const managersNames = /^(?:systemd|systemd-executo|\(.*\))$/;

/** The environment of the process that started at these ticks; undefined while it cannot be told yet. */
export function environmentAt(
  place: string,
  tree: string,
  startTicks: string,
): EnvironmentRead | undefined {
  const still = () => unlessGone(() => stillRunning(place, startTicks));
  const before = still();
  if (before === undefined) return gone;
  if (isManagersFork(place, tree, before)) return undefined;
  const bytes = unlessGone(() => bytesOf(`${livingPlace(place, before)}/environ`));
  const after = still();
  if (after === undefined) return gone;
  // Between two programs it has none for a moment, and so before it is gone.
  if (bytes === undefined || (bytes.length === 0 && !after.hasEnvironment)) return undefined;
  return { kind: 'read', variables: variablesIn(bytes) };
}

function stillRunning(place: string, startTicks: string): ProcStat | undefined {
  const stat = statOf(place);
  return stat.isOver || stat.startTicks !== startTicks ? undefined : stat;
}

function isManagersFork(place: string, tree: string, { calls }: ProcStat): boolean {
  const { unit, isManagers } = unitPlaceOf(place, tree);
  // The first process's forks begin where it lives; a user's manager lives among its own units.
  const isManager = isManagers && (unit !== 'init.scope' || place.endsWith('/1'));
  if (unit === undefined || isManager) return false;
  return managersNames.test(calls) || managersPrograms.includes(programAt(place) ?? '');
}

/** The variables in the bytes of an `environ`: `NAME=value` each, ended by NULs. */
export function variablesIn(bytes: Uint8Array): ReadonlyMap<string, Secret> {
  const variables = new Map<string, Secret>();
  for (const entry of partsOf(bytes)) {
    const equals = entry.indexOf(0x3d);
    const name = escapedText(entry.subarray(0, Math.max(equals, 0)));
    if (name === '' || variables.has(name)) continue;
    variables.set(name, Secret.of(escapedText(entry.subarray(equals + 1))));
  }
  return variables;
}
