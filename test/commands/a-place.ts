import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '../../src/ports.ts';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, tell } from './a-host.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import { killed } from './fault-plan.ts';
import { pasting } from './rotating.ts';
import { layDown } from './tree.ts';

const copies = { ...plainPlan, activation: 'copy' } as const;

/** A root on which these commands were run, in place by copy. */
export async function aPlace(...before: readonly string[]) {
  const root = scratch();
  layDown(await rootAfter(copies, ...before), root);
  return {
    root,
    run: (line: string, value = '', given = {}) =>
      tell(line, root, aHost({ terminal: pasting(value), ...given })),
    at: (path: string) => readFileSync(join(root, path), 'utf8'),
  };
}

/** The disk of a program that dies right before this file gets its place, or right after. */
export function dyingAt(name: string, when: 'before' | 'after' = 'before'): Disk {
  let isDead = false;
  const rename = (from: string, to: string) => {
    isDead ||= to.endsWith(`/${name}`);
    if (isDead && when === 'before') mortem();
    realDisk.rename(from, to);
  };
  return new Proxy(realDisk, {
    get: (target, call, receiver) => {
      if (call === 'rename') return rename;
      return isDead ? mortem : Reflect.get(target, call, receiver);
    },
  });
}

function mortem(): never {
  throw killed;
}
