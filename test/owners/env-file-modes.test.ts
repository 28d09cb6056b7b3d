import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, linkSync, lstatSync, readFileSync, unlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  aPaperServer,
  aSandbox,
  errorsOf,
  mayRead,
  needsRoot,
  root,
  service,
  snapshot,
  stranger,
} from './a-server.ts';

const none = undefined as never;
const server = needsRoot === undefined ? aPaperServer() : none;
const file = needsRoot === undefined ? server.at('Deployment/env/pine-trader.paper.env') : '';
const whose = (path = file) => {
  const { mode, uid, gid } = lstatSync(path);
  return `${(mode & 0o7777).toString(8)} ${uid}:${gid}`;
};
const sound = `600 ${service.uid}:${service.gid}`;

function mend(): void {
  if (needsRoot !== undefined) return;
  chownSync(file, service.uid, service.gid);
  chmodSync(file, 0o600);
}
beforeEach(mend);
afterEach(mend);

describe.skipIf(needsRoot)(`an env file of a wrong mode ${needsRoot ?? ''}`, () => {
  test.each(['0644', '0640', '0400', '4600', '0660', '0000'])(
    '%s is found, and mended by root',
    (octal) => {
      const mode = Number.parseInt(octal, 8);
      chmodSync(file, mode);
      const bytes = readFileSync(file);
      expect(errorsOf(server.run(root, 'check', 'paper'))).toEqual(['env-file-mode']);
      expect(server.run(root, 'check', 'paper').code).toBe(1);
      const use = server.run(root, 'use', 'paper');
      expect([use.code, use.report.error?.rule]).toEqual([4, 'env-file-mode']);
      const fixed = server.run(root, 'check', 'paper', '--fix');
      expect([fixed.code, whose()]).toEqual([0, sound]);
      const told = fixed.report.findings.filter(({ rule }) => rule === 'fixed');
      expect(told).toHaveLength(1);
      expect(told[0]?.message).toContain(`mode ${octal} -> 0600`);
      expect(readFileSync(file)).toEqual(bytes);
      expect(
        server.run(root, 'check', 'paper', '--fix').report.findings.map(({ rule }) => rule),
      ).not.toContain('fixed');
    },
  );

  test('is found by the service account, and mended by it, since the file is its own', () => {
    chmodSync(file, 0o644);
    expect(errorsOf(server.run(service, 'check', 'paper'))).toEqual(['env-file-mode']);
    expect(server.run(service, 'check', 'paper', '--fix').code).toBe(0);
    expect(whose()).toBe(sound);
  });

  test('is not mended without --fix, and --fix mends no other profile’s', () => {
    chmodSync(file, 0o640);
    server.run(root, 'check', '--all');
    server.run(root, 'check', 'live', '--fix');
    expect(whose()).toBe(`640 ${service.uid}:${service.gid}`);
  });
});

describe.skipIf(needsRoot)(`an env file of a wrong owner ${needsRoot ?? ''}`, () => {
  test.each([
    ['root', 0, service.gid, ['env-file-owner']],
    ['root and its group', 0, 0, ['env-file-owner', 'env-file-group']],
    ['another group', service.uid, 54_321, ['env-file-group']],
  ])('%s, is found, and mended by root', (_about, uid, gid, rules) => {
    chownSync(file, uid, gid);
    expect(errorsOf(server.run(root, 'check', 'paper'))).toEqual(rules);
    const use = server.run(root, 'use', 'paper');
    expect([use.code, use.report.error?.rule]).toEqual([4, rules[0]]);
    const fixed = server.run(root, 'check', 'paper', '--fix');
    expect([fixed.code, whose()]).toEqual([0, sound]);
    expect(fixed.report.findings[0]?.message).toContain(`owner ${uid}:${gid} -> 65534:65533`);
  });

  test('keeps its setuid bit no longer than its owner: both are mended at once', () => {
    chownSync(file, 0, 0);
    chmodSync(file, 0o4644);
    expect(server.run(root, 'check', 'paper', '--fix').code).toBe(0);
    expect(whose()).toBe(sound);
  });

  test('is a stranger’s, which not even root mends: somebody put it there', () => {
    chownSync(file, stranger.uid, stranger.gid);
    chmodSync(file, 0o644);
    const fixed = server.run(root, 'check', 'paper', '--fix');
    expect(fixed.code).toBe(1);
    expect(errorsOf(fixed)).toEqual(
      expect.arrayContaining(['not-fixed', 'env-file-owner', 'env-file-mode']),
    );
    expect(whose()).toBe(`644 ${stranger.uid}:${stranger.gid}`);
  });

  test('cannot be read by the service account, which says so and mends nothing', () => {
    chownSync(file, 0, 0);
    const fixed = server.run(service, 'check', 'paper', '--fix');
    expect(fixed.code).toBe(1);
    expect(errorsOf(fixed)).toEqual(['not-fixed', 'env-file-unreadable']);
    expect(server.run(service, 'use', 'paper').report.error?.rule).toBe('env-file-unreadable');
    expect(whose()).toBe('600 0:0');
  });

  test('can be read by the service account but not given to it by itself', () => {
    chownSync(file, 0, 0);
    chmodSync(file, 0o644);
    const fixed = server.run(service, 'check', 'paper', '--fix');
    expect(errorsOf(fixed)).toEqual([
      'not-fixed',
      'env-file-mode',
      'env-file-owner',
      'env-file-group',
    ]);
    expect(whose()).toBe('644 0:0');
  });
});

