import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { liveChecks } from '../../src/domain/checks/index.ts';
import { isRoot } from '../scratch-homes.ts';
import type { Circumstances } from './a-host.ts';
import { envOf, envText, linkAt, write } from './a-root.ts';
import { nobodyAsked } from './a-terminal.ts';
import { diskThatFails } from './broken-disk.ts';
import { diskWithUnits } from './disk-with-units.ts';
import { tryLive } from './going-live.ts';

const live = envOf('live');
type Spoil = (root: string) => Circumstances | undefined;

/** A change of one file's text. */
function edited(path: string, edit: (text: string) => string): Spoil {
  return (root) => {
    writeFileSync(join(root, path), edit(readFileSync(join(root, path), 'utf8')));
    return undefined;
  };
}

/** A change of the live env file itself. */
function file(spoil: (path: string) => void): Spoil {
  return (root) => {
    spoil(join(root, live));
    return undefined;
  };
}

/** Lines after those of the live env file. */
function added(lines: string): Spoil {
  return file((path) => appendFileSync(path, lines));
}

/** The root as one person's own, spoilt so. */
function own(spoil: (root: string) => void): Spoil {
  return (root) => {
    spoil(root);
    return { home: root, userRoot: root };
  };
}

/** A runtime config of this text for live. */
function config(text: string): Spoil {
  return (root) => {
    mkdirSync(join(root, 'runtime'), { mode: 0o755 });
    write(root, 'runtime/config.yml', text);
    return edited(
      'profiles/live.yaml',
      (yaml) => `${yaml}worker: { config: runtime/config.yml }\n`,
    )(root);
  };
}

/** Live, read by these loaders. */
function readBy(loaders: string, more = ''): Spoil {
  return edited('profiles/live.yaml', (yaml) => `${yaml}loaders: [${loaders}]\n${more}`);
}

/** A unit of the profile with a drop-in of these lines; `@` stands for the env directory. */
function unit(...lines: readonly string[]): Spoil {
  return (root) => {
    const text = (all: readonly string[]) =>
      `[Service]\n${all.join('\n')}\n`.replaceAll('@', join(root, 'Deployment/env'));
    const own = ['ExecStart=pine-env gate -- worker', 'EnvironmentFile=@/pine-trader.env'];
    const name = 'pine-worker@a.service';
    return { disk: diskWithUnits({ [name]: text(own), [`${name}.d/a.conf`]: text(lines) }) };
  };
}

/** The registry wants the webhook attested, and knows these statements. */
function attested(statements: string): Spoil {
  const lines = statements === '' ? '' : `    attestations:\n${statements}`;
  return edited('profiles/keys.yaml', (yaml) =>
    yaml.replace('purpose: Orders\n', `purpose: Orders\n    attest: true\n${lines}`),
  );
}

/** Another env file, read beside the link. */
function beside(text: string): Spoil {
  return (root) => {
    write(root, 'Deployment/other.env', text);
    return unit(`EnvironmentFile=${join(root, 'Deployment/other.env')}`)(root);
  };
}

function both(one: Spoil, other: Spoil): Spoil {
  return (root) => {
    one(root);
    return other(root);
  };
}

const text = envText('live');
const line = (key: string, value: string) => (old: string) =>
  old.replace(new RegExp(`^${key}=.*$`, 'm'), `${key}=${value}`);
const valueIn = (profile: string, key: string) =>
  new RegExp(`^${key}=(.*)$`, 'm').exec(envText(profile))?.[1] ?? '';

