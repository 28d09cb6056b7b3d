import { describe, expect, test } from 'vitest';
import { linkedNow } from '../../../src/domain/gate/linked-now.ts';
import { linksRead } from '../../../src/domain/running/links-read.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { aWorld, type Setup } from '../a-world.ts';

const [a, b] = ['a.env', 'b.env'];
const linksOf = (name: string) => ({ [a]: `a.${name}.env`, [b]: `b.${name}.env` });
const files = {
  'a.paper.env': 'ORDERS=p\nSHARED=p\n',
  'b.paper.env': 'DATA=p\nSHARED=p\n',
  'a.live.env': 'ORDERS=l\nSHARED=l\n',
  'b.live.env': 'DATA=l\nSHARED=l\n',
};
const paper = { [a]: 'a.paper.env', [b]: 'b.paper.env' };
const live = { [a]: 'a.live.env', [b]: 'b.live.env' };

function twoRoles(links: Setup['links'], more: Setup['files'] = {}) {
  const profiles = { paper: { links: linksOf('paper') }, live: { links: linksOf('live') } };
  return aWorld({
    profiles,
    links: { 'pine-trader.env': null, ...links },
    files: { ...files, ...more },
  });
}

const variables = (lines: Readonly<Record<string, string>>) =>
  new Map(Object.entries(lines).map(([key, value]) => [key, Secret.of(value)]));

describe('of two roles', () => {
  test.each([
    ['a unit that reads both', { ORDERS: 'p', DATA: 'p', SHARED: 'p' }, [a, b], []],
    ['a unit that reads the first', { ORDERS: 'p', SHARED: 'p' }, [a], []],
    ['a unit that reads the second', { DATA: 'p', SHARED: 'p' }, [b], []],
    ['a unit that reads neither', { LANG: 'C' }, [a, b], ['ORDERS', 'SHARED', 'DATA']],
    ['an older first file', { ORDERS: 'o', SHARED: 'p' }, [a], ['ORDERS']],
    [
      'an older first file beside the second',
      { ORDERS: 'o', DATA: 'p', SHARED: 'p' },
      [a, b],
      ['ORDERS'],
    ],
    [
      'an older second file beside the first',
      { ORDERS: 'p', DATA: 'o', SHARED: 'p' },
      [a, b],
      ['DATA'],
    ],
  ])('%s is found by what it has', (_what, has, links, differs) => {
    expect(linksRead(twoRoles(paper), variables(has))).toEqual({ links, differs });
  });

  test('a role that the environment needs is not left out to make the rest fit', () => {
    const read = linksRead(twoRoles(paper), variables({ ORDERS: 'p', DATA: 'l', SHARED: 'p' }));
    expect(read).toEqual({ links: [a, b], differs: ['DATA'] });
  });

  test('tells the profile that it matches instead', () => {
    const read = linksRead(twoRoles(paper), variables({ ORDERS: 'l', SHARED: 'l' }));
    expect(read).toEqual({ links: [a], differs: ['ORDERS', 'SHARED'], instead: 'live' });
  });

  test('are live as soon as one of them is, and mixed until both are', () => {
    const half = linkedNow(twoRoles({ ...paper, [b]: 'b.live.env' }), [a, b]);
    expect(half).toMatchObject({ isLive: true, isMixed: true });
    // The unit reads one link only, and the switch to live has not come to the other.
    expect(linkedNow(twoRoles({ ...paper, [b]: 'b.live.env' }), [b])).toMatchObject({
      isMixed: true,
    });
    expect(linkedNow(twoRoles({ ...paper, [b]: 'b.live.env' }), [a])).toMatchObject({
      isLive: false,
    });
    expect(linkedNow(twoRoles(live), [a, b])).toMatchObject({ isLive: true, isMixed: false });
  });
});
