import type { ConfigValue } from './config-value.ts';

/** What the worker takes from the text of its runtime config. */
export type ConfigReading =
  | {
      readonly kind: 'read';
      readonly value: ConfigValue;
      /** JSON is tried first. */
      readonly format: 'json' | 'yaml';
    }
  /** Python raises: the worker has no config. `line` is 1-based; nothing quotes the text. */
  | { readonly kind: 'unusable'; readonly rule: string; readonly line?: number }
  /** It cannot be told what Python makes of it. */
  | { readonly kind: 'unclear'; readonly rule: string; readonly line?: number };

/** The runtime config as the worker reads it: JSON, else YAML 1.1 as PyYAML's `safe_load` has it. */
export interface RuntimeConfigText {
  /** Pure, total and linear in the size of the file; nothing in it is ever executed. */
  read(bytes: Uint8Array): ConfigReading;
  /** For every rule a reading may name: what is said of the config, such as `has a tab`. */
  readonly rules: Readonly<Record<string, string>>;
}
