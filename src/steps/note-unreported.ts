import { PineError } from '../errors.ts';
import type { Host } from '../ports.ts';
import { entryOf, stampFor, takeLock } from './change.ts';
import { openJournal } from './keep-journal.ts';

/** A change was done and nobody could be told: the journal says so; when it cannot, exit 8 still does. */
export async function noteUnreported(host: Host, root: string, verb: string): Promise<void> {
  try {
    const held = takeLock(host, await host.lock(), { path: root, source: '--root' }, verb, 1);
    try {
      const note = 'the change was done, but its report could not be written';
      openJournal(host, root).append(
        entryOf(host, stampFor(host, verb), { kind: 'unreported', note }),
      );
    } finally {
      held.release();
    }
  } catch (error) {
    if (!(error instanceof PineError)) throw error;
  }
}
