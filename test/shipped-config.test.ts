import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { yamlConfig } from '../src/adapters/yaml-config.ts';
import { readProfile } from '../src/domain/profile.ts';
import { readRegistry } from '../src/domain/registry.ts';
import { schemas } from '../src/schema.ts';

const checkout = join(import.meta.dirname, '..');
const file = (path: string) => readFileSync(join(checkout, path), 'utf8');
const value = (path: string) => yamlConfig().parse(file(path), path).value;

const roles = ['pine-trader', 'worker', 'datahub', 'heartbeat'];

describe('the shipped profiles', () => {
  it.each([
    ['paper', 'safe', 'explicit'],
    ['live', 'live', false],
  ])('%s is a good profile of the %s tier', (name, tier, flag) => {
    const read = readProfile(value(`profiles/${name}.yaml`), name);
    expect(read).toMatchObject({
      kind: 'good',
      value: {
        tier,
        links: [{ link: 'pine-trader.env', file: `pine-trader.${name}.env` }],
        mode: 0o600,
        loaders: ['systemd', 'bash'],
        expect: new Map([['POLICY_KILLSWITCH', { flag }]]),
        worker: { config: 'runtime/config.yml' },
      },
    });
    expect(read.kind === 'good' && read.value.owner).toBeUndefined();
  });

  it('know the keys of the worker and enrol none', () => {
    const read = readRegistry(value('profiles/keys.yaml'));
    if (read.kind === 'bad') throw new Error(JSON.stringify(read.issues));
    const { salt, keys } = read.value;
    expect(salt).toBeUndefined();
    expect([...keys.values()].every(({ environments }) => environments.size === 0)).toBe(true);
    const required = [...keys.values()].filter(({ optional }) => !optional);
    expect(required.map(({ name, provider, secret }) => [name, provider, secret])).toEqual([
      ['TRADERSPOST_WEBHOOK_URL', 'traderspost', true],
      ['DATABENTO_API_KEY', 'databento', true],
      ['POLICY_KILLSWITCH', 'opaque', false],
    ]);
    expect([...keys.values()].filter(({ sharing }) => sharing === 'shared')).toMatchObject([
      { name: 'DISCORD_WEBHOOK_URL' },
    ]);
    expect([...keys.values()].every(({ without }) => without !== undefined)).toBe(true);
  });

  it.each([
    ['paper', 'profile'],
    ['live', 'profile'],
    ['keys', 'registry'],
  ])('%s tells editors where its schema is', (name, schema) => {
    const [first] = file(`profiles/${name}.yaml`).split('\n');
    expect(first).toBe(`# yaml-language-server: $schema=schema/${schema}.schema.json`);
  });
});

describe('the schemas for editors', () => {
  it('are up to date (npm run build writes them)', () => {
    const made = schemas();
    expect(readdirSync(join(checkout, 'profiles/schema')).sort()).toEqual(Object.keys(made).sort());
    for (const [name, schema] of Object.entries(made)) {
      expect(JSON.parse(file(`profiles/schema/${name}`))).toEqual(schema);
    }
  });

  it('refuse unknown fields and know what is required', () => {
    expect(schemas()['profile.schema.json']).toMatchObject({
      additionalProperties: false,
      required: ['profile', 'tier', 'summary', 'links'],
    });
    expect(schemas()['registry.schema.json']).toMatchObject({
      additionalProperties: false,
      required: ['keys'],
    });
  });
});

describe.each(roles)('the example %s.env.example', (role) => {
  const text = file(`Deployment/env/${role}.env.example`);
  const lines = text.split('\n').slice(0, -1);

  it('is plain for every loader', () => {
    expect(text).toMatch(/\n$/);
    for (const line of lines) expect(line).toMatch(/^(?:|#[ -~]*|[A-Z_]+=[!-~]+)$/);
    for (const line of lines) expect(line).not.toMatch(/^[^#].*["'`\\$#]/);
  });

  it('warns before anything else and says how to make the real file', () => {
    expect(lines.slice(0, 8).join('\n')).toContain('NEVER PUT A REAL KEY INTO THIS FILE');
    expect(text).toContain(`install -m 0600 ${role}.env.example ${role}.paper.env`);
    expect(text).toContain('pine-env check paper');
  });

  it('explains each key, which the registry knows', () => {
    const read = readRegistry(value('profiles/keys.yaml'));
    const known = read.kind === 'good' ? [...read.value.keys.keys()] : [];
    const keys = lines.filter((line) => !line.startsWith('#') && line !== '');
    expect(keys.length).toBeGreaterThan(0);
    for (const line of keys) {
      expect(known).toContain(line.split('=')[0]);
      expect(lines[lines.indexOf(line) - 1]).toMatch(/^# ./);
    }
  });

  it('sends no orders as it stands', () => {
    if (text.includes('TRADERSPOST')) expect(lines).toContain('POLICY_KILLSWITCH=true');
  });
});
