import { isAscii } from './byte-text.ts';
import { plain } from './marked-text.ts';
import { matchedLengths } from './patterns.ts';
import { type Shell, spend, type Unknown } from './shell-state.ts';
import type { Operator } from './word.ts';

const unpredicted: Unknown = { unknown: 'odd-operator' };

/** What the operators give that cut or change a value; `pattern` is marked text, if it is known. */
export function changeValue(
  shell: Shell,
  operator: Operator,
  value: string,
  pattern: string | undefined,
): string | Unknown {
  if (pattern === undefined || !isAscii(value)) return unpredicted;
  switch (operator) {
    case '#':
    case '##':
    case '%':
    case '%%':
      return cut(shell, operator, value, pattern);
    case '/':
    case '//':
      return replaced(shell, operator, value, pattern);
    case 'slice':
      return sliced(value, pattern);
    case '^^':
      return pattern === '' ? value.toUpperCase() : unpredicted;
    case ',,':
      return pattern === '' ? value.toLowerCase() : unpredicted;
    case '^':
      return pattern === '' ? value.slice(0, 1).toUpperCase() + value.slice(1) : unpredicted;
    case ',':
      return pattern === '' ? value.slice(0, 1).toLowerCase() + value.slice(1) : unpredicted;
    default:
      return unpredicted;
  }
}

function cut(shell: Shell, operator: string, value: string, pattern: string): string | Unknown {
  if (!spend(shell, (value.length + 1) * (pattern.length + 1))) return { unknown: 'long-value' };
  const fromEnd = operator.startsWith('%');
  const lengths = matchedLengths(pattern, value, fromEnd);
  if (lengths === undefined) return unpredicted;
  const length = Math.max(operator.length === 2 ? lengths.longest : lengths.shortest, 0);
  return fromEnd ? value.slice(0, value.length - length) : value.slice(length);
}

/** Only a plain text for a plain text. */
function replaced(
  shell: Shell,
  operator: string,
  value: string,
  pattern: string,
): string | Unknown {
  const [, from = '', to = ''] =
    /^([A-Za-z0-9_.,:=@ -]+)(?:\/([A-Za-z0-9_.,:=@/ -]*))?$/.exec(pattern) ?? [];
  if (from === '') return unpredicted;
  if (!spend(shell, value.length * (to.length + 1))) return { unknown: 'long-value' };
  return operator === '//' ? value.replaceAll(from, () => to) : value.replace(from, () => to);
}

function sliced(value: string, pattern: string): string {
  const [from = 0, length = value.length] = plain(pattern).split(':').map(Number);
  return value.slice(from, from + length);
}
