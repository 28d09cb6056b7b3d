import { describe, expect, it } from 'vitest';
import { readUnit, saysYes } from '../../../src/domain/units/read-unit.ts';
import type { UnitFile } from '../../../src/domain/units/unit-file.ts';
import type { UnitReading } from '../../../src/domain/units/unit-reading.ts';

const files = (...texts: readonly (string | undefined)[]): readonly UnitFile[] =>
  texts.map((text, at) => ({ path: `/u/${at}`, text }));
const read = (...texts: readonly string[]): UnitReading =>
  readUnit('pine-worker@ES.service', files(...texts.map((text) => `[Service]\n${text}`)));
const environment = (reading: UnitReading) =>
  reading.environment.map(({ key, value, where }) => [key, value.reveal(), where]);

// What systemd itself makes of nastier ones: test/systemd/unit-definitions.test.ts.
describe('the files of a unit', () => {
  it('tell where each thing stands, by file and line', () => {
    const reading = read('EnvironmentFile=/a\n\nEnvironmentFile=-/b/%i', 'UMask=0077');
    expect(reading.envFiles).toEqual([
      { path: '/a', optional: false, open: false, where: '/u/0:2' },
      { path: '/b/ES', optional: true, open: false, where: '/u/0:4' },
    ]);
    expect(reading.settings.UMask).toEqual({ text: '0077', where: '/u/1:2' });
    expect([reading.unit, reading.path, reading.whole]).toEqual([
      'pine-worker@ES.service',
      '/u/0',
      true,
    ]);
  });

  it('are merged in their order: lists grow, an empty one starts again, one value replaces another', () => {
    const reading = read('Environment=A=1 B=2\nRestart=always', 'Environment=A=3', 'Restart=no');
    expect(environment(reading)).toEqual([
      ['B', '2', '/u/0:2'],
      ['A', '3', '/u/1:2'],
    ]);
    expect(reading.settings.Restart?.text).toBe('no');
    expect(environment(read('Environment=A=1', 'Environment=\nEnvironment=C=1'))).toEqual([
      ['C', '1', '/u/1:3'],
    ]);
  });

  it('name the line at which a statement of several lines begins', () => {
    const reading = read('Environment=A=1 \\\n# no\n  B=2\nUser=x');
    expect(environment(reading)).toEqual([
      ['A', '1', '/u/0:2'],
      ['B', '2', '/u/0:2'],
    ]);
    expect(reading.settings.User?.where).toBe('/u/0:5');
  });

  it.each([
    ['quotes', '"/a"'],
    ['a relative path', 'a.env'],
    ['a way up', '/a/../b'],
    ['a specifier that is none', '/a/%Z'],
  ])('keep apart an env file that systemd ignores: %s', (_what, value) => {
    const { envFiles, ignoredEnvFiles } = read(`EnvironmentFile=${value}`);
    expect([envFiles, ignoredEnvFiles]).toEqual([[], [{ text: value, where: '/u/0:2' }]]);
  });

  it('say where a path cannot be told: of the host, or of a template', () => {
    const open = (unit: string, value: string) =>
      readUnit(unit, files(`[Service]\nEnvironmentFile=${value}`)).envFiles[0]?.open;
    expect(open('a@b.service', '/%H.env')).toBe(true);
    expect(open('a@.service', '/%i.env')).toBe(true);
    expect(open('a@.service', '/%p.env')).toBe(false);
    expect(open('a.service', '/%i.env')).toBe(false);
  });

  it('hold commands, their prefixes and what else is started from them', () => {
    const { exec } = read(
      'ExecStart=-@/bin/a zero one ; +/bin/b "x y"',
      'ExecStart=/bin/c %i',
      'ExecStop=/bin/d',
      'ExecReload=/bin/e\nExecReload=',
    );
    expect(exec.ExecStart).toEqual([
      { words: ['/bin/a', 'one'], prefixes: '-@', where: '/u/0:2' },
      { words: ['/bin/b', 'x y'], prefixes: '+', where: '/u/0:2' },
      { words: ['/bin/c', 'ES'], prefixes: '', where: '/u/1:2' },
    ]);
    expect([exec.ExecStop.length, exec.ExecReload.length]).toEqual([1, 0]);
  });

  it('take away variables by name or by value, and pass others on', () => {
    const { unset, passed, notRestartedOn } = read(
      'UnsetEnvironment=A B=1\nPassEnvironment=C D\nRestartPreventExitStatus=78 SIGKILL',
    );
    expect(unset.map(({ key, value }) => [key, value?.reveal()])).toEqual([
      ['A', undefined],
      ['B', '1'],
    ]);
    expect(passed.map(({ word }) => word)).toEqual(['C', 'D']);
    expect(notRestartedOn.map(({ word }) => word)).toEqual(['78', 'SIGKILL']);
  });

  it('are not whole when one cannot be read or breaks off', () => {
    expect(readUnit('a.service', files('[Service]\n', undefined)).whole).toBe(false);
    expect(readUnit('a.service', files('[Service\nUser=x')).whole).toBe(false);
  });

  it('never show a value', () => {
    const reading = read('Environment=A=opensesame');
    expect(JSON.stringify(reading)).not.toContain('opensesame');
  });

  it('are read in time that grows with their size', () => {
    const lines = Array.from({ length: 4000 }, (_, at) => `Environment=K${at % 50}=${at}`);
    const began = performance.now();
    expect(
      read(lines.join('\n'), `ExecStart=/bin/a ${'"x" '.repeat(20_000)}`).environment,
    ).toHaveLength(50);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it.each([
    ['yes', true],
    ['ON', true],
    ['1', true],
    ['no', false],
    ['off', false],
  ])('say yes or no: %s', (word, yes) => {
    expect(saysYes(read(`DynamicUser=${word}`).settings.DynamicUser)).toBe(yes);
  });
});
