import { appendFileSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import { guard, leaks, searchTree } from './canary.ts';
import { imprint, standing } from './judge.ts';
import { commandOf, pineEnv } from './program.ts';
import { expectSane, journalledSince, refusedBy, untouched } from './refusal.ts';
import { copyOf, journalOf, must, sandbox } from './sandbox.ts';
import { consenting, noTerminals, play, seePrompt } from './terminal.ts';

const live = 'pine-trader.live.env';
const roots = { base: '' };

beforeAll(async () => {
  if (noTerminals !== undefined) return;
  roots.base = await sandbox();
  await must(['use', 'paper', '--root', roots.base]);
});

const useLive = (root: string) => ['use', 'live', '--root', root];

describe.skipIf(noTerminals).concurrent(`a guarded change ${noTerminals ?? ''}`, () => {
  const changed: readonly (readonly [string, (root: string) => void, string])[] = [
    ['the env file', edit(`Deployment/env/${live}`), 'the env file of live'],
    ['the profile', edit('profiles/live.yaml'), 'profiles/live.yaml'],
    ['the registry', edit('profiles/keys.yaml'), 'profiles/keys.yaml'],
  ];
  test.each(changed)('%s changed while the prompt waits: refused', async (_what, how, words) => {
    const root = copyOf(roots.base);
    const changedRoot = copyOf(roots.base);
    how(changedRoot);
    const file = words.startsWith('profiles/') ? words : `Deployment/env/${live}`;
    const played = await play(useLive(root), [
      seePrompt,
      ['run', `cat ${changedRoot}/${file} > ${root}/${file}`],
      ['type', '{phrase}\r'],
    ]);
    expectSane(played);
    expect(played).toMatchObject({ exit: 3, shown: refusedBy('changed-since-consent') });
    expect(played.shown.replaceAll(/\s+/g, ' ')).toContain(`${words} changed after the line`);
    expect(untouched(root)).toEqual(untouched(changedRoot));
    expect(journalledSince(roots.base, root)).toEqual(['changed-since-consent']);
  });

  test('a change to paper passes a waiting prompt, and the phrase is refused after it', async () => {
    const root = copyOf(roots.base);
    unlinkSync(join(root, 'Deployment/env/pine-trader.env'));
    const paper = commandOf(['use', 'paper', '--quiet', '--root', root]).join(' ');
    const played = await play(useLive(root), [
      seePrompt,
      ['run', `timeout 10 ${paper}`],
      ['type', '{phrase}\r'],
    ]);
    expectSane(played);
    expect(played).toMatchObject({ exit: 3, shown: refusedBy('changed-since-consent') });
    expect(standing(root)).toMatchObject({ link: 'pine-trader.paper.env', consent: 'none' });
    expect(journalledSince(roots.base, root)).toEqual(['intent', 'done', 'changed-since-consent']);
  });

  test('the wrong host is refused before any prompt', async () => {
    const root = copyOf(roots.base);
    appendFileSync(join(root, 'profiles/live.yaml'), 'guard: { hosts: [some-other-host] }\n');
    const before = imprint(root);
    const played = await play(useLive(root), []);
    expect(played).toMatchObject({ exit: 3, shown: expect.stringContaining('host-not-allowed') });
    expect(played.shown).not.toContain('type this line');
    expect(imprint(root)).toBe(before);
  });

  test('rollback to live meets the same guard', async () => {
    const root = copyOf(roots.base);
    expect(await play(useLive(root), consenting)).toMatchObject({ exit: 0 });
    await must(['use', 'paper', '--root', root]);
    const before = untouched(root);
    const back = ['rollback', '--root', root];
    expect(await pineEnv(back)).toMatchObject({ code: 3, err: refusedBy('no-terminal') });
    const wrong = await play(back, [seePrompt, ['type', '\u0004']]);
    expect(wrong).toMatchObject({ exit: 3, error: null });
    expect(untouched(root)).toEqual(before);
    const played = await play(back, consenting);
    expectSane(played);
    expect(played.exit).toBe(0);
    expect(standing(root)).toMatchObject({ link: live, consent: 'whole' });
  });

  test('keys --enroll wants the phrase in a safe tier too', async () => {
    const root = copyOf(roots.base);
    const file = join(root, 'Deployment/env/pine-trader.paper.env');
    const value = demoValue('traderspost', crypto.getRandomValues(new Uint8Array(demoByteCount)));
    const text = readFileSync(file, 'utf8').replace(/(?<=WEBHOOK_URL=).*/, value);
    writeFileSync(file, text);
    guard(root);
    const before = untouched(root);
    const enroll = ['keys', '--enroll', 'paper', '--root', root];
    expect(await pineEnv(enroll)).toMatchObject({ code: 3, err: refusedBy('no-terminal') });
    expect(await play(enroll, [seePrompt, ['type', '\u0004']])).toMatchObject({ exit: 3 });
    expect(untouched(root)).toEqual(before);
    const played = await play(enroll, consenting);
    expectSane(played);
    expect(played.exit).toBe(0);
    const look = await pineEnv(['check', 'paper', '--only', 'key-unregistered', '--root', root]);
    expect(look.code).toBe(0);
    expect(journalOf(root).slice(-2)).toMatchObject([{ kind: 'intent' }, { kind: 'done' }]);
    searchTree(root);
  });

  test('keys --attest shows what is attested, and wants the phrase in a safe tier too', async () => {
    const root = copyOf(roots.base);
    const said = ['--profile', 'paper', '--accounts', 'SIM-1 at the broker', '--for', '30d'];
    const attest = ['keys', '--attest', 'TRADERSPOST_WEBHOOK_URL', ...said, '--root', root];
    const before = untouched(root);
    expect(await pineEnv(attest)).toMatchObject({ code: 3, err: refusedBy('no-terminal') });
    expect(await play(attest, [seePrompt, ['type', '\u0004']])).toMatchObject({ exit: 3 });
    expect(untouched(root)).toEqual(before);
    const played = await play(attest, consenting);
    expectSane(played);
    expect(played).toMatchObject({
      exit: 0,
      shown: expect.stringMatching(/accounts +SIM-1 at the/),
    });
    expect(journalOf(root).slice(-2)).toMatchObject([{ kind: 'intent' }, { kind: 'done' }]);
    searchTree(root);
  });
});

test('no secret stood on a terminal, in a journal or in a file that is no env file', () => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});

/** A comment more: the meaning stays, the bytes do not. */
function edit(path: string): (root: string) => void {
  return (root) => appendFileSync(join(root, path), '# touched\n');
}
