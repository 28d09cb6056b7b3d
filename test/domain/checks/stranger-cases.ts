import { paperFile } from '../a-world.ts';
import { paperText, values } from '../env-samples.ts';
import { inLive, inPaper, knowing, spellings, stranger } from '../mistakes.ts';
import { type Case, livePath, onLive, onPaper, paperPath } from './case.ts';

const at = (line: number, key: string, severity = 'error') =>
  `${severity} ${paperPath}:${line} ${key}`;
const hook = at(1, 'TRADERSPOST_WEBHOOK_URL');
const hookLive = `error ${livePath}:1 TRADERSPOST_WEBHOOK_URL`;

/** Values that belong to another environment: the worst mistake there is. */
export const strangerCases: readonly Case[] = [
  ...onPaper(
    'key-of-another-environment',
    ...Object.entries(spellings).map(
      ([how, value]) =>
        [`the live webhook ${how}`, inPaper({ TRADERSPOST_WEBHOOK_URL: value }), hook] as const,
    ),
    ['under a key that nobody knows', inPaper({ MY_HOOK: values.liveHook }), at(6, 'MY_HOOK')],
    [
      'under the key of another provider',
      inPaper({ DATABENTO_API_KEY: values.liveHook }),
      at(2, 'DATABENTO_API_KEY'),
    ],
    [
      'under a key that may be shared',
      inPaper({ DISCORD_WEBHOOK_URL: values.liveHook }),
      at(4, 'DISCORD_WEBHOOK_URL'),
    ],
    [
      'under a setting',
      inPaper({ POLICY_KILLSWITCH: values.liveHook }),
      at(3, 'POLICY_KILLSWITCH'),
    ],
    [
      'under a name that only dotenv reads',
      inPaper({ 'my.hook': values.liveHook }),
      at(6, 'my.hook'),
    ],
    [
      'exported, which only dotenv reads',
      inPaper({ 'export HOOK': values.liveHook }),
      at(6, 'HOOK'),
    ],
    [
      'overridden by a later line',
      { files: { [paperFile]: `TRADERSPOST_WEBHOOK_URL=${values.liveHook}\n${paperText()}` } },
      hook,
    ],
    [
      'the live data key',
      inPaper({ DATABENTO_API_KEY: values.liveData }),
      at(2, 'DATABENTO_API_KEY'),
    ],
    [
      'a key without a shape',
      inPaper({ TRADERSPOST_API_KEY: values.liveToken }),
      at(5, 'TRADERSPOST_API_KEY'),
    ],
    [
      'a revoked live value',
      {
        ...inPaper({ MY_HOOK: values.stranger }),
        ...knowing(stranger('live', { generation: 'revoked' })),
      },
      at(6, 'MY_HOOK'),
    ],
    [
      'a live value that is only to come',
      {
        ...inPaper({ MY_HOOK: values.stranger }),
        ...knowing(stranger('live', { generation: 'next' })),
      },
      at(6, 'MY_HOOK'),
    ],
    [
      'a value of an environment without a profile',
      { ...inPaper({ MY_HOOK: values.stranger }), ...knowing(stranger('staging')) },
      at(6, 'MY_HOOK'),
    ],
    [
      'a value that is registered for both',
      knowing({
        key: 'TRADERSPOST_WEBHOOK_URL',
        environment: 'live',
        value: values.paperHook,
        generation: 'previous',
      }),
      hook,
    ],
    ['a shared value that both environments have', {}],
    [
      'the live value of a key that may be shared',
      {
        ...inPaper({ DISCORD_WEBHOOK_URL: values.liveNews }),
        ...knowing({
          key: 'DISCORD_WEBHOOK_URL',
          environment: 'live',
          value: values.liveNews,
          generation: 'previous',
        }),
      },
    ],
    ['a value nobody knows', inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger })],
    ['the live webhook in a comment, which nobody reads', inPaper({}, `# ${values.liveHook}\n`)],
    ['the live webhook in the live file', {}],
    [
      'the same strategy with another password',
      inPaper({
        TRADERSPOST_WEBHOOK_URL:
          values.liveHook.slice(0, -1) + (values.liveHook.endsWith('0') ? '1' : '0'),
      }),
    ],
    [
      'without a registry nobody can tell',
      { ...inPaper({ MY_HOOK: values.liveHook }), registry: { kind: 'absent' } },
    ],
  ),
  ...onLive(
    'key-of-another-environment',
    ['the paper webhook', inLive({ TRADERSPOST_WEBHOOK_URL: values.paperHook }), hookLive],
    [
      'the paper webhook under any name',
      inLive({ MY_HOOK: values.paperHook }),
      `error ${livePath}:6 MY_HOOK`,
    ],
    [
      'the paper webhook beside the live one',
      inLive({ TRADERSPOST_WEBHOOK_URL: `${values.liveHook},${values.paperHook}` }),
      hookLive,
    ],
    ['its own values', {}],
    [
      'a live webhook in the paper file is the paper file’s fault',
      inPaper({ MY_HOOK: values.liveHook }),
    ],
  ),
];
