import { describe, expect, it } from 'vitest';
import { readProfile } from '../../src/domain/profile.ts';

const smallest = {
  profile: 'paper',
  tier: 'safe',
  summary: 'No real money',
  links: { 'pine-trader.env': 'pine-trader.paper.env' },
};

function issuesOf(value: unknown) {
  const read = readProfile(value, 'paper');
  return read.kind === 'bad' ? read.issues : [];
}

describe('a profile', () => {
  it('has defaults for all it does not say', () => {
    expect(readProfile(smallest, 'paper')).toEqual({
      kind: 'good',
      value: {
        name: 'paper',
        tier: 'safe',
        summary: 'No real money',
        activation: 'link',
        links: [{ link: 'pine-trader.env', file: 'pine-trader.paper.env' }],
        mode: 0o600,
        loaders: ['systemd'],
        expect: new Map(),
        units: [],
        guard: {},
      },
    });
  });

  it('says all it can say', () => {
    const read = readProfile(
      {
        ...smallest,
        activation: 'copy',
        links: { 'z.env': 'z.paper.env', 'a.env': 'a.paper.env' },
        owner: { user: 'pine', group: 1001 },
        mode: '0400',
        loaders: ['bash', 'docker', 'bash'],
        expect: { A: { flag: 'explicit' }, toString: { is: 'x' }, C: { matches: 'a|b' } },
        units: ['pine-worker@*.service'],
        worker: { config: 'runtime/config.yml' },
        guard: { hosts: ['trader-1'] },
      },
      'paper',
    );
    expect(read.kind === 'good' && read.value).toMatchObject({
      activation: 'copy',
      links: [{ link: 'z.env' }, { link: 'a.env' }],
      owner: { user: 'pine', group: 1001 },
      mode: 0o400,
      loaders: ['bash', 'docker'],
      expect: new Map<string, unknown>([
        ['A', { flag: 'explicit' }],
        ['toString', { is: 'x' }],
        ['C', { matches: 'a|b' }],
      ]),
      worker: { config: 'runtime/config.yml' },
      guard: { hosts: ['trader-1'] },
    });
  });

  it.each<[string, object, string, string]>([
    ['an unknown field', { sumary: 'x' }, 'unknown-field', 'sumary'],
    ['an unknown inner field', { guard: { host: ['a'] } }, 'unknown-field', 'guard.host'],
    ['a field objects have anyway', { toString: 'x' }, 'unknown-field', 'toString'],
    ['another tier', { tier: 'paper' }, 'wrong-type', 'tier'],
    ['no summary', { summary: undefined }, 'wrong-type', 'summary'],
    ['a summary that repaints', { summary: 'a\u001b[2J' }, 'bad-value', 'summary'],
    ['another name than its file', { profile: 'live' }, 'name-mismatch', 'profile'],
    ['a bad name', { profile: 'Paper' }, 'bad-name', 'profile'],
    ['no links', { links: {} }, 'empty', 'links'],
    ['links as a list', { links: ['a.env'] }, 'wrong-type', 'links'],
    ['a link that leaves', { links: { '../x.env': 'x.env' } }, 'bad-path', 'links'],
    ['a file that leaves', { links: { 'x.env': '../x.live.env' } }, 'bad-path', 'links.x.env'],
    ['a file with a directory', { links: { 'x.env': 'd/x.env' } }, 'bad-path', 'links.x.env'],
    [
      'a link that is a file',
      { links: { 'x.env': 'y.env', 'y.env': 'z.env' } },
      'link-is-file',
      'links.y.env',
    ],
    ['a link to itself', { links: { 'x.env': 'x.env' } }, 'link-is-file', 'links.x.env'],
    [
      'a link named as every object',
      { links: JSON.parse('{"__proto__":"x.env"}') },
      'bad-name',
      'links',
    ],
    ['a mode without quotes', { mode: 600 }, 'wrong-type', 'mode'],
    ['a loose mode', { mode: '0644' }, 'wrong-type', 'mode'],
    ['an owner as text', { owner: 'pine' }, 'wrong-type', 'owner'],
    ['a negative owner', { owner: { user: -1 } }, 'bad-value', 'owner.user'],
    ['an owner that is an option', { owner: { user: '-x' } }, 'bad-name', 'owner.user'],
    ['an unknown loader', { loaders: ['zsh'] }, 'wrong-type', 'loaders[0]'],
    ['no loader', { loaders: [] }, 'empty', 'loaders'],
    [
      'two expectations in one',
      { expect: { A: { flag: true, is: 'x' } } },
      'bad-value',
      'expect.A',
    ],
    ['an empty expectation', { expect: { A: {} } }, 'bad-value', 'expect.A'],
    ['a flag of another kind', { expect: { A: { flag: 'no' } } }, 'wrong-type', 'expect.A.flag'],
    ['a number expected', { expect: { A: { is: 5 } } }, 'wrong-type', 'expect.A.is'],
    [
      'a pattern that does not compile',
      { expect: { A: { matches: '(' } } },
      'bad-pattern',
      'expect.A',
    ],
    [
      'a pattern that slips its anchors',
      { expect: { A: { matches: 'a)|(?:b' } } },
      'bad-pattern',
      'expect.A',
    ],
    ['an empty list of expectations', { expect: [] }, 'wrong-type', 'expect'],
    ['a guard as a list', { guard: [] }, 'wrong-type', 'guard'],
    ['a bad key', { expect: { 'A-B': { flag: true } } }, 'bad-name', 'expect.A-B'],
    ['a unit that is an option', { units: ['--all.service'] }, 'bad-name', 'units[0]'],
    ['a unit that matches all', { units: ['*.service'] }, 'bad-name', 'units[0]'],
    ['a config that leaves', { worker: { config: 'a/../../x' } }, 'bad-path', 'worker.config'],
    ['a config above', { worker: { config: '..' } }, 'bad-path', 'worker.config'],
    ['no host', { guard: { hosts: [] } }, 'empty', 'guard.hosts'],
    ['a host with a blank', { guard: { hosts: ['a b'] } }, 'bad-name', 'guard.hosts[0]'],
  ])('may not have %s', (_, change, rule, where) => {
    const issues = issuesOf({ ...smallest, ...change });
    expect(issues.map((issue) => issue.rule)).toContain(rule);
    const issue = issues.find((one) => one.rule === rule);
    expect(issue?.message).toContain(where);
    expect(issue?.remedy).not.toBe('');
  });

  it.each([undefined, null, 'text', 5, true, [], Object.create(null)])('is not %j', (value) => {
    expect(issuesOf(value).length).toBeGreaterThan(0);
  });

  it('may be absolute about its worker', () => {
    const worker = { config: '/opt/pine/runtime/..config.yml' };
    expect(readProfile({ ...smallest, worker }, 'paper')).toMatchObject({ kind: 'good' });
  });
});

