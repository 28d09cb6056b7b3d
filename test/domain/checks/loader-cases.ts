import { paperFile, type Setup } from '../a-world.ts';
import { paperText, values } from '../env-samples.ts';
import { type Case, onPaper, paperPath } from './case.ts';

/** The paper file with these lines after its own, read by these loaders. */
const readBy = (loaders: readonly string[], lines: string): Setup => ({
  profiles: { paper: { loaders } },
  files: { [paperFile]: `${paperText()}${lines}` },
});
const both = (lines: string) => readBy(['systemd', 'bash'], lines);
const flag = (loaders: readonly string[], text: string): Setup => ({
  profiles: { paper: { loaders, expect: { POLICY_KILLSWITCH: { flag: 'explicit' } } } },
  files: { [paperFile]: paperText({ POLICY_KILLSWITCH: text }) },
});
const at = (line: number, key = '', severity = 'error') =>
  `${severity} ${paperPath}:${line}${key === '' ? '' : ` ${key}`}`;
const heartbeat = at(6, 'PINE_HEARTBEAT_FILE');

/** What becomes of an env file in the hands of more than one program. */
export const loaderCases: readonly Case[] = [
  ...onPaper(
    'loaders-disagree',
    ['a comment behind a value', both('PINE_HEARTBEAT_FILE=/run/beat # paper\n'), heartbeat],
    ['an export', both('export PINE_HEARTBEAT_FILE=/run/beat\n'), heartbeat],
    ['CR LF', both('PINE_HEARTBEAT_FILE=/run/beat\r\n'), heartbeat],
    ['two words', both('PINE_HEARTBEAT_FILE=/run/beat now\n'), heartbeat],
    [
      'a quote that is never closed takes what comes after it',
      both(`NOTE=it's\nPINE_HEARTBEAT_FILE=/run/beat\n`),
      [at(6, 'NOTE'), at(7, 'PINE_HEARTBEAT_FILE')],
    ],
    ['quotes, where docker reads', readBy(['bash', 'docker'], "NOTE='b'\n"), at(6, 'NOTE')],
    ['the same comment, where only systemd reads', readBy(['systemd'], 'NOTE=b # c\n')],
    ['a whole value in quotes', both(`PINE_HEARTBEAT_FILE='/run/beat # paper'\n`)],
    ['a flag has a rule of its own', flag(['systemd', 'bash'], 'true  # paper')],
  ),
  ...onPaper(
    'flag-ambiguous',
    [
      'a comment behind the word',
      flag(['systemd', 'bash'], 'true  # paper'),
      at(3, 'POLICY_KILLSWITCH'),
    ],
    ['the same word, quoted', flag(['systemd', 'docker'], '"true"'), at(3, 'POLICY_KILLSWITCH')],
    ['alike, if wrong', flag(['systemd', 'docker'], 'true # paper')],
    ['a plain word', flag(['systemd', 'bash', 'docker', 'xargs'], 'true')],
  ),
  ...onPaper(
    'loader-version',
    ['an empty value with a comment', readBy(['python-dotenv'], 'NOTE= # b\n'), at(6, 'NOTE')],
    ['the version of systemd is known', readBy(['systemd'], '# note \\\nA=b\n')],
    ['the loaders differ whatever their version', readBy(['bash', 'python-dotenv'], 'NOTE=b\r\n')],
  ),
  ...onPaper(
    'value-not-certain',
    ['a command', both('PINE_HEARTBEAT_FILE=$(mktemp)\n'), heartbeat],
    ['a variable from outside', both('PINE_HEARTBEAT_FILE=$TMPDIR/beat\n'), heartbeat],
    ['a command that may do anything', both('eval x\n'), at(6)],
    ['a variable from a line above', both('NOTE=x\nNOTES=$NOTE\n')],
    ['no shell reads it', readBy(['systemd', 'docker'], 'NOTE=$(mktemp)\n')],
  ),
  ...onPaper(
    'line-ignored',
    ['a key pasted alone on a line', readBy(['systemd'], `${values.liveData}\n`), at(6)],
    ['a comment that goes on', readBy(['systemd'], '# note \\\nA=b\n'), at(7)],
    ['an export, where only systemd reads', readBy(['systemd'], 'export NOTE=b\n'), at(6)],
    ['an export that another loader reads', both('export NOTE=b\n')],
    ['comments and blank lines', both('# paper\n\n')],
  ),
  ...onPaper(
    'name-reserved',
    ['a name of the system', readBy(['systemd'], 'PATH=/usr/bin\n'), at(6, 'PATH')],
    ['a name of our own', readBy(['systemd'], 'PINE_PATH=/usr/bin\n')],
  ),
  ...onPaper(
    'key-steers-gate',
    ['an option of Node', readBy(['systemd'], 'NODE_OPTIONS=--inspect\n'), at(6, 'NODE_OPTIONS')],
    ['our own root', readBy(['systemd'], 'PINE_ENV_ROOT=/srv/x\n'), at(6, 'PINE_ENV_ROOT')],
    ['a name that begins like it', readBy(['systemd'], 'NODES=3\n')],
  ),
  ...onPaper(
    'other-loaders',
    ['quotes, which docker keeps', both("NOTE='b c'\n"), `info ${paperPath}`],
    ['plain lines', both('NOTE=b\n')],
  ),
  ...onPaper('env-file-refused', [
    'a blank in a name, where docker reads',
    readBy(['systemd', 'docker'], 'NOTE B=c\n'),
    at(6),
  ]),
];
