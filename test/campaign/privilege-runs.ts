import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guard } from '../faults/canary.ts';
import { commandOf, program } from '../faults/program.ts';
import { must } from '../faults/sandbox.ts';
import { keysOf } from '../gate/a-worker.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import { type AttackerRoom, gitConfig, marks, wipe } from './attacker-room.ts';
import { spread } from './few-at-once.ts';
import { measured } from './measured.ts';
import { aboutARoot, errands, type Way, waysOf } from './privilege-cases.ts';
import { endOf, say } from './said.ts';
import type { Ledger } from './tally.ts';

const owner = '65534:65533';

/** Two sound server roots, the second one in a git repository with a config that names programs. */
export async function servers(of: AttackerRoom) {
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

/** One command, under one way in. */
export interface Errand {
  readonly of: AttackerRoom;
  readonly roots: { readonly plain: string; readonly inGit: string };
  readonly way: Way;
  readonly words: readonly string[];
}

/** One errand on one way: nothing of the attacker's may have run or counted. */
export async function send({ of, roots, way, words }: Errand, built: string) {
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
  if (own[1] === 'paper' && own[0] === 'use')
    rmSync(join(root, 'Deployment/env/pine-trader.env'), { force: true });
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
  return { bad, outcome: endOf(ran), seconds: ran.seconds };
}

/** Names, sizes, owners and times of everything of the attacker's but for the marks. */
function likeness({ room }: AttackerRoom): string {
  const words = [room, '-path', '*/canaries*', '-prune', '-o', '-printf', '%p %s %u %m %T@\\n'];
  return execFileSync('find', words, { encoding: 'utf8' });
}

/** Every errand under every way in; when `minutes` are over, what is left is left out. */
export async function everyWay(
  ledger: Ledger,
  of: AttackerRoom,
  roots: Errand['roots'],
  minutes: number,
): Promise<void> {
  const all = waysOf(of).flatMap((way) => errands.map((words) => ({ way, words })));
  const until = performance.now() + minutes * 60_000;
  // One after the other: a mark tells whose code ran, and not under which errand.
  for (const { way, words } of spread(all)) {
    if (performance.now() > until) return;
    const operation = words.join(' ').replace(/ -- .*/, '');
    ledger.of(operation, way.name).ordered();
    const { bad, outcome, seconds } = await send({ of, roots, way, words }, program);
    ledger.of(operation, way.name).happened({ outcome, seconds, bad, at: 'as root' });
  }
}
