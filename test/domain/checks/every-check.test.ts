import { describe, expect, test } from 'vitest';
import { allChecks, judge, viewOf } from '../../../src/domain/checks/index.ts';
import { explain, keysToExplain } from '../../../src/domain/explanation.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { whyNotLive, whyNotSafe } from '../../../src/domain/refusals.ts';
import { aWorld } from '../a-world.ts';
import { values } from '../env-samples.ts';
import { accountCases } from './account-cases.ts';
import { ageCases } from './age-cases.ts';
import type { Case } from './case.ts';
import { configCases } from './config-cases.ts';
import { declarationCases } from './declaration-cases.ts';
import { fileCases } from './file-cases.ts';
import { identityCases } from './identity-cases.ts';
import { keyCases } from './key-cases.ts';
import { linkCases } from './link-cases.ts';
import { loaderCases } from './loader-cases.ts';
import { placeCases } from './place-cases.ts';
import { strangerCases } from './stranger-cases.ts';
import { unitCases } from './unit-cases.ts';

const cases: readonly Case[] = [
  ...fileCases,
  ...placeCases,
  ...linkCases,
  ...strangerCases,
  ...identityCases,
  ...keyCases,
  ...loaderCases,
  ...configCases,
  ...declarationCases,
  ...unitCases,
  ...ageCases,
  ...accountCases,
];

function findingsOf({ world, profile }: Case): readonly Finding[] {
  const view = viewOf(world, profile);
  if (view === undefined) throw new Error('a case whose own profile is broken');
  return judge(allChecks, view);
}

const everything: readonly Finding[] = cases.flatMap(findingsOf);

describe('every judgement', () => {
  for (const rule of new Set(cases.map((one) => one.rule))) {
    const rows = cases
      .filter((one) => one.rule === rule)
      .map(
        (one) =>
          [one.finds.length > 0 ? 'fires' : 'is quiet', one.about, one.profile, one] as const,
      );
    test.each(rows)(`${rule} %s: %s (%s)`, (_verdict, _about, _profile, one) => {
      const found = findingsOf(one).filter((finding) => finding.rule === rule);
      expect(found.map(({ severity, where }) => `${severity} ${where}`)).toEqual(one.finds);
    });
  }

  test('is fired and kept quiet by this table, and the table speaks of no other', () => {
    const rules = allChecks.map(({ rule }) => rule).sort();
    const having = (fires: boolean) =>
      [
        ...new Set(cases.filter((one) => one.finds.length > 0 === fires).map(({ rule }) => rule)),
      ].sort();
    expect(having(true)).toEqual(rules);
    expect(having(false)).toEqual(rules);
  });

  test('has a rule name of its own and says what it judges', () => {
    expect(new Set(allChecks.map(({ rule }) => rule)).size).toBe(allChecks.length);
    expect(allChecks.filter(({ rule }) => !/^[a-z]+(-[a-z]+)+$/.test(rule))).toEqual([]);
    expect(allChecks.filter(({ about }) => about === '')).toEqual([]);
  });

  test('finds nothing at all in a sound root, in either profile', () => {
    const world = aWorld();
    for (const name of ['paper', 'live']) {
      const view = viewOf(world, name);
      expect(view && judge(allChecks, view)).toEqual([]);
    }
  });
});

// Anything in a made-up value that could be told again: the uuid's long group, passwords, tokens.
const canaries = Object.values(values).flatMap((value) => [
  value,
  value.slice(-12),
  ...(value.match(/[A-Za-z0-9]{12,}/g) ?? []).filter((piece) => piece !== 'traderspost'),
]);

function leaksIn(told: unknown): readonly string[] {
  const text = JSON.stringify(told)?.toLowerCase() ?? '';
  return canaries.filter((canary) => text.includes(canary.toLowerCase()));
}

describe('what findings say', () => {
  test('there are enough canaries, and the search for them finds one', () => {
    expect(canaries.length).toBeGreaterThan(30);
    expect(leaksIn([{ message: `see ${values.liveHook.toUpperCase()}` }])).not.toEqual([]);
    expect(leaksIn([{ remedy: values.paperToken.slice(-12) }])).not.toEqual([]);
  });

  test('no value of any env file stands in any finding or refusal of any case', () => {
    expect(everything.length).toBeGreaterThan(cases.length / 2);
    expect(leaksIn(everything)).toEqual([]);
    const refusals = cases.flatMap((one) => {
      const view = viewOf(one.world, one.profile);
      return view === undefined ? [] : [whyNotSafe(view), whyNotLive(judge(allChecks, view))];
    });
    expect(refusals.some((refusal) => refusal !== undefined)).toBe(true);
    expect(leaksIn(refusals)).toEqual([]);
  });

  test('no value stands in what is explained of any case, whatever a loader makes of it', {
    timeout: 120_000,
  }, () => {
    const explained = cases.flatMap(({ world, profile }) => {
      const view = viewOf(world, profile);
      return view === undefined ? [] : explain(view, keysToExplain(view));
    });
    expect(explained.length).toBeGreaterThan(cases.length);
    expect(leaksIn(explained)).toEqual([]);
  });

  const saying = (told: (finding: Finding) => string, wrong: RegExp) =>
    everything
      .filter((finding) => wrong.test(told(finding)))
      .map(({ rule, message, remedy }) => [rule, message, remedy]);

  test('every one says what, where and one thing to do, without a full stop', () => {
    expect(saying(({ message }) => message, /^$|\.$|^[A-Z](?![A-Z])|\n/)).toEqual([]);
    expect(saying(({ remedy }) => remedy, /^$|\.$|^[A-Z]|\n/)).toEqual([]);
    expect(saying(({ where }) => where, /^$|undefined|NaN|\n/)).toEqual([]);
    expect(saying((finding) => JSON.stringify(finding), /undefined|\[object|\[secret\]/)).toEqual(
      [],
    );
  });

  test('no remedy is the bypass of what it follows', () => {
    // The one link that may be removed is a live one that no profile can switch: that way is safe.
    const bypass =
      /--(?:force|yes|no-|skip|only)|(?<!then take the link away: )\brm\b(?! --cached)|unlink|PINE_ENV_|guard|disable|use live|--retire|777|ln -s/;
    expect(saying(({ remedy }) => remedy, bypass)).toEqual([]);
    // Enrolling somebody else's value would make the lie official.
    const lies =
      /^(?:key-of-another-environment|key-in-two-environments|key-revoked|host-not-allowed)$/;
    const about = everything.filter(({ rule }) => lies.test(rule));
    expect(about.length).toBeGreaterThan(20);
    expect(about.filter(({ remedy }) => /enroll|edit|profiles\//.test(remedy))).toEqual([]);
  });
});
