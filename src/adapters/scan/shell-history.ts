import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { PieceReader } from '../../ports.ts';
import { errnoOf } from '../errno.ts';
import type { CallersEnvironment } from './git-run.ts';
import { readFile, readingInto } from './read-file.ts';
import { whatElse, whyNot } from './why-not.ts';
import { unmetafied } from './zsh-bytes.ts';

/** Where shells, clients and editors keep what was typed, below a home directory. */
const files: readonly string[] = [
  ...['.bash_history', '.sh_history', '.ksh_history', '.ash_history', '.history', '.mksh_history'],
  ...['.zsh_history', '.histfile', '.zhistory', '.config/zsh/.zsh_history', '.cache/zsh/history'],
  ...['.local/state/zsh/history', '.local/state/bash/history', '.local/share/fish/fish_history'],
  ...['.config/nushell/history.txt', '.config/nushell/history.sqlite3'],
  ...[
    '.local/share/powershell/PSReadLine/ConsoleHost_history.txt',
    '.local/share/xonsh/xonsh-history.sqlite',
  ],
  ...['.local/share/atuin/history.db', '.local/share/mcfly/history.db'],
  ...['.python_history', '.local/state/python_history', '.ipython/profile_default/history.sqlite'],
  ...[
    '.node_repl_history',
    '.irb_history',
    '.local/share/irb/irb_history',
    '.php_history',
    '.gdb_history',
  ],
  ...[
    '.psql_history',
    '.mysql_history',
    '.mariadb_history',
    '.sqlite_history',
    '.rediscli_history',
  ],
  ...[
    '.dbshell',
    '.mongodb/mongosh/mongosh_repl_history',
    '.config/mongodb/mongosh/mongosh_repl_history',
  ],
  ...['.lesshst', '.local/state/lesshst', '.viminfo', '.local/state/nvim/shada/main.shada'],
  '.local/share/nvim/shada/main.shada',
];
const zshFiles = /(?:zsh|zhistory|\.histfile)/;

/**
 * Reads the history files in these homes, and the one that HISTFILE names. What is not there is nothing; a
 * home that is not there is unreadable.
 */
export async function readShellHistory(
  homes: readonly string[],
  { HISTFILE }: CallersEnvironment,
  reader: PieceReader,
): Promise<void> {
  for (const home of homes)
    if (!isDirectory(home)) reader.unreadable(home, 'is no directory that can be read');
  const named = HISTFILE !== undefined && isAbsolute(HISTFILE) ? [HISTFILE] : [];
  const paths = homes.flatMap((home) => files.map((file) => join(home, file)));
  for (const path of new Set([...named, ...paths])) await readOne(path, reader);
}

/** Of a link, such as one to /dev/null, only what it leads to is asked; a device is not opened. */
async function readOne(path: string, reader: PieceReader): Promise<void> {
  try {
    const facts = statSync(path);
    const undo = zshFiles.test(path) ? { undo: unmetafied } : {};
    if (facts.isFile()) await readFile(path, path, { ...readingInto(reader, true), ...undo });
    else reader.skipped(path, whatElse(facts));
  } catch (error) {
    const errno = errnoOf(error);
    if (!['ENOENT', 'ENOTDIR'].includes(errno)) reader.unreadable(path, whyNot(errno));
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
