import type { UnitFile } from './unit-file.ts';

/** One assignment of a unit file; the value may hold a secret. */
export interface UnitLine {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Where it begins, 1-based. */
  readonly line: number;
}

/** What systemd reads of one file: its assignments up to the line at which it gives up, if there is one. */
export interface UnitLines {
  readonly lines: readonly UnitLine[];
  /** From here on systemd takes nothing more; a section's name that is not closed, for example. */
  readonly givesUpAt?: number;
}

// The same template stands in the definition of each of its instances.
const read = new WeakMap<UnitFile, UnitLines>();

/** The assignments of a unit file, as systemd.syntax(7) has it (systemd 252); none of one that cannot be read. */
export function linesOf(file: UnitFile): UnitLines {
  const before = read.get(file);
  if (before !== undefined) return before;
  const lines = readLines(file.text ?? '');
  read.set(file, lines);
  return lines;
}

interface Whole {
  readonly text: string;
  readonly line: number;
}

function readLines(text: string): UnitLines {
  const lines: UnitLine[] = [];
  let section = '';
  for (const { text: whole, line } of wholeLines(text)) {
    const stripped = strip(whole);
    if (stripped.startsWith('[')) {
      if (!stripped.endsWith(']')) return { lines, givesUpAt: line };
      section = stripped.slice(1, -1);
      continue;
    }
    const equals = stripped.indexOf('=');
    if (equals < 0 || section === '') continue;
    const key = strip(stripped.slice(0, equals));
    lines.push({ section, key, value: strip(stripped.slice(equals + 1)), line });
  }
  return { lines };
}

/** Lines put together where they end in a backslash; a comment between them is passed over. */
function* wholeLines(text: string): Generator<Whole> {
  let open: Whole | undefined;
  for (const [index, one] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n\r|[\n\r\0]/)
    .entries()) {
    if (/^[ \t]*[#;]/.test(one)) continue;
    const whole: Whole = { text: (open?.text ?? '') + one, line: open?.line ?? index + 1 };
    const goesOn = /(?<!\\)(?:\\\\)*\\$/.test(whole.text);
    if (!goesOn) yield whole;
    open = goesOn ? { ...whole, text: `${whole.text.slice(0, -1)} ` } : undefined;
  }
  if (open !== undefined) yield open;
}

function strip(text: string): string {
  return text.replace(/^[ \t\n\r]+/, '').replace(/[ \t\n\r]+$/, '');
}
