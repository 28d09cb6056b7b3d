import { lchownSync, lstatSync, readlinkSync, unlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  aSandbox,
  aServer,
  errorsOf,
  needsRoot,
  root,
  service,
  snapshot,
  stranger,
} from './a-server.ts';

const link = 'Deployment/env/pine-trader.env';

describe.skipIf(needsRoot)(
  `a server root made by root for a service account ${needsRoot ?? ''}`,
  () => {
    const server = needsRoot === undefined ? aServer() : (undefined as never);
    const whose = (name: string) => {
      const { mode, uid, gid } = lstatSync(server.at(name));
      return `${(mode & 0o7777).toString(8)} ${uid}:${gid}`;
    };

    test.each([
      ['.', '755 0:0'],
      ['profiles', '755 0:0'],
      ['profiles/paper.yaml', '644 0:0'],
      ['profiles/keys.yaml', '644 0:0'],
      ['Deployment', '755 0:0'],
      ['Deployment/env', '750 0:65533'],
      ['Deployment/state', '750 0:65533'],
      ['Deployment/state/journal.jsonl', '640 0:65533'],
      ['Deployment/state/lock', '600 0:0'],
      ['Deployment/env/pine-trader.paper.env', '600 65534:65533'],
      ['Deployment/env/pine-trader.live.env', '600 65534:65533'],
    ])('%s is %s', (name, mode) => {
      expect(whose(name)).toBe(mode);
    });

    test('cannot be switched by the service account, which changes nothing and says why', () => {
      const before = snapshot(server.path);
      const ran = server.run(service, 'use', 'paper');
      expect(ran.code).toBe(4);
      expect(ran.report).toMatchObject({
        outcome: 'not-done',
        exit: 4,
        error: { kind: 'unsafe-file', rule: 'not-permitted' },
      });
      expect(snapshot(server.path)).toEqual(before);
    });

    test('is switched by root, and the link is root’s', () => {
      expect(server.run(root, 'use', 'paper').report).toMatchObject({ outcome: 'done', exit: 0 });
      expect(whose(link)).toBe('777 0:0');
      expect(whose('Deployment/state/journal.jsonl')).toBe('640 0:65533');
    });

    test.each([
      ['status'],
      ['status', '--expect', 'paper'],
      ['check', 'paper'],
      ['check', '--all'],
      ['list'],
      ['keys'],
      ['keys', 'DATABENTO_API_KEY'],
      ['history'],
      ['use', 'paper'],
      ['use', 'paper', '--dry-run'],
    ])('answers the service account, and writes nothing: %s %s %s', (...args) => {
      const before = snapshot(server.path);
      const ran = server.run(service, ...args.filter((word) => word !== undefined));
      expect([ran.err, ran.code]).toEqual(['', 0]);
      expect(errorsOf(ran)).toEqual([]);
      expect(snapshot(server.path)).toEqual(before);
    });

    test('tells the service account what it tells root', () => {
      const [told, ours] = [service, root].map((who) => server.run(who, 'status').report);
      expect(told).toEqual(ours);
    });

    test('is never armed by the service account, nor by root without a terminal', () => {
      for (const who of [service, root]) {
        const ran = server.run(who, 'use', 'live');
        expect(ran.code).toBe(3);
        expect(ran.report).toMatchObject({ outcome: 'not-done', error: { kind: 'refused' } });
        expect(readlinkSync(server.at(link))).toBe('pine-trader.paper.env');
      }
    });

    test('is closed to a stranger, who learns nothing and changes nothing', () => {
      const before = snapshot(server.path);
      for (const args of [['status'], ['check', '--all'], ['use', 'paper'], ['history']]) {
        const ran = server.run(stranger, ...args);
        expect([1, 4]).toContain(ran.code);
        expect(ran.out + ran.err).not.toMatch(/webhooks\.traderspost|db-[A-Za-z0-9]{29}/);
      }
      expect(snapshot(server.path)).toEqual(before);
    });

    test('is not sound when the link is a stranger’s', () => {
      lchownSync(server.at(link), stranger.uid, stranger.gid);
      for (const who of [service, root]) {
        expect(errorsOf(server.run(who, 'status', '--expect', 'paper'))).toEqual(['link-owner']);
      }
      lchownSync(server.at(link), service.uid, service.gid);
      expect(server.run(root, 'status').code).toBe(0);
      unlinkSync(server.at(link));
      expect(server.run(service, 'status').code).toBe(1);
    });
  },
);

describe.skipIf(needsRoot)(`a sandbox of an account that is not root ${needsRoot ?? ''}`, () => {
  test('works from init to status without root', () => {
    const sandbox = aSandbox(stranger);
    expect(sandbox.run(stranger, 'use', 'paper').report).toMatchObject({
      outcome: 'done',
      exit: 0,
    });
    expect(sandbox.run(stranger, 'status', '--expect', 'paper').code).toBe(0);
    expect(lstatSync(sandbox.at(link)).uid).toBe(stranger.uid);
    // Somebody else's root is nobody's to trust, not even for root.
    for (const other of [root, service]) {
      const ran = sandbox.run(other, 'status');
      expect([ran.code, ran.report.error?.rule]).toEqual([4, 'root-not-ours']);
    }
  });
});
