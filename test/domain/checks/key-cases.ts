import { aRegistry, soundEnrolments } from '../a-registry.ts';
import { anEnvFile, liveFile, paperFile, type Setup } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { type Case, livePath, onLive, onPaper, paperPath } from './case.ts';

const paper = (text: string): Setup => ({ files: { [paperFile]: text } });
const set = (change: Record<string, string | undefined>) => paper(paperText(change));
const at = (line: number, key: string, severity = 'error') =>
  `${severity} ${paperPath}:${line} ${key}`;
const swap = at(3, 'POLICY_KILLSWITCH');
const expecting = (expect: object, change: Record<string, string | undefined>): Setup => ({
  profiles: { paper: { expect: { POLICY_KILLSWITCH: expect } } },
  ...set({ POLICY_KILLSWITCH: undefined, ...change }),
});
const flag = (wanted: boolean | string, word: string | undefined): Setup => ({
  profiles: { paper: { expect: { POLICY_KILLSWITCH: { flag: wanted } } } },
  ...set({ POLICY_KILLSWITCH: word }),
});
const unread: Setup = {
  files: { [paperFile]: anEnvFile(paperFile, `${paperText({ POLICY_KILLSWITCH: undefined })}\0`) },
};

/** What the lines of an env file say, whoever their values belong to. */
export const keyCases: readonly Case[] = [
  ...onPaper(
    'expectation-not-met',
    // For bash this is true, for systemd the text "true  # paper", for the worker therefore false.
    ['a comment behind the word', flag(true, 'true  # paper'), swap],
    ['the same, where either word would do', flag('explicit', 'true  # paper'), swap],
    ['the same, where false is wanted', flag(false, 'false # real'), swap],
    ['unset', flag('explicit', undefined), `error ${paperPath} POLICY_KILLSWITCH`],
    [
      'unset, where false is wanted',
      flag(false, undefined),
      `error ${paperPath} POLICY_KILLSWITCH`,
    ],
    ['empty', flag('explicit', ''), swap],
    ['empty, where false is wanted', flag(false, ''), swap],
    ['empty quotes', flag('explicit', '""'), swap],
    ['misspelt', flag('explicit', 'ture'), swap],
    ['misspelt, where false is wanted', flag(false, 'flase'), swap],
    ['a word the worker does not know', flag(true, 'y'), swap],
    ['a number that is neither', flag(true, '2'), swap],
    ['the other word', flag(true, 'false'), swap],
    ['the other word, other way', flag(false, 'true'), swap],
    ['the worker takes 1 for true', flag(false, '1'), swap],
    ['true, as wanted', flag(true, 'true')],
    ['TRUE, as wanted', flag(true, 'TRUE')],
    ['quoted, as systemd reads it', flag(true, '"yes"')],
    ['off, as wanted', flag(false, 'off')],
    ['either word is explicit: true', flag('explicit', 'on')],
    ['either word is explicit: false', flag('explicit', '0')],
    [
      'the last line wins, and it is the wrong one',
      {
        ...flag(true, 'true'),
        ...paper(`${paperText({ POLICY_KILLSWITCH: 'true' })}POLICY_KILLSWITCH=no\n`),
      },
      at(6, 'POLICY_KILLSWITCH'),
    ],
    [
      'an exported line is no line for systemd',
      {
        ...flag(true, 'true'),
        ...paper(paperText({ POLICY_KILLSWITCH: undefined, 'export POLICY_KILLSWITCH': 'true' })),
      },
      `error ${paperPath} POLICY_KILLSWITCH`,
    ],
    ['another text', expecting({ is: 'demo' }, { POLICY_KILLSWITCH: 'Demo' }), swap],
    ['the very text', expecting({ is: 'demo' }, { POLICY_KILLSWITCH: 'demo' })],
    ['no text at all', expecting({ is: 'demo' }, {}), `error ${paperPath} POLICY_KILLSWITCH`],
    ['a match of a part only', expecting({ matches: 'a|b' }, { POLICY_KILLSWITCH: 'ax' }), swap],
    ['a match of the whole', expecting({ matches: 'a|b' }, { POLICY_KILLSWITCH: 'b' })],
    ['nothing to match', expecting({ matches: '.*' }, {}), `error ${paperPath} POLICY_KILLSWITCH`],
    ['a file that cannot be read says nothing', unread],
  ),
  ...onLive('expectation-not-met', [
    'the kill switch is still on',
    { files: { [liveFile]: liveText({ POLICY_KILLSWITCH: 'true' }) } },
    `error ${livePath}:3 POLICY_KILLSWITCH`,
  ]),
  ...onPaper(
    'key-missing',
    [
      'the webhook is missing',
      set({ TRADERSPOST_WEBHOOK_URL: undefined }),
      `error ${paperPath} TRADERSPOST_WEBHOOK_URL`,
    ],
    [
      'a setting is missing',
      set({ POLICY_KILLSWITCH: undefined }),
      `error ${paperPath} POLICY_KILLSWITCH`,
    ],
    [
      'it is commented out',
      set({ TRADERSPOST_WEBHOOK_URL: undefined, '#TRADERSPOST_WEBHOOK_URL': 'x' }),
      `error ${paperPath} TRADERSPOST_WEBHOOK_URL`,
    ],
    ['an optional one is missing', set({ TRADERSPOST_API_KEY: undefined })],
    ['the file cannot be read', unread],
  ),
  ...onPaper(
    'key-empty',
    ['a required one', set({ DATABENTO_API_KEY: '' }), at(2, 'DATABENTO_API_KEY')],
    ['in quotes', set({ DATABENTO_API_KEY: "''" }), at(2, 'DATABENTO_API_KEY')],
    ['an optional one', set({ TRADERSPOST_API_KEY: '' }), at(5, 'TRADERSPOST_API_KEY', 'info')],
    ['one nobody knows', set({ EXTRA: '' }), at(6, 'EXTRA', 'info')],
    ['a later line fills it', paper(`DATABENTO_API_KEY=\n${paperText()}`)],
  ),
  ...onPaper(
    'key-absent',
    ['one is not set', set({ DISCORD_WEBHOOK_URL: undefined }), `info ${paperPath}`],
    ['all are set', {}],
    ['it is set and empty', set({ DISCORD_WEBHOOK_URL: '' })],
  ),
  ...onPaper(
    'key-duplicate',
    ['twice', paper(`${paperText()}POLICY_KILLSWITCH=false\n`), at(6, 'POLICY_KILLSWITCH')],
    [
      'three times',
      paper(`${paperText()}POLICY_KILLSWITCH=no\nPOLICY_KILLSWITCH=no\n`),
      [at(6, 'POLICY_KILLSWITCH'), at(7, 'POLICY_KILLSWITCH')],
    ],
    ['once and commented out once', paper(`${paperText()}# POLICY_KILLSWITCH=no\n`)],
    ['names that differ in their case', paper(`${paperText()}policy_killswitch=no\n`)],
    [
      'two names too long to be shown',
      set({ [`${'a1_'.repeat(9)}x`]: '1', [`${'a1_'.repeat(9)}y`]: '2' }),
    ],
    [
      'two names that begin alike',
      set({ [`${'LONG_'.repeat(9)}X`]: '1', [`${'LONG_'.repeat(9)}Y`]: '2' }),
    ],
  ),
  ...onPaper(
    'key-placeholder',
    [
      'a template was copied',
      set({ TRADERSPOST_WEBHOOK_URL: 'https://example/REPLACE_ME' }),
      at(1, 'TRADERSPOST_WEBHOOK_URL'),
    ],
    ['angle brackets', set({ DATABENTO_API_KEY: "'<your key>'" }), at(2, 'DATABENTO_API_KEY')],
    ['under a name nobody knows', set({ EXTRA: 'changeme' }), at(6, 'EXTRA')],
    ['real values', {}],
    ['an empty value has a rule of its own', set({ DATABENTO_API_KEY: '' })],
  ),
  ...onPaper(
    'key-unknown',
    [
      'a name nobody described',
      set({ TRADERSPOST_WEBHOOK: 'x' }),
      at(6, 'TRADERSPOST_WEBHOOK', 'warning'),
    ],
    [
      'a credential pasted as a name',
      set({ [values.liveToken]: '1' }),
      at(6, '(name not shown)', 'warning'),
    ],
    [
      'a name that the profile expects',
      { profiles: { paper: { expect: { EXTRA: { is: 'x' } } } }, ...set({ EXTRA: 'x' }) },
    ],
    ['all are described', {}],
    [
      'without a registry nobody can tell',
      { registry: { kind: 'absent' }, ...set({ EXTRA: 'x' }) },
    ],
  ),
  ...onPaper('key-empty', [
    'one that the registry calls optional',
    {
      registry: aRegistry(soundEnrolments, {
        DATABENTO_API_KEY: { optional: true, purpose: 'x', provider: 'databento' },
      }),
      ...set({ DATABENTO_API_KEY: '' }),
    },
    at(2, 'DATABENTO_API_KEY', 'info'),
  ]),
];
