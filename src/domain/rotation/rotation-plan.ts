import type { ProviderName } from '../providers/provider.ts';
import type { RegistryKey } from '../registry.ts';
import { type RotationStep, rotationSteps } from './rotation-record.ts';

/** What decides which steps a rotation has. */
export interface RotationCase {
  readonly key: Pick<RegistryKey, 'name' | 'provider' | 'console'>;
  readonly profile: string;
  readonly tier: 'safe' | 'live';
  readonly linked: boolean;
  /** True where the file stands as a copy (`activation: copy`). */
  readonly copied: boolean;
  readonly restart: 'wanted' | 'not-needed';
  readonly turned: boolean;
}

/** One step, in words for the person who rotates. */
export interface PlannedStep {
  readonly step: RotationStep;
  readonly what: string;
}

/** How a provider's credentials are replaced. */
interface Way {
  /** What a person does there before the first step. */
  readonly first: string;
  /** What is down, and until when. */
  readonly down: string;
  /** What a person does there at the end; absent where making the new one was the end of the old one. */
  readonly last?: string;
}

const ways: Readonly<Record<ProviderName, Way>> = {
  databento: {
    first:
      'create a second key; do not press rotate there: that cuts every running session at once',
    down: 'nothing is down meanwhile: both keys work until the old one is deleted',
    last: 'delete the old key',
  },
  traderspost: {
    first: 'generate a new URL, as late as you can',
    down: 'the old URL dies the moment the new one is generated: every order sent until the worker was restarted is lost',
  },
  discord: {
    first: 'make a second webhook for the same channel',
    down: 'nothing is down meanwhile: both webhooks post until the old one is deleted',
    last: 'delete the old webhook',
  },
  opaque: {
    first: 'make a second one, if the issuer allows two',
    down: 'whether the old one works until it is revoked is for its issuer to say',
    last: 'revoke the old one',
  },
};

/** True when the provider ends the old credential by making the new one. */
export function diesAtOnce(provider: ProviderName): boolean {
  return ways[provider].last === undefined;
}

/** What a person should know before the first step: what to do where, and what is down meanwhile. */
export function beforehand({ key, turned }: RotationCase): readonly string[] {
  if (turned) return [];
  const at = key.console === undefined ? '' : `: ${key.console}`;
  return [`${ways[key.provider].first}${at}`, ways[key.provider].down];
}

/** The steps of this rotation in their order; those it does not need are left out. */
export function rotationPlan(of: RotationCase): readonly PlannedStep[] {
  return rotationSteps.flatMap((step) => {
    const what = words[step](of);
    return what === undefined ? [] : [{ step, what }];
  });
}

const words: Readonly<Record<RotationStep, (of: RotationCase) => string | undefined>> = {
  taken: ({ turned }) =>
    turned
      ? 'the old value is asked for'
      : 'the new value is asked for, at a hidden prompt or on stdin',
  checked: ({ turned }) =>
    turned
      ? 'it is the old one, by its fingerprint'
      : "shape, entropy, and that it is nobody's already",
  proved: ({ turned, profile }) =>
    turned ? undefined : `not proved here: run pine-env preflight ${profile} afterwards`,
  enrolled: ({ turned }) =>
    turned ? undefined : 'its fingerprint becomes the next one in profiles/keys.yaml',
  stored: ({ profile }) => `the one value is replaced in the env file of ${profile}`,
  consented: ({ tier, linked }) =>
    tier === 'live' && linked
      ? 'consent is renewed for the new bytes; between the two the gate refuses a worker that crashes'
      : undefined,
  copied: ({ copied }) =>
    copied ? 'the copy in place is made anew, behind the file and the consent for it' : undefined,
  promoted: ({ turned }) =>
    turned
      ? 'the old one is current again'
      : 'the next one becomes current, the current one previous',
  restarted: ({ restart }) =>
    restart === 'wanted' ? 'the units are restarted, and proved to run with it' : undefined,
  revoked: ({ key, turned }) => (turned ? undefined : lastWords(key)),
};

function lastWords({ provider, console: at }: RotationCase['key']): string {
  const { last } = ways[provider];
  if (last === undefined) return 'the old one is dead already, and is recorded so';
  return at === undefined ? `${last}, then say so` : `${last} at ${at}, then say so`;
}
