import type { Profile } from '../profile.ts';
import type { Registry, RegistryKey } from '../registry.ts';
import { safeProfile } from '../safe-profile.ts';
import { keySection } from './key-section.ts';
import { placesIn, renewBy } from './places.ts';
import { type Block, type Row, type Section, says, tableOf } from './section.ts';

export const runbookTitle = 'Runbook: which key belongs to which environment';

/**
 * The runbook page of a registry and its profiles, the same whenever and wherever it is made: no date of
 * today, no host, no path of a root. A value never stands in it.
 */
export function runbookOf(registry: Registry, profiles: readonly Profile[]): readonly Section[] {
  const keys = [...registry.keys.values()];
  const section = (title: string, blocks: readonly Block[]) => ({ title, isKey: false, blocks });
  return [
    section('In a hurry', [{ kind: 'commands', lines: inAHurry(profiles) }]),
    section('Environments', environments(profiles)),
    section('Keys in force', keysInForce(keys)),
    section('Whom to call', whomToCall(keys)),
    section('How to check', howToCheck(profiles.filter(hasFile))),
    section('Each key', [says('What it is for, where it belongs, and how it is renewed.')]),
    ...keys.map((key) => keySection(key, profiles)),
  ];
}

/** What takes its values from a job's own variables is linked on no host. */
function hasFile({ source }: Profile): boolean {
  return source?.kind !== 'env';
}

function inAHurry(profiles: readonly Profile[]) {
  const safe = safeProfile(profiles)?.name ?? 'paper';
  return [
    { line: 'sudo pine-env status', about: 'what is linked, what runs, and are both sound' },
    {
      line: `sudo pine-env use ${safe} --restart`,
      about: 'stop sending real orders: relink, restart, prove',
    },
    { line: 'pine-env keys --find', about: 'whose is this key? asks, and shows nothing of it' },
  ];
}

function environments(profiles: readonly Profile[]): readonly Block[] {
  const row = ({ name, tier, summary, links, units, guard }: Profile): Row => [
    { code: name },
    tier === 'live' ? 'LIVE: real money' : 'safe',
    summary,
    { code: links.map(({ file }) => file) },
    { code: units },
    guard.hosts?.join(', ') ?? 'any',
  ];
  return tableOf(
    ['environment', 'tier', 'what it is', 'env file', 'units', 'hosts'],
    profiles.map(row),
  );
}

function keysInForce(keys: readonly RegistryKey[]): readonly Block[] {
  const rows = keys.filter(({ secret }) => secret).flatMap(rowsInForce);
  return [
    says(
      'A key is known by its fingerprint, as pine-env keys shows it; that tells nothing of its value.',
    ),
    ...tableOf(['key', 'environment', 'fingerprint', 'since', 'renew by', 'owner'], rows),
  ];
}

function rowsInForce(key: RegistryKey): readonly Row[] {
  const current = placesIn(key).filter(({ generation }) => generation === 'current');
  if (current.length === 0) {
    const word = key.optional ? 'not enrolled (optional)' : 'NOT ENROLLED';
    return [[{ code: key.name }, word, '', '', '', '']];
  }
  return current.map((one) => [
    { code: key.name },
    { code: one.environment },
    { code: one.fingerprint },
    one.issued,
    renewBy(key, one),
    one.owner,
  ]);
}

/** Who answers for a key that is in force. */
function whomToCall(keys: readonly RegistryKey[]): readonly Block[] {
  const all = keys.flatMap((key) =>
    placesIn(key)
      .filter(({ generation }) => generation === 'current')
      .map(({ owner, environment }) => ({ owner, what: `${key.name} (${environment})` })),
  );
  const owners = [...new Set(all.map(({ owner }) => owner))].sort();
  const of = (name: string) => all.filter(({ owner }) => owner === name).map(({ what }) => what);
  if (owners.length === 0) return [says('No key is enrolled, so nobody answers for one yet.')];
  return tableOf(
    ['owner', 'answers for'],
    owners.map((owner) => [owner, of(owner).join(', ')]),
  );
}

function howToCheck(profiles: readonly Profile[]): readonly Block[] {
  const each = profiles.map(({ name }) => ({
    line: `sudo pine-env check ${name}`,
    about: `everything about ${name}, before it is used`,
  }));
  const expect = profiles.map(({ name }) => ({
    line: `sudo pine-env status --expect ${name}`,
    about: `0 only when ${name} is linked, runs, and is sound`,
  }));
  const [here, there] = profiles;
  const both = {
    line: `sudo pine-env diff ${here?.name} ${there?.name}`,
    about: 'do they differ in their keys',
  };
  return [
    { kind: 'commands', lines: [...each, ...expect, ...(there === undefined ? [] : [both])] },
    says('Each leaves with 0 when the answer is yes, and names one thing to do when it is not.'),
  ];
}
