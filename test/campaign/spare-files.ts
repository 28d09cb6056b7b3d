import { lstatSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../scratch.ts';

/** What a large file has here. */
export const hundredMegabytes = 100_000_000;

/** To write so much each time would be most of what the campaign does. */
export const spares = (() => {
  const room = scratch();
  const idle = new Map<string, string[]>();
  let count = 0;
  return {
    take: (filling: string): string => {
      const spare = idle.get(filling)?.pop();
      if (spare !== undefined) return spare;
      count += 1;
      const path = join(room, `spare ${count}`);
      writeFileSync(path, Buffer.alloc(hundredMegabytes, filling), { mode: 0o600 });
      return path;
    },
    giveBack: (filling: string, path: string): void => {
      const facts = lstatSync(path, { throwIfNoEntry: false });
      if (!facts?.isFile() || facts.size !== hundredMegabytes) return;
      count += 1;
      const spare = join(room, `spare ${count}`);
      renameSync(path, spare);
      idle.set(filling, [...(idle.get(filling) ?? []), spare]);
    },
  };
})();
