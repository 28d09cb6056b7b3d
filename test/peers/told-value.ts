import type { ConfigValue } from '../../src/domain/worker/config-value.ts';

/** A value in the shape in which the Python side tells its own. */
export function told(value: ConfigValue): readonly unknown[] {
  switch (value.kind) {
    case 'null':
      return ['null'];
    case 'boolean':
      return ['boolean', value.value];
    case 'integer':
      return ['integer', `${value.value < 0n ? '-' : ''}0x${abs(value.value).toString(16)}`];
    case 'float':
      return ['float', floatHex(value.value)];
    case 'text':
      return ['text', value.value.reveal()];
    case 'list':
      return ['list', value.items.map(told)];
    case 'map':
      return ['map', value.entries.map((entry) => [told(entry.key), told(entry.value)])];
    case 'other':
      return toldOther(value);
    case 'unclear':
      return ['unclear'];
  }
}

function toldOther(value: Extract<ConfigValue, { kind: 'other' }>): readonly unknown[] {
  if (!('items' in value)) return [value.type, value.value.reveal()];
  const items = value.items.map(told);
  return [value.type, value.type === 'set' ? items.sort(byText) : items];
}

/** What Python told, its sets in the same order as ours. */
export function inOrder(tree: unknown): unknown {
  if (!Array.isArray(tree)) return tree;
  const inner = tree.map(inOrder);
  return inner[0] === 'set' && Array.isArray(inner[1])
    ? ['set', [...inner[1]].sort(byText)]
    : inner;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Python's `float.hex`, by the bits themselves. */
function floatHex(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf';
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const sign = bits >> 63n === 1n ? '-' : '';
  if (exponent === 0 && fraction === 0n) return `${sign}0x0.0p+0`;
  const power = exponent === 0 ? -1022 : exponent - 1023;
  const shown = fraction.toString(16).padStart(13, '0');
  return `${sign}0x${exponent === 0 ? 0 : 1}.${shown}p${power < 0 ? '' : '+'}${power}`;
}
