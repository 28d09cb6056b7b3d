import { describe, expect, test } from 'vitest';
import { yamlConfig } from '../../../src/adapters/yaml-config.ts';
import { issuesAsErrors } from '../../../src/domain/config-issue.ts';
import { readProfile } from '../../../src/domain/profile.ts';
import { questionsTo, type Source } from '../../../src/domain/sources/index.ts';
import { sourceKinds } from '../../../src/domain/sources/store.ts';
import { madeUp } from '../../commands/a-root.ts';

const places = { root: '/opt/pine', home: '/home/ops' };
const profile = (source: string, file = 'a.paper.env') =>
  `profile: paper\ntier: safe\nsummary: A test\nlinks: { a.env: ${file} }\nsource: ${source}\n`;

function read(text: string) {
  const parsed = yamlConfig().parse(text, 'paper.yaml');
  const result = readProfile(parsed.value, 'paper');
  if (result.kind === 'good') return { source: result.value.source, errors: [] };
  const errors = issuesAsErrors(parsed, 'paper.yaml', result.issues);
  return { source: undefined, errors: errors.map(({ where, rule }) => `${where} ${rule}`) };
}

function asked(source: string): readonly string[] {
  const { source: known, errors } = read(profile(source));
  if (known === undefined) throw new Error(errors.join());
  return questionsTo(known, places).map(({ words }) => words.join(' '));
}

describe('what a store is asked', () => {
  test.each([
    ['{ kind: vault, path: pine/paper }', 'vault kv get -format=json -mount=secret pine/paper'],
    [
      '{ kind: vault, path: p, mount: kv, namespace: team }',
      'vault kv get -format=json -mount=kv -namespace=team p',
    ],
    [
      '{ kind: aws, secret: p, region: eu-central-1, profile: ops, endpoint: "https://vpce.example" }',
      'aws secretsmanager get-secret-value --secret-id p --output json --region eu-central-1 --profile ops --endpoint-url https://vpce.example',
    ],
    ['{ kind: gcp, secret: p }', 'gcloud secrets versions access latest --secret=p --quiet'],
    ['{ kind: pass, entry: pine/all }', 'pass show pine/all'],
    ['{ kind: sops, file: a.yaml }', 'sops -d --output-type json /opt/pine/a.yaml'],
    ['{ kind: age, file: /a, identity: ~/key }', 'age -d -i /home/ops/key /a'],
    ['{ kind: systemd-creds, file: a.cred }', 'systemd-creds decrypt /opt/pine/a.cred -'],
    ['{ kind: command, command: [op, read, a b] }', 'op read a b'],
  ])('%s', (source, words) => {
    expect(asked(source)).toEqual([words]);
  });

  test('is one question for each entry where no document is named, and nothing for our own variables', () => {
    expect(asked('{ kind: pass, keys: { A: x, B: y, C: x } }')).toEqual([
      'pass show x',
      'pass show y',
    ]);
    expect(asked('{ kind: env, keys: [A] }')).toEqual([]);
  });
});

/** The least that each kind is content with; a kind without a line here does not compile. */
const least: Readonly<Record<Source['kind'], string>> = {
  vault: 'path: p',
  aws: 'secret: p',
  gcp: 'secret: p',
  env: 'keys: [A]',
  pass: 'entry: p',
  sops: 'file: p',
  age: 'file: p, identity: i',
  'systemd-creds': 'file: p',
  command: 'command: [p]',
};

describe.each(sourceKinds)('a source of kind %s', (kind) => {
  test('is content with little, and refuses a field that it does not know, by line', () => {
    expect(read(profile(`{ kind: ${kind}, ${least[kind]} }`)).errors).toEqual([]);
    const strange = `\n  kind: ${kind}\n  ${least[kind].replaceAll(', ', '\n  ')}\n  pathh: x`;
    const line = strange.split('\n').length + 4;
    expect(read(profile(strange)).errors).toEqual([`paper.yaml:${line} unknown-field`]);
  });

  test('needs to be told what holds the keys', () => {
    const errors = read(profile(`{ kind: ${kind} }`)).errors;
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('a source', () => {
  test.each([
    ['of no kind', '{ path: p }', 'wrong-type'],
    ['of an unknown kind', '{ kind: nixos, path: p }', 'wrong-type'],
    ['with a name that would be an option', '{ kind: pass, entry: -c }', 'bad-value'],
    ['with a name that would be a file', "{ kind: aws, secret: 'file:///etc/x' }", 'bad-value'],
    ['with a path that leaves its place', '{ kind: sops, file: ../a }', 'bad-path'],
    ['with a plain http endpoint', "{ kind: aws, secret: p, endpoint: 'http://a/' }", 'bad-value'],
    ['with a name that is no key', '{ kind: env, keys: [a-b] }', 'bad-name'],
    ['that holds nothing', '{ kind: pass }', 'bad-value'],
    [
      'with a credential among its words',
      `{ kind: command, command: [get, ${madeUp('databento', 'a word')}] }`,
      'bad-value',
    ],
  ])('%s is refused at its line', (_, source, rule) => {
    const { errors } = read(profile(source));
    expect(errors.map((error) => error.split(' '))).toContainEqual(['paper.yaml:5', rule]);
  });

  test('fills one env file', () => {
    const two = profile('{ kind: pass, entry: p }', 'a.paper.env, b.env: b.paper.env');
    expect(read(two).errors).toEqual(['paper.yaml:5 bad-value']);
  });
});
