import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../scratch.ts';
import { aHost, type Told, tell } from './a-host.ts';
import { envOf, envText, madeUp, must, write } from './a-root.ts';
import { aTerminal, consenting, noTerminal, phraseOn, types } from './a-terminal.ts';
import { entries, rootWith, run } from './journal-root.ts';
import { attestationDue, attestPaper, retirementDue, retirePaper } from './registry-roots.ts';
import { layDown, type Tree } from './tree.ts';

const hook = 'TRADERSPOST_WEBHOOK_URL';
const today = '2026-11-24';

async function laid(tree: () => Promise<Tree>): Promise<string> {
  const root = scratch();
  layDown(await tree(), root);
  return root;
}

const registryOf = (root: string) => readFileSync(join(root, 'profiles/keys.yaml'), 'utf8');

async function places(root: string, key = hook) {
  const { keys } = (await run(root, `keys ${key}`)) as unknown as {
    keys: { environments: { environment: string; generation: string; owner: string }[] }[];
  };
  return (keys[0]?.environments ?? []).filter(({ environment }) => environment === 'paper');
}

/** Somebody who types what is asked for, and keeps what was shown. */
function reader(shown: string[]) {
  return aTerminal((now) => {
    shown.push(...now.said);
    return types(phraseOn(now));
  });
}

function refusal({ code, error }: Told): string {
  return `${code} ${error?.rule}`;
}

describe('keys --enroll', () => {
  test('takes the owner and the day they were made, where today and the account are not it', async () => {
    const root = await rootWith();
    write(root, envOf('paper'), envText('paper', 2), 0o600);
    await must(root, 'keys --enroll paper --owner ops-desk --issued 2026-11-20');
    expect((await places(root)).at(-1)).toMatchObject({ owner: 'ops-desk', issued: '2026-11-20' });
  });

  test.each([
    ['--issued 2026-11-25', '2 bad-option'],
    ['--issued 2026-02-30', '2 bad-option'],
    ['--issued yesterday', '2 bad-option'],
    [`--owner ${madeUp('databento', 'pasted')}`, '3 holds-a-credential'],
    ['--accounts SIM-1', '2 bad-option'],
    ['extra', '2 too-many-words'],
  ])('with %s is refused', async (more, expected) => {
    const root = await rootWith();
    write(root, envOf('paper'), envText('paper', 2), 0o600);
    const before = registryOf(root);
    expect(refusal(await run(root, `keys --enroll paper ${more}`))).toBe(expected);
    expect(registryOf(root)).toBe(before);
  });
});

