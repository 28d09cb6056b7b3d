import { contentFrom } from '../../../src/domain/content.ts';
import type { NamedFile } from '../../../src/domain/units/unit-places.ts';
import { configFile } from '../a-config.ts';
import { dropIn, linkLine, template, withDropIn, withFiles, withPlaces } from '../a-unit.ts';
import { liveFile, paperFile, type Setup } from '../a-world.ts';
import { paperText, values } from '../env-samples.ts';
import { type Case, env, onLive, onPaper } from './case.ts';

const at = (line: number, severity = 'error') => `${severity} ${dropIn}:${line}`;
const reset = 'EnvironmentFile=';
const envPath = (name: string) => `/opt/pine/Deployment/env/${name}`;
const sound = withDropIn();
const worker = 'ExecStart=/opt/pine/venv/bin/python -m w';
const gate = '/usr/local/bin/pine-env gate';

/** What another env file says that a unit reads. */
const other = (text: string, path = '/etc/pine.env'): readonly [string, readonly NamedFile[]] => [
  path,
  [{ path, through: [], content: contentFrom(new TextEncoder().encode(text)) }],
];
const reads = (text: string, ...lines: readonly string[]): Setup =>
  withPlaces(withDropIn(...lines), { files: new Map([other(text)]) });
const glob = '/opt/pine/Deployment/env/*.env';
const matching = (...names: readonly string[]): Setup =>
  withPlaces(withDropIn(reset, `EnvironmentFile=${glob}`), {
    files: new Map([[glob, names.map((name) => ({ path: envPath(name), through: [name] }))]]),
  });
const bash = { profiles: { paper: { loaders: ['bash', 'systemd'] } } };
const two = { 'pine-trader.env': paperFile, 'datahub.env': 'datahub.paper.env' };

/** Which env files a unit reads, and how. */
const envFileCases: readonly Case[] = [
  ...onPaper(
    'unit-link-not-read',
    ['it reads nothing', withDropIn(reset), `error ${template}`],
    ['it reads another file', withDropIn(reset, 'EnvironmentFile=/etc/x.env'), `error ${template}`],
    ['systemd takes quotes as they are', withDropIn(reset, linkLine.replace('=', '="')), at(3)],
    ['two paths in a line are one', withDropIn(reset, `${linkLine} /x`), `error ${template}`],
    [
      'of two links one has no reader',
      { ...sound, profiles: { paper: { links: two } } },
      `warning ${env}/datahub.env`,
    ],
    ['it reads the link', sound],
    [
      'it reads it with blanks and slashes',
      withDropIn(reset, linkLine.replace('/env/', '//env/./')),
    ],
    [
      'by a link to the link',
      withPlaces(withDropIn(reset, 'EnvironmentFile=/etc/pine.env'), {
        files: new Map([
          ['/etc/pine.env', [{ path: '/etc/pine.env', through: ['pine-trader.env', paperFile] }]],
        ]),
      }),
    ],
    ['another program starts the worker', { ...withDropIn(reset), ...bash }],
    ['its path cannot be told', withDropIn(reset, 'EnvironmentFile=/%H.env')],
    ['a file of it cannot be read', withFiles({ path: template, text: undefined })],
    ['nobody knows its files', {}],
  ),
  ...onPaper(
    'unit-env-optional',
    ['a -', withDropIn(reset, linkLine.replace('=', '=-')), at(3)],
    ['a - beside one without', withDropIn(linkLine.replace('=', '=-'))],
    ['a - for another file', withDropIn('EnvironmentFile=-/etc/x.env')],
  ),
  ...onPaper(
    'unit-env-direct',
    ['it names the file', withDropIn(reset, `EnvironmentFile=${envPath(paperFile)}`), at(3)],
    ['beside the link', withDropIn(`EnvironmentFile=${envPath(liveFile)}`), at(2)],
    ['a wildcard', matching('pine-trader.env', liveFile, paperFile), at(3)],
    ['a wildcard that matches the link alone', matching('pine-trader.env')],
    ['a file of nobody', withDropIn(`EnvironmentFile=${envPath('other.env')}`)],
  ),
  ...onPaper(
    'unit-env-overlap',
    ['a later file wins', reads('DATABENTO_API_KEY=x\n', 'EnvironmentFile=/etc/pine.env'), at(2)],
    [
      'an earlier one comes back',
      reads('POLICY_KILLSWITCH=true\n', reset, 'EnvironmentFile=/etc/pine.env', linkLine),
      at(3),
    ],
    [
      'with the same value',
      reads('POLICY_KILLSWITCH=false\n', 'EnvironmentFile=/etc/pine.env'),
      at(2, 'warning'),
    ],
    [
      'a key that nobody declared',
      {
        ...reads('PATH_X=1\n', 'EnvironmentFile=/etc/pine.env'),
        files: { [paperFile]: paperText({ PATH_X: '2' }) },
      },
      at(2, 'warning'),
    ],
    ['another key', reads('LANG=C\n', 'EnvironmentFile=/etc/pine.env')],
    ['the link twice', withDropIn(linkLine)],
  ),
];

