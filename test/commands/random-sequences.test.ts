import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, realDisk, type Told, tell } from './a-host.ts';
import { envOf, envText, plainPlan, type RootPlan, rootAfter, write } from './a-root.ts';
import { consenting, noTerminal } from './a-terminal.ts';
import { type Seen, see } from './disk-judge.ts';
import { type Fault, hows, underFaults } from './fault-plan.ts';
import { judgeNext, judgeUnattended } from './point-judge.ts';
import { layDown } from './tree.ts';

const plan: RootPlan = {
  ...plainPlan,
  profiles: [...plainPlan.profiles, { name: 'demo', tier: 'safe' }],
};
const link = 'pine-trader.env';

interface Step {
  readonly line: string;
  readonly attended: boolean;
  readonly fault: Fault | undefined;
}

const lines = ['use paper', 'use demo', 'use live', 'use live', 'rollback', 'use -'];
const fault: fc.Arbitrary<Fault> = fc.record({
  // Most calls before the 60th only look; the interesting ones come later.
  at: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 130 })),
  how: fc.constantFrom(...hows, 'killed', 'killed'),
  errno: fc.constantFrom('EIO', 'ENOSPC'),
});
const step: fc.Arbitrary<Step> = fc.record({
  line: fc.constantFrom(...lines, 'rotate paper and enrol'),
  attended: fc.boolean(),
  fault: fc.option(fault, { nil: undefined, freq: 3 }),
});

let generation = 1;

async function take(root: string, { line, attended, fault }: Step) {
  const before = see(root, [link], 'trader-1');
  if (line.startsWith('rotate')) {
    write(root, envOf('paper'), envText('paper', ++generation), 0o600);
  }
  const planned = underFaults(realDisk, fault);
  const machine = aHost({ disk: planned.disk, terminal: attended ? consenting : noTerminal });
  const told = await tell(line.startsWith('rotate') ? 'keys --enroll paper' : line, root, machine);
  const dead = fault?.how === 'killed' && planned.hit();
  return { before, after: see(root, [link], 'trader-1'), told, dead, hit: planned.hit() };
}

type Taken = Awaited<ReturnType<typeof take>>;

/** What holds after every step, whatever failed. */
function wrongAfter(step: Step, { before, after, told, dead }: Taken): readonly string[] {
  const [was, is] = [before.links.get(link) ?? '', after.links.get(link) ?? ''];
  const settles = before.journal.open.length > 0;
  const known = ['nothing', ...plan.profiles.map(({ name }) => `pine-trader.${name}.env`)];
  const becameLive = is !== was && is.endsWith('.live.env');
  return [
    ...(known.includes(is) ? [] : [`the link is ${is}`]),
    ...(is === 'nothing' && was !== 'nothing' && !was.endsWith('.live.env') ? ['no link'] : []),
    ...after.journal.broken,
    ...(becameLive && !step.attended ? ['live without a person'] : []),
    ...(dead ? [] : untrue(step, told, is !== was && !settles, is, after)),
  ];
}

function untrue(
  { line }: Step,
  told: Told,
  moved: boolean,
  is: string,
  after: Seen,
): readonly string[] {
  const isSwitch = !line.startsWith('rotate');
  const reached = is === `pine-trader.${told.profile}.env`;
  return [
    ...(told.code === 70 ? ['a bug'] : []),
    ...(told.outcome === 'not-done' && moved ? ['not done, it says, but the link moved'] : []),
    ...(told.outcome === 'done' && isSwitch && !reached ? ['done, it says, but it is not'] : []),
    ...(told.code === 0 && after.journal.open.length > 0 ? ['exit 0 with an open intent'] : []),
    ...(told.code === 0 && after.temporary.length > 0 ? ['exit 0 with leftovers'] : []),
    ...(told.code === 0 && isSwitch && told.tier === 'safe' && after.consent !== 'none'
      ? ['exit 0 with consent on a safe profile']
      : []),
  ];
}

/** The next change on a healthy machine, after all of it. */
async function wrongAtTheEnd(root: string): Promise<readonly string[]> {
  const next = async (line: string, terminal = noTerminal) => {
    const faulty = see(root, [link], 'trader-1');
    const claim = await tell(line, root, aHost({ terminal }));
    return { claim, faulty, after: see(root, [link], 'trader-1'), journalled: false };
  };
  return [
    ...judgeUnattended('live', await next('use live')),
    ...judgeNext('paper', false, await next('use paper')),
    ...judgeNext('live', true, await next('use live', consenting)),
  ];
}

test('random sequences of changes, faults and kills over three profiles keep every promise', {
  timeout: 300_000,
}, async () => {
  const start = await rootAfter(plan);
  const root = scratch();
  const counts = { sequences: 0, steps: 0, faults: 0, kills: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      layDown(start, root);
      counts.sequences += 1;
      for (const one of steps) {
        const taken = await take(root, one);
        counts.steps += 1;
        counts.faults += taken.hit ? 1 : 0;
        counts.kills += taken.dead ? 1 : 0;
        expect(wrongAfter(one, taken), JSON.stringify({ one, told: taken.told.error })).toEqual([]);
      }
      expect(await wrongAtTheEnd(root)).toEqual([]);
    }),
    { numRuns: 200, seed: 20_261_124 },
  );
  console.info('random sequences:', JSON.stringify(counts));
  expect(counts.faults).toBeGreaterThan(100);
});
