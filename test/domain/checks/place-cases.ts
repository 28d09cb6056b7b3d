import { aRecord } from '../rotation/a-record.ts';
import { type Case, env, onPaper } from './case.ts';

const dir = '/opt/pine/Deployment/env';
const broken = (name: string, more = {}) => ({
  kind: 'bad' as const,
  name,
  error: { kind: 'bad-config' as const, rule: 'r', message: 'm', remedy: 'r', ...more },
});
const entry = { v: 1, seq: 2, change: '0'.repeat(12), prev: '', hash: '' } as const;
const intent = { ...entry, kind: 'intent', verb: 'use', at: '2026-10-02T03:00:00.000Z' } as const;
const rotation = {
  key: 'DATABENTO_API_KEY',
  profile: 'paper',
  record: aRecord({ done: 'promoted' }),
};

/** What stands around the env files: directories, host, journal, configuration. */
export const placeCases: readonly Case[] = [
  ...onPaper(
    'directory-writable',
    ['the group may write', { directories: { [dir]: { mode: 0o770 } } }, `error ${dir}`],
    ['others may write', { directories: { '/opt': { mode: 0o757 } } }, 'error /opt'],
    ['a sticky directory is no safe place', { directories: { '/': { mode: 0o1777 } } }, 'error /'],
    ['nobody else may write', { directories: { [dir]: { mode: 0o755 } } }],
  ),
  ...onPaper(
    'directory-owner',
    ['it belongs to a stranger', { directories: { '/opt': { uid: 1000 } } }, 'error /opt'],
    ['it belongs to the service account', { directories: { [dir]: { uid: 990 } } }],
    [
      'it belongs to us',
      { account: { uid: 1000, gid: 1000 }, directories: { [dir]: { uid: 1000 } } },
    ],
  ),
  ...onPaper(
    'host-not-allowed',
    [
      'another host is named',
      { profiles: { paper: { guard: { hosts: ['trader-2', 'trader-10'] } } } },
      'error profiles/paper.yaml',
    ],
    [
      'the name differs in its case',
      { profiles: { paper: { guard: { hosts: ['Trader-1'] } } } },
      'error profiles/paper.yaml',
    ],
    ['this host is named', { profiles: { paper: { guard: { hosts: ['x', 'trader-1'] } } } }],
    ['no host is named', {}],
    ['only live names one', { profiles: { live: { guard: { hosts: ['trader-2'] } } } }],
  ),
  ...onPaper(
    'change-unfinished',
    [
      'an intent without an end',
      { journal: { damaged: 0, open: intent } },
      'error Deployment/state/journal.jsonl',
    ],
    ['every change ended', {}],
  ),
  ...onPaper(
    'rotation-open',
    [
      'a rotation is open',
      { rotations: [rotation] },
      'warning Deployment/state/rotation-DATABENTO_API_KEY-paper.json',
    ],
    [
      'its record says nothing',
      { rotations: [{ key: 'DATABENTO_API_KEY', profile: 'paper' }] },
      'warning Deployment/state/rotation-DATABENTO_API_KEY-paper.json',
    ],
    [
      'the one that is open is of another profile',
      { rotations: [{ ...rotation, profile: 'live' }] },
    ],
    ['none is open', { rotations: [] }],
  ),
  ...onPaper(
    'journal-damaged',
    ['one place is damaged', { journal: { damaged: 1 } }, 'error Deployment/state/journal.jsonl'],
    ['none is', { journal: { damaged: 0, open: intent } }],
  ),
  ...onPaper(
    'journal-unreadable',
    [
      'it cannot be opened',
      { journal: { damaged: 0, error: broken('').error } },
      'error Deployment/state/journal.jsonl',
    ],
    ['it can be read', { journal: { damaged: 3 } }],
  ),
  ...onPaper(
    'profile-unusable',
    [
      'another profile is broken',
      { profiles: { live: broken('live') } },
      'error profiles/live.yaml',
    ],
    [
      'its error names a line',
      { profiles: { live: broken('live', { where: 'profiles/live.yaml:3' }) } },
      'error profiles/live.yaml:3',
    ],
    ['all are good', {}],
  ),
  ...onPaper(
    'registry-unusable',
    ['there is none', { registry: { kind: 'absent' } }, 'error profiles/keys.yaml'],
    [
      'it is broken',
      { registry: { kind: 'bad', error: broken('', { where: 'profiles/keys.yaml:9' }).error } },
      'error profiles/keys.yaml:9',
    ],
    ['it is good', {}],
  ),
  ...onPaper(
    'editor-leftover',
    [
      'two of three name keys',
      {
        leftovers: [
          { name: '.pine-trader.live.env.swp', keys: ['DATABENTO_API_KEY'] },
          { name: 'notes.bak', keys: [] },
          { name: 'pine-trader.env~', keys: ['A', 'B', 'C', 'D'] },
        ],
      },
      [`error ${env}/.pine-trader.live.env.swp`, `error ${env}/pine-trader.env~`],
    ],
    ['a leftover that names no key', { leftovers: [{ name: 'notes.bak', keys: [] }] }],
  ),
];
