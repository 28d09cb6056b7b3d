import { exit } from '../exit-code.ts';
import type { Finding } from '../finding.ts';
import { shortFingerprint } from '../fingerprint.ts';
import { type Report, schemaOf } from '../report.ts';
import type { UnitOutcome } from '../units/unit-outcome.ts';
import type { Root } from '../world.ts';
import { nextStep } from './next-step.ts';
import type { Rotating } from './rotating.ts';
import { beforehand, rotationPlan } from './rotation-plan.ts';
import { type OpenRotation, type RotationStep, rotationSteps } from './rotation-record.ts';

/** One step as a report tells it. */
export interface StepTold {
  readonly step: RotationStep;
  /** `left`: nobody did it here, and the words say who may. */
  readonly state: 'done' | 'open' | 'left';
  readonly what: string;
}

/** What `rotate NAME` reports. */
export interface RotateReport extends Report {
  readonly key: string;
  readonly profile: string;
  readonly provider: string;
  /** What a person should know before the first step; empty later. */
  readonly beforehand: readonly string[];
  readonly steps: readonly StepTold[];
  readonly next: RotationStep | 'over';
  /** Short fingerprints of the new value and of the one before; null where there is none. */
  readonly fingerprint: string | null;
  readonly before: string | null;
  readonly dryRun: boolean;
  readonly ending: 'over' | 'forgotten' | null;
  /** The command that goes on; null when it is over. */
  readonly remedy: string | null;
  /** The command that gives it up; null when there is nothing to give up. */
  readonly undo: string | null;
  readonly units?: readonly UnitOutcome[];
  readonly head: string | null;
}

/** What a run of `rotate` came to beside the state it left. */
export interface RotateResult {
  readonly findings?: readonly Finding[];
  readonly dryRun?: boolean;
  readonly ending?: 'over' | 'forgotten';
  readonly units?: readonly UnitOutcome[];
  readonly head?: string;
  readonly exit?: number;
}

/** The report of a rotation as it stands. */
export function rotateReport(root: Root, rotating: Rotating, result: RotateResult): RotateReport {
  const { key, record, of } = rotating;
  const next = result.ending === undefined ? nextStep(record, rotating.facts) : 'over';
  const short = (print: string | undefined) =>
    print === undefined ? null : shortFingerprint(print);
  return {
    schema: schemaOf('rotate'),
    root: root.path,
    outcome: 'done',
    exit: result.exit ?? exit.done,
    findings: result.findings ?? [],
    key: key.name,
    profile: of.profile,
    provider: key.provider,
    beforehand: next === 'taken' ? beforehand(of) : [],
    steps: rotationPlan(of).map(({ step, what }) => ({ step, what, state: stateOf(step, next) })),
    next,
    fingerprint: short(record?.fingerprint),
    before: short(record?.before),
    dryRun: result.dryRun ?? false,
    ending: result.ending ?? null,
    ...commands(rotating, next),
    ...(result.units !== undefined && { units: result.units }),
    head: result.head ?? null,
  };
}

function commands({ key, of, record }: Rotating, next: RotateReport['next']) {
  const command = `pine-env rotate ${key.name} --profile ${of.profile}`;
  const open = next !== 'over';
  return {
    remedy: open ? `${command}${next === 'revoked' ? ' --revoked' : ''}` : null,
    undo: open && record !== undefined && !of.turned ? `${command} --abort` : null,
  };
}

function stateOf(step: RotationStep, next: RotationStep | 'over'): StepTold['state'] {
  const isBehind = next === 'over' || rotationSteps.indexOf(step) < rotationSteps.indexOf(next);
  if (!isBehind) return 'open';
  return step === 'proved' ? 'left' : 'done';
}

/** What `rotate --status` reports. */
export interface RotationsReport extends Report {
  readonly open: readonly OpenRotation[];
}

/** The report of every rotation that is open. */
export function rotationsReport(root: Root, open: readonly OpenRotation[]): RotationsReport {
  return {
    schema: schemaOf('rotate'),
    root: root.path,
    outcome: 'done',
    exit: exit.done,
    findings: [],
    open,
  };
}

/** What `rotate --abort` reports of a rotation whose record cannot be read. */
export interface SetAsideReport extends Report {
  readonly key: string;
  readonly profile: string;
  /** Where the record lies now. */
  readonly aside: string;
  /** What file, registry and journal still tell, and what follows from it. */
  readonly known: readonly string[];
  /** The command that comes next. */
  readonly remedy: string;
  readonly head: string;
}

/** The report of a record that was set aside; nothing else was changed. */
export function setAsideReport(
  root: Root,
  told: Omit<SetAsideReport, keyof Report>,
): SetAsideReport {
  return {
    ...{ schema: schemaOf('rotate'), root: root.path, outcome: 'done', exit: exit.done },
    findings: [],
    ...told,
  };
}
