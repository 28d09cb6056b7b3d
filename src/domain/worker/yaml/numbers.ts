import { stop } from '../config-rules.ts';
import { mostDigits } from '../python-limits.ts';

/** A `!!int` as PyYAML makes it: underscores out, one sign off, then by its beginning. */
export function integerOf(text: string, line: number): bigint {
  const { isNegative, digits } = withoutSign(text, line);
  const value = magnitudeOf(digits, line);
  return isNegative ? -value : value;
}

function magnitudeOf(digits: string, line: number): bigint {
  if (digits.startsWith('0b')) return pythonInt(digits.slice(2), 2, line);
  if (digits.startsWith('0x')) return pythonInt(digits.slice(2), 16, line);
  if (digits.startsWith('0') && digits !== '0') return pythonInt(digits, 8, line);
  const parts = digits.split(':');
  if (parts.length > 1000) return stop('long-number', line);
  return parts.reduce((sum, part) => sum * 60n + pythonInt(part, 10, line), 0n);
}

const bases: Readonly<Record<number, { readonly prefix: string; readonly digits: RegExp }>> = {
  2: { prefix: '0b', digits: /^[01]+$/ },
  8: { prefix: '0o', digits: /^[0-7]+$/ },
  10: { prefix: '', digits: /^[0-9]+$/ },
  16: { prefix: '0x', digits: /^[0-9a-fA-F]+$/ },
};

/** Python's `int(text, base)` of ASCII text without underscores. */
function pythonInt(text: string, base: 2 | 8 | 10 | 16, line: number): bigint {
  const { prefix, digits } = bases[base] as { prefix: string; digits: RegExp };
  const said = stripped(text);
  const unsigned = /^[-+]/.test(said) ? said.slice(1) : said;
  const isPrefixed = prefix !== '' && unsigned.slice(0, 2).toLowerCase() === prefix;
  const number = isPrefixed ? unsigned.slice(2) : unsigned;
  if (!digits.test(number)) return stop('value', line);
  // The limit is for bases that are no power of two.
  if (base === 10 && number.length > mostDigits) return stop('value', line);
  const value = BigInt(prefix + number);
  return said.startsWith('-') ? -value : value;
}

/** A `!!float` as PyYAML makes it. */
export function floatOf(text: string, line: number): number {
  const { isNegative, digits } = withoutSign(text, line);
  const value = floatMagnitude(digits.toLowerCase(), line);
  return isNegative ? -value : value;
}

function floatMagnitude(digits: string, line: number): number {
  if (digits === '.inf') return Number.POSITIVE_INFINITY;
  if (digits === '.nan') return Number.NaN;
  if (!digits.includes(':')) return pythonFloat(digits, line);
  let sum = 0;
  let base = 1n;
  for (const part of digits.split(':').reverse()) {
    const factor = Number(base);
    // Python's int is too large for a float then.
    if (factor === Number.POSITIVE_INFINITY) return stop('value', line);
    sum += pythonFloat(part, line) * factor;
    base *= 60n;
  }
  return sum;
}

const decimal = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/;

/** Python's `float(text)` of lower-case ASCII text without underscores. */
function pythonFloat(text: string, line: number): number {
  const said = stripped(text);
  if (decimal.test(said)) return Number(said);
  if (/^[-+]?nan$/.test(said)) return Number.NaN;
  if (!/^[-+]?inf(?:inity)?$/.test(said)) return stop('value', line);
  return said.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The text without C's blanks around it. */
function stripped(text: string): string {
  let [from, until] = [0, text.length];
  while (isBlank(text[from])) from++;
  while (until > from && isBlank(text[until - 1])) until--;
  return text.slice(from, until);
}

function isBlank(letter: string | undefined): boolean {
  return letter !== undefined && ' \t\n\v\f\r'.includes(letter);
}

const ascii = /^[\0-\x7f]*$/;
const maybeNumber = /^[\0-\x7f\u0085\s\p{Nd}]*$/u;

function withoutSign(text: string, line: number) {
  // Python's int() and float() know the digits and blanks of all scripts; nobody writes them here.
  if (!ascii.test(text)) return stop(maybeNumber.test(text) ? 'foreign-digits' : 'value', line);
  const digits = text.replaceAll('_', '');
  const hasSign = digits.startsWith('-') || digits.startsWith('+');
  if (digits === '' || digits === '-' || digits === '+') return stop('value', line);
  return { isNegative: digits.startsWith('-'), digits: hasSign ? digits.slice(1) : digits };
}
