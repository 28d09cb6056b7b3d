import { largestConfig } from '../limits.ts';
import { utf8Text } from '../utf8-text.ts';
import { stop, stopped } from './config-rules.ts';
import { readJson } from './json-text.ts';
import type { ConfigReading } from './runtime-config.ts';
import { readYaml } from './yaml/read-yaml.ts';

/** What the worker makes of its config: UTF-8, any kind of line end, JSON first, then YAML 1.1. */
export function readRuntimeConfig(bytes: Uint8Array): ConfigReading {
  try {
    return certainReading(bytes);
  } catch (error) {
    return stopped(error);
  }
}

function certainReading(bytes: Uint8Array): ConfigReading {
  if (bytes.length > largestConfig) return stop('too-large');
  const text = (utf8Text(bytes) ?? stop('not-utf8')).replace(/\r\n?/g, '\n');
  const json = readJson(text);
  if (json !== undefined) return { kind: 'read', value: json, format: 'json' };
  return { kind: 'read', value: readYaml(text), format: 'yaml' };
}
