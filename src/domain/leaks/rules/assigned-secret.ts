import { entropyBits } from '../../entropy.ts';
import { mayBeAssigned } from '../assigned-signs.ts';
import { plainTextIn } from '../base64-text.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { isCodeOrData, namesNoSecret, type Writing, wordShare } from '../no-secret.ts';
import { assigned } from '../pattern-pieces.ts';

const key = '[-_. ]?key';
// By their first letters: the alternatives are tried at every letter of every name.
const keyword = [
  `s(?:ecret|(?:ign(?:ing)?|hared|ession|ervice|torage|sh)${key})`,
  'token|webhook|bearer|identified by',
  `c(?:redential|ookie|(?:rypt|lient|onsumer)${key})`,
  `p(?:ass(?:phrase|w(?:or)?d|wrd|code|(?![a-z]))|wd|swd|epper|(?<![a-z]p)at(?![a-z])|riv(?:ate)?${key})`,
  `a(?:uth|(?:pi|pp|ccess|ccount|es)${key})`,
  `(?:encrypt(?:ion)?|master|license|hmac|deploy|data|jwt|rsa)${key}`,
  '[-_](?:key|pw(?![a-z]))',
].join('|');
// Of what is very long the beginning is enough. Quoted up to its quote, else up to what ends a word in code, shell or markup.
const value = String.raw`(?<=["'${'`'};])[^\s\x00-\x1f\x7f-\xff"'${'`'}\\<>]{8,159}(?=\\{0,3}["'${'`'}]|&(?:quot|apos|#)|\\{1,2}u002|%2[27]|[\\]n)|(?<!["'${'`'}])[^\s\x00-\x1f\x7f-\xff"'${'`'}\\<>,;(){}\[\]&|]{8,159}(?=[\s"'${'`'}\\<,;&|}]|\)|$)|[A-Za-z0-9+/=_.~-]{160}`;

/** Anything whose name says that it is secret, and whose value looks as if it was. */
export const assignedSecret: LeakRule = {
  name: 'assigned-secret',
  title: 'a secret by its name',
  anchors: [
    'secret',
    'token',
    'pass',
    'pwd',
    'apikey',
    'api key',
    'api.key',
    '_key',
    '-key',
    'auth',
    'credential',
    'webhook',
    'cookie',
    'pat=',
    'pat:',
    'pat"',
    '_pw',
    '-pw',
    'identified by',
    'accesskey',
    'privatekey',
    'signingkey',
    'encryptionkey',
    'masterkey',
    'sharedkey',
    'clientkey',
    'accountkey',
    'sessionkey',
    'appkey',
    'storagekey',
    'pswd',
    'bearer',
    'hmackey',
    'licensekey',
    'consumerkey',
    'servicekey',
    'jwtkey',
    'deploykey',
    'cryptkey',
    'pepper',
  ],
  foldsCase: true,
  before: 48,
  reach: 384,
  pattern: new RegExp(
    String.raw`(?<![\w.-]|\d:)[\w.-]{0,40}?(?:${keyword})[\w-]{0,24}${assigned}(?<secret>${value})`,
    'dgi',
  ),
  mayMatch: mayBeAssigned,
  isReal(secret, match) {
    const name = /^[\w.-]+(?: key| by)?/.exec(match)?.[0] ?? '';
    const written = writing(name, match.slice(0, match.lastIndexOf(secret)));
    if (namesNoSecret(name) || looksMadeUp(secret) || isCodeOrData(secret, written)) return false;
    if (secret.toLowerCase().startsWith(name.toLowerCase())) return false;
    // A test's verdict: PASS: suite/case
    if (written === 'bare' && /^pass(?:ed)?$/i.test(name) && /\/|^[a-z]+\d+-\d+$/.test(secret))
      return false;
    const judge = /pass|pwd|pswd|[-_]pw|identified/i.test(name) ? isPassword : isToken;
    const said = plainTextIn(secret);
    if (said === undefined) return judge(secret);
    return !looksMadeUp(said) && !isCodeOrData(said, 'quoted') && isPassword(said);
  },
  remedy: 'revoke or change it at whoever issued it, then keep it in an env file',
  ok: () => [
    'token = get_token()',
    'PASS: gas/testsuite/i386/ibt',
    'PASS: ld-x86-64/pr12345-2a',
    'PASS: binutils-all/i386/empty',
    'PASS: pr26580-1',
    'ownerPassword=ownerPassword@entry=0x1165830, userPassword=userPassword@entry=0x447f550) at',
    'F.Minipass=F.isWritable=F.isReadable=F.isStream=void 0;',
    `"salt": "${hex('salt')}"`,
    `"secret":"hmac-sha256:${hex('digest')}"`,
    `#define FIPS_KEY_STRING "${hex('fips')}"`,
    `sig_key: ${hex('colons')
      .slice(0, 40)
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:')}`,
    `"nextForwardToken": "f/${madeUpText('page', 56)}"`,
    `"NodeAssociationStatusToken": "${madeUpText('status', 60)}"`,
    `oauth_signature="${madeUpText('signature', 27)}%3D"`,
    'ps("SecretKeyFactory", "PBEWithMD5AndDES",',
    'psA("SecretKeyFactory", "PBEWithSHA1AndRC2_128", "com.sun.crypto.provider.PBEKeyFactory")',
    'strategy_key = "mean_reversion_es_5m_v3"',
    'signal_token: ES1!_BUY_20260302143107',
    'OrderToken=ES20260302143107',
    `"etag_key": "${hex('etag').slice(0, 32)}"`,
    `algolia_search_key = "${hex('search').slice(0, 32)}"`,
    "EMRFS_SECRET_KEY = 'fs.s3.cse.kms.keyId'",
    "'gss_krb5_lucid_key', 'gss_krb5_rfc1964_keydata'",
    'auth_rule: "UnauthorizedAccess:EC2/SSHBruteForce"',
    `API_KEY=\nOTHER_ID=${madeUpText('next line', 32)}\n`,
    `-API_KEY=\n+LABEL=${madeUpText('next line', 32)}\n`,
    'password: process.env.DB_PASSWORD',
    'SECRET=${SECRET}',
    'api_key = "your_api_key_here"',
    'API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx',
    'const token: string = await fetchTokenFromServer(user);',
    `request_token_id = "${uuid('a')}"`,
    `secret: "${uuid('b')}"`,
    `"integrity-token": "sha512-${madeUpText('sha', 86)}=="`,
    '"password": "Das Passwort ist falsch"',
    '"forgot_password": "Passwort-vergessen?"',
    'token_url = "https://id.example.com/oauth2/token"',
    'secret_file = "/run/secrets/db_password_2024"',
    'password = forms.CharField(widget=forms.PasswordInput)',
    'secret: "kubernetes.io/service-account-token"',
    `public_key = "${madeUpText('public', 44)}"`,
    'valueFrom: { secretKeyRef: { name: pine-db-credentials2, key: password } }',
    '--password-file /run/secrets/db1',
    'auth_token = self.config["auth_token_v2"]',
    'primary_key: "users_2024_id_pkey_constraint"',
  ],
  ng: () => [
    `secret = "${madeUpText('secret a', 32)}"`,
    `API_KEY=${madeUpText('secret b', 24)}\n`,
    `"client_secret": "${madeUpText('secret c', 40)}"`,
    `password: 'Tr4de-${madeUpText('secret d', 8)}!'`,
    `os.environ["PINE_TOKEN"] = "${madeUpText('secret e', 28)}"`,
    `'db_password' => '${madeUpText('secret f', 14)}#9',`,
    `apiSecret := "${madeUpText('secret g', 48)}"`,
    `--token ${madeUpText('secret h', 32)} --verbose`,
    `X-Api-Key: ${madeUpText('secret i', 32, '0123456789abcdef')}`,
    `<apiKey>${madeUpText('secret j', 32)}</apiKey>`,
    `- name: WEBHOOK_SECRET\n  value: "${madeUpText('secret k', 32)}"`,
    `{"name":"PINE_API_KEY","value":"${madeUpText('secret l', 32)}"}`,
    `ENV PINE_TOKEN ${madeUpText('secret m', 32)}`,
    `CREATE USER pine WITH PASSWORD '${madeUpText('secret n', 14)}#4'`,
    `variable "db_password" {\n  default = "${madeUpText('secret o', 20)}"\n}`,
    `{\\"access_token\\":\\"${madeUpText('secret p', 40)}\\"}`,
    `AccessKeyId=ABCDE12345, RawSecretAccessKey=${madeUpText('secret r', 43)}=`,
    `api_key <- "${madeUpText('secret s', 32)}"`,
    `public string ApiSecret { get; set; } = "${madeUpText('secret t', 32)}";`,
    `setx API_KEY ${madeUpText('secret u', 32)}`,
    `Set-Credential -SecretKey ${madeUpText('secret v', 32)}`,
    `PAT=${madeUpText('secret w', 52)}`,
    `PASSWORD=${['Kq', 'RtBz', 'Xw'].join('')}\n`,
    `const apiSecret =\n  '${madeUpText('secret x', 32)}';`,
    `<add key="PineSecret" value="${madeUpText('secret q', 32)}" />`,
  ],
};

