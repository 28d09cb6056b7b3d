import { aRegistry, soundEnrolments } from '../a-registry.ts';
import { anEnvFile, liveFile, paperFile } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { inPaper, knowing, stranger, without } from '../mistakes.ts';
import { type Case, livePath, onLive, onPaper, paperPath } from './case.ts';

const at = (line: number, key: string, severity = 'error') =>
  `${severity} ${paperPath}:${line} ${key}`;
const hook = at(1, 'TRADERSPOST_WEBHOOK_URL');
const hookLive = `error ${livePath}:1 TRADERSPOST_WEBHOOK_URL`;

/** Values that are shared, revoked, or known to nobody. */
export const identityCases: readonly Case[] = [
  ...onPaper(
    'key-in-two-environments',
    [
      'nobody enrolled it, and both files have it',
      {
        files: {
          [paperFile]: paperText({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
          [liveFile]: liveText({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
        },
      },
      hook,
    ],
    [
      'spelt differently',
      {
        files: {
          [paperFile]: paperText({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
          [liveFile]: liveText({
            TRADERSPOST_WEBHOOK_URL: `${values.stranger.toUpperCase()}/?x=1`,
          }),
        },
      },
      hook,
    ],
    [
      'as the second webhook of a value',
      {
        files: {
          [paperFile]: paperText({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
          [liveFile]: liveText({
            TRADERSPOST_WEBHOOK_URL: `${values.liveHook},${values.stranger}`,
          }),
        },
      },
      hook,
    ],
    [
      'a key without a shape',
      { files: { [liveFile]: liveText({ TRADERSPOST_API_KEY: values.paperToken }) } },
      at(5, 'TRADERSPOST_API_KEY'),
    ],
    ['a value that may be shared', {}],
    [
      'a setting is no credential',
      {
        files: {
          [paperFile]: paperText({ POLICY_KILLSWITCH: 'no' }),
          [liveFile]: liveText({ POLICY_KILLSWITCH: 'no' }),
        },
      },
    ],
    [
      'both are empty',
      {
        files: {
          [paperFile]: paperText({ TRADERSPOST_API_KEY: '' }),
          [liveFile]: liveText({ TRADERSPOST_API_KEY: '' }),
        },
      },
    ],
    [
      'the other file cannot be read',
      { files: { [liveFile]: anEnvFile(liveFile, `${paperText()}\0`) } },
    ],
  ),
  ...onLive('key-in-two-environments', [
    'it is told of both files',
    inPaper({ TRADERSPOST_WEBHOOK_URL: values.liveHook }),
    hookLive,
  ]),
  ...onPaper(
    'key-revoked',
    [
      'our own, revoked',
      {
        ...inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
        ...knowing(stranger('paper', { generation: 'revoked' })),
      },
      hook,
    ],
    [
      'under another name',
      {
        ...inPaper({ MY_HOOK: values.stranger }),
        ...knowing(stranger('live', { generation: 'revoked' })),
      },
      at(6, 'MY_HOOK'),
    ],
    [
      'as the second webhook of a value',
      {
        ...inPaper({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook} ${values.stranger}` }),
        ...knowing(stranger('paper', { generation: 'revoked' })),
      },
      hook,
    ],
    [
      'revoked in one place, current in another',
      knowing({
        key: 'TRADERSPOST_WEBHOOK_URL',
        environment: 'old',
        value: values.paperHook,
        generation: 'revoked',
      }),
      hook,
    ],
    [
      'the previous one still works',
      {
        ...inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
        ...knowing(stranger('paper', { generation: 'previous' })),
      },
    ],
    ['another one was revoked', knowing(stranger('paper', { generation: 'revoked' }))],
  ),
  ...onPaper(
    'key-unregistered',
    [
      'exclusive: unproven is an error',
      inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
      hook,
    ],
    [
      'exclusive and optional: an error all the same',
      without('paper', 'TRADERSPOST_API_KEY'),
      at(5, 'TRADERSPOST_API_KEY'),
    ],
    [
      'shared: a warning',
      inPaper({ DISCORD_WEBHOOK_URL: values.liveNews }),
      at(4, 'DISCORD_WEBHOOK_URL', 'warning'),
    ],
    [
      'shared and enrolled elsewhere only',
      without('paper', 'DISCORD_WEBHOOK_URL'),
      at(4, 'DISCORD_WEBHOOK_URL', 'warning'),
    ],
    [
      'enrolled under another key of the same provider',
      {
        ...inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
        registry: aRegistry([...soundEnrolments, stranger('paper', { key: 'SECOND_HOOK' })], {
          SECOND_HOOK: { optional: true, provider: 'traderspost', purpose: 'Another strategy' },
        }),
      },
      hook,
    ],
    [
      'a second webhook beside our own would trade unseen',
      inPaper({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook},${values.stranger}` }),
      hook,
    ],
    [
      'two lines, one of them unknown',
      inPaper({}, `DATABENTO_API_KEY=${values.strangeData}\n`),
      at(6, 'DATABENTO_API_KEY'),
    ],
    [
      'nothing is enrolled',
      { registry: aRegistry([]) },
      [
        hook,
        at(2, 'DATABENTO_API_KEY'),
        at(4, 'DISCORD_WEBHOOK_URL', 'warning'),
        at(5, 'TRADERSPOST_API_KEY'),
      ],
    ],
    ['blanks only', inPaper({ TRADERSPOST_API_KEY: '" "' }), at(5, 'TRADERSPOST_API_KEY')],
    [
      'two webhooks, both enrolled',
      {
        ...inPaper({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook},${values.stranger}` }),
        ...knowing(stranger('paper', { generation: 'next' })),
      },
    ],
    [
      'our own with another spelling',
      inPaper({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook.toUpperCase()}?a=b` }),
    ],
    [
      'somebody else’s has a rule of its own',
      inPaper({ TRADERSPOST_WEBHOOK_URL: values.liveHook }),
    ],
    ['an empty value has a rule of its own', inPaper({ TRADERSPOST_API_KEY: '' })],
    ['a setting is never enrolled', inPaper({ POLICY_KILLSWITCH: 'true' })],
  ),
];
