import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { UnitFacts } from '../../src/domain/units/unit-facts.ts';
import { fail } from '../../src/errors.ts';
import type { Disk } from '../../src/ports.ts';
import { lookAtUnitFiles } from '../../src/steps/look-at-unit-files.ts';
import { aHost, realDisk } from '../commands/a-host.ts';
import { aWorld, type Setup } from '../domain/a-world.ts';
import { scratch } from '../scratch.ts';

/** A scratch host: two directories of units, a root, and what stands elsewhere. */
function aPlace(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
) {
  const home = scratch();
  const at = (name: string) => {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    return join(home, name);
  };
  for (const [name, text] of Object.entries(files))
    writeFileSync(at(name), text.replaceAll('@@', home));
  for (const [name, target] of Object.entries(links))
    symlinkSync(target.replace('@@', home), at(name));
  const directories = ['absent', 'etc', 'usr'].map((name) => join(home, name));
  const root = { path: join(home, 'root'), source: '--root' } as const;
  const look = async (units: readonly string[], setup: Setup = {}, host = aHost()) => {
    const world = aWorld({ root, profiles: { paper: { units }, live: null }, ...setup });
    const seen = await lookAtUnitFiles(host, world, directories);
    const found = [...seen.unitFiles].map(([unit, all]) => [
      unit,
      ...all.map(({ path }) => path.slice(home.length + 1)),
    ]);
    const named = [...seen.unitPlaces.files].map(([path, all]) => [
      path.slice(home.length + 1),
      ...all.map(({ through }) => through.join(' > ')),
    ]);
    return { ...seen, found, named };
  };
  return { home, look };
}

const unit = '[Service]\nExecStart=/bin/true\n';

describe('the unit files of a profile', () => {
  test('are those of an instance, of its template where no instance is known', async () => {
    const { look } = aPlace({ 'usr/w@.service': unit, 'etc/w@.service.d/a.conf': unit });
    expect((await look(['w@*.service'])).found).toEqual([
      ['w@.service', 'usr/w@.service', 'etc/w@.service.d/a.conf'],
    ]);
    expect((await look(['w@ES.service'])).found).toEqual([
      ['w@ES.service', 'usr/w@.service', 'etc/w@.service.d/a.conf'],
    ]);
  });

  test('are those of every instance that is started at boot, or has drop-ins', async () => {
    const { look } = aPlace(
      { 'usr/w@.service': unit, 'etc/w@NQ.service.d/a.conf': unit },
      { 'etc/multi-user.target.wants/w@ES.service': '../../usr/w@.service' },
    );
    expect((await look(['w@*.service'])).found).toEqual([
      ['w@ES.service', 'usr/w@.service'],
      ['w@NQ.service', 'usr/w@.service', 'etc/w@NQ.service.d/a.conf'],
    ]);
  });

  test('are none for what is not there, is switched off, or is no unit that reads env files', async () => {
    const { look } = aPlace({ 'etc/x.timer': '' }, { 'etc/off.service': '/dev/null' });
    expect((await look(['no@*.service', 'no.service', 'off.service', 'x.timer'])).found).toEqual(
      [],
    );
  });

  test('are those that the manager has loaded, where it says so; the disk tells of the rest', async () => {
    const { home, look } = aPlace({
      'old.service': unit,
      'etc/a.service': unit,
      'etc/b.service': unit,
      'drop.conf': unit,
    });
    const facts = { unit: 'a.service', load: 'loaded', fragment: join(home, 'old.service') };
    const units = [{ ...facts, dropIns: [join(home, 'drop.conf')] } as unknown as UnitFacts];
    const manager = { kind: 'answered', units } as const;
    const running = { manager, canLook: true, processes: [], configs: new Map() };
    expect((await look(['a.service', 'b.service'], { running })).found).toEqual([
      ['a.service', 'old.service', 'drop.conf'],
      ['b.service', 'etc/b.service'],
    ]);
  });

  test('are told as unreadable where they are, and nothing is thrown', async () => {
    const { look } = aPlace({ 'etc/a.service': unit }, { 'etc/b.service': 'nowhere' });
    const texts = async (name: string, disk: Disk) =>
      (await look([name], {}, aHost({ disk }))).unitFiles.get(name)?.map(({ text }) => text);
    const no = (): never =>
      fail({ kind: 'unsafe-file', rule: 'r', message: 'no', remedy: 'look', errno: 'EACCES' });
    expect(await texts('b.service', realDisk)).toEqual([undefined]);
    expect(await texts('a.service', { ...realDisk, open: no })).toEqual([undefined]);
    expect(await texts('a.service', { ...realDisk, list: no })).toBeUndefined();
  });

  test('cost next to nothing on a host that has none', async () => {
    const world = aWorld();
    await lookAtUnitFiles(aHost(), world);
    const began = performance.now();
    for (let time = 0; time < 20; time++) await lookAtUnitFiles(aHost(), world);
    expect((performance.now() - began) / 20).toBeLessThan(10);
  });
});

