import * as v from 'valibot';
import { block, text } from '../config-fields.ts';
import { documentOrEach, format, keys } from './source-fields.ts';
import { store } from './store.ts';

const name = (description: string) =>
  text(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,254}$/, 'store-name', description);

/** Google Secret Manager through gcloud; the account is the user's own. */
export const gcp = store({
  fields: block({
    kind: v.literal('gcp'),
    secret: v.exactOptional(name('The secret that holds all keys')),
    project: v.exactOptional(text(/^[a-z][a-z0-9:.-]{1,60}$/, 'store-name', 'The project id')),
    version: v.optional(
      text(/^(?:latest|[1-9]\d{0,9})$/, 'store-name', 'A version; latest when nothing is said'),
      'latest',
    ),
    format,
    keys: v.exactOptional(keys),
  }),
  login: 'gcloud auth login',
  signs: [
    [/NOT_FOUND/, 'no-such-secret'],
    [
      /PERMISSION_DENIED|UNAUTHENTICATED|do not currently have an active account|auth login|Reauthentication/i,
      'not-logged-in',
    ],
    [
      /Unable to find the server|UNAVAILABLE|Connection refused|required property \[project\]/i,
      'not-reachable',
    ],
  ],
  questions: ({ secret, project, version, format, keys }) =>
    documentOrEach({ document: secret, keys, format }, (asked) => [
      ...['gcloud', 'secrets', 'versions', 'access', version, `--secret=${asked}`],
      ...(project === undefined ? [] : [`--project=${project}`]),
      '--quiet',
    ]),
});
