import { isMap, isScalar, isSeq } from 'yaml';
import type { ConfigText } from '../domain/config-text.ts';
import { editedYaml } from './yaml-edit.ts';
import { lineAt, startOf, yamlTree } from './yaml-tree.ts';

/** YAML files through the `yaml` package; errors are `bad-config` and never quote the text. */
export const yamlConfig: ConfigText = {
  parse(text, file) {
    const { root, value } = yamlTree(text, file);
    return { value, lineOf: (path) => lineAt(text, offsetOf(root, path)) };
  },
  edit: editedYaml,
};

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
