import { isMap, isScalar, isSeq } from 'yaml';
import type { ConfigText, ParsedConfig } from '../domain/config-text.ts';
import { editedYaml } from './yaml-edit.ts';
import { lineAt, startOf, yamlTree } from './yaml-tree.ts';

/** YAML files through the `yaml` package; errors are `bad-config` and never quote the text. */
export function yamlConfig(): ConfigText {
  return { parse, edit: editedYaml };
}

function parse(text: string, file: string): ParsedConfig {
  const { root, value } = yamlTree(text, file);
  return { value, lineOf: (path) => lineAt(text, offsetOf(root, path)) };
}

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
