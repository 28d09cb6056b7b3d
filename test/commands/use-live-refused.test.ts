import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/ports.ts';
import { aLock } from './a-host.ts';
import { plainPlan, rootAfter } from './a-root.ts';
import {
  aTerminal,
  consenting,
  nobodyAsked,
  noTerminal,
  type Person,
  phraseOn,
  types,
} from './a-terminal.ts';
import { diskThatFails } from './broken-disk.ts';
import { expectRefused, type Setting, tryLive } from './going-live.ts';

/** A person, and how often he was asked. */
function counted(person: Person): {
  readonly terminal: ReturnType<typeof aTerminal>;
  asked(): number;
} {
  let asked = 0;
  const terminal = aTerminal((shown) => {
    asked += 1;
    return person(shown);
  });
  return { terminal, asked: () => asked };
}

describe('use live changes nothing without a person who means it', () => {
  test('no terminal: refused, not even journalled, and no way round is shown', async () => {
    const attempt = await tryLive(() => ({ terminal: noTerminal }));
    expectRefused(attempt, '3 no-terminal');
    expect(JSON.stringify(attempt.told)).not.toMatch(/--yes|--force|script|expect|trader-1 [a-z]/);
  });

  const wrong: readonly (readonly [string, (phrase: string) => string])[] = [
    ['an empty line', () => ''],
    ['yes', () => 'yes'],
    ['the profile and the host without the nonce', (phrase) => phrase.replace(/ \S+$/, '')],
    ['another nonce', (phrase) => phrase.replace(/\S+$/, 'zzzzz')],
    ['another host', (phrase) => phrase.replace('trader-1', 'trader-2')],
    ['another profile', (phrase) => phrase.replace('live', 'paper')],
    ['capitals', (phrase) => phrase.toUpperCase()],
    ['one character too many', (phrase) => `${phrase}x`],
  ];
  test.each(wrong)('%s, three times: refused', async (_, spoil) => {
    const person = counted((shown) => types(spoil(phraseOn(shown))));
    expectRefused(await tryLive(() => person), '3 wrong-phrase', 'wrong-phrase');
    expect(person.asked()).toBe(3);
  });

  test('wrong twice and then right: done', async () => {
    const person = counted((shown) => types(shown.turn < 2 ? 'no' : phraseOn(shown)));
    const { told } = await tryLive(() => person);
    expect({ code: told.code, asked: person.asked() }).toEqual({ code: 0, asked: 3 });
  });

  test('the phrase of an earlier prompt', async () => {
    const phrases: string[] = [];
    const first = aTerminal((shown) => {
      phrases.push(phraseOn(shown));
      return { kind: 'closed' };
    });
    await tryLive(() => ({ terminal: first, seed: 'the first prompt' }));
    const second = aTerminal((shown) => {
      phrases.push(phraseOn(shown));
      return types(phrases[0] ?? '');
    });
    const attempt = await tryLive(() => ({ terminal: second, seed: 'the second prompt' }));
    expectRefused(attempt, '3 wrong-phrase', 'wrong-phrase');
    expect(phrases[0]).not.toBe(phrases[1]);
  });

  const silence: readonly Answer['kind'][] = ['timeout', 'closed'];
  test.each(silence)('no answer: %s', async (kind) => {
    const person = counted(() => (kind === 'answered' ? types('') : { kind }));
    expectRefused(await tryLive(() => person), '3 no-answer', 'no-answer');
    expect(person.asked()).toBe(1);
  });

  test.each(['--yes', '--force', '--no-confirm', '-y'])('there is no %s', async (flag) => {
    const line = `use live ${flag}`;
    expectRefused(
      await tryLive(() => ({ terminal: nobodyAsked }), undefined, line),
      '2 unknown-option',
    );
  });

  test('a dry run asks nobody and changes nothing', async () => {
    const setting = () => ({ terminal: nobodyAsked });
    const attempt = await tryLive(setting, undefined, 'use live --dry-run');
    expect(attempt.told).toMatchObject({ code: 0, dryRun: true });
    expect(attempt.after).toEqual(attempt.before);
  });

  test('live with consent is already there; without consent it asks again', async () => {
    const start = await rootAfter(plainPlan, 'use paper', 'use live');
    const there = await tryLive(() => ({ terminal: nobodyAsked }), start);
    expect(there.told).toMatchObject({ code: 0, already: true });
    expect(there.after).toEqual(there.before);
    const withdrawn: Setting = (root) => {
      rmSync(join(root, 'Deployment/state/consent'));
      return { terminal: noTerminal };
    };
    expectRefused(await tryLive(withdrawn, start), '3 no-terminal');
  });
});

describe('use live changes nothing when it cannot begin', () => {
  test('another change holds the lock: busy', async () => {
    const lock = aLock();
    const setting: Setting = (root) => {
      lock.take(join(root, 'Deployment/state/lock'), 'another', 0);
      return { terminal: consenting, lock };
    };
    expectRefused(await tryLive(setting), '7 lock-held');
  });

  test('no intent can be written', async () => {
    const { disk, hits } = diskThatFails('ENOSPC', ['append']);
    expectRefused(await tryLive(() => ({ disk, terminal: consenting })), '4 disk-full');
    expect(hits()).toBe(1);
  });
});
