import {
  alphanumerics,
  base64,
  type Chance,
  chanceOf,
  digits,
  hex,
  upper,
  url,
  uuidOf,
} from './seeded-chance.ts';

/** A credential that was made up, the names it goes by, and the text it may come with. */
export interface MadeUpSecret {
  readonly rule: string;
  /** What must be found. */
  readonly secret: string;
  /** What is written: the secret itself, or a URL that holds it. */
  readonly written: string;
  /** Names of variables and settings that hold it. */
  readonly names: readonly string[];
  /** True for text of several lines or with quotes of its own, which stands in a file alone. */
  readonly block?: boolean;
}

type Maker = (chance: Chance) => Omit<MadeUpSecret, 'rule'>;

const token =
  (names: string, make: (chance: Chance) => string): Maker =>
  (chance) => {
    const secret = make(chance);
    return { secret, written: secret, names: names.split(' ') };
  };
const inside =
  (
    names: string,
    make: (chance: Chance) => readonly [before: string, secret: string, after: string],
  ): Maker =>
  (chance) => {
    const [before, secret, after] = make(chance);
    return { secret, written: before + secret + after, names: names.split(' ') };
  };
const block =
  (make: (chance: Chance) => readonly [before: string, secret: string, after: string]): Maker =>
  (chance) => ({ ...inside('key', make)(chance), block: true });
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const pem = (kind: string, chance: Chance, joint: string) => {
  const body = Array.from({ length: 6 }, () => chance.text(64, base64));
  return [
    `-----BEGIN ${kind}-----${joint}`,
    body.join(joint),
    `${joint}-----END ${kind}-----${joint}`,
  ] as const;
};
const password = (chance: Chance) =>
  chance.pick([
    () => chance.text(16),
    () =>
      `${chance.pick(['Pine', 'Trade', 'Sommer', 'Blue'])}${chance.pick(['!', '#', '-', '$'])}${chance.text(6)}${chance.below(100)}`,
    () => `${chance.text(12, `${alphanumerics}!#%*+=?^~`)}7aB`,
  ])();

