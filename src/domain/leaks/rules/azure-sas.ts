import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { base64Characters, madeUpText } from '../made-up-text.ts';

/** Signatures of Azure shared access URLs (storage and service bus) and of Logic App triggers. */
export const azureSas: LeakRule = {
  name: 'azure-sas',
  title: 'an Azure shared access signature',
  anchors: ['sig='],
  foldsCase: false,
  before: 8,
  reach: 160,
  pattern:
    /(?<=[?&;\s"']|\\u0026|amp;)sig=(?<secret>(?:[A-Za-z0-9+/_-]|%2[BbFf]){43}(?:=|%3[Dd])?)(?![A-Za-z0-9%+/])/dg,
  isReal: (secret) => looksRandom(secret, 90),
  remedy:
    'Azure portal > the account > Access keys: rotate the key that signed it, or revoke its stored access policy',
  ok: () => [
    '?sv=2022-11-02&sig=<signature>',
    `?sv=2022-11-02&sig=${'x'.repeat(43)}%3D`,
    'sig=abc123',
    `sig=${madeUpText('sas', 88)}`,
  ],
  ng: () => [
    `https://pine.blob.core.windows.net/logs?sv=2022-11-02&ss=b&se=2030-01-01&sig=${signature('a')}%3D`,
    `"https://pine.blob.core.windows.net/x?sp=r&amp;sig=${signature('b')}%3D&amp;sv=2021"`,
    `SharedAccessSignature sr=pine&sig=${signature('c')}%3D&se=1700000000&skn=Root`,
  ],
};

function signature(seed: string): string {
  return madeUpText(`sas ${seed}`, 43, base64Characters)
    .replaceAll('+', '%2B')
    .replaceAll('/', '%2F');
}
