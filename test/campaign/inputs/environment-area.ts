import fc from 'fast-check';
import type { Case, Texts } from './a-case.ts';
import { places } from './a-case.ts';
import { anyLine, lineOf } from './lines.ts';
import { nulLess } from './nasty-text.ts';

const known = [
  ...[
    'HOME',
    'XDG_CONFIG_HOME',
    'XDG_RUNTIME_DIR',
    'SUDO_USER',
    'SUDO_UID',
    'SSH_CONNECTION',
    'USER',
  ],
  ...['NO_COLOR', 'FORCE_COLOR', 'TERM', 'COLUMNS', 'LANG', 'LC_ALL', 'TZ', 'CI', 'GITHUB_ACTIONS'],
  ...['SHELL', 'TMUX', 'STY', 'TMPDIR', 'http_proxy', 'HTTPS_PROXY', 'no_proxy', 'INVOCATION_ID'],
  ...['PINE_RUNTIME_CONFIG', 'PINE_ENV_PROFILE', 'PINE_ENV_UNTIL', 'POLICY_KILLSWITCH', 'GIT_DIR'],
  ...['TRADERSPOST_WEBHOOK_URL', 'DATABENTO_API_KEY', 'HISTFILE', 'ZDOTDIR', '__proto__', 'PATH'],
];

/** Variables: those we read, those a worker reads, and such as nobody should set. */
export function environmentArea(texts: Texts): fc.Arbitrary<Case> {
  const keys = [places.paper, places.live].flatMap((path) =>
    [...(texts[path] ?? '').matchAll(/^[A-Z_]+=(.*)$/gm)].map(([, value]) => value ?? ''),
  );
  const value = fc.oneof(
    { weight: 3, arbitrary: nulLess.map((text) => text.slice(0, 20_000)) },
    { weight: 2, arbitrary: fc.constantFrom(...keys) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '/',
        '../outside',
        'http://[',
        'http://u:p@h:99999',
        '1',
        'true',
        ',,,,',
        '/dev/zero',
      ),
    },
  );
  const name = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: nulLess.map((text) => text.replaceAll('=', '').slice(0, 200) || 'X') },
  );
  return fc.record({
    base: fc.constantFrom('paper' as const, 'live' as const, 'rotating' as const),
    argv: fc.oneof(
      anyLine,
      lineOf([
        'gate',
        'gate -- true',
        'run paper -- true',
        'shell paper',
        'pull ci',
        'preflight',
        'check --account',
        'scan --shell-history',
      ]),
    ),
    environment: fc
      .array(fc.tuple(name, value), { minLength: 1, maxLength: 8 })
      .map((pairs) => Object.fromEntries(pairs)),
    answers: fc.constantFrom<readonly string[]>(['{phrase}'], ['no', 'no', 'no']),
  });
}
