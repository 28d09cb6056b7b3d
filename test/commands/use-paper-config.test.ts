import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Circumstances } from './a-host.ts';
import { envOf, envText, write } from './a-root.ts';
import { expectFinding, usePaper } from './using-paper.ts';

const paper = envOf('paper');
const liveHook = /^TRADERSPOST_WEBHOOK_URL=(.+)$/m.exec(envText('live'))?.[1] ?? '';

/** A runtime config of this text, declared by paper. */
function config(text: string, circumstances?: Circumstances) {
  return (root: string): Circumstances | undefined => {
    mkdirSync(join(root, 'runtime'), { mode: 0o755 });
    write(root, 'runtime/config.yml', text);
    appendFileSync(join(root, 'profiles/paper.yaml'), 'worker: { config: runtime/config.yml }\n');
    return circumstances;
  };
}

describe("use paper, and the worker's runtime config", () => {
  const disguises: readonly (readonly [string, string])[] = [
    ['in YAML', `traderspost:\n  webhook: ${liveHook}\n`],
    ['in JSON', JSON.stringify({ traderspost_webhook: liveHook })],
    ['in quotes, behind an anchor', `a: &hook "${liveHook}"\ntraderspost_webhook: *hook\n`],
    ['merged in', `base: &base {traderspost_webhook: '${liveHook}'}\n<<: *base\n`],
    ['as the data key', `databento_api_key: "${liveHook}"\n`],
  ];
  test.each(disguises)('refuses a live value %s, and nothing moves', async (_, text) => {
    const { told, before, after } = await usePaper(config(text));
    expect([told.code, told.error?.rule, told.outcome]).toEqual([
      3,
      'config-holds-a-live-key',
      'not-done',
    ]);
    expect(JSON.stringify(told)).not.toContain(liveHook);
    expect(after).toEqual(before);
  });

  test('refuses a live value that only the config makes the webhook', async () => {
    const { told, before, after } = await usePaper((root) => {
      appendFileSync(join(root, paper), `SPARE=${liveHook}\n`);
      return config('traderspost_webhook: $SPARE\n')(root);
    });
    expect([told.code, told.error?.rule]).toEqual([3, 'holds-a-live-key']);
    expect(after).toEqual(before);
  });

  test('refuses a live value in the config that the env file names', async () => {
    const { told, before, after } = await usePaper((root) => {
      write(root, 'other.yml', `traderspost_webhook: ${liveHook}\n`);
      appendFileSync(join(root, paper), `PINE_RUNTIME_CONFIG=${join(root, 'other.yml')}\n`);
      return config('a: 1\n')(root);
    });
    expect([told.code, told.error?.rule]).toEqual([3, 'config-holds-a-live-key']);
    expect(after).toEqual(before);
  });

  test('is not stopped by a config that is broken, overrides or stays literal', async () => {
    expectFinding('config-unusable', await usePaper(config('a: [\n')));
    expectFinding('config-overrides', await usePaper(config('killswitch: true\n')));
    expectFinding('config-literal', await usePaper(config('heartbeat_file: $NOBODY\n')));
  });

  test('is not stopped by a reader of configs that fails or cannot be loaded', async () => {
    const broken = async () => {
      throw new Error('a fault of ours');
    };
    const outcome = await usePaper(config('killswitch: false\n', { runtimeConfigText: broken }));
    expectFinding('config-unusable', outcome);
  });
});
