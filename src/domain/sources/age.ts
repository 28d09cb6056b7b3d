import * as v from 'valibot';
import { block } from '../config-fields.ts';
import { format, keys, placed, storeFile } from './source-fields.ts';
import { store } from './store.ts';

/** A file that age encrypted; an identity with a passphrase is asked for by age, at the terminal. */
export const age = store({
  fields: block({
    kind: v.literal('age'),
    file: storeFile('The encrypted file'),
    identity: storeFile('The file with the private key'),
    format,
    keys: v.exactOptional(keys),
  }),
  login: 'look at the identity file: ls -l',
  signs: [
    [
      /no identity matched|incorrect identity|identity file|reading ".*"|passphrase/i,
      'not-logged-in',
    ],
    [/failed to open input file|no such file/i, 'no-such-secret'],
  ],
  questions: ({ file, identity, format = 'dotenv' }, places) => [
    {
      words: ['age', '-d', '-i', placed(identity, places), placed(file, places)],
      format,
    },
  ],
});
