interface Words {
  readonly rule: string;
  /** Follows the field's name: `links.x must …`. */
  readonly says: string;
  readonly remedy: string;
}

/** What a field's content can be reproached with; the schema's checks name these. */
export const complaints = {
  'profile-name': {
    rule: 'bad-name',
    says: 'must be a profile name',
    remedy: 'a-z, 0-9 and -, starting with a letter, at most 32; keys is the registry',
  },
  'key-name': {
    rule: 'bad-name',
    says: 'must be a key name',
    remedy: 'letters, digits and _, not starting with a digit',
  },
  'env-name': {
    rule: 'bad-path',
    says: 'must be a bare file name in Deployment/env that ends in .env',
    remedy: 'no directory and no two dots, like pine-trader.paper.env',
  },
  'config-path': {
    rule: 'bad-path',
    says: 'must be an absolute path, or one below the root',
    remedy: 'take the .. out of the path',
  },
  'command-text': {
    rule: 'bad-value',
    says: 'must be 3 to 200 letters, digits and _ . / @ : + -',
    remedy: 'a part of the command line, like live_worker.py; see: ps -ef',
  },
  'settle-time': {
    rule: 'bad-value',
    says: 'must be a number of seconds or milliseconds',
    remedy: 'like 10s or 500ms',
  },
  'reserved-name': {
    rule: 'bad-name',
    says: 'is a name that programs reserve',
    remedy: 'choose another name',
  },
  'account-name': {
    rule: 'bad-name',
    says: 'must be an account name, or its number without quotes',
    remedy: 'see: getent passwd',
  },
  'account-number': {
    rule: 'bad-value',
    says: 'must be a whole number of an account',
    remedy: 'see: getent passwd',
  },
  'unit-name': {
    rule: 'bad-name',
    says: 'must be a unit name that starts with a letter or digit',
    remedy: 'like pine-worker@*.service; see: systemctl list-units',
  },
  'host-name': { rule: 'bad-name', says: 'must be a host name', remedy: 'see: hostname' },
  'provider-base': {
    rule: 'bad-value',
    says: 'must be an https address of a host that may be sent the key',
    remedy: "the provider's own host, one listed in allow:, or http on 127.0.0.1",
  },
  'store-name': {
    rule: 'bad-value',
    says: 'must be a name as the store has it',
    remedy: 'letters, digits and _ / . : @ + = -, not starting with -; no address',
  },
  'store-endpoint': {
    rule: 'bad-value',
    says: 'must be an https address, or http on the loopback',
    remedy: 'like https://secretsmanager.eu-central-1.amazonaws.com',
  },
  'store-word': {
    rule: 'bad-value',
    says: 'must be one word of a command, on one line and without a credential in it',
    remedy: 'a command line is seen by every process: let the command find its key by itself',
  },
  'source-of-nothing': {
    rule: 'bad-value',
    says: 'must name what holds the keys, or an entry for each of them in keys:',
    remedy: 'like keys: { DATABENTO_API_KEY: pine/paper/databento }',
  },
  'source-one-file': {
    rule: 'bad-value',
    says: 'can fill one env file, and the profile has several',
    remedy: 'give each role a profile of its own',
  },
  'one-line': {
    rule: 'bad-value',
    says: 'must be one line of text without control characters',
    remedy: 'shorten it to one line of at most 500 characters',
  },
  'at-least-one': {
    rule: 'empty',
    says: 'must hold at least one entry',
    remedy: 'add one, or take the field away',
  },
  'one-expectation': {
    rule: 'bad-value',
    says: 'must hold exactly one of: flag, is, matches',
    remedy: 'like { flag: false }',
  },
  'bad-pattern': {
    rule: 'bad-pattern',
    says: 'must be a regular expression that compiles, and repeats no group that repeats or chooses',
    remedy: 'it is held against the whole value; quote it with single quotes',
  },
  salt: {
    rule: 'bad-value',
    says: 'must be 64 hex digits in quotes',
    remedy: 'put back the committed line; another salt makes every fingerprint void',
  },
  fingerprint: {
    rule: 'bad-value',
    says: 'must be hmac-sha256: and 32 hex digits',
    remedy: 'never type one: pine-env keys --enroll writes them',
  },
  window: {
    rule: 'bad-value',
    says: 'must be 6 hex digits in quotes',
    remedy: 'never type one: pine-env keys --enroll writes them',
  },
  date: {
    rule: 'bad-value',
    says: 'must be a date of the calendar',
    remedy: 'write it as YYYY-MM-DD',
  },
  period: {
    rule: 'bad-value',
    says: 'must be a number and d, w, m or y',
    remedy: 'write it as 90d',
  },
  'path-pattern': {
    rule: 'bad-pattern',
    says: 'must be a path with *, ? and **, of at most 200 characters',
    remedy: 'like test/**/*.json, from the top of the work tree, with / and without \\',
  },
  'leak-rule': {
    rule: 'unknown-rule',
    says: 'must be a rule that scan knows',
    remedy: 'copy it from a report of pine-env scan',
  },
  'baseline-digest': {
    rule: 'bad-value',
    says: 'must be hmac-sha256: and hex digits',
    remedy: 'never type one: pine-env scan --write-baseline',
  },
  twice: {
    rule: 'bad-value',
    says: 'must not hold the same entry twice',
    remedy: 'write it anew: pine-env scan --write-baseline',
  },
  'name-mismatch': {
    rule: 'name-mismatch',
    says: "must be the file's own name",
    remedy: 'make the field and the file name the same',
  },
  'link-is-file': {
    rule: 'link-is-file',
    says: 'is a link and an env file at once',
    remedy: 'give the env file its own name, like pine-trader.paper.env',
  },
  'missing-salt': {
    rule: 'missing-salt',
    says: 'is missing, and fingerprints mean nothing without it',
    remedy: 'put back the committed salt: git log -p profiles/keys.yaml',
  },
  'two-current': {
    rule: 'two-current',
    says: 'names more than one current key',
    remedy: 'one is current; the others are next, previous or revoked',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type Complaint = keyof typeof complaints;
