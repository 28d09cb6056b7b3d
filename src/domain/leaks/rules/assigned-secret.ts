import { entropyBits } from '../../entropy.ts';
import { mayBeAssigned } from '../assigned-signs.ts';
import { plainTextIn } from '../base64-text.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { isCodeOrData, namesNoSecret, wordShare } from '../no-secret.ts';
import { assigned } from '../pattern-pieces.ts';

const keyword = [
  'secret|token|credential|passphrase|webhook|bearer|cookie',
  'pass(?:w(?:or)?d|wrd|code)|pass(?![a-z])|pwd|pswd',
  '(?:api|app|access|auth|private|priv|sign(?:ing)?|encrypt(?:ion)?|crypt|master|shared|client|account|license|session|hmac|consumer|service|storage|deploy|ssh|data|jwt|aes|rsa)[-_. ]?key',
  'apikey|[-_]key|[-_]pw(?![a-z])|auth|salt|pepper|identified by',
].join('|');
// Of what is very long the beginning is enough. Quoted up to its quote, else up to what ends a word in code, shell or markup.
const value = String.raw`(?<=["'${'`'};])[^\s\x00-\x1f\x7f-\xff"'${'`'}\\<>]{8,199}(?=\\{0,3}["'${'`'}]|&(?:quot|apos|#)|\\{1,2}u002|%2[27]|[\\]n)|(?<!["'${'`'}])[^\s\x00-\x1f\x7f-\xff"'${'`'}\\<>,;(){}\[\]&|]{8,199}(?=[\s"'${'`'}\\<,;&|}]|\)|$)|[A-Za-z0-9+/=_.~-]{200}`;

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
    'salt',
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
  before: 64,
  reach: 480,
  pattern: new RegExp(
    String.raw`(?<![\w.-]|\d:)[\w.-]{0,56}?(?:${keyword})[\w-]{0,24}${assigned}(?<secret>${value})`,
    'dgi',
  ),
  mayMatch: mayBeAssigned,
  isReal(secret, match) {
    const name = /^[\w.-]+(?: key| by)?/.exec(match)?.[0] ?? '';
    const quoted = /["'`;]$/.test(match.slice(0, match.lastIndexOf(secret)));
    if (namesNoSecret(name) || looksMadeUp(secret) || isCodeOrData(secret, quoted)) return false;
    const judge = /pass|pwd|pswd|[-_]pw|identified/i.test(name) ? isPassword : isToken;
    const said = plainTextIn(secret);
    if (said === undefined) return judge(secret);
    return !looksMadeUp(said) && !isCodeOrData(said, true) && isPassword(said);
  },
  remedy: 'revoke or change it at whoever issued it, then keep it in an env file',
  ok: () => [
    'token = get_token()',
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
    `<add key="PineSecret" value="${madeUpText('secret q', 32)}" />`,
  ],
};

// People choose these: kinds of characters say more than an estimate that knows words.
function isPassword(text: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
  const plain = !/[!@#$%^&*+=~?]/.test(text);
  if (plain && wordShare(text) > 0.75) return false;
  if (plain && kinds < 2) return entropyBits(text) >= Math.max(50, 1.9 * text.length);
  return entropyBits(text) >= (kinds >= 3 ? 18 : 38);
}

function isToken(text: string): boolean {
  if (text.length < 16 || wordShare(text) > 0.7) return false;
  // Words and their joints are worth little; what a generator makes is worth much all along.
  const least = Math.max(/\d/.test(text) ? 41 : 60, Math.min(1.9 * text.length, 110));
  return entropyBits(text) >= least;
}

function uuid(seed: string): string {
  const hex = madeUpText(`assigned ${seed}`, 30, '0123456789abcdef');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18)}`;
}
