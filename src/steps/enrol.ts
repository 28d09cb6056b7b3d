import { actorName } from '../domain/actor.ts';
import type { View } from '../domain/checks/check.ts';
import { fileChecks, judge } from '../domain/checks/index.ts';
import { whatChanged } from '../domain/consent.ts';
import { enrolEdits } from '../domain/enrol-edits.ts';
import {
  type Enrolled,
  type EnrolReport,
  enrolReport,
  planEnrolment,
} from '../domain/enrolment.ts';
import { shortFingerprint } from '../domain/fingerprint.ts';
import { layout, within } from '../domain/layout.ts';
import type { Registry } from '../domain/registry.ts';
import { readRegistry } from '../domain/registry-file.ts';
import type { Root } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { askConsent } from './ask-consent.ts';
import { entryOf, refuseShadow, stampFor, takeLock } from './change.ts';
import { bindingNow, freshSalt, textDigest } from './keep-consent.ts';
import { openJournal } from './keep-journal.ts';
import { viewOrFail } from './look.ts';
import { observeAll } from './observe.ts';
import { configFile } from './read-config.ts';
import { recover } from './recover.ts';
import { replaceFile } from './replace-file.ts';
import { noTroubles, unsure } from './troubles.ts';

const verb = 'keys-enroll';

interface Looked {
  readonly view: View;
  readonly registry: Registry;
  readonly salt: string;
  readonly enrolled: readonly Enrolled[];
}

/**
 * Records the fingerprints of a profile's secrets in the registry, dated and owned. A key that
 * decides where orders go needs the terminal phrase in any tier: this is the root of trust. Throws
 * `refused` for values that are guessable, templates, or enrolled elsewhere.
 */
export async function enrol(host: Host, root: Root, name: string): Promise<EnrolReport> {
  refuseShadow(root);
  const newSalt = freshSalt(host);
  const seen = await look(host, root, name, newSalt);
  if (seen.enrolled.length === 0) return enrolReport(root, name, []);
  const agreed = bindingNow(host, seen.view.world, seen.view.profile, newSalt);
  if (seen.enrolled.some(({ guarded }) => guarded)) await askConsent(host, question(seen));
  const [lock, announcer] = [await host.lock(), await host.announcer()];
  const held = takeLock(host, lock, root, `keys --enroll ${name}`, 0);
  try {
    const now = await look(host, root, name, newSalt);
    const changed = whatChanged(
      agreed,
      bindingNow(host, now.view.world, now.view.profile, newSalt),
    );
    if (changed !== undefined) changedMeanwhile(changed);
    const head = await write(host, root, now);
    announcer.announce(`head ${head} after keys --enroll ${name}`);
    return enrolReport(root, name, now.enrolled, head);
  } finally {
    held.release();
  }
}

async function look(host: Host, root: Root, name: string, newSalt: string): Promise<Looked> {
  const world = await observeAll(host, root);
  const view = viewOrFail(world, name);
  refuseUnsafe(view);
  const { registry } = world;
  if (registry.kind === 'bad') throw new PineError(registry.error);
  if (registry.kind === 'absent') return noRegistry();
  const salt = registry.registry.salt ?? newSalt;
  return {
    view,
    registry: registry.registry,
    salt,
    enrolled: planEnrolment(view, registry.registry, salt, stampOf(host)),
  };
}

function stampOf(host: Host): { issued: string; owner: string } {
  return {
    issued: new Date(host.clock.now()).toISOString().slice(0, 10),
    owner: actorName(host.machine.actor()),
  };
}

async function write(host: Host, root: Root, looked: Looked): Promise<string> {
  const { registry, salt, enrolled, view } = looked;
  const path = within(root.path, layout.registry);
  const yaml = await host.configText();
  const stamp = stampFor(host, verb);
  const journal = openJournal(host, root.path);
  if ((await recover(host, root, journal, stamp)) !== undefined)
    return changedMeanwhile('the state');
  const facts = host.disk.look(path);
  const before = configFile(host, path, layout.registry);
  const edits = enrolled.flatMap(({ key, entry }, at) =>
    // Only the first edit may set the salt: the registry in hand does not have it yet.
    enrolEdits(at === 0 ? registry : { ...registry, salt }, {
      key,
      environment: view.profile.name,
      salt,
      entry,
    }),
  );
  const text = yaml.edit(before, layout.registry, edits);
  if (readRegistry(yaml.parse(text, layout.registry).value).kind === 'bad') badEdit();
  const body = {
    profile: view.profile.name,
    files: [{ file: layout.registry, digest: textDigest(journal.salt, text) }],
    note: enrolled
      .map(({ key, entry }) => `${key} ${shortFingerprint(entry.fingerprint)}`)
      .join(', '),
  };
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  const birth = { mode: facts?.mode ?? 0o644, uid: facts?.uid ?? 0, gid: facts?.gid ?? 0 };
  const bytes = new TextEncoder().encode(text);
  try {
    replaceFile(host, within(root.path, layout.profiles), 'keys.yaml', bytes, birth);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    const { attempt } = noTroubles();
    if (attempt('', () => configFile(host, path, layout.registry)) !== before) throw unsure(error);
    attempt('', () => journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })));
    throw error;
  }
}

function question({ view, enrolled }: Looked) {
  const { profile, world } = view;
  return {
    profile: profile.name,
    lines: [
      '',
      `Enrolling keys for ${profile.name} (tier ${profile.tier}) in ${world.root.path}`,
      ...enrolled.map(({ key, entry, replaces }) => {
        const old =
          replaces === undefined ? 'the first one' : `after ${shortFingerprint(replaces)}`;
        return `  ${key} ${shortFingerprint(entry.fingerprint)}, ${old}`;
      }),
      `From now on these count as ${profile.name}. Look at the broker accounts first.`,
      '',
    ],
  };
}

function refuseUnsafe(view: View): void {
  const [first] = judge(fileChecks, view).filter(({ severity }) => severity === 'error');
  if (first === undefined) return;
  const { rule, where, message, remedy } = first;
  fail({ kind: 'unsafe-file', rule, message: `${where}: ${message}`, remedy, where });
}

function changedMeanwhile(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed meanwhile; nothing was enrolled`,
    remedy: 'look at what stands now: pine-env status',
  });
}

function noRegistry(): never {
  return fail({
    kind: 'bad-config',
    rule: 'registry-missing',
    message: `${layout.registry} is not there`,
    remedy: 'make an empty one: pine-env init',
    where: layout.registry,
  });
}

function badEdit(): never {
  return fail({
    kind: 'bug',
    rule: 'registry-edit',
    message: 'the edited registry would not be readable; nothing was written',
    remedy: 'report this as a bug of pine-env',
  });
}
