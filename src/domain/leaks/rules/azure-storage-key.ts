import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { base64Characters, madeUpText } from '../made-up-text.ts';
import { assigned } from '../pattern-pieces.ts';

/** Keys of Azure storage accounts, Cosmos databases, service buses and registries, in connection strings or by name. */
export const azureStorageKey: LeakRule = {
  name: 'azure-storage-key',
  title: 'an Azure account key',
  anchors: ['accountkey', 'account_key', 'accesskey', 'access_key', 'storage_key', 'storagekey'],
  foldsCase: true,
  before: 24,
  reach: 360,
  pattern: new RegExp(
    String.raw`(?:(?:account|storage|shared_?access|azure)[\w.-]{0,24}key|accountkey|(?<!secret_?)access_?key)[\w.-]{0,12}${assigned}(?<secret>[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=|(?:[A-Za-z0-9+/]|%2[bf]){86}(?:%3d){2})(?![A-Za-z0-9+/=])`,
    'dgi',
  ),
  isReal: (secret) => looksRandom(secret, 100),
  remedy: 'Azure portal > the account > Access keys: switch to the other key, then rotate this one',
  ok: () => [
    'DefaultEndpointsProtocol=https;AccountName=devstoreaccount1;AccountKey=<your-account-key>;',
    `AccountKey=${'A'.repeat(86)}==`,
    'AccountKey=$(StorageKey);EndpointSuffix=core.windows.net',
    `AccountKey=${['Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq', 'K1SZFPTOtr/KBHBeksoGMGw=='].join('/')}`,
  ],
  ng: () => [
    `DefaultEndpointsProtocol=https;AccountName=pine;AccountKey=${key('a', 86)}==;EndpointSuffix=core.windows.net`,
    `Endpoint=sb://pine.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${key('b', 43)}=`,
    `AZURE_STORAGE_KEY="${key('c', 86)}=="`,
    `storage_account_key: '${key('d', 86)}=='`,
  ],
};

function key(seed: string, count: number): string {
  return madeUpText(`azure storage ${seed}`, count, base64Characters);
}
