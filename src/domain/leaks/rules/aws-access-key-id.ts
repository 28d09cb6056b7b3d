import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { capitals, madeUpText } from '../made-up-text.ts';

/** AWS access key ids, permanent and temporary. */
export const awsAccessKeyId: LeakRule = {
  name: 'aws-access-key-id',
  title: 'an AWS access key id',
  anchors: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
  foldsCase: false,
  before: 6,
  reach: 24,
  pattern:
    /(?:(?<![A-Za-z0-9+/_-])|(?<=[=/_-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})(?![A-Za-z0-9+_])/dg,
  isReal: (secret) => looksRandom(secret.slice(4), 16),
  remedy: 'AWS console > IAM > Users > Security credentials: make it inactive, then delete it',
  ok: () => [
    `aws_access_key_id = ${['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')}`,
    `AKIA${'X'.repeat(16)}`,
    'AKIA[0-9A-Z]{16}',
    `data:image/png;base64,iVBOR${madeUpText('aws', 8)}AKIA${madeUpText('aws b64', 30)}`,
  ],
  ng: () => [
    `aws_access_key_id = ${key('AKIA', 'a')}`,
    `AWS_ACCESS_KEY_ID=${key('ASIA', 'b')}\n`,
    `{"AccessKeyId":"${key('AKIA', 'c')}"}`,
    `?AWSAccessKeyId=${key('AKIA', 'd')}&Expires=1`,
    `Credential=${key('AKIA', 'e')}/20260101/us-east-1/s3/aws4_request`,
  ],
};

function key(prefix: string, seed: string): string {
  return [prefix, madeUpText(`aws id ${seed}`, 16, capitals)].join('');
}
