import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { commandOf } from '../faults/program.ts';
import { keysOf } from '../gate/a-worker.ts';
import { scratch, sharedScratch } from '../scratch.ts';
import { type AttackerRoom, marks, wipe } from './attacker-room.ts';
import { measured } from './measured.ts';
import { endOf, say } from './said.ts';
import type { Ledger } from './tally.ts';

/** Owners and modes that let somebody else decide: each has to be refused, by everything that believes it. */
export async function ownersAndModes(
  ledger: Ledger,
  of: AttackerRoom,
  base: string,
): Promise<void> {
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
    execFileSync('sh', ['-c', `r="$1"; ${command}`, 'sh', root]);
    wipe(of);
    for (const [verb, words] of Object.entries(asked)) {
      ledger.of(verb, name).ordered();
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
      ledger.of(verb, name).happened({
        outcome: endOf(ran),
        seconds: ran.seconds,
        bad,
        at: 'as root',
      });
    }
  }
}