/** What a unit sets by itself. */
const environmentCases: readonly Case[] = [
  ...onPaper(
    'unit-overrides-key',
    ['the kill switch', withDropIn('Environment=POLICY_KILLSWITCH=true'), at(2)],
    [
      'a secret, as the file has it',
      withDropIn(`Environment=DATABENTO_API_KEY=${values.paperData}`),
      at(2),
    ],
    [
      'what the file lacks',
      {
        ...withDropIn('Environment=A=1 TRADERSPOST_API_KEY=x'),
        files: { [paperFile]: paperText({ TRADERSPOST_API_KEY: undefined }) },
      },
      at(2),
    ],
    ['what takes a key away', withDropIn('UnsetEnvironment=POLICY_KILLSWITCH'), at(2)],
    ['what takes this value away', withDropIn('UnsetEnvironment=POLICY_KILLSWITCH=false'), at(2)],
    ['what takes another value away', withDropIn('UnsetEnvironment=POLICY_KILLSWITCH=true')],
    ['what is forgotten again', withDropIn('Environment=POLICY_KILLSWITCH=true', 'Environment=')],
    [
      'the config',
      withDropIn('Environment=PINE_RUNTIME_CONFIG=/x.yml', 'Environment=PYTHONPATH=/x'),
    ],
  ),
  ...onPaper(
    'unit-holds-secret',
    ['a registered one under any name', withDropIn(`Environment="X=${values.liveHook}"`), at(2)],
    ['one of a known form', withDropIn(`Environment=X=${values.strangeData}`), at(2)],
    ['whatever stands for a secret', withDropIn('Environment=DATABENTO_API_KEY=opensesame'), at(2)],
    ['in a command', withDropIn('ExecStop=', `ExecStop=/bin/say --to ${values.stranger}`), at(3)],
    [
      'what is still a template',
      withDropIn('Environment=DATABENTO_API_KEY=your_databento_api_key_here'),
    ],
    ['plain words', withDropIn('Environment=PYTHONUNBUFFERED=1 NOTE=nothing-to-see-here-at-all')],
  ),
  ...onPaper(
    'unit-passes-key',
    ['a key', withDropIn('PassEnvironment=LANG POLICY_KILLSWITCH'), at(2, 'warning')],
    ['no key', withDropIn('PassEnvironment=LANG')],
  ),
  ...onPaper(
    'unit-config-elsewhere',
    [
      'another than declared',
      {
        ...withDropIn('Environment=PINE_RUNTIME_CONFIG=/etc/c.yml'),
        profiles: { paper: { worker: { config: configFile } } },
      },
      at(2, 'warning'),
    ],
    [
      'none is declared',
      withDropIn('Environment=PINE_RUNTIME_CONFIG=/etc/c.yml'),
      at(2, 'warning'),
    ],
    [
      'the one declared',
      {
        ...withDropIn(`Environment=PINE_RUNTIME_CONFIG=/opt/pine//${configFile}`),
        profiles: { paper: { worker: { config: configFile } } },
      },
    ],
    [
      'the env file decides',
      {
        ...withDropIn('Environment=PINE_RUNTIME_CONFIG=/etc/c.yml'),
        files: { [paperFile]: paperText({ PINE_RUNTIME_CONFIG: '/x.yml' }) },
      },
    ],
  ),
];

