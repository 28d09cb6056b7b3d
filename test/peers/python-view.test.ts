import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { readRuntimeConfig } from '../../src/domain/worker/read-runtime-config.ts';
import { type SeenSetting, workerView } from '../../src/domain/worker/worker-view.ts';
import { askPython, cases, type Names, noPython, type Said, shortest } from './python-worker.ts';

const words = (line: string) => line.split(' ');
const one = (from: readonly string[]) => fc.constantFrom(...from);

const variables = [
  ...words('DATABENTO_API_KEY TRADERSPOST_WEBHOOK_URL DISCORD_WEBHOOK_URL POLICY_KILLSWITCH X'),
  ...words('PINE_HEARTBEAT_FILE PINE_COMMISSION_PER_SIDE COMMISSION_PER_SIDE PINE_PAIR_MAP EMPTY'),
  ...words('PAIR_MAP PINE_PAIR_MAP_PATH PAIR_MAP_PATH'),
];
const flags = [
  ...words('true 1 yes on false 0 no off TRUE Yes oN y n 2 00 -1 enabled ture "true" 0x1 \u0661'),
  ...[
    '',
    ' ',
    ' true ',
    '\ttrue\n',
    'true  # paper',
    '\u2003on\u00a0',
    '\ufefftrue',
    'true\u0085',
    '\x1con\x1f',
    'on\0',
  ],
];
const texts = [
  ...flags,
  ...words('https://a.example/x k-1 $X \u0024{X} \u0024{GONE} $EMPTY \u0024{EMPTY}'),
  'a$X',
];

const environment: fc.Arbitrary<Names> = fc
  .dictionary(one(variables), one(texts.filter((text) => !text.includes('\0'))), {
    maxKeys: 9,
    noNullPrototype: true,
  })
  .map((found) => Object.fromEntries(Object.entries(found)));

const written = fc.oneof(
  { weight: 6, arbitrary: one(texts).map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: one(flags).map((text) => text.trim()) },
  {
    weight: 3,
    arbitrary: one([
      ...words(
        '~ null true false 0 1 -0 1.0 0.0 0.5 -0.2 .inf .nan 1e400 12:30 [] {} [1] {a:} 010 0x0',
      ),
      ...words('2001-01-01 99999999999999999999 !!set !!omap !!str !!null'),
      ...[
        '!!binary MQ==',
        '!!binary MA==',
        '!!binary ""',
        '!!binary IDFfMCA=',
        '!!binary eA==',
        '{a: 1}',
        '!!set {}',
      ],
    ]),
  },
);

const paths = [
  ...words('databento_api_key traderspost_webhook discord_webhook_url discord_webhook killswitch'),
  ...words('policy_killswitch heartbeat_file traderspost killswitch policy_killswitch other'),
];
const field = fc
  .tuple(one(paths), written, fc.boolean())
  .map(([name, value, nested]) =>
    name === 'traderspost' && nested ? `traderspost: {webhook: ${value}}` : `${name}: ${value}`,
  );
const config = fc.oneof(
  { weight: 30, arbitrary: fc.array(field, { maxLength: 9 }).map((lines) => lines.join('\n')) },
  {
    weight: 1,
    arbitrary: one(['', '~', '[]', '[a]', 'text', '$EMPTY', '0', '1', '{}', '"', 'a: b: c']),
  },
);

const worldCase = fc.record({ config, environment });

/** In the place of a view where the model reads no config and Python does. */
const nothingSeen: SeenSetting = {
  ...{ setting: 'Databento key', key: '', from: { kind: 'nowhere' } },
  value: Secret.of('the model reads no config'),
};

/** What the model says of a setting, in the shape of the other side; undefined when it does not know. */
function ours({ setting, value, flag, from }: SeenSetting): unknown {
  if (from.kind === 'unclear') return undefined;
  return setting === 'kill switch' ? ['boolean', flag?.value] : value?.reveal();
}

/** What Python says; an empty text and no text are the same to the worker. */
function theirs(told: unknown): unknown {
  const [kind, value] = told as readonly [string, unknown];
  if (kind === 'boolean' && value === true) return told;
  return kind === 'text' ? value || undefined : kind === 'null' ? undefined : told;
}

describe.skipIf(noPython)(`what the worker ends up with (${noPython ?? 'asked of Python'})`, () => {
  it('is what the model says, unless it says that it cannot be told', { timeout: 300_000 }, () => {
    const all = cases('the worker', worldCase);
    const data = all.map((given) => Buffer.from(given.config).toString('base64'));
    const said = askPython(
      all.map(({ environment: names }, index) => ({
        ask: 'worker',
        data: data[index] as string,
        environment: names,
      })),
    );
    const judged = all.map((given, index) => ({
      given,
      said: said[index] as Said,
      view: viewOf(given),
    }));
    const started = judged.filter(({ said: { seen } }) => seen !== undefined);
    const settings = started.flatMap(({ given, said: { seen }, view }) =>
      (view ?? [nothingSeen]).map((setting) => ({ given, setting, seen: seen?.[setting.setting] })),
    );
    const unclear = settings.filter(({ setting }) => setting.from.kind === 'unclear');
    console.info(
      `the worker: ${started.length} of ${all.length} start; ${settings.length} settings, ${unclear.length} unclear`,
    );
    const differences = settings.flatMap(({ given, setting, seen }) => {
      if (setting.from.kind === 'unclear') return [];
      const [mine, other] = [ours(setting), theirs(seen)];
      return JSON.stringify(mine) === JSON.stringify(other)
        ? []
        : [{ given, name: setting.setting, mine, other }];
    });
    expect(shortest(differences)).toEqual([]);
    expect(started.length).toBeGreaterThan(all.length / 2);
    expect(unclear.length / settings.length).toBeLessThan(0.1);
  });
});

function viewOf(given: { readonly config: string; readonly environment: Names }) {
  const reading = readRuntimeConfig(new TextEncoder().encode(given.config));
  const value = reading.kind === 'read' ? reading.value : undefined;
  return value && workerView(new Map(Object.entries(given.environment)), value);
}
