import { describe, expect, test } from 'vitest';
import { heldKeys } from '../../../src/domain/running/held-keys.ts';
import { workerView } from '../../../src/domain/worker/worker-view.ts';
import { aRegistry, type Enrolling, soundEnrolments } from '../a-registry.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { spellings, stranger } from '../mistakes.ts';
import { configOf } from '../worker/a-config.ts';
import { variablesOf } from './a-process.ts';

/** Whose keys stand in an environment of this text, and in this config. */
function held(text: string, config?: string, more: readonly Enrolling[] = [], keys: object = {}) {
  const variables = variablesOf(text);
  const revealed = new Map([...variables].map(([key, value]) => [key, value.reveal()]));
  const view = config === undefined ? [] : workerView(revealed, configOf(config));
  return heldKeys(aRegistry([...soundEnrolments, ...more], keys), variables, view);
}

describe('whose keys a worker has', () => {
  test.each<[string, string, readonly string[]]>([
    ['paper alone', paperText(), ['paper']],
    ['live alone', liveText(), ['live']],
    ['two at once', paperText({ DATABENTO_API_KEY: values.liveData }), ['paper', 'live']],
    [
      'two at once, by an older token',
      paperText({ TRADERSPOST_API_KEY: values.liveToken }),
      ['paper', 'live'],
    ],
    [
      'a live webhook under another name',
      paperText({ MY_HOOK: values.liveHook }),
      ['paper', 'live'],
    ],
    [
      'a live key under another key’s name',
      paperText({ TRADERSPOST_API_KEY: values.liveData }),
      ['paper', 'live'],
    ],
    ['nobody, by a shared key alone', `DISCORD_WEBHOOK_URL=${values.news}\n`, []],
    ['nobody, by empty values', 'TRADERSPOST_WEBHOOK_URL=\nDATABENTO_API_KEY=\n', []],
    ['nobody, by nothing', '', []],
  ])('is %s', (_about, text, environments) => {
    expect(held(text).environments).toEqual(environments);
  });

  test.each(Object.entries(spellings).filter(([about]) => !about.includes('quoted')))(
    'is live by a webhook %s',
    (_about, value) => {
      expect(held(`NOTE=${value}\n`).environments).toContain('live');
    },
  );

  test.each(['next', 'previous', 'revoked'] as const)(
    'is live by a value that is %s there',
    (generation) => {
      const seen = held(paperText({ HOOK: values.stranger }), undefined, [
        stranger('live', { generation }),
      ]);
      expect(seen).toEqual({ environments: ['paper', 'live'], unregistered: [], unclear: [] });
    },
  );

  test('is nobody’s while the registry has no salt', () => {
    const { salt: _none, ...registry } = aRegistry(soundEnrolments);
    const seen = heldKeys(registry, variablesOf(paperText()), []);
    expect(seen.environments).toEqual([]);
    expect(seen.unregistered).toContain('TRADERSPOST_WEBHOOK_URL');
  });
});

describe('what nobody enrolled', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'names an exclusive secret',
      paperText({ DATABENTO_API_KEY: values.strangeData }),
      ['DATABENTO_API_KEY'],
    ],
    [
      'names an order webhook under a name that nobody knows',
      paperText({ HOOK: values.stranger }),
      ['HOOK'],
    ],
    ['says nothing of a shared key', paperText({ DISCORD_WEBHOOK_URL: values.liveNews }), []],
    ['says nothing of a data key under a strange name', paperText({ X: values.strangeData }), []],
    ['says nothing of a setting', paperText({ POLICY_KILLSWITCH: 'yes' }), []],
    ['says nothing of an empty value', paperText({ TRADERSPOST_API_KEY: '' }), []],
  ])('%s', (_about, text, unregistered) => {
    expect(held(text).unregistered).toEqual(unregistered);
  });
});

describe('what the config decides', () => {
  const hook = (value: string) => JSON.stringify({ traderspost_webhook: value });
  test.each<[string, string, object]>([
    ['counts beside the environment', hook(values.liveHook), { environments: ['paper', 'live'] }],
    ['counts where it hands a variable on', hook('$OTHER'), { environments: ['paper', 'live'] }],
    [
      'is unregistered when nobody knows it',
      hook(values.stranger),
      {
        environments: ['paper'],
        unregistered: ['TRADERSPOST_WEBHOOK_URL'],
      },
    ],
    [
      'is unregistered where its variable is not set',
      hook('${NOWHERE}'),
      {
        environments: ['paper'],
        unregistered: ['TRADERSPOST_WEBHOOK_URL'],
      },
    ],
    [
      'cannot be told when it is no text',
      '{"traderspost_webhook": ["x"]}',
      {
        environments: ['paper'],
        unclear: ['TRADERSPOST_WEBHOOK_URL'],
      },
    ],
    [
      'cannot be told when what holds it is no map',
      '{"traderspost": "x"}',
      {
        environments: ['paper'],
        unclear: ['TRADERSPOST_WEBHOOK_URL'],
      },
    ],
    ['may be unclear for a shared key', '{"discord_webhook": ["x"]}', { environments: ['paper'] }],
    ['is nothing when it is empty', hook(''), { environments: ['paper'] }],
  ])('%s', (_about, config, told) => {
    const text = paperText(config.includes('$OTHER') ? { OTHER: values.liveHook } : {});
    expect(held(text, config)).toEqual({ unregistered: [], unclear: [], ...told });
  });
});
