import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { base64Characters, madeUpText } from '../made-up-text.ts';

/** Private keys of Google service accounts, in their JSON or in JSON inside JSON. */
export const gcpServiceAccount: LeakRule = {
  name: 'gcp-service-account',
  title: 'a Google service account key',
  anchors: ['private_key'],
  foldsCase: false,
  before: 8,
  reach: 400,
  pattern:
    /\\{0,3}["']private_key\\{0,3}["']\s{0,8}[:,]\s{0,8}\\{0,3}["']-{5}BEGIN (?:RSA )?PRIVATE KEY-{5}(?:\\{1,6}[nr]|\s|"){1,8}(?<secret>[A-Za-z0-9+/=]{24,128})(?!\.{3}|\w)/dg,
  isReal: (secret) => !looksMadeUp(secret.replace(/A{5,}/g, 'A')) && !/^[A-Za-z]+$/.test(secret),
  remedy:
    'Google Cloud console > IAM > Service accounts > Keys: delete the key with this private_key_id',
  ok: () => [
    `{"type":"service_account","private_key_id":"${madeUpText('gcp id', 40, hexDigits)}"}`,
    ['"private_key": "-----BEGIN', 'PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----\\n"'].join(
      ' ',
    ),
    ['"private_key": "-----BEGIN', 'PRIVATE KEY-----\\nYOUR_PRIVATE_KEY\\n"'].join(' '),
    '"private_key": "${GCP_PRIVATE_KEY}"',
  ],
  ng: () => [account('a'), account('b').replaceAll('\\n', '\\\\n').replaceAll('"', '\\"')],
};

function account(seed: string): string {
  const body = madeUpText(`gcp ${seed}`, 64, base64Characters);
  const pem = [
    '-----BEGIN',
    `PRIVATE KEY-----\\n${body}\\n${body}\\n-----END PRIVATE KEY-----\\n`,
  ].join(' ');
  return `{"type": "service_account", "private_key": "${pem}", "client_email": "a@b.iam.gserviceaccount.com"}`;
}
