import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { program } from '../faults/program.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import { type AttackerRoom, marks, wipe } from './attacker-room.ts';
import { measured } from './measured.ts';
import { noSudo, sudoRules, throughSudo, waysOf } from './privilege-cases.ts';
import type { Errand } from './privilege-runs.ts';
import { endOf, say } from './said.ts';
import type { Ledger } from './tally.ts';

/** The same attacker as an account that may become root with sudo. */
export async function withSudo(
  ledger: Ledger,
  of: AttackerRoom,
  roots: Errand['roots'],
): Promise<void> {
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
        ledger.of(words.join(' '), `${name}: ${way.name}`).ordered();
        const named = way.bare ? [] : ['--root', roots.plain];
        const own = [process.execPath, join(bin, 'pine-env.cjs'), ...words, '--json', ...named];
        const ran = await measured(throughSudo(rules, env, own));
        const trusted = ran.code === 0 && (ran.out.includes(of.cwd) || ran.out.includes(of.home));
        const bad = [
          ...marks(of).map((mark) => `his code ran: ${mark}`),
          ...say(trusted, 'a root of his was trusted'),
          ...say(!ran.out.startsWith('{'), `sudo did not run it: ${ran.err.slice(0, 200)}`),
        ];
        ledger.of(words.join(' '), `${name}: ${way.name}`).happened({
          ...{ outcome: endOf(ran), seconds: ran.seconds, bad, at: 'nobody, through sudo' },
        });
      }
    }
  }
}
