import { stop } from '../config-rules.ts';
import type { ConfigValue } from '../config-value.ts';
import { deepest, mostValues } from '../python-limits.ts';

/**
 * The value itself, once it is sure that whoever walks it comes to an end: aliases can make a small
 * text endless. Each value is looked at once, however often it is used.
 */
export function measured(value: ConfigValue): ConfigValue {
  return extentOf(value, new Map(), 0).size > mostValues ? stop('too-many') : value;
}

interface Extent {
  /** How many values there are when every alias is followed. */
  readonly size: number;
  readonly height: number;
}

type Known = Map<ConfigValue, Extent | 'not yet'>;

const leaf: Extent = { size: 1, height: 0 };

function extentOf(value: ConfigValue, known: Known, depth: number): Extent {
  const inner = insideOf(value);
  if (inner.length === 0) return leaf;
  const before = known.get(value);
  if (before === 'not yet') return stop('contains-itself');
  if (depth + (before?.height ?? 0) > deepest) return stop('too-deep');
  if (before !== undefined) return before;
  known.set(value, 'not yet');
  let [size, height] = [1, 0];
  for (const one of inner) {
    const extent = extentOf(one, known, depth + 1);
    size += extent.size;
    height = Math.max(height, extent.height + 1);
  }
  known.set(value, { size, height });
  return { size, height };
}

function insideOf(value: ConfigValue): readonly ConfigValue[] {
  if (value.kind === 'map') return value.entries.flatMap((entry) => [entry.key, entry.value]);
  return 'items' in value ? value.items : [];
}
