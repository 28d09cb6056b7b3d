import type { Consent } from '../../../src/domain/consent.ts';
import {
  aLink,
  anEnvFile,
  aWorld,
  consentTo,
  fileFacts,
  link,
  liveFile,
  paperFile,
} from '../a-world.ts';
import { liveText, paperText } from '../env-samples.ts';
import { type Case, env, onLive, onPaper } from './case.ts';

const where = `error ${env}/${link}`;
const inPlace = (change: object) => ({ link, facts: fileFacts(change) });
const toLive = { links: { [link]: liveFile } };
const sound = aWorld();
const yes = consentTo(sound, 'live') as Consent;
const copying = { paper: { activation: 'copy' }, live: { activation: 'copy' } };
const copied = (change: object) => ({
  profiles: copying,
  links: { [link]: { ...inPlace(change), copyOf: paperFile } },
});
const two = (paper: string, live: string) => ({
  profiles: {
    paper: { links: { [link]: paperFile, 'datahub.env': paper } },
    live: { links: { [link]: liveFile, 'datahub.env': live } },
  },
  files: {
    [paper]: anEnvFile(paper, paperText()),
    [live]: anEnvFile(live, paperText()),
  },
});
const hub = two('hub.paper.env', 'hub.live.env');
const hubAlone = { live: { links: { 'datahub.env': 'hub.live.env' } } };
const apart = { ...hub, profiles: hubAlone, links: { 'datahub.env': 'hub.live.env' } };

/** What stands in the place of the links. */
export const linkCases: readonly Case[] = [
  ...onPaper(
    'link-missing',
    ['there is no link', { links: { [link]: null } }, where],
    [
      'nobody looked at it',
      { links: {}, profiles: { paper: { links: { 'o.env': 'p.env' } } } },
      `error ${env}/o.env`,
    ],
    ['it is there and dangles', { links: { [link]: aLink(link, paperFile) } }],
  ),
  ...onPaper(
    'link-dangling',
    ['nothing is behind it', { links: { [link]: aLink(link, paperFile) } }, where],
    ['it names live and nothing is behind', { links: { [link]: aLink(link, liveFile) } }, where],
    ['its file is there', {}],
    ['there is no link', { links: { [link]: null } }],
  ),
  ...onPaper(
    'link-foreign',
    ['it names a file nobody declares', { links: { [link]: 'old.env' } }, where],
    ['it leaves the directory', { links: { [link]: '/etc/pine.env' } }, where],
    ['it names our file by a detour', { links: { [link]: `../env/${paperFile}` } }, where],
    ['it names nothing', { links: { [link]: '' } }, where],
    ['it names live', { links: { [link]: liveFile } }],
    ['not every profile could be read', { links: { [link]: 'old.env' }, allProfiles: false }],
  ),
  ...onPaper(
    'link-not-a-link',
    ['a file stands there', { links: { [link]: inPlace({}) } }, where],
    ['a directory stands there', { links: { [link]: inPlace({ kind: 'directory' }) } }, where],
    [
      'a directory, where a copy should be',
      { profiles: copying, links: { [link]: inPlace({ kind: 'directory' }) } },
      where,
    ],
    ['a file, where copies are declared', { profiles: copying, links: { [link]: inPlace({}) } }],
    ['it is a link', {}],
  ),
  ...onPaper(
    'link-unproven',
    ['a copy of nothing', { profiles: copying, links: { [link]: inPlace({}) } }, where],
    [
      'a copy of a file that no profile declares',
      { profiles: copying, links: { [link]: { ...inPlace({}), copyOf: 'old.env' } } },
      where,
    ],
    ['a copy', { profiles: copying, links: { [link]: { ...inPlace({}), copyOf: liveFile } } }],
    ['a file where a link is declared', { links: { [link]: inPlace({}) } }],
  ),
  ...onPaper(
    'link-owner',
    [
      'it belongs to a stranger',
      {
        links: {
          [link]: {
            ...aLink(link, paperFile, fileFacts()),
            facts: fileFacts({ kind: 'link', uid: 1000 }),
          },
        },
      },
      where,
    ],
    [
      'it belongs to the service account',
      {
        links: {
          [link]: { ...aLink(link, paperFile, fileFacts()), facts: fileFacts({ kind: 'link' }) },
        },
      },
    ],
    [
      'it belongs to us',
      {
        account: { uid: 1000, gid: 1000 },
        links: {
          [link]: {
            ...aLink(link, paperFile, fileFacts()),
            facts: fileFacts({ kind: 'link', uid: 1000 }),
          },
        },
      },
    ],
    ['it belongs to root', {}],
    ['there is none', { links: { [link]: null } }],
  ),
  ...onPaper(
    'links-mixed',
    ['two links, two profiles', { ...hub, links: { 'datahub.env': 'hub.live.env' } }, where],
    ['links that never switch together, for both tiers', apart, where],
    ['both stand for live', { ...hub, links: { [link]: liveFile, 'datahub.env': 'hub.live.env' } }],
    ['both stand for paper', { ...hub, links: { 'datahub.env': 'hub.paper.env' } }],
    ['one is missing', { ...hub, links: { 'datahub.env': null } }],
  ),
  ...onLive(
    'live-without-consent',
    ['nobody said yes', { ...toLive, consent: null }, where],
    ['a yes to another profile', { ...toLive, consent: { ...yes, profile: 'drill' } }, where],
    ['a yes on another host', { ...toLive, consent: { ...yes, host: 'trader-2' } }, where],
    ['a yes to other bytes', { ...toLive, consent: { ...yes, files: [] } }, where],
    [
      'a file edited since the yes',
      { ...toLive, consent: yes, files: { [liveFile]: liveText({ EDITED: '1' }) } },
      where,
    ],
    ['a yes to what stands there', { ...toLive, consent: yes }],
    ['paper is linked, and needs no yes', { consent: null }],
    ['the link dangles', { links: { [link]: aLink(link, liveFile) }, consent: null }],
  ),
  ...onPaper('live-without-consent', [
    'it is told of the live profile only',
    { ...toLive, consent: null },
  ]),
  ...onPaper(
    'copy-not-closed',
    ['another mode', copied({ mode: 0o640 }), where],
    ['another owner', copied({ uid: 0 }), where],
    ['a second name', copied({ nlink: 2 }), where],
    ['as declared', copied({})],
    ['a link, though of mode 0777', {}],
    ['a file where a link is declared', { links: { [link]: inPlace({ mode: 0o644 }) } }],
  ),
  ...onPaper('link-foreign', [
    'the journal knows that we made it',
    { links: { [link]: 'old.env' }, journalled: new Set(['old.env']) },
  ]),
  ...onLive('link-foreign', [
    'it names a file nobody declares',
    { links: { [link]: 'old.env' } },
    where,
  ]),
];
