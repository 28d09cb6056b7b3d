import type { EnvironmentRead } from '../domain/running/process-facts.ts';
import { Secret } from '../domain/secret.ts';
import { entriesOf, unlessGone } from './proc-files.ts';
import { programAt } from './proc-glance.ts';
import { livingPlace, type ProcStat, statOf } from './proc-stat.ts';
import { treeOf, unitPlaceOf } from './proc-unit.ts';

const gone: EnvironmentRead = { kind: 'closed', why: 'gone' };

/** What systemd's own fork is until it has become the program of a unit. */
const managersPrograms = ['systemd', 'systemd-executor'];
/** What it calls itself meanwhile: `(python3)` towards the end. */
const managersNames = /^(?:systemd|systemd-executo|\(.*\))$/;

/** The environment of the process that started at these ticks; undefined while it cannot be told yet. */
export function environmentAt(
  directory: string,
  pid: number,
  startTicks: string,
): EnvironmentRead | undefined {
  const place = `${directory}/${pid}`;
  const still = () => unlessGone(() => stillRunning(place, startTicks));
  const before = still();
  if (before === undefined) return gone;
  if (looksLikeManager(place, before) && !isManager(directory, place)) return undefined;
  const entries = unlessGone(() => entriesOf(`${livingPlace(place, before)}/environ`));
  const after = still();
  if (after === undefined) return gone;
  // Between two programs it has none for a moment, and so before it is gone.
  if (entries === undefined || (entries.length === 0 && !after.hasEnvironment)) return undefined;
  return { kind: 'read', variables: variablesIn(entries) };
}

function stillRunning(place: string, startTicks: string): ProcStat | undefined {
  const stat = statOf(place);
  return stat.isOver || stat.startTicks !== startTicks ? undefined : stat;
}

function looksLikeManager(place: string, { calls }: ProcStat): boolean {
  return managersNames.test(calls) || managersPrograms.includes(programAt(place) ?? '');
}

/** Not a fork of one, which lives in a unit. The first process's forks begin where it lives itself. */
function isManager(directory: string, place: string): boolean {
  const { unit, isManagers } = unitPlaceOf(place, treeOf(directory));
  const isForked = unit === 'init.scope' && place !== `${directory}/1`;
  return unit === undefined || (isManagers && !isForked);
}

/** The variables in the entries of an `environ`; what has no name is none. */
export function variablesIn(entries: readonly string[]): ReadonlyMap<string, Secret> {
  const variables = new Map<string, Secret>();
  for (const entry of entries) {
    const equals = entry.indexOf('=');
    const name = entry.slice(0, Math.max(equals, 0));
    if (name !== '' && !variables.has(name))
      variables.set(name, Secret.of(entry.slice(equals + 1)));
  }
  return variables;
}
