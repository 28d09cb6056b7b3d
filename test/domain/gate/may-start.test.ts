import { describe, expect, test } from 'vitest';
import { mayStart } from '../../../src/domain/gate/may-start.ts';
import { aRegistry, soundEnrolments } from '../a-registry.ts';
import { aWorld, consentTo, link, liveFile, paperFile, type Setup } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { type Case, decisionOn, environments, factsOf, withLive } from './a-gate.ts';

const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
const noRegistry: Setup = { registry: { kind: 'absent' } };
const brokenRegistry: Setup = { registry: { kind: 'bad', error: bad } };
const none = Object.fromEntries(Object.keys(environments.paper).map((key) => [key, undefined]));
const strange = { TRADERSPOST_WEBHOOK_URL: values.stranger };
const nowhere = { kind: 'closed', error: bad } as const;
const unclear = { kind: 'unclear', rule: 'too-deep' } as const;
const hook = (value: string) => ({ traderspost_webhook: value });
const agreedTo = (world: Setup): Setup => ({ ...world, consent: consentTo(aWorld(world), 'live') });
const liveIs = (change: Parameters<typeof liveText>[0]): Setup =>
  withLive({ files: { [liveFile]: liveText(change) } });
const paperIs = (change: Parameters<typeof paperText>[0]): Setup => ({
  files: { [paperFile]: paperText(change) },
});
const unread = (name: string): Setup => ({
  profiles: { [name]: { kind: 'bad', name, error: bad } },
});
const missing: Setup = { links: { [link]: null } };
const foreign: Setup = { links: { [link]: '../elsewhere.env' } };
const dangling: Setup = { links: { [link]: paperFile }, files: gone(paperFile) };

function gone(file: string): NonNullable<Setup['files']> {
  return { [file]: { kind: 'absent', file } };
}

type Row = readonly [what: string, given: Case, decision: string];

/** Live must prove everything; the first thing that it cannot prove refuses. */
const live: readonly Row[] = [
  ['exactly the linked file, agreed to by root', {}, 'starts'],
  ['and a config that hands it on', { config: hook('${TRADERSPOST_WEBHOOK_URL}') }, 'starts'],
  ['and variables that are no keys', { has: { LANG: 'C', HOME: '/' } }, 'starts'],
  ['paper keys', { as: 'paper' }, 'refuses: gate-not-linked'],
  ['keys of both', { has: { DATABENTO_API_KEY: values.paperData } }, 'refuses: gate-mixed'],
  ['a paper key under another name', { has: { MY_HOOK: values.paperHook } }, 'refuses: gate-mixed'],
  [
    'a setting that the file has not',
    { has: { POLICY_KILLSWITCH: 'no' } },
    'refuses: gate-not-linked',
  ],
  ['a key less', { has: { TRADERSPOST_API_KEY: undefined } }, 'refuses: gate-not-linked'],
  ['an older webhook', { has: strange }, 'refuses: gate-not-linked'],
  [
    'a webhook more, under any name',
    { has: { MY_HOOK: values.stranger } },
    'refuses: gate-unproven',
  ],
  ['no key at all', { has: none }, 'refuses: gate-not-linked'],
  [
    'no key at all, as the file has it',
    { has: none, world: agreedTo(withLive({ files: { [liveFile]: '# nothing\n' } })) },
    'refuses: gate-unproven',
  ],
  [
    'a key that nobody enrolled, as the file has it',
    { has: strange, world: agreedTo(liveIs(strange)) },
    'refuses: gate-unproven',
  ],
  ['no registry', { world: withLive(noRegistry) }, 'refuses: gate-unproven'],
  ['a broken registry', { world: withLive(brokenRegistry) }, 'refuses: gate-unproven'],
  [
    'a misspelt flag, as the file has it',
    {
      has: { POLICY_KILLSWITCH: 'flase' },
      world: agreedTo(liveIs({ POLICY_KILLSWITCH: 'flase' })),
    },
    'refuses: gate-flag-unclear',
  ],
  [
    'no flag, as the file has it',
    {
      has: { POLICY_KILLSWITCH: undefined },
      world: agreedTo(liveIs({ POLICY_KILLSWITCH: undefined })),
    },
    'refuses: gate-flag-unclear',
  ],
  [
    'a flag that its config makes unclear',
    { config: { killswitch: 'maybe' } },
    'refuses: gate-flag-unclear',
  ],
  ['a flag that its config turns', { config: { killswitch: true } }, 'refuses: gate-flag-unclear'],
  ['no consent', { world: withLive({ consent: null }) }, 'refuses: gate-no-consent'],
  [
    'consent to other bytes',
    { world: withLive({ consent: consentTo(aWorld({ files: { [liveFile]: 'A=1\n' } }), 'live') }) },
    'refuses: gate-no-consent',
  ],
  [
    'consent on another host',
    { world: withLive({ host: 'trader-2', consent: consentTo(aWorld(), 'live') }) },
    'refuses: gate-no-consent',
  ],
  [
    'consent to another profile',
    { world: withLive({ consent: consentTo(aWorld(), 'paper') }) },
    'refuses: gate-no-consent',
  ],
  [
    'consent that the account could have written',
    { consentWorth: 'forgeable' },
    'refuses: gate-no-consent',
  ],
  ['consent in a root that is all its own', { consentWorth: 'own-word' }, 'starts gate-no-consent'],
  [
    'a config with a paper webhook',
    { config: hook(values.paperHook) },
    'refuses: gate-config-elsewhere',
  ],
  [
    'a config with a webhook nobody knows',
    { config: hook(values.stranger) },
    'refuses: gate-unproven',
  ],
  ['a config that cannot be read', { config: nowhere }, 'refuses: gate-config-unclear'],
  ['a config that nobody can predict', { config: unclear }, 'refuses: gate-config-unclear'],
  [
    'a setting that nobody can predict',
    { config: { heartbeat_file: [1] } },
    'refuses: gate-config-unclear',
  ],
  [
    'a named config that is not there',
    { config: { kind: 'absent' }, configBy: 'process' },
    'refuses: gate-config-unclear',
  ],
  ['a declared config that is not there', { config: { kind: 'absent' } }, 'starts'],
  [
    'a file that is gone behind the link',
    { world: withLive({ files: gone(liveFile) }) },
    'refuses: gate-link-missing',
  ],
  ['a routine edit of the registry', { world: agreedAndEnrolled() }, 'starts'],
];

