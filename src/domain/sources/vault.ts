import * as v from 'valibot';
import { block } from '../config-fields.ts';
import { fieldOf, keys, storeName } from './source-fields.ts';
import { store } from './store.ts';

/** HashiCorp Vault's key-value engine, version 2 or 1; the address and the token are the user's own. */
export const vault = store({
  fields: block({
    kind: v.literal('vault'),
    mount: v.optional(storeName('Where the engine is mounted'), 'secret'),
    path: storeName('The secret, below the mount'),
    namespace: v.exactOptional(storeName('Of Vault Enterprise')),
    keys: v.exactOptional(keys),
  }),
  login: 'vault login',
  signs: [
    [/No value found at/i, 'no-such-secret'],
    [/missing client token|permission denied|invalid token|token.*expired/i, 'not-logged-in'],
    [/connection refused|no such host|i\/o timeout|context deadline exceeded/i, 'not-reachable'],
  ],
  questions: ({ mount, path, namespace }) => [
    {
      words: [
        ...['vault', 'kv', 'get', '-format=json', `-mount=${mount}`],
        ...(namespace === undefined ? [] : [`-namespace=${namespace}`]),
        path,
      ],
      format: 'json',
      unwrap: unwrapped,
    },
  ],
});

/** Version 2 wraps the fields once more, beside their metadata. */
function unwrapped(text: string): string | undefined {
  const isSecond = fieldOf(text, 'data', 'metadata', 'version') !== undefined;
  const fields = isSecond ? fieldOf(text, 'data', 'data') : fieldOf(text, 'data');
  return fields === undefined ? undefined : JSON.stringify(fields);
}
