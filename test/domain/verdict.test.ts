import { describe, expect, it } from 'vitest';
import { viewOf } from '../../src/domain/checks/index.ts';
import { verdictOn } from '../../src/domain/verdict.ts';
import { withConfig } from './a-config.ts';
import { aWorld, liveFile, paperFile, type Setup } from './a-world.ts';
import { paperText, values } from './env-samples.ts';

const hook = 'TRADERSPOST_WEBHOOK_URL';
const kill = 'POLICY_KILLSWITCH';
const file = (change: Record<string, string | undefined>): Setup => ({
  files: { [paperFile]: paperText(change) },
});
const readBy = (loaders: readonly string[], change: Record<string, string | undefined>): Setup => ({
  profiles: { paper: { loaders } },
  ...file(change),
});
const says = (setup: Setup, key: string, profile = 'paper') => {
  const view = viewOf(aWorld(setup), profile);
  return view && verdictOn(view, key).replace(/[0-9a-f]{8} /g, 'FINGERPRINT ');
};

describe('the verdict', () => {
  it.each<readonly [string, Setup, string, string]>([
    ['orders', {}, hook, 'orders will be sent to fingerprint FINGERPRINT (registered: paper)'],
    [
      'orders to a stranger',
      file({ [hook]: values.stranger }),
      hook,
      'orders will be sent to fingerprint FINGERPRINT (not registered)',
    ],
    [
      'live orders under the name of paper',
      file({ [hook]: values.liveHook }),
      hook,
      'orders will be sent to fingerprint FINGERPRINT (registered: live)',
    ],
    [
      'no webhook',
      file({ [hook]: undefined }),
      hook,
      'no order can be sent: the worker has no order webhook',
    ],
    [
      'a webhook that a config decides',
      withConfig({ traderspost: { webhook: values.liveHook } }),
      hook,
      'orders will be sent to fingerprint FINGERPRINT (registered: live) by runtime/config.yml:1 traderspost.webhook',
    ],
    [
      'a webhook that a config hands on',
      withConfig({ traderspost_webhook: `$${hook}` }),
      hook,
      'orders will be sent to fingerprint FINGERPRINT (registered: paper)',
    ],
    [
      'a webhook of bare text',
      withConfig({ traderspost_webhook: '$NO_HOOK' }),
      hook,
      'orders will be sent to the bare text of a variable that nothing sets (NO_HOOK) by runtime/config.yml:1 traderspost_webhook',
    ],
    [
      'orders with the switch on',
      file({ [kill]: 'true' }),
      hook,
      'no orders: the kill switch is on; without it they would go to fingerprint FINGERPRINT (registered: paper)',
    ],
    ['the switch off', {}, kill, 'kill switch: reads as OFF: orders are sent'],
    [
      'the switch on',
      file({ [kill]: 'Yes' }),
      kill,
      'kill switch: reads as ON: the worker does not start, and sends nothing',
    ],
    [
      'no switch',
      file({ [kill]: undefined }),
      kill,
      'kill switch: reads as OFF, because nothing sets it: orders are sent',
    ],
    [
      'a word that is none',
      file({ [kill]: 'ture' }),
      kill,
      'kill switch: reads as OFF, because "ture" is no plain yes or no: orders are sent',
    ],
    [
      'a switch of bare text',
      { ...withConfig({ killswitch: '$NO_SWITCH' }), ...file({ [kill]: 'true' }) },
      kill,
      'kill switch: reads as OFF by runtime/config.yml:1 killswitch, because nothing sets NO_SWITCH, and the text stays as it is: orders are sent',
    ],
    [
      'two loaders that start unlike workers',
      readBy(['systemd', 'bash', 'sh'], { [kill]: 'true # paper' }),
      kill,
      'started by systemd: kill switch: reads as OFF, because "true # paper" is no plain yes or no: orders are sent; started by bash and sh: kill switch: reads as ON: the worker does not start, and sends nothing',
    ],
    [
      'what only running it would tell',
      readBy(['systemd', 'bash'], { [kill]: '$(cat switch)' }),
      kill,
      'it cannot be told without running the file',
    ],
    [
      'a file that every loader refuses',
      { files: { [paperFile]: 'A=1\0' } },
      kill,
      'no worker starts: every declared loader refuses the env file',
    ],
    [
      'another setting',
      {},
      'DATABENTO_API_KEY',
      "the worker's Databento key is fingerprint FINGERPRINT (registered: paper)",
    ],
    ['a setting nobody sets', {}, 'PINE_HEARTBEAT_FILE', 'the worker has no heartbeat file'],
    [
      'a key that is none of its settings',
      {},
      'TRADERSPOST_API_KEY',
      'the worker finds FINGERPRINT (registered: paper) in its environment',
    ],
    ['a key that is nowhere', {}, 'NOTHING', 'the worker does not find it in its environment'],
    [
      'a setting that is no text',
      withConfig({ traderspost_webhook: 7 }),
      hook,
      'the order webhook cannot be told',
    ],
  ])('tells of %s', (_about, setup, key, sentence) => {
    expect(says(setup, key)).toBe(sentence);
  });

  it('of a file that cannot be read is that', () => {
    const files = { [liveFile]: { kind: 'absent', file: liveFile } as const };
    expect(says({ files }, hook, 'live')).toBe('no worker: an env file cannot be read');
  });
});
