import { beforeAll, describe, expect, test } from 'vitest';
import { leaks } from './canary.ts';
import { killAt, killEverywhere, type Operation } from './killing.ts';
import { mutant } from './mutant.ts';
import { must, sandbox } from './sandbox.ts';
import { noStrace } from './strace.ts';
import { consenting, noTerminals, play } from './terminal.ts';

const why = noStrace ?? noTerminals;
const paper = 'pine-trader.paper.env';
const live = 'pine-trader.live.env';
const patience = 180_000;
const bases = { nothing: '', paper: '', live: '' };

beforeAll(async () => {
  if (why !== undefined) return;
  bases.nothing = await sandbox();
  bases.paper = await sandbox();
  await must(['use', 'paper', '--root', bases.paper]);
  bases.live = await sandbox();
  await must(['use', 'paper', '--root', bases.live]);
  const armed = await play(['use', 'live', '--root', bases.live], consenting);
  expect(armed).toMatchObject({ exit: 0, error: null });
});

const toPaper = { args: ['use', 'paper'], to: paper } as const;

function fromLive(): Operation {
  return { ...toPaper, base: bases.live, from: live };
}

function toLive(): Operation {
  return { base: bases.paper, args: ['use', 'live'], atTerminal: true, from: paper, to: live };
}

type Killed = Awaited<ReturnType<typeof killEverywhere>>;

/** Prints how many kills hit and what they left, and answers what is wrong. */
function told(name: string, { kills, states }: Killed): readonly string[] {
  const histogram = new Map<string, number>();
  for (const { history } of kills) histogram.set(history, (histogram.get(history) ?? 0) + 1);
  const lines = [...histogram].map(
    ([history, count]) => `  ${String(count).padStart(3)}  ${history}`,
  );
  const bad = kills.flatMap(({ at, faults }) => faults.map((fault) => `${at}: ${fault}`));
  const sum = `${kills.length} kills, every one hit, ${states} different states, ${bad.length} faults`;
  console.log([`${name}: ${sum}`, ...lines].join('\n'));
  return bad;
}

describe.skipIf(why)(`a change killed at each call on its own files ${why ?? ''}`, () => {
  test(
    'use paper from live: the old file or the new one, and the next change finishes it',
    async () => {
      const killed = await killEverywhere(fromLive());
      expect(told('use paper from live', killed)).toEqual([]);
      expect(killed.kills.length).toBeGreaterThan(25);
    },
    patience,
  );

  test(
    'use paper from nothing: no link or the new file',
    async () => {
      const killed = await killEverywhere({ ...toPaper, base: bases.nothing, from: null });
      expect(told('use paper from nothing', killed)).toEqual([]);
      expect(killed.kills.length).toBeGreaterThan(25);
    },
    patience,
  );

  test(
    'use live from paper: the next change undoes it, and no guard is skipped',
    async () => {
      const killed = await killEverywhere(toLive());
      expect(told('use live from paper', killed)).toEqual([]);
      expect(killed.kills.length).toBeGreaterThan(45);
    },
    patience,
  );

  test(
    'the recovery of a cut-short change to live, killed in its turn',
    async () => {
      const linked = { name: 'fsync', what: 'fsync Deployment/env', again: 1, nth: 3 };
      const base = await killAt(toLive(), linked);
      const killed = await killEverywhere({ ...toPaper, base, from: live });
      expect(told('recovery of use live', killed)).toEqual([]);
      expect(killed.kills.length).toBeGreaterThan(30);
    },
    patience,
  );

  test(
    'goes red for a program that removes the link first and journals afterwards',
    async () => {
      const built = mutant(
        [
          'adapters/disk.ts',
          'atTheDoor(to, () => fs.renameSync(from, to))',
          'atTheDoor(to, () => { fs.unlinkSync(to); fs.renameSync(from, to); })',
        ],
        ['steps/switch-to-safe.ts', "if (plan.moves.length > 0) write('intent');", ''],
      );
      const around = /^(?:rename|fsync) Deployment\/env/;
      const killed = await killEverywhere({ ...fromLive(), built }, ({ what }) =>
        around.test(what),
      );
      const faults = told('control', killed).join('\n');
      expect(faults).toContain('the link is null');
      expect(faults).toContain('moved without an intent');
    },
    patience,
  );

  test('no secret stood in an output, a journal, a temporary file or a traced call', () => {
    const { found, searched } = leaks();
    console.log(`no secret in ${searched}`);
    expect(found).toEqual([]);
  });
});
