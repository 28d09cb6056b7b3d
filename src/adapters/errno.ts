import { constants } from 'node:os';
import { type ErrorFacts, PineError } from '../errors.ts';

interface Meaning {
  readonly rule: string;
  readonly message: string;
  readonly remedy: string;
}

const meanings: Readonly<Record<string, Meaning>> = {
  EACCES: {
    rule: 'not-permitted',
    message: 'permission denied',
    remedy: 'run it as root or as the account that owns the file',
  },
  EPERM: {
    rule: 'not-permitted',
    message: 'the system does not allow it',
    remedy: 'look at the flags: lsattr -d',
  },
  EBUSY: {
    rule: 'bind-mounted',
    message: 'something is mounted on it',
    remedy: 'look at the mounts: findmnt -T',
  },
  EXDEV: {
    rule: 'across-mounts',
    message: 'source and target lie on different mounts',
    remedy: 'look at the mounts: findmnt -T',
  },
  EROFS: {
    rule: 'read-only',
    message: 'the file system is read-only',
    remedy: 'look at the mount: findmnt -T',
  },
  ENOSPC: { rule: 'disk-full', message: 'no space is left', remedy: 'look at the space: df -h' },
  EDQUOT: { rule: 'disk-full', message: 'the quota is used up', remedy: 'look at it: quota -s' },
  EFBIG: {
    rule: 'disk-full',
    message: 'larger than this process may write',
    remedy: 'see the limit with ulimit -f',
  },
  EIO: { rule: 'disk-failed', message: 'the disk failed', remedy: 'look at the kernel: dmesg' },
  EUCLEAN: {
    rule: 'disk-failed',
    message: 'the file system is damaged',
    remedy: 'look at the kernel: dmesg',
  },
  ESTALE: {
    rule: 'disk-failed',
    message: 'the file server does not know it any more',
    remedy: 'look at the mount: findmnt -T',
  },
  EMFILE: {
    rule: 'too-many-files',
    message: 'this process may open no more files',
    remedy: 'see the limit with ulimit -n',
  },
  ENFILE: {
    rule: 'too-many-files',
    message: 'this host may open no more files',
    remedy: 'see the limit with sysctl fs.file-max',
  },
  ENOMEM: {
    rule: 'no-memory',
    message: 'this host has no memory left',
    remedy: 'see what takes it with free -h',
  },
  EINTR: {
    rule: 'interrupted',
    message: 'the call was interrupted',
    remedy: 'type the command again',
  },
  ELOOP: { rule: 'is-a-link', message: 'is a symlink', remedy: 'look at it: ls -l' },
  ENOENT: { rule: 'not-there', message: 'is not there', remedy: 'look for it: ls -la' },
  ENOTDIR: { rule: 'not-there', message: 'is not there', remedy: 'look for it: ls -la' },
  EEXIST: { rule: 'exists', message: 'exists already', remedy: 'look at it: ls -la' },
};

/** Node has no names for these and says `Unknown system error -122`; the last one is Linux's alone. */
const unnamed: readonly (readonly [name: string, number: number])[] = [
  ['EDQUOT', constants.errno.EDQUOT],
  ['ESTALE', constants.errno.ESTALE],
  ['EUCLEAN', 117],
];

/** The system's short name for a failed call, such as `ENOSPC`; `unknown` for anything else. */
export function errnoOf(error: unknown): string {
  const { code, errno } = (error ?? {}) as { code?: unknown; errno?: unknown };
  if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) return code;
  return unnamed.find(([, number]) => errno === -number)?.[0] ?? 'unknown';
}

/** A failed system call as a `PineError`; the message names the path and the errno, nothing else. */
export function fromErrno(error: unknown, path: string): PineError {
  if (error instanceof PineError) return error;
  const errno = errnoOf(error);
  const meaning = meanings[errno] ?? {
    rule: 'system-call-failed',
    message: 'a system call failed',
    remedy: 'look at it: ls -la',
  };
  const facts: ErrorFacts = {
    kind: 'unsafe-file',
    rule: meaning.rule,
    message: `${path}: ${meaning.message} (${errno})`,
    remedy: `${meaning.remedy}${meaning.remedy.includes(':') ? ` ${path}` : ''}`,
    where: path,
    errno,
  };
  return new PineError(facts);
}

/** Runs a call on a path; a failure leaves as a `PineError`. */
export function atTheDoor<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw fromErrno(error, path);
  }
}

/** Like `atTheDoor`, but a path that is not there answers `undefined`. */
export function unlessAbsent<T>(path: string, call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error))) return undefined;
    throw fromErrno(error, path);
  }
}
