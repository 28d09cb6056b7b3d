import { viewOf } from '../domain/checks/index.ts';
import { demoByteCount, demoValue } from '../domain/demo-values.ts';
import { enrolEdits } from '../domain/enrol-edits.ts';
import { planEnrolment } from '../domain/enrolment.ts';
import { envPath, layout, within } from '../domain/layout.ts';
import type { Profile } from '../domain/profile.ts';
import type { Registry } from '../domain/registry.ts';
import { goodProfiles, type Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { makeDemoConfigs } from './make-demo-config.ts';
import { observeProfiles } from './observe.ts';
import { configFile } from './read-config.ts';
import { replaceFile } from './replace-file.ts';

/**
 * Writes an env file with made-up values for every profile and enrols them; only in a root without
 * env files and enrolments, so that nothing real can be taken for a demo. Answers the files made.
 */
export async function makeDemo(host: Host, root: Root): Promise<readonly string[]> {
  const world = await observeProfiles(host, root);
  const { registry } = world;
  if (registry.kind !== 'good') return needsFreshRoot('the registry cannot be read');
  if ([...registry.registry.keys.values()].some(({ environments }) => environments.size > 0)) {
    return needsFreshRoot('keys are enrolled already');
  }
  if ([...world.files.values()].some(({ kind }) => kind !== 'absent')) {
    return needsFreshRoot('there are env files already');
  }
  const made: string[] = [];
  for (const profile of goodProfiles(world)) {
    const read = world.profiles.get(profile.name);
    // What comes from a store is not made up.
    if (read?.kind !== 'good' || profile.source !== undefined) continue;
    // One environment has one value per key, in however many files it stands.
    const bytes = new TextEncoder().encode(demoText(host, registry.registry, profile));
    for (const file of new Set(profile.links.map((link) => link.file))) {
      const birth = { mode: profile.mode, ...read.owner };
      replaceFile(host, within(root.path, layout.env), file, bytes, birth);
      made.push(envPath(file));
    }
  }
  await enrolAll(host, root);
  return [...made, ...makeDemoConfigs(host, root, goodProfiles(world))];
}

function demoText(host: Host, registry: Registry, profile: Profile): string {
  const lines = [...registry.keys.values()]
    .filter(({ optional }) => !optional)
    .map(({ name, secret, provider }) => {
      const value = secret
        ? demoValue(provider, host.random.bytes(demoByteCount))
        : expectedValue(profile, name);
      return `${name}=${value}`;
    });
  return ['# Made up by pine-env init --demo: no key in here opens anything.', ...lines, ''].join(
    '\n',
  );
}

/** What the profile expects of a setting; trading on paper is the paper webhook with the switch off. */
function expectedValue(profile: Profile, name: string): string {
  const expected = profile.expect.get(name);
  if (expected === undefined) return 'demo';
  if ('is' in expected) return expected.is;
  return 'flag' in expected && expected.flag === true ? 'true' : 'false';
}

async function enrolAll(host: Host, root: Root): Promise<void> {
  const yaml = await host.configText();
  const directory = within(root.path, layout.profiles);
  const path = within(root.path, layout.registry);
  for (const { name } of goodProfiles(await observeProfiles(host, root))) {
    const world = await observeProfiles(host, root);
    const view = viewOf(world, name);
    if (view === undefined || world.registry.kind !== 'good') continue;
    const { registry } = world.registry;
    const salt = registry.salt ?? '';
    const stamp = {
      issued: new Date(host.clock.now()).toISOString().slice(0, 10),
      owner: 'pine-env init --demo',
    };
    const edits = planEnrolment(view, registry, salt, stamp).flatMap(({ key, entry }) =>
      enrolEdits(registry, { key, environment: name, salt, entry }),
    );
    const text = yaml.edit(configFile(host, path, layout.registry), layout.registry, edits);
    const facts = host.disk.look(path);
    const birth = { mode: facts?.mode ?? 0o644, uid: facts?.uid ?? 0, gid: facts?.gid ?? 0 };
    replaceFile(host, directory, 'keys.yaml', new TextEncoder().encode(text), birth);
  }
}

function needsFreshRoot(why: string): never {
  return fail({
    kind: 'refused',
    rule: 'demo-needs-a-fresh-root',
    message: `made-up values go only into a fresh root: ${why}`,
    remedy: 'name an empty directory: pine-env init --demo --root DIR',
  });
}
