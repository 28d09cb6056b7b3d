import * as v from 'valibot';
import { block, text } from '../config-fields.ts';
import { documentOrEach, fieldOf, format, keys, option, storeName } from './source-fields.ts';
import { store } from './store.ts';

/** AWS Secrets Manager; credentials, and the region where none is named, are the user's own. */
export const aws = store({
  fields: block({
    kind: v.literal('aws'),
    secret: v.exactOptional(storeName('Name or ARN of a secret that holds all keys')),
    region: v.exactOptional(text(/^[a-z0-9-]{2,40}$/, 'store-name', 'Like eu-central-1')),
    profile: v.exactOptional(storeName("A profile of the user's AWS configuration")),
    endpoint: v.exactOptional(
      text(
        /^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/])[\w.:/-]{1,300}$/,
        'store-endpoint',
        'Another address of the service: a VPC endpoint, or the loopback',
      ),
    ),
    format,
    keys: v.exactOptional(keys),
  }),
  login: 'aws sso login, or aws configure',
  signs: [
    [/ResourceNotFoundException/, 'no-such-secret'],
    [
      /Unable to locate credentials|ExpiredToken|UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|AccessDenied|SSO session|Token has expired|config profile .* could not be found/i,
      'not-logged-in',
    ],
    [
      /Could not connect to the endpoint|timeout on endpoint|must specify a region/i,
      'not-reachable',
    ],
  ],
  questions: ({ secret, region, profile, endpoint, format = 'json', keys }) =>
    documentOrEach({ document: secret, keys, format }, (name) => [
      ...['aws', 'secretsmanager', 'get-secret-value', '--secret-id', name, '--output', 'json'],
      ...option('--region', region),
      ...option('--profile', profile),
      ...option('--endpoint-url', endpoint),
    ]).map((question) => ({ ...question, unwrap: unwrapped })),
});

/** A secret of bytes has no SecretString, and is none that an env file can hold. */
function unwrapped(text: string): string | undefined {
  const said = fieldOf(text, 'SecretString');
  return typeof said === 'string' ? said : undefined;
}
