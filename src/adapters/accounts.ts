import { readFileSync } from 'node:fs';
import type { Accounts, User } from '../ports.ts';
import type { ProcessFacts } from './machine.ts';

/** Users and groups: the local files first, as every nsswitch does, then the system's directory. */
export function accountsOf(facts: ProcessFacts): Accounts {
  const sudoUser = facts.environment.SUDO_USER;
  return {
    uid: facts.euid,
    gid: facts.egid,
    ...(sudoUser === undefined ? {} : { sudoUser }),
    user: async (wanted) => userIn('/etc/passwd', wanted) ?? userFrom(await ask('passwd', wanted)),
    gidOf: async (wanted) =>
      typeof wanted === 'number'
        ? wanted
        : (groupIn('/etc/group', wanted) ?? gidFrom(await ask('group', wanted))),
  };
}

async function ask(database: string, wanted: string | number): Promise<string | undefined> {
  const { directoryEntry } = await import('./getent.ts');
  return directoryEntry(database, String(wanted));
}

function userIn(path: string, wanted: string | number): User | undefined {
  return userFrom(entryIn(path, wanted));
}

function groupIn(path: string, wanted: string): number | undefined {
  return gidFrom(entryIn(path, wanted));
}

function entryIn(path: string, wanted: string | number): string | undefined {
  const column = typeof wanted === 'number' ? 2 : 0;
  return linesOf(path).find((line) => line.split(':')[column] === String(wanted));
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function userFrom(line: string | undefined): User | undefined {
  const [name, , uid, gid, , home = ''] = line?.split(':') ?? [];
  if (name === undefined || !isId(uid) || !isId(gid)) return undefined;
  return { name, uid: Number(uid), gid: Number(gid), ...(home !== '' && { home }) };
}

function gidFrom(line: string | undefined): number | undefined {
  const gid = line?.split(':')[2];
  return isId(gid) ? Number(gid) : undefined;
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,10}$/.test(text);
}
