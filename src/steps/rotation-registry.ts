import type { ConfigEdit, ConfigText } from '../domain/config-text.ts';
import { layout, within } from '../domain/layout.ts';
import { type Registry, readRegistry } from '../domain/registry.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { textDigest } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { configFile } from './read-config.ts';
import { replaceFile } from './replace-file.ts';
import { noTroubles, unsure } from './troubles.ts';

/** What is to be written, and what the journal says of it. */
export interface RegistryChange {
  readonly root: string;
  readonly profile: string;
  readonly stamp: Stamp;
  readonly journal: Journal;
  readonly yaml: ConfigText;
  readonly note: string;
  readonly reason?: string;
  /** The edits, decided from the registry as it stands at the moment of writing. */
  readonly edits: (registry: Registry) => readonly ConfigEdit[];
}

/**
 * Edits the registry: intent with the digest of the new text, one rename, done. Only the holder of the
 * lock may call it, after recovery. Nothing to edit: nothing is written. Throws `unknown` when nobody
 * can tell what became of it.
 */
export function writeRegistry(host: Host, change: RegistryChange): void {
  const { root, profile, stamp, journal, yaml, note, reason } = change;
  const path = within(root, layout.registry);
  const before = configFile(host, path, layout.registry);
  const edits = change.edits(mustRead(yaml, before));
  if (edits.length === 0) return;
  const text = yaml.edit(before, layout.registry, edits);
  mustRead(yaml, text);
  const facts = host.disk.look(path);
  const birth = { mode: facts?.mode ?? 0o644, uid: facts?.uid ?? 0, gid: facts?.gid ?? 0 };
  const files = [{ file: layout.registry, digest: textDigest(journal.salt, text) }];
  const body = { profile, files, note, ...(reason !== undefined && { reason }) };
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  const bytes = new TextEncoder().encode(text);
  try {
    replaceFile(host, within(root, layout.profiles), 'keys.yaml', bytes, birth);
    journal.append(entryOf(host, stamp, { ...body, kind: 'done' }));
  } catch (error) {
    const { attempt } = noTroubles();
    if (attempt('', () => configFile(host, path, layout.registry)) !== before) throw unsure(error);
    attempt('', () => journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })));
    throw error;
  }
}

function mustRead(yaml: ConfigText, text: string): Registry {
  const read = readRegistry(yaml.parse(text, layout.registry).value);
  if (read.kind === 'good') return read.value;
  return fail({
    kind: 'bug',
    rule: 'registry-edit',
    message: 'the edited registry would not be readable; nothing was written',
    remedy: 'report this as a bug of pine-env',
  });
}
