import { changedAfterwards } from '../changed-afterwards.ts';
import type { Finding } from '../finding.ts';
import { envPath } from '../layout.ts';
import type { Rotating } from './rotating.ts';

/** That no provider was asked; nothing where that is over or does not matter. */
export function notProved({ of, record }: Rotating): readonly Finding[] {
  if (of.turned || record?.done === 'restarted') return [];
  return [
    {
      rule: 'not-proved',
      severity: 'info',
      where: of.key.name,
      message: 'nobody has asked the provider whether it knows the new value',
      remedy: `ask it: pine-env preflight ${of.profile}`,
    },
  ];
}

/** That the last look does not find in the file what was stored there. */
export function changedSince({ facts, file, key }: Rotating): readonly Finding[] {
  if (facts.fileHolds !== 'other') return [];
  return [
    {
      rule: changedAfterwards,
      severity: 'error',
      where: envPath(file.file),
      message: `the last look finds neither the new nor the old ${key.name} in it: somebody changed it`,
      remedy: 'see what stands now: pine-env status',
    },
  ];
}

/** That the units still run with the old value. */
export function restartLeft({ of }: Rotating): Finding {
  return {
    rule: 'restart-open',
    severity: 'warning',
    where: of.profile,
    message: 'what runs still has the old value until it is restarted',
    remedy: `pine-env rotate ${of.key.name} --profile ${of.profile}`,
  };
}
