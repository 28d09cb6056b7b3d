import { describe, expect, it } from 'vitest';
import { yamlConfig } from '../../src/adapters/yaml-config.ts';
import { enrolEdits } from '../../src/domain/enrol-edits.ts';
import { currentFor, type Registry, readRegistry, whose } from '../../src/domain/registry.ts';

const salt = '5a'.repeat(32);
const print = (digit: string) => `hmac-sha256:${digit.repeat(32)}`;
const entry = (digit: string) => ({
  fingerprint: print(digit),
  whole: print(digit),
  window: '123456',
  issued: '2026-10-02',
  owner: 'ops',
});

const empty = `# people's words
salt:   # made later

keys:
  HOOK:
    purpose: Orders   # why
  NEWS:
    purpose: News
`;

function read(text: string): Registry {
  const result = readRegistry(yamlConfig().parse(text, 'keys.yaml').value);
  if (result.kind === 'bad') throw new Error(JSON.stringify(result.issues));
  return result.value;
}

function enrol(text: string, digit: string, key = 'HOOK', environment = 'paper'): string {
  const edits = enrolEdits(read(text), { key, environment, salt, entry: entry(digit) });
  return yamlConfig().edit(text, 'keys.yaml', edits);
}

describe('enrolling', () => {
  it('makes the salt, the environment and the entry, and moves nothing else', () => {
    const prints = `fingerprint: "${print('a')}", whole: "${print('a')}"`;
    expect(enrol(empty, 'a')).toBe(
      empty
        .replace('salt:   #', `salt: "${salt}"   #`)
        .replace(
          '# why\n',
          `# why\n    environments:\n      paper:\n        - { ${prints}, window: "123456", generation: current, issued: 2026-10-02, owner: ops }\n`,
        ),
    );
  });

  it('makes the former current one previous', () => {
    const registry = read(enrol(enrol(empty, 'a'), 'b'));
    expect(whose(registry, print('a'))[0]?.generation).toBe('previous');
    expect(currentFor(registry, 'HOOK', 'paper')?.fingerprint).toBe(print('b'));
  });

  it('keeps environments and keys apart', () => {
    const text = enrol(enrol(enrol(empty, 'a'), 'b', 'HOOK', 'live'), 'c', 'NEWS', 'live');
    const registry = read(text);
    expect(currentFor(registry, 'HOOK', 'paper')?.fingerprint).toBe(print('a'));
    expect(currentFor(registry, 'HOOK', 'live')?.fingerprint).toBe(print('b'));
    expect(currentFor(registry, 'NEWS', 'live')?.fingerprint).toBe(print('c'));
  });

  it('does nothing when it is current already', () => {
    const text = enrol(empty, 'a');
    expect(enrol(text, 'a')).toBe(text);
  });

  it('records another spelling of the same credential without a second entry', () => {
    const text = enrol(empty, 'a');
    const respelt = { ...entry('a'), whole: print('d') };
    const edits = enrolEdits(read(text), {
      key: 'HOOK',
      environment: 'paper',
      salt,
      entry: respelt,
    });
    const registry = read(yamlConfig().edit(text, 'keys.yaml', edits));
    expect(registry.keys.get('HOOK')?.environments.get('paper')).toEqual([
      { ...respelt, generation: 'current' },
    ]);
  });

  it('promotes what was prepared as next', () => {
    const prepared = enrol(empty, 'a').replace('generation: current', 'generation: next');
    const registry = read(enrol(enrol(prepared, 'b'), 'a'));
    expect(currentFor(registry, 'HOOK', 'paper')?.fingerprint).toBe(print('a'));
    expect(whose(registry, print('b'))[0]?.generation).toBe('previous');
  });

  it('refuses what was revoked', () => {
    const revoked = enrol(empty, 'a').replace('generation: current', 'generation: revoked');
    expect(() => enrol(revoked, 'a')).toThrow(/was revoked in paper/);
  });

  it('refuses a key the registry does not declare', () => {
    expect(() => enrol(empty, 'a', 'OTHER')).toThrow(/is not declared/);
    expect(() => enrol(empty, 'a', 'toString')).toThrow(/is not declared/);
  });
});
