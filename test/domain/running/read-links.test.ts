import { describe, expect, test } from 'vitest';
import { linksRead } from '../../../src/domain/running/links-read.ts';
import { linksOf, profilesOfUnit } from '../../../src/domain/running/read-links.ts';
import { aWorld, link, liveFile, paperFile, type Setup } from '../a-world.ts';
import { liveText, paperText } from '../env-samples.ts';
import { variablesOf } from './a-process.ts';

const hub = 'datahub.env';
const roles = (name: string) => ({
  links: { [link]: name === 'live' ? liveFile : paperFile, [hub]: `hub.${name}.env` },
});
const twoRoles: Setup = {
  profiles: { paper: roles('paper'), live: roles('live') },
  links: { [hub]: 'hub.paper.env' },
  files: { 'hub.paper.env': 'HUB_PORT=1\n', 'hub.live.env': 'HUB_PORT=2\nHUB_LIVE=1\n' },
};
const unitsApart: Setup = {
  profiles: {
    paper: { units: ['pine-worker@*.service'] },
    live: { units: ['pine-live.service'], links: { 'live-only.env': liveFile } },
  },
};

describe('the profiles of a unit', () => {
  test.each<[string, string, Setup, readonly string[]]>([
    ['are all that name it', 'pine-worker@a.service', {}, ['paper', 'live']],
    ['are those alone whose pattern fits', 'pine-live.service', unitsApart, ['live']],
    ['are none for a stranger', 'cron.service', {}, []],
  ])('%s', (_about, unit, setup, names) => {
    expect(profilesOfUnit(aWorld(setup), unit).map(({ name }) => name)).toEqual(names);
  });
});

describe('a process was started from', () => {
  const own = 'pine-worker@a.service';
  test.each<[string, string | undefined, string, Setup, readonly string[]]>([
    ['the only link there is', own, '', {}, [link]],
    [
      'the links that the profiles of its unit declare',
      'pine-live.service',
      '',
      unitsApart,
      ['live-only.env'],
    ],
    [
      'any declared link, when no unit started it',
      undefined,
      '',
      unitsApart,
      [link, 'live-only.env'],
    ],
    [
      'any declared link, when nobody names its unit',
      'cron.service',
      '',
      unitsApart,
      [link, 'live-only.env'],
    ],
    ['the role of which it has a variable', own, paperText(), twoRoles, [link]],
    ['the other role, by its variable', own, 'HUB_PORT=1\n', twoRoles, [hub]],
    ['the other role, by a variable that only live gives', own, 'HUB_LIVE=1\n', twoRoles, [hub]],
    [
      'both roles, when it has variables of both',
      own,
      `${liveText()}HUB_PORT=1\n`,
      twoRoles,
      [link, hub],
    ],
    ['all roles, when it has a variable of none', own, 'HOME=/\n', twoRoles, [link, hub]],
  ])('%s', (_about, unit, text, setup, links) => {
    const process = unit === undefined ? {} : { unit };
    const world = aWorld(setup);
    expect(linksRead(world, variablesOf(text), linksOf(world, process)).links).toEqual(links);
  });
});
