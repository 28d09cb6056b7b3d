import type { View } from '../domain/checks/check.ts';
import type { ConfigEdit } from '../domain/config-text.ts';
import { type Binding, whatChanged } from '../domain/consent.ts';
import { layout, within } from '../domain/layout.ts';
import { readRegistry } from '../domain/registry-file.ts';
import type { Root } from '../domain/world.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { askConsent, type Question } from './ask-consent.ts';
import { refuseShadow, stampFor, takeLock } from './change.ts';
import { bindingNow, freshSalt } from './keep-consent.ts';
import { openJournal } from './keep-journal.ts';
import { putRegistry } from './put-registry.ts';
import { configFile } from './read-config.ts';
import { recover } from './recover.ts';
import { settleFirst } from './settle-first.ts';

/** What one look at the root decided about its registry; no edits: nothing is to be done. */
export interface RegistryPlan {
  /** What it is about: neither the profile nor its files may change between the yes and the write. */
  readonly views: readonly View[];
  readonly edits: readonly ConfigEdit[];
  /** For the journal: what changes, by key and short fingerprint. */
  readonly note: string;
  /** What a person must say yes to at the terminal first, if anything. */
  readonly question?: Question;
}

/** One kind of change of the registry. */
export interface RegistryChange<P extends RegistryPlan> {
  /** As the journal calls it. */
  readonly verb: string;
  /** As whoever waits for the lock is told. */
  readonly line: string;
  look(): Promise<P>;
}

/** What was written, and the journal's head after it; null when there was nothing to do. */
export interface RegistryChanged<P> {
  readonly plan: P;
  readonly head: string | null;
}

/**
 * Writes the registry as every change of it must be: settle what was cut short, look, agree, lock, look again, intent, one
 * rename, done. Killed anywhere, the file's digest tells the next change whether it was written.
 */
export async function changeRegistry<P extends RegistryPlan>(
  host: Host,
  root: Root,
  change: RegistryChange<P>,
): Promise<RegistryChanged<P>> {
  refuseShadow(root);
  await settleFirst(host, root, change, 0);
  const salt = freshSalt(host);
  const seen = await change.look();
  if (seen.edits.length === 0) return { plan: seen, head: null };
  const agreed = bindings(host, seen, salt);
  if (seen.question !== undefined) await askConsent(host, seen.question);
  const [lock, announcer] = [await host.lock(), await host.announcer()];
  const held = takeLock(host, lock, root, change.line, 0);
  try {
    const plan = await change.look();
    const changed = firstChange(agreed, bindings(host, plan, salt));
    if (changed !== undefined) changedMeanwhile(changed);
    const head = await write(host, root, change.verb, plan);
    announcer.announce(`head ${head} after ${change.line}`);
    return { plan, head };
  } finally {
    held.release();
  }
}

function bindings(host: Host, { views }: RegistryPlan, salt: string): readonly Binding[] {
  return views.map(({ world, profile }) => bindingNow(host, world, profile, salt));
}

function firstChange(agreed: readonly Binding[], now: readonly Binding[]): string | undefined {
  if (agreed.length !== now.length) return 'the profiles';
  return agreed
    .map((binding, at) => whatChanged(binding, now[at] ?? binding))
    .find((changed) => changed !== undefined);
}

async function write(host: Host, root: Root, verb: string, plan: RegistryPlan): Promise<string> {
  const yaml = await host.configText();
  const stamp = stampFor(host, verb);
  const journal = openJournal(host, root.path);
  if ((await recover(host, root, journal, stamp)) !== undefined) changedMeanwhile('the state');
  const before = configFile(host, within(root.path, layout.registry), layout.registry);
  const text = yaml.edit(before, layout.registry, plan.edits);
  if (readRegistry(yaml.parse(text, layout.registry).value).kind === 'bad') badEdit();
  const [one, another] = plan.views;
  const isOne = one !== undefined && another === undefined;
  const says = { ...(isOne ? { profile: one.profile.name } : {}), note: plan.note };
  return putRegistry(host, root.path, { stamp, journal }, { before, text, says });
}

function changedMeanwhile(what: string): never {
  return fail({
    kind: 'refused',
    rule: 'changed-since-consent',
    message: `${what} changed meanwhile; the registry is as it was`,
    remedy: 'look at what stands now: pine-env status',
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
