import type { CopyInPlace } from '../copies.ts';
import { exit } from '../exit-code.ts';
import type { Finding } from '../finding.ts';
import { envPath } from '../layout.ts';
import { listed } from '../listed.ts';
import { type Report, schemaOf } from '../report.ts';
import type { Root } from '../world.ts';
import type { PulledKey, PullPlan } from './pull-plan.ts';

/** What `pull` reports. */
export interface PullReport extends Report {
  readonly profile: string;
  /** The kind of the source. */
  readonly source: string;
  /** Relative to the root. */
  readonly file: string;
  readonly keys: readonly PulledKey[];
  /** True when the file was written, or would be. */
  readonly changes: boolean;
  readonly mode: 'pull' | 'dry-run' | 'check';
  /** The places whose copies of the file were made anew, relative to the root. */
  readonly renewed: readonly string[];
  readonly head: string | null;
}

/** What a report is made of. */
export interface PullTold {
  readonly profile: string;
  readonly source: string;
  readonly mode: PullReport['mode'];
  readonly findings: readonly Finding[];
  readonly head?: string;
  /** Bare names of links. */
  readonly renewed?: readonly string[];
}

/** The report of a pull that went as `plan` says. */
export function pullReport(root: Root, plan: PullPlan, told: PullTold): PullReport {
  const { profile, source, mode, findings, head, renewed = [] } = told;
  return {
    schema: schemaOf('pull'),
    root: root.path,
    outcome: 'done',
    exit: mode === 'check' && plan.changes ? exit.no : exit.done,
    findings,
    profile,
    source,
    file: envPath(plan.file),
    keys: plan.keys,
    changes: plan.changes,
    mode,
    renewed: renewed.map(envPath),
    head: head ?? null,
  };
}

/** That a worker which runs has what stood there before. */
export function workersStale(profile: string): Finding {
  return {
    rule: 'workers-stale',
    severity: 'warning',
    where: profile,
    message: 'it is linked: what runs has the old values until it is restarted',
    remedy: `pine-env use ${profile} --restart`,
  };
}

/** That what a worker would start with is not this file: it is not in force, and no pull puts it there. */
export function copiesBehind(
  profile: string,
  file: string,
  strange: readonly CopyInPlace[],
): readonly Finding[] {
  return strange.map(({ link }) => ({
    rule: 'copy-behind',
    severity: 'warning',
    where: envPath(link),
    message: `what stands there is no copy of ${file}: a worker does not get these values`,
    remedy: `if it should: pine-env use ${profile}`,
  }));
}

/** That values came which the registry does not give to this profile yet. */
export function enrolmentDue(profile: string, keys: readonly string[]): readonly Finding[] {
  if (keys.length === 0) return [];
  const [are, them] = keys.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return [
    {
      rule: 'enrolment-due',
      severity: 'warning',
      where: profile,
      message: `${listed(keys)} ${are} not enrolled for ${profile}: nothing vouches for ${them} yet`,
      remedy: `pine-env keys --enroll ${profile}`,
    },
  ];
}

/** That the disk and the source differ, for `--check`. */
export function differs(profile: string, { keys, file }: PullPlan): readonly Finding[] {
  const apart = keys.filter(({ what }) => what === 'changed' || what === 'new');
  return apart.map(({ key, what }) => ({
    rule: 'source-differs',
    severity: 'error',
    where: `${envPath(file)} ${key}`,
    message: what === 'new' ? 'only the source has it' : 'the source has another value',
    remedy: `pine-env pull ${profile}`,
  }));
}
