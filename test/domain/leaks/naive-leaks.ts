import type { LeakRule } from '../../../src/domain/leaks/leak-rule.ts';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';

/** What was found: by which rule, and where the credential lies in the text. */
export interface NaiveLeak {
  readonly rule: string;
  readonly offset: number;
  readonly end: number;
  readonly secret: string;
}

/** One rule on one text, as slowly and plainly as the contract of LeakRule allows. */
export function naiveLeaks(rule: LeakRule, text: string): readonly NaiveLeak[] {
  const found = new Map<number, NaiveLeak>();
  const where = rule.foldsCase ? text.toLowerCase() : text;
  for (const anchor of rule.anchors) {
    const wanted = rule.foldsCase ? anchor.toLowerCase() : anchor;
    for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + 1))
      for (const leak of around(rule, text, at, at + wanted.length)) found.set(leak.offset, leak);
  }
  return [...found.values()].sort((a, b) => a.offset - b.offset);
}

/** Every rule on one text; of leaks that overlap, the one of the earlier rule. */
export function naiveLeaksIn(bytes: Uint8Array): readonly NaiveLeak[] {
  const text = Buffer.from(bytes).toString('latin1');
  const kept: NaiveLeak[] = [];
  for (const rule of leakRules) {
    for (const leak of naiveLeaks(rule, text))
      if (!kept.some((other) => leak.offset < other.end && other.offset < leak.end))
        kept.push(leak);
  }
  return kept.sort((a, b) => a.offset - b.offset);
}

function around(rule: LeakRule, text: string, from: number, to: number): readonly NaiveLeak[] {
  const begin = Math.max(0, from - rule.before);
  const slice = text.slice(begin, from + rule.reach);
  return [...slice.matchAll(rule.pattern)].flatMap((match) => {
    const covers = begin + match.index <= from && begin + match.index + match[0].length >= to;
    const secret = match.groups?.secret ?? match[0];
    if (!covers || rule.isReal?.(secret, match[0]) === false) return [];
    const [start, end] = match.indices?.groups?.secret ?? match.indices?.[0] ?? [0, 0];
    return [{ rule: rule.name, offset: begin + start, end: begin + end, secret }];
  });
}
