import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode } from 'yaml';
import { largestOwnYaml } from '../domain/limits.ts';
import { fail } from '../errors.ts';
import { deepest, type Refuse, yamlDocument } from './yaml-document.ts';
import { yamlFaults } from './yaml-faults.ts';

/** A YAML file as nodes with their offsets, and its plain value. */
export interface YamlTree {
  readonly text: string;
  readonly root: ParsedNode | null;
  readonly value: unknown;
}

/**
 * The one document in `text`: YAML 1.2 core, no alias, anchor, tag or directive, no repeated key.
 * Throws `bad-config` with file, line and rule; the text itself is never quoted.
 */
export function yamlTree(text: string, file: string): YamlTree {
  const refuse: Refuse = (fault, offset) => refused(fault, file, text, offset);
  if (Buffer.byteLength(text) > largestOwnYaml) return refuse('TOO_LARGE', 0);
  const document = yamlDocument(text, refuse);
  const { yaml, tags } = document.directives;
  if (yaml.explicit === true || Object.keys(tags).length > 1) return refuse('BAD_DIRECTIVE', 0);
  const root = document.contents;
  return { text, root, value: plainOf(root, 0, refuse) };
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** Where a node begins; 0 for one that the text does not hold. */
export function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

/** The plain value of a node; maps come without a prototype, so no field name is special. */
function plainOf(node: unknown, depth: number, refuse: Refuse): unknown {
  if (node === null || node === undefined) return null;
  if (depth > deepest) return refuse('RESOURCE_EXHAUSTION', startOf(node));
  if (isAlias(node)) return refuse('BAD_ALIAS', startOf(node));
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  if (anchor !== undefined) return refuse('BAD_ALIAS', startOf(node));
  if (tag !== undefined) return refuse('TAG_RESOLVE_FAILED', startOf(node));
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((item) => plainOf(item, depth + 1, refuse));
  if (!isMap(node)) return refuse('UNEXPECTED_TOKEN', startOf(node));
  const map: Record<string, unknown> = Object.create(null);
  for (const { key, value } of node.items) {
    const name = String(plainOf(key, depth + 1, refuse));
    if (name in map) return refuse('DUPLICATE_KEY', startOf(key));
    map[name] = plainOf(value, depth + 1, refuse);
  }
  return map;
}

function refused(fault: string, file: string, text: string, offset: number): never {
  const { rule, message, remedy } = yamlFaults(fault);
  return fail({
    kind: 'bad-config',
    rule,
    where: `${file}:${lineAt(text, offset)}`,
    message,
    remedy,
  });
}