describe('what is wrong with a profile', () => {
  it('names the field that was meant', () => {
    const [issue] = issuesOf({ ...smallest, teir: 'safe' });
    expect(issue).toEqual({
      path: ['teir'],
      rule: 'unknown-field',
      message: 'teir is not a field',
      remedy: 'did you mean tier?',
    });
  });

  it('names what is missing', () => {
    const { tier: _, ...rest } = smallest;
    expect(issuesOf(rest)).toEqual([
      {
        path: ['tier'],
        rule: 'missing-field',
        message: 'tier is missing',
        remedy: 'add the field tier',
      },
    ]);
  });

  it('tells to quote a bare number', () => {
    expect(issuesOf({ ...smallest, mode: 600 })[0]?.remedy).toMatch(/^quote it/);
    expect(issuesOf({ ...smallest, expect: { A: { is: true } } })[0]?.remedy).toMatch(/^quote it/);
    expect(issuesOf({ ...smallest, mode: '0644' })[0]?.message).toBe(
      'mode must be one of: 0600, 0400',
    );
  });

  it('is all told at once', () => {
    const rules = issuesOf({ ...smallest, tier: 1, mode: 1, units: 'x' }).map(
      ({ path }) => path[0],
    );
    expect(rules).toEqual(['tier', 'mode', 'units']);
  });

  it('never repeats a value, wherever it was pasted', () => {
    const canary = `canary${Math.random().toString(36).slice(2)}9x9x9x9x9x9x9x`;
    const everywhere: object[] = [
      { tier: canary },
      { links: { 'x.env': canary } },
      { links: { [canary]: 'x.env' } },
      { mode: canary },
      { loaders: [canary] },
      { expect: { A: { flag: canary } } },
      { expect: { A: { matches: `(${canary}` } } },
      { expect: canary },
      { units: [canary] },
      { [canary]: 1 },
      { owner: { user: `${canary} ` } },
      { worker: { config: `../${canary}` } },
    ];
    for (const change of everywhere) {
      const issues = issuesOf({ ...smallest, ...change });
      expect(issues.length, JSON.stringify(Object.keys(change))).toBeGreaterThan(0);
      for (const { message, remedy } of issues) expect(message + remedy).not.toContain(canary);
    }
  });
});