/** Consent as it was before somebody enrolled one more key. */
function agreedAndEnrolled(): Setup {
  const more = {
    key: 'DATABENTO_API_KEY',
    environment: 'live',
    value: values.strangeData,
    generation: 'next',
  } as const;
  return { ...agreedTo(withLive()), registry: aRegistry([...soundEnrolments, more]) };
}

/** A third profile, safe as well, whose webhook is known. */
function stagingKnown(): Setup {
  const hookOf = { key: 'TRADERSPOST_WEBHOOK_URL', environment: 'staging', value: values.stranger };
  return {
    profiles: { staging: { tier: 'safe' } },
    registry: aRegistry([...soundEnrolments, hookOf]),
  };
}

/** For a safe tier only identity refuses. */
const paper: readonly Row[] = [
  ['exactly the linked file', {}, 'starts'],
  ['live keys', { as: 'live' }, 'refuses: gate-not-linked'],
  ['one live key under any name', { has: { MY_HOOK: values.liveHook } }, 'refuses: gate-mixed'],
  ['a live key alone', { has: { ...none, MY_HOOK: values.liveHook } }, 'refuses: gate-not-linked'],
  ['keys of another safe profile', { has: strange, world: stagingKnown() }, 'refuses: gate-mixed'],
  [
    'only keys of another safe profile',
    { has: { ...none, ...strange }, world: stagingKnown() },
    'refuses: gate-not-linked',
  ],
  [
    'an edit of the file since',
    { world: paperIs({ POLICY_KILLSWITCH: 'true' }) },
    'starts gate-not-linked',
  ],
  ['a key less', { has: { TRADERSPOST_API_KEY: undefined } }, 'starts gate-not-linked'],
  ['no key at all', { has: none }, 'starts gate-not-linked gate-unproven gate-flag-unclear'],
  [
    'a webhook that nobody enrolled, as the file has it',
    { has: strange, world: paperIs(strange) },
    'starts gate-unproven',
  ],
  ['a webhook that nobody enrolled, from elsewhere', { has: strange }, 'refuses: gate-unproven'],
  [
    'a webhook more that nobody enrolled',
    { has: { MY_HOOK: values.stranger } },
    'refuses: gate-unproven',
  ],
  ['no registry', { world: noRegistry }, 'starts gate-unproven'],
  ['a broken registry', { world: brokenRegistry }, 'starts gate-unproven'],
  [
    'a broken registry and live keys',
    { as: 'live', world: brokenRegistry },
    'refuses: gate-unproven',
  ],
  [
    'a broken registry and an order webhook of no known form',
    { has: { TRADERSPOST_WEBHOOK_URL: 'http://localhost/' }, world: brokenRegistry },
    'refuses: gate-unproven',
  ],
  [
    'a misspelt flag',
    { has: { POLICY_KILLSWITCH: 'treu' } },
    'starts gate-not-linked gate-flag-unclear',
  ],
  ['no consent', { world: { consent: null } }, 'starts'],
  [
    'a config with a live webhook',
    { config: hook(values.liveHook) },
    'refuses: gate-config-elsewhere',
  ],
  [
    'a config with a webhook nobody knows',
    { config: hook(values.stranger) },
    'refuses: gate-unproven',
  ],
  [
    'a config with a variable that nothing sets',
    { config: hook('${TRADERSPOST_WEBHOOK_URL}'), has: { TRADERSPOST_WEBHOOK_URL: undefined } },
    'starts gate-not-linked gate-unproven',
  ],
  ['a config that cannot be read', { config: nowhere }, 'starts gate-config-unclear'],
  ['a config that nobody can predict', { config: unclear }, 'starts gate-config-unclear'],
  ['a broken live profile', { world: unread('live') }, 'starts'],
  [
    'a broken live profile and live keys',
    { as: 'live', world: unread('live') },
    'refuses: gate-not-linked',
  ],
  ['a broken paper profile', { world: unread('paper') }, 'refuses: gate-not-linked'],
];

