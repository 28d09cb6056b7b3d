import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/** A demo root with `profiles` profiles and, if given, `keys` keys in its registry. */
export function makeRoot(program, root, { profiles = 2, keys }) {
  mkdirSync(root, { mode: 0o700 });
  const ran = spawnSync(process.execPath, [program, 'init', '--demo', '--root', root], {
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`init --demo ended with ${ran.status}: ${ran.stderr}`);
  addProfiles(root, profiles - 2);
  if (keys !== undefined) addKeys(root, keys);
  return root;
}

/** Safe profiles like paper, each with its own name and env file. */
function addProfiles(root, count) {
  const paper = readFileSync(join(root, 'profiles/paper.yaml'), 'utf8');
  for (let number = 1; number <= count; number += 1) {
    const name = `bench-${number}`;
    const yaml = paper
      .replace(/^profile: .*$/m, `profile: ${name}`)
      .replaceAll(/\.paper\.env\b/g, `.${name}.env`);
    writeFileSync(join(root, `profiles/${name}.yaml`), yaml, { mode: 0o644 });
  }
}

/** Fills the registry up to `count` keys: optional ones like Discord's, enrolled in both environments. */
function addKeys(root, count) {
  const file = join(root, 'profiles/keys.yaml');
  const registry = parse(readFileSync(file, 'utf8'));
  const model = registry.keys.DISCORD_WEBHOOK_URL;
  const missing = count - Object.keys(registry.keys).length;
  for (let number = 1; number <= missing; number += 1) {
    registry.keys[`BENCH_KEY_${number}`] = {
      ...model,
      optional: true,
      environments: { paper: [enrolment()], live: [enrolment()] },
    };
  }
  writeFileSync(file, stringify(registry, { aliasDuplicateObjects: false }));
}

function enrolment() {
  const fingerprint = () => `hmac-sha256:${randomBytes(16).toString('hex')}`;
  return {
    fingerprint: fingerprint(),
    whole: fingerprint(),
    window: randomBytes(3).toString('hex'),
    generation: 'current',
    issued: '2026-10-02',
    owner: 'bench',
  };
}
