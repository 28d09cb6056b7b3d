import { chmodSync, chownSync, lstatSync, readlinkSync, renameSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { aServer, mayRead, needsRoot, root, type Server, service, stranger } from './a-server.ts';

const link = 'Deployment/env/pine-trader.env';
const file = 'Deployment/env/pine-trader.paper.env';

/** A server where a plain file stands that the worker reads in this way. */
function plainServer(below: string, uid: number, gid: number, mode: number): Server {
  const server = aServer(below);
  renameSync(server.at(file), server.at(link));
  chownSync(server.at(link), uid, gid);
  chmodSync(server.at(link), mode);
  return server;
}

describe.skipIf(needsRoot)(`adopt on a server ${needsRoot ?? ''}`, () => {
  test.each([
    ['its own file', service.uid, service.gid, 0o600],
    ['a file of root that it reads through its group', root.uid, service.gid, 0o640],
    ['a file of root that everybody reads', root.uid, root.gid, 0o644],
  ])('the worker’s account keeps reading %s, and is alone in that', (_, uid, gid, mode) => {
    const server = plainServer(`adopt-${uid}-${gid}-${mode}`, uid, gid, mode);
    expect(mayRead(service, server.at(link))).toBe(true);
    expect(server.run(root, 'adopt').report).toMatchObject({ outcome: 'done', exit: 0 });
    expect(readlinkSync(server.at(link))).toBe('pine-trader.paper.env');
    const facts = lstatSync(server.at(file));
    expect([facts.uid, facts.gid, facts.mode & 0o7777]).toEqual([service.uid, service.gid, 0o600]);
    expect([service, stranger].map((who) => mayRead(who, server.at(link)))).toEqual([true, false]);
    expect(server.run(service, 'status', '--expect', 'paper').code).toBe(0);
    expect(server.run(root, 'adopt', '--undo').code).toBe(0);
    expect([service, stranger].map((who) => mayRead(who, server.at(link)))).toEqual([true, false]);
  });

  test('a stranger’s file is refused, and the service account adopts nothing', () => {
    const server = plainServer('adopt-stranger', stranger.uid, stranger.gid, 0o600);
    const ran = server.run(root, 'adopt');
    expect([ran.code, ran.report.error?.rule]).toEqual([4, 'plain-file-owner']);
    chownSync(server.at(link), service.uid, service.gid);
    const own = server.run(service, 'adopt');
    expect(own.report.outcome).toBe('not-done');
    expect(own.code).toBe(4);
    expect(lstatSync(server.at(link)).isFile()).toBe(true);
  });
});
