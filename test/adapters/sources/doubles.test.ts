import { describe, expect, test } from 'vitest';
import { answerOf, doubleOf, rootWith } from './a-source.ts';

/* Doubles of official commands: they check their words, and print what those document. */

const wrapped = (fields: string) =>
  `"request_id": "0", "lease_id": "", "lease_duration": 0, "renewable": false, "data": ${fields}, "warnings": null`;
const second = wrapped(
  '{ "data": { "feed": "abc", "A_FLAG": true, "count": 7 }, "metadata": { "created_time": "2026-01-02T03:04:05Z", "custom_metadata": null, "deletion_time": "", "destroyed": false, "version": 3 } }',
);
const first = wrapped('{ "feed": "abc" }');
const prints = (text: string) => `cat <<'EOT'\n${text}\nEOT\n`;
const fails = (code: number, text: string) => `cat >&2 <<'EOT'\n${text}\nEOT\nexit ${code}\n`;
const onlyFor = (words: string, then: string) =>
  `[ "$*" = '${words}' ] || { echo "wrong words: $*" >&2; exit 64; }\n${then}`;

describe('vault, against a double', () => {
  const words = 'kv get -format=json -mount=kv pine/paper';
  const source = (keys: string) => rootWith(`{ kind: vault, mount: kv, path: pine/paper${keys} }`);

  test.each([
    ['2', second],
    ['1', first],
  ])('gives the fields of the key-value engine, version %s', async (_, body) => {
    const vault = doubleOf('vault', onlyFor(words, prints(`{ ${body} }`)));
    const root = await source(', keys: { A_FEED: feed }');
    expect(await answerOf(root, vault)).toEqual({ A_FEED: 'abc' });
  });

  test.each([
    ['a field that is not there', ', keys: { A_FEED: fed }', 'source-field-missing'],
    ['a number', ', keys: { A_COUNT: count }', 'source-field-not-text'],
    ['a number among all fields', '', 'source-field-not-text'],
  ])('refuses %s', async (_, keys, rule) => {
    const vault = doubleOf('vault', onlyFor(words, prints(`{ ${second} }`)));
    const told = await answerOf(await source(keys), vault);
    expect(told).toMatchObject({ kind: 'provider', rule });
  });

  test.each([
    ['source-no-such-secret', 2, 'No value found at kv/data/pine/paper'],
    [
      'source-not-logged-in',
      2,
      'Error making API request.\n\nURL: GET http://127.0.0.1:8200/v1/kv/data/pine/paper\nCode: 403. Errors:\n\n* permission denied',
    ],
    [
      'source-not-reachable',
      2,
      'Get "https://127.0.0.1:8200/v1/sys/internal/ui/mounts/kv": dial tcp 127.0.0.1:8200: connect: connection refused',
    ],
    ['source-failed', 1, 'the value of feed is abc-abc'],
  ])('%s is told by its words, which are never shown', async (rule, code, text) => {
    const told = await answerOf(await source(''), doubleOf('vault', fails(code, text)));
    expect(told).toMatchObject({ kind: 'provider', rule });
    expect(told.message).toContain(`exit ${code}`);
    expect(JSON.stringify(told)).not.toContain('abc');
  });
});

