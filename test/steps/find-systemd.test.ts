import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diskOver } from '../../src/adapters/disk.ts';
import { fail } from '../../src/errors.ts';
import { findSystemd } from '../../src/steps/find-systemd.ts';

/** A disk of directories with file names in them, and a note of which were listed. */
function listing(tree: Readonly<Record<string, readonly string[]>>) {
  const listed: string[] = [];
  const list = (path: string) => {
    listed.push(path);
    return tree[path] ?? [];
  };
  return { list, listed };
}

const library = (version: string) => [`libsystemd-shared-${version}.so`, 'systemd'];

describe('the systemd of this host', () => {
  test.each([
    '/usr/lib/systemd',
    '/lib/systemd',
    '/usr/lib64/systemd',
    '/usr/lib/x86_64-linux-gnu/systemd',
    '/usr/lib/arm-linux-gnueabihf/systemd',
    '/usr/lib/aarch64-linux-musl/systemd',
  ])('is known by its library in %s', (place) => {
    const usrLib = place.split('/')[3] ?? '';
    expect(findSystemd(listing({ [place]: library('252'), '/usr/lib': ['git', usrLib] }))).toBe(
      '252',
    );
  });

  test('is one when two places are the same directory, and unknown when they differ', () => {
    const both = (version: string) =>
      listing({ '/usr/lib/systemd': library('257.4'), '/lib/systemd': library(version) });
    expect(findSystemd(both('257.4'))).toBe('257');
    expect(findSystemd(both('258.1'))).toBeUndefined();
  });

  test('is unknown when there is none, and no other directory is looked at', () => {
    const disk = listing({ '/usr/lib': ['x86_64-linux-gnu', 'git-core', 'systemd', '..'] });
    expect(findSystemd(disk)).toBeUndefined();
    expect(disk.listed.sort()).toEqual([
      '/lib/systemd',
      '/usr/lib',
      '/usr/lib/systemd',
      '/usr/lib/x86_64-linux-gnu/systemd',
      '/usr/lib64/systemd',
    ]);
  });

  test('is unknown when a place may not be listed: another one may lie there', () => {
    const denied = { kind: 'unsafe-file', rule: 'x', message: 'x', remedy: 'x' } as const;
    const list = (path: string) => (path === '/lib/systemd' ? fail(denied) : library('252'));
    expect(findSystemd({ list })).toBeUndefined();
  });

  const said = /^systemd (\d+)/.exec(
    spawnSync('systemctl', ['--version'], { encoding: 'utf8' }).stdout ?? '',
  );
  test.skipIf(said === null)(
    'is the one that systemctl speaks of (skipped: needs systemctl of systemd)',
    () => {
      expect(findSystemd(diskOver(fs))).toBe(said?.[1]);
    },
  );
});
