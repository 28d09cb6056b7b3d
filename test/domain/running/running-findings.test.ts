import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/finding.ts';
import { judgeRunning } from '../../../src/domain/running/judge-units.ts';
import type { ProcessFacts } from '../../../src/domain/running/process-facts.ts';
import type { Running } from '../../../src/domain/running/running.ts';
import { runningFindings } from '../../../src/domain/running/running-findings.ts';
import { Secret } from '../../../src/domain/secret.ts';
import type { UnitFacts } from '../../../src/domain/units/unit-facts.ts';
import { link, liveFile, type Setup } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { inLive, inPaper } from '../mistakes.ts';
import { aProcess, aUnit, byHand, unit, whereRun } from './a-process.ts';

const toLive: Setup = { links: { [link]: liveFile } };
const toNothing: Setup = { links: { [link]: null } };
const strange = aProcess(liveText(), { unit: 'rooney.service' });
const edited = paperText({ POLICY_KILLSWITCH: 'true' });
const closed = { kind: 'closed', why: 'not-permitted' } as const;
const mixedText = paperText({ DATABENTO_API_KEY: values.liveData });

function found(
  processes: readonly ProcessFacts[],
  linked: 'safe' | 'live' | null,
  running: Partial<Running> = {},
  more: Setup = {},
): readonly Finding[] {
  const setup = linked === 'live' ? toLive : linked === null ? toNothing : {};
  const world = whereRun(processes, { ...setup, ...more }, running);
  return runningFindings(world, judgeRunning(world), linked);
}

/** A manager whose unit it has stopped. */
const stopped = aUnit({ mainPid: 0, active: 'inactive', sub: 'dead' });
const quiet = { manager: { kind: 'answered', units: [stopped] } } as const;

const stop = `end it now: sudo systemctl stop ${unit}`;

describe('a worker', () => {
  test.each<[string, ProcessFacts, 'safe' | 'live' | null, string, string]>([
    ['mixed', aProcess(mixedText), 'safe', 'process-mixed', stop],
    ['mixed under live', aProcess(mixedText), 'live', 'process-mixed', stop],
    ['live under paper', aProcess(liveText()), 'safe', 'process-live', stop],
    ['live under no link', aProcess(liveText()), null, 'process-live', stop],
    ['live, by hand', byHand(liveText()), 'safe', 'process-live', 'end it: sudo kill 4712'],
    [
      'live, of a strange unit',
      strange,
      'safe',
      'process-live',
      'end it now: sudo systemctl stop rooney.service',
    ],
    ['paper under live', aProcess(paperText()), 'live', 'process-armed', stop],
    [
      'paper by hand under live',
      byHand(paperText()),
      'live',
      'process-armed',
      'end it: sudo kill 4712',
    ],
    [
      'stale under paper',
      aProcess(edited),
      'safe',
      'process-stale',
      'restart it on what is linked: pine-env use paper --restart',
    ],
    ['stale under no link', aProcess(paperText()), null, 'process-stale', stop],
    [
      'stale and live under live',
      aProcess(liveText({ POLICY_KILLSWITCH: 'true' })),
      'live',
      'process-stale',
      stop,
    ],
    ['stale by hand', byHand(edited), 'safe', 'process-stale', 'end it: sudo kill 4712'],
    [
      'stale of a strange unit',
      aProcess(edited, { unit: 'rooney.service' }),
      'safe',
      'process-stale',
      'end it now: sudo systemctl stop rooney.service',
    ],
    [
      'unproven',
      aProcess(closed),
      'safe',
      'process-unproven',
      `look as root; to end it: sudo systemctl stop ${unit}`,
    ],
  ])('that is %s is told, once', (_about, process, linked, rule, remedy) => {
    expect(found([process], linked, quiet)).toMatchObject([{ rule, severity: 'error', remedy }]);
  });

  test('that runs what is linked is not told', () => {
    expect(found([aProcess(paperText())], 'safe')).toEqual([]);
    expect(found([aProcess(liveText())], 'live')).toEqual([]);
  });

  test('that is stale is not to be restarted by systemd, since the file may be live by now', () => {
    const setup = inPaper({ TRADERSPOST_WEBHOOK_URL: values.liveHook });
    const all = [
      ...found([aProcess(paperText())], 'safe', {}, setup),
      ...found([aProcess(liveText())], 'live', {}, { ...inLive({ NEW: '1' }), ...toLive }),
      ...found([aProcess(paperText())], null),
    ];
    expect(all.map(({ rule }) => rule)).toEqual(Array(3).fill('process-stale'));
    expect(all.map(({ remedy }) => remedy).join()).not.toMatch(/systemctl (?:re)?start|use live/);
  });

  test('that is stale is not restarted while another link leads to a live file', () => {
    const world = whereRun([aProcess(edited)], {}, quiet);
    const [stale] = runningFindings(world, judgeRunning(world), 'live').slice(-1);
    expect(stale?.remedy).toBe(stop);
    const old = whereRun([aProcess(liveText({ POLICY_KILLSWITCH: 'true' }))], {}, quiet);
    expect(runningFindings(old, judgeRunning(old), 'live')).toMatchObject([{ remedy: stop }]);
  });

  test('is named by its unit, else by its program', () => {
    const all = found([aProcess(liveText()), byHand(liveText())], 'safe');
    expect(all.map(({ where }) => where)).toEqual([`${unit} pid 4711`, 'python3 pid 4712']);
  });

  test('has its environments, the differing names and no value in its words', () => {
    const words = JSON.stringify(found([aProcess(mixedText), aProcess(edited)], 'safe'));
    expect(words).toContain('paper and live');
    expect(words).toContain('another POLICY_KILLSWITCH');
    for (const value of Object.values(values)) expect(words).not.toContain(value);
  });

  test('that is armed is told what it runs with instead', () => {
    const [armed] = found([aProcess(paperText())], 'live');
    expect(armed?.message).toMatch(/^ARMED: it runs with paper, and live is linked/);
    const [unlike] = found([aProcess(edited)], 'live');
    expect(unlike?.message).toMatch(/^ARMED: it runs with other keys/);
  });
});