describe('gcloud, against a double', () => {
  const each = 'secrets versions access latest --secret=feed --project=pine-1 --quiet';
  const source = '{ kind: gcp, project: pine-1, keys: { A_FEED: feed } }';

  test('gives a secret for each key, and one that holds all', async () => {
    const one = doubleOf('gcloud', onlyFor(each, "printf 'abc'\n"));
    expect(await answerOf(await rootWith(source), one)).toEqual({ A_FEED: 'abc' });
    const words = 'secrets versions access 4 --secret=all --quiet';
    const all = doubleOf('gcloud', onlyFor(words, prints('A_FEED=abc\nA_FLAG=no')));
    const root = await rootWith("{ kind: gcp, secret: all, version: '4' }");
    expect(await answerOf(root, all)).toEqual({ A_FEED: 'abc', A_FLAG: 'no' });
  });

  test.each([
    [
      'source-no-such-secret',
      'ERROR: (gcloud.secrets.versions.access) NOT_FOUND: Secret [projects/1/secrets/feed] not found or has no versions.',
    ],
    [
      'source-not-logged-in',
      'ERROR: (gcloud.secrets.versions.access) You do not currently have an active account selected.',
    ],
    [
      'source-not-logged-in',
      "ERROR: (gcloud.secrets.versions.access) PERMISSION_DENIED: Permission 'secretmanager.versions.access' denied for resource.",
    ],
  ])('%s is told by its words', async (rule, text) => {
    const told = await answerOf(await rootWith(source), doubleOf('gcloud', fails(1, text)));
    expect(told).toMatchObject({ kind: 'provider', rule });
  });
});

describe('sops, against a double', () => {
  test('gives the fields of a file below the root; its complaints are told apart', async () => {
    const root = await rootWith('{ kind: sops, file: secrets/paper.yaml }');
    const words = `-d --output-type json ${root}/secrets/paper.yaml`;
    const sops = doubleOf('sops', onlyFor(words, prints('{"A_FEED":"abc","A_FLAG":false}')));
    expect(await answerOf(root, sops)).toEqual({ A_FEED: 'abc', A_FLAG: 'false' });
    const shut = fails(128, 'Failed to get the data key required to decrypt the SOPS file.');
    expect(await answerOf(root, doubleOf('sops', shut))).toMatchObject({
      rule: 'source-not-logged-in',
    });
  });
});

describe('a command of any kind', () => {
  const lines = async (script: string, more = '') =>
    answerOf(await rootWith(`{ kind: command, command: [the-store, a b]${more} }`), {
      ...doubleOf('the-store', script),
    });

  test('is run as it is, with no shell and nothing on its stdin', async () => {
    const script = onlyFor('a b', `${prints('A_ONE="1 2"')}[ -z "$(cat)" ] || echo A_TWO=x\n`);
    expect(await lines(script)).toEqual({ A_ONE: '1 2' });
  });

  test('may answer in JSON', async () => {
    expect(await lines(prints('{"A_ONE":"1"}'), ', format: json')).toEqual({ A_ONE: '1' });
  });

  test.each([
    ['that are read otherwise by bash than by systemd', 'A_ONE=abc # note'],
    ['that are refused', "A_ONE='abc"],
    ['that run something', 'A_ONE=$(id)'],
  ])('gives no lines %s', async (_, text) => {
    const root = await rootWith(
      '{ kind: command, command: [the-store] }\nloaders: [systemd, bash]',
    );
    const told = await answerOf(root, doubleOf('the-store', prints(text)));
    expect(told).toMatchObject({ kind: 'provider', rule: 'source-unclear' });
    expect(JSON.stringify(told)).not.toContain('abc');
  });

  test.each([
    ['that is not there', '{ kind: command, command: [no-such-store] }', 'source-not-installed'],
    ['that says nothing', "{ kind: command, command: ['true'] }", 'source-wrong-fields'],
    ['that has no end', '{ kind: command, command: [cat, /dev/zero] }', 'source-too-long'],
    ['that kills itself', "{ kind: command, command: [sh, -c, 'kill -9 $$'] }", 'source-failed'],
    ['that is no JSON', '{ kind: command, command: [echo, abc], format: json }', 'source-unclear'],
    ['that is no text', "{ kind: command, command: [printf, '\\377'] }", 'source-unclear'],
    [
      'with a field that is no key',
      `{ kind: command, command: [echo, '{"a-b":"abc"}'], format: json }`,
      'source-wrong-fields',
    ],
  ])('%s is an error of its own', async (_, source, rule) => {
    const told = await answerOf(await rootWith(source));
    expect(told).toMatchObject({ kind: 'provider', rule });
    expect(JSON.stringify(told)).not.toContain('abc');
  });
});
