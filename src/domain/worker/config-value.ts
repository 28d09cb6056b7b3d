import type { Secret } from '../secret.ts';

/** A field of a map; `line` is 1-based, where the key of the value in force begins. */
export interface MapEntry {
  readonly key: ConfigValue;
  readonly value: ConfigValue;
  readonly line: number;
}

/**
 * A value of the worker's runtime config as Python holds it. A text may be a credential, so it is
 * wrapped; a lone surrogate in it is one in Python too. `bytes` are text of one letter a byte,
 * `date` and `datetime` are as `isoformat()` writes them.
 */
export type ConfigValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: Secret }
  | { readonly kind: 'list'; readonly items: readonly ConfigValue[] }
  | { readonly kind: 'map'; readonly entries: readonly MapEntry[] }
  | {
      readonly kind: 'other';
      readonly type: 'bytes' | 'date' | 'datetime';
      readonly value: Secret;
    }
  | {
      readonly kind: 'other';
      readonly type: 'set' | 'tuple';
      readonly items: readonly ConfigValue[];
    }
  | { readonly kind: 'unclear'; readonly rule: string };

/** The field of that name; keys that are no text are nobody's name. */
export function entryOf(entries: readonly MapEntry[], name: string): MapEntry | undefined {
  return entries.find(({ key }) => key.kind === 'text' && key.value.reveal() === name);
}

/** Python's `bool(value)`; undefined when the value is unclear. */
export function isTruthy(value: ConfigValue): boolean | undefined {
  switch (value.kind) {
    case 'null':
      return false;
    case 'boolean':
      return value.value;
    case 'integer':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'text':
      return !value.value.isEmpty;
    case 'list':
      return value.items.length > 0;
    case 'map':
      return value.entries.length > 0;
    case 'other':
      return 'items' in value ? value.items.length > 0 : !value.value.isEmpty;
    case 'unclear':
      return undefined;
  }
}
