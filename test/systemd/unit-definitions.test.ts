import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readUnit } from '../../src/domain/units/read-unit.ts';
import type { UnitReading } from '../../src/domain/units/unit-reading.ts';
import { wordsOf } from '../../src/domain/units/unit-words.ts';
import type { World } from '../../src/domain/world.ts';
import { lookAtUnitFiles } from '../../src/steps/look-at-unit-files.ts';
import { aHost } from '../commands/a-host.ts';
import { aWorld } from '../domain/a-world.ts';
import { scratch } from '../scratch.ts';
import { bootSystemd, type Machine } from './machine.ts';
import { noSystemd } from './missing.ts';
import { type Definition, definitions } from './nasty-units.ts';

/** What systemd and we say of a unit, in the same words. */
interface Said {
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly environment: readonly string[];
  readonly start: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
}

const places = ['/run/systemd/transient', '/etc/systemd/system', '/run/systemd/system'];
const settings = ['Type', 'User', 'UMask', 'Restart', 'NotifyAccess', 'MemoryDenyWriteExecute'];

describe.skipIf(noSystemd)(`unit definitions (${noSystemd ?? 'as systemd merges them'})`, () => {
  let machine: Machine;
  let copy: string;
  beforeAll(async () => {
    machine = await bootSystemd();
    copy = scratch();
    for (const definition of [...definitions, masked]) {
      lay(machine.outside, definition);
      // The way into the machine is a link that no path can be followed through.
      lay((path) => join(copy, path), definition);
    }
    await machine.must('systemctl', ['daemon-reload']);
  });
  afterAll(() => machine?.stop());

  test.each(definitions.map((one) => [one.about, one] as const))('%s', async (_about, one) => {
    expect(await ours(copy, one.unit)).toEqual(await theirs(machine, one.unit));
  });

  test.each(['y-empty.service', 'z-masked.service'])('%s is switched off', async (unit) => {
    const load = await machine.must('systemctl', ['show', '-P', 'LoadState', unit]);
    expect([load, (await seen(copy, unit)).size]).toEqual(['masked\n', 0]);
  });
});

const masked: Definition = {
  about: 'units that are switched off',
  unit: '',
  files: { 'y-empty.service': '' },
  links: { 'z-masked.service': '/dev/null' },
};

function lay(at: (path: string) => string, { files, links = {} }: Definition): void {
  const place = (name: string) => {
    const path = at(name.startsWith('/') ? name : `/etc/systemd/system/${name}`);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(place(name), text);
  for (const [name, target] of Object.entries(links)) symlinkSync(target, place(name));
}

async function seen(copy: string, unit: string): Promise<World['unitFiles']> {
  const world = aWorld({ profiles: { paper: { units: [unit] }, live: null } });
  const directories = places.map((path) => join(copy, path));
  return (await lookAtUnitFiles(aHost(), world, directories)).unitFiles;
}

async function ours(copy: string, unit: string): Promise<Said> {
  const [one] = [...(await seen(copy, unit))];
  if (one === undefined) throw new Error(`${unit} was not found`);
  const [name, files] = one;
  const reading = readUnit(name, files);
  return {
    files: files.map(({ path }) => path.slice(copy.length)),
    envFiles: reading.envFiles.map(
      ({ path, optional }) => `${path} (ignore_errors=${optional ? 'yes' : 'no'})`,
    ),
    environment: reading.environment.map(({ key, value }) => `${key}=${value.reveal()}`).sort(),
    start: reading.exec.ExecStart.map(({ words }) => words.join(' ')),
    settings: Object.fromEntries(settings.map((setting) => [setting, settingOf(reading, setting)])),
  };
}

const defaults: Readonly<Record<string, string>> = {
  Type: 'simple',
  UMask: '0022',
  Restart: 'no',
  NotifyAccess: 'none',
  MemoryDenyWriteExecute: 'no',
};

function settingOf({ settings: said }: UnitReading, name: string): string {
  const text = said[name as keyof typeof said]?.text ?? defaults[name] ?? '';
  if (name === 'MemoryDenyWriteExecute') return /^(?:1|yes|true|on)$/i.test(text) ? 'yes' : 'no';
  return name === 'UMask' ? text.padStart(4, '0') : text;
}

async function theirs(machine: Machine, unit: string): Promise<Said> {
  const names = ['FragmentPath', 'DropInPaths', 'EnvironmentFiles', 'Environment', 'ExecStart'];
  const asked = [...names, ...settings].flatMap((name) => ['-p', name]);
  const told = await machine.must('systemctl', ['show', ...asked, unit]);
  const all = (name: string) =>
    [...told.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value ?? '');
  const one = (name: string) => all(name)[0] ?? '';
  return {
    files: [
      one('FragmentPath'),
      ...one('DropInPaths')
        .split(' ')
        .filter((path) => path !== ''),
    ],
    envFiles: all('EnvironmentFiles'),
    // Shown quoted for a shell: the dollar and the backtick too.
    environment: [...wordsOf(one('Environment').replaceAll(/\\([$`])/g, '$1')).words].sort(),
    start: all('ExecStart').map(
      // The first of the words is what the program is to call itself.
      (line) => line.replace(/^\{ path=(.*?) ; argv\[\]=\S*(.*?) ; ignore_errors=.*$/, '$1$2'),
    ),
    settings: Object.fromEntries(settings.map((setting) => [setting, one(setting)])),
  };
}
