import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedScratch } from '../scratch.ts';
import { bootSystemd, type Machine } from '../systemd/machine.ts';
import { noSystemd } from '../systemd/missing.ts';
import { until } from '../systemd/until.ts';
import { bundled } from './bundled.ts';

/** Tells of each process in a unit what it is called and what became of the look at its environment. */
const program = `
  import { processesIn } from './proc.ts';
  const { all, environment } = processesIn('/proc');
  const began = performance.now();
  const told = await Promise.all(all().filter(({ unit }) => unit === process.argv[2]).map(async (glance) => {
    const read = await environment(glance);
    return { pid: glance.pid, program: glance.program, key: read.why ?? read.variables?.get('KEY')?.reveal() };
  }));
  console.log(JSON.stringify({ told, milliseconds: performance.now() - began }));
`;

/** Looks without pause for three seconds: at the unit, and at what systemd has only just forked. */
const hunter = `
  import { readFileSync } from 'node:fs';
  import { processesIn } from './proc.ts';
  const { all, environment } = processesIn('/proc');
  const isEarly = (pid) => {
    try { return !readFileSync('/proc/' + pid + '/environ', 'latin1').includes('KEY='); } catch { return false; }
  };
  const told = new Set();
  let early = 0;
  for (const end = performance.now() + 3000; performance.now() < end; ) {
    for (const glance of all()) {
      if (glance.unit !== 'fast.service' && (glance.unit !== 'init.scope' || glance.pid === 1)) continue;
      if (isEarly(glance.pid)) early++;
      const read = await environment(glance);
      told.add(read.why ?? (read.variables.has('KEY') ? 'ours' : 'systemd’s'));
    }
  }
  console.log(JSON.stringify({ early, told: [...told] }));
`;

interface Told {
  readonly told: readonly {
    readonly pid: number;
    readonly program: string;
    readonly key?: string;
  }[];
  readonly milliseconds: number;
}

describe.skipIf(noSystemd)(`processes of units (${noSystemd ?? 'in a real systemd'})`, () => {
  let machine: Machine;
  let script: string;
  let hunt: string;
  beforeAll(async () => {
    const shared = sharedScratch() ?? '';
    script = bundled(shared, 'processes', program);
    hunt = bundled(shared, 'hunt', hunter);
    machine = await bootSystemd({ shared: [shared] });
    const service = '[Service]\nEnvironmentFile=/run/key.env\n';
    machine.writeUnit(
      'pine@.service',
      `${service}ExecStart=sh -c "sleep 1000 & exec sleep 2000"\n`,
    );
    machine.writeUnit(
      'sub.service',
      `${service}Delegate=yes\nExecStart=sh -c "g=/sys/fs/cgroup/system.slice/sub.service/own; mkdir $$g && echo 0 >$$g/cgroup.procs && exec sleep 1000"\n`,
    );
    // systemd's fork cannot become the program before somebody opens the other end.
    machine.writeUnit(
      'held.service',
      `${service}StandardInput=file:/run/gate.fifo\nExecStart=sleep 1000\n`,
    );
    machine.writeUnit(
      'fast.service',
      `[Unit]\nStartLimitIntervalSec=0\n${service}ExecStart=sleep 1000\n`,
    );
    writeFileSync(machine.outside('/run/key.env'), 'KEY=one\n');
    await machine.must('mkfifo', ['/run/gate.fifo']);
    await machine.must('systemctl', ['daemon-reload']);
  });
  afterAll(() => machine?.stop());

  async function look(unit: string): Promise<Told> {
    return JSON.parse(await machine.must(process.execPath, [script, unit])) as Told;
  }

  test('are told by the unit, each with what it was started with', async () => {
    await machine.must('systemctl', ['start', 'pine@ES']);
    await until('both sleepers', async () => {
      const { told } = await look('pine@ES.service');
      return told.length === 2 && told.every((each) => each.program === 'sleep') ? told : undefined;
    });
    writeFileSync(machine.outside('/run/key.env'), 'KEY=two\n');
    const { told } = await look('pine@ES.service');
    expect(told.map(({ program, key }) => [program, key])).toEqual([
      ['sleep', 'one'],
      ['sleep', 'one'],
    ]);
    expect((await look('pine@NQ.service')).told).toEqual([]);
  });

  test('belong to it in a group that it made itself, too', async () => {
    await machine.must('systemctl', ['start', 'sub']);
    const [only] = await until('the sleeper', async () => {
      const { told } = await look('sub.service');
      return told[0]?.program === 'sleep' ? told : undefined;
    });
    const cgroup = await machine.must('cat', [`/proc/${only?.pid}/cgroup`]);
    expect(cgroup).toContain('/system.slice/sub.service/own\n');
  });

  test('are waited for while they are systemd’s fork, and never told by its environment', async () => {
    await machine.must('systemctl', ['start', '--no-block', 'held']);
    const waited = await until('the fork', async () => {
      const answer = await look('held.service');
      return answer.told.length > 0 ? answer : undefined;
    });
    expect(waited.told[0]).toMatchObject({ program: 'systemd', key: 'starting' });
    expect(waited.milliseconds).toBeGreaterThan(1990);
    const looking = look('held.service');
    await machine.must('sh', ['-c', 'sleep 0.4; exec 3>/run/gate.fifo']);
    const opened = await looking;
    expect(opened.told[0]).toMatchObject({
      pid: waited.told[0]?.pid,
      key: expect.stringMatching('one|two'),
    });
    expect(opened.milliseconds).toBeLessThan(1900);
  });

  test('never show systemd’s own environment, however early one looks', async () => {
    const looking = machine.must(process.execPath, [hunt]);
    for (let round = 0; round < 60; round++) await machine.must('systemctl', ['restart', 'fast']);
    const { early, told } = JSON.parse(await looking) as { early: number; told: readonly string[] };
    // Without waiting it would have been shown.
    expect(early).toBeGreaterThan(0);
    expect(told).toContain('ours');
    expect(told.filter((each) => !['ours', 'gone'].includes(each))).toEqual([]);
  });

  test('of systemd itself are read at once', async () => {
    const { told, milliseconds } = await look('init.scope');
    expect(told).toMatchObject([{ pid: 1, program: 'systemd' }]);
    expect(milliseconds).toBeLessThan(1000);
  });
});