/** How a unit starts, stops, and as whom. */
const processCases: readonly Case[] = [
  ...onPaper(
    'unit-gate-cannot-run',
    ['no memory may become code', withDropIn('MemoryDenyWriteExecute=yes'), at(2)],
    ['nobody hears the worker', withDropIn('Type=notify'), at(2, 'warning')],
    ['everybody is heard', withDropIn('Type=notify', 'NotifyAccess=all')],
    ['there is no gate', withDropIn('MemoryDenyWriteExecute=yes', 'ExecStart=', worker)],
    ['it is taken back', withDropIn('MemoryDenyWriteExecute=yes', 'MemoryDenyWriteExecute=no')],
  ),
  ...onPaper(
    'unit-user',
    ['another one', withDropIn('User=1000'), at(2)],
    [
      'another one, by name',
      withPlaces(withDropIn('User=ann'), { users: new Map([['ann', 1000]]) }),
      at(2),
    ],
    ['nobody', withDropIn('User=nobody-knows'), at(2, 'warning')],
    ['root', withDropIn('User='), `warning ${template}`],
    ['the owner by name', withPlaces(withDropIn('User=pine'), { users: new Map([['pine', 990]]) })],
    ['a unit that reads no link', withDropIn(reset, 'User=1000')],
  ),
  ...onPaper(
    'unit-unreadable',
    [
      'a drop-in is closed',
      withFiles({ path: template, text: '' }, { path: dropIn, text: undefined }),
      `warning ${template}`,
    ],
    [
      'a section is not closed',
      withFiles({ path: template, text: '[Service\n' }),
      `warning ${template}`,
    ],
    ['all of it was read', sound],
  ),
  ...onPaper(
    'unit-stop-reads-keys',
    [
      'a hook for each',
      withDropIn('ExecStop=/bin/flatten', 'ExecReload=/bin/reload', 'ExecStopPost=-/bin/tell'),
      [at(2, 'warning'), at(4, 'warning'), at(3, 'warning')],
    ],
    ['kill', withDropIn('ExecReload=/bin/kill -HUP $MAINPID')],
    ['what is forgotten again', withDropIn('ExecStop=/bin/flatten', 'ExecStop=')],
  ),
  ...onPaper(
    'unit-restart-ungated',
    ['no gate', withDropIn('ExecStart=', worker), `warning ${template}:7`],
    [
      'another verb',
      withDropIn('ExecStart=', 'ExecStart=/usr/local/bin/pine-env status -- gate x'),
      `warning ${template}:7`,
    ],
    [
      'a gate with nothing behind it',
      withDropIn('ExecStart=', `ExecStart=${gate} --`),
      `warning ${template}:7`,
    ],
    [
      'by env and node',
      withDropIn('ExecStart=', `ExecStart=@/usr/bin/env x node /x/pine-env.cjs gate -- /bin/w`),
    ],
    ['it does not start again', withDropIn('ExecStart=', worker, 'Restart=no')],
    ['it does', sound],
  ),
  ...onPaper(
    'unit-gate-is-advice',
    [
      'before the start',
      withDropIn('ExecStart=', worker, `ExecStartPre=${gate}`),
      at(4, 'warning'),
    ],
    ['as a condition', withDropIn('ExecStart=', worker, `ExecCondition=${gate}`), at(4, 'warning')],
    ['before the start, too', withDropIn(`ExecStartPre=${gate}`)],
  ),
  ...onPaper(
    'unit-refusal-restarts',
    ['nothing prevents it', withDropIn('RestartPreventExitStatus='), `warning ${template}:7`],
    [
      'another code does',
      withDropIn('RestartPreventExitStatus=', 'RestartPreventExitStatus=1', 'Restart=always'),
      at(4, 'warning'),
    ],
    ['by its name', withDropIn('RestartPreventExitStatus=', 'RestartPreventExitStatus=CONFIG')],
    ['only after a signal', withDropIn('RestartPreventExitStatus=', 'Restart=on-abnormal')],
    ['there is no gate', withDropIn('RestartPreventExitStatus=', 'ExecStart=', worker)],
  ),
  ...onPaper(
    'unit-umask',
    ['open to all', withDropIn('UMask=0022'), `info ${dropIn}:2`],
    ['the group may read', withDropIn('UMask=0027')],
  ),
];

/** What the unit files of a profile's units say. */
export const unitCases: readonly Case[] = [
  ...envFileCases,
  ...environmentCases,
  ...processCases,
  ...onLive('unit-env-direct', [
    'of the other profile',
    withDropIn(`EnvironmentFile=${envPath(paperFile)}`),
    at(2),
  ]),
  ...onLive('unit-link-not-read', [
    'only units of the profile are judged',
    { ...withDropIn(reset), profiles: { live: { units: ['pine-runner.service'] } } },
  ]),
];
