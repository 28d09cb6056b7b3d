import type { Secret } from '../secret.ts';
import type { ConfigValue } from './config-value.ts';

/** A text somewhere in a config; `path` is dotted, `line` 1-based, of its nearest field. */
export interface ConfigText {
  readonly path: string;
  readonly line: number;
  readonly text: Secret;
}

/** Every text in a config, at any depth, as it is written: values, and whatever else may hide one. */
export function textsIn(value: ConfigValue, path = '', line = 1): readonly ConfigText[] {
  switch (value.kind) {
    case 'text':
      return [{ path, line, text: value.value }];
    case 'list':
      return value.items.flatMap((item) => textsIn(item, path, line));
    case 'map':
      return value.entries.flatMap(({ key, value: inner, line: at }) => [
        ...textsIn(key, path, at),
        ...textsIn(inner, joined(path, key), at),
      ]);
    case 'other':
      return 'items' in value
        ? value.items.flatMap((item) => textsIn(item, path, line))
        : [{ path, line, text: value.value }];
    default:
      return [];
  }
}

/** A field's name is shown only where it looks like one: a pasted credential may stand there too. */
function joined(path: string, key: ConfigValue): string {
  const name = key.kind === 'text' ? key.value.reveal() : '';
  const shown = /^[a-z][a-z0-9_]{0,39}$/.test(name) ? name : '?';
  return path === '' ? shown : `${path}.${shown}`;
}
