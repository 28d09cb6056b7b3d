import { chownSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytesDigest } from '../../src/domain/fingerprint.ts';
import {
  type Account,
  aPaperServer,
  needsRoot,
  root,
  type Server,
  service,
  snapshot,
} from './a-server.ts';

const server = needsRoot === undefined ? aPaperServer() : (undefined as never as Server);
const link = 'Deployment/env/pine-trader.env';
const consent = 'Deployment/state/consent';
const salt = '0c'.repeat(32);

function linkTo(profile: string): void {
  unlinkSync(server.at(link));
  symlinkSync(`pine-trader.${profile}.env`, server.at(link));
}

/** Consent to live as its file is now, as `use live` would record it, but owned by this account. */
function agree({ uid, gid }: Account): void {
  const file = 'pine-trader.live.env';
  const bytes = new Uint8Array(readFileSync(server.at(`Deployment/env/${file}`)));
  const digest = bytesDigest(salt, bytes).replace('hmac-sha256:', '');
  const facts = { profile: 'live', host: hostname(), salt, files: [{ file, digest }] };
  const said = JSON.stringify({ v: 1, ...facts, at: '2026-10-02T03:00:00.000Z', by: 'ann' });
  writeFileSync(server.at(consent), said, { mode: 0o640 });
  chownSync(server.at(consent), uid, gid);
}

/** The gate in front of `echo`, as the service account, with the keys of a profile. */
function start(profile: string) {
  const text = readFileSync(server.at(`Deployment/env/pine-trader.${profile}.env`), 'utf8');
  const keys = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key, value]);
  return server.start(service, Object.fromEntries(keys), 'echo', 'started');
}

const rooted = { uid: root.uid, gid: service.gid };

describe.skipIf(needsRoot)(
  `the gate of a server, as the service account ${needsRoot ?? ''}`,
  () => {
    beforeEach(() => linkTo('paper'));
    afterEach(() => {
      chownSync(server.at('Deployment/state'), 0, service.gid);
      server.run(root, 'use', 'paper');
    });

    test('lets paper in, and writes nothing', () => {
      const before = snapshot(server.path);
      expect(start('paper')).toEqual({ code: 0, out: 'started\n', err: '' });
      expect(snapshot(server.path)).toEqual(before);
    });

    test('lets live in on consent that root recorded', () => {
      linkTo('live');
      agree(rooted);
      expect(start('live')).toEqual({ code: 0, out: 'started\n', err: '' });
    });

    test.each<[string, () => void, RegExp]>([
      ['no consent', () => undefined, /nobody agreed to these bytes/],
      ['consent of its own', () => agree(service), /could have written the consent itself/],
      [
        'consent of root in a directory of its own',
        () => {
          agree(rooted);
          chownSync(server.at('Deployment/state'), service.uid, service.gid);
        },
        /could have written the consent itself/,
      ],
      [
        'consent of root, and a byte more in the file',
        () => {
          agree(rooted);
          const file = server.at('Deployment/env/pine-trader.live.env');
          writeFileSync(file, `${readFileSync(file, 'utf8')}\n`);
        },
        /nobody agreed to these bytes/,
      ],
    ])('keeps live out with %s', (_what, make, words) => {
      linkTo('live');
      make();
      const { code, out, err } = start('live');
      expect([code, out]).toEqual([78, '']);
      expect(err).toMatch(/^pine-env: refused \(gate-no-consent\)/);
      expect(err.replaceAll('\n', ' ')).toMatch(words);
    });

    test('keeps out live keys behind a paper link, and paper keys behind a live one', () => {
      agree(rooted);
      expect(start('live')).toMatchObject({ code: 78, out: '' });
      linkTo('live');
      expect(start('paper')).toMatchObject({ code: 78, out: '' });
    });
  },
);
