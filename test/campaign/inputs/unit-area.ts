import fc from 'fast-check';
import type { Case, UnitWords } from './a-case.ts';
import { lineOf } from './lines.ts';
import { injured, nastyText } from './nasty-text.ts';

const unit = 'pine-worker@ES.service';
const shown = [
  ...[`Id=${unit}`, 'LoadState=loaded', 'ActiveState=active', 'SubState=running', 'Result=success'],
  ...['UnitFileState=enabled', 'MainPID=77', 'NRestarts=0', `InvocationID=${'0'.repeat(32)}`],
  ...['RestartUSec=100ms', 'FragmentPath=@/pine-worker@.service', 'DropInPaths=@/more.conf', ''],
].join('\n');
const file = [
  ...['[Unit]', 'Description=the worker', '[Service]', 'Type=simple', 'User=root'],
  ...['EnvironmentFile=%h/x', 'EnvironmentFile=-@root/Deployment/env/pine-trader.env'],
  ...['Environment=PINE_RUNTIME_CONFIG=@root/runtime/config.yml', 'ExecStart=/usr/bin/sleep 1000'],
  ...[
    'Restart=always',
    'RestartSec=5',
    'RestartPreventExitStatus=78',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ],
].join('\n');

const names =
  'Id LoadState ActiveState SubState Result UnitFileState MainPID NRestarts InvocationID RestartUSec FragmentPath DropInPaths'.split(
    ' ',
  );
const value = fc.oneof(
  nastyText,
  fc.constantFrom(
    'active',
    'failed',
    'inactive',
    'not-found',
    'masked',
    'infinity',
    '-1',
    '1e9',
    '99999999999999999999',
    '1min 30s',
    '1y 2month',
    '"a b" c',
    '"',
    '@/pine-worker@.service',
    '/dev/zero',
    '/dev/null',
    '@/../victim.env',
    '/proc/self/mem',
    '',
  ),
);
const otherShow = fc
  .array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 })
  .map((pairs) =>
    pairs.reduce(
      (text, [name, value]) =>
        text.replace(new RegExp(`^${name}=.*`, 'm'), () => `${name}=${value}`),
      shown,
    ),
  );
const directives =
  'EnvironmentFile Environment UnsetEnvironment PassEnvironment ExecStart ExecStartPre ExecCondition User RootDirectory WorkingDirectory LoadCredential SetCredential Restart RestartSec Type DynamicUser BindPaths TemporaryFileSystem'.split(
    ' ',
  );
const setting = fc.oneof(
  nastyText,
  fc.constantFrom(
    '',
    '/dev/zero',
    '@root/Deployment/env/pine-trader.live.env',
    '-/nowhere',
    '/etc/*.env',
    '"A=b',
    "'A=b c' D=e",
    'A=%n %i %% %',
    '\\x41=\\101',
    '-',
    '+!!@-/bin/x',
    '~',
    'x'.repeat(3000),
    '[Service]',
    '\\',
  ),
);
const otherFile = fc.oneof(
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...directives),
        fc.constantFrom('=', ' = ', '=\\\n', '=-', '+='),
        setting,
      ),
      { maxLength: 5 },
    )
    .map((lines) =>
      lines.reduce(
        (text, [name, equals, value]) =>
          text.replace('[Install]', () => `${name}${equals}${value}\n[Install]`),
        file,
      ),
    ),
  injured(file, nastyText),
);

const words: fc.Arbitrary<UnitWords> = fc.record({
  list: fc.oneof(
    fc.constant(`${unit} loaded active running the worker\n`),
    nastyText,
    fc.constantFrom('', '\u25cf pine-worker@NQ.service not-found\n'),
  ),
  show: fc.oneof(
    { weight: 4, arbitrary: otherShow },
    { weight: 1, arbitrary: injured(shown, nastyText) },
    { weight: 1, arbitrary: fc.nat(4).map((count) => Array(count).fill(shown).join('\n')) },
  ),
  file: otherFile,
  dropIn: fc.oneof(otherFile, fc.constant('[Service]\n')),
});

/** What `systemctl show` and unit files say. */
export const unitArea: fc.Arbitrary<Case> = fc.record({
  base: fc.constantFrom('paper' as const, 'live' as const, 'rotating' as const),
  argv: lineOf([
    'status',
    'status --expect paper',
    'check',
    'check --all',
    'use paper',
    'use paper --restart',
    'use live',
    'use live --restart',
    `keys --of ${unit}`,
    `diff --running ${unit} paper`,
    'gate',
    'explain',
    'run paper -- true',
    'keys --runbook',
  ]),
  answers: fc.constantFrom<readonly string[]>(['{phrase}'], ['no', 'no', 'no']),
  units: words,
});
