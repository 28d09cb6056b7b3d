import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { firstSafe, isRoot, ownHomes, prefix, removeTree, sharedHomes } from './scratch-homes.ts';

const made = new Set<string>();

afterAll(() => made.forEach(removeTree));

/** A fresh directory, 0700, that no stranger can reach into by any parent; gone when the test file has run. */
export function scratch(): string {
  return freshIn(firstSafe(ownHomes()), 0o700);
}

/** As `scratch`, but in no work tree of git: the checkout is one. */
export function scratchOutside(): string {
  return freshIn(firstSafe(ownHomes().slice(1)), 0o700);
}

/** As `scratch`, but another uid may enter it (0755); undefined unless we are root. */
export function sharedScratch(): string | undefined {
  return isRoot ? freshIn(firstSafe(sharedHomes), 0o755) : undefined;
}

function freshIn(home: string, mode: number): string {
  const path = mkdtempSync(join(home, `${prefix}${process.pid}-`));
  chmodSync(path, mode);
  made.add(path);
  return path;
}
