import type { PortableRuleName, Subset } from './portable-rules.ts';

/** A rule a line breaks; `key` only where it is safe to print. */
export interface StatementFault {
  readonly line: number;
  readonly rule: PortableRuleName;
  readonly key?: string;
}

interface Statement {
  readonly rules: readonly PortableRuleName[];
  /** The index of its line feed, or of the end of the text. */
  readonly end: number;
  readonly key?: string;
}

/** Judges comment by comment and assignment by assignment; a quoted value may span lines. */
export function statementFaults(text: string, subset: Subset): readonly StatementFault[] {
  const faults: StatementFault[] = [];
  const keys = new Set<string>();
  for (let from = 0, line = 1; from < text.length; ) {
    const { rules, end, key } = statementAt(text, from, subset);
    const repeated: readonly PortableRuleName[] =
      key !== undefined && keys.has(key) ? ['duplicate-key'] : [];
    if (key !== undefined) keys.add(key);
    for (const rule of [...rules, ...repeated]) faults.push({ line, rule, ...printable(key) });
    line += text.slice(from, end).split('\n').length;
    from = end + 1;
  }
  return faults;
}

// A pasted credential that ends in "=" looks like a lower-case name: such names are not shown.
function printable(key: string | undefined): { readonly key?: string } {
  return key !== undefined && /^[A-Z_][A-Z0-9_]{0,63}$/.test(key) ? { key } : {};
}

function statementAt(text: string, from: number, subset: Subset): Statement {
  const end = endOfLine(text, from);
  const start = afterBlanks(text, from);
  const body = bodyAt(text, start, end, subset);
  return start > from ? { ...body, rules: ['indented', ...body.rules] } : body;
}

function bodyAt(text: string, start: number, end: number, subset: Subset): Statement {
  if (start === end) return { rules: [], end };
  if (text[start] === '#') return { rules: commentRules(text.slice(start, end)), end };
  if (text[start] === ';') return { rules: ['semicolon-comment'], end };
  return assignmentAt(text, start, end, subset);
}

function commentRules(comment: string): PortableRuleName[] {
  const rules = characterRules(comment, 'non-ascii-comment');
  if (comment.endsWith('\\')) rules.push('comment-ends-in-backslash');
  return rules;
}

function assignmentAt(text: string, start: number, end: number, subset: Subset): Statement {
  const line = text.slice(start, end);
  const equals = line.indexOf('=');
  if (equals < 0) return { rules: ['not-an-assignment'], end };
  const exported = /^export[ \t]+(?=[^ \t=])/.exec(line)?.[0] ?? '';
  const name = line.slice(exported.length, equals);
  const key = withoutBlanksAtEnd(name);
  const valueStart = afterBlanks(text, start + equals + 1);
  const blankBefore = valueStart > start + equals + 1;
  const value = valueAt(text, valueStart, end, subset);
  const rules: PortableRuleName[] = exported === '' ? [] : ['export-prefix'];
  if (key !== name || (blankBefore && valueStart < end)) rules.push('blank-around-equals');
  if (blankBefore && valueStart === end) rules.push('trailing-blank');
  rules.push(...nameRules(key), ...value.rules);
  return { rules, end: value.end, ...(validName.test(key) ? { key } : {}) };
}

const validName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved = new RegExp(
  '^(_|PATH|HOME|PWD|OLDPWD|SHLVL|IFS|ENV|LANG|LC_.*|LD_.*|BASH.*|E?UID|PPID|GROUPS|S?RANDOM' +
    '|SECONDS|LINENO|HISTCMD|OPTIND|OPTARG|OPTERR|DIRSTACK|FUNCNAME|HOSTNAME|HOSTTYPE|MACHTYPE' +
    '|OSTYPE|SHELLOPTS|PIPESTATUS|EPOCHSECONDS|EPOCHREALTIME|PS[124]|NODE_OPTIONS|__proto__)$',
);

function nameRules(key: string): readonly PortableRuleName[] {
  if (!validName.test(key)) return ['bad-name'];
  return reserved.test(key) ? ['reserved-name'] : [];
}

function valueAt(text: string, from: number, end: number, subset: Subset): Statement {
  const quote = text[from];
  if (quote !== "'" && quote !== '"') return { rules: bareRules(text.slice(from, end)), end };
  const close = text.indexOf(quote, from + 1);
  if (close < 0) return { rules: ['open-quote'], end };
  const inside = text.slice(from + 1, close);
  const lastLineEnd = endOfLine(text, close);
  const rules = quote === "'" ? singleQuoteRules(inside) : doubleQuoteRules(inside);
  if (subset === 'P') rules.push('quoted');
  // After a backslash this was no closing quote to everybody, and that is said already.
  if (!inside.endsWith('\\')) rules.push(...afterQuoteRules(text.slice(close + 1, lastLineEnd)));
  return { rules, end: lastLineEnd };
}

function singleQuoteRules(inside: string): PortableRuleName[] {
  const rules: PortableRuleName[] = [];
  if (inside.includes('${')) rules.push('quoted-with-dollar');
  if (inside.includes('\\\\') || inside.endsWith('\\')) rules.push('quoted-with-backslash');
  return rules;
}

function doubleQuoteRules(inside: string): PortableRuleName[] {
  const rules: PortableRuleName[] = [];
  if (inside.includes('$')) rules.push('quoted-with-dollar');
  if (inside.includes('`')) rules.push('quoted-with-backtick');
  if (inside.includes('\\')) rules.push('quoted-with-backslash');
  return rules;
}

function afterQuoteRules(rest: string): readonly PortableRuleName[] {
  if (rest === '') return [];
  if (/^[ \t]*#/.test(rest)) return ['inline-comment'];
  return /^[ \t]+$/.test(rest) ? ['trailing-blank'] : ['text-after-quote'];
}

function bareRules(value: string): PortableRuleName[] {
  const rules = characterRules(value, 'non-ascii');
  const hash = value.indexOf('#');
  const plain = withoutBlanksAtEnd(hash < 0 ? value : value.slice(0, hash));
  if (hash >= 0) rules.push('inline-comment');
  else if (plain !== value) rules.push('trailing-blank');
  if (value.endsWith('\\')) rules.push('continuation');
  if (/[ \t"$&'()*;<>?[\\\]`|~]/.test(plain.replace(/\\$/, ''))) rules.push('unquoted-special');
  return rules;
}

function characterRules(text: string, beyondAscii: PortableRuleName): PortableRuleName[] {
  const rules: PortableRuleName[] = [];
  if (/[\u2028\u2029]/.test(text)) rules.push('line-separator');
  else if (/[^\p{ASCII}]/u.test(text)) rules.push(beyondAscii);
  if (/[^\P{Cc}\t]/u.test(text)) rules.push('control-character');
  return rules;
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') end--;
  return text.slice(0, end);
}
