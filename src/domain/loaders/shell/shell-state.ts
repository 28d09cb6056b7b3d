import { escapedBytes } from '../../utf8-text.ts';
import { byteText } from './byte-text.ts';
import type { Dialect } from './dialect.ts';
import { stop } from './stops.ts';

/** A value nobody can predict, and the rule that says why. */
export interface Unknown {
  readonly unknown: string;
}

/** What a variable holds; undefined when it is not set. */
export type Held = string | Unknown | undefined;

/** Something a command did to a variable or failed to do; in the order of the file. */
export interface Event {
  readonly key: string;
  readonly value: Held;
  readonly line: number;
}

/** A shell that runs a file, as far as it can be known. */
export interface Shell {
  readonly dialect: Dialect;
  readonly outside: ReadonlyMap<string, string> | undefined;
  readonly variables: Map<string, Held>;
  readonly arrays: Set<string>;
  readonly events: Event[];
  readonly ignored: { line: number; rule: string }[];
  line: number;
  /** Steps that expansions may still take, so that a small file cannot keep us busy. */
  budget: number;
}

/** A shell at the beginning of a file of that size. */
export function shellOf(
  dialect: Dialect,
  outside: ReadonlyMap<string, string> | undefined,
  size: number,
): Shell {
  const found = { variables: new Map(), arrays: new Set<string>(), events: [], ignored: [] };
  return { dialect, outside, ...found, line: 1, budget: 8 * size + 4_000_000 };
}

/** True for a value nobody can predict. */
export function isUnknown(held: Held): held is Unknown {
  return typeof held === 'object';
}

/** What a variable holds now. */
export function heldBy(shell: Shell, name: string): Held {
  if (!/^[A-Za-z_]/.test(name)) return { unknown: 'parameter' };
  if (shell.arrays.has(name)) return { unknown: 'array' };
  if (shell.variables.has(name)) return shell.variables.get(name);
  if (shell.outside === undefined) return { unknown: 'outside' };
  const given = shell.outside.get(name);
  const isOwn = shell.dialect.own.test(name) || shell.dialect.preset.test(name);
  // What the shell starts with is not always what it was given.
  if (isOwn && !(given !== undefined && /^(?:PATH|HOME|TERM|SHELL)$/.test(name))) {
    return { unknown: 'shell-variable' };
  }
  return given === undefined ? undefined : byteText(escapedBytes(given));
}

/** Assigns a variable, which exports it, since every assignment does so here. */
export function assign(shell: Shell, name: string, value: string | Unknown): void {
  const { dialect } = shell;
  if (dialect.readOnly.has(name)) {
    ignore(shell, 'read-only');
    stop('discard', 'read-only');
  }
  if (dialect.modes.test(name)) stop('unpredictable', 'changes-the-shell');
  const isNumber = !isUnknown(value) && /^\d{1,9}$/.test(value);
  if (dialect.numbers.test(name) && !isNumber) stop('unpredictable', 'arithmetic');
  if (/^(?:LC_|LANG)/.test(name) && isUnreadableLocale(value)) stop('unpredictable', 'locale');
  hold(shell, name, dialect.own.test(name) ? { unknown: 'shell-variable' } : value);
}

/** In these a backslash may be half a letter. */
function isUnreadableLocale(value: string | Unknown): boolean {
  return isUnknown(value) || /jis|big5|gb|johab|uhc|932|936|949|950/i.test(value);
}

/** Takes note of what a variable holds from now on; undefined takes it away. */
export function hold(shell: Shell, key: string, value: Held): void {
  if (shell.arrays.has(key) && value !== undefined) return;
  shell.variables.set(key, value);
  shell.events.push({ key, value, line: shell.line });
}

/** The variable becomes an array, which is never exported. */
export function holdArray(shell: Shell, key: string): void {
  hold(shell, key, undefined);
  shell.arrays.add(key);
  ignore(shell, 'array');
}

/** Takes note of a place that has no effect. */
export function ignore(shell: Shell, rule: string): void {
  shell.ignored.push({ line: shell.line, rule });
}

/** Takes steps from what expansions may cost. */
export function spend(shell: Shell, steps: number): boolean {
  shell.budget -= steps;
  return shell.budget >= 0;
}
