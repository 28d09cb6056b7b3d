import { isAscii } from './byte-text.ts';
import { changeValue } from './change-value.ts';
import { expandMarked, expandValue } from './expand-word.ts';
import { quoted } from './marked-text.ts';
import {
  assign,
  type Held,
  heldBy,
  isUnknown,
  type Shell,
  spend,
  type Unknown,
} from './shell-state.ts';
import { stop } from './stops.ts';
import { hasEffects, literal, type Parameter, type Word } from './word.ts';

/** What `$NAME` or `${NAME…}` gives, as quoted text, and what it does on the way. */
export function expandParameter(shell: Shell, parameter: Parameter): string | Unknown {
  const value = result(shell, parameter);
  if (isUnknown(value)) return value;
  return spend(shell, value.length) ? quoted(value) : { unknown: 'long-value' };
}

function result(shell: Shell, parameter: Parameter): string | Unknown {
  const { name, operator, operand } = parameter;
  const held = heldBy(shell, name);
  if (operator === 'value') return held ?? '';
  if (operator === 'length') return lengthOf(shell, held);
  if (!shell.dialect.isBash && operand.length > 1 && hasTilde(operand)) {
    // dash takes all that follows for somebody's name, up to the brace.
    stop('unpredictable', 'home');
  }
  if (/^:?[-=?+]$/.test(operator)) return chosen(shell, parameter, held);
  if (hasEffects(operand)) stop('unpredictable', 'too-intricate');
  const pattern = expandMarked(shell, operand, false);
  if (parameter.odd) return { unknown: 'odd-quotes' };
  if (isUnknown(held)) return held;
  if (isUnknown(pattern)) return pattern;
  return changeValue(shell, operator, held ?? '', plainParts(operand) ? pattern : undefined);
}

/** True when no part of a pattern was expanded, so that its marks are what was written. */
function plainParts(operand: Word): boolean {
  return literal(operand) !== undefined;
}

function lengthOf(shell: Shell, held: Held): string | Unknown {
  if (isUnknown(held)) return held;
  const value = held ?? '';
  // bash counts letters, whose bytes the locale knows.
  return shell.dialect.isBash && !isAscii(value) ? { unknown: 'locale' } : String(value.length);
}

/** The operators that choose between the variable and another word. */
function chosen(shell: Shell, parameter: Parameter, held: Held): string | Unknown {
  const { operator, operand } = parameter;
  const kind = operator.at(-1) as string;
  if (isUnknown(held)) return chosenUnknown(shell, parameter, held, kind);
  const counts = held !== undefined && !(operator.startsWith(':') && held === '');
  if (kind === '+') return counts ? otherWord(shell, parameter) : '';
  if (counts) return held;
  if (kind === '-') return otherWord(shell, parameter);
  if (kind === '?') return endOfShell(operand);
  return assigned(shell, parameter);
}

function chosenUnknown(
  shell: Shell,
  { name, operand }: Parameter,
  held: Unknown,
  kind: string,
): Unknown {
  if (kind === '?' || hasEffects(operand)) stop('unpredictable', 'outside');
  if (kind === '=' && !/^[A-Za-z_]/.test(name)) stop('unpredictable', 'parameter');
  // What cannot be assigned has been set by the shell itself.
  if (kind === '=' && !shell.dialect.readOnly.has(name)) assign(shell, name, held);
  return held;
}

function otherWord(shell: Shell, { operand, odd }: Parameter): string | Unknown {
  // A tilde in here is expanded by some rules of its own.
  const value = expandValue(shell, operand);
  if (odd) return { unknown: 'odd-quotes' };
  return hasTilde(operand) ? { unknown: 'home' } : value;
}

function hasTilde(operand: Word): boolean {
  return operand.some((part) => part.kind === 'text' && /(?:^|:)~/.test(part.text));
}

function assigned(shell: Shell, parameter: Parameter): string | Unknown {
  if (shell.dialect.readOnly.has(parameter.name)) stop('unpredictable', 'read-only');
  const value = otherWord(shell, parameter);
  assign(shell, parameter.name, value);
  return heldBy(shell, parameter.name) ?? '';
}

function endOfShell(operand: Word): never {
  return hasEffects(operand)
    ? stop('unpredictable', 'too-intricate')
    : stop('exit', 'parameter-not-set');
}
