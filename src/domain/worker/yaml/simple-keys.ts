import { type ConfigRule, stop } from '../config-rules.ts';
import { type Cursor, lineOf } from './cursor.ts';
import type { Token } from './token.ts';

/** A place where a key without ? may have begun: only a colon later in its line tells. */
interface SimpleKey {
  /** How many tokens stand before it. */
  readonly token: number;
  readonly index: number;
  readonly line: number;
  readonly column: number;
  /** It stands where the block around it wants its next key. */
  readonly required: boolean;
}

/** What the scanner knows on its way through the text. */
export interface Scan {
  readonly cursor: Cursor;
  readonly tokens: Token[];
  /** By flow level; at most one each. */
  readonly keys: (SimpleKey | undefined)[];
  /** The columns of the blocks around, outermost first. */
  readonly indents: number[];
  /** The column of the innermost block; -1 when there is none. */
  indent: number;
  flowLevel: number;
  mayBeKey: boolean;
}

const longestKey = 1024;

/** Notes that a key may begin here. */
export function atKeyStart(scan: Scan): void {
  if (!scan.mayBeKey) return;
  forgetKey(scan);
  const { index, line, column } = scan.cursor;
  const required = scan.flowLevel === 0 && scan.indent === column;
  const token = scan.tokens.length;
  scan.keys[scan.flowLevel] = { token, index, line, column, required };
}

/** What began at this level was no key; stops when one had to be there. */
export function forgetKey(scan: Scan): void {
  forget(scan, scan.flowLevel);
}

/** Forgets keys that no colon may follow any more: it must come in the same line, 1024 characters on. */
export function forgetStaleKeys(scan: Scan): void {
  const { line, index } = scan.cursor;
  for (let level = 0; level < scan.keys.length; level++) {
    const key = scan.keys[level];
    if (key !== undefined && (key.line !== line || index - key.index > longestKey)) {
      forget(scan, level);
    }
  }
}

function forget(scan: Scan, level: number): void {
  const key = scan.keys[level];
  if (key?.required === true) stop('no-colon', key.line + 1);
  scan.keys[level] = undefined;
}

/** Puts the key's mark before what began as one; false when nothing did. */
export function keyToken(scan: Scan): boolean {
  const key = scan.keys[scan.flowLevel];
  if (key === undefined) return false;
  scan.keys[scan.flowLevel] = undefined;
  const line = key.line + 1;
  const opens = scan.flowLevel === 0 && indentTo(scan, key.column);
  const marks: Token[] = opens ? [{ kind: 'block-map', line }] : [];
  scan.tokens.splice(key.token, 0, ...marks, { kind: 'key', line });
  return true;
}

/** Opens a block at the cursor when it stands further right than the one around it. */
export function beginBlock(
  scan: Scan,
  kind: 'block-list' | 'block-map',
  ruleElsewhere: ConfigRule,
): void {
  if (scan.flowLevel > 0) return;
  const line = lineOf(scan.cursor);
  if (!scan.mayBeKey) stop(ruleElsewhere, line);
  if (indentTo(scan, scan.cursor.column)) scan.tokens.push({ kind, line });
}

function indentTo(scan: Scan, column: number): boolean {
  if (scan.indent >= column) return false;
  scan.indents.push(scan.indent);
  scan.indent = column;
  return true;
}

/** Closes the blocks that stand further right than a column. */
export function endBlocks(scan: Scan, column: number): void {
  if (scan.flowLevel > 0) return;
  while (scan.indent > column) {
    scan.indent = scan.indents.pop() ?? -1;
    scan.tokens.push({ kind: 'block-end', line: lineOf(scan.cursor) });
  }
}
