import {
  alphanumerics,
  base64,
  type Chance,
  chanceOf,
  digits,
  hex,
  letters,
  lower,
  upper,
  url,
  uuidOf,
} from './seeded-chance.ts';

/** Text that looks as if it held a credential and holds none, by kind. */
export interface Harmless {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

type Maker = readonly [kind: string, path: string, write: (chance: Chance) => string];

const host = 'https://webhooks.traderspost.io/trading/webhook';
const name = (c: Chance) =>
  c.pick([
    'API_KEY',
    'SECRET_KEY',
    'DB_PASSWORD',
    'AUTH_TOKEN',
    'DATABENTO_API_KEY',
    'CLIENT_SECRET',
    'WEBHOOK_SECRET',
    'ACCESS_TOKEN',
  ]);
const stand = (c: Chance) =>
  c.pick([
    'your_api_key_here',
    'YOUR_API_KEY',
    'changeme',
    'CHANGE_ME',
    '<your-token>',
    'xxxxxxxxxxxxxxxxxxxxxxxx',
    'REPLACE_WITH_YOUR_KEY',
    'TODO',
    'none',
    '********',
    '[REDACTED]',
    'my-secret-token',
    'insert_key_here',
    '...',
    'db-YOUR_KEY_HERE',
    'dummy-token-for-tests',
    'example-password',
    '0000000000000000000000000000',
    'XXXX-XXXX-XXXX-XXXX',
    'test',
    'password',
    'secret',
    'placeholder',
    'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'abcdefghijklmnopqrstuvwxyz',
    '12345678901234567890',
    'db-xxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'paste-your-key-here',
    'fill_me_in',
  ]);
const reference = (c: Chance) =>
  c.pick([
    '${TOKEN}',
    '$TOKEN',
    '${TOKEN:-}',
    '{{ token }}',
    '%TOKEN%',
    '$(cat /run/secrets/token)',
    '${{ secrets.NPM_TOKEN }}',
    '!vault |',
    'ref+vault://secret/pine#token',
    '${file(./secrets.json):token}',
    'op://Private/pine/credential',
    '{{ .Values.auth.token }}',
    '<%= ENV["TOKEN"] %>',
    '!Ref DbPassword',
    '{{resolve:secretsmanager:pine:SecretString:password}}',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:pine/db-aB3dEf',
    'projects/pine/secrets/db/versions/3',
    '@Microsoft.KeyVault(SecretUri=https://pine.vault.azure.net/secrets/db/)',
  ]);
const expression = (c: Chance) =>
  c.pick([
    'const token = await getAccessToken(session.user.id);',
    'password = os.environ["DB_PASSWORD"]',
    'secret: process.env.CLIENT_SECRET,',
    'token = request.headers.get("X-Auth-Token2")',
    'self.api_key = config.exchange.api_key',
    'let apiKey = localStorage.getItem("apiKey");',
    'private_key = serialization.load_pem_private_key(data, password=None)',
    'const secretKey = crypto.randomBytes(32).toString("hex");',
    'password: Joi.string().min(8).max(72).required(),',
    'token: string;',
    'readonly password?: Secret;',
    'func (c *Client) SetToken(token string) error {',
    'api_key: Optional[str] = None',
    'auth_token = settings.AUTH_TOKENS["worker_v2"]',
    'secret := viper.GetString("app.secret_v2")',
    'accessToken: state.auth.accessToken2FA,',
    'PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]',
    'secret_key = Fernet.generate_key().decode()',
    'token = jwt.encode(payload, key, algorithm="HS256")',
    'if (password.length < MIN_PASSWORD_LENGTH_V2) throw new Error("x");',
    'passwordResetTokenExpiresAt: addHours(now, 24),',
    '$token = bin2hex(random_bytes(16));',
    'tokenizer = AutoTokenizer.from_pretrained("distilbert-base-uncased-finetuned-sst2")',
    'const TOKEN_REGEX = /^[A-Za-z0-9_-]{24}\\.[A-Za-z0-9_-]{6}$/;',
    'bearer_token = f"Bearer {self._token_provider.get_v2()}"',
    'Authorization: `Bearer ${accessToken}`,',
    "headers['X-Api-Key'] = apiKeyFromVault;",
  ]);
const words = (c: Chance) =>
  c.pick([
    '"password": "Passwort"',
    '"forgotPassword": "Mot de passe oublie ?"',
    '"invalid_token": "The token has expired or is invalid"',
    'password_label: "Nueva contrasena (min. 8)"',
    '"tokenExpired": "Session abgelaufen, bitte neu anmelden."',
    '"secret_hint": "Use-at-least-12-characters"',
    'msgid "Password must be 8-64 characters"',
    'auth.password.reset: "auth.password.reset.title"',
    '<label for="password">Password</label>',
    '<input type="password" name="password" id="login-password-2" />',
    'placeholder="api-key-name-v2"',
    '"PasswordResetEmailTemplateName": "password-reset-email-v2-template"',
    '"authKeyLabel": "settings.auth.keyLabel.v2"',
  ]);
const card = (c: Chance, kind: string, lines: number) =>
  `-----BEGIN ${kind}-----\n${Array.from({ length: lines }, () => c.text(64, base64)).join('\n')}\n-----END ${kind}-----\n`;

const makers: readonly Maker[] = [
  [
    'verdicts of tests',
    'logs/check.log',
    (c) =>
      `PASS: ${c.pick(['ld-x86-64', 'binutils-all/i386', 'gas/testsuite'])}/pr${c.text(5, digits)}${c.pick(['', 'a', '-2', 'b-x32'])}\nPASS: t/t${c.text(4, digits)}-init.sh\n`,
  ],
  [
    'digests of secrets',
    '.pine-env-baseline.json',
    (c) =>
      JSON.stringify({
        salt: c.text(64, hex),
        entries: [{ secret: `hmac-sha256:${c.text(64, hex)}` }],
      }),
  ],
  [
    'names of strategies and orders',
    'src/strategies.py',
    (c) =>
      `strategy_key = "mean_reversion_es_${c.below(60)}m_v${c.below(9)}"\norder_token = "ES${c.text(14, digits)}"\nalert_key = "nq_${c.below(60)}m_breakout_long_v2"\n`,
  ],
  [
    'pages and caches',
    'logs/pages.json',
    (c) =>
      JSON.stringify({
        nextForwardToken: `f/${c.text(56)}`,
        etag_key: c.text(32, hex),
        uploadToken: c.text(40),
      }),
  ],
  [
    'empty assignments',
    '.env.template',
    (c) => `API_KEY=\nBUILD_LABEL=${c.text(32)}\nDB_PASSWORD=\nRUN_ID=${c.text(20)}\n`,
  ],
  [
    'packages of databases',
    'deploy/volumes.txt',
    (c) => `mongodb-${c.text(29)} pkg\nconst thing = "db-SpreadFuturesCandleKappaTicks"\n`,
  ],
  [
    'frames of a debugger',
    'logs/backtrace.txt',
    (c) =>
      `#4 userPassword=userPassword@entry=0x${c.text(7, hex)}) at PDFDoc.cc:262\nsig_key: ${c.text(40, '0123456789ABCDEF').replace(/..(?=.)/g, '$&:')}\n`,
  ],
  ['placeholder', '.env.example', (c) => `${name(c)}=${stand(c)}\n`],
  ['placeholder', 'config.json', (c) => `{"${name(c).toLowerCase()}": "${stand(c)}"}\n`],
  ['placeholder', 'README.md', (c) => `export ${name(c)}="${stand(c)}"\n`],
  [
    'placeholder webhook',
    'README.md',
    (c) =>
      `${host}/${c.pick([`YOUR_ID/YOUR_PASSWORD`, `{uuid}/{password}`, `<uuid>/<password>`, `${uuidOf(c)}`, `${uuidOf(c)}/your_password`, `${uuidOf(c)}/xxxxxxxx`, '$UUID/$PASSWORD', `${uuidOf(c)}/\${TP_PASSWORD}`])}\n`,
  ],
  [
    'placeholder webhook',
    'README.md',
    (c) =>
      `https://discord.com/api/webhooks/${c.pick(['YOUR_ID/YOUR_TOKEN', '{id}/{token}', '<id>/<token>', `${c.text(18, digits)}`, '123456789012345678/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef', '$ID/$TOKEN'])}\n`,
  ],
  ['reference', 'deploy.yaml', (c) => `${name(c).toLowerCase()}: ${reference(c)}\n`],
  ['reference', 'deploy.env', (c) => `${name(c)}="${reference(c)}"\n`],
  ['code', 'src/a.ts', expression],
  ['code', 'src/b.py', expression],
  ['translation', 'locales/de.json', words],
  [
    'npm lock',
    'package-lock.json',
    (c) =>
      `"node_modules/jsonwebtoken": {\n  "resolved": "https://npm.pine.io/js-tokens/-/js-tokens-4.0.0.tgz",\n  "integrity": "sha512-${c.text(86, base64)}=="\n}\n`,
  ],
  [
    'yarn lock',
    'yarn.lock',
    (c) =>
      `js-tokens@^4.0.0:\n  resolved "https://registry.yarnpkg.com/js-tokens/-/js-tokens-4.0.0.tgz#${c.text(40, hex)}"\n  integrity sha512-${c.text(86, base64)}==\n`,
  ],
  [
    'poetry lock',
    'poetry.lock',
    (c) =>
      `files = [\n    {file = "token_bucket-0.3.0-py2.py3-none-any.whl", hash = "sha256:${c.text(64, hex)}"},\n]\ncontent-hash = "${c.text(64, hex)}"\n`,
  ],
  [
    'Cargo lock',
    'Cargo.lock',
    (c) => `[[package]]\nname = "secrecy"\nversion = "0.8.0"\nchecksum = "${c.text(64, hex)}"\n`,
  ],
  [
    'go.sum',
    'go.sum',
    (c) =>
      `github.com/golang-jwt/jwt/v5 v5.2.0 h1:${c.text(43, base64)}=\ngithub.com/zalando/go-keyring v0.2.3/go.mod h1:${c.text(43, base64)}=\n`,
  ],
  [
    'pip hashes',
    'requirements.txt',
    (c) =>
      `python-jose==3.3.0 --hash=sha256:${c.text(64, hex)}\nauth0-python==4.7.1 \\\n    --hash=sha256:${c.text(64, hex)}\n`,
  ],
  [
    'uuid',
    'config.yml',
    (c) =>
      `${c.pick(['token_id', 'tenant', 'client_id', 'request_id', 'secret', 'session'])}: ${uuidOf(c)}\n`,
  ],
  [
    'git hash',
    'notes.md',
    (c) =>
      `commit ${c.text(40, hex)}\nSigned-off-by: Joe\n    fix the token refresh, see ${c.text(7, hex)}\n`,
  ],
  [
    'git hash',
    'ci.yml',
    (c) => `  - uses: actions/create-github-app-token@${c.text(40, hex)} # v1.9.0\n`,
  ],
  ['docker digest', 'Dockerfile', (c) => `FROM hashicorp/vault@sha256:${c.text(64, hex)}\n`],
  [
    'pod name',
    'pods.log',
    (c) =>
      `NAME  READY\npine-db-${c.text(9, `${lower}${digits}`)}-${c.text(5, lower)}  1/1\ndb-${c.text(10, hex)}-${c.text(5, lower)} 1/1\n`,
  ],
  ['cloud database id', 'db.tf', (c) => `db_resource_id = "db-${c.text(26, upper + digits)}"\n`],
  [
    'css',
    'app.css',
    (c) =>
      `.db-${c.pick(['dashboard', 'sidebar'])}-${c.text(6, lower)}{color:#${c.text(6, hex)};background:url(data:image/png;base64,${c.text(200, base64)}==)}\n.sk-circle .sk-child-before-animation-delay-one-two{width:1px}\n`,
  ],
  [
    'minified js',
    'app.min.js',
    (c) =>
      `!function(e,t){var n=t.token,r=e.password||"";function o(e){return n.secret(e,{auth:r,key:e.apiKey})}${c.text(3, letters)}=o(n),i.passwordField=a.tokenType2}(window,self);\n`,
  ],
  [
    'bundle hash',
    'index.html',
    (c) =>
      `<script src="/static/js/auth-token.${c.text(8, hex)}.chunk.js" integrity="sha384-${c.text(64, base64)}" crossorigin></script>\n`,
  ],
  [
    'base64 image',
    'page.html',
    (c) => `<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUg${c.text(300, base64)}">\n`,
  ],
  [
    'source map',
    'a.js.map',
    (c) =>
      `{"version":3,"sources":["token.ts","secret.ts"],"mappings":"${Array.from({ length: 40 }, () => c.text(4)).join(',')};AAAA","names":["token","password"]}\n`,
  ],
  ['certificate', 'ca.pem', (c) => card(c, 'CERTIFICATE', 12)],
  [
    'public key',
    'key.pub.pem',
    (c) =>
      card(
        c,
        c.pick([
          'PUBLIC KEY',
          'RSA PUBLIC KEY',
          'PGP PUBLIC KEY BLOCK',
          'PGP SIGNATURE',
          'SSH2 PUBLIC KEY',
          'CERTIFICATE REQUEST',
        ]),
        8,
      ),
  ],
  [
    'ssh public key',
    'authorized_keys',
    (c) =>
      `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC${c.text(340, base64)}= joe@pine\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${c.text(43, base64)} ops@token-host\n`,
  ],
  [
    'public key setting',
    'config.yml',
    (c) =>
      `public_key: "${c.text(44, base64)}"\nssh_authorized_key: AAAAB3NzaC1yc2EAAAADAQABAAABgQC${c.text(100, base64)}\n`,
  ],
  [
    'documentation',
    'README.md',
    (c) =>
      c.pick([
        `aws_access_key_id = ${['AKIA', 'IOSFODNN7EXAMPLE'].join('')}\naws_secret_access_key = ${['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/')}\n`,
        `stripe.api_key = "${['sk', 'test', '4eC39HqLyjWDarjtT1zdp7dc'].join('_')}"\n`,
        `https://hooks.slack.com/services/T00000000/B00000000/${'X'.repeat(24)}\n`,
        `curl -u user:password https://api.example.com\n`,
        `Authorization: Basic ${['QWxhZGRpbjpv', 'cGVuIHNlc2FtZQ=='].join('')}\n`,
        `Authorization: Bearer ${['mF_9', 'B5f-4', '1JqM'].join('.')}\n`,
        `telegram: ${['123456', 'ABC-DEF1234ghIkl-zyx57W2v1u123ew11'].join(':')}\n`,
        `AIzaSy${'A'.repeat(33)}\n`,
      ]),
  ],
  [
    'jwt example',
    'jwt.md',
    () =>
      `${['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ', 'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'].join('.')}\n`,
  ],
  [
    'scanner rules',
    'rules.toml',
    (c) =>
      `regex = '''${c.pick(['(?i)\\b(AKIA[0-9A-Z]{16})\\b', 'ghp_[0-9a-zA-Z]{36}', 'xox[baprs]-([0-9a-zA-Z]{10,48})', '-----BEGIN (RSA|EC|OPENSSH) PRIVATE KEY-----', 'sk_live_[0-9a-zA-Z]{24}', 'glpat-[0-9a-zA-Z\\-\\_]{20}', '(?i)api_key\\s*[=:]\\s*[\'"]([0-9a-zA-Z]{32,45})', 'eyJ[A-Za-z0-9-_=]+\\.[A-Za-z0-9-_=]+'])}'''\nkeywords = ["token", "secret", "akia"]\n`,
  ],
  [
    'test vector',
    'sha2.test.ts',
    (c) =>
      `  { message: "${c.text(32, hex)}", digest: "${c.text(64, hex)}" },\n  ["${c.text(16, hex)}", "${c.text(32, hex)}"],\n`,
  ],
  [
    'hex dump',
    'dump.txt',
    (c) =>
      Array.from(
        { length: 6 },
        (_, at) =>
          `${(at * 16).toString(16).padStart(8, '0')}  ${Array.from({ length: 16 }, () => c.text(2, hex)).join(' ')}  |..token.........|\n`,
      ).join(''),
  ],
  [
    'terraform',
    'main.tf',
    (c) =>
      c.pick([
        'password = random_password.db.result\n',
        'secret_arn = aws_secretsmanager_secret.pine.arn\n',
        'token = var.github_token\n',
        'variable "db_password" {\n  type      = string\n  sensitive = true\n}\n',
        'client_secret = data.azurerm_key_vault_secret.sp2.value\n',
      ]),
  ],
  [
    'kubernetes',
    'deploy.yaml',
    (c) =>
      c.pick([
        '        - name: DB_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: pine-db-credentials-v2\n              key: password\n',
        'secretName: pine-worker-tls-2026\n',
        'imagePullSecrets:\n  - name: registry-credentials-eu1\n',
        'type: kubernetes.io/dockerconfigjson\n',
        'serviceAccountName: pine-token-reviewer-2\n',
      ]),
  ],
  [
    'sealed secret',
    'sealed.yaml',
    (c) => `spec:\n  encryptedData:\n    password: AgB${c.text(300, base64)}\n`,
  ],
  [
    'password hash',
    'users.sql',
    (c) =>
      c.pick([
        `INSERT INTO users (name, password) VALUES ('joe', '$2b$12$${c.text(53)}');\n`,
        `root:$6$${c.text(16)}$${c.text(86)}:19000:0:99999:7:::\n`,
        `password_hash: pbkdf2:sha256:600000$${c.text(16)}$${c.text(64, hex)}\n`,
        `"passwordHash": "${c.text(64, hex)}"\n`,
      ]),
  ],
  [
    'publishable key',
    'shop.js',
    (c) => `const stripe = Stripe("${['pk', c.pick(['live', 'test']), c.text(24)].join('_')}");\n`,
  ],
  [
    'recaptcha site key',
    'form.html',
    (c) => `<div class="g-recaptcha" data-sitekey="6L${c.text(38, url)}"></div>\n`,
  ],
  [
    'url',
    'docs.md',
    (c) =>
      c.pick([
        'postgres://user:password@localhost:5432/db\n',
        'redis://:${REDIS_PASSWORD}@redis:6379\n',
        'mongodb://<user>:<password>@cluster0.mongodb.net\n',
        'https://user:pass@example.com\n',
        'amqp://guest:guest@localhost:5672/\n',
        'postgresql://postgres:postgres@db:5432/app\n',
        'mysql://root:root@127.0.0.1:3306/test\n',
        'http://localhost:3000/@vite/client\n',
        'https://cdn.example.com:443/@scope/pkg@1.2.3\n',
        'postgresql://{user}:{password}@{host}/{db}\n',
        'git@github.com:pine/pine.git ssh://git@host:22/a\n',
        'token_url: https://id.pine.io/oauth2/v1/token?grant=client2\n',
      ]),
  ],
  [
    'path',
    'paths.env',
    (c) =>
      c.pick([
        'PRIVATE_KEY_PATH=/etc/pine/keys/id_ed25519_2026\n',
        'TOKEN_FILE=/var/run/secrets/kubernetes.io/serviceaccount/token\n',
        'SECRETS_DIR=./deploy/secrets/v2/prod\n',
        'ssl_key: /etc/letsencrypt/live/pine.io/privkey2.pem\n',
        'key = C:\\keys\\pine2026.pfx\n',
      ]),
  ],
  [
    'encrypted',
    'secrets.enc.yaml',
    (c) =>
      `password: ENC[AES256_GCM,data:${c.text(24, base64)},iv:${c.text(43, base64)}=,tag:${c.text(22, base64)}==,type:str]\n`,
  ],
  [
    'ansible vault',
    'vault.yml',
    (c) =>
      `db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${c.text(80, hex)}\n  ${c.text(80, hex)}\n`,
  ],
  [
    'etag',
    'http.log',
    (c) =>
      `HTTP/1.1 200 OK\r\nETag: "${c.text(32, hex)}"\r\nX-Request-Id: ${c.text(32, hex)}\r\nCF-Ray: ${c.text(16, hex)}-FRA\r\n`,
  ],
  [
    'page token',
    'api.json',
    (c) => `{"items": [], "nextPageToken": "${c.text(40)}", "etag": "${c.text(27, url)}"}\n`,
  ],
  ['csrf', 'form.html', (c) => `<input type="hidden" name="csrf_token" value="${c.text(64)}">\n`],
  [
    'nonce',
    'csp.txt',
    (c) => `Content-Security-Policy: script-src 'nonce-${c.text(22, base64)}=='\n`,
  ],
  [
    'fingerprint',
    'keys.yaml',
    (c) =>
      `TRADERSPOST_WEBHOOK_URL:\n  secret: true\n  environments:\n    paper:\n      - { fingerprint: "hmac-sha256:${c.text(32, hex)}", window: "${c.text(6, hex)}" }\n`,
  ],
  [
    'ssh fingerprint',
    'hosts.md',
    (c) =>
      `SHA256:${c.text(43, base64)} root@pine (ED25519)\ngpg --recv-keys ${c.text(40, '0123456789ABCDEF')}\n`,
  ],
  ['ethereum', 'abi.json', (c) => `{"token": "0x${c.text(40, hex)}", "symbol": "USDC"}\n`],
  [
    'stack trace',
    'trace.log',
    (c) =>
      `  at TokenService.refresh (/app/dist/auth/token-service.js:${c.text(3, digits)}:${c.text(2, digits)})\n  at async PasswordResetController.handle (/app/dist/password-reset.js:10:2)\n`,
  ],
  [
    'identifier',
    'enum.py',
    (c) =>
      `AUTH_TOKEN_KEY = "${c.pick(['pine.auth.token.v2', 'x-pine-auth-token2', 'auth_token_cookie_v3', 'pineAuthTokenStorageKey2', 'PINE_AUTH_TOKEN_2', 'api-key-header-v1'])}"\n`,
  ],
  [
    'csv',
    'trades.csv',
    (c) => `id,symbol,token,price\n${c.text(12, digits)},ESZ6,${c.text(6, upper)},4810.25\n`,
  ],
  [
    'lfs pointer',
    'model.bin',
    (c) => `version https://git-lfs.github.com/spec/v1\noid sha256:${c.text(64, hex)}\nsize 1234\n`,
  ],
  [
    'random data',
    'weights.txt',
    (c) => `${c.text(400, base64)}\n${c.text(400, alphanumerics)}\n${c.text(200, url)}\n`,
  ],
];

/** The kinds, and one text for every number, going round the kinds. */
export function harmless(seed: string, number: number): Harmless {
  const [kind, path, write] = makers[number % makers.length] as Maker;
  return { kind, path: `${number}/${path}`, text: write(chanceOf(`${seed} harmless ${number}`)) };
}
