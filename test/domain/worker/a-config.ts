import type { ConfigValue } from '../../../src/domain/worker/config-value.ts';
import { readRuntimeConfig } from '../../../src/domain/worker/read-runtime-config.ts';
import type { ConfigReading } from '../../../src/domain/worker/runtime-config.ts';

/** What the worker makes of a config with this text. */
export function readingOf(text: string): ConfigReading {
  return readRuntimeConfig(new TextEncoder().encode(text));
}

/** The value of a config that can be read. */
export function configOf(text: string): ConfigValue {
  const reading = readingOf(text);
  if (reading.kind !== 'read') throw new Error(`${reading.kind}: ${reading.rule}`);
  return reading.value;
}
