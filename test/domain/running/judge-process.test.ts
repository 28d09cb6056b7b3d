import { describe, expect, test } from 'vitest';
import { judgeProcess, keysOf } from '../../../src/domain/running/judge-process.ts';
import type { ProcessFacts } from '../../../src/domain/running/process-facts.ts';
import type { Running } from '../../../src/domain/running/running.ts';
import { aLink, fileFacts, link, liveFile, paperFile, type Setup } from '../a-world.ts';
import { liveText, paperText, values } from '../env-samples.ts';
import { inPaper, knowing, stranger } from '../mistakes.ts';
import { aProcess, startedAt, variablesOf, whereRun, withConfig } from './a-process.ts';

const toLive: Setup = { links: { [link]: liveFile } };
const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;

function judged(process: ProcessFacts, setup: Setup = {}, running: Partial<Running> = {}) {
  return judgeProcess(whereRun([process], setup, running), process);
}

const sound = { state: 'matches', environments: ['paper'], tier: 'safe', differs: [], why: null };

describe('a process that', () => {
  test.each<[string, string, Setup, object]>([
    ['has what is linked matches', paperText(), {}, sound],
    ['has more than that, and no secret in it, matches', paperText({ HOME: '/x' }), {}, sound],
    [
      'has live while live is linked matches, and is live',
      liveText(),
      toLive,
      {
        ...{ state: 'matches', environments: ['live'], tier: 'live', differs: [] },
      },
    ],
    [
      'has live while paper is linked is stale, and is what live has',
      liveText(),
      {},
      {
        ...{ state: 'stale', environments: ['live'], tier: 'live', instead: 'live' },
        differs: ['TRADERSPOST_WEBHOOK_URL', 'DATABENTO_API_KEY', 'TRADERSPOST_API_KEY'],
      },
    ],
    [
      'has paper while live is linked is stale, and safe',
      paperText(),
      toLive,
      {
        ...{ state: 'stale', tier: 'safe', instead: 'paper' },
      },
    ],
    [
      'has another switch is stale, and is no profile',
      paperText({ POLICY_KILLSWITCH: 'true' }),
      {},
      {
        ...{ state: 'stale', tier: 'safe', differs: ['POLICY_KILLSWITCH'], instead: null },
      },
    ],
    [
      'lacks a variable is stale',
      paperText({ DISCORD_WEBHOOK_URL: undefined }),
      {},
      {
        ...{ state: 'stale', differs: ['DISCORD_WEBHOOK_URL'] },
      },
    ],
    [
      'has a secret that the file has not is stale',
      paperText(),
      inPaper({ TRADERSPOST_API_KEY: undefined }),
      { state: 'stale', differs: ['TRADERSPOST_API_KEY'], tier: 'safe' },
    ],
    [
      'has keys of two environments is mixed, and live',
      paperText({ DATABENTO_API_KEY: values.liveData }),
      {},
      { state: 'mixed', environments: ['paper', 'live'], tier: 'live' },
    ],
    [
      'is mixed and holds an unknown key is mixed first of all',
      paperText({ DATABENTO_API_KEY: values.liveData, HOOK: values.stranger }),
      {},
      { state: 'mixed', tier: 'live' },
    ],
    [
      'is stale and holds an unknown key is unproven before it is stale',
      paperText({ TRADERSPOST_WEBHOOK_URL: values.stranger }),
      {},
      { state: 'unproven', why: 'nobody enrolled its TRADERSPOST_WEBHOOK_URL', tier: 'safe' },
    ],
    [
      'holds a key of a profile that cannot be read is live',
      paperText({ TRADERSPOST_WEBHOOK_URL: values.stranger, TRADERSPOST_API_KEY: undefined }),
      knowing(stranger('old')),
      { state: 'mixed', environments: ['old', 'paper'], tier: 'live' },
    ],
    [
      'has nothing that anybody knows is unproven',
      'HOME=/x\n',
      {},
      {
        ...{ state: 'unproven', tier: null, why: 'it has no key that anybody enrolled' },
      },
    ],
    [
      'has what stands in a file that systemd refuses is stale',
      paperText(),
      { files: { [paperFile]: new Uint8Array([65, 61, 255, 254, 10]) } },
      { state: 'stale', differs: ['the file behind the link'], tier: 'safe' },
    ],
    [
      'was started from a file that is gone is stale',
      paperText(),
      { files: { [paperFile]: { kind: 'absent', file: paperFile } } },
      { state: 'stale', differs: ['the file behind the link'] },
    ],
    [
      'runs while the link leads to a stranger’s file is stale',
      paperText(),
      { links: { [link]: aLink(link, 'o.env', fileFacts()) } },
      { state: 'stale', differs: ['the file behind the link'], instead: 'paper' },
    ],
    [
      'is judged under a registry that is broken is unproven',
      paperText(),
      {
        registry: { kind: 'bad', error: bad },
      },
      { state: 'unproven', tier: null, why: 'the registry cannot be read' },
    ],
  ])('%s', (_about, text, setup, told) => {
    expect(judged(aProcess(text), setup)).toMatchObject(told);
  });

  test.each([
    ['not-permitted', 'its environment may not be read by this account'],
    ['gone', 'it ended while it was looked at'],
    ['starting', 'it has not become the worker yet'],
  ] as const)('cannot be read, %s, is unproven', (closed, why) => {
    const told = { state: 'unproven', environments: [], tier: null, differs: [], why };
    expect(judged(aProcess({ kind: 'closed', why: closed }))).toMatchObject(told);
  });

  test('is told by names: number, unit, program and since when', () => {
    const told = { pid: 4711, unit: 'pine-worker@a.service', program: 'python3' };
    const since = new Date(startedAt).toISOString();
    expect(judged(aProcess(paperText()))).toMatchObject({ ...told, since });
  });

  test('no unit started has none', () => {
    const { unit: _none, ...process } = aProcess(paperText());
    expect(judged(process)).toMatchObject({ ...sound, unit: null });
  });

  test('has a secret for a name is told without that name', () => {
    const program = values.liveToken;
    const told = judged(aProcess(`${paperText()}`, { program }));
    expect(JSON.stringify(told)).not.toContain(values.liveToken);
  });

  test('holds values has none of them in its verdict', () => {
    const text = JSON.stringify(judged(aProcess(liveText({ MY: values.stranger }))));
    for (const value of Object.values(values)) expect(text).not.toContain(value);
  });
});

