import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { hookNames, hookText, isOurHook } from '../../../src/domain/leaks/hook-text.ts';

const program = { node: "/opt/it's/node", script: '/opt/a b/pine-env.cjs' };

describe.each(hookNames)('%s', (hook) => {
  const text = hookText(hook, program);

  test('is a script that the shell can read, and knows itself', () => {
    expect(spawnSync('/bin/sh', ['-n'], { input: text }).status).toBe(0);
    expect(text.startsWith('#!/bin/sh\n')).toBe(true);
    expect(isOurHook(text)).toBe(true);
    expect(isOurHook('#!/bin/sh\necho "# pine-env hook:"\n')).toBe(false);
    expect(isOurHook('')).toBe(false);
  });

  test('names no way around itself and needs nothing but the shell and git', () => {
    expect(text).not.toMatch(/-verify/);
    const commands = ['[[', 'local ', 'function ', 'pipefail', 'source ', '<<<', 'mktemp', 'sed'];
    expect(commands.filter((word) => text.includes(word))).toEqual([]);
  });
});
