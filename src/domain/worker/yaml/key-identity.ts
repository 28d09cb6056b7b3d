import type { ConfigValue } from '../config-value.ts';
import { sameMoment } from './moment.ts';

/**
 * A text that two keys share exactly when they are one key of a Python dict: `1`, `1.0` and `True`
 * are. Undefined for a list, a map or a set, which cannot be keys.
 */
export function keyIdentity(value: ConfigValue): string | undefined {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'boolean':
      return value.value ? 'number 1' : 'number 0';
    case 'integer':
      return `number ${value.value}`;
    case 'float':
      return Number.isInteger(value.value)
        ? `number ${BigInt(value.value)}`
        : `number ${value.value}`;
    case 'text':
      return `text ${value.value.reveal()}`;
    case 'other':
      return 'items' in value ? undefined : otherIdentity(value.type, value.value.reveal());
    default:
      return undefined;
  }
}

function otherIdentity(type: 'bytes' | 'date' | 'datetime', text: string): string {
  return type === 'bytes' ? `bytes ${text}` : sameMoment({ type, iso: text });
}
