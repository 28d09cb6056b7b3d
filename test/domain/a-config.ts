import { Secret } from '../../src/domain/secret.ts';
import type { ConfigValue } from '../../src/domain/worker/config-value.ts';
import type { ConfigFacts } from '../../src/domain/world.ts';
import type { Setup } from './a-world.ts';

type Plain =
  | string
  | boolean
  | number
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain };

export const configFile = 'runtime/config.yml';

/** The paper profile with a worker whose runtime config says this, or of which this is known. */
export function withConfig(says: Plain | ConfigFacts['read'], change: object = {}): Setup {
  const known = typeof says === 'object' && says !== null && 'kind' in says;
  const read = known ? (says as ConfigFacts['read']) : readOf(says as Plain);
  const facts: ConfigFacts = { where: configFile, namedBy: 'profile', read, rules };
  return {
    profiles: { paper: { worker: { config: configFile }, ...change } },
    configs: new Map([['paper', facts]]),
  };
}

const rules = { broken: 'ends in the middle', odd: 'may be read in two ways' };

function readOf(says: Plain): ConfigFacts['read'] {
  return { kind: 'read', format: 'yaml', value: configValue(says) };
}

/** A config value of plain data; fields stand on lines of their own, from 1. */
export function configValue(plain: Plain): ConfigValue {
  if (plain === null) return { kind: 'null' };
  if (typeof plain === 'boolean') return { kind: 'boolean', value: plain };
  if (typeof plain === 'number') return { kind: 'integer', value: BigInt(plain) };
  if (typeof plain === 'string') return { kind: 'text', value: Secret.of(plain) };
  if (Array.isArray(plain)) return { kind: 'list', items: plain.map(configValue) };
  const fields = Object.entries(plain as Readonly<Record<string, Plain>>);
  return {
    kind: 'map',
    entries: fields.map(([name, value], at) => ({
      key: { kind: 'text', value: Secret.of(name) },
      value: configValue(value),
      line: at + 1,
    })),
  };
}
