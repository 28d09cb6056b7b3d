import { layout } from '../layout.ts';
import { rotationFile } from '../rotation/rotation-record.ts';
import { check } from './check.ts';

export const rotationOpen = check(
  'rotation-open',
  'warning',
  'every rotation that was begun is over',
  ({ world, profile }) =>
    (world.rotations ?? [])
      .filter((rotation) => rotation.profile === profile.name)
      .map(({ key, record }) => ({
        where: `${layout.state}/${rotationFile(key, profile.name)}`,
        message:
          record === undefined
            ? `a rotation of ${key} is open, and its record cannot be read`
            : `a rotation of ${key}, begun ${record.begun} by ${record.by}, is not over; done last: ${record.done}`,
        remedy:
          record === undefined
            ? `set it aside, and see what is known: pine-env rotate ${key} --profile ${profile.name} --abort`
            : `see what comes next: pine-env rotate ${key} --profile ${profile.name} --dry-run`,
      })),
);
