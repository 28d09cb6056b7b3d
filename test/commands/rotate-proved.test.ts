import { expect, test } from 'vitest';
import type { Proof } from '../../src/domain/rotation/proof.ts';
import type { PineError } from '../../src/errors.ts';
import { rotate } from '../../src/steps/rotate.ts';
import { aHost } from './a-host.ts';
import { aStage, feedKey, newFeed, pasting } from './rotating.ts';

async function proving(proof: Proof) {
  const { root, env } = await aStage('use paper');
  const asked: string[] = [];
  const request = {
    ...{ key: feedKey, profile: 'paper', dryRun: false, abort: false, revoked: false },
    restart: false,
    prove: async (provider: string) => {
      asked.push(provider);
      return proof;
    },
  };
  const host = aHost({ terminal: pasting(newFeed) });
  const told = await rotate(host, { path: root, source: '--root' }, request).catch(
    (error: unknown) => error,
  );
  return { told, asked, stored: env('paper').includes(newFeed) };
}

test('a value that its provider knows needs no preflight', async () => {
  const { told, asked, stored } = await proving({ kind: 'good' });
  expect([asked, stored]).toEqual([['databento'], true]);
  expect(told).toMatchObject({ findings: [] });
});

test('a value that its provider does not take is refused before anything is written', async () => {
  const { told, stored } = await proving({ kind: 'bad', why: '401' });
  expect((told as PineError).facts).toMatchObject({ kind: 'refused', rule: 'provider-says-no' });
  expect(stored).toBe(false);
});

test('no answer is a warning', async () => {
  const { told, stored } = await proving({ kind: 'unknown', why: 'no network' });
  expect(stored).toBe(true);
  expect(told).toMatchObject({
    findings: expect.arrayContaining([
      expect.objectContaining({ rule: 'not-proved', severity: 'warning' }),
    ]),
  });
});
