import { exit } from '../../domain/exit-code.ts';
import { entryFrom, type KeyEntry } from '../../domain/key-entry.ts';
import { keyNamed } from '../../domain/named-key.ts';
import type { RegistryKey } from '../../domain/registry.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import { isUsedBy } from '../../domain/units/used-by.ts';
import type { Root } from '../../domain/world.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import { plain } from '../../render/speech.ts';
import { goodRegistry } from '../../steps/read-config.ts';
import type { Given } from '../command.ts';
import { keyText, tableText } from './look-up-text.ts';
import type { Part } from './part.ts';

interface LookUp extends Report {
  readonly part: 'look-up';
  /** True when one key was asked for. */
  readonly one: boolean;
  /** The unit that was asked about. */
  readonly unit: string | null;
  readonly keys: readonly KeyEntry[];
}

/** `keys [NAME]` and `keys --of UNIT`: the runbook look-up. */
export const lookUpPart: Part<LookUp> = { run: lookUp, text: lookUpText };

async function lookUp(given: Given, host: Host, root: Root): Promise<LookUp> {
  const registry = await goodRegistry(host, root.path);
  const [name] = given.words;
  const unit = given.text('of') ?? null;
  const named = name === undefined ? [...registry.keys.values()] : [keyNamed(registry, name)];
  const found = unit === null ? named : named.filter((key) => isOf(key, unit));
  const at = host.clock.now();
  return {
    schema: schemaOf('keys'),
    part: 'look-up',
    root: root.path,
    outcome: 'done',
    exit: unit !== null && found.length === 0 ? exit.no : exit.done,
    findings: [],
    one: name !== undefined && unit === null,
    unit,
    keys: found.map((key) => entryFrom(key, at)),
  };
}

function isOf({ usedBy }: RegistryKey, unit: string): boolean {
  return usedBy.some((pattern) => isUsedBy(pattern, unit));
}

function lookUpText({ one, unit, keys }: LookUp, paint: Paint): readonly string[] {
  const [first] = keys;
  if (first !== undefined) return one ? keyText(first, paint) : tableText(keys, paint);
  return unit === null
    ? ['the registry is empty; pine-env init lays one down']
    : [`no key of the registry is used by ${plain(unit)}`];
}
