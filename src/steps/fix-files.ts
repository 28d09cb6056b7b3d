import type { View } from '../domain/checks/check.ts';
import type { Finding } from '../domain/finding.ts';
import { envPath, within } from '../domain/layout.ts';
import { octal } from '../domain/octal.ts';
import { PineError } from '../errors.ts';
import type { Host, OpenFile } from '../ports.ts';

/**
 * Mends mode, owner and group of a profile's env files, nothing else: on the open descriptor, never
 * on a hard-linked file or a stranger's. Says what it did, or why not.
 */
export function fixFiles(host: Host, view: View): readonly Finding[] {
  return view.files.flatMap(({ file }) => {
    const where = envPath(file);
    try {
      const open = host.disk.open(within(view.world.root.path, where));
      if (open === undefined) return [];
      try {
        return fixOpen(host, view, where, open);
      } finally {
        open.close();
      }
    } catch (error) {
      if (!(error instanceof PineError)) throw error;
      return [notFixed(where, error.facts.message, error.facts.remedy)];
    }
  });
}

function fixOpen(host: Host, view: View, where: string, file: OpenFile): readonly Finding[] {
  const { facts } = file;
  const { owner, profile } = view;
  const look = `look at it: ls -l ${within(view.world.root.path, where)}`;
  if (facts.kind !== 'file') return [];
  if (facts.nlink !== 1) return [notFixed(where, 'it has more than one name', look)];
  if (![0, owner.uid, host.accounts.uid].includes(facts.uid)) {
    return [notFixed(where, `it belongs to uid ${facts.uid}, a stranger`, look)];
  }
  const done: string[] = [];
  if (facts.uid !== owner.uid || facts.gid !== owner.gid) {
    file.changeOwner(owner.uid, owner.gid);
    done.push(`owner ${facts.uid}:${facts.gid} -> ${owner.uid}:${owner.gid}`);
  }
  if (facts.mode !== profile.mode) {
    file.changeMode(profile.mode);
    done.push(`mode ${octal(facts.mode)} -> ${octal(profile.mode)}`);
  }
  return done.length === 0 ? [] : [fixed(where, done.join(', '))];
}

function fixed(where: string, what: string): Finding {
  return {
    rule: 'fixed',
    severity: 'warning',
    where,
    message: `mended: ${what}; somebody may have read it before`,
    remedy: 'if that matters, rotate its keys: pine-env keys',
  };
}

function notFixed(where: string, why: string, remedy: string): Finding {
  return { rule: 'not-fixed', severity: 'error', where, message: `not mended: ${why}`, remedy };
}
