import { describe, expect, test } from 'vitest';
import { statusReport } from '../../src/domain/status-report.ts';
import { aLink, aWorld, fileFacts, link, liveFile, paperFile, type Setup } from './a-world.ts';
import { paperText, values } from './env-samples.ts';
import { move } from './journal-samples.ts';
import { inPaper } from './mistakes.ts';

const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
const broken = (name: string) => ({ kind: 'bad', name, error: bad }) as const;
const toLive: Setup = { links: { [link]: liveFile } };
const status = (setup: Setup, expected?: string) => statusReport(aWorld(setup), [], expected);
const rules = ({ findings }: { findings: readonly { rule: string }[] }) =>
  findings.map(({ rule }) => rule);

describe('status is sound', () => {
  test.each<[string, Setup, string | undefined, 'safe' | 'live']>([
    ['with paper linked', {}, undefined, 'safe'],
    ['with paper linked and expected', {}, 'paper', 'safe'],
    ['with live linked', toLive, undefined, 'live'],
    ['with live linked and expected', toLive, 'live', 'live'],
    [
      'without a file for the profile that is not linked',
      { files: { [liveFile]: { kind: 'absent', file: liveFile } } },
      'paper',
      'safe',
    ],
    ['with an optional key unset', inPaper({ TRADERSPOST_API_KEY: undefined }), 'paper', 'safe'],
    ['with a key nobody described, which is a warning', inPaper({ EXTRA: '1' }), 'paper', 'safe'],
  ])('%s', (_about, setup, expected, tier) => {
    const report = status(setup, expected);
    expect(report).toMatchObject({ exit: 0, sound: true, tier, outcome: 'done' });
    expect(report.expected).toBe(expected ?? null);
    expect(report.active).toEqual([tier === 'live' ? 'live' : 'paper']);
    expect([report.processes, report.units, report.examined]).toEqual([[], [], false]);
  });
});

const mixed: Setup = {
  profiles: {
    paper: { links: { [link]: paperFile, 'datahub.env': 'hub.paper.env' } },
    live: { links: { [link]: liveFile, 'datahub.env': 'hub.live.env' } },
  },
  links: { 'datahub.env': aLink('datahub.env', 'hub.live.env', fileFacts()) },
  files: { 'hub.paper.env': paperText(), 'hub.live.env': paperText() },
};

/** Two links that no profile switches together, one of them live. */
const apart: Setup = {
  profiles: { live: { links: { 'datahub.env': 'hub.live.env' } } },
  links: { 'datahub.env': aLink('datahub.env', 'hub.live.env', fileFacts()) },
  files: { 'hub.live.env': paperText() },
};

describe('status is not sound', () => {
  test.each<[string, Setup, string | undefined, string]>([
    ['another profile is expected', {}, 'live', 'not-expected'],
    ['paper is expected and live is linked', toLive, 'paper', 'not-expected'],
    ['a profile nobody has is expected', {}, 'papre', 'not-expected'],
    [
      'the expected link dangles',
      { links: { [link]: aLink(link, paperFile) } },
      'paper',
      'not-expected',
    ],
    ['nothing is linked', { links: { [link]: null } }, undefined, 'link-missing'],
    ['nothing is linked and paper expected', { links: { [link]: null } }, 'paper', 'not-expected'],
    ['the link is foreign', { links: { [link]: 'o.env' } }, undefined, 'link-foreign'],
    [
      'a file stands there',
      { links: { [link]: { link, facts: fileFacts() } } },
      undefined,
      'link-not-a-link',
    ],
    ['the links are mixed', mixed, undefined, 'links-mixed'],
    ['the links are mixed and paper expected', mixed, 'paper', 'links-mixed'],
    ['paper is expected and another link is live', apart, 'paper', 'not-expected'],
    ['one link is paper and another is live', apart, undefined, 'links-mixed'],
    ['nobody agreed to what is live', { ...toLive, consent: null }, 'live', 'live-without-consent'],
    [
      'a live key stands in the paper file',
      inPaper({ MY_HOOK: values.liveHook }),
      'paper',
      'key-of-another-environment',
    ],
    [
      'an exclusive value is unproven',
      inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
      'paper',
      'key-unregistered',
    ],
    [
      'the switch is unset',
      inPaper({ POLICY_KILLSWITCH: undefined }),
      'paper',
      'expectation-not-met',
    ],
    ['there is no registry', { registry: { kind: 'absent' } }, 'paper', 'registry-unusable'],
    [
      'another profile is broken',
      { profiles: { live: broken('live') } },
      'paper',
      'profile-unusable',
    ],
    [
      'the linked profile is broken',
      { ...toLive, profiles: { live: broken('live') } },
      undefined,
      'link-foreign',
    ],
    [
      'no profile can be read',
      { profiles: { live: broken('live'), paper: broken('paper') } },
      undefined,
      'no-profiles',
    ],
    [
      'no profile can be read and paper expected',
      { profiles: { live: broken('live'), paper: broken('paper') } },
      'paper',
      'not-expected',
    ],
    [
      'a change was cut short',
      {
        journal: {
          damaged: 0,
          open: { ...move('intent', 1, null, null), v: 1, seq: 1, prev: '', hash: '' },
        },
      },
      'paper',
      'change-unfinished',
    ],
    [
      'a change was cut short and nothing is linked',
      { links: { [link]: null }, journal: { damaged: 1 } },
      undefined,
      'journal-damaged',
    ],
    [
      'others may write above, and nothing is linked',
      { links: { [link]: null }, directories: { '/opt': { mode: 0o777 } } },
      undefined,
      'directory-writable',
    ],
  ])('when %s', (_about, setup, expected, rule) => {
    const report = status(setup, expected);
    expect(rules(report)).toContain(rule);
    expect(report).toMatchObject({ exit: 1, sound: false, outcome: 'done' });
  });

  test('and mixed links are live, with nobody active', () => {
    expect(status(mixed)).toMatchObject({ tier: 'live', active: [] });
  });

  test('and each finding is told once, though two profiles share it', () => {
    const { findings } = status({ ...mixed, directories: { '/opt': { mode: 0o777 } } });
    expect(rules({ findings }).filter((rule) => rule === 'directory-writable')).toHaveLength(1);
  });

  test('and a word that is no profile is not told again, since it may be a pasted key', () => {
    const report = status({}, values.liveToken);
    expect(JSON.stringify(report)).not.toContain(values.liveToken);
  });
});

describe('each link', () => {
  const foreign = { state: 'foreign', profile: null, tier: null, target: 'o.env' };
  const absent = { state: 'absent', profile: null, tier: null, target: null };
  test.each<[string, Setup, object]>([
    ['to paper', {}, { state: 'linked', profile: 'paper', tier: 'safe', target: paperFile }],
    ['to live', toLive, { state: 'linked', profile: 'live', tier: 'live', target: liveFile }],
    ['to something foreign', { links: { [link]: 'o.env' } }, foreign],
    ['that is not there', { links: { [link]: null } }, absent],
  ])('%s', (_about, setup, told) => {
    expect(status(setup).links).toEqual([{ link, since: null, by: null, ...told }]);
  });
});