/** What speaks against going live, by the rule that must say so. */
const spoilers: Readonly<Record<string, Spoil>> = {
  'env-file-missing': file((path) => rmSync(path)),
  'env-file-unreadable': () => ({ disk: diskThatFails('EACCES', ['open'], 'live.env').disk }),
  'env-file-is-link': file((path) => {
    renameSync(path, `${path}.real`);
    symlinkSync(`${path}.real`, path);
  }),
  'env-file-not-regular': file((path) => {
    rmSync(path);
    mkdirSync(path);
  }),
  'env-file-hard-linked': file((path) => linkSync(path, `${path}.twin`)),
  'env-file-empty': file((path) => writeFileSync(path, '')),
  'env-file-too-large': file((path) => appendFileSync(path, `# ${'x'.repeat(65_536)}\n`)),
  'env-file-mode': file((path) => chmodSync(path, 0o644)),
  ...(isRoot && {
    'env-file-owner': file((path) => chownSync(path, 65_534, 0)),
    'env-file-group': file((path) => chownSync(path, 0, 65_534)),
    'directory-owner': (root) => {
      chownSync(join(root, 'Deployment/env'), 65_534, 0);
      return undefined;
    },
  }),
  'directory-writable': (root) => {
    chmodSync(join(root, 'Deployment/env'), 0o777);
    return undefined;
  },
  'host-not-allowed': edited(
    'profiles/live.yaml',
    (yaml) => `${yaml}guard:\n  hosts: [trader-2]\n`,
  ),
  'key-of-another-environment': edited(
    live,
    line('TRADERSPOST_WEBHOOK_URL', valueIn('paper', 'TRADERSPOST_WEBHOOK_URL')),
  ),
  'key-in-two-environments': edited(
    live,
    line('DATABENTO_API_KEY', valueIn('paper', 'DATABENTO_API_KEY')),
  ),
  'key-revoked': edited('profiles/keys.yaml', (yaml) => yaml.replace(/current/g, 'revoked')),
  'key-unregistered': edited(
    live,
    line('DATABENTO_API_KEY', /^DATABENTO_API_KEY=(.*)$/m.exec(envText('live', 2))?.[1] ?? ''),
  ),
  'key-misdeclared': edited('profiles/keys.yaml', (yaml) =>
    yaml.replace('purpose: Orders', 'purpose: Orders\n    sharing: shared'),
  ),
  'attestation-missing': attested(''),
  'attestation-expired': attested(
    `      live: { fingerprint: "hmac-sha256:${'0'.repeat(32)}", accounts: A, by: b, at: 2026-11-01, until: 2026-12-01 }\n`,
  ),
  'config-overrides': config('policy_killswitch: true\n'),
  'config-literal': config('traderspost_webhook: $NOBODY_SETS_THIS\n'),
  'config-holds-secret': config('databento_api_key: opensesame\n'),
  'config-key-of-another-environment': config(
    `databento_api_key: ${valueIn('paper', 'DATABENTO_API_KEY')}\n`,
  ),
  'config-unclear': config('traderspost_webhook: 7\n'),
  'config-unusable': config('a: [\n'),
  'expectation-not-met': edited(
    'profiles/live.yaml',
    (yaml) => `${yaml}expect:\n  POLICY_KILLSWITCH: { flag: true }\n`,
  ),
  'env-file-refused': file((path) => appendFileSync(path, Buffer.from([0x58, 0x3d, 0xff, 0x0a]))),
  'key-missing': file((path) => writeFileSync(path, text.replace(/^DATABENTO.*\n/m, ''))),
  'key-empty': edited(live, line('DATABENTO_API_KEY', '')),
  'key-placeholder': edited(live, line('DATABENTO_API_KEY', 'your_databento_api_key_here')),
  'key-duplicate': file((path) => appendFileSync(path, 'POLICY_KILLSWITCH=true\n')),
  'flag-ambiguous': both(
    readBy('systemd, bash', 'expect:\n  POLICY_KILLSWITCH: { flag: explicit }\n'),
    edited(live, line('POLICY_KILLSWITCH', 'false  # not yet')),
  ),
  'loaders-disagree': both(readBy('systemd, docker'), added('PINE_HEARTBEAT_FILE="/run/beat"\n')),
  'loader-version': both(readBy('python-dotenv'), added('PINE_HEARTBEAT_FILE= # none\n')),
  'value-not-certain': both(readBy('bash'), added('PINE_HEARTBEAT_FILE=$(mktemp)\n')),
  'line-ignored': added('export PINE_HEARTBEAT_FILE=/run/beat\n'),
  'name-reserved': added('PATH=/usr/bin\n'),
  'key-steers-gate': added('NODE_OPTIONS=--no-warnings\n'),
  'registry-unusable': edited('profiles/keys.yaml', () => 'keys: ['),
  'profile-unusable': edited('profiles/paper.yaml', () => 'tier: safe\n'),
  'env-file-tracked': () => ({ git: 'tracked' }),
  'env-file-not-ignored': () => ({ git: 'untracked' }),
  'place-in-git': own((root) => mkdirSync(join(root, '.git'))),
  'place-synced': own((root) => mkdirSync(join(root, '.stfolder'))),
  'home-readable': own((root) => chmodSync(root, 0o755)),
  'leaked-in-tree': () => ({
    tracked: [{ path: 'old.env', staged: [Buffer.from(envText('paper'))] }],
  }),
  'editor-leftover': file((path) => writeFileSync(`${path}~`, text)),
  'unit-link-not-read': unit('EnvironmentFile='),
  'unit-env-optional': unit('EnvironmentFile=', 'EnvironmentFile=-@/pine-trader.env'),
  'unit-env-direct': unit('EnvironmentFile=@/pine-trader.paper.env'),
  'unit-env-overlap': beside('POLICY_KILLSWITCH=true\n'),
  'unit-overrides-key': unit('Environment=POLICY_KILLSWITCH=true'),
  'unit-holds-secret': unit(`Environment=X=${valueIn('paper', 'DATABENTO_API_KEY')}`),
  'unit-gate-cannot-run': unit('MemoryDenyWriteExecute=yes'),
  'unit-user': unit('User=65534'),
  'journal-damaged': edited('Deployment/state/journal.jsonl', (lines) =>
    lines.replace('"kind":"intent"', '"kind":"intend"'),
  ),
  'journal-unreadable': () => ({ disk: diskThatFails('EIO', ['open'], 'journal.jsonl').disk }),
  'link-foreign': (root) => {
    rmSync(join(root, linkAt()));
    symlinkSync('elsewhere.env', join(root, linkAt()));
    return undefined;
  },
  'link-not-a-link': (root) => {
    rmSync(join(root, linkAt()));
    write(root, linkAt(), 'A=1\n', 0o600);
    return undefined;
  },
};

