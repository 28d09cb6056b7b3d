import type { Loader, Reading, Setting } from './loader.ts';
import { byteText } from './shell/byte-text.ts';
import { bash as dialect } from './shell/dialect.ts';
import { readFile } from './shell/read-file.ts';
import { sharedRules } from './shell/rules.ts';

/** bash's `set -a; source FILE; set +a`, not in POSIX mode: what the next program gets. */
export const bash: Loader = {
  name: 'bash',
  versions: ['5.2'],
  rules: {
    ...sharedRules,
    'syntax-error': 'does not understand what stands here, and loses it and all that follows',
    'bad-substitution': 'cannot expand what stands in braces, and loses the rest of the line',
    'read-only': 'does not set a read-only variable, and loses the rest of the line',
    array: 'does not export an array',
    braces: 'expands braces in this value',
    binary: 'reads nothing of a file with more than 256 NUL bytes',
    'two-nuls': 'ends reading at two NUL bytes in a row',
  },
  read,
};

const mostNuls = 256;

function read(bytes: Uint8Array, { outside }: Setting = {}): Reading {
  const { text, nuls, cutAt } = withoutNuls(byteText(bytes));
  const nothing = { assignments: [], unsure: [] };
  if (nuls > mostNuls) return { kind: 'read', ...nothing, ignored: [{ line: 1, rule: 'binary' }] };
  const reading = readFile(text, dialect, outside);
  if (reading.kind === 'refused' || cutAt === undefined) return reading;
  const line = text.split('\n').length;
  return { ...reading, ignored: [...reading.ignored, { line, rule: 'two-nuls' }] };
}

/** bash takes out each NUL but skips the byte behind it, and stops at one that stays. */
function withoutNuls(text: string): { text: string; nuls: number; cutAt?: number } {
  const kept: string[] = [];
  let nuls = 0;
  let from = 0;
  for (let at = text.indexOf('\0'); at >= 0; at = text.indexOf('\0', at + 2)) {
    nuls++;
    kept.push(text.slice(from, at));
    from = at + 1;
  }
  const whole = kept.join('') + text.slice(from);
  const cutAt = whole.indexOf('\0');
  return cutAt < 0 ? { text: whole, nuls } : { text: whole.slice(0, cutAt), nuls, cutAt };
}
