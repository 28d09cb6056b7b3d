import { type Braces, bracesOf } from './braces.ts';

/** A variable's text, `unset`, or `unknown` when nobody can tell. */
export type LookedUp =
  | { readonly kind: 'set'; readonly text: string }
  | { readonly kind: 'unset' }
  | { readonly kind: 'unknown' };

/** What becomes of a value; a refusal outdoes a doubt, since it is certain. */
export type Expanded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unsure'; readonly rule: 'from-project' | 'may-require' | 'too-deep' }
  | { readonly kind: 'refused'; readonly rule: 'bad-expansion' | 'required' };

type Doubt = Extract<Expanded, { kind: 'unsure' }>;

interface Scan {
  readonly text: string;
  readonly lookUp: (name: string) => LookedUp;
  /** Made at the first `${NAME-`, and then good for every default in it. */
  braces: Braces | undefined;
}

/** One reference: where it ends, what it gives, and the word behind its operator if that is to be used. */
interface Reference {
  readonly end: number;
  readonly gives: Expanded | { readonly kind: 'word'; readonly from: number; readonly to: number };
}

/** Deeper than anybody writes, and far from the end of any stack. */
const deepest = 100;

/** Expands `$NAME`, `${NAME}`, `${NAME:-word}` and the like as compose-go 2.13 does; words only where they are used. */
export function expand(text: string, lookUp: (name: string) => LookedUp): Expanded {
  if (!text.includes('$')) return { kind: 'text', text };
  return expandRange({ text, lookUp, braces: undefined }, 0, text.length, 0);
}

function expandRange(scan: Scan, from: number, to: number, depth: number): Expanded {
  if (depth > deepest) return { kind: 'unsure', rule: 'too-deep' };
  const parts: string[] = [];
  let doubt: Doubt | undefined;
  for (let at = from; at < to; ) {
    const dollar = nextDollar(scan, at, to);
    parts.push(scan.text.slice(at, dollar));
    if (dollar === to) break;
    const { end, gives } = referenceAt(scan, dollar, to);
    const part = gives.kind === 'word' ? expandRange(scan, gives.from, gives.to, depth + 1) : gives;
    if (part.kind === 'refused') return part;
    if (part.kind === 'unsure') doubt ??= part;
    else parts.push(part.text);
    at = end;
  }
  return doubt ?? { kind: 'text', text: parts.join('') };
}

function nextDollar({ text }: Scan, at: number, to: number): number {
  let dollar = at;
  while (dollar < to && text.charCodeAt(dollar) !== 0x24) dollar++;
  return dollar;
}

function referenceAt(scan: Scan, dollar: number, to: number): Reference {
  const { text } = scan;
  const next = dollar + 1 < to ? text[dollar + 1] : undefined;
  if (next === '$') return { end: dollar + 2, gives: { kind: 'text', text: '$' } };
  if (next === '{') return bracedAt(scan, dollar, to);
  const end = endOfName(text, dollar + 1, to);
  if (end === dollar + 1) return { end, gives: { kind: 'text', text: '$' } };
  return { end, gives: plain(scan.lookUp(text.slice(dollar + 1, end))) };
}

function bracedAt(scan: Scan, dollar: number, to: number): Reference {
  const { text } = scan;
  const nameEnd = endOfName(text, dollar + 2, to);
  if (nameEnd > dollar + 2 && nameEnd < to) {
    const value = () => scan.lookUp(text.slice(dollar + 2, nameEnd));
    if (text[nameEnd] === '}') return { end: nameEnd + 1, gives: plain(value()) };
    const operator = /^:?[-+?]/.exec(text.slice(nameEnd, Math.min(nameEnd + 2, to)))?.[0];
    const close =
      operator === undefined ? -1 : closeOf(scan, dollar, nameEnd + operator.length, to);
    if (operator !== undefined && close >= 0) {
      const word = { kind: 'word', from: nameEnd + operator.length, to: close } as const;
      return { end: close + 1, gives: chosen(operator, value(), word) };
    }
  }
  return { end: to, gives: { kind: 'refused', rule: 'bad-expansion' } };
}

/** A reference reaches to the brace that pairs with its own, or else to the last one on the line. */
function closeOf(scan: Scan, dollar: number, from: number, to: number): number {
  scan.braces ??= bracesOf(scan.text);
  const last = scan.braces.lastOnLine(from, to);
  const paired = scan.braces.closing(dollar + 1);
  return paired >= 0 && paired <= last ? paired : last;
}

function plain(value: LookedUp): Expanded {
  if (value.kind === 'unknown') return { kind: 'unsure', rule: 'from-project' };
  return { kind: 'text', text: value.kind === 'set' ? value.text : '' };
}

function chosen(operator: string, value: LookedUp, word: Reference['gives']): Reference['gives'] {
  const asks = operator.endsWith('?');
  if (value.kind === 'unknown')
    return { kind: 'unsure', rule: asks ? 'may-require' : 'from-project' };
  const there = value.kind === 'set' && (operator.length === 1 || value.text !== '');
  if (operator.endsWith('+')) return there ? word : { kind: 'text', text: '' };
  if (there) return plain(value);
  return asks ? { kind: 'refused', rule: 'required' } : word;
}

/** A name, as Go's case-insensitive `[_a-z][_a-z0-9]*` has it: the long s and the Kelvin sign are letters too. */
function endOfName(text: string, from: number, to: number): number {
  let end = from;
  while (end < to && isNamePart(text.charCodeAt(end), end === from)) end++;
  return end;
}

function isNamePart(code: number, first: boolean): boolean {
  const lower = code | 0x20;
  if ((lower >= 0x61 && lower <= 0x7a && code < 0x80) || code === 0x5f) return true;
  if (code >= 0x30 && code <= 0x39) return !first;
  return code === 0x17f || code === 0x212a;
}
