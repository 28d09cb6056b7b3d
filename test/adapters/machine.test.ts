import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import { thisMachine } from '../../src/adapters/machine.ts';
import { processFacts } from './process-facts.ts';

/** The name of a uid by the local file; a container may have none. */
function nameOf(uid: number): string | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.find((line) => line.split(':')[2] === String(uid))?.split(':')[0];
}

const isLinux = existsSync('/proc/self/loginuid');

describe('the machine', () => {
  test('tells its host and where we are', () => {
    expect(thisMachine(processFacts({ workingDirectory: '/somewhere' }))).toMatchObject({
      host: hostname(),
      workingDirectory: '/somewhere',
    });
  });

  test('tells the root variable only when there is one, an empty one too', () => {
    const rootOf = (environment: object) =>
      thisMachine(processFacts({ environment: { ...environment } })).rootVariable;
    expect(rootOf({ PINE_ENV_ROOT: '/r' })).toBe('/r');
    expect(rootOf({ PINE_ENV_ROOT: '' })).toBe('');
    expect(rootOf({})).toBeUndefined();
  });

  test.each([
    [{ HOME: '/home/ann' }, '/home/ann', '/home/ann/.config/pine-env'],
    [{ HOME: '/h', XDG_CONFIG_HOME: '/etc/ann/' }, '/h', '/etc/ann/pine-env'],
    [{ HOME: '/h', XDG_CONFIG_HOME: 'relative' }, '/h', '/h/.config/pine-env'],
    [{ HOME: '/h', XDG_CONFIG_HOME: '' }, '/h', '/h/.config/pine-env'],
    [{ HOME: 'relative' }, undefined, undefined],
    [{ XDG_CONFIG_HOME: '/c' }, undefined, '/c/pine-env'],
    [{}, undefined, undefined],
  ])('tells from %j where our own root would be', (environment, home, userRoot) => {
    const machine = thisMachine(processFacts({ environment: { ...environment } }));
    expect([machine.home, machine.userRoot]).toEqual([home, userRoot]);
  });

  test.each([
    [{ GITHUB_ACTIONS: 'true', CI: 'true' }, 'github-actions'],
    [{ CI: 'true' }, 'other'],
    [{ CI: '1' }, 'other'],
    [{ CI: 'false' }, undefined],
    [{ CI: '' }, undefined],
    [{}, undefined],
  ])('tells from %j whether a person looks on', (environment, automation) => {
    expect(thisMachine(processFacts({ environment: { ...environment } })).automation).toBe(
      automation,
    );
  });
});

describe('who acts', () => {
  test('is told by the kernel, apart from what is claimed', () => {
    const environment = { SUDO_USER: 'ann', SSH_CONNECTION: '10.0.0.1 5 10.0.0.2 22', USER: 'eve' };
    const { kernel, claimed } = thisMachine(processFacts({ uid: 5, euid: 6, environment })).actor();
    expect(kernel).toMatchObject({ uid: 5, euid: 6, pid: process.pid });
    expect(kernel.user ?? 'nobody’s').toBe(nameOf(process.getuid?.() ?? -1) ?? 'nobody’s');
    expect(claimed).toEqual({ sudoUser: 'ann', ssh: '10.0.0.1 5 10.0.0.2 22' });
    expect(JSON.stringify({ kernel, claimed })).not.toContain('eve');
  });

  test.skipIf(!isLinux)('carries the boot and the parent’s name (skipped: needs /proc)', () => {
    const { kernel } = thisMachine(processFacts({ parentPid: process.pid })).actor();
    expect(kernel.bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(kernel.parent).toBe(readFileSync('/proc/self/comm', 'utf8').trim());
  });

  test('leaves out what cannot be read, and never guesses', () => {
    const { kernel, claimed } = thisMachine(processFacts({ parentPid: 2 ** 30 })).actor();
    expect('parent' in kernel).toBe(false);
    expect(claimed).toEqual({});
    expect(Object.values(kernel)).not.toContain(undefined);
  });

  test.skipIf(!isLinux)(
    'has a login uid only where somebody logged in (skipped: needs /proc)',
    () => {
      const told = Number(readFileSync('/proc/self/loginuid', 'utf8'));
      const { loginuid } = thisMachine(processFacts()).actor().kernel;
      expect(loginuid).toBe(told === 0xffffffff ? undefined : told);
    },
  );

  test.each<[{ SUDO_USER?: string; SSH_CONNECTION?: string }, object | true]>([
    [{ SUDO_USER: `\u001b[31mann\n\u202e${'x'.repeat(500)}`, SSH_CONNECTION: '\n' }, {}],
    [{ SUDO_USER: 'ann.o-k', SSH_CONNECTION: 'fe80::1%eth0 5 ::1 22' }, true],
    [{ SUDO_USER: 'DESK\\ann' }, true],
    [{ SUDO_USER: `db-${'x7Q'.repeat(9)}` }, {}],
    [{ SSH_CONNECTION: `https://hooks.example/${'0a'.repeat(16)}` }, {}],
  ])('claims of %j only what sudo and sshd would say', (environment, claimed) => {
    const all = { sudoUser: environment.SUDO_USER, ssh: environment.SSH_CONNECTION };
    const wanted = claimed === true ? JSON.parse(JSON.stringify(all)) : claimed;
    const made = thisMachine(processFacts({ environment: { ...environment } })).actor();
    expect(made.claimed).toEqual(wanted);
  });
});