test('another process with live keys is a warning, and its words are not to be listed', () => {
  const shell = byHand(liveText(), { program: 'bash', command: [Secret.of('bash')] });
  const setup: Setup = { profiles: { paper: { worker: { command: 'live_worker' } } } };
  const [told, ...more] = found([shell], 'safe', { manager: { kind: 'absent' } }, setup);
  expect([told?.rule, told?.severity, more]).toEqual(['live-keys-elsewhere', 'warning', []]);
  expect(told?.remedy).not.toMatch(/-f|args|cmd/);
});

describe('a unit', () => {
  const none = { mainPid: 0 };
  test.each<[string, Partial<UnitFacts>, readonly string[]]>([
    ['that has failed is told', { ...none, active: 'failed', sub: 'failed' }, ['unit-failed']],
    [
      'that fails again and again is told',
      { ...none, active: 'activating', sub: 'auto-restart' },
      ['unit-failed'],
    ],
    ['that runs unseen is told', {}, ['process-unproven']],
    [
      'whose files were changed since is unproven, also where it is stopped',
      { ...none, active: 'inactive', sub: 'dead', needsReload: true },
      ['unit-not-reloaded'],
    ],
    ['that is stopped is not told', { ...none, active: 'inactive', sub: 'dead' }, []],
  ])('%s', (_about, facts, rules) => {
    const manager = { kind: 'answered', units: [aUnit(facts)] } as const;
    expect(found([], 'safe', { manager }).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('the manager', () => {
  const error = { kind: 'provider', rule: 'manager-silent', message: 'm', remedy: 'r' } as const;
  const units = (...all: readonly UnitFacts[]) => ({ kind: 'answered', units: all }) as const;
  const seen = [aProcess(paperText())];
  test.each<[string, Partial<Running>, readonly string[]]>([
    [
      'that gives no answer is an error',
      { manager: { kind: 'silent', error } },
      ['manager-silent'],
    ],
    ['that is not there is no fault', { manager: { kind: 'absent' } }, []],
    ['that has no unit for a pattern is a warning', { manager: units() }, ['unit-missing']],
    [
      'that only heard of a unit has none',
      { manager: units(aUnit({ load: 'not-found' })) },
      ['unit-missing'],
    ],
    ['that has one is silent', { manager: units(aUnit()) }, []],
  ])('%s', (_about, running, rules) => {
    expect(found(seen, 'safe', running).map(({ rule }) => rule)).toEqual(rules);
  });

  test.each<[string, Partial<Running>, readonly string[]]>([
    [
      'is an error where there is a manager',
      { canLook: false },
      ['process-unproven', 'not-examined'],
    ],
    ['is none where there is no manager', { canLook: false, manager: { kind: 'absent' } }, []],
  ])('not to see any process %s', (_about, running, rules) => {
    expect(found([], 'safe', running).map(({ rule }) => rule)).toEqual(rules);
  });
});
