import { aRegistry, soundEnrolments } from '../a-registry.ts';
import type { Setup } from '../a-world.ts';
import { madeUp, values } from '../env-samples.ts';
import { inPaper } from '../mistakes.ts';
import { type Case, onPaper, paperPath } from './case.ts';

const at = (line: number, key: string, severity = 'error') =>
  `${severity} ${paperPath}:${line} ${key}`;
const declaring = (key: object): Setup => ({
  registry: aRegistry(soundEnrolments, { EXTRA: { optional: true, purpose: 'x', ...key } }),
});
const setting = declaring({ secret: false });
const shared = (provider: string) => declaring({ sharing: 'shared', provider });
const extra = (value: string) => inPaper({ EXTRA: value });

/** What is declared about keys and the worker, against what stands in the files. */
export const declarationCases: readonly Case[] = [
  ...onPaper(
    'key-misdeclared',
    ['a webhook in a setting', { ...setting, ...extra(values.stranger) }, at(6, 'EXTRA')],
    ['a data key in a setting', { ...setting, ...extra(values.strangeData) }, at(6, 'EXTRA')],
    [
      'a Discord webhook in a setting',
      { ...setting, ...extra(madeUp('discord', 'x')) },
      at(6, 'EXTRA'),
    ],
    [
      'a webhook in JSON in a setting',
      { ...setting, ...extra(`'{"url":"${values.stranger}"}'`) },
      at(6, 'EXTRA'),
    ],
    [
      'a webhook that may be shared',
      { ...shared('traderspost'), ...extra(values.stranger) },
      at(6, 'EXTRA'),
    ],
    [
      'a webhook under a shared key of another provider',
      { ...shared('discord'), ...extra(values.stranger) },
      at(6, 'EXTRA'),
    ],
    ['a data key that may be shared', { ...shared('databento'), ...extra(values.strangeData) }],
    ['a plain word in a setting', { ...setting, ...extra('runtime/config.yml') }],
    [
      'a webhook declared as what it is',
      { ...declaring({ provider: 'traderspost' }), ...extra(values.stranger) },
    ],
    ['a webhook under a key nobody declared', extra(values.stranger)],
  ),
  ...onPaper(
    'key-unknown',
    ['it holds a webhook: unproven', extra(values.stranger), at(6, 'EXTRA')],
    ['it holds a data key: unproven', extra(values.strangeData), at(6, 'EXTRA')],
    [
      'it holds something of no known shape',
      extra(madeUp('opaque', 'x')),
      at(6, 'EXTRA', 'warning'),
    ],
  ),
];
