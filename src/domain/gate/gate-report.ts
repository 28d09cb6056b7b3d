import { exit } from '../exit-code.ts';
import { type Report, schemaOf } from '../report.ts';
import type { GateVerdict } from './may-start.ts';

/** What `gate` reports of an environment that may start a worker; exit 0. */
export interface GateReport extends Report {
  /** The linked profiles. */
  readonly profiles: readonly string[];
  readonly tier: 'safe' | 'live' | null;
  /** Whose keys the worker has. */
  readonly environments: readonly string[];
}

/** The report of a verdict that refuses nothing. */
export function gateReport(root: string, verdict: GateVerdict): GateReport {
  const { profiles, tier, environments, notes } = verdict;
  return {
    schema: schemaOf('gate'),
    root,
    outcome: 'done',
    exit: exit.done,
    profiles,
    tier,
    environments,
    findings: notes,
  };
}