test.each(Object.keys(spoilers))('%s blocks going live; nobody is asked', async (rule) => {
  const spoil = spoilers[rule];
  // Without a dry run the journal is read before anything is judged: see below.
  const command = rule === 'journal-unreadable' ? 'use live --dry-run' : 'use live';
  const { told, before, after } = await tryLive(
    (root) => ({
      terminal: nobodyAsked,
      ...spoil?.(root),
    }),
    undefined,
    command,
  );
  const rules = told.findings.filter(({ severity }) => severity === 'error').map((one) => one.rule);
  expect([...rules, told.error?.rule]).toContain(rule);
  expect([3, 4]).toContain(told.code);
  expect(told.outcome).toBe('not-done');
  expect(after).toEqual(before);
});

test('a journal that cannot be read stops it too: what stands unsettled is not known', async () => {
  const { disk } = diskThatFails('EIO', ['open'], 'journal.jsonl');
  const { answer, before, after } = await tryLive(() => ({ disk, terminal: nobodyAsked }));
  expect(answer).toBe('4 disk-failed');
  expect(after).toEqual(before);
});

test('every error that speaks against going live is tried', () => {
  // These never weigh as much as an error; an unfinished change is settled before the question.
  const light = [
    'key-unknown',
    'key-absent',
    'other-loaders',
    'key-due',
    'key-overdue',
    'attestation-due',
    'rotation-open',
    'config-missing',
    'config-elsewhere',
    'unit-unreadable',
    'unit-passes-key',
    'unit-config-elsewhere',
    'unit-stop-reads-keys',
    'unit-restart-ungated',
    'unit-gate-is-advice',
    'unit-refusal-restarts',
    'unit-umask',
  ];
  const others = [...light, 'change-unfinished'];
  const needRoot = isRoot ? [] : ['env-file-owner', 'env-file-group', 'directory-owner'];
  const tried = [...Object.keys(spoilers), ...others, ...needRoot];
  expect(liveChecks.map(({ rule }) => rule).filter((rule) => !tried.includes(rule))).toEqual([]);
});
