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

/** A runner of these rules. */
export function ruleRunner(rules: readonly LeakRule[], work: BytesWork): RuleRunner {
  // Beginnings before this place have been tried.
  const tried = new Int32Array(rules.length);
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
      const first = Math.max(done, from - rule.before, 0);
      // Where anchors stand close together a longer stretch at once: no text is read again and again.
      const crowded = done > 0 && from - done < rule.reach;
      const end = crowded ? Math.max(to, first + rule.reach) : to;
      tried[index] = tryAll(text, rule, first, end, work, hits);
    },
  };
}

/** Tries every beginning in `[first, end)`, and answers up to where that is done. */
function tryAll(
  text: Text,
  rule: LeakRule,
  first: number,
  end: number,
  work: BytesWork,
  hits: Hit[],
): number {
  const start = Math.max(0, first - context);
  const slice = work.latin1(text.bytes, start, Math.min(text.length, end + rule.reach));
  const { pattern } = rule;
  let done = end;
  pattern.lastIndex = first - start;
  for (let found = pattern.exec(slice); found !== null; found = pattern.exec(slice)) {
    const place = start + found.index;
    if (place >= end) break;
    const size = found[0].length;
    if (size === 0) pattern.lastIndex++;
    else keepMatch(text, rule, start, found, hits);
    done = Math.max(done, place + size);
  }
  return done;
}

function keepMatch(
  text: Text,
  rule: LeakRule,
  start: number,
  found: RegExpExecArray,
  hits: Hit[],
): void {
  const whole = found[0];
  const secret = found.groups?.secret ?? whole;
  if (rule.isReal && !rule.isReal(secret, whole)) return;
  const [begin, end] = found.indices?.groups?.secret ?? [found.index, found.index + whole.length];
  const [from, to] = rangeOf(text, start + begin, start + end);
  hits.push({
    rule: rule.name,
    ...{ from, to, found: secret, owners: [], partial: false, certain: true },
    encodings: text.encodings,
  });
}
