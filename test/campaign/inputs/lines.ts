import fc from 'fast-check';

/** Command lines that look. */
export const looking = [
  ...['status', 'status --expect paper', 'list', 'check', 'check live', 'check --all', 'history'],
  ...['history --verify', 'diff paper live', 'explain', 'explain POLICY_KILLSWITCH', 'keys'],
  ...['explain TRADERSPOST_WEBHOOK_URL --profile live', 'keys TRADERSPOST_WEBHOOK_URL'],
  ...['keys --runbook', 'keys --runbook --format html', 'keys --of pine-worker@ES.service'],
  ...['scan profiles Deployment', 'preflight --offline', 'preflight paper', 'use paper --dry-run'],
  ...['use live --dry-run', 'rollback --dry-run', 'pull ci --check', 'rotate --status'],
  ...['rotate DATABENTO_API_KEY --profile paper --dry-run', 'adopt --dry-run', 'check --account'],
] as const;

/** Command lines that change something, or hand over. */
export const changing = [
  ...[
    'use paper',
    'use live',
    'use paper',
    'use live',
    'use paper --restart',
    'use live --restart',
  ],
  ...['use -', 'rollback', 'rollback --to 3', 'check --fix --all', 'keys --enroll paper'],
  ...['keys --enroll live', 'keys --new-salt', 'pull ci', 'adopt', 'adopt --undo', 'init', 'gate'],
  ...['keys --attest TRADERSPOST_WEBHOOK_URL --profile paper --accounts SIM --for 30d'],
  ...[
    'keys --retire DATABENTO_API_KEY --profile paper',
    'rotate DATABENTO_API_KEY --profile paper',
  ],
  ...['rotate DATABENTO_API_KEY --profile paper --abort', 'run paper -- true', 'shell paper'],
  ...['rotate DATABENTO_API_KEY --profile paper --revoked', 'gate -- true', 'run live -- true'],
  ...['run --file Deployment/env/pine-trader.paper.env -- true'],
] as const;

/** One of them, as a person or as a program asks. */
export function lineOf(lines: readonly string[]): fc.Arbitrary<readonly string[]> {
  const manner = fc.constantFrom<readonly string[]>([], ['--json'], ['--json'], ['--quiet']);
  return fc.tuple(fc.constantFrom(...lines), manner).map(([line, manner]) => {
    const [own = '', behind] = line.split(' -- ');
    const tail = behind === undefined ? [] : ['--', ...behind.split(' ')];
    return [...own.split(' '), ...manner, ...tail];
  });
}

/** Any of them. */
export const anyLine = lineOf([...looking, ...changing]);
