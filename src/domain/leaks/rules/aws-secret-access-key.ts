import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { base64Characters, capitals, madeUpText } from '../made-up-text.ts';
import { assigned, quote } from '../pattern-pieces.ts';

// Named by whoever assigns it, or the neighbour of its id in a list.
const named = String.raw`(?:aws|secret|s3_)[\w.-]{0,40}${assigned}`;
const beside = String.raw`(?:AKIA|ASIA)[A-Z0-9]{16}${quote}?\s{0,4}[,;:|\t ]\s{0,4}${quote}?`;

/** AWS secret access keys: 40 characters of base64 that are only told by what stands before them. */
export const awsSecretAccessKey: LeakRule = {
  name: 'aws-secret-access-key',
  title: 'an AWS secret access key',
  anchors: ['aws', 'secret', 's3_', 'akia', 'asia'],
  foldsCase: true,
  before: 2,
  reach: 240,
  pattern: new RegExp(
    `(?:${named}|${beside})(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=_-])`,
    'dgi',
  ),
  isReal: (secret, match) =>
    /[a-z]/.test(secret) &&
    /[A-Z]/.test(secret) &&
    /[0-9/+]/.test(secret) &&
    /aws|akia|asia|s3|secret_?-?(?:access)?_?-?key/i.test(match.slice(0, -40)) &&
    looksRandom(secret, 70),
  remedy:
    'AWS console > IAM > Users > Security credentials: make its access key inactive, then delete it',
  ok: () => [
    `aws_secret_access_key = ${['wJalrXUtnFEMI/K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/')}`,
    `aws_commit: ${madeUpText('aws sha', 40, '0123456789abcdef')}`,
    'aws_secret_access_key = ${var.aws_secret_access_key}',
    `aws_secret_access_key = ${'x'.repeat(40)}`,
    'secret_access_key: process.env.AWS_SECRET_ACCESS_KEY',
  ],
  ng: () => [
    `aws_secret_access_key = ${key('a')}`,
    `AWS_SECRET_ACCESS_KEY="${key('b')}"`,
    `"SecretAccessKey": "${key('c')}",`,
    `secretAccessKey: '${key('d')}'`,
    `${['AKIA', madeUpText('aws pair', 16, capitals)].join('')},${key('e')}`,
    `<SecretKey>${key('f')}</SecretKey>`,
    `--aws-secret-key ${key('g')}`,
  ],
};

function key(seed: string): string {
  return madeUpText(`aws secret ${seed}`, 40, base64Characters);
}
