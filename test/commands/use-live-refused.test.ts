import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/ports.ts';
import { aLock } from './a-host.ts';
import { envOf, linkAt, plainPlan, rootAfter, write } from './a-root.ts';
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
import { besideJournal, type Setting, type Try, tryLive } from './going-live.ts';
import { treeOf } from './tree.ts';

/** Refused: link, consent and bytes are as before; the journal has one line about it, or none. */
function expectRefused(attempt: Try, answer: string, journalled?: string): void {
  expect(attempt.answer).toBe(answer);
  expect(attempt.told.outcome).toBe('not-done');
  expect(besideJournal(attempt.after)).toEqual(besideJournal(attempt.before));
  const lines = attempt.journalled.map(({ kind, rule }) => `${kind} ${rule}`);
  expect(lines).toEqual(journalled === undefined ? [] : [`refused ${journalled}`]);
}

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

describe('use live refuses what changed while the person was typing', () => {
  const changes: readonly (readonly [string, (root: string) => void])[] = [
    [
      'the env file, by one byte',
      (root) => {
        const text = readFileSync(join(root, envOf('live')), 'utf8');
        write(root, envOf('live'), text.replace('KILLSWITCH=false', 'KILLSWITCH=False'), 0o600);
      },
    ],
    ['the env file, by a comment', (root) => appendFileSync(join(root, envOf('live')), '# x\n')],
    ["the profile's YAML", (root) => appendFileSync(join(root, 'profiles/live.yaml'), '# x\n')],
    ['the registry', (root) => appendFileSync(join(root, 'profiles/keys.yaml'), '# x\n')],
    ['the link: gone', (root) => rmSync(join(root, linkAt()))],
    [
      'the link: moved to live by somebody else',
      (root) => {
        symlinkSync('pine-trader.live.env', join(root, 'Deployment/env/beside'));
        renameSync(join(root, 'Deployment/env/beside'), join(root, linkAt()));
      },
    ],
  ];
  test.each(changes)('%s', async (_, change) => {
    let meanwhile: Try['before'] | undefined;
    const attempt = await tryLive((root) => ({
      terminal: aTerminal((shown) => {
        change(root);
        meanwhile = treeOf(root);
        return types(phraseOn(shown));
      }),
    }));
    const since = { ...attempt, before: meanwhile ?? new Map() };
    expectRefused(since, '3 changed-since-consent', 'changed-since-consent');
  });

  test('an error that comes up meanwhile is refused too', async () => {
    const attempt = await tryLive((root) => ({
      terminal: aTerminal((shown) => {
        write(root, envOf('live'), readFileSync(join(root, envOf('live')), 'utf8'), 0o644);
        return types(phraseOn(shown));
      }),
    }));
    expect(attempt.answer).toBe('3 blocked-by-findings');
    expect(attempt.after.get(linkAt())).toEqual(attempt.before.get(linkAt()));
    expect(attempt.after.has('Deployment/state/consent')).toBe(false);
  });

  test('but not the paper file, nor the same bytes written again', async () => {
    const attempt = await tryLive((root) => ({
      terminal: aTerminal((shown) => {
        appendFileSync(join(root, envOf('paper')), '# x\n');
        const bytes = readFileSync(join(root, envOf('live')));
        rmSync(join(root, envOf('live')));
        writeFileSync(join(root, envOf('live')), bytes, { mode: 0o600 });
        return types(phraseOn(shown));
      }),
    }));
    expect(attempt.told.code).toBe(0);
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
