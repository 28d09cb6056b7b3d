import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bytesWork } from '../../../src/adapters/scan/bytes-work.ts';
import { leakRules } from '../../../src/domain/leaks/rules/index.ts';
import { leakScanner } from '../../../src/domain/leaks/scan-blocks.ts';
import { hear } from '../../adapters/scan/a-reader.ts';
import { tarOf, zipOf } from '../../adapters/scan/an-archive.ts';
import { scratch } from '../../scratch.ts';
import { encodedPlants, harmlessFiles, plainPlants } from './corpus/corpus.ts';
import { asFingerprint, asValue, samples } from './known-samples.ts';

// PINE_FUZZ_SECONDS=600 for a long run; its first line tells the seed, which PINE_FUZZ_SEED brings back.
const seconds = Number(process.env.PINE_FUZZ_SECONDS ?? 3);
const seed = Number(process.env.PINE_FUZZ_SEED ?? (process.env.CI === 'true' ? 7 : Date.now()));
const largest = 100_000;
/** Much more than bytes of that number take, and much less than a hang. */
const mostSeconds = 5;
const mostMebibytes = 600;

const chance = randomFrom(seed);
const grain = [
  ...plainPlants('fuzz', 2).map(({ bytes }) => Buffer.from(bytes)),
  ...encodedPlants('fuzz', 1).map(({ bytes }) => Buffer.from(bytes)),
  ...harmlessFiles('fuzz', 60).map(({ bytes }) => Buffer.from(bytes)),
  ...leakRules.flatMap(({ anchors }) => anchors.map((anchor) => Buffer.from(anchor))),
  ...['\\u00', '\\x', '%', '%25', '&#x', '&#', ';', '=\r\n', '=3D', '\ufeff', '\\/', '"', "'"].map(
    (text) => Buffer.from(text),
  ),
  ...['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06', '\x1f\x8b\x08', 'x\x9c', 'ustar', '\xff\xfe'].map(
    (text) => Buffer.from(text, 'latin1'),
  ),
];

const known = {
  salt: 'ab'.repeat(32),
  values: samples.flatMap((sample) => asValue(sample).values),
  fingerprints: samples.flatMap((sample) => asFingerprint(sample).fingerprints),
};

it('random bytes, torn and mixed, crash and hang neither the scanner nor a source', {
  timeout: (seconds + 60) * 1000,
}, async () => {
  const scanner = leakScanner({ rules: leakRules, known, depth: 3, work: bytesWork });
  const directory = join(scratch(), 'fuzz');
  mkdirSync(directory);
  const until = Date.now() + seconds * 1000;
  let rounds = 0;
  let total = 0;
  let slowest = 0;
  for (; Date.now() < until; rounds += 1) {
    const bytes = mixture();
    const began = process.cpuUsage();
    for (let at = 0; at < bytes.length; ) {
      const next = at + 1 + chance(chance(8) === 0 ? 3 : 70_000);
      scanner.push(bytes.subarray(at, next));
      at = next;
    }
    scanner.end();
    slowest = Math.max(slowest, process.cpuUsage(began).user / 1e6);
    total += bytes.length;
    if (rounds % 4 === 0) await asSource(directory, bytes);
    expect(slowest, `seed ${seed}, round ${rounds}`).toBeLessThan(mostSeconds);
  }
  const most = process.resourceUsage().maxRSS / 1024;
  console.log(
    `seed ${seed}: ${rounds} rounds, ${(total / 1e6).toFixed(0)} MB, slowest ${slowest.toFixed(2)} s, ${most.toFixed(0)} MiB`,
  );
  expect(rounds).toBeGreaterThan(1);
  expect(most).toBeLessThan(mostMebibytes);
});

/** What an archive, a log or a history is when it is none: it is told, and nothing is thrown. */
async function asSource(directory: string, bytes: Buffer): Promise<void> {
  const path = join(directory, 'piece');
  writeFileSync(path, bytes);
  await hear({ kind: 'logs', paths: [path] });
  await hear({ kind: 'paths', paths: [path] });
  writeFileSync(join(directory, '.zsh_history'), bytes);
  await hear({ kind: 'shell-history', homes: [directory] });
}

function mixture(): Buffer {
  const parts: Buffer[] = [];
  for (let size = 0, wanted = chance(largest); size < wanted; ) {
    const part = torn(piece());
    parts.push(part);
    size += part.length + 1;
  }
  const whole = torn(Buffer.concat(parts).subarray(0, 2 * largest));
  if (chance(6) === 0) return torn(zipOf([['a/b.txt', whole]]));
  if (chance(6) === 0) return torn(Buffer.concat([tarOf(), whole]));
  return chance(6) === 0 ? torn(gzipSync(whole)) : whole;
}

function piece(): Buffer {
  const one = () => grain[chance(grain.length)] ?? Buffer.alloc(0);
  switch (chance(9)) {
    case 0:
      return Buffer.from(Array.from({ length: chance(3000) }, () => chance(256)));
    case 1:
      return Buffer.from(Buffer.concat([one(), one()]).toString('base64'));
    case 2:
      return gzipSync(one());
    case 3:
      return Buffer.from(one().toString('hex'));
    case 4:
      return Buffer.from(one().toString('latin1'), 'utf16le');
    case 5:
      return Buffer.concat(Array.from({ length: chance(400) }, one).slice(0, 400)).subarray(
        0,
        9000,
      );
    case 6:
      return Buffer.alloc(chance(20_000), one());
    default:
      return one();
  }
}

/** Some bytes changed, some lost, the rest as it was. */
function torn(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let times = chance(4); times > 0 && copy.length > 0; times -= 1)
    copy[chance(copy.length)] = chance(256);
  const from = chance(5) === 0 ? chance(copy.length + 1) : 0;
  return copy.subarray(from, chance(5) === 0 ? from + chance(copy.length + 1) : undefined);
}

/** Whole numbers from 0, below a limit; the same for the same seed (Marsaglia's xorshift). */
function randomFrom(start: number): (limit: number) => number {
  let state = (start ^ 0x9e3779b9) | 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return limit <= 1 ? 0 : (state >>> 0) % limit;
  };
}
