import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { base64Characters, madeUpText } from '../made-up-text.ts';

const kind = '(?:(?:RSA|DSA|EC|OPENSSH|ENCRYPTED|PGP|ANY|SSH2 ENCRYPTED) ){0,2}';
const lineEnd = String.raw`(?:\\{1,4}[nr]|\s|&#1[03];)`;
// Proc-Type, DEK-Info, Version, Comment.
const header = String.raw`(?:[A-Z][\w-]{3,20}: [^\n\r\\]{1,90}${lineEnd}{1,6}){0,5}`;
// Quotes, commas, pluses, comment and quotation signs that hold the lines together.
const joint = String.raw`(?:${lineEnd}|["'${'`'}+,.|>#*;\\-]|//|<br ?/?>){0,60}`;
const pem = `-{4,5} ?BEGIN ${kind}PRIVATE KEY(?: BLOCK)? ?-{4,5}${joint}${header}${joint}`;
const putty = String.raw`Private-Lines: ?\d{1,3}${lineEnd}{1,4}`;

/** Private keys with a body: PEM, OpenSSH, PGP and PuTTY, on lines or with `\n` on one line. */
export const privateKey: LeakRule = {
  name: 'private-key',
  title: 'a private key',
  anchors: ['PRIVATE KEY', 'Private-Lines'],
  foldsCase: false,
  before: 40,
  reach: 1400,
  pattern: new RegExp(
    String.raw`(?:${pem}|${putty})(?<secret>[A-Za-z0-9+/=]{24,200})(?!\.{3}|[\w(])`,
    'dg',
  ),
  isReal: (secret) => !looksMadeUp(secret.replace(/A{5,}/g, 'A')) && !/^[A-Za-z]+$/.test(secret),
  remedy:
    'make a new key, put its public half where the old one is trusted, and remove the old one there (authorized_keys, certificate authority, key server)',
  ok: () => [
    pemOf('PUBLIC KEY', 'a'),
    pemOf('CERTIFICATE', 'b'),
    ['-----BEGIN', 'PRIVATE KEY-----\\n...\\n-----END PRIVATE KEY-----'].join(' '),
    ['-----BEGIN', 'RSA PRIVATE KEY-----\nYOUR_KEY_HERE\n-----END RSA PRIVATE KEY-----'].join(' '),
    [
      'if "-----BEGIN',
      'PRIVATE KEY-----" in text: raise ValueError("looksLikeAPrivateKeyToMe")',
    ].join(' '),
    ['-----BEGIN', `RSA PRIVATE KEY-----\n${'x'.repeat(64)}\n`].join(' '),
    ['-----BEGIN', 'PRIVATE KEY-----\n${PRIVATE_KEY}\n-----END PRIVATE KEY-----'].join(' '),
  ],
  ng: () => [
    pemOf('RSA PRIVATE KEY', 'c'),
    pemOf('OPENSSH PRIVATE KEY', 'd'),
    pemOf('EC PRIVATE KEY', 'e').replaceAll('\n', '\\n'),
    pemOf('PGP PRIVATE KEY BLOCK', 'f').replace('-----\n', '-----\nVersion: GnuPG v2\n\n'),
    pemOf('RSA PRIVATE KEY', 'g').replace(
      '-----\n',
      '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0011223344556677\n\n',
    ),
    pemOf('PRIVATE KEY', 'h').replaceAll('\n', '\\n" +\n    "'),
    `PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n${madeUpText('putty', 44, base64Characters)}\n`,
    pemOf('PRIVATE KEY', 'i').replaceAll('\n', '\r\n'),
  ],
};

function pemOf(kindOfKey: string, seed: string): string {
  const line = (at: number) => madeUpText(`pem ${seed} ${at}`, 64, base64Characters);
  const body = [1, 2, 3].map(line).join('\n');
  return [`-----BEGIN ${kindOfKey}-----`, body, `-----END ${kindOfKey}-----`, ''].join('\n');
}