describe('its config', () => {
  const hook = (value: string) => JSON.stringify({ traderspost_webhook: value });
  test.each<[string, Partial<Running>, object]>([
    ['that says nothing changes nothing', withConfig('{}'), sound],
    [
      'that puts live before paper makes it mixed',
      withConfig(hook(values.liveHook)),
      {
        ...{ state: 'mixed', tier: 'live' },
      },
    ],
    [
      'that names an unknown webhook makes it unproven',
      withConfig(hook(values.stranger)),
      {
        ...{ state: 'unproven', why: 'nobody enrolled its TRADERSPOST_WEBHOOK_URL' },
      },
    ],
    [
      'that hides its webhook makes it unproven',
      withConfig('{"traderspost_webhook": [1]}'),
      {
        state: 'unproven',
        why: 'what its runtime config runtime/config.yml makes of TRADERSPOST_WEBHOOK_URL cannot be told',
      },
    ],
    [
      'that is newer than the process makes it unproven',
      withConfig('{}', { facts: fileFacts({ changedAt: startedAt + 1 }) }),
      { state: 'unproven', why: 'its runtime config runtime/config.yml is newer than the process' },
    ],
  ])('%s', (_about, running, told) => {
    expect(judged(aProcess(paperText()), {}, running)).toMatchObject(told);
  });
});

describe('whose keys it has', () => {
  test('are nobody’s without a registry', () => {
    const world = whereRun([], { registry: { kind: 'absent' } });
    const nobodys = { environments: [], unregistered: [], unclear: [] };
    expect(keysOf(world, { pid: 1 }, variablesOf(liveText()))).toEqual(nobodys);
  });

  test('are judged by its own config alone', () => {
    const running = withConfig(JSON.stringify({ traderspost_webhook: values.liveHook }));
    const world = whereRun([], {}, running);
    const keys = (pid: number) => keysOf(world, { pid }, variablesOf(paperText())).environments;
    expect([keys(4711), keys(4712)]).toEqual([['paper', 'live'], ['paper']]);
  });
});