const makers: Readonly<Record<string, readonly Maker[]>> = {
  'databento-key': [token('DATABENTO_API_KEY databento_key apiKey key', (c) => `db-${c.text(29)}`)],
  'traderspost-webhook': [
    inside('TRADERSPOST_WEBHOOK_URL webhookUrl url', (c) => [
      c.pick([
        'https://webhooks.traderspost.io/trading/webhook/',
        'https://app.traderspost.io/trading/webhook/',
        '/trading/webhook/',
      ]),
      `${uuidOf(c)}/${c.text(32, hex)}`,
      c.pick(['', '', '?source=tv']),
    ]),
  ],
  'discord-webhook': [
    inside('DISCORD_WEBHOOK_URL notify_url hook', (c) => [
      `https://${c.pick(['discord.com', 'discordapp.com', 'canary.discord.com', 'ptb.discord.com'])}/api/${c.pick(['', 'v9/', 'v10/'])}webhooks/`,
      `1${c.text(17 + c.below(2), digits)}/${c.text(68, url)}`,
      c.pick(['', '', '/slack', '/github', '?wait=true']),
    ]),
  ],
  'aws-access-key-id': [
    token(
      'AWS_ACCESS_KEY_ID aws_access_key_id accessKeyId',
      (c) => `${c.pick(['AKIA', 'ASIA'])}${c.text(16, `${upper}234567`)}`,
    ),
  ],
  'aws-secret-access-key': [
    token('AWS_SECRET_ACCESS_KEY aws_secret_access_key secretAccessKey', (c) => c.text(40, base64)),
  ],
  'google-api-key': [token('GOOGLE_API_KEY maps_key key', (c) => `AIzaSy${c.text(33, url)}`)],
  'google-oauth-secret': [
    token('GOOGLE_CLIENT_SECRET client_secret', (c) => `GOCSPX-${c.text(28, url)}`),
    token('access_token', (c) => `ya29.${c.text(150, url)}`),
  ],
  'gcp-service-account': [
    block((c) => {
      const [head, body, foot] = pem('PRIVATE KEY', c, '\\n');
      return [
        `{\n  "type": "service_account",\n  "project_id": "pine-1",\n  "private_key_id": "${c.text(40, hex)}",\n  "private_key": "${head}`,
        body,
        `${foot}",\n  "client_email": "pine@pine-1.iam.gserviceaccount.com"\n}\n`,
      ];
    }),
  ],
  'azure-storage-key': [
    inside('AZURE_STORAGE_CONNECTION_STRING connectionString', (c) => [
      'DefaultEndpointsProtocol=https;AccountName=pine;AccountKey=',
      `${c.text(86, base64)}==`,
      ';EndpointSuffix=core.windows.net',
    ]),
    token('AZURE_STORAGE_KEY storageAccountKey', (c) => `${c.text(86, base64)}==`),
  ],
  'azure-client-secret': [
    token(
      'AZURE_CLIENT_SECRET clientSecret ARM_CLIENT_SECRET',
      (c) => `${c.text(3)}${c.pick(['7', '8'])}Q~${c.text(34, `${alphanumerics}~._-`)}`,
    ),
  ],
  'azure-sas': [
    inside('SAS_URL blobUrl', (c) => [
      'https://pine.blob.core.windows.net/logs?sv=2022-11-02&sp=r&se=2030-01-01&sig=',
      encodeURIComponent(`${c.text(43, base64)}=`),
      '',
    ]),
  ],
  'github-token': [
    token(
      'GITHUB_TOKEN gh_token token',
      (c) => `${c.pick(['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'])}${c.text(36)}`,
    ),
    token('GH_PAT', (c) => `github_pat_${c.text(22)}_${c.text(59)}`),
  ],
  'gitlab-token': [
    token(
      'GITLAB_TOKEN CI_TOKEN token',
      (c) => `${c.pick(['glpat-', 'gldt-', 'glrt-'])}${c.text(20, url)}`,
    ),
  ],
  'npm-token': [token('NPM_TOKEN NODE_AUTH_TOKEN', (c) => `npm_${c.text(36)}`)],
  'pypi-token': [
    token('PYPI_TOKEN TWINE_PASSWORD', (c) => `pypi-AgEIcHlwaS5vcmc${c.text(150, url)}`),
  ],
  'slack-token': [
    token(
      'SLACK_BOT_TOKEN slack',
      (c) =>
        `${c.pick(['xoxb', 'xoxp'])}-${c.text(12, digits)}-${c.text(12, digits)}-${c.text(24)}`,
    ),
    token(
      'SLACK_APP_TOKEN',
      (c) => `xapp-1-A${c.text(10, upper + digits)}-${c.text(13, digits)}-${c.text(64, hex)}`,
    ),
  ],
  'slack-webhook': [
    inside('SLACK_WEBHOOK url', (c) => [
      'https://hooks.slack.com/services/',
      `T${c.text(10, upper + digits)}/B${c.text(10, upper + digits)}/${c.text(24)}`,
      '',
    ]),
  ],
  'telegram-bot-token': [
    token(
      'TELEGRAM_TOKEN bot',
      (c) => `${1 + c.below(8)}${c.text(9, digits)}:AA${c.text(33, url)}`,
    ),
    inside('url', (c) => [
      'https://api.telegram.org/bot',
      `${1 + c.below(8)}${c.text(9, digits)}:AA${c.text(33, url)}`,
      '/sendMessage',
    ]),
  ],
  'stripe-key': [
    token(
      'STRIPE_SECRET_KEY stripe.api_key',
      (c) => `${c.pick(['sk_live_', 'rk_live_'])}${c.text(c.pick([24, 99]))}`,
    ),
    token('STRIPE_WEBHOOK_SECRET', (c) => `whsec_${c.text(32)}`),
  ],
  'alpaca-key-id': [
    token(
      'APCA_API_KEY_ID alpaca_key_id ALPACA_KEY',
      (c) => `${c.pick(['PK', 'AK'])}${c.text(18, upper + digits)}`,
    ),
  ],
  'alpaca-secret-key': [
    token('APCA_API_SECRET_KEY alpaca_secret ALPACA_SECRET_KEY', (c) => c.text(40)),
  ],
  'tradovate-login': [
    token('TRADOVATE_PASSWORD tradovate_password', (c) => `${c.text(8)}!7a`),
    block((c) => [
      '{"name": "joe", "password": "',
      `${c.text(9)}#4x`,
      '", "appId": "pine", "appVersion": "1.0", "cid": 81}\n',
    ]),
  ],
  'openai-key': [
    token(
      'OPENAI_API_KEY api_key',
      (c) => `sk-proj-${c.text(74, url)}T3Blbk${'FJ'}${c.text(74, url)}`,
    ),
    token('OPENAI_KEY key', (c) => `sk-${c.text(20)}T3Blbk${'FJ'}${c.text(20)}`),
    token('DEEPSEEK_KEY', (c) => `sk-${c.text(32, hex)}`),
  ],
  'anthropic-key': [token('ANTHROPIC_API_KEY key', (c) => `sk-ant-api03-${c.text(93, url)}AA`)],
  'hugging-face-token': [token('HF_TOKEN hub', (c) => `hf_${c.text(34)}`)],
  'sendgrid-key': [
    token('SENDGRID_API_KEY mail', (c) => `SG.${c.text(22, url)}.${c.text(43, url)}`),
  ],
  'twilio-secret': [token('TWILIO_AUTH_TOKEN twilio_auth_token', (c) => c.text(32, hex))],
  'mailgun-key': [token('MAILGUN_API_KEY mailgun_key', (c) => `key-${c.text(32, hex)}`)],
  'vendor-token': [
    token('DO_TOKEN VAULT_TOKEN x', (c) =>
      c.pick([
        `dop_v1_${c.text(64, hex)}`,
        `hvs.${c.text(24, url)}`,
        `dckr_pat_${c.text(27, url)}`,
        `shpat_${c.text(32, hex)}`,
      ]),
    ),
  ],
  'discord-bot-token': [
    token('DISCORD_TOKEN bot_token', (c) =>
      [
        Buffer.from(`1${c.text(17, digits)}`).toString('base64url'),
        c.text(6),
        c.text(38, url),
      ].join('.'),
    ),
  ],
  'jwk-private-key': [
    block((c) => [
      `{"kty":"EC","crv":"P-256","x":"${c.text(43, url)}","d":"`,
      c.text(43, url),
      '"}\n',
    ]),
  ],
  jwt: [
    token('ID_TOKEN session jwt', (c) =>
      [
        base64url({ alg: c.pick(['HS256', 'RS256', 'ES256']), typ: 'JWT' }),
        base64url({ sub: `u${c.text(9)}`, iss: 'https://id.pine.io', exp: 1_900_000_000 }),
        c.text(43, url),
      ].join('.'),
    ),
  ],
  'private-key': [
    ...[
      'RSA PRIVATE KEY',
      'OPENSSH PRIVATE KEY',
      'EC PRIVATE KEY',
      'PRIVATE KEY',
      'ENCRYPTED PRIVATE KEY',
    ].map((kind) => block((c) => pem(kind, c, c.pick(['\n', '\n', '\r\n', '\\n', '\n    '])))),
    block((c) => {
      const [head, body, foot] = pem('PGP PRIVATE KEY BLOCK', c, '\n');
      return [`${head}Version: GnuPG v2\n\n`, body, foot];
    }),
    block((c) => [
      `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: x\nPublic-Lines: 1\n${c.text(64, base64)}\nPrivate-Lines: 1\n`,
      `${c.text(47, base64)}=`,
      `\nPrivate-MAC: ${c.text(64, hex)}\n`,
    ]),
  ],
  'url-password': [
    inside('DATABASE_URL db_url dsn', (c) => [
      `${c.pick(['postgres', 'postgresql', 'mysql', 'mongodb+srv', 'amqp', 'rediss'])}://pine:`,
      c.text(14),
      '@db.pine.internal:5432/trades',
    ]),
    inside('REDIS_URL cache', (c) => ['redis://:', c.text(18), '@10.0.0.7:6379/0']),
    inside('remote proxy', (c) => ['https://joe:', c.text(20), '@git.pine.io/pine.git']),
  ],
  'netrc-password': [
    block((c) => ['machine git.pine.io\n  login joe\n  password ', c.text(18), '\n']),
  ],
  'command-password': [
    block((c) => ['curl -s -u joe:', c.text(16), ' https://api.pine.io/x\n']),
    block((c) => ["sshpass -p '", c.text(14), "' ssh joe@10.0.0.3\n"]),
  ],
  'authorization-header': [
    block((c) => [
      `curl -H '${c.pick(['Authorization: Bearer ', 'authorization: bearer ', 'Authorization: token '])}`,
      c.text(c.pick([32, 40, 48])),
      "' https://api.pine.io\n",
    ]),
    block((c) => [
      'GET /x HTTP/1.1\r\nAuthorization: Basic ',
      Buffer.from(`pine:${c.text(16)}`).toString('base64'),
      '\r\nHost: api.pine.io\r\n',
    ]),
  ],
  'assigned-secret': [
    token(
      'SECRET_KEY api_secret apiSecret CLIENT_SECRET access_token authToken X_API_KEY signing_key',
      (c) => c.text(c.pick([20, 24, 32, 40, 48, 64])),
    ),
    token('api_key webhook_secret ENCRYPTION_KEY JWT_SECRET', (c) =>
      c.text(c.pick([32, 40, 64]), hex),
    ),
    token('DB_PASSWORD password POSTGRES_PASSWORD smtp_password', password),
    token('session_secret django_secret_key', (c) => c.text(50, `${alphanumerics}!@#%^*-_=+`)),
  ],
};

/** How many kinds of credentials there are by rule, in the order of the table. */
export const plantedRules = Object.keys(makers);

/** One credential of the kind, another for every number. */
export function madeUpSecret(rule: string, seed: string, number: number): MadeUpSecret {
  const choices = makers[rule] ?? [];
  const maker = choices[number % choices.length] as Maker;
  return { rule, ...maker(chanceOf(`${seed} ${rule} ${number}`)) };
}
