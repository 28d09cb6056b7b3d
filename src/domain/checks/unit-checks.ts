import type { Check } from './check.ts';
import { unitEnvDirect, unitEnvOptional, unitLinkNotRead } from './unit-env-files.ts';
import { unitEnvOverlap } from './unit-env-overlap.ts';
import {
  unitConfigElsewhere,
  unitHoldsSecret,
  unitOverridesKey,
  unitPassesKey,
} from './unit-environment.ts';
import {
  unitGateCannotRun,
  unitGateIsAdvice,
  unitRefusalRestarts,
  unitRestartUngated,
} from './unit-gate.ts';
import { unitStopReadsKeys, unitUmask, unitUnreadable, unitUser } from './unit-process.ts';

/** What the unit files add to the env file, or keep it from doing. */
export const unitChecks: readonly Check[] = [
  unitLinkNotRead,
  unitEnvOptional,
  unitEnvDirect,
  unitEnvOverlap,
  unitOverridesKey,
  unitHoldsSecret,
  unitGateCannotRun,
  unitUser,
  unitUnreadable,
  unitPassesKey,
  unitConfigElsewhere,
  unitStopReadsKeys,
  unitRestartUngated,
  unitGateIsAdvice,
  unitRefusalRestarts,
  unitUmask,
];
