import { spawn } from 'node:child_process';
import { fail, PineError } from '../../errors.ts';
import type { PieceReader } from '../../ports.ts';
import { errnoOf } from '../errno.ts';
import { tame } from '../tame.ts';

/** What a caller sets must not decide what is asked, or start a pager. */
const cleanEnvironment = {
  PATH: '/usr/bin:/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
  SYSTEMD_PAGER: '',
  SYSTEMD_COLORS: '0',
};
const unitName = /^[A-Za-z0-9:_.@\\*?[\]][A-Za-z0-9:_.@\\*?[\]-]{0,254}$/;

/**
 * Reads what journald keeps of a unit, with every field of every entry (`-o export`): a key is as lost in a
 * command line as in a message. Throws `bad-unit-name` and `journal-silent`; a unit without entries is unreadable.
 */
export async function readJournal(
  unit: string,
  reader: PieceReader,
  command = 'journalctl',
): Promise<void> {
  if (!unitName.test(unit)) badUnitName();
  const name = `journal of ${unit}`;
  const words = [`--unit=${unit}`, '--no-pager', '--output=export', '--all'];
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: cleanEnvironment,
    cwd: '/',
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (err.length < 10_000) err += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', (error) => reject(silent(`cannot be run (${errnoOf(error)})`)));
    child.on('close', resolve);
  });
  ended.catch(() => undefined);
  let size = 0;
  reader.begin({ kind: 'stream', name });
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    size += chunk.length;
    reader.chunk(chunk);
  }
  reader.end();
  judge(name, { code: await ended, size, err }, reader);
}

/** Journalctl tells by its exit code neither that it found nothing nor that it may not see everything. */
function judge(
  name: string,
  { code, size, err }: { code: number | null; size: number; err: string },
  reader: PieceReader,
): void {
  if (/not seeing messages|insufficient permissions/i.test(err))
    reader.unreadable(name, 'this account may not read all of it');
  else if (size === 0 && /No journal files/i.test(err))
    reader.unreadable(name, 'there is no journal');
  else if (size === 0 && (code === 0 || code === 1)) reader.unreadable(name, 'it has no entries');
  else if (code !== 0)
    throw silent(tame(err.trim().split('\n')[0] ?? '').slice(0, 160) || `exit ${code}`);
}

function silent(why: string): PineError {
  return new PineError({
    kind: 'provider',
    rule: 'journal-silent',
    message: `journalctl: ${why}`,
    remedy: 'look at the journal: journalctl --list-boots',
  });
}

function badUnitName(): never {
  return fail({
    kind: 'usage',
    rule: 'bad-unit-name',
    message: 'that is no unit’s name',
    remedy: 'name it as systemd does: systemctl list-units',
  });
}
