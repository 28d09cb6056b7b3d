import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonDotenv } from '../../src/domain/loaders/python-dotenv.ts';
import { disagreements, generated, type Seen } from './against.ts';
import { nastyBytes } from './nasty-bytes.ts';

// PINE_PYTHON names another interpreter, whose python-dotenv may be a newer one.
const python = process.env.PINE_PYTHON ?? '/usr/bin/python3';
const version = versionOf('import dotenv.version; print(dotenv.version.__version__)');
const missing = version === undefined;

/** The environment that python-dotenv is started with. */
const outside = new Map(
  Object.entries({ Z: 'outer', B: "o'${A}'\n", 'A B': 'two words', é: '変' }),
);

function versionOf(code: string): string | undefined {
  const ran = spawnSync(python, ['-c', code], { encoding: 'utf8' });
  return ran.status === 0 ? /^\d+\.\d+/.exec(ran.stdout)?.[0] : undefined;
}

function seenBy(files: readonly Uint8Array[]): readonly Seen[] {
  const asked = files.map((bytes) => Buffer.from(bytes).toString('base64'));
  const ran = spawnSync(python, [join(import.meta.dirname, 'dotenv-values.py')], {
    input: JSON.stringify({ files: asked, outside: Object.fromEntries(outside) }),
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`python: ${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

describe.skipIf(missing)('the real python-dotenv (skipped: needs python3-dotenv)', () => {
  const files = missing ? [] : generated(`python-dotenv ${version}`, nastyBytes());
  const seen = missing ? [] : seenBy(files);

  it('takes from every file what the model says it takes', () => {
    const setting = { version: version as string, outside };
    expect(disagreements(files, seen, (bytes) => pythonDotenv.read(bytes, setting))).toEqual([]);
  });

  it('takes what the model calls certain when nobody knows the environment', () => {
    const setting = { version: version as string };
    expect(disagreements(files, seen, (bytes) => pythonDotenv.read(bytes, setting))).toEqual([]);
  });
});
