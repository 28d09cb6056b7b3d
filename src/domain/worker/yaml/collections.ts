import { stop } from '../config-rules.ts';
import type { ConfigValue, MapEntry } from '../config-value.ts';
import { keyIdentity } from './key-identity.ts';
import { type Budget, merge } from './merged.ts';
import type { MapNode, Node } from './node.ts';

/** What collections need of whoever makes values. */
export interface Maker {
  /** The value of a node; a collection may still be empty and is filled later. */
  readonly valueOf: (node: Node) => ConfigValue;
  /** Calls back once all collections above and before this one are filled. */
  readonly later: (fill: () => void) => void;
  readonly budget: Budget;
}

type Make = (maker: Maker, node: Node) => ConfigValue;

/** What makes a collection of a node, by the name of its tag. */
export const collections: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['seq', listOf],
  ['map', mapOf],
  ['set', setOf],
  ['omap', pairsOf],
  ['pairs', pairsOf],
]);

function listOf(maker: Maker, node: Node): ConfigValue {
  const items: ConfigValue[] = [];
  maker.later(() => {
    if (node.kind !== 'list') return stop('tag-unfit', node.line);
    for (const item of node.items) items.push(maker.valueOf(item));
  });
  return { kind: 'list', items };
}

function mapOf(maker: Maker, node: Node): ConfigValue {
  const entries: MapEntry[] = [];
  maker.later(() => {
    for (const entry of entriesOf(maker, node)) entries.push(entry);
  });
  return { kind: 'map', entries };
}

function setOf(maker: Maker, node: Node): ConfigValue {
  const items: ConfigValue[] = [];
  maker.later(() => {
    for (const { key } of entriesOf(maker, node)) items.push(key);
  });
  return { kind: 'other', type: 'set', items };
}

/** `!!omap` and `!!pairs`: a list of maps with one field each becomes a list of tuples. */
function pairsOf(maker: Maker, node: Node): ConfigValue {
  const items: ConfigValue[] = [];
  maker.later(() => {
    if (node.kind !== 'list') return stop('tag-unfit', node.line);
    for (const { key, value } of node.items.map(onlyPair)) {
      items.push({
        kind: 'other',
        type: 'tuple',
        items: [maker.valueOf(key), maker.valueOf(value)],
      });
    }
  });
  return { kind: 'list', items };
}

function onlyPair(node: Node): { readonly key: Node; readonly value: Node } {
  const [pair, another] = node.kind === 'map' ? node.pairs : [];
  if (pair === undefined || another !== undefined) return stop('tag-unfit', node.line);
  return { key: pair[0], value: pair[1] };
}

/** As in a dict: of equal keys the first one stays, with the value of the last. */
function entriesOf(maker: Maker, node: Node): Iterable<MapEntry> {
  if (node.kind !== 'map') return stop('tag-unfit', node.line);
  merge(node, maker.budget);
  const entries = new Map<string | Node, MapEntry>();
  for (const [keyNode, valueNode] of (node as MapNode).pairs) {
    const key = maker.valueOf(keyNode);
    // An unclear key is nobody's equal.
    const identity = key.kind === 'unclear' ? keyNode : keyIdentity(key);
    if (identity === undefined) return stop('key', keyNode.line);
    const value = maker.valueOf(valueNode);
    const first = entries.get(identity)?.key ?? key;
    entries.set(identity, { key: first, value, line: keyNode.line });
  }
  return entries.values();
}
