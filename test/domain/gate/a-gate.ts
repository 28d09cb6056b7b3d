import type { ConsentWorth, GateFacts } from '../../../src/domain/gate/gate-facts.ts';
import { mayStart } from '../../../src/domain/gate/may-start.ts';
import type { ProcessConfig } from '../../../src/domain/running/running.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { configFile, configValue } from '../a-config.ts';
import { aWorld, link, liveFile, type Setup } from '../a-world.ts';
import { values } from '../env-samples.ts';

type Lines = Readonly<Record<string, string | undefined>>;

/** A worker about to be started: its environment, its config, and the root around it. */
export interface Case {
  readonly world?: Setup;
  /** What it has otherwise than the sound file of the linked profile. */
  readonly has?: Lines;
  /** Whose sound file the environment is. */
  readonly as?: 'paper' | 'live';
  readonly config?: object;
  readonly configBy?: ProcessConfig['namedBy'];
  readonly consentWorth?: ConsentWorth;
}

const shared = { POLICY_KILLSWITCH: 'false', DISCORD_WEBHOOK_URL: values.news };

/** What systemd makes of the sound file of each profile. */
export const environments: Readonly<Record<'paper' | 'live', Lines>> = {
  paper: {
    ...shared,
    TRADERSPOST_WEBHOOK_URL: values.paperHook,
    DATABENTO_API_KEY: values.paperData,
    TRADERSPOST_API_KEY: values.paperToken,
  },
  live: {
    ...shared,
    TRADERSPOST_WEBHOOK_URL: values.liveHook,
    DATABENTO_API_KEY: values.liveData,
    TRADERSPOST_API_KEY: values.liveToken,
  },
};

/** With live linked, and agreed to as it stands. */
export function withLive(setup: Setup = {}): Setup {
  return { ...setup, links: { [link]: liveFile, ...setup.links } };
}

/** `starts`, with the rules of what is noted; or `refuses` and the rule. */
export function decisionOn(one: Case): string {
  const { refusal, notes } = mayStart(factsOf(one));
  if (refusal !== undefined) return `refuses: ${refusal.rule}`;
  return ['starts', ...notes.map(({ rule }) => rule)].join(' ');
}

/** The facts of a case; a sound paper worker when nothing is said. */
export function factsOf({ world = {}, as = 'paper', has = {}, ...rest }: Case): GateFacts {
  const lines = { PATH: '/usr/bin', ...environments[as], ...has };
  const { config, configBy = 'profile', consentWorth = 'proof' } = rest;
  return {
    world: aWorld(world),
    variables: new Map(
      Object.entries(lines).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, Secret.of(value)]],
      ),
    ),
    consentWorth,
    ...(config === undefined
      ? {}
      : { config: { where: configFile, namedBy: configBy, read: readOf(config) } }),
  };
}

function readOf(config: object): ProcessConfig['read'] {
  if ('kind' in config) return config as ProcessConfig['read'];
  return { kind: 'read', format: 'yaml', value: configValue(config as never) };
}
