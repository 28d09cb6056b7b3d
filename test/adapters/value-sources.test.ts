import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valueSources } from '../../src/adapters/value-sources.ts';
import { PineError } from '../../src/errors.ts';
import { scratch } from '../scratch.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function stdinWith(content: string): number {
  const path = join(scratch(), 'stdin');
  writeFileSync(path, content);
  return openSync(path, 'r');
}

test('stdin is read to its end, and is no terminal', async () => {
  const sources = valueSources(stdinWith('a value\n'));
  expect(sources.stdinIsTerminal).toBe(false);
  expect(text(await sources.stdin(100))).toBe('a value\n');
});

test('more on stdin than a credential is refused', async () => {
  const error = await refusal(valueSources(stdinWith('x'.repeat(101))).stdin(100));
  expect(error.facts).toMatchObject({ kind: 'refused', rule: 'value-too-long' });
});

test('a command is run without a shell', async () => {
  const said = await valueSources().command(['/bin/echo', '$HOME; `id`'], 5, 100);
  expect(text(said)).toBe('$HOME; `id`\n');
});

test.each([
  ['that is not there', ['/no/such/command'], 'command-failed', 'cannot be run'],
  ['that fails', ['/bin/sh', '-c', 'echo secret; exit 3'], 'command-failed', 'exit 3'],
  ['that is killed', ['/bin/sh', '-c', 'kill -9 $$'], 'command-failed', 'SIGKILL'],
  ['that takes for ever', ['/bin/sleep', '20'], 'command-failed', 'no answer within 0.5 s'],
  ['that has no end', ['/bin/cat', '/dev/zero'], 'value-too-long', 'more than a credential'],
  ['that has no name', [''], 'command-failed', 'cannot be run'],
])('a command %s gives no value', async (_, words, rule, message) => {
  const { facts } = await refusal(valueSources().command(words, 0.5, 100));
  expect(facts).toMatchObject({ kind: 'provider', rule });
  expect(facts.message).toContain(message);
  expect(facts.message).not.toContain('secret');
});

async function refusal(work: Promise<unknown>): Promise<PineError> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (error instanceof PineError) return error;
  throw new Error('it was not refused');
}
