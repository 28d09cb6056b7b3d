import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { leaks } from './canary.ts';
import { imprint, standing } from './judge.ts';
import { mutant } from './mutant.ts';
import { commandOf, pineEnv } from './program.ts';
import { expectSane, journalledSince, refusedBy, untouched } from './refusal.ts';
import { copyOf, journalOf, must, sandbox } from './sandbox.ts';
import { consenting, noTerminals, play, playCommand, seePrompt } from './terminal.ts';

const live = 'pine-trader.live.env';
const roots = { base: '' };

beforeAll(async () => {
  if (noTerminals !== undefined) return;
  roots.base = await sandbox();
  await must(['use', 'paper', '--root', roots.base]);
});

const useLive = (root: string) => ['use', 'live', '--root', root];

describe.skipIf(noTerminals).concurrent(`at a terminal ${noTerminals ?? ''}`, () => {
  test('the right phrase arms: link, consent and journal say the same', async () => {
    const root = copyOf(roots.base);
    const played = await play([...useLive(root), '--reason', 'release 4.2'], consenting);
    expectSane(played);
    expect(played.exit).toBe(0);
    expect(played.shown).toContain('within 60 seconds');
    expect(played.shown.split('\r\n').at(-2)).toBe(`undo: pine-env use paper --root ${root}`);
    expect(standing(root)).toMatchObject({ link: live, consent: 'whole', chain: [] });
    expect(journalledSince(roots.base, root)).toEqual(['intent', 'done']);
    const [intent, done] = journalOf(root).slice(-2);
    expect(intent).toMatchObject({ reason: 'release 4.2', tier: 'live', change: done?.change });
    expect(done).toMatchObject({
      actor: { kernel: { tty: expect.stringMatching(/^\/dev\/pts/) } },
    });
    const consent = JSON.parse(readFileSync(join(root, 'Deployment/state/consent'), 'utf8'));
    expect(consent).toMatchObject({
      profile: 'live',
      host: hostname(),
      files: done?.files && [{}],
    });
  });

  test('a phrase on stdin is not an answer, even with a terminal there', async () => {
    const root = copyOf(roots.base);
    const before = untouched(root);
    const played = await play(
      useLive(root),
      [seePrompt, ['pipe', '{phrase}\n'], ['pause', 1], ['note', 'after'], ['type', '\u0003']],
      true,
    );
    expect(played).toMatchObject({ signal: 2, notes: { after: '' }, sane: true });
    expect(untouched(root)).toEqual(before);
  });

  test('without a terminal a phrase on stdin is refused unread, exit 3', async () => {
    const root = copyOf(roots.base);
    const before = imprint(root);
    const ran = await pineEnv(useLive(root), { input: `live ${hostname()} aaaaa\n` });
    expect(ran).toMatchObject({ code: 3, out: '', err: refusedBy('no-terminal') });
    expect(ran.err).not.toMatch(/--yes|setsid|script|\btty\b|pty|env(?:ironment)? variable/i);
    expect(imprint(root)).toBe(before);
  });

  test('what was typed ahead is thrown away, whole lines and half ones', async () => {
    const root = copyOf(roots.base);
    const played = await play(useLive(root), [
      ['type', `live ${hostname()} aaaaa\ry\ryes\rhalf a li`],
      ...consenting,
    ]);
    expectSane(played);
    expect(played.exit).toBe(0);
    expect(played.shown).not.toContain('That is not the line');
  });

  test('the phrase itself, typed ahead of the second prompt, is thrown away', async () => {
    const root = copyOf(roots.base);
    const before = untouched(root);
    const played = await play(useLive(root), [
      seePrompt,
      ['type', 'wrong\r{phrase}\r'],
      ['see', 'That is not the line. 2 more.\r\n> '],
      ['pause', 1],
      ['note', 'after'],
      ['type', '\u0003'],
    ]);
    expect(played.notes.after?.replaceAll(/live \S+ \S+|\r|\n/g, '')).toBe('');
    expect(played).toMatchObject({ signal: 2, sane: true, error: null });
    expect(untouched(root)).toEqual(before);
  });

  test('three wrong phrases are refused, exit 3, with one line in the journal', async () => {
    const root = copyOf(roots.base);
    const before = untouched(root);
    const played = await play(useLive(root), [
      seePrompt,
      ['type', 'yes\r'],
      ['see', '2 more.\r\n> '],
      ['type', `live ${hostname()} aaaaa\r`],
      ['see', '1 more.\r\n> '],
      ['type', '{phrase}x\r'],
    ]);
    expectSane(played);
    expect(played).toMatchObject({ exit: 3, shown: refusedBy('wrong-phrase') });
    expect(untouched(root)).toEqual(before);
    expect(journalledSince(roots.base, root)).toEqual(['wrong-phrase']);
  });

  test('a phrase that was right yesterday is wrong today: each prompt has its own', async () => {
    const phrases = new Set<string>();
    const root = copyOf(roots.base);
    for (let at = 0; at < 2; at++) {
      const { shown } = await play(useLive(root), [seePrompt, ['type', '\u0003']]);
      phrases.add(/ {4}(live .*)\r/.exec(shown)?.[1] ?? '');
    }
    expect(phrases.size).toBe(2);
  });

  test('silence is refused when the time is up (the program told to wait 2 seconds)', async () => {
    const root = copyOf(roots.base);
    const before = untouched(root);
    const built = mutant(['steps/ask-consent.ts', 'secondsToAnswer = 60', 'secondsToAnswer = 2']);
    const started = Date.now();
    const played = await playCommand(commandOf(useLive(root), built), [
      seePrompt,
      ['type', '{phrase}'],
    ]);
    expect(Date.now() - started).toBeGreaterThan(2000);
    expectSane(played);
    expect(played).toMatchObject({ exit: 3, shown: refusedBy('no-answer') });
    expect(untouched(root)).toEqual(before);
    expect(journalledSince(roots.base, root)).toEqual(['no-answer']);
  });

  test('Ctrl-C at the prompt changes nothing and leaves the terminal as it was', async () => {
    const root = copyOf(roots.base);
    const before = imprint(root);
    const played = await play(useLive(root), [seePrompt, ['type', 'live \u0003']]);
    expect(played).toMatchObject({ exit: null, signal: 2, sane: true, error: null });
    expect(imprint(root)).toBe(before);
  });

  test('Ctrl-D at the prompt is a no: exit 3, nothing changed, the terminal as it was', async () => {
    const root = copyOf(roots.base);
    const before = untouched(root);
    const played = await play(useLive(root), [seePrompt, ['type', '\u0004']]);
    expect(played).toMatchObject({
      exit: 3,
      shown: refusedBy('no-answer'),
      sane: true,
      error: null,
    });
    expect(untouched(root)).toEqual(before);
  });

  test('escape sequences as an answer are not printed back by the program', async () => {
    const root = copyOf(roots.base);
    const hostile = '\u001b]0;owned\u001b\\\u001b[2J\u009b31m\r';
    const played = await play(useLive(root), [
      seePrompt,
      ['type', hostile],
      ['see', '2 more.\r\n> '],
      ['type', hostile],
      ['see', '1 more.\r\n> '],
      ['type', hostile],
    ]);
    expect(played).toMatchObject({ exit: 3, sane: true, error: null });
    // The terminal itself echoes an escape as ^[; a real one could only come from the program.
    expect(played.shown).not.toContain('\u001b');
    expect(JSON.stringify(journalOf(root))).not.toContain('owned');
  });
});

test('no secret stood on a terminal, in a journal or in a file that is no env file', () => {
  const { found, searched } = leaks();
  console.log(`no secret in ${searched}`);
  expect(found).toEqual([]);
});
