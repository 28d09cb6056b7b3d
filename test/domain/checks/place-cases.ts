import { Secret } from '../../../src/domain/secret.ts';
import type { Setup } from '../a-world.ts';
import { liveText, values } from '../env-samples.ts';
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

const above = { directory: '/h', what: 'Dropbox' };

const tracked = (...texts: readonly string[]): Setup => ({
  tracked: [{ path: 'old.env', texts: texts.map((text) => Secret.of(text)), unread: false }],
});

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
    'place-in-git',
    ['a work tree around it', { place: { path: '/h/p', git: above } }, 'error /h/p'],
    ['none', { place: { path: '/h/p', synced: above } }],
    ['a root of nobody alone', {}],
  ),
  ...onPaper(
    'place-synced',
    ['a synced directory', { place: { path: '/h/p', synced: above } }, 'error /h/p'],
    ['none', { place: { path: '/h/p', git: above } }],
  ),
  ...onPaper(
    'home-readable',
    [
      'everybody may list it',
      { place: { path: '/h/p', openHome: { path: '/h', mode: 0o755 } } },
      'error /h',
    ],
    ['nobody else may', { place: { path: '/h/p' } }],
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
    'leaked-in-tree',
    ['a live value, in a comment', tracked(`# OLD=${values.liveHook}\n`), 'error old.env:1'],
    ['our value under another name', tracked(`\nX: "${values.paperData}",\n`), 'error old.env:2'],
    [
      'a value of ours that is not enrolled',
      {
        files: { 'pine-trader.live.env': liveText({ DATABENTO_API_KEY: values.strangeData }) },
        ...tracked(`K=${values.strangeData}`),
      },
      'error old.env:1',
    ],
    [
      'what the index holds and the work tree does not, each once',
      tracked(`K=${values.liveData}\n`, `K=${values.liveData}\nL=${values.paperData}\n`),
      ['error old.env:1', 'error old.env:2'],
    ],
    [
      'credentials of nobody here',
      tracked(`K=${values.strangeData}\nAPI_TOKEN=${values.stranger.slice(-32)}\n`),
      ['warning old.env:1', 'warning old.env:2'],
    ],
    [
      'what is too large to be looked into',
      { tracked: [{ path: 'old.env', texts: [], unread: true }] },
      'warning old.env',
    ],
    [
      'the env file of another profile',
      {
        tracked: [
          {
            path: `${env}/pine-trader.live.env`,
            texts: [Secret.of(values.liveHook)],
            unread: false,
          },
        ],
        git: new Map([['pine-trader.live.env', 'tracked']]),
      },
      `error ${env}/pine-trader.live.env:1`,
    ],
    [
      'its own env file, which has a rule of its own',
      {
        tracked: [
          {
            path: `${env}/pine-trader.paper.env`,
            texts: [Secret.of(values.paperHook)],
            unread: false,
          },
        ],
        git: new Map([['pine-trader.paper.env', 'tracked']]),
      },
    ],
    [
      'placeholders, settings and references',
      tracked(
        'API_KEY=your_databento_api_key_here\nPATH_TO_KEY=/run/credentials/the-worker/key\nX=${A_VERY_LONG_NAME}\n',
      ),
    ],
    ['nothing is tracked', { tracked: [] }],
    ['nobody looked', {}],
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
