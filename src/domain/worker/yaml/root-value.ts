import { stop } from '../config-rules.ts';
import type { ConfigValue } from '../config-value.ts';
import { deepest } from '../python-limits.ts';
import { collections, type Maker } from './collections.ts';
import { type Node, standardName, standardTag, type TextNode } from './node.ts';
import { makerOf } from './tagged-text.ts';

/**
 * The value of a document: what PyYAML's safe constructor makes of its root. Collections are filled
 * level by level, which matters where aliases lead to maps that merge.
 */
export function rootValue(root: Node): ConfigValue {
  const made = new Map<Node, ConfigValue>();
  const unfilled: (() => void)[] = [];
  const maker: Maker = {
    valueOf: (node) => {
      const value = made.get(node) ?? fresh(maker, node);
      made.set(node, value);
      return value;
    },
    later: (fill) => void unfilled.push(fill),
    budget: { spent: 0 },
  };
  const value = maker.valueOf(root);
  for (const fill of unfilled) fill();
  return value;
}

function fresh(maker: Maker, node: Node): ConfigValue {
  const name = standardName(node.tag) ?? '';
  const makeText = makerOf(name);
  if (makeText !== undefined) return makeText(textOf(node, name));
  const make = collections.get(name) ?? stop('tag-unknown', node.line);
  return make(maker, node);
}

/** The text of a node; a map with a key `=` stands for what this key says. */
function textOf(node: Node, name: string): TextNode {
  let found = node;
  for (let depth = 0; found.kind === 'map' && depth <= deepest; depth++) {
    const said = found.pairs.find(([key]) => key.tag === standardTag('value'));
    // PyYAML reads a moment from the node itself, which is no text then.
    if (said === undefined || name === 'timestamp') return stop('tag-unfit', node.line);
    found = said[1];
  }
  if (found.kind === 'text') return found;
  return stop(found.kind === 'map' ? 'too-deep' : 'tag-unfit', node.line);
}
