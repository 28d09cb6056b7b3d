import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fsExtra from 'fs-extra';

const shipped = [
  'profiles',
  'Deployment/env',
  'Deployment/systemd',
  'Deployment/docs',
  'Deployment/ci',
  'Deployment/examples',
  'Deployment/README.md',
];

/** The files that `init` lays down, in the layout of a root. A checkout in use also holds real env files: never those. */
export function replaceTemplates(checkout, target) {
  const fresh = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  for (const part of shipped.filter((path) => existsSync(join(checkout, path)))) {
    fsExtra.copySync(join(checkout, part), join(fresh, part), { filter: mayShip });
  }
  rmSync(target, { recursive: true, force: true });
  if (existsSync(fresh)) renameSync(fresh, target);
}

function mayShip(path) {
  const facts = lstatSync(path);
  if (facts.isDirectory()) return true;
  // A page of this registry would be out of date in any other root: each renders its own.
  if (path.endsWith(join('docs', 'runbook.md'))) return false;
  return facts.isFile() && (basename(dirname(path)) !== 'env' || path.endsWith('.env.example'));
}
