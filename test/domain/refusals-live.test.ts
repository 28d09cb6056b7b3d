import { describe, expect, test } from 'vitest';
import {
  accountChecks,
  allChecks,
  judge,
  liveChecks,
  viewOf,
} from '../../src/domain/checks/index.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { whyNotLive } from '../../src/domain/refusals.ts';
import { aWorld, liveFile, type Setup } from './a-world.ts';
import { liveText, values } from './env-samples.ts';

const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;

describe('the way to live', () => {
  const finding = (rule: string, severity: Finding['severity']): Finding => ({
    rule,
    severity,
    where: `at ${rule}`,
    message: `no ${rule}`,
    remedy: `mend ${rule}`,
  });

  test('is open when nothing is found, or nothing that is an error', () => {
    expect(whyNotLive([])).toBeUndefined();
    expect(whyNotLive([finding('a', 'warning'), finding('b', 'info')])).toBeUndefined();
  });

  test('is closed by one error, whatever stands around it', () => {
    const findings = [finding('a', 'warning'), finding('b', 'error'), finding('c', 'info')];
    expect(whyNotLive(findings)).toEqual({
      kind: 'refused',
      rule: 'blocked-by-findings',
      message: 'at b: no b',
      remedy: 'mend b',
      where: 'at b',
      findings,
    });
  });

  test('names the first of several errors and how many more there are', () => {
    const errors = ['a', 'b', 'c'].map((rule) => finding(rule, 'error'));
    expect(whyNotLive(errors)?.message).toBe('at a: no a, and 2 more');
  });

  test('is asked of everything but what the switch itself puts right', () => {
    const rules = (checks: readonly { rule: string }[]) => checks.map(({ rule }) => rule);
    const missing = rules(allChecks).filter((rule) => !rules(liveChecks).includes(rule));
    expect(missing).toEqual([
      'link-missing',
      'link-dangling',
      'link-unproven',
      'link-owner',
      'links-mixed',
      'live-without-consent',
      'copy-not-closed',
      // About a person's account, and not about this host.
      ...rules(accountChecks),
    ]);
  });

  test.each<[string, Setup]>([
    [
      'a paper value in the live file',
      { files: { [liveFile]: liveText({ DATABENTO_API_KEY: values.paperData }) } },
    ],
    [
      'an exclusive value nobody enrolled',
      { files: { [liveFile]: liveText({ TRADERSPOST_WEBHOOK_URL: values.stranger }) } },
    ],
    [
      'a switch that is not plain',
      { files: { [liveFile]: liveText({ POLICY_KILLSWITCH: 'flase' }) } },
    ],
    ['a host that is not named', { profiles: { live: { guard: { hosts: ['x'] } } } }],
    ['an unfinished change', { journal: { damaged: 0, error: bad } }],
    ['no registry', { registry: { kind: 'absent' } }],
  ])('is closed by %s', (_about, setup) => {
    const view = viewOf(aWorld(setup), 'live');
    expect(view && whyNotLive(judge(liveChecks, view))?.kind).toBe('refused');
  });

  test('is open in a sound root', () => {
    const view = viewOf(aWorld(), 'live');
    expect(view && judge(liveChecks, view)).toEqual([]);
  });
});
