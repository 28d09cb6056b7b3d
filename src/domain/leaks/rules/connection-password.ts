import { entropyBits } from '../../entropy.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

const value = String.raw`[^\s"'${'`'}\\<>:;,(){}]{6,100}`;
const ways: readonly string[] = [
  // pine:v@tcp(db:3306)/trades of Go
  String.raw`(?<![\w:])[\w.-]{1,40}:(?=[^\n]{6,100}?@(?:tcp|unix)\()`,
  // new PDO('mysql:host=db', 'pine', 'v')
  String.raw`PDO\(\s{0,20}["'][a-z]{3,9}:[^"'\n]{1,160}["']\s{0,4},\s{0,24}["'][^"'\n]{1,60}["']\s{0,4},\s{0,24}["'](?=[^"'\n]{6,100}["'])`,
  // db:5432:trades:pine:v of .pgpass
  String.raw`(?<![\w.*:-])[\w.*-]{1,90}:(?:54\d\d|6432|\*):[\w.*-]{1,60}:[\w.@-]{1,60}:(?=${value}(?:\s|$))`,
  // :host:5010:pine:v of kdb
  String.raw`(?:hopen\s{0,2}[${'`'}"]?|[kK][dD][bB]\w{0,20}\s{0,2}[=:]\s{0,2}["'${'`'}]?):(?:[\w.-]{1,60}):\d{4,5}:[\w.-]{1,40}:`,
];
const everybodys =
  /^(?:\W*(?:my|your|the|some|db|root|admin|user)?[-_]?(?:pass(?:word|wd)?|pw|pwd|secret|root|admin|user|postgres|mysql|test|guest)\W*\d{0,4}\W*)$/i;

/** Passwords in what drivers of databases take that is no URL: Go's DSN, PDO, `.pgpass`, kdb. */
export const connectionPassword: LeakRule = {
  name: 'connection-password',
  title: 'a password of a database',
  anchors: ['@tcp(', '@unix(', 'PDO(', ':5432:', ':5433:', ':6432:', 'hopen', 'KDB', 'kdb'],
  foldsCase: false,
  before: 150,
  reach: 420,
  pattern: new RegExp(
    String.raw`(?:${ways.join('|')})(?<secret>[^\s"'${'`'}\\<>]{6,100}(?=@(?:tcp|unix)\()|${value})(?:@(?:tcp|unix)\()?`,
    'dg',
  ),
  isReal: (secret) =>
    !/^[$%{<[]|[{}<>$]|^%[sdv]/.test(secret) &&
    !everybodys.test(secret) &&
    !looksMadeUp(secret) &&
    entropyBits(secret) >= 18,
  remedy: 'change this password at the database, then in everything that connects to it',
  ok: () => [
    'user:password@tcp(localhost:5555)/dbname?tls=skip-verify',
    'dsn := fmt.Sprintf("%s:%s@tcp(%s)/trades", user, pass, host)',
    "new PDO('mysql:host=localhost;dbname=test', $user, $password);",
    "new PDO('mysql:host=localhost;dbname=test', 'root', 'password');",
    'hostname:5432:database:username:password\n',
    'db.pine.io:5432:trades:pine:<password>\n',
    'container 0.0.0.0:5432: bind: address already in use',
  ],
  ng: () => [
    `dsn := "pine:${word('a')}@tcp(db:3306)/ticks?parseTime=true"`,
    `new PDO('mysql:host=db;dbname=t', 'pine', '${word('b')}');`,
    `db.pine.io:5432:ticks:pine:${word('c')}\n`,
    `KDB=:host:5010:pine:${word('d')}`,
    `h:hopen \`:host:5010:pine:${word('e')}`,
  ],
};

function word(seed: string): string {
  return madeUpText(`connection ${seed}`, 14);
}
