import * as v from 'valibot';
import { block } from '../config-fields.ts';
import { documentOrEach, format, keys, placed, storeFile } from './source-fields.ts';
import { store } from './store.ts';

/** Files that `systemd-creds encrypt` made, bound to this host's key or its TPM; root reads them. */
export const systemdCreds = store({
  fields: block({
    kind: v.literal('systemd-creds'),
    file: v.exactOptional(storeFile('An encrypted file that holds all keys')),
    format,
    keys: v.exactOptional(keys),
  }),
  login: 'run it as root: the host key is for nobody else',
  signs: [
    // A missing host key is "No such file" as well, so it comes first.
    [
      /local credential key|Permission denied|Access denied|TPM|Decryption failed|Authentication/i,
      'not-logged-in',
    ],
    [/No such file or directory/i, 'no-such-secret'],
  ],
  questions: ({ file, format, keys }, places) =>
    documentOrEach({ document: file, keys, format }, (name) => [
      ...['systemd-creds', 'decrypt', placed(name, places), '-'],
    ]),
});
