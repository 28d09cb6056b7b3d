import { type Hit, isKnown } from './hit.ts';
import { distinct } from './needles.ts';

// Of hits at one place no more than so many are compared, whatever somebody put there.
const mostBeside = 48;

/**
 * Puts together what was found more than once: of the surest that of the most telling rule stays, the plainest where
 * there are several, with everybody's owners. The rules are named in their order, the most telling first.
 */
export function withoutDoubles(hits: readonly Hit[], rules: readonly string[]): readonly Hit[] {
  const sorted = [...hits].sort((a, b) => a.from - b.from || b.to - a.to);
  const kept: Hit[] = [];
  // Indexes of those that may still reach into the next one.
  let open: number[] = [];
  for (const hit of sorted) {
    open = open.filter((index) => (kept[index] as Hit).to > hit.from).slice(-mostBeside);
    const twins = open.filter((index) => areSame(kept[index] as Hit, hit));
    const first = twins[0];
    if (first === undefined) {
      open.push(kept.push(hit) - 1);
      continue;
    }
    kept[first] = twins
      .map((index) => kept[index] as Hit)
      .reduce((a, b) => better(a, b, rules), hit);
    // What a wider one joins is one leak from now on.
    for (const index of twins.slice(1)) kept[index] = { ...(kept[index] as Hit), to: -1 };
  }
  return kept.filter(({ to }) => to >= 0);
}

function areSame(a: Hit, b: Hit): boolean {
  if (a.from >= b.to || b.from >= a.to) return false;
  const [first, second] = [lettersOf(a.found), lettersOf(b.found)];
  return first.includes(second) || second.includes(first);
}

// A pattern may bear an escape that is gone where the same place was decoded first.
const escapes =
  /(?:%(?:25)*|\\+u00|\\+x|&#x)([2-7][0-9a-f]);?|&(?:amp|quot|lt|gt|apos);|[^a-z0-9]+/g;

function lettersOf(found: string): string {
  const plain = (_escape: string, hex: string | undefined) =>
    hex === undefined ? '' : String.fromCharCode(Number.parseInt(hex, 16));
  return found.toLowerCase().replace(escapes, plain).replace(escapes, plain);
}

function better(a: Hit, b: Hit, rules: readonly string[]): Hit {
  const [best, other] = isBetter(a, b, rules) ? [a, b] : [b, a];
  const owners = isKnown(best) ? distinct([...best.owners, ...other.owners]) : best.owners;
  // A pattern also sees what stands in front of the part that nobody else knows.
  if (!best.certain || best.partial || !samePath(best, other)) return { ...best, owners };
  return { ...best, owners, from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

function isBetter(a: Hit, b: Hit, rules: readonly string[]): boolean {
  const order =
    rank(a) - rank(b) ||
    rules.indexOf(a.rule) - rules.indexOf(b.rule) ||
    a.encodings.length - b.encodings.length ||
    b.found.length - a.found.length;
  return order <= 0;
}

function rank(hit: Hit): number {
  if (!hit.certain) return 3;
  if (!isKnown(hit)) return 2;
  return hit.partial ? 1 : 0;
}

function samePath(a: Hit, b: Hit): boolean {
  return a.encodings.join() === b.encodings.join();
}
