import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scratch } from '../../scratch.ts';
import { answerOf, has, must, rootWith } from './a-source.ts';

const missing = (...programs: readonly string[]) => programs.filter((program) => !has(program));
const title = (name: string, ...programs: readonly string[]) => {
  const none = missing(...programs);
  return none.length === 0 ? name : `${name} (skipped: needs ${none.join(', ')})`;
};

describe.skipIf(missing('pass', 'gpg').length > 0)(title('the real pass', 'pass', 'gpg'), () => {
  const home = scratch();
  const keyring = join(home, 'g');
  const ours = { GNUPGHOME: keyring, PASSWORD_STORE_DIR: join(home, 'store') };
  const ready = (() => {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      mkdirSync(keyring, { mode: 0o700 });
      const make = ['gpg', '--batch', '--quiet', '--passphrase', '', '--quick-gen-key'];
      must([...make, 'throw-away', 'future-default', 'default', 'never'], ours);
      must(['pass', 'init', 'throw-away'], ours);
      must(['pass', 'insert', '-m', 'pine/feed'], ours, 'the first line\nuser: a note\n');
      must(['pass', 'insert', '-m', 'pine/all'], ours, 'A_ONE=1\nA_TWO="b c"\n');
    };
  })();
  afterAll(() => void must(['gpgconf', '--kill', 'all'], ours));

  test('gives an entry for each key, by its first line', async () => {
    ready();
    const root = await rootWith('{ kind: pass, keys: { A_FEED: pine/feed } }');
    expect(await answerOf(root, ours)).toEqual({ A_FEED: 'the first line' });
  });

  test('gives the lines of one entry', async () => {
    ready();
    const root = await rootWith('{ kind: pass, entry: pine/all }');
    expect(await answerOf(root, ours)).toEqual({ A_ONE: '1', A_TWO: 'b c' });
  });

  test('says that an entry is not there, and that the key is not ours', async () => {
    ready();
    const none = await answerOf(await rootWith('{ kind: pass, entry: pine/none }'), ours);
    expect(none).toMatchObject({ kind: 'provider', rule: 'source-no-such-secret' });
    const other = join(home, 'h');
    mkdirSync(other, { mode: 0o700 });
    const elsewhere = { ...ours, GNUPGHOME: other };
    const shut = await answerOf(await rootWith('{ kind: pass, entry: pine/all }'), elsewhere);
    must(['gpgconf', '--kill', 'all'], elsewhere);
    expect(shut).toMatchObject({ kind: 'provider', rule: 'source-not-logged-in' });
  });
});

describe.skipIf(missing('age', 'age-keygen').length > 0)(title('the real age', 'age'), () => {
  const place = scratch();
  const key = join(place, 'key.txt');
  const file = join(place, 'all.age');

  test('gives the lines of a file; another identity, and no file, are told apart', async () => {
    must(['age-keygen', '-o', key]);
    must(['age', '-r', must(['age-keygen', '-y', key]).trim(), '-o', file], {}, 'A_ONE=1\n');
    must(['age-keygen', '-o', join(place, 'other.txt')]);
    const source = (identity: string, what = file) =>
      rootWith(`{ kind: age, file: ${what}, identity: ${identity} }`);
    expect(await answerOf(await source(key))).toEqual({ A_ONE: '1' });
    expect(await answerOf(await source('~/key.txt'), { HOME: place })).toEqual({ A_ONE: '1' });
    const other = await answerOf(await source(join(place, 'other.txt')));
    expect(other).toMatchObject({ rule: 'source-not-logged-in' });
    const none = await answerOf(await source(key, join(place, 'none.age')));
    expect(none).toMatchObject({ rule: 'source-no-such-secret' });
  });
});

describe.skipIf(missing('sops', 'age').length > 0)(title('the real sops', 'sops', 'age'), () => {
  test('gives the fields of a file', async () => {
    const place = scratch();
    const key = join(place, 'key.txt');
    must(['age-keygen', '-o', key]);
    const recipient = must(['age-keygen', '-y', key]).trim();
    const file = join(place, 'all.yaml');
    writeFileSync(file, 'A_ONE: "1"\nA_FLAG: true\n');
    must(['sops', '-e', '-i', '--age', recipient, file]);
    const ours = { SOPS_AGE_KEY_FILE: key };
    const root = await rootWith(`{ kind: sops, file: ${file} }`);
    expect(await answerOf(root, ours)).toEqual({ A_ONE: '1', A_FLAG: 'true' });
    expect(await answerOf(root, { SOPS_AGE_KEY_FILE: join(place, 'none') })).toMatchObject({
      rule: 'source-not-logged-in',
    });
  });
});

describe.skipIf(missing('systemd-creds').length > 0)(
  title('the real systemd-creds', 'systemd-creds'),
  () => {
    test('gives a file for each key, and says when there is no key to open it with', async () => {
      const place = scratch();
      // The host's own key stays as it is: this one is thrown away.
      const ours = { SYSTEMD_CREDENTIAL_SECRET: join(place, 'own/credential.secret') };
      const file = join(place, 'feed');
      must(['systemd-creds', 'encrypt', '--with-key=host', '--name=feed', '-', file], ours, 'abc');
      const root = await rootWith(`{ kind: systemd-creds, keys: { A_FEED: ${file} } }`);
      expect(await answerOf(root, ours)).toEqual({ A_FEED: 'abc' });
      const other = { SYSTEMD_CREDENTIAL_SECRET: join(place, 'none/credential.secret') };
      expect(await answerOf(root, other)).toMatchObject({ rule: 'source-not-logged-in' });
      const none = await rootWith('{ kind: systemd-creds, file: runtime/none }');
      expect(await answerOf(none, ours)).toMatchObject({ rule: 'source-no-such-secret' });
    });
  },
);
