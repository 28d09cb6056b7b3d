import { Secret } from '../../secret.ts';
import { stop } from '../config-rules.ts';
import type { ConfigValue } from '../config-value.ts';
import { binaryOf } from './binary.ts';
import { momentOf } from './moment.ts';
import { floatOf, integerOf } from './numbers.ts';

/** A text that gets its value from its tag, and the line it begins in. */
export interface TaggedText {
  readonly text: string;
  readonly halves: boolean;
  readonly line: number;
}

const flags: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['no', false],
  ['true', true],
  ['false', false],
  ['on', true],
  ['off', false],
]);

type Make = (tagged: TaggedText) => ConfigValue;

const makers: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['null', () => ({ kind: 'null' })],
  ['bool', ({ text, line }) => flagOf(text, line)],
  ['int', ({ text, line }) => ({ kind: 'integer', value: integerOf(text, line) })],
  ['float', ({ text, line }) => ({ kind: 'float', value: floatOf(text, line) })],
  ['binary', ({ text, line }) => other('bytes', binaryOf(text) ?? stop('value', line))],
  ['timestamp', ({ text, line }) => dated(text, line)],
  ['str', ({ text, halves }) => textOf(text, halves)],
]);

/** What makes a value of a text with that one of YAML's own tags; undefined for any other tag. */
export function makerOf(name: string): Make | undefined {
  return makers.get(name);
}

function textOf(text: string, halves: boolean): ConfigValue {
  if (halves) return { kind: 'unclear', rule: 'half-characters' };
  return { kind: 'text', value: Secret.of(text) };
}

function flagOf(text: string, line: number): ConfigValue {
  return { kind: 'boolean', value: flags.get(text.toLowerCase()) ?? stop('value', line) };
}

function dated(text: string, line: number): ConfigValue {
  const { type, iso } = momentOf(text) ?? stop('value', line);
  return other(type, iso);
}

function other(type: 'bytes' | 'date' | 'datetime', value: string): ConfigValue {
  return { kind: 'other', type, value: Secret.of(value) };
}
