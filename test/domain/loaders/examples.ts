import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import type { Reading } from '../../../src/domain/loaders/loader.ts';
import { escapedBytes } from '../../../src/domain/utf8-text.ts';

type Expected = Readonly<Record<string, unknown>>;

/** One file and what each real loader was seen to take from it. */
export interface Example {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly expect: Readonly<Record<string, Expected>>;
  /** By loader, the keys whose value the file does not determine. */
  readonly nondet: Readonly<Record<string, readonly string[]>>;
}

const fixture = new URL('../../fixtures/loader-examples.jsonl', import.meta.url);

export const examples: readonly Example[] = readFileSync(fixture, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const { id, bytes_b64, bytes_zb64, expect, nondet = {} } = JSON.parse(line);
    const bytes = bytes_b64 === undefined ? inflateSync(base64(bytes_zb64)) : base64(bytes_b64);
    return { id, bytes, expect, nondet };
  });

/** The text as UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Key and value pairs as they end up, in the order of their keys; `refused` when nothing does. */
export function outcome(reading: Reading): 'refused' | readonly (readonly [string, string])[] {
  if (reading.kind === 'refused') return 'refused';
  const last = new Map(reading.assignments.map(({ key, value }) => [key, value.reveal()]));
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The keys that a reading does not predict, each once; `*` when it predicts none at all. */
export function unpredicted(reading: Reading): readonly string[] {
  if (reading.kind === 'refused') return [];
  return [...new Set(reading.unsure.map(({ key }) => key ?? '*'))].sort();
}

/** An outcome without what is said of these keys. */
export function without(outcome: unknown, keys: readonly string[]): unknown {
  if (!Array.isArray(outcome)) return outcome;
  return outcome.filter(([key]) => !keys.includes(key) && !keys.includes('*'));
}

/** What the real loader did, in the shape of `asObserved`; what it names without a value (null) is not set. */
export function observed(expected: Expected): unknown {
  if ('error' in expected) return 'refused';
  const set = Object.entries(expected).filter(([, value]) => value !== null);
  return set.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A reading in the shape of the fixture: base64, or length and digest when it is long. */
export function asObserved(reading: Reading): unknown {
  const pairs = outcome(reading);
  return pairs === 'refused' ? pairs : pairs.map(([key, value]) => [key, stored(value)]);
}

function stored(value: string): unknown {
  const bytes = Buffer.from(escapedBytes(value));
  if (bytes.length <= 4096) return bytes.toString('base64');
  return { len: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function base64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
