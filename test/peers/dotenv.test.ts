import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { dotenv } from '../../src/domain/loaders/dotenv.ts';
import type { ReadFile } from '../../src/domain/loaders/loader.ts';
import { Secret } from '../../src/domain/secret.ts';
import { disagreements, generated, type Seen } from './against.ts';
import { seenInOneProcess } from './in-one-process.ts';
import { nastyBytes } from './nasty-bytes.ts';

const read = (bytes: Uint8Array) => dotenv.read(bytes) as ReadFile;

/** What the model says, as far as an environment can hold it: a value ends at a NUL. */
function readForAnEnvironment(bytes: Uint8Array): ReadFile {
  const upToNul = (value: Secret) => Secret.of(value.reveal().split('\0')[0] ?? '');
  const reading = read(bytes);
  const assignments = reading.assignments.map((one) => ({ ...one, value: upToNul(one.value) }));
  return { ...reading, assignments: assignments.filter(({ key }) => !isNumber(key)) };
}

/** Below 26, Node keeps such a name in `process.env` but gives it to no environment. */
const isNumber = (name: string) => /^\d+$/.test(name);

const withoutNumbers = (seen: Seen): Seen =>
  Object.fromEntries(Object.entries(seen).filter(([name]) => !isNumber(name)));

describe('the npm package dotenv', () => {
  it('parses every file, in its default way, into what the model says', () => {
    const files = generated('dotenv, parse', nastyBytes());
    const seen = files.map((bytes): Seen => parse(Buffer.from(bytes)));
    expect(disagreements(files, seen, read)).toEqual([]);
  });

  it('puts it into the environment of a process', () => {
    const files = generated('dotenv, config', nastyBytes());
    const seen = seenInOneProcess('dotenv', files).map(withoutNumbers);
    expect(disagreements(files, seen, readForAnEnvironment)).toEqual([]);
  });
});
