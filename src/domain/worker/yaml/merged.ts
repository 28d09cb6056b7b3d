import { stop } from '../config-rules.ts';
import { deepest, mostValues } from '../python-limits.ts';
import { type MapNode, type Node, type Pair, standardTag } from './node.ts';

/** How much was moved by merging so far; beyond a bound a reading is not certain. */
export interface Budget {
  spent: number;
}

const mostMoves = 4 * mostValues;
const mergeTag = standardTag('merge');
const valueTag = standardTag('value');

/**
 * Carries out the merges (`<<`) of a map, once and for all, as PyYAML does: what is merged comes
 * first, so that the map's own keys win, and of several merged maps the first one does.
 */
export function merge(node: MapNode, budget: Budget, depth = 0): void {
  if (depth > deepest) stop('too-deep', node.line);
  const merged: Pair[] = [];
  for (let at = 0; at < node.pairs.length; ) {
    const [key, value] = node.pairs[at] as Pair;
    if (key.tag === mergeTag) {
      spend(budget, node.pairs.length, node.line);
      node.pairs.splice(at, 1);
      for (const pairs of sourcesOf(value, node, budget, depth)) {
        spend(budget, pairs.length, node.line);
        for (const pair of pairs) merged.push(pair);
      }
    } else {
      if (key.tag === valueTag) key.tag = standardTag('str');
      at++;
    }
  }
  if (merged.length > 0) node.pairs = [...merged, ...node.pairs];
}

/** What is merged, the last first; a map that merges itself is in the middle of its own change. */
function sourcesOf(
  value: Node,
  { line }: MapNode,
  budget: Budget,
  depth: number,
): readonly Pair[][] {
  if (value.kind === 'text') return stop('merge', line);
  const sources = value.kind === 'map' ? [value] : value.items;
  const found = sources.map((source) => {
    if (source.kind !== 'map') return stop('merge', line);
    merge(source, budget, depth + 1);
    return source.pairs;
  });
  return found.reverse();
}

function spend(budget: Budget, moves: number, line: number): void {
  budget.spent += moves + 1;
  if (budget.spent > mostMoves) stop('too-many', line);
}
