import type { LeakRule } from '../leak-rule.ts';
import type { BytesWork } from '../leak-scanner.ts';
import type { Hit } from './hit.ts';
import { rangeOf, type Text } from './text.ts';

/** Runs rules around their anchors, and every beginning of a match once only. */
export interface RuleRunner {
  /** Another text. */
  begin(text: Text): void;
  /** An anchor of the rule stands in `[from, to)`; told in the order of places. */
  anchor(rule: number, from: number, to: number, hits: Hit[]): void;
}

// What a pattern may want to see in front of a match.
const context = 64;

/** A rule, and its pattern for matches that begin in so many places and no further. */
interface Bounded {
  readonly rule: LeakRule;
  readonly pattern: RegExp;
  readonly places: number;
}

/** A runner of these rules. */
export function ruleRunner(rules: readonly LeakRule[], work: BytesWork): RuleRunner {
  // Beginnings before this place have been tried.
  const tried = new Int32Array(rules.length);
  // Most rules never meet an anchor of theirs.
  const bounded: Bounded[] = [];
  let text: Text;
  return {
    begin(next) {
      text = next;
      tried.fill(0);
    },
    anchor(index, from, to, hits) {
      const done = tried[index] as number;
      if (from < done) return;
      const rule = rules[index] as LeakRule;
      if (rule.mayMatch?.(text.bytes, text.length, from, to) === false) return;
      const first = Math.max(done, from - rule.before, 0);
      // Where anchors stand close together a longer stretch at once: no text is read again and again.
      const crowded = done > 0 && from - done < rule.reach;
      const end = crowded ? Math.max(to, first + rule.reach) : to;
      bounded[index] ??= boundedRule(rule);
      tried[index] = tryAll(text, bounded[index] as Bounded, first, end, work, hits);
    },
  };
}

/** Searching for a pattern tries every place up to the end of the text, of which nearly all were in vain. */
function boundedRule(rule: LeakRule): Bounded {
  const places = rule.before + Math.max(...rule.anchors.map(({ length }) => length));
  const source = `[^]{0,${places - 1}}?(?<whole>${rule.pattern.source})`;
  const pattern = new RegExp(source, rule.pattern.flags.replace('g', 'y'));
  return { rule, pattern, places };
}

/** Tries every beginning in `[first, end)`, and answers up to where that is done. */
function tryAll(
  text: Text,
  { rule, pattern, places }: Bounded,
  first: number,
  end: number,
  work: BytesWork,
  hits: Hit[],
): number {
  const start = Math.max(0, first - context);
  const slice = work.latin1(text.bytes, start, Math.min(text.length, end + rule.reach));
  let done = end;
  for (let at = first; at < end; ) {
    pattern.lastIndex = at - start;
    const found = pattern.exec(slice);
    const whole = found?.indices?.groups?.whole;
    if (found === null || whole === undefined) {
      at += places;
      continue;
    }
    const [from, to] = [start + whole[0], start + whole[1]];
    if (from >= end) break;
    if (to > from) keepMatch(text, rule, start, found, hits);
    done = Math.max(done, to);
    at = Math.max(to, from + 1);
  }
  return done;
}

function keepMatch(
  text: Text,
  rule: LeakRule,
  start: number,
  { groups, indices }: RegExpExecArray,
  hits: Hit[],
): void {
  const whole = groups?.whole ?? '';
  const secret = groups?.secret ?? whole;
  if (rule.isReal && !rule.isReal(secret, whole)) return;
  const [begin, end] = indices?.groups?.secret ?? indices?.groups?.whole ?? [0, 0];
  const [from, to] = rangeOf(text, start + begin, start + end);
  hits.push({
    rule: rule.name,
    ...{ from, to, found: secret, owners: [], partial: false, certain: true },
    encodings: text.encodings,
  });
}
