import { expect, test } from 'vitest';
import type { View } from '../../src/domain/checks/check.ts';
import type { RegistryKey } from '../../src/domain/registry.ts';
import type { Proof } from '../../src/domain/rotation/proof.ts';
import { Secret } from '../../src/domain/secret.ts';
import type { PineError } from '../../src/errors.ts';
import type { Web } from '../../src/ports.ts';
import { rotate } from '../../src/steps/rotate.ts';
import { aHost, tell } from './a-host.ts';
import { aStage, feedKey, hookKey, newFeed, newHook, pasting } from './rotating.ts';

async function proving(proof: Proof) {
  const { root, env } = await aStage('use paper');
  const asked: string[] = [];
  const request = {
    ...{ key: feedKey, profile: 'paper', dryRun: false, abort: false, revoked: false },
    restart: false,
    prove: async (_view: View, { provider }: RegistryKey) => {
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

/** A network on which everybody answers with this status; counts the questions. */
function answering(status: number): Web & { readonly questions: () => number } {
  let questions = 0;
  return {
    proxy: 'none',
    questions: () => questions,
    reach: async () => undefined,
    ask: async () => {
      questions += 1;
      return { kind: 'answered', status, body: Secret.of('["A"]'), cut: false };
    },
  };
}

test.each([
  [200, 0, 'done', true],
  [401, 3, 'not-done', false],
  [503, 0, 'done', true],
] as const)(
  'with --prove its provider is asked before it is stored: %i',
  async (status, code, outcome, isStored) => {
    const { root, env } = await aStage('use paper');
    const web = answering(status);
    const host = aHost({ terminal: pasting(newFeed), web });
    const told = await tell(`rotate ${feedKey} --profile paper --no-restart --prove`, root, host);
    expect([told.code, told.outcome]).toEqual([code, outcome]);
    expect([env('paper').includes(newFeed), web.questions() > 0]).toEqual([isStored, true]);
    const rules = told.findings.map(({ rule }) => rule);
    expect(rules.includes('not-proved')).toBe(status === 503);
  },
);

test('an order webhook is never asked about', async () => {
  const { root } = await aStage('use paper');
  const web = answering(200);
  const host = aHost({ terminal: pasting(newHook), web });
  const told = await tell(`rotate ${hookKey} --profile paper --no-restart --prove`, root, host);
  expect([told.code, web.questions()]).toEqual([0, 0]);
  expect(told.findings.map(({ rule }) => rule)).toContain('not-proved');
});

test('without --prove nobody is asked', async () => {
  const { root } = await aStage('use paper');
  const web = answering(200);
  const host = aHost({ terminal: pasting(newFeed), web });
  await tell(`rotate ${feedKey} --profile paper --no-restart`, root, host);
  expect(web.questions()).toBe(0);
});
