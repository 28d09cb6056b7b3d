import { cutShort, type Source } from './source.ts';
import { stop } from './stops.ts';

const readable = /[0-9 \t\n+*/%()-]*/y;
const token = /\s*(?:(\d+)|([-+*/%()]))/y;
const largest = Number.MAX_SAFE_INTEGER;

/**
 * The result of `$((…))` or bash's `$[…]`, whose opening bracket is next: plain sums of decimal
 * numbers only. Anything else may assign variables or end the line.
 */
export function readArithmetic(source: Source, close: '))' | ']'): string {
  const from = source.at + 1;
  readable.lastIndex = from;
  readable.test(source.text);
  const run = source.text.slice(from, readable.lastIndex);
  const length = close === ']' ? run.length : balanced(run);
  const ends = from + run.length >= source.text.length;
  if (ends && (length === undefined || close === ']')) cutShort();
  if (length === undefined || (close === ']' && source.text[from + length] !== ']')) undecided();
  source.at = from + length + close.length;
  return result(run.slice(0, length));
}

function undecided(): never {
  return stop('unpredictable', 'arithmetic');
}

/** How far the expression reaches; undefined when it is not closed in this run. */
function balanced(run: string): number | undefined {
  let open = 0;
  for (let at = 0; at < run.length; at++) {
    if (run[at] === '(') open++;
    // With something between them the two parentheses mean something else.
    if (run[at] === ')' && open-- === 0) return run[at + 1] === ')' ? at : undecided();
  }
  return undefined;
}

interface Sum {
  readonly text: string;
  at: number;
  depth: number;
}

function result(text: string): string {
  if (/--|\+\+/.test(text)) undecided();
  const sum: Sum = { text, at: 0, depth: 0 };
  const value = added(sum);
  if (sum.text.slice(sum.at).trim() !== '') undecided();
  return String(value === 0 ? 0 : value);
}

function added(sum: Sum): number {
  let value = multiplied(sum);
  for (let sign = next(sum, '+-'); sign !== undefined; sign = next(sum, '+-')) {
    const other = multiplied(sum);
    value = exact(sign === '+' ? value + other : value - other);
  }
  return value;
}

function multiplied(sum: Sum): number {
  let value = single(sum);
  for (let sign = next(sum, '*/%'); sign !== undefined; sign = next(sum, '*/%')) {
    const other = single(sum);
    if (sign !== '*' && other === 0) undecided();
    if (sign === '*') value = exact(value * other);
    else value = sign === '/' ? Math.trunc(value / other) : value % other;
  }
  return value;
}

function single(sum: Sum): number {
  if (++sum.depth > 50) undecided();
  const value = next(sum, '-') === undefined ? grouped(sum) : -single(sum);
  sum.depth--;
  return value;
}

function grouped(sum: Sum): number {
  token.lastIndex = sum.at;
  const [whole = '', digits, sign] = token.exec(sum.text) ?? [];
  sum.at += whole.length;
  // A leading zero is octal; what does not fit is cut differently.
  if (digits !== undefined) return /^0./.test(digits) ? undecided() : exact(Number(digits));
  if (sign !== '(') return undecided();
  const value = added(sum);
  return next(sum, ')') === undefined ? undecided() : value;
}

function next(sum: Sum, signs: string): string | undefined {
  token.lastIndex = sum.at;
  const [whole, , sign] = token.exec(sum.text) ?? [];
  if (whole === undefined || sign === undefined || !signs.includes(sign)) return undefined;
  sum.at += whole.length;
  return sign;
}

function exact(value: number): number {
  return Math.abs(value) > largest ? undecided() : value;
}
