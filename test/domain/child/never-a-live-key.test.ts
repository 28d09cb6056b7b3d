import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { World } from '../../../src/domain/world.ts';
import { aRegistry, type Enrolling, soundEnrolments } from '../a-registry.ts';
import { aWorld, liveFile } from '../a-world.ts';
import { liveText, madeUp, values } from '../env-samples.ts';
import { childOf, revealed } from './a-child.ts';

const nobodyEnrolled = madeUp('opaque', 'a live token that nobody enrolled');
const revoked = madeUp('traderspost', 'a live hook of last year');
const short = 'k7Qz.p2Xv-9LmWc';
const registryWith = (more: readonly Enrolling[]) =>
  aRegistry(
    [
      ...soundEnrolments,
      {
        key: 'TRADERSPOST_WEBHOOK_URL',
        environment: 'live',
        value: revoked,
        generation: 'revoked',
      },
      ...more,
    ],
    { SHORT_TOKEN: { optional: true, purpose: 'A short one' } },
  );
const registry = registryWith([]);

const readable = aWorld({
  registry,
  files: { [liveFile]: liveText({ BROKER_TOKEN: nobodyEnrolled }) },
});
const noLiveFile = { [liveFile]: { kind: 'absent', file: liveFile } } as const;
const closed = aWorld({ registry, files: noLiveFile });

const enrolled = [values.liveHook, values.liveData, values.liveToken, revoked];
const core = (hook: string) => hook.split('/').slice(-2).join('/');
const hooks = [values.liveHook, revoked];

/** A live key as it may stand in somebody's environment. */
const wrapped = (secrets: readonly string[]) =>
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom(...secrets),
        fc.constantFrom(
          (one: string) => one,
          (one: string) => ` ${one}\n`,
          (one: string) => `"${one}"`,
          (one: string) => `'${one}' # live`,
          (one: string) => `Bearer ${one}`,
          (one: string) => `{"key":"${one}","n":1}`,
          (one: string) => `export TOKEN=${one}; echo done`,
          (one: string) => `a=1,key=${one},b=2`,
          (one: string) => `${one}:${one}`,
          (one: string) => `() {  curl -H 'x: ${one}' "$@"\n}`,
        ),
      )
      .map(([secret, form]) => form(secret)),
    fc
      .tuple(
        fc.constantFrom(...hooks),
        fc.constantFrom(
          (one: string) => `https://relay.example/hooks/${core(one)}`,
          (one: string) => `http://localhost:8080/${core(one).toUpperCase()}?ticker=ES`,
          (one: string) => one.replaceAll('/', '%2F'),
          (one: string) => `curl -d@- ${one.toUpperCase()}/`,
          (one: string) => `https:////x//${core(one).replace('/', '//')}#now`,
        ),
      )
      .map(([secret, form]) => form(secret)),
  );

const name = fc.oneof(
  fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/),
  fc.constantFrom(
    'TRADERSPOST_WEBHOOK_URL',
    'DATABENTO_API_KEY',
    'PATH',
    'a.b',
    'BASH_FUNC_x%%',
    '\udcff',
  ),
  wrapped(enrolled).map((text) => text.replaceAll('=', '-')),
);
const innocent = fc.string({ unit: 'grapheme', maxLength: 40 });

/** True where the credential itself can be made out, in whatever case. */
function isIn(entry: string, secret: string): boolean {
  const text = entry.toLowerCase().replaceAll(/%2f/g, '/').replaceAll(/\/+/g, '/');
  const sought = secret.startsWith('https:') ? core(secret) : secret;
  return text.includes(sought.toLowerCase());
}

function leaks(world: World, inherited: ReadonlyMap<string, string>, secrets: readonly string[]) {
  const entries = Object.entries(revealed(childOf(world, 'paper', inherited)));
  return entries
    .map(([key, value]) => `${key}=${value}`)
    .filter((entry) => secrets.some((secret) => isIn(entry, secret)));
}

function holdsNone(world: World, secrets: readonly string[], numRuns = 300): void {
  const variable = fc.tuple(name, fc.oneof(wrapped(secrets), innocent));
  fc.assert(
    fc.property(fc.array(variable, { maxLength: 12 }), (entries) => {
      expect(leaks(world, new Map(entries), secrets)).toEqual([]);
    }),
    { numRuns },
  );
}

test('a child on paper never holds a live key, whatever was inherited', () => {
  holdsNone(readable, [...enrolled, nobodyEnrolled]);
});

test('nor where the live file cannot be read, of what is enrolled', () => {
  holdsNone(closed, enrolled);
});

test('nor one that is too short for a window', () => {
  const more = [{ key: 'SHORT_TOKEN', environment: 'live', value: short }];
  holdsNone(aWorld({ registry: registryWith(more), files: noLiveFile }), [short], 25);
});

test('the property can fail: without a registry and the live file the keys would go through', () => {
  const blind = aWorld({ registry: aRegistry([]), files: noLiveFile });
  expect(leaks(blind, new Map([['X', values.liveHook]]), enrolled)).toHaveLength(1);
});

test('what has nothing to do with anybody stays as it is, byte for byte', () => {
  const unrelated = fc.tuple(
    fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_.%]{0,20}$/),
    fc.oneof(
      innocent,
      fc
        .array(fc.integer({ min: 1, max: 255 }))
        .map((codes) =>
          codes.map((code) => String.fromCharCode(code < 128 ? code : 0xdc00 + code)).join(''),
        ),
      fc.constantFrom(
        values.paperHook,
        `Bearer ${values.paperData}`,
        'false',
        '/usr/bin:/bin',
        values.stranger,
      ),
    ),
  );
  fc.assert(
    fc.property(fc.array(unrelated), (entries) => {
      const inherited = new Map(entries.filter(([key]) => !registry.keys.has(key)));
      const child = childOf(readable, 'paper', inherited);
      expect(child.takenAway).toEqual([]);
      expect(revealed(child)).toMatchObject(Object.fromEntries(inherited));
    }),
  );
});

test('the values of paper are those of its file', () => {
  expect(revealed(childOf(readable, 'paper', { DATABENTO_API_KEY: values.liveData }))).toEqual({
    TRADERSPOST_WEBHOOK_URL: values.paperHook,
    DATABENTO_API_KEY: values.paperData,
    POLICY_KILLSWITCH: 'false',
    DISCORD_WEBHOOK_URL: values.news,
    TRADERSPOST_API_KEY: values.paperToken,
    PINE_ENV_PROFILE: 'paper',
  });
});
