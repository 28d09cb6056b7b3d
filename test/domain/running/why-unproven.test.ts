import { describe, expect, test } from 'vitest';
import type { HeldKeys } from '../../../src/domain/running/held-keys.ts';
import type { Running } from '../../../src/domain/running/running.ts';
import { whyUnproven } from '../../../src/domain/running/why-unproven.ts';
import { fileFacts, type Setup } from '../a-world.ts';
import { startedAt, whereRun, withConfig } from './a-process.ts';

const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
const paper: HeldKeys = { environments: ['paper'], unregistered: [], unclear: [] };
const config = 'its runtime config runtime/config.yml';

interface Case {
  readonly held?: Partial<HeldKeys>;
  readonly setup?: Setup;
  readonly running?: Partial<Running>;
  readonly mustHaveKeys?: boolean;
}

function why({ held, setup, running, mustHaveKeys = true }: Case): string | undefined {
  const world = whereRun([], setup, running);
  return whyUnproven(world, { pid: 4711, startedAt }, { ...paper, ...held }, mustHaveKeys);
}

const newer = withConfig('{}', { facts: fileFacts({ changedAt: startedAt + 1 }) });

describe('a worker is proven', () => {
  test.each<[string, Case]>([
    ['that needs no key of its own', { held: { environments: [] }, mustHaveKeys: false }],
    ['by a key that somebody enrolled', {}],
    [
      'with a config as old as itself',
      {
        running: withConfig('{}', { facts: fileFacts({ changedAt: startedAt }) }),
      },
    ],
    [
      'when the config that its profile names is not there',
      {
        running: withConfig('{}', { namedBy: 'profile', read: { kind: 'absent' } }),
      },
    ],
    ['though it holds keys of two, which is another word', { held: { environments: ['a', 'b'] } }],
  ])('%s', (_about, one) => {
    expect(why(one)).toBeUndefined();
  });
});

describe('a worker is unproven, since', () => {
  test.each<[string, Case]>([
    ['the registry cannot be read', { setup: { registry: { kind: 'bad', error: bad } } }],
    ['the registry cannot be read', { setup: { registry: { kind: 'absent' } } }],
    ['nobody enrolled its A and B', { held: { unregistered: ['A', 'B'] } }],
    ['it has no key that anybody enrolled', { held: { environments: [] } }],
    [`${config} is newer than the process`, { running: newer }],
    [
      `${config} is gone since it was started`,
      {
        running: withConfig('{}', { read: { kind: 'absent' } }),
      },
    ],
    [
      `${config} cannot be read as it reads it`,
      {
        running: withConfig('{}', { read: { kind: 'closed', error: bad } }),
      },
    ],
    [
      `${config} cannot be read as it reads it`,
      {
        running: withConfig('{}', { read: { kind: 'not-readable' } }),
      },
    ],
    [
      `${config} cannot be read as it reads it`,
      {
        running: withConfig('{}', { read: { kind: 'nowhere' } }),
      },
    ],
    [`${config} cannot be read as it reads it`, { running: withConfig('a: [') }],
    [
      `what ${config} makes of K cannot be told`,
      {
        held: { unclear: ['K'] },
        running: withConfig('{}'),
      },
    ],
    [
      'the registry cannot be read',
      {
        ...{ setup: { registry: { kind: 'absent' } }, held: { unregistered: ['A'] } },
      },
    ],
    ['nobody enrolled its A', { held: { unregistered: ['A'] }, running: newer }],
    [
      'nobody enrolled its (name not shown)',
      {
        held: { unregistered: ['aB3dE6gH9jK2mN5pQ8sT'] },
      },
    ],
  ])('%s', (words, one) => {
    expect(why(one)).toBe(words);
  });
});
