import * as v from 'valibot';
import { block } from '../config-fields.ts';
import { keys, placed, storeFile } from './source-fields.ts';
import { store } from './store.ts';

/** A file that sops encrypted, of whatever format: sops itself makes JSON of it. */
export const sops = store({
  fields: block({
    kind: v.literal('sops'),
    file: storeFile('The encrypted file'),
    keys: v.exactOptional(keys),
  }),
  login: 'give sops its key: SOPS_AGE_KEY_FILE, a gpg key, or the cloud login its file names',
  signs: [
    [/no such file|Failed to read|cannot operate on non-existent file/i, 'no-such-secret'],
    [
      /Failed to get the data key|no identity matched|could not (?:load|decrypt)|no key could decrypt/i,
      'not-logged-in',
    ],
  ],
  questions: ({ file }, places) => [
    { words: ['sops', '-d', '--output-type', 'json', placed(file, places)], format: 'json' },
  ],
});
