import type { Finding } from '../../domain/finding.ts';
import { type Hunk, hunksOf } from '../../domain/page-difference.ts';

const mostShown = 2;
const longestShown = 160;

/**
 * Where a page is not what it should be; `stands` is undefined when there is none. Only what should stand
 * there is quoted, never the file's own text: it may be another file than was meant, with keys in it.
 */
export function outdated(
  file: string,
  stands: readonly string[] | undefined,
  wanted: readonly string[],
): readonly Finding[] {
  const about = { severity: 'error', remedy: remedyFor(file) } as const;
  if (stands === undefined) {
    return [{ ...about, rule: 'runbook-missing', where: file, message: 'there is no such page' }];
  }
  return hunksOf(stands, wanted).map((hunk) => {
    const key = keyAbove(wanted, hunk);
    const where = `${file}:${hunk.line}${key === undefined ? '' : ` ${key}`}`;
    return { ...about, rule: 'runbook-outdated', where, message: wordsFor(hunk) };
  });
}

function remedyFor(file: string): string {
  const name = /^[\w./-]+$/.test(file) ? file : 'FILE';
  const format = file.endsWith('.html') ? ' --format html' : '';
  return `render it into ${name}: pine-env keys --runbook${format}`;
}

/** The key whose section the place is in, or whose row it is. */
function keyAbove(page: readonly string[], { at, wanted }: Hunk): string | undefined {
  const row = /^(?:\| `|<tr><td><code>)([A-Za-z_]\w*)(?:`|<\/code>)/;
  const inRow = wanted.flatMap((line) => row.exec(line)?.[1] ?? [])[0];
  const head = /^(?:### `|<h3><code>)(\w+)/;
  const above = page.slice(0, at + 1).findLast((line) => /^(?:##|<h[23]>)/.test(line));
  return head.exec(above ?? '')?.[1] ?? inRow;
}

function wordsFor({ wrong, wanted }: Hunk): string {
  const lines = (count: number) => (count === 1 ? '1 line' : `${count} lines`);
  if (wanted.length === 0) return `${lines(wrong)} should not be there`;
  const what = wrong === 0 ? `${lines(wanted.length)} missing` : `${lines(wrong)} out of date`;
  const shown = wanted.slice(0, mostShown).map((line) => line.slice(0, longestShown));
  const more = wanted.length > mostShown ? ' ...' : '';
  return `${what}; it should say: ${shown.join(' / ')}${more}`;
}
