import { exit, exitCodeOf } from '../domain/exit-code.ts';
import type { Finding } from '../domain/finding.ts';
import { nextStep } from '../domain/rotation/next-step.ts';
import {
  type RotateReport,
  type RotateResult,
  rotateReport,
  type SetAsideReport,
} from '../domain/rotation/rotate-report.ts';
import type { Rotating } from '../domain/rotation/rotating.ts';
import { changedSince, notProved, restartLeft } from '../domain/rotation/rotation-findings.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { advance, forget, noteRestarted } from './advance-rotation.ts';
import { askConsent, type Question } from './ask-consent.ts';
import { refuseShadow } from './change.ts';
import { locked, type RotateRequest, settleFirst } from './lock-rotation.ts';
import { lookAtRotation, type WhichRotation } from './look-at-rotation.ts';
import { journallingRefusals } from './note-refusal.ts';
import { type Prepared, prepareRotation } from './prepare-rotation.ts';
import { restartRotated } from './restart-rotated.ts';
import { isUnreadable, setAsideRotation } from './set-aside-rotation.ts';
import { unsure } from './troubles.ts';

/**
 * Goes on with a rotation as far as it goes, or begins one. Running it again goes on after any
 * interruption. Locks are held for moments, never while somebody is asked or units restart.
 */
export async function rotate(
  host: Host,
  root: Root,
  request: RotateRequest,
): Promise<RotateReport | SetAsideReport> {
  refuseShadow(root);
  if (!request.dryRun) await settleFirst(host, root, request);
  const isLost = request.abort && !request.dryRun && isUnreadable(host, root, request);
  if (isLost) return setAsideRotation(host, root, request);
  const seen = await lookAtRotation(host, root, request);
  if (request.dryRun) return rotateReport(root, seen, { dryRun: true, findings: notProved(seen) });
  if (request.revoked) return stateRevoked(host, root, request, seen);
  if (!request.abort) return goOn(host, root, request, request, seen);
  if (seen.record === undefined) return noRotation(request);
  const neverStored = seen.record.turned !== true && seen.facts.fileHolds !== 'new';
  if (neverStored) return giveUp(host, root, request, seen);
  const which = { ...request, turn: true };
  return goOn(host, root, request, which, await lookAtRotation(host, root, which));
}

async function goOn(
  host: Host,
  root: Root,
  request: RotateRequest,
  which: WhichRotation,
  seen: Rotating,
): Promise<RotateReport> {
  const lock = await host.lock();
  const refused = { verb: 'rotate', profile: request.profile };
  const ask = (question: Question) =>
    journallingRefusals(host, root, refused, lock, () => askConsent(host, question));
  const prepared = needsNobody(seen, request)
    ? undefined
    : await prepareRotation(host, seen, request.command, ask, request.prove);
  const said = prepared?.findings ?? [];
  const first = await locked(host, root, request, which, prepared, advance);
  if (first.answer) return overNow(root, seen, { ...first, findings: said });
  const rest = thenReport(host, root, request, prepared, first.head);
  return first.wrote ? surelyBegun(rest) : rest;
}

/** What fails from here on cannot say that nothing was done. */
function surelyBegun<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw unsure(error);
  });
}

async function thenReport(
  host: Host,
  root: Root,
  request: RotateRequest,
  prepared: Prepared | undefined,
  head: string,
): Promise<RotateReport> {
  const said = prepared?.findings ?? [];
  const now = await lookAtRotation(host, root, request);
  const isNext = nextStep(now.record, now.facts) === 'restarted';
  if (!isNext || !request.restart) {
    const left = isNext ? [restartLeft(now)] : [];
    const judged = prepared?.proved === true || said.some(({ rule }) => rule === 'not-proved');
    const unproved = judged ? [] : notProved(now);
    const changed = changedSince(now);
    const findings = [...changed, ...said, ...left, ...unproved];
    const code = changed.length > 0 ? exit.no : exit.done;
    return rotateReport(root, now, { head, findings, exit: code });
  }
  return thenRestart(host, root, request, now, said);
}

/** What is left writes nothing that a person has not agreed to already. */
function needsNobody({ record, facts }: Rotating, { restart }: RotateRequest): boolean {
  const step = nextStep(record, facts);
  return (
    step === 'revoked' ||
    step === 'over' ||
    step === 'promoted' ||
    step === 'copied' ||
    (step === 'restarted' && !restart)
  );
}

async function thenRestart(
  host: Host,
  root: Root,
  request: RotateRequest,
  now: Rotating,
  said: readonly Finding[],
): Promise<RotateReport> {
  const { units, findings } = await restartRotated(host, root, now.view);
  const told = { units, findings: [...findings, ...said] };
  if (findings.length > 0)
    return rotateReport(root, now, { ...told, exit: exitCodeOf('provider') });
  return surelyBegun(noteAndGoOn(host, root, request, now, told));
}

async function noteAndGoOn(
  host: Host,
  root: Root,
  request: RotateRequest,
  now: Rotating,
  told: Required<Pick<RotateResult, 'units' | 'findings'>>,
): Promise<RotateReport> {
  const { head, answer } = await locked(
    host,
    root,
    request,
    request,
    undefined,
    async (advancing) => {
      const again = await lookAtRotation(host, root, request);
      noteRestarted(
        advancing,
        again,
        told.units.map(({ unit }) => unit),
      );
      return advance(advancing);
    },
  );
  if (answer) return overNow(root, now, { ...told, head });
  return rotateReport(root, await lookAtRotation(host, root, request), { ...told, head });
}

async function stateRevoked(
  host: Host,
  root: Root,
  request: RotateRequest,
  seen: Rotating,
): Promise<RotateReport> {
  if (seen.record === undefined) return noRotation(request);
  const step = nextStep(seen.record, seen.facts);
  if (step !== 'revoked' && step !== 'over') return notYet(seen, step);
  const done = await locked(host, root, request, request, undefined, advance);
  return overNow(root, seen, done);
}

async function giveUp(
  host: Host,
  root: Root,
  request: RotateRequest,
  seen: Rotating,
): Promise<RotateReport> {
  const { head } = await locked(host, root, request, request, undefined, forget);
  return rotateReport(root, seen, { ending: 'forgotten', head });
}

function overNow(root: Root, seen: Rotating, result: RotateResult): RotateReport {
  return rotateReport(root, seen, { ...result, ending: 'over' });
}

function noRotation({ key, profile }: RotateRequest): never {
  return fail({
    kind: 'refused',
    rule: 'no-rotation',
    message: `no rotation of ${key} in ${profile} is open; nothing was changed`,
    remedy: 'see which are: pine-env rotate --status',
  });
}

function notYet({ of }: Rotating, step: string): never {
  return fail({
    kind: 'refused',
    rule: 'not-yet',
    message: `the old value cannot be given up yet: ${step} comes first; nothing was changed`,
    remedy: `go on: pine-env rotate ${of.key.name} --profile ${of.profile}`,
  });
}
