import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/domain/checks/index.ts';
import { whyNotSafe } from '../../src/domain/refusals.ts';
import {
  aLink,
  anEnvFile,
  aWorld,
  fileFacts,
  link,
  liveFile,
  paperFile,
  type Setup,
} from './a-world.ts';
import { liveText, paperText, values } from './env-samples.ts';
import { inPaper, knowing, spellings, stranger } from './mistakes.ts';

function safe(setup: Setup) {
  const view = viewOf(aWorld(setup), 'paper');
  if (view === undefined) throw new Error('the paper profile of this case is broken');
  return whyNotSafe(view);
}

const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
const brokenLive = { live: { kind: 'bad', name: 'live', error: bad } } as const;
const paperIs = (change: object): Setup => ({
  files: { [paperFile]: anEnvFile(paperFile, paperText(), change) },
});
const noFile = (file: string): Setup => ({ files: { [file]: { kind: 'absent', file } } });
const hidden = (file: string): Setup => ({
  files: { [file]: { kind: 'closed', file, error: { ...bad, errno: 'EACCES' } } },
});
const toCome = stranger('live', { generation: 'next' });
const staging = { staging: { tier: 'safe' } };
const stolen = inPaper({ TRADERSPOST_WEBHOOK_URL: values.stranger });

describe('the way to safety is closed', () => {
  test.each<[string, Setup, string, string]>([
    ...Object.entries(spellings).map(([how, value]): [string, Setup, string, string] => [
      `the live webhook ${how}`,
      inPaper({ TRADERSPOST_WEBHOOK_URL: value }),
      'refused',
      'holds-a-live-key',
    ]),
    [
      'a live value under any name',
      inPaper({ MY_HOOK: values.liveHook }),
      'refused',
      'holds-a-live-key',
    ],
    [
      'a live data key',
      inPaper({ DATABENTO_API_KEY: values.liveData }),
      'refused',
      'holds-a-live-key',
    ],
    [
      'a live value that is to come',
      { ...stolen, ...knowing(toCome) },
      'refused',
      'holds-a-live-key',
    ],
    [
      'a value of a broken profile',
      {
        ...stolen,
        ...knowing(stranger('staging')),
        profiles: { staging: { kind: 'bad', name: 'staging', error: bad } },
      },
      'refused',
      'holds-a-live-key',
    ],
    [
      'live values, though live.yaml is broken',
      { ...inPaper({ A: values.liveHook }), profiles: brokenLive },
      'refused',
      'holds-a-live-key',
    ],
    [
      'a live value in a file of a wrong mode',
      { files: { [paperFile]: anEnvFile(paperFile, liveText(), { mode: 0o644 }) } },
      'refused',
      'holds-a-live-key',
    ],
    [
      'the file of a live profile',
      { profiles: { drill: { tier: 'live', links: { [link]: paperFile } } } },
      'refused',
      'file-of-a-live-profile',
    ],
    [
      'the file of a live profile for another link',
      { profiles: { drill: { tier: 'live', links: { 'o.env': paperFile } } } },
      'refused',
      'file-of-a-live-profile',
    ],
    ['no file', noFile(paperFile), 'unsafe-file', 'env-file-missing'],
    ['a file that cannot be opened', hidden(paperFile), 'unsafe-file', 'env-file-unreadable'],
    [
      'a FIFO',
      {
        files: {
          [paperFile]: { kind: 'opened', file: paperFile, facts: fileFacts({ kind: 'fifo' }) },
        },
      },
      'unsafe-file',
      'env-file-not-regular',
    ],
    ['an empty file', { files: { [paperFile]: '' } }, 'unsafe-file', 'env-file-empty'],
    ['a second name', paperIs({ nlink: 2 }), 'unsafe-file', 'env-file-hard-linked'],
    ['a wrong mode', paperIs({ mode: 0o640 }), 'unsafe-file', 'env-file-mode'],
    ['a wrong owner', paperIs({ uid: 0 }), 'unsafe-file', 'env-file-owner'],
    ['a wrong group', paperIs({ gid: 0 }), 'unsafe-file', 'env-file-group'],
    ['a foreign link', { links: { [link]: 'old.env' } }, 'unsafe-file', 'link-foreign'],
    [
      'a file in the link’s place',
      { links: { [link]: { link, facts: fileFacts() } } },
      'unsafe-file',
      'link-not-a-link',
    ],
  ])('by %s', (_about, setup, kind, rule) => {
    expect(safe(setup)).toMatchObject({ kind, rule });
  });

  test('with a line to look at and the command that stops what trades', () => {
    expect(safe(inPaper({ MY_HOOK: values.liveHook }))).toMatchObject({
      where: `Deployment/env/${paperFile}:6 MY_HOOK`,
      message: expect.stringContaining('the live value of TRADERSPOST_WEBHOOK_URL'),
      remedy: "sudo systemctl stop 'pine-worker@*.service'",
    });
    const unitless = {
      ...inPaper({ MY_HOOK: values.liveHook }),
      profiles: { paper: { units: [] } },
    };
    expect(safe(unitless)?.remedy).toBe('stop the worker, then mend the file');
  });
});

describe('the way to safety is open', () => {
  test.each<[string, Setup]>([
    ['in a sound root', {}],
    ['without a registry', { registry: { kind: 'absent' } }],
    ['with a broken registry', { registry: { kind: 'bad', error: bad } }],
    ['without a live file', noFile(liveFile)],
    ['with a live file nobody may read', hidden(liveFile)],
    ['with a broken live.yaml', { profiles: brokenLive }],
    ['with a value nobody knows', stolen],
    [
      'with a value of another safe profile',
      { ...stolen, ...knowing(stranger('staging')), profiles: staging },
    ],
    [
      'with the file of another safe profile',
      { profiles: { staging: { links: { [link]: paperFile } } } },
    ],
    ['with a switch that says nothing', inPaper({ POLICY_KILLSWITCH: undefined })],
    ['with a placeholder', inPaper({ DATABENTO_API_KEY: 'changeme' })],
    ['with a file that systemd refuses', { files: { [paperFile]: `${paperText()}\0` } }],
    ['with a directory that others may write', { directories: { '/opt': { mode: 0o777 } } }],
    ['with a damaged journal', { journal: { damaged: 2 } }],
    ['on a host that is not named', { profiles: { paper: { guard: { hosts: ['x'] } } } }],
    ['without a link', { links: { [link]: null } }],
    ['with a link to live', { links: { [link]: liveFile } }],
    ['with a link to nothing', { links: { [link]: aLink(link, liveFile) } }],
    [
      'with a link that may be of a profile that was not read',
      { links: { [link]: 'o.env' }, allProfiles: false },
    ],
    [
      'with a link of a stranger',
      {
        links: {
          [link]: { ...aLink(link, paperFile), facts: fileFacts({ kind: 'link', uid: 7 }) },
        },
      },
    ],
  ])('%s', (_about, setup) => {
    expect(safe(setup)).toBeUndefined();
  });
});
