import { describe, expect, test } from 'vitest';
import {
  activeProfiles,
  declaredLinks,
  isActive,
  linkState,
  profileOfFile,
  standing,
} from '../../src/domain/env-link.ts';
import {
  aLink,
  aProfile,
  aWorld,
  fileFacts,
  link,
  liveFile,
  paperFile,
  type Setup,
} from './a-world.ts';

const copying = { paper: { activation: 'copy' }, live: { activation: 'copy' } };
const inPlace = (kind: 'file' | 'directory', copyOf?: string) => ({
  [link]: { link, facts: fileFacts({ kind }), ...(copyOf !== undefined && { copyOf }) },
});
const bad = { kind: 'bad-config', rule: 'r', message: 'm', remedy: 'r' } as const;
const linked = { kind: 'linked', dangling: false };
const hub = 'datahub.env';

/** What the link is, what `linkState` says, what the journal would call it, and who is active. */
const states: readonly (readonly [string, Setup, object, string | null, readonly string[]])[] = [
  ['a link to paper', {}, { ...linked, profile: 'paper', file: paperFile }, paperFile, ['paper']],
  [
    'a link to live',
    { links: { [link]: liveFile } },
    { ...linked, profile: 'live', file: liveFile },
    liveFile,
    ['live'],
  ],
  ['nothing', { links: { [link]: null } }, { kind: 'absent' }, null, []],
  [
    'a link to nothing',
    { links: { [link]: aLink(link, paperFile) } },
    { kind: 'linked', profile: 'paper', file: paperFile, dangling: true },
    paperFile,
    [],
  ],
  [
    'a link to something undeclared',
    { links: { [link]: 'o.env' } },
    { kind: 'foreign', target: 'o.env' },
    'o.env',
    [],
  ],
  [
    'a link by a detour',
    { links: { [link]: `./${paperFile}` } },
    { kind: 'foreign', target: `./${paperFile}` },
    `./${paperFile}`,
    [],
  ],
  [
    'an absolute link',
    { links: { [link]: `/opt/pine/Deployment/env/${paperFile}` } },
    { kind: 'foreign' },
    `/opt/pine/Deployment/env/${paperFile}`,
    [],
  ],
  [
    'a link to a file of a broken profile',
    { links: { [link]: liveFile }, profiles: { live: { kind: 'bad', name: 'live', error: bad } } },
    { kind: 'foreign', target: liveFile },
    liveFile,
    [],
  ],
  ['a file', { links: inPlace('file') }, { kind: 'not-a-link', what: 'file' }, null, []],
  [
    'a file with our bytes where a link is declared',
    { links: inPlace('file', paperFile) },
    { kind: 'not-a-link' },
    null,
    [],
  ],
  [
    'a directory',
    { links: inPlace('directory') },
    { kind: 'not-a-link', what: 'directory' },
    null,
    [],
  ],
  [
    'a directory where a copy is declared',
    { profiles: copying, links: inPlace('directory') },
    { kind: 'not-a-link' },
    null,
    [],
  ],
  [
    'a copy',
    { profiles: copying, links: inPlace('file', liveFile) },
    { ...linked, profile: 'live', file: liveFile },
    liveFile,
    ['live'],
  ],
  [
    'a copy of nothing',
    { profiles: copying, links: inPlace('file') },
    { kind: 'unproven' },
    null,
    [],
  ],
  [
    'a copy of a file declared for another link',
    { profiles: copying, links: inPlace('file', 'o.env') },
    { kind: 'unproven' },
    null,
    [],
  ],
];

describe('a link', () => {
  test.each(states)('that is %s', (_about, setup, state, journalled, active) => {
    const world = aWorld(setup);
    expect(linkState(world, link)).toMatchObject(state);
    expect(standing(world, link)).toBe(journalled);
    expect(activeProfiles(world).map(({ name }) => name)).toEqual(active);
  });

  test('of another profile may name the same file only under its own name', () => {
    const world = aWorld({
      links: { [link]: 'hub.paper.env' },
      profiles: { paper: { links: { [link]: paperFile, [hub]: 'hub.paper.env' } } },
    });
    expect(linkState(world, link)).toEqual({ kind: 'foreign', target: 'hub.paper.env' });
  });
});

describe('a profile with two links', () => {
  const profiles = {
    paper: { links: { [link]: paperFile, [hub]: 'hub.paper.env' } },
    live: { links: { [link]: liveFile, [hub]: 'hub.live.env' } },
  };
  const behind = fileFacts();
  const at = (first: string, second: string) =>
    aWorld({
      profiles,
      links: { [link]: aLink(link, first, behind), [hub]: aLink(hub, second, behind) },
    });
  const paper = aProfile('paper', profiles.paper);

  test('is active only when both stand for it', () => {
    expect(isActive(at(paperFile, 'hub.paper.env'), paper)).toBe(true);
    expect(isActive(at(paperFile, 'hub.live.env'), paper)).toBe(false);
    expect(isActive(at(liveFile, 'hub.paper.env'), paper)).toBe(false);
    expect(activeProfiles(at(paperFile, 'hub.live.env'))).toEqual([]);
  });

  test('declares each link once, however many profiles share it', () => {
    expect(declaredLinks(at(paperFile, 'hub.paper.env'))).toEqual([link, hub]);
  });
});

describe('the profile of a file', () => {
  const name = (world: ReturnType<typeof aWorld>, which: string, file: string) =>
    profileOfFile(world, which, file)?.name;

  test('is known only by the link it is declared for', () => {
    const profiles = { paper: { links: { [link]: paperFile, [hub]: 'hub.env' } } };
    const world = aWorld({ profiles });
    expect(name(world, hub, 'hub.env')).toBe('paper');
    expect(name(world, link, 'hub.env')).toBeUndefined();
  });

  test('is the live one where several declare it, whatever their order', () => {
    for (const other of ['alpha', 'zulu']) {
      const world = aWorld({ profiles: { [other]: { links: { [link]: liveFile } } } });
      expect(name(world, link, liveFile)).toBe('live');
      expect(
        name(
          aWorld({ profiles: { [other]: { tier: 'live', links: { [link]: paperFile } } } }),
          link,
          paperFile,
        ),
      ).toBe(other);
    }
    const safe = aWorld({ profiles: { zulu: { links: { [link]: paperFile } } } });
    expect(name(safe, link, paperFile)).toBe('paper');
  });
});
