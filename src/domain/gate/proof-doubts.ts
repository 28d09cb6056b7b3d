import { consentHolds } from '../consent-holds.ts';
import { judgeFlag } from '../expectation.ts';
import { layout } from '../layout.ts';
import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import type { Profile } from '../profile.ts';
import { coerceFlag, type Flag } from '../worker/flag.ts';
import { wayToSafety } from '../world.ts';
import { type Doubt, linkedNames, whereOf } from './doubt.ts';
import type { ConsentWorth } from './gate-facts.ts';
import type { Subject } from './subject.ts';

/** Doubts about what can be proven: every one of them stops a live worker. */
export function proofDoubts(subject: Subject): readonly Doubt[] {
  return [
    ...unproven(subject),
    ...configUnclear(subject),
    ...subject.linked.profiles.flatMap((profile) => flagsUnclear(subject, profile)),
    ...noConsent(subject),
  ];
}

function unproven(subject: Subject): readonly Doubt[] {
  const why = whyUnproven(subject);
  if (why === undefined) return [];
  const remedy = 'see what is known of the linked keys: pine-env check';
  return [{ rule: 'gate-unproven', stops: 'live', where: whereOf(subject), ...why, remedy }];
}

function whyUnproven({ world, held }: Subject): { readonly message: string } | undefined {
  if (world.registry.kind !== 'good') {
    return { message: 'the registry cannot be read, so nobody can say whose keys these are' };
  }
  const { unregistered, environments } = held;
  if (unregistered.length > 0) {
    return { message: `nobody enrolled its ${listed(unregistered.map(shownName))}` };
  }
  return environments.length === 0 ? { message: 'it has no key that anybody enrolled' } : undefined;
}

function configUnclear({ config, sees }: Subject): readonly Doubt[] {
  if (config === undefined) return [];
  const { where, read, namedBy } = config;
  const say = (message: string): readonly Doubt[] => [
    {
      rule: 'gate-config-unclear',
      stops: 'live',
      where,
      message,
      remedy: `look at it: ls -l ${where}`,
    },
  ];
  if (read.kind === 'absent') {
    return namedBy === 'process'
      ? say('the runtime config that the environment names is not there')
      : [];
  }
  if (read.kind !== 'read') return say('the runtime config cannot be read as the worker reads it');
  const unclear = sees.filter(({ from }) => from.kind === 'unclear').map(({ setting }) => setting);
  return unclear.length === 0
    ? []
    : say(`it cannot be told what the worker takes from it as its ${listed(unclear)}`);
}

function flagsUnclear(subject: Subject, profile: Profile): readonly Doubt[] {
  return [...profile.expect].flatMap(([key, expected]) => {
    const fault = 'flag' in expected && judgeFlag(key, expected.flag, taken(subject, key));
    if (!fault) return [];
    return [{ rule: 'gate-flag-unclear', stops: 'live', where: key, ...fault } as const];
  });
}

/** The flag as the worker takes it, config first; undefined when nothing sets it. */
function taken({ sees, variables }: Subject, key: string): Flag | undefined {
  const seen = sees.find((one) => one.key === key);
  if (seen?.flag !== undefined) return seen.from.kind === 'nowhere' ? undefined : seen.flag;
  const value = variables.get(key);
  return value && coerceFlag(value.reveal());
}

function noConsent(subject: Subject): readonly Doubt[] {
  const { world, linked, consentWorth } = subject;
  if (!linked.isLive) return [];
  const { profiles } = linked;
  const agreed = profiles.length > 0 && profiles.every((one) => consentHolds(world, one));
  if (agreed) return consentDoubts[consentWorth];
  return [
    {
      rule: 'gate-no-consent',
      stops: 'live',
      where: whereOf(subject),
      message: `${linkedNames(subject)} is linked, and nobody agreed to these bytes on this host`,
      remedy: `go to safety: ${wayToSafety(world)}`,
    },
  ];
}

const ofConsent = { rule: 'gate-no-consent', where: layout.consent } as const;

const consentDoubts: Readonly<Record<ConsentWorth, readonly Doubt[]>> = {
  proof: [],
  'own-word': [
    {
      ...ofConsent,
      stops: 'never',
      message: 'this account could have written the consent itself: it stops accidents only',
      remedy: 'on a server the root belongs to root: ls -ld Deployment/state',
    },
  ],
  forgeable: [
    {
      ...ofConsent,
      stops: 'live',
      message: 'this account could have written the consent itself, so it proves nothing',
      remedy: 'see whose it is: ls -l Deployment/state',
    },
  ],
};
