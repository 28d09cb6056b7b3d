import { PineError } from '../errors.ts';
import type { UnitJob } from '../ports.ts';
import { type Run, refusedUnless } from './systemctl-run.ts';
import { jobsIn } from './systemctl-text.ts';

/** What a run may take longer than its job: systemctl's own start and end. */
const slackMilliseconds = 1000;

/** The unfinished jobs of these units, by number. */
export async function jobsOf(run: Run, units: readonly string[]): Promise<readonly UnitJob[]> {
  if (units.length === 0) return [];
  // Asked for all: as patterns, the names would not match themselves where they hold a backslash.
  const ran = refusedUnless(await run(['list-jobs', '--full', '--no-legend']), 'list-jobs', units);
  return jobsIn(ran.out).filter(({ unit }) => units.includes(unit));
}

/** Forgets the jobs; judged by what is left of them, since one may have ended by itself meanwhile. */
export async function cancelJobs(run: Run, jobs: readonly UnitJob[]): Promise<void> {
  // Without a number, systemctl would cancel everybody's.
  if (jobs.length === 0) return;
  const ran = await run(['cancel', '--', ...jobs.map(({ id }) => `${id}`)]);
  if (ran.code === 0) return;
  const units = jobs.map(({ unit }) => unit);
  const left = new Set((await jobsOf(run, units)).map(({ id }) => id));
  if (jobs.some(({ id }) => left.has(id))) refusedUnless(ran, 'cancel', units);
}

/** Does that to units and waits for it. */
export function jobOf(run: Run, verb: 'stop' | 'start' | 'restart') {
  return async (units: readonly string[], seconds: number): Promise<void> => {
    if (units.length === 0) return;
    const end = performance.now() + seconds * 1000 + slackMilliseconds;
    if (verb !== 'stop') await forgetFailures(run, units);
    const left = Math.max(end - performance.now(), 1);
    refusedUnless(await run([verb, '--', ...units], left), verb, units);
  };
}

/** One that failed too often would not be started at all; a unit that nobody has loaded has none. */
async function forgetFailures(run: Run, units: readonly string[]): Promise<void> {
  try {
    await run(['reset-failed', '--', ...units]);
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
  }
}
