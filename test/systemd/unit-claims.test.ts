import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootSystemd, type Machine } from './machine.ts';
import { noSystemd } from './missing.ts';

/** What findings about units say of systemd and Node, shown on the real ones. */
describe.skipIf(noSystemd)(`what unit findings claim (${noSystemd ?? 'on systemd'})`, () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await bootSystemd();
  });
  afterAll(() => machine?.stop());

  const tell = (name: string) => machine.must('cat', [`/run/${name}`]);
  const file = (name: string, text: string) => writeFileSync(machine.outside(`/run/${name}`), text);

  /** Starts a unit and tells what systemd says of it once it has come to rest. */
  async function started(unit: string, ...lines: readonly string[]) {
    machine.writeUnit(`${unit}.service`, `[Service]\n${lines.join('\n')}\n`);
    await machine.must('systemctl', ['daemon-reload']);
    await machine.run('systemctl', ['start', unit]);
    await machine.run('sleep', ['0.7']);
    const names = ['Result', 'ActiveState', 'NRestarts', 'ExecMainStatus'];
    const told = await machine.must('systemctl', [
      'show',
      ...names.flatMap((name) => ['-p', name]),
      unit,
    ]);
    return Object.fromEntries(
      told
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    );
  }

  const node = `ExecStart=${process.execPath} -e 0`;
  const refusing = 'ExecStart=/bin/sh -c "exit 78"';
  const again = ['Restart=on-failure', 'RestartSec=50ms'];

  test('unit-gate-cannot-run: Node dies of a signal where no memory may become code', async () => {
    expect(await started('open', node, 'Type=oneshot')).toMatchObject({ Result: 'success' });
    expect(
      await started('denied', node, 'Type=oneshot', 'MemoryDenyWriteExecute=yes'),
    ).toMatchObject({
      Result: 'signal',
      ActiveState: 'failed',
    });
  });

  const heard = `ExecStart=/bin/sh -c "python3 -c \\"import socket,os; socket.socket(1,2).sendto(b'READY=1', os.environ['NOTIFY_SOCKET'])\\"; sleep 60"`;
  test('unit-gate-cannot-run: a child is heard with NotifyAccess=all only', async ({ skip }) => {
    const { code } = await machine.run('python3', ['--version']);
    if (code !== 0) skip('skipped: needs python3');
    const notify = [heard, 'Type=notify', 'TimeoutStartSec=2'];
    expect(await started('unheard', ...notify)).toMatchObject({ Result: 'timeout' });
    expect(await started('heard', ...notify, 'NotifyAccess=all')).toMatchObject({
      ActiveState: 'active',
    });
  });

  test('unit-refusal-restarts: 78 is one failure among others unless it is named', async () => {
    expect(Number((await started('loops', refusing, ...again)).NRestarts)).toBeGreaterThan(1);
    for (const code of ['78', 'CONFIG']) {
      expect(
        await started(`stays-${code}`, refusing, ...again, `RestartPreventExitStatus=${code}`),
      ).toMatchObject({ NRestarts: '0', ExecMainStatus: '78', Result: 'exit-code' });
    }
  });

  test('unit-stop-reads-keys: what stops a unit has the keys of the next one', async () => {
    file('keys', 'KEY=old\n');
    const hook = `ExecStop=/bin/sh -c 'echo $KEY >/run/said'`;
    await started('hook', 'EnvironmentFile=/run/keys', 'ExecStart=sleep 60', hook);
    file('keys', 'KEY=new\n');
    await machine.must('systemctl', ['stop', 'hook']);
    expect(await tell('said')).toBe('new\n');
  });

  test('unit-overrides-key: a file wins over Environment=, which comes back when the file lacks the key', async () => {
    const say = ['Type=oneshot', `ExecStart=/bin/sh -c 'echo $KEY >/run/said'`];
    const lines = [...say, 'EnvironmentFile=/run/own', 'Environment=KEY=unit'];
    file('own', 'KEY=file\n');
    await started('first', ...lines);
    expect(await tell('said')).toBe('file\n');
    file('own', 'OTHER=file\n');
    await started('second', ...lines);
    expect(await tell('said')).toBe('unit\n');
    file('own', 'KEY=file\n');
    await started('third', ...lines, 'UnsetEnvironment=KEY');
    expect(await tell('said')).toBe('\n');
  });
});
