import { entropyBits } from '../../entropy.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';
import { mayHoldPassword } from '../url-signs.ts';

// What tutorials put there; nobody's credential, or everybody's.
const everybodys =
  /^(?:\W*(?:my|your|the|some|a|db|new|old|super|user|root|admin|app|test|redis|mongo|proxy)?[-_]?(?:pass(?:word|wd|phrase)?|pw|pwd|secret|token|key|api[-_]?key|user(?:name)?|login|admin|root|postgres|postgresql|mysql|mariadb|redis|rabbitmq|rabbit|mongo(?:db)?|guest|test(?:ing|er)?|dev(?:elopment)?|local|demo|foo|bar|baz|qux|hello|abc|tiger|scott|letmein|x-oauth-basic|credentials?|auth|port|minio(?:admin)?|elastic|docker|airflow|odoo|django|rails|laravel|wordpress|app|db|database|sa|me|toor|nobody|anon\w{0,8}|bla|pwned|mypw|p4ssw0rd|pass1234|some|what|redacted)\W*\d{0,4}!?\W*)$/i;
const nowhere =
  /@(?:[\w.-]*\.)?(?:example(?:\.\w{2,6})?|invalid|test|foo(?:\.\w+)?|bar(?:\.\w+)?|host(?:name)?|server|domain(?:\.\w+)?|your[\w-]*|my[-_]?(?:host|server|domain)|site\.\w+|[A-Z_]{4,}|[<{$%[])/;
const here = /@(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal)/;
const code = /^[$%{<[(]|[{}<>$]|^(?:%s|%d|:?\w*\+\w*)$|\(\)/;

/** Passwords inside URLs, of databases, brokers, proxies, remotes and web sites. */
export const urlPassword: LeakRule = {
  name: 'url-password',
  title: 'a password in a URL',
  anchors: ['://', ':\\/\\/', '%3A%2F%2F'],
  foldsCase: false,
  before: 2,
  reach: 300,
  pattern:
    /(?<=[A-Za-z0-9])(?::\/\/|:\\{1,3}\/\\{1,3}\/|%3A%2F%2F)(?:[^\s:@/"'`<>\\?#,;|()]{0,64}):(?<secret>[^\s@/"'`<>\\]{3,128})(?:@|%40(?=[\w.-]{1,80}[:/%]))[\w.<{$%[\]-]{1,80}/dg,
  mayMatch: mayHoldPassword,
  isReal(secret, match) {
    if (everybodys.test(secret.replace(/^.*:/, '')) || code.test(secret) || looksMadeUp(secret))
      return false;
    if (nowhere.test(match) || /^\d{1,5}(?:[/?,]|$)/.test(secret)) return false;
    const user = /\/\/?([^/:]*):/.exec(match)?.[1];
    if (user === secret || secret.includes('://')) return false;
    return entropyBits(secret) >= (here.test(match) ? 36 : 14);
  },
  remedy:
    'change this password where it is set (the database, broker, proxy or site), then in everything that uses it',
  ok: () => [
    'postgres://user:password@localhost:5432/db',
    'postgresql://postgres:postgres@db:5432/app',
    'mysql://root:${MYSQL_ROOT_PASSWORD}@db/app',
    'mongodb+srv://<username>:<password>@cluster0.mongodb.net',
    'redis://:password@redis:6379/0',
    'amqp://guest:guest@rabbitmq:5672/',
    'https://user:pass@example.com/path',
    'http://host:8080/a@b',
    'postgres://{user}:{password}@{host}/{db}',
    'https://username:your_token@github.com/x.git',
    'ftp://user:hunter42@ftp.example.com',
  ],
  ng: () => [
    `postgres://pine:${password('a')}@db.pine.io:5432/trades`,
    `mongodb+srv://pine:${password('b')}@cluster0.ab1cd.mongodb.net/x?retryWrites=true`,
    `REDIS_URL=redis://:${password('c')}@cache.internal:6379/0`,
    `amqp://pine:${password('d')}@mq.internal/`,
    `https://joe:${password('e')}@git.pine.io/pine.git`,
    `"mysql:\\/\\/pine:${password('f')}@10.0.0.5\\/trades"`,
    `postgresql+asyncpg://pine:${password('g')}@127.0.0.1/trades`,
    `ftp://joe:Sommer-${madeUpText('year', 4, '123456789')}@files.pine.io`,
  ],
};

function password(seed: string): string {
  return madeUpText(`url ${seed}`, 16);
}
