import { exit } from '../../domain/exit-code.ts';
import { shortFingerprint } from '../../domain/fingerprint.ts';
import { nearestName } from '../../domain/names.ts';
import type { Registry, RegistryKey } from '../../domain/registry.ts';
import { type Report, schemaOf } from '../../domain/report.ts';
import type { Root } from '../../domain/world.ts';
import { fail } from '../../errors.ts';
import type { Host } from '../../ports.ts';
import type { Paint } from '../../render/paint.ts';
import { plain, table } from '../../render/speech.ts';
import { goodRegistry } from '../../steps/read-config.ts';
import type { Part } from './part.ts';

interface KeyEntry {
  readonly key: string;
  readonly secret: boolean;
  readonly optional: boolean;
  readonly provider: string;
  readonly purpose: string;
  readonly sharing: string;
  readonly usedBy: readonly string[];
  readonly console: string | null;
  readonly rotateEvery: string | null;
  readonly without: string | null;
  readonly environments: readonly Place[];
}

interface Place {
  readonly environment: string;
  readonly fingerprint: string;
  readonly generation: string;
  readonly issued: string;
  readonly owner: string;
}

interface LookUp extends Report {
  readonly part: 'look-up';
  /** True when one key was asked for. */
  readonly one: boolean;
  readonly keys: readonly KeyEntry[];
}

/** `keys [NAME]`: the runbook look-up. */
export const lookUpPart: Part<LookUp> = {
  run: (given, host, root) => lookUp(host, root, given.words[0]),
  text: lookUpText,
};

async function lookUp(host: Host, root: Root, name: string | undefined): Promise<LookUp> {
  const registry = await goodRegistry(host, root.path);
  const found = name === undefined ? [...registry.keys.values()] : [oneKey(registry, name)];
  return {
    schema: schemaOf('keys'),
    part: 'look-up',
    root: root.path,
    outcome: 'done',
    exit: exit.done,
    findings: [],
    one: name !== undefined,
    keys: found.map(entryFrom),
  };
}

function oneKey(registry: Registry, name: string): RegistryKey {
  const key = registry.keys.get(name);
  if (key !== undefined) return key;
  const nearest = nearestName(name, [...registry.keys.keys()]);
  return fail({
    kind: 'usage',
    rule: 'unknown-key',
    message: 'the registry has no key of that name',
    remedy:
      nearest === undefined ? 'see which there are: pine-env keys' : `did you mean ${nearest}?`,
  });
}

function entryFrom(key: RegistryKey): KeyEntry {
  const { name, secret, optional, provider, purpose, sharing, usedBy } = key;
  return {
    key: name,
    secret,
    optional,
    provider,
    purpose,
    sharing,
    usedBy,
    console: key.console ?? null,
    rotateEvery: key.rotateEvery ?? null,
    without: key.without ?? null,
    environments: [...key.environments].flatMap(([environment, enrolments]) =>
      enrolments.map(({ fingerprint, generation, issued, owner }) => ({
        environment,
        fingerprint: shortFingerprint(fingerprint),
        generation,
        issued,
        owner,
      })),
    ),
  };
}

function lookUpText(report: LookUp, paint: Paint): readonly string[] {
  const [first] = report.keys;
  if (report.one && first !== undefined) return oneText(first, paint);
  if (first === undefined) return ['the registry is empty; pine-env init lays one down'];
  return table([
    ['KEY', 'KIND', 'WHERE'].map((head) => paint.faint(head)),
    ...report.keys.map((key) => [key.key, kindOf(key), places(key)]),
  ]);
}

function kindOf(key: KeyEntry): string {
  return `${key.secret ? 'secret' : 'setting'}${key.optional ? ', optional' : ''}`;
}

/** Only what is in force; the look-up of one key shows every generation. */
function places(key: KeyEntry): string {
  if (!key.secret) return '-';
  const current = key.environments.filter(({ generation }) => generation === 'current');
  return (
    current.map((place) => `${place.environment} ${place.fingerprint}`).join(', ') || 'not enrolled'
  );
}

function oneText(key: KeyEntry, paint: Paint): readonly string[] {
  const rows = [
    ['purpose', key.purpose],
    ['kind', `${kindOf(key)}, ${key.sharing}`],
    ['provider', key.provider],
    ['used by', key.usedBy.join(', ')],
    ['new one', key.console ?? ''],
    ['rotate', key.rotateEvery === null ? '' : `every ${key.rotateEvery}`],
    ['without', key.without ?? ''],
  ];
  return [
    paint.strong(key.key),
    ...table(rows.filter(([, text]) => text !== '').map((row) => row.map((cell) => plain(cell)))),
    ...table(key.environments.map(placeRow)),
    ...(key.secret && key.environments.length === 0 ? ['not enrolled in any environment'] : []),
  ];
}

function placeRow({
  environment,
  fingerprint,
  generation,
  issued,
  owner,
}: Place): readonly string[] {
  return [environment, fingerprint, generation, `issued ${issued}`, `by ${plain(owner)}`];
}
