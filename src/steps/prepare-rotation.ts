import type { View } from '../domain/checks/check.ts';
import { judge, liveChecks, viewOf } from '../domain/checks/index.ts';
import type { Binding } from '../domain/consent.ts';
import { fileDigests } from '../domain/consent-holds.ts';
import { worldAfter } from '../domain/copies.ts';
import { setValue } from '../domain/env-text/edit-env-text.ts';
import { parseEnvText } from '../domain/env-text/env-text.ts';
import type { Finding } from '../domain/finding.ts';
import { fingerprintOf } from '../domain/fingerprint.ts';
import type { FileDigest } from '../domain/journal-entry.ts';
import { envPath } from '../domain/layout.ts';
import { largestEnvFile } from '../domain/limits.ts';
import type { RegistryKey } from '../domain/registry.ts';
import { mayTake, type Taken } from '../domain/rotation/may-take.ts';
import { nextStep } from '../domain/rotation/next-step.ts';
import { judgeProof, type Proof } from '../domain/rotation/proof.ts';
import type { Rotating } from '../domain/rotation/rotating.ts';
import { beforehand } from '../domain/rotation/rotation-plan.ts';
import { isGuarded, rotationQuestion } from '../domain/rotation/rotation-question.ts';
import type { Secret } from '../domain/secret.ts';
import type { World } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { Question } from './ask-consent.ts';
import { bindingNow, freshSalt } from './keep-consent.ts';
import { observeAll } from './observe.ts';
import { takeNewValue } from './take-new-value.ts';

/** Asks a provider whether it knows a credential, in a way that can place no order. */
export type Prove = (view: View, key: RegistryKey, value: Secret) => Promise<Proof>;

/** A value that may be stored, and the whole file with it. */
export interface NewValue {
  readonly taken: Taken;
  readonly bytes: Uint8Array;
}

/** What was asked and agreed to before the lock is taken. */
export interface Prepared {
  /** Absent where the value stands in the file already. */
  readonly value?: NewValue;
  /** What was seen when it was agreed to: under the lock it must be the same. */
  readonly agreed: Binding;
  /** The key of `agreed` and of `files`. */
  readonly salt: string;
  /** The env files as they will be, for consent. */
  readonly files: readonly FileDigest[];
  readonly guarded: boolean;
  readonly linked: boolean;
  /** What is to be said of the value; true `proved`: its provider knows it. */
  readonly findings: readonly Finding[];
  readonly proved: boolean;
}

/**
 * Everything that takes a person's time, before any lock: the value is taken, judged, proved where that
 * is possible, tried in the file, and agreed to. Nothing is written.
 */
export async function prepareRotation(
  host: Host,
  rotating: Rotating,
  command: readonly string[] | undefined,
  ask: (question: Question) => Promise<void>,
  prove?: Prove,
): Promise<Prepared> {
  const { view, of } = rotating;
  const step = nextStep(rotating.record, rotating.facts);
  mustBeKnown(rotating, step);
  const wanted = step === 'taken' || step === 'stored';
  const secret = wanted ? await takeNewValue(host, asking(rotating, command)) : undefined;
  const value = secret && fitting(rotating, secret);
  const proof = secret && !of.turned ? await prove?.(view, rotating.key, secret) : undefined;
  const told = proof === undefined ? [] : judgeProof(proof, rotating.key.name, of.profile);
  const afterwards = (world: World) =>
    worldAfter(world, rotating.file.file, rotating.copies, value?.bytes);
  const after = afterwards(view.world);
  if (of.tier === 'live' && of.linked) {
    mustBeSound(afterwards(await observeAll(host, view.world.root)), rotating);
  }
  const salt = freshSalt(host);
  const agreed = bindingNow(host, view.world, view.profile, salt);
  // Who restarts paper gives nobody more than they have.
  const guarded = (step !== 'restarted' || of.tier === 'live') && isGuarded(rotating, secret);
  if (guarded) await ask(rotationQuestion(rotating, value?.taken.entry.fingerprint));
  const files = fileDigests(after, view.profile, salt);
  const findings = [...(value?.taken.findings ?? []), ...told];
  const proved = proof?.kind === 'good';
  const known = { agreed, salt, files, guarded, linked: of.linked, findings, proved };
  return { ...known, ...(value && { value }) };
}

function asking({ key, of }: Rotating, command: readonly string[] | undefined) {
  const prompt = `${of.turned ? 'old' : 'new'} value of ${key.name} for ${of.profile}`;
  const lines = ['', ...beforehand(of).map((line) => `! ${line}`)];
  return { prompt, lines, ...(command && { command }) };
}

/** A hand that changed the file meanwhile knew something that we do not. */
function mustBeKnown({ facts, file, key, of }: Rotating, step: string): void {
  if (step !== 'stored' || facts.fileHolds !== 'other') return;
  fail({
    kind: 'refused',
    rule: 'file-changed',
    message: `${key.name} in ${envPath(file.file)} is neither the old value nor the new one; nothing was changed`,
    remedy: `forget this rotation: pine-env rotate ${key.name} --profile ${of.profile} --abort`,
    where: envPath(file.file),
  });
}

/** The value as it may be stored; throws `refused` for any that may not. */
function fitting(rotating: Rotating, secret: Secret): NewValue {
  const { registry, salt, key, view, record, of } = rotating;
  const print = fingerprintOf(salt, key.provider, secret);
  if (record !== undefined && print !== record.fingerprint) otherValue(rotating);
  const taken = of.turned ? takenBack(print) : mayTake(registry, salt, key, of.profile, secret);
  const text = parseEnvText(rotating.file.content.reveal());
  const edited = setValue(text, key.name, secret, view.profile.loaders);
  const where = envPath(rotating.file.file);
  if (edited.kind === 'refused') {
    const { rule, message, remedy } = edited;
    return fail({
      kind: 'refused',
      rule,
      message: `${message}; nothing was changed`,
      remedy,
      where,
    });
  }
  const bytes = edited.text.reveal();
  if (bytes.length > largestEnvFile) tooLarge(where);
  return { taken, bytes };
}

/** The old value is registered already, and nothing is to be said of it. */
function takenBack(fingerprint: string): Taken {
  return { entry: { fingerprint, whole: fingerprint }, findings: [] };
}

/** Consent is renewed for the whole file, so the whole file must bear what `use live` demands of it. */
function mustBeSound(world: World, { view, key }: Rotating): void {
  const now = viewOf(world, view.profile.name) ?? view;
  const about = (where: string) => where.endsWith(` ${key.name}`);
  const findings = judge(liveChecks, now).filter(
    ({ severity, where }) => severity === 'error' && !about(where),
  );
  const [first] = findings;
  if (first === undefined) return;
  const { rule, where, message, remedy } = first;
  fail({
    kind: 'refused',
    rule,
    message: `${where}: ${message}; nothing was changed`,
    remedy,
    where,
    findings,
  });
}

function otherValue({ key, of }: Rotating): never {
  const which = of.turned
    ? 'old value that was replaced'
    : 'value that this rotation was begun with';
  return fail({
    kind: 'refused',
    rule: 'other-value',
    message: `this is not the ${which}; nothing was changed`,
    remedy: `see where it stands: pine-env rotate ${key.name} --profile ${of.profile} --dry-run`,
    where: key.name,
  });
}

function tooLarge(where: string): never {
  return fail({
    kind: 'refused',
    rule: 'env-file-too-large',
    message: `${where} would be too large with the new value; nothing was changed`,
    remedy: `look at it: ls -l ${where}`,
    where,
  });
}
