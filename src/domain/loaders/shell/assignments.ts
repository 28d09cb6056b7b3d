import { lastOfBraces } from './braces.ts';
import { expandValue } from './expand-word.ts';
import { assign, heldBy, holdArray, isUnknown, type Shell, type Unknown } from './shell-state.ts';
import { stop } from './stops.ts';
import { hasEffects, type Word } from './word.ts';

const assignment = /^([A-Za-z_][A-Za-z0-9_]*)(\[[^\]]*\])?(\+?)=/;

/** An assignment whose value was expanded; `value` is undefined for an array. */
export interface Expanded {
  readonly name: string;
  readonly value: string | Unknown | undefined;
  readonly appends: boolean;
}

const nothing: Expanded = { name: '', value: undefined, appends: false };

/** The variable that an assignment names. */
export function assignedName(word: Word): string {
  const [first] = word;
  return (first?.kind === 'text' && assignment.exec(first.text)?.[1]) || '';
}

/** Expands an assignment's value; `braces` when bash reads it as an argument. */
export function expandAssignment(shell: Shell, word: Word, braces: boolean): Expanded {
  const [first, ...rest] = word;
  const text = first?.kind === 'text' ? first.text : '';
  const [whole = '', name = '', subscript, append] = assignment.exec(text) ?? [];
  // bash: no element of an array can be exported.
  if (subscript !== undefined && braces && !hasEffects(word)) return nothing;
  if (subscript !== undefined || rest.some(({ kind }) => kind === 'array')) {
    return expandArray(shell, word, name, subscript);
  }
  const behind = text.slice(whole.length);
  const chosen = braces ? lastOfBraces(behind, rest) : behind;
  const known = isUnknown(chosen) ? '' : chosen;
  const value = expandValue(shell, [{ kind: 'text', text: known }, ...rest]);
  // Each of the words that braces make would append.
  const isMany = append === '+' && chosen !== behind;
  return {
    name,
    value: isMany || isUnknown(chosen) ? { unknown: 'braces' } : value,
    appends: append === '+',
  };
}

/** bash: an array, or an element of one, whose number is written out. */
function expandArray({ dialect }: Shell, word: Word, name: string, subscript = '[0]'): Expanded {
  const isSpecial =
    dialect.readOnly.has(name) || dialect.own.test(name) || dialect.modes.test(name);
  if (isSpecial || hasEffects(word)) stop('unpredictable', 'too-intricate');
  if (!/^\[\d{1,9}\]$/.test(subscript)) stop('unpredictable', 'arithmetic');
  return { name, value: undefined, appends: false };
}

/** Carries out an assignment. */
export function carryOut(shell: Shell, { name, value, appends }: Expanded): void {
  if (value === undefined) holdArray(shell, name);
  else assign(shell, name, appends ? appended(shell, name, value) : value);
}

function appended(shell: Shell, name: string, value: string | Unknown): string | Unknown {
  const before = heldBy(shell, name);
  if (isUnknown(before)) return before;
  return isUnknown(value) ? value : (before ?? '') + value;
}
