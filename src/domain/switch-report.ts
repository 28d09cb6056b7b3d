import type { Finding } from './finding.ts';
import type { LinkMove, Recovery } from './journal-entry.ts';
import { type Ending, type Report, schemaOf } from './report.ts';
import type { ProcessVerdict } from './running/judge-process.ts';
import type { SwitchPlan } from './switch-plan.ts';
import type { UnitOutcome } from './units/unit-outcome.ts';
import type { Root } from './world.ts';

/** What `use` and `rollback` report. */
export interface SwitchReport extends Report {
  readonly profile: string;
  readonly tier: 'safe' | 'live';
  /** The moves that were made, or that a dry run would make. */
  readonly links: readonly LinkMove[];
  readonly already: boolean;
  readonly dryRun: boolean;
  /** A change found half done, and how it was settled. */
  readonly recovered: { readonly profile: string; readonly how: Recovery } | null;
  /** The journal's head after this change; keep it elsewhere to find a cut tail. */
  readonly head: string | null;
  /** The workers that ran when all was done; null when nobody could look. */
  readonly processes: readonly ProcessVerdict[] | null;
  /** With `--restart`: what became of each unit; null without. */
  readonly units: readonly UnitOutcome[] | null;
  /** The command that goes back; null when there is nothing to go back to. */
  readonly undo: string | null;
}

/** What a switch came to, before it is a report. */
export interface SwitchResult {
  readonly outcome: Ending;
  readonly exit: number;
  readonly findings: readonly Finding[];
  readonly already?: boolean;
  readonly dryRun?: boolean;
  readonly recovered?: SwitchReport['recovered'];
  readonly head?: string;
  readonly workers?: readonly ProcessVerdict[];
  readonly units?: readonly UnitOutcome[];
}

/** The report of a switch that followed `plan`. */
export function switchReport(
  verb: string,
  root: Root,
  plan: SwitchPlan,
  result: SwitchResult,
): SwitchReport {
  const changed = result.already !== true && result.dryRun !== true && result.outcome === 'done';
  return {
    schema: schemaOf(verb),
    root: root.path,
    outcome: result.outcome,
    exit: result.exit,
    profile: plan.profile,
    tier: plan.tier,
    links: plan.moves,
    already: result.already ?? false,
    dryRun: result.dryRun ?? false,
    recovered: result.recovered ?? null,
    head: result.head ?? null,
    processes: result.workers ?? null,
    units: result.units ?? null,
    findings: result.findings,
    undo: changed && plan.before !== null ? `pine-env use ${plan.before}` : null,
  };
}
