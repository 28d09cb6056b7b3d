import { utf8ToBytes } from '@noble/hashes/utils.js';
import { lossyText } from '../utf8-text.ts';
import type { LeakScanner } from './leak-scanner.ts';

const slash = 0x2f;

/** Names as a report may show them: what of a path itself holds a leak is left out, whole directories of it. */
export function nameShower(scanner: LeakScanner): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const shown = known.get(name) ?? shownName(scanner, name);
    known.set(name, shown);
    return shown;
  };
}

/** The scanner is between two sources. */
function shownName(scanner: LeakScanner, name: string): string {
  const bytes = utf8ToBytes(name);
  const leaks = [...scanner.push(bytes), ...scanner.end()];
  if (leaks.length === 0) return name;
  const first = Math.min(...leaks.map(({ offset }) => offset));
  const last = Math.max(...leaks.map(({ offset, size }) => offset + size));
  const from = bytes.lastIndexOf(slash, first) + 1;
  const to = bytes.indexOf(slash, Math.max(last - 1, from));
  const tail = to < 0 ? '' : lossyText(bytes.subarray(to));
  return `${lossyText(bytes.subarray(0, from))}(this name holds a leak)${tail}`;
}
