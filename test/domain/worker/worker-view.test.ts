import { describe, expect, it } from 'vitest';
import { type SeenSetting, workerView } from '../../../src/domain/worker/worker-view.ts';
import { seen } from './a-view.ts';

/** The value itself, from where, and whether it shadows another. */
function inShort({ value, from, shadows }: SeenSetting): readonly unknown[] {
  const place =
    from.kind === 'config' ? from.path : from.kind === 'environment' ? from.key : from.kind;
  return [value?.reveal(), place, ...(shadows ? ['shadows'] : [])];
}

const environment = { TRADERSPOST_WEBHOOK_URL: 'env', ID: '7', EMPTY: '' };
const webhook = (config?: string) => inShort(seen('order webhook', config, environment));

describe('the order webhook of the worker', () => {
  it.each([
    ['is the environment\u2019s without a config', undefined, ['env', 'TRADERSPOST_WEBHOOK_URL']],
    ['or when the config is empty', '# nothing', ['env', 'TRADERSPOST_WEBHOOK_URL']],
    [
      'is the config\u2019s, which shadows another',
      'traderspost_webhook: x',
      ['x', 'traderspost_webhook', 'shadows'],
    ],
    [
      'shadows nothing when both are the same',
      'traderspost_webhook: env',
      ['env', 'traderspost_webhook'],
    ],
    [
      'may stand below traderspost',
      'traderspost: {webhook: x}',
      ['x', 'traderspost.webhook', 'shadows'],
    ],
    [
      'first above it',
      'traderspost: {webhook: x}\ntraderspost_webhook: y',
      ['y', 'traderspost_webhook', 'shadows'],
    ],
    [
      'passes over what is empty',
      'traderspost_webhook: ""\ntraderspost: {webhook: ~}',
      ['env', 'TRADERSPOST_WEBHOOK_URL'],
    ],
    [
      'passes over 0, false and []',
      'traderspost_webhook: 0\ntraderspost: []',
      ['env', 'TRADERSPOST_WEBHOOK_URL'],
    ],
    ['is expanded', 'traderspost_webhook: a/$ID', ['a/7', 'traderspost_webhook', 'shadows']],
    [
      'passes over what is expanded to nothing',
      'traderspost_webhook: $EMPTY',
      ['env', 'TRADERSPOST_WEBHOOK_URL'],
    ],
    [
      'wins unexpanded: the trap',
      'traderspost_webhook: \u0024{GONE}',
      ['\u0024{GONE}', 'traderspost_webhook', 'shadows'],
    ],
    [
      'is the last of repeated keys',
      'traderspost_webhook: x\ntraderspost_webhook: y',
      ['y', 'traderspost_webhook', 'shadows'],
    ],
    ['has its key unexpanded', '$KEY: x', ['env', 'TRADERSPOST_WEBHOOK_URL']],
  ])('%s', (_, config, expected) => {
    expect(webhook(config)).toEqual(expected);
  });

  it('tells how it is written, where, and with which variables', () => {
    const { from } = seen(
      'order webhook',
      '# c\ntraderspost:\n  webhook: $ID/\u0024{GONE}\n',
      environment,
    );
    expect(from).toEqual({
      ...{ kind: 'config', path: 'traderspost.webhook', line: 3 },
      ...{ written: 'expanded', used: ['ID'], literal: ['GONE'] },
    });
    expect(seen('order webhook', 'traderspost_webhook: x').from).toMatchObject({
      written: 'clear',
    });
  });

  it.each([
    ['it is a number', 'traderspost_webhook: 17', 'traderspost_webhook', 'not-a-text'],
    ['it is a map', 'traderspost_webhook: {a: 1}', 'traderspost_webhook', 'not-a-text'],
    ['traderspost is a list', 'traderspost: [webhook]', 'traderspost', 'not-a-map'],
    ['traderspost is a text', 'traderspost: webhook', 'traderspost', 'not-a-map'],
    ['the config is a list', '[a]', '', 'not-a-map'],
    [
      'it is spelt in halves',
      'traderspost_webhook: "\\ud83d\\ude00"',
      'traderspost_webhook',
      'half-characters',
    ],
    [
      'it names a variable that cannot be',
      'traderspost_webhook: "\u0024{\\ud83d}"',
      'traderspost_webhook',
      'half-character',
    ],
  ])('cannot be told when %s', (_, config, path, rule) => {
    const { from, value } = seen('order webhook', config, environment);
    expect({ from, value }).toEqual({ from: { kind: 'unclear', path, rule }, value: undefined });
  });

  it('is told all the same when what wins stands before what is unclear', () => {
    expect(webhook('traderspost_webhook: x\ntraderspost: [1]')[0]).toBe('x');
  });

  it('cannot be told where the whole config is unclear, but for what no config sets', () => {
    const view = workerView(new Map([['PAIR_MAP', 'x']]), { kind: 'unclear', rule: 'too-deep' });
    const kinds = view.map(({ setting, from }) => [setting, from.kind]);
    expect(kinds.filter(([, kind]) => kind === 'unclear')).toHaveLength(5);
    expect(kinds).toContainEqual(['pair map', 'environment']);
  });
});

describe('what only the environment sets', () => {
  it.each([
    [
      'the name with PINE_ wins',
      { PINE_PAIR_MAP: 'a', PAIR_MAP: 'b' },
      ['a', 'PINE_PAIR_MAP', 'shadows'],
    ],
    ['an empty one does not', { PINE_PAIR_MAP: '', PAIR_MAP: 'b' }, ['b', 'PAIR_MAP']],
    ['no config sets it', {}, [undefined, 'nowhere']],
  ])('%s', (_, names, expected) => {
    expect(inShort(seen('pair map', 'pair_map: x', names))).toEqual(expected);
  });

  it('every setting is told, in one order, whatever there is', () => {
    expect(workerView(new Map(), undefined).map(({ key }) => key)).toEqual([
      ...[
        'DATABENTO_API_KEY',
        'TRADERSPOST_WEBHOOK_URL',
        'DISCORD_WEBHOOK_URL',
        'POLICY_KILLSWITCH',
      ],
      ...['PINE_HEARTBEAT_FILE', 'PINE_COMMISSION_PER_SIDE', 'PINE_PAIR_MAP', 'PINE_PAIR_MAP_PATH'],
    ]);
  });
});
