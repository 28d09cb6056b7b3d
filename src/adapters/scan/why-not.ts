const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'the system does not allow it',
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
  ELOOP: 'links that lead to each other',
  EIO: 'the disk failed',
  ENAMETOOLONG: 'its name is too long',
};

/** Why something could not be read, in words, with the system's own. */
export function whyNot(errno: string): string {
  return `${reasons[errno] ?? 'a system call failed'} (${errno})`;
}

/** What a system call or a directory tells of an entry. */
export interface EntryKind {
  isFIFO(): boolean;
  isSocket(): boolean;
  isDirectory(): boolean;
}

/** What it is, when it is no file. */
export function whatElse(facts: EntryKind): string {
  if (facts.isFIFO()) return 'a FIFO';
  if (facts.isSocket()) return 'a socket';
  if (facts.isDirectory()) return 'a directory';
  return 'a device';
}
