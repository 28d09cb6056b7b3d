import { stop } from '../config-rules.ts';
import { deepest } from '../python-limits.ts';
import { implicitTag } from '../yaml-scalars.ts';
import { type ListNode, type MapNode, type Node, type Pair, standardTag } from './node.ts';
import { next, nextIs, type Parse, take, takeIf } from './parse-tokens.ts';
import { resolveTag } from './tag-handles.ts';
import type { Mark, Text } from './token.ts';

type Place = 'block' | 'block-or-dashes' | 'flow';

interface Properties {
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly line: number;
}

/** The node here; `block-or-dashes`: a list may begin in the column of the map around it. */
export function parseNode(parse: Parse, place: Place, depth = 0): Node {
  const first = next(parse);
  if (depth > deepest) return stop('too-deep', first.line);
  if (first.kind === 'alias') {
    take(parse);
    return parse.anchors.get(first.name) ?? stop('alias', first.line);
  }
  const properties = takeProperties(parse);
  const { kind } = next(parse);
  if (kind === 'text') return textNode(parse, properties, take(parse) as Text);
  if (kind === 'flow-list') return listNode(parse, properties, depth, flowItems);
  if (kind === 'flow-map') return mapNode(parse, properties, depth, flowPairs);
  if (place === 'block-or-dashes' && kind === 'entry') {
    return listNode(parse, properties, depth, dashedItems);
  }
  if (place !== 'flow' && kind === 'block-list') {
    return listNode(parse, properties, depth, blockItems);
  }
  if (place !== 'flow' && kind === 'block-map') {
    return mapNode(parse, properties, depth, blockPairs);
  }
  if (properties.anchor === undefined && properties.tag === undefined) {
    return stop('structure', next(parse).line);
  }
  return textNode(parse, properties, { text: '', plain: true, halves: false });
}

/** A value that is not written: null. */
export function nothing({ line }: { readonly line: number }): Node {
  return { kind: 'text', tag: standardTag('null'), text: '', halves: false, line };
}

function takeProperties(parse: Parse): Properties {
  const { line } = next(parse);
  let anchor: string | undefined;
  let tag: string | undefined;
  for (let token = next(parse); ; token = next(parse)) {
    if (token.kind === 'anchor' && anchor === undefined) anchor = token.name;
    else if (token.kind === 'tag' && tag === undefined) tag = resolveTag(parse.handles, token);
    else break;
    take(parse);
  }
  if (anchor !== undefined && parse.anchors.has(anchor)) stop('anchor-twice', line);
  return { anchor, tag, line };
}

function textNode(
  parse: Parse,
  { anchor, tag, line }: Properties,
  { text, plain, halves }: Pick<Text, 'text' | 'plain' | 'halves'>,
): Node {
  const isOpen = tag === '!' || (tag === undefined && plain);
  const name = isOpen ? implicitTag(text) : 'str';
  const known = tag === undefined || isOpen ? standardTag(name) : tag;
  return anchored(parse, anchor, { kind: 'text', tag: known, text, halves, line });
}

type Fill<T> = (parse: Parse, into: T[], depth: number) => void;

function listNode(parse: Parse, properties: Properties, depth: number, fill: Fill<Node>): Node {
  const { anchor, tag = '!', line } = properties;
  const known = tag === '!' ? standardTag('seq') : tag;
  const node: ListNode = { kind: 'list', tag: known, items: [], line };
  anchored(parse, anchor, node);
  fill(parse, node.items, depth + 1);
  return node;
}

function mapNode(parse: Parse, properties: Properties, depth: number, fill: Fill<Pair>): Node {
  const { anchor, tag = '!', line } = properties;
  const known = tag === '!' ? standardTag('map') : tag;
  const node: MapNode = { kind: 'map', tag: known, pairs: [], line };
  anchored(parse, anchor, node);
  fill(parse, node.pairs, depth + 1);
  return node;
}

function anchored(parse: Parse, anchor: string | undefined, node: Node): Node {
  if (anchor !== undefined) parse.anchors.set(anchor, node);
  return node;
}

function blockItems(parse: Parse, items: Node[], depth: number): void {
  take(parse);
  while (nextIs(parse, 'entry')) items.push(entryOf(parse, depth, ['entry', 'block-end']));
  mustTake(parse, 'block-end');
}

function dashedItems(parse: Parse, items: Node[], depth: number): void {
  const ends: readonly Mark[] = ['entry', 'key', 'value', 'block-end'];
  while (nextIs(parse, 'entry')) items.push(entryOf(parse, depth, ends));
}

function entryOf(parse: Parse, depth: number, ends: readonly Mark[]): Node {
  return nodeBehind(parse, 'block', depth, ends);
}

function blockPairs(parse: Parse, pairs: Pair[], depth: number): void {
  const ends: readonly Mark[] = ['key', 'value', 'block-end'];
  take(parse);
  while (nextIs(parse, 'key')) {
    const key = nodeBehind(parse, 'block-or-dashes', depth, ends);
    pairs.push([key, pairedNode(parse, 'block-or-dashes', depth, ends)]);
  }
  mustTake(parse, 'block-end');
}

function flowItems(parse: Parse, items: Node[], depth: number): void {
  takeFlow(parse, 'flow-list-end', () => {
    if (!nextIs(parse, 'key')) items.push(parseNode(parse, 'flow', depth));
    else items.push(singlePair(parse, depth));
  });
}

/** `[a: 1]` is a list of a map. */
function singlePair(parse: Parse, depth: number): Node {
  const ends: readonly Mark[] = ['value', 'comma', 'flow-list-end'];
  const { line } = next(parse);
  const key = nodeBehind(parse, 'flow', depth + 1, ends);
  const value = pairedNode(parse, 'flow', depth + 1, ['comma', 'flow-list-end']);
  return { kind: 'map', tag: standardTag('map'), pairs: [[key, value]], line };
}

function flowPairs(parse: Parse, pairs: Pair[], depth: number): void {
  takeFlow(parse, 'flow-map-end', () => {
    const hasKey = nextIs(parse, 'key');
    const key = hasKey
      ? nodeBehind(parse, 'flow', depth, ['value', 'comma', 'flow-map-end'])
      : parseNode(parse, 'flow', depth);
    const value = hasKey
      ? pairedNode(parse, 'flow', depth, ['comma', 'flow-map-end'])
      : nothing(next(parse));
    pairs.push([key, value]);
  });
}

/** Everything between two brackets, a comma between two parts and perhaps behind the last. */
function takeFlow(parse: Parse, end: Mark, takePart: () => void): void {
  take(parse);
  for (let isFirst = true; !nextIs(parse, end); isFirst = false) {
    if (!isFirst) mustTake(parse, 'comma');
    if (nextIs(parse, end)) break;
    takePart();
  }
  take(parse);
}

/** Takes the mark here and the node behind it; nothing when one of `ends` follows. */
function nodeBehind(parse: Parse, place: Place, depth: number, ends: readonly Mark[]): Node {
  const mark = take(parse);
  return nextIs(parse, ...ends) ? nothing(mark) : parseNode(parse, place, depth);
}

function pairedNode(parse: Parse, place: Place, depth: number, ends: readonly Mark[]): Node {
  return nextIs(parse, 'value') ? nodeBehind(parse, place, depth, ends) : nothing(next(parse));
}

function mustTake(parse: Parse, mark: Mark): void {
  if (!takeIf(parse, mark)) stop('structure', next(parse).line);
}
