import { isCollection, isMap, isPair, isScalar, type Node } from 'yaml';
import { startOf } from './yaml-tree.ts';

/** The line break this text uses. */
export function breakOf(text: string): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : contentEnd(text, end + 1);
}

/** The offset without the line break just before it: block text ends after one. */
export function contentEnd(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

/** How many characters stand before an offset in its line. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the last value in a node or field ends, comments after it left out. */
export function endOf(part: unknown): number {
  if (isPair(part)) return part.value === null ? endOf(part.key) : endOf(part.value);
  if (isOpen(part) && isCollection(part)) return endOf(part.items.at(-1));
  return (part as Node).range?.[1] ?? 0;
}

/** Where an item of a map or list begins. */
export function itemStart(item: unknown): number {
  return startOf(isPair(item) ? item.key : item);
}

/** True for a map or list written as a block, over lines of its own. */
export function isOpen(node: unknown): boolean {
  return isCollection(node) && node.flow !== true && node.items.length > 0;
}

/** True for a null, written or not. */
export function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

/** True for a field without a value: `paper:` and no more. */
export function isBlank(node: unknown): boolean {
  return isScalar(node) && node.range?.[0] === node.range?.[1];
}

/** True for a map written as a block. */
export function isOpenMap(node: unknown): boolean {
  return isMap(node) && node.flow !== true;
}

/** The end of the `:` or `-` that a missing value should follow; the package points behind the blanks. */
export function colonBefore(text: string, offset: number): number {
  return text.slice(lineStart(text, offset), offset).trimEnd().length + lineStart(text, offset);
}