describe('what unit files point at', () => {
  const env = 'root/Deployment/env';
  const reading = (...paths: readonly string[]) =>
    `[Service]\n${paths.map((path) => `EnvironmentFile=@@/${path}\n`).join('')}`;

  test('is followed through every link to the env directory', async () => {
    const { look } = aPlace(
      {
        'etc/a.service': reading(
          `${env}/pine-trader.env`,
          'my.env',
          'alias/env/pine-trader.env',
          `${env}/p.env`,
        ),
        [`${env}/p.env`]: '',
      },
      {
        [`${env}/pine-trader.env`]: 'p.env',
        'my.env': `@@/${env}/pine-trader.env`,
        alias: 'root/Deployment',
      },
    );
    expect((await look(['a.service'])).named).toEqual([
      [`${env}/pine-trader.env`, 'pine-trader.env > p.env'],
      ['my.env', 'pine-trader.env > p.env'],
      ['alias/env/pine-trader.env', 'pine-trader.env > p.env'],
      [`${env}/p.env`, 'p.env'],
    ]);
  });

  test('is read only where it is none of the root\u2019s own', async () => {
    const { home, look } = aPlace({
      'etc/a.service': reading('x.env', `${env}/p.env`, 'missing.env'),
      'x.env': 'A=1\n',
      [`${env}/p.env`]: 'A=2\n',
    });
    const { unitPlaces } = await look(['a.service']);
    const contents = [...unitPlaces.files.values()].map(([one]) => one?.content?.read('systemd'));
    expect(contents.map((reading) => reading?.kind)).toEqual(['read', undefined, undefined]);
    expect(unitPlaces.files.has(join(home, 'missing.env'))).toBe(true);
  });

  test('is all that a wildcard matches, but for hidden files; links in a circle end', async () => {
    const { look } = aPlace(
      {
        'etc/a.service': reading(`${env}/*.env`, 'none/*.env', 'ring.env'),
        [`${env}/b.env`]: '',
        [`${env}/a.env`]: '',
        [`${env}/.hidden.env`]: '',
        [`${env}/c.txt`]: '',
      },
      { 'ring.env': 'ring.env' },
    );
    expect((await look(['a.service'])).named).toEqual([
      [`${env}/*.env`, 'a.env', 'b.env'],
      ['none/*.env'],
      ['ring.env', ''],
    ]);
  });

  test('is an account with a number, where the host knows it', async () => {
    const { look } = aPlace({
      'etc/a.service': `[Service]\nUser=ann\n`,
      'etc/b.service': `[Service]\nUser=who\n`,
    });
    const user = async (name: string | number) =>
      name === 'ann' ? { name, uid: 1234, gid: 1 } : undefined;
    const host = aHost();
    const { unitPlaces } = await look(
      ['a.service', 'b.service'],
      {},
      { ...host, accounts: { ...host.accounts, user } },
    );
    expect([...unitPlaces.users]).toEqual([
      ['root', 0],
      ['ann', 1234],
    ]);
  });
});
