import type { Finding } from '../finding.ts';
import { attestationDue } from './attestation-due.ts';
import { attestationExpired } from './attestation-expired.ts';
import { attestationMissing } from './attestation-missing.ts';
import type { Check, View } from './check.ts';
import { configElsewhere, configMissing, configUnusable } from './config-usable.ts';
import {
  configHoldsSecret,
  configKeyElsewhere,
  configLiteral,
  configOverrides,
  configUnclear,
} from './config-values.ts';
import { directoryOwner } from './directory-owner.ts';
import { directoryWritable } from './directory-writable.ts';
import { editorLeftover } from './editor-leftover.ts';
import { envFileEmpty } from './env-file-empty.ts';
import { envFileGroup } from './env-file-group.ts';
import { envFileHardLinked } from './env-file-hard-linked.ts';
import { envFileNotIgnored, envFileTracked } from './env-file-in-git.ts';
import { envFileIsLink } from './env-file-is-link.ts';
import { envFileAwaited, envFileMissing } from './env-file-missing.ts';
import { envFileMode } from './env-file-mode.ts';
import { envFileNotRegular } from './env-file-not-regular.ts';
import { envFileOwner } from './env-file-owner.ts';
import { envFileRefused } from './env-file-refused.ts';
import { envFileTooLarge } from './env-file-too-large.ts';
import { envFileUnreadable } from './env-file-unreadable.ts';
import { expectationNotMet } from './expectation-not-met.ts';
import { hostNotAllowed } from './host-not-allowed.ts';
import { journalChecks } from './journal-checks.ts';
import { keyAbsent } from './key-absent.ts';
import { keyDue } from './key-due.ts';
import { keyDuplicate } from './key-duplicate.ts';
import { keyEmpty } from './key-empty.ts';
import { keyInTwoEnvironments } from './key-in-two-environments.ts';
import { keyMisdeclared } from './key-misdeclared.ts';
import { keyMissing } from './key-missing.ts';
import { keyOfAnotherEnvironment } from './key-of-another-environment.ts';
import { keyOverdue } from './key-overdue.ts';
import { keyPlaceholder } from './key-placeholder.ts';
import { keyRevoked } from './key-revoked.ts';
import { keySteersGate } from './key-steers-gate.ts';
import { accountChecks } from './key-traces.ts';
import { keyUnknown } from './key-unknown.ts';
import { keyUnregistered } from './key-unregistered.ts';
import { leakedInTree } from './leaked-in-tree.ts';
import { lineIgnored } from './line-ignored.ts';
import { linkChecks, linkForeign, linkNotALink } from './link-checks.ts';
import { flagAmbiguous, loadersDisagree, loaderVersion } from './loaders-disagree.ts';
import { nameReserved } from './name-reserved.ts';
import { otherLoaders } from './other-loaders.ts';
import { homeReadable, placeInGit, placeSynced } from './own-place.ts';
import { profileUnusable } from './profile-unusable.ts';
import { registryUnusable } from './registry-unusable.ts';
import { rotationOpen } from './rotation-open.ts';
import { unitChecks } from './unit-checks.ts';
import { valueNotCertain } from './value-not-certain.ts';

export { accountChecks } from './key-traces.ts';
export { viewOf } from './view-of.ts';

const thereChecks: readonly Check[] = [
  envFileUnreadable,
  envFileIsLink,
  envFileNotRegular,
  envFileHardLinked,
  envFileEmpty,
  envFileTooLarge,
  envFileMode,
  envFileOwner,
  envFileGroup,
];

/** The judgements on the file itself: when one fails, nothing may link it. */
export const fileChecks: readonly Check[] = [envFileMissing, ...thereChecks];

/** What stands in the link's place and must not be replaced. */
export const foreignChecks: readonly Check[] = [linkForeign, linkNotALink];

/** Where one person keeps a root or an env file of their own. */
export const ownPlaceChecks: readonly Check[] = [placeInGit, placeSynced, homeReadable];

const placeChecks: readonly Check[] = [
  directoryWritable,
  directoryOwner,
  hostNotAllowed,
  ...ownPlaceChecks,
];

const contentChecks: readonly Check[] = [
  keyOfAnotherEnvironment,
  keyInTwoEnvironments,
  keyRevoked,
  keyUnregistered,
  keyMisdeclared,
  attestationMissing,
  attestationExpired,
  expectationNotMet,
  configKeyElsewhere,
  configHoldsSecret,
  configLiteral,
  configOverrides,
  configUnclear,
  configUnusable,
  configMissing,
  configElsewhere,
  envFileRefused,
  keyMissing,
  keyEmpty,
  keyPlaceholder,
  keyDuplicate,
  flagAmbiguous,
  loadersDisagree,
  valueNotCertain,
  loaderVersion,
  lineIgnored,
  nameReserved,
  keySteersGate,
  keyUnknown,
  keyAbsent,
  keyDue,
  keyOverdue,
  attestationDue,
  otherLoaders,
];

const rootChecks: readonly Check[] = [
  registryUnusable,
  profileUnusable,
  envFileTracked,
  envFileNotIgnored,
  leakedInTree,
  editorLeftover,
  rotationOpen,
];

const besideTheFile: readonly Check[] = [
  ...thereChecks,
  ...placeChecks,
  ...contentChecks,
  ...rootChecks,
];

/**
 * What must be quiet before a command gets a profile's keys. Units, links and the journal have no part
 * in that: a laptop has none of them. The runtime config has, since the command may be the worker itself.
 */
export const commandChecks: readonly Check[] = [envFileAwaited, ...besideTheFile];

/** Everything that speaks for or against using a profile, whatever the links say now. */
export const profileChecks: readonly Check[] = [...commandChecks, ...unitChecks];

/** What must be quiet before a profile of the live tier may be linked. */
export const liveChecks: readonly Check[] = [
  envFileMissing,
  ...besideTheFile,
  ...unitChecks,
  ...journalChecks,
  ...foreignChecks,
];

/** Every judgement there is; adding one is one file and one line here. */
export const allChecks: readonly Check[] = [
  ...profileChecks,
  ...journalChecks,
  ...linkChecks,
  ...accountChecks,
];

/** The findings of these checks, in their order. */
export function judge(checks: readonly Check[], view: View): readonly Finding[] {
  return checks.flatMap((one) => one.judge(view));
}
