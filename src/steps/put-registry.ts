import type { EntryBody } from '../domain/journal-entry.ts';
import { layout, within } from '../domain/layout.ts';
import type { Host } from '../ports.ts';
import { entryOf, type Stamp } from './change.ts';
import { textDigest } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { configFile } from './read-config.ts';
import { replaceFile } from './replace-file.ts';
import { noTroubles, unsure } from './troubles.ts';

/** A registry's text before and after, and what the journal says of the change. */
export interface RegistryText {
  readonly before: string;
  readonly text: string;
  readonly says: Pick<EntryBody, 'profile' | 'note' | 'reason'>;
}

/**
 * Intent with the digest of the new text, one rename, done: answers the journal's new head. Only the
 * holder of the lock may call it, after recovery. Throws `unknown` when nobody can tell what became of it.
 */
export function putRegistry(
  host: Host,
  root: string,
  { stamp, journal }: { readonly stamp: Stamp; readonly journal: Journal },
  { before, text, says }: RegistryText,
): string {
  const files = [{ file: layout.registry, digest: textDigest(journal.salt, text) }];
  const body = { ...says, files };
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  try {
    replaceRegistry(host, root, text);
    return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
  } catch (error) {
    const { attempt } = noTroubles();
    const now = attempt('', () => configFile(host, within(root, layout.registry), layout.registry));
    if (now !== before) throw unsure(error);
    attempt('', () => journal.append(entryOf(host, stamp, { ...body, kind: 'undone' })));
    throw error;
  }
}

/** It keeps its mode and owner. */
function replaceRegistry(host: Host, root: string, text: string): void {
  const facts = host.disk.look(within(root, layout.registry));
  const birth = { mode: facts?.mode ?? 0o644, uid: facts?.uid ?? 0, gid: facts?.gid ?? 0 };
  const bytes = new TextEncoder().encode(text);
  replaceFile(host, within(root, layout.profiles), 'keys.yaml', bytes, birth);
}
