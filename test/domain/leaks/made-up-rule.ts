import { Buffer } from 'node:buffer';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import type { KnownSecrets } from '../../../src/domain/leaks/known-secrets.ts';
import type { Leak } from '../../../src/domain/leaks/leak.ts';
import type { LeakRule } from '../../../src/domain/leaks/leak-rule.ts';
import type { LeakScanner } from '../../../src/domain/leaks/leak-scanner.ts';
import { type BlockSizes, leakScanner } from '../../../src/domain/leaks/scan-blocks.ts';

/** Nobody knows anything. */
export const nothing: KnownSecrets = { values: [], fingerprints: [] };

/** What the rule below finds, put together when asked. */
export const token = ['mut', 'a1b2c3d4e5f6g7h8i9j0'].join('_');

/** A rule as the real ones are, and for tokens that nobody issues. */
export const tokenRule: LeakRule = {
  name: 'made-up-token',
  title: 'a made-up token',
  anchors: ['mut_'],
  foldsCase: false,
  before: 0,
  reach: 64,
  pattern: /(?<![A-Za-z0-9])(?<secret>mut_[a-z0-9]{20})(?![A-Za-z0-9])/dg,
  isReal: (secret) => !secret.includes('xxx'),
  remedy: 'none',
  ok: () => [],
  ng: () => [],
};

/** A scanner three encodings deep. */
export function scannerOf(
  known: KnownSecrets,
  rules: readonly LeakRule[] = [],
  sizes?: BlockSizes,
): LeakScanner {
  return leakScanner({ rules, known, depth: 3, work: bytesWork }, sizes);
}

/** What it finds in one source, cut into chunks of that size. */
export function leaksIn(
  scanner: LeakScanner,
  text: string | Uint8Array,
  size = Number.POSITIVE_INFINITY,
): readonly Leak[] {
  const bytes = Buffer.from(text);
  const leaks: Leak[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    leaks.push(...scanner.push(bytes.subarray(at, at + size)));
  }
  return [...leaks, ...scanner.end()];
}

/** A leak that can be compared. */
export function shown({ found, ...leak }: Leak): unknown {
  return { ...leak, found: found.reveal() };
}
