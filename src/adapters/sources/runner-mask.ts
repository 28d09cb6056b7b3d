import { fstatSync } from 'node:fs';
import type { Secret } from '../../domain/secret.ts';
import { writeAll } from '../stream.ts';
import type { Variables } from './secret-sources.ts';

/**
 * Tells a GitHub Actions runner to strike values out of its log. It takes such lines from stderr as it
 * does from stdout, consumes them, and shows none; stdout stays the answer. A terminal or a file on
 * stderr is no runner, so nothing is written there.
 */
export function runnerMask(
  { GITHUB_ACTIONS }: Variables,
  fd = 2,
): (values: readonly Secret[]) => void {
  return (values) => {
    if (GITHUB_ACTIONS !== 'true' || !isPipe(fd)) return;
    const lines = values.flatMap((value) => value.reveal().split(/\r?\n/));
    const worth = [...new Set(lines)].filter((line) => line.trim() !== '');
    writeAll(fd, worth.map((line) => `::add-mask::${escaped(line)}\n`).join(''));
  };
}

/** As the runner takes it back. */
function escaped(line: string): string {
  return line.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function isPipe(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}
