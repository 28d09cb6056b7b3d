import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { ConfigEdit } from '../domain/config-text.ts';
import type { Path } from './yaml-expected.ts';
import {
  breakOf,
  colonBefore,
  columnOf,
  contentEnd,
  endOf,
  isBlank,
  isNothing,
  isOpen,
  isOpenMap,
  itemStart,
  lineEnd,
  lineStart,
} from './yaml-places.ts';
import { startOf, type YamlTree } from './yaml-tree.ts';
import { blockLines, fieldLines, flowText, isBlock, keyText } from './yaml-write.ts';

/** A piece of text to put in the place of another, and the part of the tree that it makes anew. */
export interface Cut {
  readonly from: number;
  readonly until: number;
  readonly text: string;
  readonly made: Path;
}

/** What a path leads to: the deepest node that is there, and how many steps lead to it. */
interface Spot {
  readonly node: unknown;
  readonly path: Path;
  readonly rest: Path;
  readonly parent?: Spot;
  /** The field's name, when the node is a field's value. */
  readonly key?: unknown;
}

/** The cut that makes one edit; undefined when there is nothing to do or no safe place for it. */
export function cutFor(tree: YamlTree, edit: ConfigEdit): Cut | undefined {
  const spot = follow({ node: tree.root, path: [], rest: edit.path });
  if (edit.kind === 'delete') return spot.rest.length > 0 ? undefined : without(tree, spot);
  const arrived = spot.rest.length === 0;
  if (edit.kind === 'append' && arrived && isSeq(spot.node)) {
    return newItem(tree, spot, spot.node, edit.value);
  }
  const value = edit.kind === 'append' ? [edit.value] : edit.value;
  if (arrived) return replacement(tree, spot, value);
  const [step, ...deeper] = spot.rest;
  if (isMap(spot.node))
    return newField(tree, spot, spot.node, String(step), wrapped(deeper, value));
  if (isSeq(spot.node) && step === spot.node.items.length) {
    return newItem(tree, spot, spot.node, wrapped(deeper, value));
  }
  return isNothing(spot.node) ? replacement(tree, spot, wrapped(spot.rest, value)) : undefined;
}

function follow(spot: Spot): Spot {
  const [step, ...rest] = spot.rest;
  if (step === undefined) return spot;
  const path = [...spot.path, step];
  if (isSeq(spot.node) && Number(step) < spot.node.items.length) {
    return follow({ node: spot.node.items[Number(step)], path, rest, parent: spot });
  }
  const pair = isMap(spot.node) ? pairOf(spot.node, step) : undefined;
  if (pair === undefined) return spot;
  return follow({ node: pair.value, path, rest, parent: spot, key: pair.key });
}

function pairOf(map: YAMLMap, name: string | number): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function wrapped(steps: Path, value: unknown): unknown {
  return steps.reduceRight(
    (inner: unknown, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
}

function newField(
  tree: YamlTree,
  spot: Spot,
  map: YAMLMap,
  name: string,
  value: unknown,
): Cut | undefined {
  const first = map.items[0];
  if (first === undefined) return replacement(tree, spot, { [name]: value });
  const made = [...spot.path, name];
  if (map.flow)
    return insert(endOf(map.items.at(-1)), `, ${keyText(name)}: ${flowText(value)}`, made);
  const lines = fieldLines(name, value, columnOf(tree.text, startOf(first.key)));
  return below(tree.text, endOf(map), lines, made);
}

function newItem(tree: YamlTree, spot: Spot, list: YAMLSeq, value: unknown): Cut | undefined {
  if (list.items.length === 0) return replacement(tree, spot, [value]);
  const made = [...spot.path, list.items.length];
  if (list.flow) return insert(endOf(list.items.at(-1)), `, ${flowText(value)}`, made);
  const margin = ' '.repeat(columnOf(tree.text, startOf(list)));
  return below(tree.text, endOf(list), [`${margin}- ${flowText(value)}`], made);
}

function replacement({ text }: YamlTree, spot: Spot, value: unknown): Cut | undefined {
  const { node, path: made } = spot;
  if (spot.parent === undefined && isNothing(node)) return atTheEnd(text, value);
  if (node === null || node === undefined) return undefined;
  const at = isBlank(node) ? colonBefore(text, startOf(node)) : startOf(node);
  if (isBlank(node)) {
    if (!isBlock(value) || !isOpenMap(spot.parent?.node))
      return insert(at, ` ${flowText(value)}`, made);
    return below(text, at, blockLines(value, columnOf(text, startOf(spot.key)) + 2), made);
  }
  const until = contentEnd(text, endOf(node));
  if (!isOpen(node)) return { from: at, until, text: flowText(value), made };
  // A list may stand in its field's own column, where no other kind of value may begin.
  const push = isSeq(node) && !Array.isArray(value) ? 2 : 0;
  const lines = isBlock(value) ? blockLines(value, columnOf(text, at) + push) : [flowText(value)];
  return { from: at, until, text: ' '.repeat(push) + lines.join(breakOf(text)).trimStart(), made };
}

function atTheEnd(text: string, value: unknown): Cut {
  const line = breakOf(text);
  const lead = text === '' || text.endsWith('\n') ? '' : line;
  return insert(text.length, `${lead}${blockLines(value, 0).join(line)}${line}`, []);
}

function without({ text }: YamlTree, { node, key, path, parent }: Spot): Cut | undefined {
  if (parent === undefined || !isCollection(parent.node)) return undefined;
  const { items, flow } = parent.node;
  const index = items.findIndex((item) => item === node || (isPair(item) && item.key === key));
  const made = path.slice(0, -1);
  if (items.length === 1) {
    const nothing = isMap(parent.node) ? {} : [];
    return replacement({ text, root: null, value: null }, parent, nothing);
  }
  const next = items[index + 1];
  const start = itemStart(items[index]);
  if (flow && next !== undefined) return { from: start, until: itemStart(next), text: '', made };
  if (flow) return { from: endOf(items[index - 1]), until: endOf(items[index]), text: '', made };
  const from = lineStart(text, start);
  const until = lineEnd(text, contentEnd(text, endOf(items[index])));
  // With the line break before it, so that a last line without one leaves none behind.
  if (from > 0) return { from: contentEnd(text, from), until, text: '', made };
  return { from, until: Math.min(text.length, text.indexOf('\n', until) + 1), text: '', made };
}

function insert(at: number, text: string, made: Path): Cut {
  return { from: at, until: at, text, made };
}

function below(text: string, end: number, lines: readonly string[], made: Path): Cut {
  const line = breakOf(text);
  return insert(lineEnd(text, contentEnd(text, end)), line + lines.join(line), made);
}
