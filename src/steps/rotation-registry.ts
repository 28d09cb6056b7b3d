import type { ConfigEdit, ConfigText } from '../domain/config-text.ts';
import { layout, within } from '../domain/layout.ts';
import { type Registry, readRegistry } from '../domain/registry.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { Stamp } from './change.ts';
import type { Journal } from './keep-journal.ts';
import { putRegistry } from './put-registry.ts';
import { configFile } from './read-config.ts';

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
  const before = configFile(host, within(root, layout.registry), layout.registry);
  const edits = change.edits(mustRead(yaml, before));
  if (edits.length === 0) return;
  const text = yaml.edit(before, layout.registry, edits);
  mustRead(yaml, text);
  const says = { profile, note, ...(reason !== undefined && { reason }) };
  putRegistry(host, root, { stamp, journal }, { before, text, says });
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
