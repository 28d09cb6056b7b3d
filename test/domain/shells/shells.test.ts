import { describe, expect, test } from 'vitest';
import { shellFiles, shells } from '../../../src/domain/shells/index.ts';
import { badgeOf } from '../../../src/domain/shells/marks.ts';
import { shellNames } from '../../../src/domain/shells/shell.ts';
import { shellEnvironment } from '../../../src/domain/shells/shell-environment.ts';
import { aProfile } from '../a-world.ts';
import { variables } from '../child/a-child.ts';

test.each([
  ['paper', 'safe', '(paper)'],
  ['live', 'live', '[LIVE]'],
  ['prod', 'live', '[LIVE: prod]'],
  ['live', 'safe', '(live)'],
] as const)('the badge of %s (%s) is %s', (profile, tier, badge) => {
  expect(badgeOf(profile, tier)).toBe(badge);
});

describe.each(shellNames)('%s', (name) => {
  const shell = shells[name];
  const text = Object.values(shell.files).join('\n');

  test('reads files that are laid down, and only those', () => {
    const words = [
      ...shell.words('/room'),
      ...Object.values(shell.variables('/room', () => undefined)),
    ];
    const read = words.filter((word) => word.startsWith('/room/'));
    for (const path of read) {
      const inRoom = path.slice('/room/'.length);
      expect(Object.keys(shellFiles()).some((file) => file.startsWith(inRoom))).toBe(true);
    }
    expect(shellFiles()).toMatchObject(shell.files);
  });

  test('shuts the umask, takes the keys in, starts the timer', () => {
    expect(text).toMatch(/umask 077/);
    expect(text).toContain('PINE_ENV_HELD_');
    expect(text).toContain('/timer');
  });

  test('hands no key over by its own name, before its text says so', () => {
    const given = shellEnvironment(variables({ A: '1', PATH: '/x', ENV: '/e', ZDOTDIR: '/z' }), {
      shell,
      room: '/room',
      profile: aProfile('live'),
      keys: ['A'],
      forget: ['B', 'C'],
      until: 17,
      seal: 'seal',
    });
    expect(given.has('A')).toBe(false);
    expect(given.get('PINE_ENV_HELD_A')?.reveal()).toBe('1');
    expect(given.get('PINE_ENV_FORGET')?.reveal()).toBe('B C');
    expect(given.get('PINE_ENV_UNTIL')?.reveal()).toBe('17');
    expect(given.get('PATH')?.reveal()).toBe('/x');
  });
});
