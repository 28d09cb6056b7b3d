import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bootSystemd, type Machine } from './machine.ts';
import { noSystemd } from './missing.ts';

const shipped = resolve(import.meta.dirname, '../../Deployment/systemd');
const root = '/run/opt/pine';

/** What the gate leaves behind of how it was started; then the worker is its child. */
const gate = `#!/usr/bin/env node
const { readFileSync, writeFileSync } = require('node:fs');
const { spawn } = require('node:child_process');
const may = (path) => { try { writeFileSync(path, 'x'); return 'may write'; } catch ({ code }) { return code; } };
const inherited = readFileSync('/proc/self/environ', 'latin1').includes('KEY=linked');
const config = may('${root}/runtime/config.yml');
writeFileSync('${root}/runtime/seen', JSON.stringify({ inherited, config, uid: process.getuid() }));
writeFileSync('/run/pine/heartbeat', '');
const [program, ...words] = process.argv.slice(process.argv.indexOf('--') + 1);
spawn(program, words, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
`;

describe.skipIf(noSystemd)(`the shipped units (${noSystemd ?? 'on systemd'})`, () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await bootSystemd();
    file(`${root}/runtime/config.yml`, '{}\n');
    file(`${root}/Deployment/env/pine-trader.env`, 'KEY=linked\n');
    file('/run/opt/pine-env', gate, 0o755);
    file('/run/opt/logger', '#!/bin/sh\necho "$@" >>/run/opt/alerts\n', 0o755);
    // By names of its own: a status that runs beside this test takes our workers for the host's.
    for (const name of [
      'pine-worker@.service',
      'pine-env-status@.service',
      'pine-env-alert@.service',
    ])
      machine.writeUnit(
        name.replace(/^pine-(?=worker|env-status)/, 'shipped-'),
        adapted(readFileSync(`${shipped}/${name}`, 'utf8')),
      );
    await machine.must('chown', ['-R', 'nobody', `${root}/runtime`]);
    await machine.must('systemctl', ['daemon-reload']);
  });
  afterAll(() => machine?.stop());

  function file(path: string, text: string, mode = 0o644): void {
    mkdirSync(dirname(machine.outside(path)), { recursive: true, mode: 0o755 });
    writeFileSync(machine.outside(path), text, { mode });
  }

  test('the worker runs behind a gate that is Node, with the linked keys, and may not write its config', async () => {
    await machine.must('systemctl', ['start', 'shipped-worker@ES']);
    await machine.must('sh', ['-c', `until [ -s ${root}/runtime/seen ]; do sleep 0.05; done`]);
    expect(JSON.parse(await machine.must('cat', [`${root}/runtime/seen`]))).toEqual({
      inherited: true,
      config: 'EROFS',
      uid: 65534,
    });
    expect(await machine.must('systemctl', ['is-active', 'shipped-worker@ES'])).toBe('active\n');
    expect(await machine.must('stat', ['-c', '%a', '/run/pine', '/run/pine/heartbeat'])).toBe(
      '750\n600\n',
    );
  });

  test('a status that says no is told to everybody, by its name', async () => {
    file('/run/opt/pine-env', '#!/bin/sh\nexit 1\n', 0o755);
    const { code } = await machine.run('systemctl', ['start', 'shipped-env-status@paper.service']);
    expect(code).toBe(1);
    await machine.must('sh', ['-c', 'until [ -s /run/opt/alerts ]; do sleep 0.05; done']);
    expect(await machine.must('cat', ['/run/opt/alerts'])).toMatch(
      /--priority daemon\.emerg shipped-env-status@paper\.service has failed/,
    );
  });
});

/** The machine has neither our program nor our account, and of its disk only /run may be written. */
function adapted(text: string): string {
  return text
    .replaceAll('=pine\n', '=nobody\n')
    .replace('Group=nobody', 'Group=nogroup')
    .replace('RuntimeDirectory=nobody', 'RuntimeDirectory=pine')
    .replaceAll('/opt/pine/venv/bin/python -m runner.live_worker %i', '/usr/bin/env sleep 60')
    .replaceAll('/usr/local/bin/pine-env', '/run/opt/pine-env')
    .replaceAll('/usr/bin/logger', '/run/opt/logger')
    .replaceAll(/(?<=[ =-])\/opt\/pine(?=[/ \n])/g, root);
}
