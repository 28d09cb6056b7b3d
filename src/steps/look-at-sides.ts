import type { Finding } from '../domain/finding.ts';
import { envPath } from '../domain/layout.ts';
import type { Profile } from '../domain/profile.ts';
import { type Side, sideOf, sideOfProcess } from '../domain/profile-side.ts';
import type { ProcessFacts } from '../domain/running/process-facts.ts';
import { isUsedBy } from '../domain/units/used-by.ts';
import { envFile, type World } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';

/** What systemd reads from a profile's files; throws when it would read nothing. */
export function sideOrFail(world: World, profile: Profile): Side {
  const side = sideOf(world, profile);
  return 'unread' in side ? unread(world, profile, side.unread) : side;
}

function unread(world: World, { name }: Profile, file: string): never {
  const seen = envFile(world, file);
  if (seen.kind === 'closed') throw new PineError(seen.error);
  return fail({
    kind: 'bad-config',
    rule: seen.kind === 'absent' ? 'env-file-missing' : 'env-file-unreadable',
    message: `${envPath(file)} ${seen.kind === 'absent' ? 'is not there' : 'is nothing that systemd reads'}`,
    remedy: `pine-env check ${name}`,
    where: envPath(file),
  });
}

/** The processes of a unit as sides, and what must be said of those that could not be looked at. */
export function sidesOfUnit(
  { running }: World,
  unit: string,
): { readonly sides: readonly Side[]; readonly findings: readonly Finding[] } {
  const workers = (running?.processes ?? []).filter((one) => isOf(one, unit));
  if (workers.length === 0) return { sides: [], findings: [nothingRuns(unit)] };
  const sides = workers.flatMap((worker) => sideOfWorker(worker) ?? []);
  const closed = workers.filter((worker) => sideOfWorker(worker) === undefined);
  return { sides, findings: closed.map(unseen) };
}

function isOf(worker: ProcessFacts, unit: string): boolean {
  const pattern = unit.includes('.') ? unit : `${unit}.service`;
  return worker.unit !== undefined && isUsedBy(pattern, worker.unit);
}

function sideOfWorker(worker: ProcessFacts): Side | undefined {
  const { environment } = worker;
  if (environment.kind === 'closed') return undefined;
  return sideOfProcess(nameOf(worker), environment.variables);
}

function nameOf({ unit, pid }: ProcessFacts): string {
  return `${unit ?? ''} pid ${pid}`;
}

function unseen(worker: ProcessFacts): Finding {
  return {
    rule: 'process-unproven',
    severity: 'error',
    where: nameOf(worker),
    message: 'unproven: its environment cannot be read',
    remedy: 'look as root',
  };
}

function nothingRuns(unit: string): Finding {
  return {
    rule: 'not-running',
    severity: 'error',
    where: unit,
    message: 'no process of this unit can be seen, so there is nothing to compare',
    remedy: 'see what runs: pine-env status',
  };
}
