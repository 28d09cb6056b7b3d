import type { Expectation, Profile } from '../profile.ts';
import { renewalOf } from '../providers/rotation-steps.ts';
import type { RegistryKey } from '../registry.ts';
import { placesIn, renewBy } from './places.ts';
import { type Block, codesIn, type Row, type Section, says, tableOf } from './section.ts';

/** All of one key: what for, where, how to see that it is good, how to renew it. */
export function keySection(key: RegistryKey, profiles: readonly Profile[]): Section {
  const blocks = [
    ...facts(key),
    ...(key.secret ? [...generations(key), ...attestations(key), ...renewal(key)] : []),
    ...expected(key, profiles),
  ];
  return { title: key.name, isKey: true, blocks };
}

function facts(key: RegistryKey): readonly Block[] {
  const kind = `${key.secret ? `secret, ${key.sharing}` : 'setting'}${key.optional ? ', optional' : ''}`;
  const rows: readonly Row[] = [
    ['purpose', key.purpose],
    ['kind', kind],
    ['issued by', key.secret ? renewalOf(key.provider, key.name).issuer : ''],
    ['used by', { code: key.usedBy }],
    ['a new one', key.console ?? ''],
    ['renewed every', key.rotateEvery ?? ''],
    ['without it', key.without ?? ''],
  ];
  return tableOf(
    ['', ''],
    rows.filter(([, cell = '']) => !isBlank(cell)),
  );
}

function isBlank(cell: Row[number]): boolean {
  return typeof cell === 'string' ? cell === '' : codesIn(cell).length === 0;
}

function generations(key: RegistryKey): readonly Block[] {
  const rows = placesIn(key).map(
    (one): Row => [
      { code: one.environment },
      { code: one.fingerprint },
      one.generation,
      one.issued,
      one.generation === 'current' ? renewBy(key, one) : '',
      one.owner,
      one.note ?? '',
    ],
  );
  if (rows.length === 0) return [says('Not enrolled in any environment.')];
  const heads = ['environment', 'fingerprint', 'generation', 'since', 'renew by', 'owner', 'note'];
  return tableOf(heads, rows);
}

function attestations({ attest, attestations }: RegistryKey): readonly Block[] {
  const rows = [...attestations].map(
    ([environment, one]): Row => [{ code: environment }, one.accounts, one.by, one.at, one.until],
  );
  const demanded = attest && rows.length === 0;
  return [
    ...tableOf(['environment', 'feeds these accounts', 'says', 'on', 'until'], rows),
    ...(demanded ? [says('Nobody has said yet which accounts it feeds; live needs that.')] : []),
  ];
}

function renewal({ provider, name }: RegistryKey): readonly Block[] {
  const { proof, meanwhile, steps } = renewalOf(provider, name);
  return [
    says(`How it is seen to be good: ${proof}.`),
    says(`While it is renewed: ${meanwhile}.`),
    { kind: 'steps', steps },
  ];
}

function expected({ name }: RegistryKey, profiles: readonly Profile[]): readonly Block[] {
  const rows = profiles.flatMap((profile): readonly Row[] => {
    const wanted = profile.expect.get(name);
    return wanted === undefined ? [] : [[{ code: profile.name }, wordsFor(wanted)]];
  });
  return tableOf(['environment', 'must be'], rows);
}

function wordsFor(wanted: Expectation): Row[number] {
  if ('is' in wanted) return { code: wanted.is };
  if ('matches' in wanted) return { code: wanted.matches };
  return wanted.flag === 'explicit' ? 'plainly true or plainly false' : `plainly ${wanted.flag}`;
}
