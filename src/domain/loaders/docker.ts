import { escapedBytes, escapedText } from '../utf8-text.ts';
import { assign, doubt, type FoundKeys, ignore, nothingFound, readingOf } from './found-keys.ts';
import { skipGoSpace } from './go-space.ts';
import type { Loader, Reading, Setting } from './loader.ts';
import { startable, startRules } from './start-limits.ts';

/** `docker run --env-file` as the client 28.2.2 hands it to the engine; `outside` is the client's environment. */
export const docker: Loader = {
  name: 'docker',
  versions: ['28'],
  rules: {
    'line-too-long': 'refuses a file with a line of 64 KiB or more',
    'not-utf8': 'refuses a file with a line that is not UTF-8, be it a comment',
    'no-name': 'refuses a file with a line that begins with an equals sign',
    'blank-in-name': 'refuses a file with a blank before the equals sign of a line',
    'from-client': 'takes a name without an equals sign from the environment of its client',
    'not-in-client': 'ignores a name without an equals sign that its client does not have either',
    nul: 'hands a NUL byte to the engine, and what becomes of it there is not known',
    ...startRules,
  },
  read,
};

const longestLine = 0xffff;
const mark = '\ufeff';

function read(bytes: Uint8Array, { outside }: Setting = {}): Reading {
  const found = nothingFound();
  const text = escapedText(bytes);
  for (let line = 1, from = 0; from < text.length; line++) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end;
    const rule = readLine(found, text.slice(from, to), line, outside);
    if (rule !== undefined) return { kind: 'refused', rule, line };
    from = to + 1;
  }
  return startable(readingOf(found));
}

/** Reads one line; answers the rule by which it refuses the file. */
function readLine(
  found: FoundKeys,
  whole: string,
  line: number,
  outside: Setting['outside'],
): string | undefined {
  if (isTooLong(whole)) return 'line-too-long';
  if (/\p{Surrogate}/u.test(whole)) return 'not-utf8';
  const from = skipGoSpace(whole, line === 1 && whole.startsWith(mark) ? 1 : 0);
  const entry = whole.slice(from, whole.endsWith('\r') ? -1 : undefined);
  return entry === '' || entry.startsWith('#') ? undefined : take(found, entry, line, outside);
}

function isTooLong(line: string): boolean {
  return 3 * line.length > longestLine && escapedBytes(line).length > longestLine;
}

function take(
  found: FoundKeys,
  entry: string,
  line: number,
  outside: Setting['outside'],
): string | undefined {
  const equals = entry.indexOf('=');
  const key = equals < 0 ? entry : entry.slice(0, equals);
  if (key === '') return 'no-name';
  if (/[ \t]/.test(key)) return 'blank-in-name';
  if (equals < 0) inherit(found, key, line, outside);
  else assign(found, key, entry.slice(equals + 1), line);
  if (equals >= 0 && entry.includes('\0')) doubt(found, 'nul', line, key);
  return undefined;
}

function inherit(found: FoundKeys, key: string, line: number, outside: Setting['outside']): void {
  const text = outside?.get(key);
  if (outside === undefined) doubt(found, 'from-client', line, key);
  else if (text === undefined) ignore(found, 'not-in-client', line);
  // What goes to the engine is JSON, where a byte that is not UTF-8 becomes U+FFFD.
  else assign(found, key, text.replace(/\p{Surrogate}/gu, '\ufffd'), line);
}
