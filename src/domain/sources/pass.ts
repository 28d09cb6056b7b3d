import * as v from 'valibot';
import { block } from '../config-fields.ts';
import { documentOrEach, format, keys, storeName } from './source-fields.ts';
import { store } from './store.ts';

/** The standard unix password manager; gpg asks for a passphrase by itself, at the terminal. */
export const pass = store({
  fields: block({
    kind: v.literal('pass'),
    entry: v.exactOptional(storeName('An entry that holds all keys')),
    format,
    keys: v.exactOptional(keys),
  }),
  login: 'unlock your gpg key: gpg --card-status, or pass show with any entry',
  signs: [
    [/is not in the password store/i, 'no-such-secret'],
    [
      /No secret key|Inappropriate ioctl|No pinentry|Operation cancelled|Bad passphrase|Timeout/i,
      'not-logged-in',
    ],
    [/Try "pass init"|password store is empty/i, 'not-reachable'],
  ],
  questions: ({ entry, format, keys }) =>
    documentOrEach({ document: entry, keys, format }, (name) => ['pass', 'show', name]).map(
      (question) => (question.of === undefined ? question : { ...question, unwrap: firstLine }),
    ),
});

/** The password is the first line of an entry; what follows is notes. */
function firstLine(text: string): string | undefined {
  return text.split('\n', 1)[0];
}
