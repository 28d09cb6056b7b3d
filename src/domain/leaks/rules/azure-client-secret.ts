import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/** Client secrets of Microsoft Entra applications: three characters, a digit, `Q~` and the rest. */
export const azureClientSecret: LeakRule = {
  name: 'azure-client-secret',
  title: 'an Azure client secret',
  anchors: Array.from({ length: 10 }, (_, digit) => `${digit}Q~`),
  foldsCase: false,
  before: 8,
  reach: 48,
  pattern:
    /(?<![A-Za-z0-9_~.-])(?<secret>[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})(?![A-Za-z0-9_~-])/dg,
  isReal: (secret) => looksRandom(secret, 60),
  remedy:
    'Azure portal > Entra ID > App registrations > Certificates & secrets: delete it and make another',
  ok: () => [
    `abc8Q~${'x'.repeat(34)}`,
    '8Q~',
    String.raw`[a-zA-Z0-9_~.]{3}\dQ~[a-zA-Z0-9_~.-]{31,34}`,
  ],
  ng: () => [
    `AZURE_CLIENT_SECRET=${secret('a')}`,
    `"clientSecret": "${secret('b')}"`,
    `--password ${secret('c')} --tenant x`,
  ],
};

function secret(seed: string): string {
  return [madeUpText(`az ${seed}`, 3), '8Q~', madeUpText(`azure ${seed}`, 34)].join('');
}
