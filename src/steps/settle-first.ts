import { openIntent } from '../domain/journal-changes.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { stampFor, takeLock } from './change.ts';
import { openJournal, readJournal } from './keep-journal.ts';
import { leftovers, type Recovered, recover } from './recover.ts';

/**
 * A change cut short is settled before anything is asked, so that the question is about the truth. `profile`
 * is a profile's name, and no word that was typed and may be anything.
 */
export async function settleFirst(
  host: Host,
  root: Root,
  { verb, profile }: { readonly verb: string; readonly profile?: string | undefined },
  patience: number,
): Promise<Recovered | undefined> {
  const open = openIntent(readJournal(host.disk, root.path).entries);
  if (open === undefined && leftovers(host.disk, root.path).length === 0) return undefined;
  const line = profile === undefined ? verb : `${verb} ${profile}`;
  const held = takeLock(host, await host.lock(), root, line, patience);
  try {
    return await recover(host, root, openJournal(host, root.path), stampFor(host, verb));
  } finally {
    held.release();
  }
}
