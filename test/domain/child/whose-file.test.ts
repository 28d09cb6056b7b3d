import { describe, expect, test } from 'vitest';
import { whoseFile } from '../../../src/domain/child/whose-file.ts';
import { contentFrom } from '../../../src/domain/content.ts';
import { aRegistry } from '../a-registry.ts';
import { aWorld, type Setup } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';

function whose(text: string, setup: Setup = {}): string {
  const answer = whoseFile(aWorld(setup), contentFrom(new TextEncoder().encode(text)));
  return answer.kind === 'known' ? answer.environment : answer.kind;
}

describe('whose a file is', () => {
  test.each([
    ['paper by its values', paperText(), 'paper'],
    ['live by its values', liveText(), 'live'],
    ['live by one value under any name', `X=${values.liveHook}\n`, 'live'],
    ['paper by one value', `DATABENTO_API_KEY=${values.paperData}\n`, 'paper'],
    ['live where it holds keys of both', liveText({ X: values.paperData }), 'live'],
    ['a stranger’s where the registry knows none', `A=${values.strangeData}\n`, 'strange'],
    ['a stranger’s where it holds settings only', 'POLICY_KILLSWITCH=false\n', 'strange'],
    ['a stranger’s where it is empty', '', 'strange'],
  ])('is %s', (_what, text, answer) => {
    expect(whose(text)).toBe(answer);
  });

  test('a key of both says nothing beside one of paper, and is live’s alone', () => {
    const hook = `DISCORD_WEBHOOK_URL=${values.news}\n`;
    expect(whose(hook)).toBe('live');
    expect(whose(`${hook}X=${values.paperHook}\n`)).toBe('paper');
  });

  test('a value of an environment without a profile is not taken for a safe one', () => {
    const registry = aRegistry([
      { key: 'DISCORD_WEBHOOK_URL', value: values.news, environment: 'paper' },
      { key: 'DISCORD_WEBHOOK_URL', value: values.news, environment: 'zoo' },
    ]);
    expect(whose(`X=${values.news}\n`, { registry })).toBe('zoo');
  });

  test('nobody can tell without a registry, or one in which nobody is enrolled', () => {
    expect(whose(liveText(), { registry: { kind: 'absent' } })).toBe('unproven');
    expect(whose(liveText(), { registry: aRegistry([]) })).toBe('unproven');
  });
});
