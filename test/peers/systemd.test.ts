import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behaviour } from '../../src/domain/loaders/behaviour.ts';
import { systemd } from '../../src/domain/loaders/systemd.ts';
import { bytesOf } from '../domain/loaders/examples.ts';
import { environmentsOf, type Got, type Probe } from '../systemd/environment-files.ts';
import { bootSystemd, type Machine } from '../systemd/machine.ts';
import { noSystemd } from '../systemd/missing.ts';
import { disagreements, fileCount, generated, type Seen } from './against.ts';
import { nastyBytes } from './nasty-bytes.ts';
import { nastyForSystemd } from './nasty-for-systemd.ts';

// A busy machine takes some ten milliseconds a file.
const timeout = 60_000 + fileCount * 10;

describe.skipIf(noSystemd)(`the real systemd (${noSystemd ?? 'as EnvironmentFile='})`, () => {
  let machine: Machine;
  let version: string;
  /** What systemd sets by itself. */
  let own: readonly string[];
  beforeAll(async () => {
    machine = await bootSystemd();
    version = /^systemd (\d+)/.exec(await machine.must('systemctl', ['--version']))?.[1] ?? '';
    const [bare] = await environmentsOf(machine, [{ lines: [], files: {} }]);
    own = [...(bare as ReadonlyMap<string, string>).keys()];
  });
  afterAll(() => machine?.stop());

  const read = (bytes: Uint8Array) =>
    systemd.read(bytes, { version: behaviour(systemd, version) ?? '' });

  /** What a unit with these lines has of its files: not what systemd sets by itself. */
  async function got(probe: Probe): Promise<Seen> {
    const [one] = await environmentsOf(machine, [probe]);
    return seen(one as Got);
  }

  const oneFile = (bytes: Uint8Array): Probe => ({
    lines: ['EnvironmentFile=@/env'],
    files: { env: bytes },
  });

  function seen(one: Got): Seen {
    if (typeof one === 'string') return 'refused';
    return Object.fromEntries([...one].filter(([name]) => !own.includes(name)));
  }

  it.each([
    ['files like those for the other programs', nastyBytes()],
    ['files made for systemd', nastyForSystemd],
  ])('takes from %s what the model says it takes', { timeout }, async (what, files) => {
    const all = generated(`systemd ${version}, ${what}`, files, Math.ceil(fileCount / 4));
    const found = await environmentsOf(machine, all.map(oneFile));
    expect(found).not.toContain('exit-code');
    const environments = found.map(seen);
    const refused = environments.filter((one) => one === 'refused').length;
    console.info(`systemd ${version} refused ${refused} of them`);
    expect(refused).toBeGreaterThan(0);
    expect(disagreements(all, environments, read)).toEqual([]);
  });

  it.each(long)('starts or refuses what is %s as the model says', async (_what, text) => {
    const bytes = bytesOf(text);
    expect(disagreements([bytes], [await got(oneFile(bytes))], read)).toEqual([]);
  });

  it.each(units)('%s', async (_what, lines, expected) => {
    expect(await got({ lines, files })).toEqual(expected);
  });

  it('lets a file win over what systemd sets itself', async () => {
    const text = own.map((name) => `${name}=mine\n`).join('');
    const [one] = await environmentsOf(machine, [oneFile(bytesOf(text))]);
    expect(own).toEqual(expect.arrayContaining(['PATH', 'LANG', 'INVOCATION_ID']));
    expect(one).toEqual(new Map(own.map((name) => [name, 'mine'])));
  });
});

const x = (count: number) => 'x'.repeat(count);

const long: readonly (readonly [string, string])[] = [
  ['128 KiB less one byte', `B=1\nA=${x(131_069)}\n`],
  ['128 KiB', `B=1\nA=${x(131_070)}\n`],
  ['128 KiB in letters of three bytes', `A=${'\u20ac'.repeat(43_690)}\n`],
  ['too long, with a later line in its place', `A=${x(200_000)}\nB=1\nA=2\n`],
  ['a comment of 3 MiB', `A=1\n#${x(3_145_728)}\nB=2`],
];

const files = {
  good: bytesOf('A=good\nB=$A %i\n'),
  other: bytesOf('A=other\nC=1\n'),
  nul: bytesOf('A=1\nB=\0\n'),
  notUtf8: Uint8Array.from([...bytesOf('A=1\nB='), 0xff]),
};
const goodValues = { A: 'good', B: '$A %i' };

const units: readonly (readonly [string, readonly string[], Seen])[] = [
  ['expands nothing', ['EnvironmentFile=@/good'], goodValues],
  [
    'lets the later of two files win',
    ['EnvironmentFile=@/good', 'EnvironmentFile=@/other'],
    { ...goodValues, A: 'other', C: '1' },
  ],
  [
    'lets a file win over Environment= above it',
    ['Environment=A=unit U=1', 'EnvironmentFile=@/good'],
    { ...goodValues, U: '1' },
  ],
  [
    'lets a file win over Environment= below it',
    ['EnvironmentFile=@/good', 'Environment=A=unit U=1'],
    { ...goodValues, U: '1' },
  ],
  [
    'forgets the files above an empty EnvironmentFile=',
    ['EnvironmentFile=@/good', 'EnvironmentFile=', 'EnvironmentFile=@/other'],
    { A: 'other', C: '1' },
  ],
  ['does not start without its file', ['EnvironmentFile=@/missing'], 'refused'],
  ['starts with nothing without a file that has a -', ['EnvironmentFile=-@/missing'], {}],
  ['starts with nothing of a refused file that has a -', ['EnvironmentFile=-@/nul'], {}],
  [
    'starts with the other files when one with a - is refused',
    ['EnvironmentFile=-@/notUtf8', 'EnvironmentFile=@/other'],
    { A: 'other', C: '1' },
  ],
  [
    'does not start when a later file is refused',
    ['EnvironmentFile=@/good', 'EnvironmentFile=@/notUtf8'],
    'refused',
  ],
  [
    'takes away what UnsetEnvironment= names',
    ['EnvironmentFile=@/good', 'UnsetEnvironment=A'],
    { B: goodValues.B },
  ],
];
