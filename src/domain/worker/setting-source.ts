import { Secret } from '../secret.ts';
import { type ConfigValue, entryOf, isTruthy } from './config-value.ts';
import { expandVars } from './expand-vars.ts';

/** A place in the config; a path is dotted: `traderspost.webhook`. */
export interface ConfigSource {
  readonly kind: 'config';
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** `clear`: the value itself stands in the file; `expanded`: a variable stands in it. */
  readonly written: 'clear' | 'expanded';
  /** The variables in the text that the environment has, each once, in order. */
  readonly used: readonly string[];
  /** The variables in the text that the environment lacks: they stay as they are written. */
  readonly literal: readonly string[];
}

/** It cannot be told; `path` is how far one could look, empty when it is the whole config. */
export interface UnclearSource {
  readonly kind: 'unclear';
  readonly path: string;
  /** One of `sourceRules`, or of the rules of the config's reading. */
  readonly rule: string;
}

/** Where the worker takes a setting from. */
export type SettingSource =
  | ConfigSource
  | { readonly kind: 'environment'; readonly key: string }
  | { readonly kind: 'nowhere' }
  | UnclearSource;

/** What is said of the place in the config for each rule that the view itself may name. */
export const sourceRules = {
  'not-a-map': 'holds something else than fields, and the worker may fail on it',
  'not-a-text': 'is no text, and what the worker makes of that cannot be told',
  'half-character': 'names a variable with half a character, on which Python fails',
} as const;

/** What the config has at a path, its text expanded. */
export type Taken =
  | { readonly kind: 'taken'; readonly value: ConfigValue; readonly from: ConfigSource }
  | { readonly kind: 'absent' }
  | UnclearSource;

type Environment = ReadonlyMap<string, string>;

/** What the worker finds at a dotted path once every text is expanded from its environment. */
export function take(config: ConfigValue, path: string, environment: Environment): Taken {
  const parts = path.split('.');
  let taken = expanded(config, { path: '', line: 1 }, environment);
  for (const [index, name] of parts.entries()) {
    if (taken.kind !== 'taken') return taken;
    const { value, from } = taken;
    if (value.kind !== 'map')
      return isTruthy(value) ? unclear(from.path, 'not-a-map') : { kind: 'absent' };
    const entry = entryOf(value.entries, name);
    if (entry === undefined) return { kind: 'absent' };
    const place = { path: parts.slice(0, index + 1).join('.'), line: entry.line };
    taken = expanded(entry.value, place, environment);
  }
  return taken;
}

type Place = Pick<ConfigSource, 'path' | 'line'>;

function expanded(value: ConfigValue, place: Place, environment: Environment): Taken {
  if (value.kind === 'unclear') return unclear(place.path, value.rule);
  const text = value.kind === 'text' ? value.value.reveal() : '';
  const { text: after, used, literal, raises } = expandVars(text, environment);
  if (raises) return unclear(place.path, 'half-character');
  const written = used.length + literal.length > 0 ? 'expanded' : 'clear';
  const from: ConfigSource = { kind: 'config', ...place, written, used, literal };
  if (value.kind !== 'text' || written === 'clear') return { kind: 'taken', value, from };
  return { kind: 'taken', value: { kind: 'text', value: Secret.of(after) }, from };
}

function unclear(path: string, rule: string): UnclearSource {
  return { kind: 'unclear', path, rule };
}
