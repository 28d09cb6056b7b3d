import { fromErrno } from '../../src/adapters/errno.ts';
import type { Disk } from '../../src/ports.ts';
import { realDisk } from './a-host.ts';

/** A disk on which these calls fail whenever the path ends like this; everything else works. */
export function diskThatFails(
  errno: string,
  calls: readonly (keyof Disk)[],
  ending = '',
): { readonly disk: Disk; readonly hits: () => number } {
  let hits = 0;
  const disk = new Proxy(realDisk, {
    get: (target, name: keyof Disk) => {
      const works = target[name] as (...given: readonly unknown[]) => unknown;
      if (!calls.includes(name)) return works;
      return (...given: readonly unknown[]) => {
        const path = String(name === 'rename' || name === 'symlink' ? given[1] : given[0]);
        if (!path.endsWith(ending)) return works(...given);
        hits += 1;
        throw fromErrno(Object.assign(new Error('planned'), { code: errno }), path);
      };
    },
  });
  return { disk, hits: () => hits };
}
