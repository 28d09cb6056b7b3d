import type { Generation } from '../registry.ts';
import { type RotationRecord, type RotationStep, rotationSteps } from './rotation-record.ts';

/** What one look at the machine says of a rotation. */
export interface RotationFacts {
  /** Which of the record's two values stands in the env file. */
  readonly fileHolds: 'new' | 'before' | 'other';
  /** Where the registry has the new value for this environment; undefined when it does not. */
  readonly newIs?: Generation;
  readonly beforeIs?: Generation;
  /** `void`: the profile is live and linked, and nobody agreed to the bytes of its file, or to copying them. */
  readonly consent: 'held' | 'void' | 'not-needed';
  /** `behind`: a copy in place still has the value before, while the file has the new one. */
  readonly copy: 'behind' | 'level' | 'none';
  /** `wanted`: the profile is linked, names units, and a service manager runs the host. */
  readonly restart: 'wanted' | 'not-needed';
}

/**
 * The step that comes next. What stands on the disk decides, and the record only where nothing else
 * can tell: a kill between a step and its record changes nothing.
 */
export function nextStep(
  record: RotationRecord | undefined,
  facts: RotationFacts,
): RotationStep | 'over' {
  if (record === undefined || facts.newIs === undefined) return 'taken';
  if (facts.fileHolds !== 'new') return 'stored';
  if (facts.consent === 'void') return 'consented';
  if (facts.copy === 'behind') return 'copied';
  if (facts.newIs !== 'current' || isInUse(facts.beforeIs)) return 'promoted';
  if (facts.restart === 'wanted' && !isDone(record, 'restarted')) return 'restarted';
  return record.turned !== true && facts.beforeIs === 'previous' ? 'revoked' : 'over';
}

/** True when the record says that this step, or a later one, was done. */
export function isDone({ done }: Pick<RotationRecord, 'done'>, step: RotationStep): boolean {
  return rotationSteps.indexOf(done) >= rotationSteps.indexOf(step);
}

/** The record as it should be when `next` comes next; undefined when it says so already. */
export function caughtUp(
  record: RotationRecord | undefined,
  planned: readonly RotationStep[],
  next: RotationStep,
): RotationRecord | undefined {
  const isBefore = (step: RotationStep) =>
    rotationSteps.indexOf(step) < rotationSteps.indexOf(next);
  const last = planned.findLast(isBefore);
  if (record === undefined || last === undefined || isDone(record, last)) return undefined;
  return { ...record, done: last };
}

function isInUse(generation: Generation | undefined): boolean {
  return generation === 'current' || generation === 'next';
}
