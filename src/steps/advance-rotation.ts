import { whatChanged } from '../domain/consent.ts';
import { caughtUp, nextStep } from '../domain/rotation/next-step.ts';
import type { Rotating } from '../domain/rotation/rotating.ts';
import { forgetEdits, promoteEdits } from '../domain/rotation/rotation-edits.ts';
import { diesAtOnce, rotationPlan } from '../domain/rotation/rotation-plan.ts';
import type { RotationStep } from '../domain/rotation/rotation-record.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import {
  type Advancing,
  changedMeanwhile,
  editRegistry,
  moving,
  note,
  placeOf,
} from './advancing.ts';
import { bindingNow } from './keep-consent.ts';
import { forgetRotation, keepRotation } from './keep-rotation.ts';
import { lookAtRotation } from './look-at-rotation.ts';
import type { Prepared } from './prepare-rotation.ts';
import * as writing from './write-rotation.ts';

/** What one step writes; the next look shows that it was done. */
type Writer = (advancing: Advancing, now: Rotating) => void;

/**
 * Writes one step after the other, as far as it goes under the lock, and looks again after each. What
 * was agreed to must still be so at each look, but for what was written here. Answers true when the rotation is over.
 */
export async function advance(advancing: Advancing): Promise<boolean> {
  const { host, root, which, prepared } = advancing;
  // Each step brings the rotation to another one, so more rounds than steps are a bug.
  for (let round = 0; round < 12; round++) {
    const now = await lookAtRotation(host, root, which);
    if (prepared !== undefined) mustBeAsAgreed(host, now, prepared, round === 0);
    const step = nextStep(now.record, now.facts);
    if (step === 'over') return close(advancing, now);
    const write = writerOf(step, advancing, now);
    if (write === undefined) return catchUp(advancing, now, step);
    write(advancing, now);
  }
  return stuck();
}

/** A kill between a step and its record left the record behind. */
function catchUp({ host, root }: Advancing, { record, of }: Rotating, next: RotationStep): false {
  const planned = rotationPlan(of).map(({ step }) => step);
  const behind = caughtUp(record, planned, next);
  if (behind !== undefined) keepRotation(host, root.path, behind);
  return false;
}

function writerOf(
  step: RotationStep,
  { prepared, revoked }: Advancing,
  { key }: Rotating,
): Writer | undefined {
  if (step === 'taken') return prepared?.value && writing.begin;
  if (step === 'stored') return prepared?.value && writing.store;
  if (step === 'consented') return prepared?.guarded === true ? writing.renewConsent : undefined;
  if (step === 'copied') return writing.copyAnew;
  if (step === 'promoted') return writing.promote;
  return step === 'revoked' && (revoked || diesAtOnce(key.provider)) ? writing.revoke : undefined;
}

/** Where a profile names another file by now, the bytes agreed to would come into that one. */
function mustBeAsAgreed(
  host: Host,
  { view, of, facts }: Rotating,
  { agreed, files, salt, linked }: Prepared,
  isFirst: boolean,
): void {
  if (isFirst && of.linked !== linked) changedMeanwhile('the link');
  const now = bindingNow(host, view.world, view.profile, salt);
  const isStored = !isFirst && facts.fileHolds === 'new';
  const written = { files: isStored ? files : agreed.files, registry: now.registry };
  const changed = whatChanged(isFirst ? agreed : { ...agreed, ...written }, now);
  if (changed !== undefined) changedMeanwhile(changed);
}

function close(advancing: Advancing, now: Rotating): true {
  note(advancing, now, 'over');
  forgetRotation(advancing.host, advancing.root.path, now.key.name, now.of.profile);
  return true;
}

/** Forgets a rotation whose value never came into the file: its `next` entry, then its record. */
export async function forget(advancing: Advancing): Promise<void> {
  const { host, root, which } = advancing;
  const now = await lookAtRotation(host, root, which);
  const { record, facts } = now;
  if (record === undefined) return;
  if (facts.fileHolds === 'new') changedMeanwhile('the env file');
  editRegistry(advancing, now, `${moving(record)}: forgotten`, (registry) =>
    facts.newIs === 'current'
      ? promoteEdits(registry, placeOf(now), record.before)
      : forgetEdits(registry, placeOf(now), record.fingerprint),
  );
  note(advancing, now, `${moving(record)}: given up before it was stored`);
  forgetRotation(host, root.path, now.key.name, now.of.profile);
}

/** Remembers that the units were restarted: nothing else on the disk tells it. */
export function noteRestarted(advancing: Advancing, now: Rotating, units: readonly string[]): void {
  if (now.record === undefined) return;
  keepRotation(advancing.host, advancing.root.path, { ...now.record, done: 'restarted' });
  note(advancing, now, `restarted and proved: ${units.join(', ')}`);
}

function stuck(): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'rotation-stuck',
    message: 'a rotation comes to no end: what it writes is not what it finds afterwards',
    remedy: 'see what stands now: pine-env rotate --status',
    outcome: 'unknown',
  });
}
