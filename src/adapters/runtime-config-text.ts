import { configRules } from '../domain/worker/config-rules.ts';
import { readRuntimeConfig } from '../domain/worker/read-runtime-config.ts';
import type { RuntimeConfigText } from '../domain/worker/runtime-config.ts';

/** The reader of runtime configs; a port only because its code is loaded when it is needed. */
export function runtimeConfigText(): RuntimeConfigText {
  return { read: readRuntimeConfig, rules: configRules };
}
