import { Secret } from '../secret.ts';
import { hasNoncharacter, utf8Text } from '../utf8-text.ts';
import type { Assignment, Ignored, Loader, Reading, RefusedFile, Setting } from './loader.ts';
import { startable, startRules } from './start-limits.ts';

/** systemd's `EnvironmentFile=` (252.38, 254.26, 257.13); from 254 on a comment ends at its newline. */
export const systemd: Loader = {
  name: 'systemd',
  versions: ['252', '254'],
  rules: {
    nul: 'refuses a file with a NUL byte, wherever it stands',
    'not-utf8': 'refuses a file with a name or value that is not UTF-8',
    noncharacter: 'refuses a file with a Unicode noncharacter in a name or value',
    'comment-continues': 'takes this line into the comment above, which ends in a backslash',
    'no-equals': 'skips a line without an equals sign',
    'export-line': 'ignores a line that begins with export, and writes it to its log',
    'bad-name': 'ignores a name that is not letters, digits and _, and writes it to its log',
    ...startRules,
  },
  read,
};

function read(bytes: Uint8Array, { version = '252' }: Setting = {}): Reading {
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { kind: 'refused', rule: 'nul', line: lineAt(bytes, nul) };
  const scan = startOf(bytes, version === '252');
  for (; scan.at < bytes.length && scan.refused === undefined; scan.at++) {
    const byte = bytes[scan.at] as number;
    scan.state = steps[scan.state](scan, byte);
    if (byte === LF) scan.line++;
  }
  endOfFile(scan);
  const { refused, assignments, ignored } = scan;
  return refused ?? startable({ kind: 'read', assignments, ignored, unsure: [] });
}

const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [DOUBLE, HASH, DOLLAR, SINGLE] = [0x22, 0x23, 0x24, 0x27];
const [SEMICOLON, EQUALS, BACKSLASH, BACKTICK] = [0x3b, 0x3d, 0x5c, 0x60];

type State =
  | 'before-name'
  | 'comment'
  | 'comment-escape'
  | 'name'
  | 'before-value'
  | 'value'
  | 'escape'
  | 'single-quotes'
  | 'double-quotes'
  | 'double-escape';

interface Scan {
  readonly bytes: Uint8Array;
  readonly commentsContinue: boolean;
  readonly value: Uint8Array;
  readonly assignments: Assignment[];
  readonly ignored: Ignored[];
  refused: RefusedFile | undefined;
  state: State;
  at: number;
  line: number;
  nameLine: number;
  nameFrom: number;
  nameTo: number;
  /** How much of `value` is filled. */
  length: number;
  /** Where the blanks begin that an end of line here would cut; -1 when there are none. */
  cutAt: number;
}

function startOf(bytes: Uint8Array, commentsContinue: boolean): Scan {
  const value = new Uint8Array(bytes.length);
  const found = { assignments: [], ignored: [], refused: undefined };
  const place = { at: 0, line: 1, nameLine: 1, nameFrom: 0, nameTo: 0, length: 0, cutAt: -1 };
  return {
    bytes,
    commentsContinue,
    value,
    ...found,
    ...place,
    state: 'before-name',
  };
}

// One step a byte, the same ten states as systemd's own parser.
const steps: { readonly [S in State]: (scan: Scan, byte: number) => State } = {
  'before-name': (scan, byte) => {
    if (byte === HASH || byte === SEMICOLON) return 'comment';
    if (isBlank(byte)) return 'before-name';
    scan.nameFrom = scan.at;
    scan.nameLine = scan.line;
    return 'name';
  },
  comment: (_scan, byte) => {
    if (byte === BACKSLASH) return 'comment-escape';
    return isNewline(byte) ? 'before-name' : 'comment';
  },
  'comment-escape': (scan, byte) => {
    if (!isNewline(byte)) return 'comment';
    if (!scan.commentsContinue) return 'before-name';
    const swallowsLine = byte === LF && scan.at + 1 < scan.bytes.length;
    if (swallowsLine) scan.ignored.push({ line: scan.line + 1, rule: 'comment-continues' });
    return 'comment';
  },
  name: (scan, byte) => {
    if (isNewline(byte)) return ignoreName(scan, 'no-equals');
    if (byte !== EQUALS) return 'name';
    scan.nameTo = scan.at;
    scan.length = 0;
    scan.cutAt = -1;
    return 'before-value';
  },
  'before-value': (scan, byte) => {
    if (isNewline(byte)) return finish(scan);
    if (isBlank(byte)) return 'before-value';
    if (byte === SINGLE) return 'single-quotes';
    if (byte === DOUBLE) return 'double-quotes';
    return byte === BACKSLASH ? 'escape' : keep(scan, byte, 'value');
  },
  value: (scan, byte) => {
    if (isNewline(byte)) return finish(scan);
    if (!isBlank(byte)) scan.cutAt = -1;
    else if (scan.cutAt < 0) scan.cutAt = scan.length;
    return byte === BACKSLASH ? 'escape' : keep(scan, byte, 'value');
  },
  escape: (scan, byte) => (isNewline(byte) ? 'value' : keep(scan, byte, 'value')),
  'single-quotes': (scan, byte) =>
    byte === SINGLE ? 'before-value' : keep(scan, byte, 'single-quotes'),
  'double-quotes': (scan, byte) => {
    if (byte === DOUBLE) return 'before-value';
    return byte === BACKSLASH ? 'double-escape' : keep(scan, byte, 'double-quotes');
  },
  'double-escape': (scan, byte) => {
    if (byte === LF) return 'double-quotes';
    const unescaped = byte === DOUBLE || byte === BACKSLASH || byte === BACKTICK || byte === DOLLAR;
    if (!unescaped) keep(scan, BACKSLASH, 'double-quotes');
    return keep(scan, byte, 'double-quotes');
  },
};

function endOfFile(scan: Scan): void {
  if (scan.state === 'name') ignoreName(scan, 'no-equals');
  const outside = ['name', 'before-name', 'comment', 'comment-escape'].includes(scan.state);
  if (!outside && scan.refused === undefined) finish(scan);
}

function finish(scan: Scan): State {
  const { assignments, nameLine: line } = scan;
  const key = utf8Text(scan.bytes.subarray(scan.nameFrom, endOfName(scan)));
  const end = scan.cutAt < 0 ? scan.length : scan.cutAt;
  const value = utf8Text(scan.value.subarray(0, end));
  if (key === undefined || value === undefined)
    scan.refused = { kind: 'refused', rule: 'not-utf8', line };
  else if (hasNoncharacter(key + value))
    scan.refused = { kind: 'refused', rule: 'noncharacter', line };
  else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key))
    assignments.push({ key, value: Secret.of(value), line });
  else ignoreName(scan, /^export[ \t]/.test(key) ? 'export-line' : 'bad-name');
  return 'before-name';
}

function endOfName(scan: Scan): number {
  let end = scan.nameTo;
  while (end > scan.nameFrom && isBlank(scan.bytes[end - 1] as number)) end--;
  return end;
}

function ignoreName(scan: Scan, rule: string): State {
  scan.ignored.push({ line: scan.nameLine, rule });
  return 'before-name';
}

function keep(scan: Scan, byte: number, next: State): State {
  scan.value[scan.length++] = byte;
  return next;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || isNewline(byte);
}

function isNewline(byte: number): boolean {
  return byte === LF || byte === CR;
}

function lineAt(bytes: Uint8Array, at: number): number {
  return bytes.subarray(0, at).reduce((line, byte) => (byte === LF ? line + 1 : line), 1);
}