/** With no file of a profile behind the link, the keys themselves must be known to be safe. */
const unlinked: readonly Row[] = [
  ['paper keys, no link', { world: missing }, 'starts gate-link-missing'],
  ['paper keys, a link to nowhere', { world: foreign }, 'starts gate-link-missing'],
  ['paper keys, a link to a file that is gone', { world: dangling }, 'starts gate-link-missing'],
  ['live keys, no link', { as: 'live', world: missing }, 'refuses: gate-not-linked'],
  ['live keys, a link to nowhere', { as: 'live', world: foreign }, 'refuses: gate-not-linked'],
  [
    'keys of both, no link',
    { as: 'live', has: { MY_HOOK: values.paperHook }, world: missing },
    'refuses: gate-mixed',
  ],
  [
    'a live key by the config, no link',
    { world: missing, config: hook(values.liveHook) },
    'refuses: gate-config-elsewhere',
  ],
  [
    'a key that nobody enrolled, no link',
    { has: { ...none, ...strange }, world: missing },
    'refuses: gate-link-missing',
  ],
  ['no key at all, no link', { has: none, world: missing }, 'refuses: gate-link-missing'],
  [
    'paper keys, no link, no registry',
    { world: { ...missing, ...noRegistry } },
    'refuses: gate-link-missing',
  ],
  [
    'a link to a live file that belongs to another link',
    {
      world: { profiles: { live: { links: { 'b.env': liveFile } } }, links: { [link]: liveFile } },
    },
    'refuses: gate-link-missing',
  ],
  [
    'no profile that can be read',
    { world: { ...unread('paper'), ...bothUnread() } },
    'refuses: gate-not-linked',
  ],
  ['no profile and no key', { has: none, world: bothUnread() }, 'refuses: gate-link-missing'],
];

function bothUnread(): Setup {
  return { profiles: { ...unread('paper').profiles, ...unread('live').profiles }, links: {} };
}

describe.each([
  [
    'live is linked',
    live.map(([what, given, is]): Row => [what, { as: 'live', world: withLive(), ...given }, is]),
  ],
  ['paper is linked', paper],
  ['nothing of a profile is linked', unlinked],
])('%s, and the worker would have', (_linked, rows) => {
  test.each(rows)('%s', (_what, given, decision) => {
    expect(decisionOn(given)).toBe(decision);
  });
});

/** The message of the doubt that the environment is not the linked file's. */
function otherwise(given: Case): string {
  const { refusal, notes } = mayStart(factsOf(given));
  const all = [...(refusal === undefined ? [] : [refusal]), ...notes];
  return all.find(({ rule }) => rule === 'gate-not-linked')?.message ?? '';
}

describe('what the gate says of an environment that is not the linked file', () => {
  const change = { POLICY_KILLSWITCH: 'true' };
  const gone = { DISCORD_WEBHOOK_URL: undefined };
  test.each<[string, Case, string]>([
    ['another value', { has: change }, 'has another POLICY_KILLSWITCH than the file of paper now'],
    ['none', { has: gone }, 'lacks DISCORD_WEBHOOK_URL, which the file of paper sets now'],
    [
      'both',
      { has: { ...change, ...gone } },
      'has another POLICY_KILLSWITCH than the file of paper now, and lacks DISCORD_WEBHOOK_URL, which the file of paper sets now',
    ],
  ])('%s', (_what, given, said) => {
    expect(otherwise(given)).toBe(`the environment ${said}`);
  });

  test.each(['paper', 'live'] as const)('no key at all: nothing is called another, on %s', (as) => {
    const said = otherwise({ as, has: none, world: as === 'live' ? withLive() : {} });
    expect(said).toContain('the environment lacks ');
    expect(said).not.toContain('another');
  });

  test('a file that cannot be read is no variable', () => {
    const said = otherwise({
      world: { files: { [paperFile]: Uint8Array.of(0x41, 0x3d, 0xff, 0x0a) } },
    });
    expect(said).toBe('the file of paper cannot be read as systemd reads it');
  });
});

describe('what the gate says', () => {
  const rows = [...live, ...paper, ...unlinked];
  test.each(rows)('of %s holds no value, and nothing that ends a guard', (_what, given) => {
    const said = JSON.stringify(mayStart(factsOf(given)));
    for (const value of Object.values(values)) expect(said).not.toContain(value);
    expect(said).not.toMatch(/use live|--enroll|consent\s*>|RestartPrevent/);
  });
});
