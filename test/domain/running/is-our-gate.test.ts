import { expect, test } from 'vitest';
import { isOurGate } from '../../../src/domain/running/is-our-gate.ts';
import { Secret } from '../../../src/domain/secret.ts';

test.each<[string, string, string, boolean]>([
  ['before a worker', 'node', 'node /usr/bin/pine-env gate -- python3 live_worker.py', true],
  ['by the name of its file', 'node', 'node /opt/pine-env/dist/pine-env.cjs gate', true],
  ['with an option of ours', 'node', 'node pine-env --quiet gate -- python3', true],
  ['with an option of node', 'node', 'node --jitless /usr/bin/pine-env gate', true],
  ['of another verb', 'node', 'node /usr/bin/pine-env status', false],
  ['of run, whose child is called gate', 'node', 'node /usr/bin/pine-env run paper -- gate', false],
  ['of another program', 'python3', 'python3 /usr/bin/pine-env gate', false],
  ['of a program like it', 'node', 'node /usr/bin/not-pine-env gate', false],
  ['that comes late, as a word for a worker', 'node', 'node w.js --log a pine-env gate', false],
  ['of the worker itself', 'python3', 'python3 live_worker.py', false],
  ['without a word', 'node', '', false],
])('a command line %s is our gate: %#', (_about, program, line, is) => {
  const words = line.split(' ').map((word) => Secret.of(word));
  expect(isOurGate(program, words)).toBe(is);
});
