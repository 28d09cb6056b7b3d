import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { guard, leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { commandOf, program } from '../faults/program.ts';
import { must } from '../faults/sandbox.ts';
import { keysOf } from '../gate/a-worker.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import { isRoot } from '../scratch-homes.ts';
import { type AttackerRoom, attackerRoom, gitConfig, marks, wipe } from './attacker-room.ts';
import { aLedger, endOf, type Ledger, say } from './ledger.ts';
import { measured, noMeasure } from './measured.ts';
import {
  aboutARoot,
  errands,
  noSudo,
  sudoRules,
  throughSudo,
  type Way,
  waysOf,
} from './privilege-cases.ts';
import { type Control, complaints, keepReport } from './report.ts';

const what =
  'an attacker in the environment, the working directory, PATH, HOME, git configs, owners and modes, and behind sudo; his code would leave a mark. LD_PRELOAD and NODE_OPTIONS act before our first line and are out of our hands: sudo with env_reset drops them';

const owner = '65534:65533';

/** Two sound server roots, the second one in a git repository with a config that names programs. */
async function servers(of: AttackerRoom) {
  const room = sharedScratch() ?? scratch();
  const [plain, inGit] = [join(room, 'plain'), join(room, 'in-git')];
  for (const root of [plain, inGit]) {
    await must(['init', '--demo', '--owner', owner, '--root', root]);
    await must(['use', 'paper', '--root', root]);
    guard(root);
  }
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.invalid', ...words], {
      cwd: inGit,
      stdio: 'pipe',
    });
  git('init', '-q');
  writeFileSync(join(inGit, '.gitattributes'), '* diff=x filter=x\n');
  git('add', 'profiles');
  git('commit', '-qm', 'profiles');
  writeFileSync(join(inGit, 'notes.txt'), 'staged\n');
  git('add', 'notes.txt');
  execFileSync('sh', ['-c', `cat >>"${inGit}/.git/config"`], {
    input: gitConfig(join(of.bin, 'hook')),
  });
  return { plain, inGit };
}

interface Errand {
  readonly of: AttackerRoom;
  readonly roots: { readonly plain: string; readonly inGit: string };
  readonly way: Way;
  readonly words: readonly string[];
}

/** One errand on one way: nothing of the attacker's may have run or counted. */
async function send({ of, roots, way, words }: Errand, built: string) {
  wipe(of);
  const root = way.inGit ? roots.inGit : roots.plain;
  const at = words.indexOf('--');
  const [own, child] = at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)];
  const named = way.bare ? [] : ['--root', root];
  const json = child.length === 0 && own[0] !== 'explain' ? ['--json'] : [];
  const isScan = own[0] === 'scan';
  const cwd = isScan && way.cwd === undefined ? root : (way.cwd ?? '/');
  const gateKeys = own[0] === 'gate' ? keysOf(roots.plain, 'paper') : {};
  // Else there would be nothing to do, and no lock to take.
  if (own[0] === 'use') rmSync(join(root, 'Deployment/env/pine-trader.env'), { force: true });
  const before = likeness(of);
  const ran = await measured(commandOf([...own, ...json, ...named, ...child], built), {
    ...{ cwd, env: { ...gateKeys, ...way.env } },
  });
  const left = marks(of);
  const shown = ran.out.includes(of.cwd) || ran.out.includes(of.home);
  const trusted = way.bare === true && aboutARoot(words) && ran.code === 0 && shown;
  const bad = [
    ...left.map((mark) => `his code ran: ${mark}`),
    ...say(likeness(of) !== before, 'something of his was written'),
    ...say(trusted, 'a root of his was trusted'),
    ...say(ran.code === 70 || ran.code === null || ran.code > 128, `crashed: exit ${ran.code}`),
    ...say(own[1] === 'live' && ran.code === 0, 'live without a terminal'),
  ];
  return { bad, outcome: endOf(ran), seconds: ran.seconds, ran };
}

/** Names, sizes, owners and times of everything of the attacker's but for the marks. */
function likeness({ room }: AttackerRoom): string {
  const words = [room, '-path', '*/canaries*', '-prune', '-o', '-printf', '%p %s %u %m %T@\\n'];
  return execFileSync('find', words, { encoding: 'utf8' });
}

