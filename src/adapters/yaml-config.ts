import { isMap, isScalar, isSeq } from 'yaml';
import type { ConfigText, ParsedConfig } from '../domain/config-text.ts';
import { editedYaml } from './yaml-edit.ts';
import { lineAt, startOf, yamlTree } from './yaml-tree.ts';

/** YAML files through the `yaml` package; errors are `bad-config` and never quote the text. */
export function yamlConfig(): ConfigText {
  return { parse, edit: editedYaml };
}

/** A change looks at the same files two or three times; the same text has the same tree. */
const known = new Map<string, ParsedConfig>();

function parse(text: string, file: string): ParsedConfig {
  const before = known.get(text);
  if (before !== undefined) return before;
  const { root, value } = yamlTree(text, file);
  const config = { value, lineOf: (path: Path) => lineAt(text, offsetOf(root, path)) };
  known.set(text, config);
  return config;
}

type Path = Parameters<ParsedConfig['lineOf']>[0];

/** Where the field at `path` stands, or the nearest thing above it. */
function offsetOf(root: unknown, path: readonly (string | number)[]): number {
  let node = root;
  let offset = startOf(root);
  for (const step of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === step)
      : undefined;
    const inner = pair?.value ?? (isSeq(node) ? node.items[Number(step)] : undefined);
    if (pair === undefined && inner === undefined) return offset;
    offset = startOf(pair?.key ?? inner);
    node = inner;
  }
  return offset;
}
