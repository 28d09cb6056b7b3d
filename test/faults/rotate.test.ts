import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { madeUp } from '../commands/a-root.ts';
import { guardValue, leaks, searchTree } from './canary.ts';
import { imprint } from './judge.ts';
import { commandOf, start } from './program.ts';
import { expectSane } from './refusal.ts';
import { copyOf, must, sandbox } from './sandbox.ts';
import { type Call, freshLog, noStrace, ownCalls, readLog, tracing } from './strace.ts';
import { consenting, noTerminals, play, type Step } from './terminal.ts';

const key = 'DATABENTO_API_KEY';
const hook = 'TRADERSPOST_WEBHOOK_URL';
const [newFeed, newHook] = [madeUp('databento', 'typed'), madeUp('traderspost', 'typed')];
const roots = { base: '', copies: '' };

beforeAll(async () => {
  if (noTerminals !== undefined) return;
  for (const value of [newFeed, newHook]) guardValue(value);
  roots.base = await sandbox();
  await must(['use', 'paper', '--root', roots.base]);
});

const rotating = (root: string, name: string, profile: string) => [
  ...['rotate', name, '--profile', profile, '--root', root],
];
const hidden = (value: string): readonly Step[] => [
  ['see', String.raw`\(not shown\): `],
  ['type', value],
];
const envText = (root: string, profile: string) =>
  readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');

describe.skipIf(noTerminals)(`a new value at the hidden prompt ${noTerminals ?? ''}`, () => {
  test('is stored and never shown', async () => {
    const root = copyOf(roots.base);
    const played = await play(rotating(root, key, 'paper'), hidden(`${newFeed}\r`));
    expectSane(played);
    expect(played.exit).toBe(0);
    expect(played.shown).toContain('nothing is down meanwhile');
    expect(played.shown).toContain(`new value of ${key} for paper (not shown): \r\n`);
    expect(played.shown).not.toContain(newFeed.slice(0, 8));
    expect(envText(root, 'paper')).toContain(newFeed);
  });

  test('may be rubbed out, and pasted by a terminal that says where a paste begins', async () => {
    const root = copyOf(roots.base);
    const typed = `nonsense\u0015xy\u007f\u007f\u001b[200~${newFeed}\u001b[201~\r`;
    const played = await play(rotating(root, key, 'paper'), hidden(typed));
    expect(played).toMatchObject({ exit: 0, sane: true });
    expect(envText(root, 'paper')).toContain(`=${newFeed}\n`);
  });

  test('of an order webhook needs the phrase too, on paper as well', async () => {
    const root = copyOf(roots.base);
    const steps = [...hidden(`${newHook}\r`), ...consenting];
    const played = await play(rotating(root, hook, 'paper'), steps);
    expect(played).toMatchObject({ exit: 0, sane: true, error: null });
    expect(envText(root, 'paper')).toContain(newHook);
  });

  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', 'db-half\u0004'],
  ])('is not given by %s: refused, nothing written', async (_, typed) => {
    const root = copyOf(roots.base);
    const before = imprint(root);
    const played = await play(rotating(root, key, 'paper'), hidden(typed));
    expect(played).toMatchObject({ exit: 3, sane: true });
    expect(imprint(root)).toBe(before);
  });
});

const kept = 12;

describe.skipIf(noStrace ?? noTerminals)(`a rotation killed for real ${noStrace ?? ''}`, () => {
  beforeAll(async () => {
    roots.copies = await sandbox((root) => {
      for (const name of ['paper', 'live']) {
        const path = join(root, `profiles/${name}.yaml`);
        writeFileSync(path, `${readFileSync(path, 'utf8')}activation: copy\n`);
      }
    });
    await must(['use', 'paper', '--root', roots.copies]);
    const place = lstatSync(join(roots.copies, 'Deployment/env/pine-trader.env'));
    expect(place.isFile()).toBe(true);
  });

  test.each([
    ['linked', 'base'],
    ['in place as a copy', 'copies'],
  ] as const)(
    '%s, at its own calls: the same command comes to the same end',
    {
      timeout: 120_000,
    },
    async (how, which) => {
      const base = roots[which];
      const clean = copyOf(base);
      const calls = ownCalls(await traced(clean), clean);
      const end = endOf(clean);
      const every = Math.max(1, Math.floor(calls.length / kept));
      const some = calls.filter((_, at) => at % every === 0);
      const told = { hit: 0, bad: [] as string[], states: new Set<string>() };
      for (const call of some) {
        const root = copyOf(base);
        const log = await traced(root, call);
        if (!/^\+\+\+ killed by SIGKILL/m.test(log)) continue;
        told.hit += 1;
        told.states.add(endOf(root));
        await traced(root);
        searchTree(root);
        if (endOf(root) !== end) told.bad.push(`${call.what} (${call.again})`);
      }
      console.log(
        `rotate, ${how}: ${calls.length} own calls, ${told.hit} of ${some.length} kills hit, ${told.states.size} states, ${told.bad.length} bad`,
      );
      expect(told.bad).toEqual([]);
      expect(told.hit).toBeGreaterThan(some.length / 2);
    },
  );

  test('no secret stood in an output, a journal, a temporary file or a traced call', () => {
    const { found, searched } = leaks();
    console.log(`no secret in ${searched}`);
    // The write of the new env file is the one call that must hold it.
    expect(found.filter((where) => !where.startsWith('strace log'))).toEqual([]);
  });
});

async function traced(root: string, call?: Call): Promise<string> {
  const log = freshLog();
  const aim = call && {
    name: call.name,
    nth: call.on?.nth ?? call.nth,
    ...(call.on && { path: join(root, call.on.path) }),
  };
  const command = [...tracing(log, aim), ...commandOf(rotating(root, key, 'paper'))];
  await start(command, { input: `${newFeed}\n` });
  return readLog(log);
}

/** What two runs that came to the same must have alike. */
function endOf(root: string): string {
  const state = readdirSync(join(root, 'Deployment/state')).filter((name) =>
    /^rotation|tmp$/.test(name),
  );
  const registry = readFileSync(join(root, 'profiles/keys.yaml'), 'utf8');
  const env = readdirSync(join(root, 'Deployment/env')).sort();
  const done = state.map(
    (name) => /"done": "\w+"/.exec(readFileSync(join(root, 'Deployment/state', name), 'utf8'))?.[0],
  );
  const place = readFileSync(join(root, 'Deployment/env/pine-trader.env'), 'utf8');
  return JSON.stringify([envText(root, 'paper'), place, registry, env, state, done]);
}
