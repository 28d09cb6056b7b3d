import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandOf, program } from '../faults/program.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import type { Bases } from './hostile-stage.ts';
import { faultsOf, glance, type Met, outside } from './hostile-verdict.ts';
import { measured } from './measured.ts';
import { say } from './said.ts';

const service = { uid: 65_534, gid: 65_533 };

/** Makes what is needed, runs one command in it, and judges. */
export async function meet(bases: Bases, met: Met, built: string, limit = 30) {
  const { operation, place, hostile } = met;
  const base = bases[place.base === 'turning' ? 'turning' : (place.base ?? operation.base)];
  const room = hostile.asOrdinary ? (sharedScratch() ?? scratch()) : scratch();
  const root = join(room, 'root');
  execFileSync('cp', ['-a', base, root]);
  const path = join(root, place.path);
  try {
    if (hostile.asOrdinary) execFileSync('chown', ['-R', `${service.uid}:${service.gid}`, root]);
    hostile.put(path, room);
    const isThere = hostile.isThere(path, room);
    const [before, around] = [glance(root), outside(room)];
    const words = [...operation.words, ...(operation.json ? ['--json'] : []), '--root', root];
    const child = operation.child === undefined ? [] : ['--', ...operation.child];
    const command = [
      ...(hostile.before?.(path, room) ?? []),
      ...(hostile.asOrdinary ? asService : []),
      ...commandOf([...words, ...child], hostile.asOrdinary ? installed() : built),
    ];
    const ran = await measured(command, { ...operation.around?.(base), limit });
    const now = glance(root);
    const bad = [
      ...faultsOf(met, before, now, ran),
      ...say(outside(room) !== around, 'something outside the root was changed'),
    ];
    return { isThere, ran, bad };
  } finally {
    undo(met, path);
    rmSync(room, { recursive: true, force: true });
  }
}

/** Makes everything removable again; what the command took away by itself needs nothing. */
function undo({ hostile }: Met, path: string): void {
  try {
    hostile.undo?.(path);
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw error;
  }
}

const asService = ['setpriv', `--reuid=${service.uid}`, `--regid=${service.gid}`, '--clear-groups'];
let anybodys: string | undefined;

/** The program where every account may run it. */
function installed(): string {
  if (anybodys !== undefined) return anybodys;
  const bin = join(sharedScratch() ?? scratch(), 'bin');
  cpSync(dirname(program), bin, { recursive: true });
  execFileSync('chmod', ['-R', 'a+rX', bin]);
  anybodys = join(bin, 'pine-env.cjs');
  return anybodys;
}
