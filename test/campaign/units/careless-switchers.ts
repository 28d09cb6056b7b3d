import { type Edit, mutant } from '../../faults/mutant.ts';
import { commandOf } from '../../faults/program.ts';
import type { Ran } from '../../systemd/machine.ts';
import { type TradingHost, workerUnit } from '../../systemd/trading-host.ts';
import type { Control } from '../report.ts';
import { template, unit } from './a-trap.ts';

/** A program made careless, a worker that shows it, and what would be right. */
interface Careless {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly unit: string;
  readonly line?: string;
  readonly right: (ran: Ran) => boolean;
}

const fifo = '/run/slow.fifo';

const careless: readonly Careless[] = [
  {
    name: 'it trusts what `systemctl restart` says',
    edits: [
      [
        'steps/bring-up-units.ts',
        '    return await proved(host, bringing, names);',
        '    if (failure === undefined) return names.map((unit) => ({ unit, up: true, why: null }));\n    return await proved(host, bringing, names);',
      ],
    ],
    unit: workerUnit.replace('/usr/bin/sleep', '/usr/bin/no-such-worker'),
    right: ({ code }) => code === 6,
  },
  {
    name: 'it does not wait until a unit stands still',
    edits: [
      [
        'steps/bring-up-units.ts',
        'return Math.max(settle, ...delays.map((delay) => delay + 500));',
        'return 0 * Math.max(settle, ...delays);',
      ],
    ],
    unit: `${workerUnit.replace('sleep 1000', 'sleep 3')}RestartSec=4s\n`,
    right: ({ code }) => code === 6,
  },
  {
    name: 'it reads an environment while the process is still systemd’s own fork',
    edits: [
      [
        'adapters/proc-environ.ts',
        'if (looksLikeManager(place, before) && !isManager(directory, place)) return undefined;',
        '',
      ],
    ],
    unit: `${workerUnit}StandardInput=file:${fifo}\n`,
    line: 'status --expect paper',
    right: ({ out }) => out.includes('it has not become the worker yet'),
  },
  {
    name: 'it does not hold what runs against what is linked',
    edits: [
      [
        'domain/units/unit-outcome.ts',
        "if (verdict?.state === 'matches') return undefined;",
        'return undefined;',
      ],
    ],
    unit: `${workerUnit}UnsetEnvironment=TRADERSPOST_WEBHOOK_URL\n`,
    right: ({ code }) => code === 6,
  },
];

/** Runs each a few times; caught: an answer that is not the right one. */
export async function runCareless(host: TradingHost, times: number): Promise<readonly Control[]> {
  const controls: Control[] = [];
  for (const one of careless) {
    const built = mutant(...one.edits);
    let caught = 0;
    for (let time = 0; time < times; time += 1) {
      const honest = await answerOf(host, one);
      if (!one.right(honest)) throw new Error(`${one.name}: so does the program itself`);
      if (!one.right(await answerOf(host, one, built))) caught += 1;
    }
    controls.push({ name: one.name, caught, of: times });
  }
  return controls;
}

async function answerOf(host: TradingHost, one: Careless, built?: string): Promise<Ran> {
  await host.reset();
  await host.machine.run('mkfifo', [fifo]);
  await host.units({ [template]: one.unit });
  // What runs as it should would not be started anew; so there is another to be loaded.
  await host.machine.run('systemctl', ['start', '--no-block', unit]);
  if (one.line === undefined) await host.machine.run('systemctl', ['kill', '--signal=KILL', unit]);
  const words = [...(one.line ?? 'use paper --restart').split(' '), '--json', '--root', host.root];
  const [file = '', ...rest] = commandOf(words, built);
  const ran = await host.machine.run(file, rest);
  // What waits for the other end is let go.
  await host.machine.run('sh', ['-c', `timeout 1 sh -c 'echo >${fifo}' || true`]);
  return ran;
}