async function everyWay(ledger: Ledger, of: AttackerRoom, roots: Errand['roots']): Promise<void> {
  for (const way of waysOf(of)) {
    for (const words of errands) {
      const operation = words.join(' ').replace(/ -- .*/, '');
      ledger.ordered(operation, way.name);
      const { bad, outcome, seconds, ran } = await send({ of, roots, way, words }, program);
      if (bad.length > 0)
        console.log(operation, way.name, bad, ran.out.slice(0, 400), ran.err.slice(0, 400));
      ledger.happened(operation, way.name, { outcome, seconds, bad, at: 'as root' });
    }
  }
}

/** Owners and modes that let somebody else decide: each has to be refused, by everything that believes it. */
async function ownersAndModes(ledger: Ledger, of: AttackerRoom, base: string): Promise<void> {
  const spoils: readonly (readonly [name: string, command: string, refused: readonly string[]])[] =
    [
      ['profiles/ is his', 'chown 54321 "$r/profiles"', ['use', 'status', 'check', 'keys', 'gate']],
      [
        'profiles/ may be written by all',
        'chmod 777 "$r/profiles"',
        ['use', 'status', 'check', 'keys', 'gate'],
      ],
      [
        'profiles/ may be written by a group',
        'chmod 775 "$r/profiles"',
        ['use', 'status', 'check', 'keys'],
      ],
      [
        'profiles/ may be written by a grant',
        'setfacl -m u:54321:rwx "$r/profiles"',
        ['use', 'status', 'check'],
      ],
      ['the root is his', 'chown 54321 "$r"', ['use', 'status', 'check', 'keys', 'gate']],
      ['paper.yaml is his', 'chown 54321 "$r/profiles/paper.yaml"', ['use', 'status', 'check']],
      [
        'paper.yaml may be written by all',
        'chmod 666 "$r/profiles/paper.yaml"',
        ['use', 'status', 'check'],
      ],
      ['the registry is his', 'chown 54321 "$r/profiles/keys.yaml"', ['status', 'check', 'keys']],
      ['env/ may be written by all', 'chmod 777 "$r/Deployment/env"', ['status', 'check']],
      ['env/ is his', 'chown 54321 "$r/Deployment/env"', ['status', 'check']],
      ['the link is his', 'chown -h 54321 "$r/Deployment/env/pine-trader.env"', ['status']],
      [
        'the env file is his',
        'chown 54321 "$r/Deployment/env/pine-trader.paper.env"',
        ['use', 'status', 'check'],
      ],
      [
        'the env file holds commands',
        `printf '%s\\n' 'A=$(touch ${of.canaries}/a)' 'B=\`touch ${of.canaries}/b\`' 'touch ${of.canaries}/c' >>"$r/Deployment/env/pine-trader.paper.env"`,
        ['status', 'check'],
      ],
    ];
  const asked = {
    use: ['use', 'paper'],
    status: ['status'],
    check: ['check', 'paper'],
    keys: ['keys'],
    gate: ['gate', '--', '/bin/true'],
  };
  for (const [name, command, refused] of spoils) {
    const root = join(sharedScratch() ?? scratch(), 'root');
    execFileSync('cp', ['-a', base, root]);
    // Else `use paper` would have nothing to do.
    execFileSync('sh', ['-c', `r="$1"; ${command}`, 'sh', root]);
    wipe(of);
    for (const [verb, words] of Object.entries(asked)) {
      ledger.ordered(verb, name);
      const at = words.indexOf('--');
      const all =
        at < 0
          ? [...words, '--json', '--root', root]
          : ['gate', '--root', root, ...words.slice(at)];
      const env = verb === 'gate' ? keysOf(base, 'paper') : {};
      const ran = await measured(commandOf(all), { env });
      const bad = [
        ...marks(of).map((mark) => `his code ran: ${mark}`),
        ...say(ran.code === 0 && refused.includes(verb), 'says that all is well'),
        ...say(ran.code === 70 || ran.code === null, `crashed: exit ${ran.code}`),
      ];
      if (bad.length > 0) console.log(verb, name, bad, ran.out.slice(0, 400));
      ledger.happened(verb, name, {
        outcome: endOf(ran),
        seconds: ran.seconds,
        bad,
        at: 'as root',
      });
    }
  }
}

