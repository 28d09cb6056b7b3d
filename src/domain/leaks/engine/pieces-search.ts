import type { LeakRule } from '../leak-rule.ts';
import type { BytesWork } from '../leak-scanner.ts';
import type { Hit } from './hit.ts';
import { joinedPieces } from './joined-pieces.ts';
import { mayBeMore, shapedIn } from './piece-shapes.ts';
import { findPieces } from './piece-signs.ts';
import { rangeOf, type Text } from './text.ts';

/** Searches a text for credentials of our providers that lie there in pieces, or backwards. */
export type PiecesSearch = (text: Text, hits: Hit[]) => void;

const ours = ['databento-key', 'traderspost-webhook', 'discord-webhook'];
// As many joints as a webhook has characters.
const mostBytes = 10_240;
// How much a credential takes that ends at a sign, and what follows the sign.
const backwardsBefore = 160;
const backwardsBehind = 16;

/** The search with these rules; undefined when none of our providers is among them. */
export function piecesSearch(
  rules: readonly LeakRule[],
  work: BytesWork,
): PiecesSearch | undefined {
  const own = new Map(
    rules.flatMap((rule) => (ours.includes(rule.name) ? [[rule.name, rule]] : [])),
  );
  if (own.size === 0) return undefined;
  return (text, hits) => {
    // One piece after the other may look like a beginning.
    let done = -1;
    const begins = (at: number) => {
      if (at < done) return;
      const slice = work.latin1(text.bytes, at, Math.min(text.length, at + mostBytes));
      const joined = joinedPieces(slice, mayBeMore);
      const shaped = shapedIn(joined);
      if (!shaped || own.get(shaped.rule)?.isReal?.(shaped.secret, shaped.secret) === false) return;
      const to = at + joined.placeOf(shaped.to - 1) + 1;
      hits.push(
        hit(text, shaped.rule, shaped.secret, 'squeezed', at + joined.placeOf(shaped.from), to),
      );
      done = to;
    };
    const backwards = (at: number) => {
      const from = Math.max(0, at - backwardsBefore);
      const to = Math.min(text.length, at + backwardsBehind);
      const reversed = Array.from(work.latin1(text.bytes, from, to))
        .reverse()
        .join('');
      for (const rule of own.values()) {
        rule.pattern.lastIndex = 0;
        const found = rule.pattern.exec(reversed);
        const [first, last] = found?.indices?.groups?.secret ?? [0, 0];
        const secret = reversed.slice(first, last);
        if (!found || rule.isReal?.(secret, found[0]) === false) continue;
        hits.push(hit(text, rule.name, secret, 'reversed', to - last, to - first));
      }
    };
    findPieces(text.bytes, text.length, { begins, backwards });
  };
}

function hit(
  text: Text,
  rule: string,
  found: string,
  encoding: 'squeezed' | 'reversed',
  first: number,
  end: number,
): Hit {
  const [from, to] = rangeOf(text, first, end);
  const encodings = [...text.encodings, encoding];
  return { rule, from, to, found, encodings, owners: [], partial: false, certain: true };
}