describe('keys --attest', () => {
  test('records who looked, when, which accounts and until when, after the line was typed', async () => {
    const root = await laid(attestationDue);
    const shown: string[] = [];
    const told = await run(root, attestPaper, { terminal: reader(shown) });
    const said = { accounts: 'SIM-1', by: 'tester', at: today, until: '2026-12-24' };
    expect(told).toMatchObject({ code: 0, schema: 'pine-env/keys@1', profile: 'paper', ...said });
    expect(shown.join('\n')).toMatch(/accounts {4}SIM-1\n.*by +tester\n.*until +2026-12-24/);
    expect(registryOf(root)).toMatch(
      / {4}attestations:\n {6}paper:\n {8}fingerprint: "hmac-sha256:[0-9a-f]{32}"\n {8}accounts: "SIM-1"\n {8}by: tester\n {8}at: 2026-11-24\n {8}until: 2026-12-24\n/,
    );
    expect((await entries(root))[0]).toMatchObject({ verb: 'keys-attest', kind: 'done' });
  });

  test('the same once more changes nothing and asks nobody; another look replaces it', async () => {
    const root = await laid(attestationDue);
    await must(root, attestPaper);
    const before = registryOf(root);
    expect(await run(root, attestPaper, { terminal: noTerminal })).toMatchObject({ head: null });
    expect(registryOf(root)).toBe(before);
    await must(root, attestPaper.replace('SIM-1', 'SIM-2'));
    expect(registryOf(root)).toBe(before.replace('SIM-1', 'SIM-2'));
  });

  test('wants a person for what decides orders, in any tier, and for nothing else', async () => {
    const root = await laid(attestationDue);
    for (const profile of ['paper', 'live']) {
      const line = attestPaper.replace('paper', profile);
      expect(refusal(await run(root, line, { terminal: noTerminal }))).toBe('3 no-terminal');
      const data = line.replace(hook, 'DATABENTO_API_KEY');
      expect(await run(root, data, { terminal: noTerminal })).toMatchObject({ code: 0 });
    }
  });

  test.each([envOf('paper'), 'profiles/paper.yaml', 'profiles/keys.yaml'])(
    'is refused when %s changes while the line is typed',
    async (file) => {
      const root = await laid(attestationDue);
      const meanwhile = aTerminal((now) => {
        const text = readFileSync(join(root, file), 'utf8');
        write(root, file, `${text}# since\n`, file.endsWith('.env') ? 0o600 : 0o644);
        return types(phraseOn(now));
      });
      const told = await run(root, attestPaper, { terminal: meanwhile });
      expect(refusal(told)).toBe('3 changed-since-consent');
      expect(registryOf(root)).not.toContain('SIM-1');
    },
  );

  test('is refused for a value that is not enrolled, or is the previous one', async () => {
    const root = await laid(retirementDue);
    write(root, envOf('paper'), envText('paper', 3), 0o600);
    expect(refusal(await run(root, attestPaper))).toBe('3 not-in-force');
    write(root, envOf('paper'), envText('paper', 1), 0o600);
    expect(refusal(await run(root, attestPaper))).toBe('3 not-in-force');
    write(root, envOf('paper'), 'POLICY_KILLSWITCH=false\n', 0o600);
    expect(refusal(await run(root, attestPaper))).toBe('3 nothing-to-attest');
  });

  test.each([
    ['--for 401d', '2 bad-option'],
    ['--for 2y', '2 bad-option'],
    ['--for 0d', '2 bad-option'],
    ['--for forever', '2 bad-option'],
    [`--accounts ${madeUp('traderspost', 'pasted')}`, '3 holds-a-credential'],
    [`--accounts ${madeUp('opaque', 'pasted')}`, '3 holds-a-credential'],
    ['--accounts a\nb', '2 bad-option'],
    ['--profile papre', '5 unknown-profile'],
    [`--attest ${madeUp('databento', 'pasted')}`, '2 unknown-key'],
    ['--attest POLICY_KILLSWITCH', '2 not-a-secret'],
    ['--retire X', '2 bad-option'],
  ])('with %s is refused, and what was typed is not said again', async (change, expected) => {
    const root = await laid(attestationDue);
    const before = registryOf(root);
    const [option = '', value = ''] = change.split(' ');
    const words = attestPaper.split(' ');
    const at = words.indexOf(option);
    const line = at < 0 ? [...words, option, value] : words.with(at + 1, value);
    const told = await tell(line.join(' '), root, aHost({ terminal: consenting }));
    expect(refusal(told)).toBe(expected);
    if (value.length > 20) expect(JSON.stringify(told)).not.toContain(value.slice(-12));
    expect(registryOf(root)).toBe(before);
  });

  test.each(['--profile', '--accounts', '--for'])('is nothing without %s', async (option) => {
    const words = attestPaper.split(' ');
    const line = words.toSpliced(words.indexOf(option), 2).join(' ');
    const root = await laid(attestationDue);
    expect(refusal(await run(root, line))).toBe('2 bad-option');
  });
});

describe('keys --retire', () => {
  test('calls the previous value revoked and keeps its fingerprint', async () => {
    const root = await laid(retirementDue);
    const before = registryOf(root);
    const told = await run(root, retirePaper);
    expect(told).toMatchObject({ code: 0, retired: [{ was: 'previous' }] });
    expect((await places(root)).map(({ generation }) => generation)).toEqual([
      'revoked',
      'current',
    ]);
    const [hooks = '', rest] = before.split('  POLICY_KILLSWITCH:');
    const first = hooks.lastIndexOf('generation: previous');
    const expected = `${hooks.slice(0, first)}${hooks.slice(first).replace('previous', 'revoked')}`;
    expect(registryOf(root)).toBe([expected, rest].join('  POLICY_KILLSWITCH:'));
    expect((await entries(root))[0]).toMatchObject({ verb: 'keys-retire', kind: 'done' });
    expect(await run(root, retirePaper, { terminal: noTerminal })).toMatchObject({ head: null });
  });

  test('a retired value can neither be used nor enrolled again', async () => {
    const root = await laid(retirementDue);
    await must(root, retirePaper);
    write(root, envOf('paper'), envText('paper', 1), 0o600);
    expect(refusal(await run(root, 'keys --enroll paper'))).toBe('3 key-revoked');
    const { findings } = await run(root, 'check paper --only key-revoked');
    expect(findings).toMatchObject([{ rule: 'key-revoked' }]);
  });

  test('never the current one, and wants a person for what decides orders', async () => {
    const root = await laid(retirementDue);
    const [previous, current] = (await places(root)) as unknown as { fingerprint: string }[];
    const named = (print = '') => run(root, `${retirePaper} --fingerprint ${print}`);
    expect(refusal(await named(current?.fingerprint))).toBe('3 retires-current');
    expect(refusal(await named('ffff0000'))).toBe('3 unknown-fingerprint');
    expect(refusal(await named('abc'))).toBe('2 bad-option');
    expect(refusal(await run(root, retirePaper, { terminal: noTerminal }))).toBe('3 no-terminal');
    const live = retirePaper.replace('paper', 'live');
    expect(refusal(await run(root, live))).toBe('3 nothing-to-retire');
    expect(await named(previous?.fingerprint)).toMatchObject({ code: 0 });
  });
});