function writing(name: string, before: string): Writing {
  if (/["'`;]$/.test(before)) return 'quoted';
  return /^[A-Z][A-Z0-9_]*$/.test(name) && before.endsWith(`${name}=`) ? 'env' : 'bare';
}

// People choose these: kinds of characters say more than an estimate that knows words.
function isPassword(text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
  const plain = !/[!@#$%^&*+=~?]/.test(text);
  if (plain && wordShare(text) > 0.75) return false;
  if (plain && kinds < 2) return entropyBits(text) >= Math.max(50, 1.9 * text.length);
  const mixed = kinds >= 3 || (/[A-Z].*[a-z].*[A-Z]/.test(text) && wordShare(text) < 0.3);
  return entropyBits(text) >= (mixed ? 18 : 38);
}

function isToken(text: string): boolean {
  if (text.length < 16 || wordShare(text) > 0.7) return false;
  // Words and their joints are worth little; what a generator makes is worth much all along.
  const least = Math.max(/\d/.test(text) ? 41 : 60, Math.min(1.9 * text.length, 110));
  return entropyBits(text) >= least;
}

function hex(seed: string): string {
  return madeUpText(`assigned ${seed}`, 64, '0123456789abcdef');
}

function uuid(seed: string): string {
  const hex = madeUpText(`assigned ${seed}`, 30, '0123456789abcdef');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}
