import { existsSync } from 'node:fs';
import type { UnitControl } from '../ports.ts';
import { cancelJobs, jobOf, jobsOf } from './systemctl-jobs.ts';
import { type Run, runSystemctl } from './systemctl-run.ts';
import { findUnits, showUnits } from './systemctl-units.ts';

/** What a test may have otherwise. */
export interface Ways {
  readonly command?: string;
  /** How long an answer may take, in milliseconds. */
  readonly askMs?: number;
  /** What is there when systemd runs the host: sd_booted(3). */
  readonly booted?: string;
}

/** systemd's service manager, by systemctl(1). */
export function systemctl(ways: Ways = {}): UnitControl {
  const { command = 'systemctl', askMs = 5000, booted = '/run/systemd/system' } = ways;
  const run: Run = (words, milliseconds = askMs) => runSystemctl(command, words, milliseconds);
  return {
    isHere: existsSync(booted),
    find: (patterns) => findUnits(run, patterns),
    show: (units) => showUnits(run, units),
    jobs: (units) => jobsOf(run, units),
    cancel: (jobs) => cancelJobs(run, jobs),
    stop: jobOf(run, 'stop'),
    start: jobOf(run, 'start'),
    restart: jobOf(run, 'restart'),
  };
}