describe.skipIf(needsRoot)(`an env file with a second name ${needsRoot ?? ''}`, () => {
  test.each([
    ['root', root],
    ['the service account', service],
  ])('is not mended by %s, since that would open or take the other one', (_who, account) => {
    const second = server.at('Deployment/env/second');
    linkSync(file, second);
    chmodSync(file, 0o644);
    const fixed = server.run(account, 'check', 'paper', '--fix');
    expect(fixed.code).toBe(1);
    expect(errorsOf(fixed)).toEqual(['not-fixed', 'env-file-hard-linked', 'env-file-mode']);
    expect(whose(second)).toBe(`644 ${service.uid}:${service.gid}`);
    expect(server.run(root, 'use', 'paper').report.error?.rule).toBe('env-file-hard-linked');
    unlinkSync(second);
  });
});

describe.skipIf(needsRoot)(`in an account’s own sandbox ${needsRoot ?? ''}`, () => {
  test('a stranger’s file is not touched, and linked by nobody', () => {
    const sandbox = aSandbox(service);
    const paper = sandbox.at('Deployment/env/pine-trader.paper.env');
    chownSync(paper, stranger.uid, stranger.gid);
    chmodSync(paper, 0o644);
    const before = snapshot(paper);
    const fixed = sandbox.run(service, 'check', 'paper', '--fix');
    expect(errorsOf(fixed)).toEqual(expect.arrayContaining(['not-fixed', 'env-file-owner']));
    expect(snapshot(paper)).toEqual(before);
    expect(sandbox.run(service, 'use', 'paper').code).toBe(4);
    expect(sandbox.run(service, 'status').code).toBe(1);
  });
});

const acl = (...args: readonly string[]) =>
  spawnSync('/usr/bin/setfacl', [...args, file]).status === 0;
const needsAcl =
  needsRoot ?? (acl('-b') ? undefined : 'skipped: needs setfacl and a file system with ACLs');

describe.skipIf(needsAcl)(
  `an env file with a grant beside its mode (ACL) ${needsAcl ?? ''}`,
  () => {
    afterEach(() => void acl('-b'));

    test('shows it in the mode, and 0600 switches it off though it is still there', () => {
      const open = ['-m', `u:${stranger.uid}:x`, server.at('Deployment/env')];
      spawnSync('/usr/bin/setfacl', open);
      expect(mayRead(stranger, file)).toBe(false);
      acl('-m', `u:${stranger.uid}:r`);
      expect(mayRead(stranger, file)).toBe(true);
      expect(errorsOf(server.run(root, 'check', 'paper'))).toEqual(['env-file-mode']);
      expect(server.run(root, 'use', 'paper').report.error?.rule).toBe('env-file-mode');
      expect(server.run(root, 'check', 'paper', '--fix').code).toBe(0);
      expect(mayRead(stranger, file)).toBe(false);
      expect(spawnSync('/usr/bin/getfacl', ['-n', file], { encoding: 'utf8' }).stdout).toMatch(
        /^user:54321:r/m,
      );
      expect(mayRead(service, file)).toBe(true);
      spawnSync('/usr/bin/setfacl', ['-b', server.at('Deployment/env')]);
    });
  },
);
