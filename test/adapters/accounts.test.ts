import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accountsOf } from '../../src/adapters/accounts.ts';
import { directoryEntry } from '../../src/adapters/getent.ts';
import { processFacts } from './process-facts.ts';

const accounts = accountsOf(processFacts());
const passwd = readFileSync('/etc/passwd', 'utf8').trimEnd().split('\n');
const groups = readFileSync('/etc/group', 'utf8').trimEnd().split('\n');
const nobodys = [
  'no-such-account',
  '',
  '-',
  '--help',
  '-h',
  'root:x',
  'root\n',
  '*',
  'a b',
  '../x',
];

describe('a user', () => {
  test('is found by name and by number, with the primary group and the home', async () => {
    for (const line of passwd) {
      const [name = '', , uid, gid, , home] = line.split(':');
      const first = passwd.find((other) => other.split(':')[2] === uid)?.split(':')[0];
      expect(await accounts.user(name)).toEqual({
        name,
        uid: Number(uid),
        gid: Number(gid),
        home,
      });
      expect((await accounts.user(Number(uid)))?.name).toBe(first);
    }
  });

  test.each(nobodys)('named %j is unknown', async (name) => {
    expect(await accounts.user(name)).toBeUndefined();
  });

  test('with a number nobody has is unknown', async () => {
    expect(await accounts.user(4_242_424)).toBeUndefined();
    expect(await accounts.user(-1)).toBeUndefined();
  });
});

describe('a group', () => {
  test('is found by name', async () => {
    for (const line of groups) {
      const [name = '', , gid] = line.split(':');
      expect(await accounts.gidOf(name)).toBe(Number(gid));
    }
  });

  test('given as a number is that number, known or not', async () => {
    expect(await accounts.gidOf(0)).toBe(0);
    expect(await accounts.gidOf(4_242_424)).toBe(4_242_424);
  });

  test.each(nobodys)('named %j is unknown', async (name) => {
    expect(await accounts.gidOf(name)).toBeUndefined();
  });
});

describe('the system’s directory', () => {
  test('answers as the local file does', () => {
    expect(directoryEntry('passwd', 'root')).toMatch(/^root:[^:]*:0:0:/);
    expect(directoryEntry('passwd', '0')).toMatch(/^root:[^:]*:0:0:/);
    expect(directoryEntry('group', '0')?.split(':')[2]).toBe('0');
  });

  test.each(nobodys.filter((name) => name !== ''))('knows no %j', (name) => {
    expect(directoryEntry('passwd', name)).toBeUndefined();
    expect(directoryEntry('group', name)).toBeUndefined();
  });
});

describe('who runs us', () => {
  test('is the effective account, whatever sudo claims', () => {
    const facts = processFacts({ euid: 7, egid: 8, environment: { SUDO_USER: 'ann' } });
    expect(accountsOf(facts)).toMatchObject({ uid: 7, gid: 8, sudoUser: 'ann' });
    expect('sudoUser' in accountsOf(processFacts({ environment: {} }))).toBe(false);
  });
});
