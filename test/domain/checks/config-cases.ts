import { configFile, withConfig } from '../a-config.ts';
import { paperFile, type Setup } from '../a-world.ts';
import { paperText, values } from '../env-samples.ts';
import { type Case, onLive, onPaper, paperPath } from './case.ts';

const at = (line: number, path: string, severity = 'error') =>
  `${severity} ${configFile}:${line} ${path}`;
const lines = (change: Record<string, string | undefined>): Setup => ({
  files: { [paperFile]: paperText(change) },
});
const elsewhere = (where: string): Setup => {
  const setup = withConfig({});
  const facts = setup.configs?.get('paper');
  if (facts === undefined) throw new Error('no config');
  return { ...setup, configs: new Map([['paper', { ...facts, where, namedBy: 'env-file' }]]) };
};
const hook = `\${TRADERSPOST_WEBHOOK_URL}`;

/** What the worker's runtime config says, which wins over the env file. */
export const configCases: readonly Case[] = [
  ...onPaper(
    'config-missing',
    ['nobody put it there', withConfig({ kind: 'absent' }), `warning ${configFile}`],
    ['it is there', withConfig({ log_level: 'info' })],
    ['no profile names one', {}],
  ),
  ...onPaper(
    'config-unusable',
    [
      'it is broken',
      withConfig({ kind: 'unusable', rule: 'broken', line: 3 }),
      `error ${configFile}:3`,
    ],
    ['it is unclear', withConfig({ kind: 'unclear', rule: 'odd' }), `error ${configFile}`],
    ['it is a directory', withConfig({ kind: 'not-readable' }), `error ${configFile}`],
    ['only the worker can find it', withConfig({ kind: 'nowhere' }), `error ${configFile}`],
    [
      'it may not be read',
      withConfig({
        kind: 'closed',
        error: { kind: 'unsafe-file', rule: 'r', message: 'no', remedy: 'look' },
      }),
      `error ${configFile}`,
    ],
    ['it says nothing', withConfig(null)],
  ),
  ...onPaper(
    'config-elsewhere',
    [
      'the env file names another one',
      elsewhere('/etc/pine.yml'),
      `warning ${paperPath} PINE_RUNTIME_CONFIG`,
    ],
    ['the env file names the same', elsewhere(configFile)],
    ['only the profile names one', withConfig({})],
  ),
  ...onPaper(
    'config-literal',
    [
      'a variable nobody sets',
      withConfig({ log: 'x', traderspost_webhook: '$NO_SUCH_HOOK' }),
      at(2, 'traderspost_webhook'),
    ],
    [
      'the kill switch, by its own name, where it is not set',
      {
        ...withConfig({ policy_killswitch: `\${POLICY_KILLSWITCH}` }),
        ...lines({ POLICY_KILLSWITCH: undefined }),
      },
      at(1, 'policy_killswitch'),
    ],
    ['a variable of the file', withConfig({ traderspost_webhook: hook })],
    ['a field that is no setting of ours', withConfig({ note: '$NO_SUCH_NOTE' })],
    ['an empty text loses', withConfig({ traderspost_webhook: '' })],
  ),
  ...onPaper(
    'config-overrides',
    [
      'another webhook',
      withConfig({ traderspost: { webhook: 'https://example.com/' } }),
      at(1, 'traderspost.webhook'),
    ],
    ['the kill switch, otherwise', withConfig({ killswitch: true }), at(1, 'killswitch')],
    ['the kill switch, alike', withConfig({ killswitch: false })],
    ['a switch that is null', withConfig({ killswitch: null })],
    ['the same by its variable', withConfig({ databento_api_key: '$DATABENTO_API_KEY' })],
    ['what the file does not set', withConfig({ heartbeat_file: '/run/beat' })],
  ),
  ...onPaper(
    'config-holds-secret',
    ['a registered one', withConfig({ note: { old: values.liveHook } }), at(1, 'note.old')],
    ['one of a known form', withConfig({ a: ['x', values.strangeData] }), at(1, 'a')],
    [
      'whatever stands for a secret',
      withConfig({ databento_api_key: 'opensesame' }),
      at(1, 'databento_api_key'),
    ],
    [
      'its own, too',
      withConfig({ traderspost_webhook: values.paperHook }),
      at(1, 'traderspost_webhook'),
    ],
    ['variables', withConfig({ traderspost_webhook: hook, name: 'paper' })],
  ),
  ...onPaper(
    'config-key-of-another-environment',
    [
      'in clear',
      withConfig({ traderspost_webhook: values.liveHook }),
      at(1, 'traderspost_webhook'),
    ],
    [
      'by a variable of another name',
      {
        ...withConfig({ databento_api_key: '$OTHER_KEY' }),
        ...lines({ OTHER_KEY: values.liveData }),
      },
      at(1, 'databento_api_key'),
    ],
    ['its own', withConfig({ traderspost_webhook: hook })],
    ['one that may be shared', withConfig({ discord_webhook: values.news })],
  ),
  ...onPaper(
    'config-unclear',
    [
      'a number for a webhook',
      withConfig({ traderspost_webhook: 7 }),
      `error ${configFile} traderspost_webhook`,
    ],
    [
      'a list where fields belong',
      withConfig({ traderspost: ['x'] }),
      `error ${configFile} traderspost`,
    ],
    ['texts and fields', withConfig({ traderspost: { webhook: hook } })],
  ),
  ...onPaper(
    'expectation-not-met',
    [
      'the config turns the switch to a word that is none',
      withConfig({ killswitch: 'maybe' }, { expect: { POLICY_KILLSWITCH: { flag: 'explicit' } } }),
      at(1, 'killswitch'),
    ],
    [
      'the config turns it on, where off is wanted',
      withConfig({ killswitch: true }, { expect: { POLICY_KILLSWITCH: { flag: false } } }),
      at(1, 'killswitch'),
    ],
    [
      'the config makes good what the file lacks',
      {
        ...withConfig({ killswitch: 'off' }, { expect: { POLICY_KILLSWITCH: { flag: false } } }),
        ...lines({ POLICY_KILLSWITCH: undefined }),
      },
    ],
  ),
  ...onLive('config-overrides', [
    'only paper\u2019s says otherwise',
    withConfig({ killswitch: true }),
  ]),
];