async function withSudo(ledger: Ledger, of: AttackerRoom, roots: Errand['roots']): Promise<void> {
  if (noSudo !== undefined) {
    console.warn(`sudo ${noSudo}`);
    return;
  }
  const bin = join(sharedScratch() ?? scratch(), 'bin');
  cpSync(dirname(program), bin, { recursive: true });
  execFileSync('chmod', ['-R', 'a+rX', bin]);
  for (const [name, text] of Object.entries(sudoRules)) {
    const rules = join(scratch(), 'sudoers');
    writeFileSync(rules, text);
    chmodSync(rules, 0o440);
    for (const way of waysOf(of).filter(({ cwd }) => cwd === undefined)) {
      const option = name.includes('with env_reset')
        ? { NODE_OPTIONS: `--require=${of.evil}` }
        : {};
      const env = { PATH: '/usr/bin:/bin', ...way.env, ...option };
      for (const words of [['use', 'paper'], ['status'], ['check', '--all']]) {
        wipe(of);
        if (words[0] === 'use')
          rmSync(join(roots.plain, 'Deployment/env/pine-trader.env'), { force: true });
        ledger.ordered(words.join(' '), `${name}: ${way.name}`);
        const named = way.bare ? [] : ['--root', roots.plain];
        const own = [process.execPath, join(bin, 'pine-env.cjs'), ...words, '--json', ...named];
        const ran = await measured(throughSudo(rules, env, own));
        const trusted = ran.code === 0 && (ran.out.includes(of.cwd) || ran.out.includes(of.home));
        const bad = [
          ...marks(of).map((mark) => `his code ran: ${mark}`),
          ...say(trusted, 'a root of his was trusted'),
          ...say(!ran.out.startsWith('{'), `sudo did not run it: ${ran.err.slice(0, 200)}`),
        ];
        ledger.happened(words.join(' '), `${name}: ${way.name}`, {
          ...{ outcome: endOf(ran), seconds: ran.seconds, bad, at: 'nobody, through sudo' },
        });
      }
    }
  }
}

const careless: readonly (readonly [name: string, way: RegExp, edits: readonly Edit[]])[] = [
  [
    'any root is trusted',
    /PINE_ENV_ROOT/,
    [['steps/find-root.ts', 'facts.uid !== 0 && facts.uid !== accounts.uid', 'facts.uid < 0']],
  ],
  [
    'flock is looked up in PATH',
    /PATH$/,
    [
      [
        'adapters/flock.ts',
        "['/usr/bin/flock', '/bin/flock', '/usr/local/bin/flock']",
        "['flock']",
      ],
      ['adapters/flock.ts', '      env: {},\n', ''],
    ],
  ],
  [
    'git may start what a config names',
    /git config/,
    [['adapters/git.ts', "'-c', 'core.fsmonitor=false', ", '']],
  ],
];

async function controls(of: AttackerRoom, roots: Errand['roots']): Promise<readonly Control[]> {
  const red: Control[] = [];
  for (const [name, which, edits] of careless) {
    const built = mutant(...edits);
    let [caught, count] = [0, 0];
    for (const way of waysOf(of).filter((one) => which.test(one.name))) {
      for (const words of [['status'], ['use', 'paper'], ['check', '--all'], ['list']]) {
        count += 1;
        if ((await send({ of, roots, way, words }, built)).bad.length > 0) caught += 1;
      }
    }
    red.push({ name, caught, of: count });
  }
  return red;
}

const needs = isRoot ? noMeasure : 'skipped: needs root, to be attacked by another account';

test('privilege', async () => {
  const began = performance.now();
  const none = { parts: [], controls: [], secrets: { searched: '', found: [] }, seconds: 0 };
  if (needs !== undefined) {
    console.warn(needs);
    keepReport({ suite: 'privilege', what, ...none, skipped: needs });
    return;
  }
  const ledger = aLedger();
  const of = await attackerRoom();
  const roots = await servers(of);
  await everyWay(ledger, of, roots);
  await ownersAndModes(ledger, of, roots.plain);
  await withSudo(ledger, of, roots);
  const report = {
    ...{
      suite: 'privilege',
      what: noSudo === undefined ? what : `${what}. Here without sudo (${noSudo})`,
    },
    ...{ parts: ledger.parts(), controls: await controls(of, roots), secrets: leaks() },
    seconds: (performance.now() - began) / 1000,
  };
  keepReport(report);
  console.log(JSON.stringify({ ...report, parts: report.parts.length }));
  expect(complaints(report)).toEqual([]);
});
