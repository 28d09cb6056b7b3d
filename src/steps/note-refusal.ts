import type { Root } from '../domain/world.ts';
import { PineError } from '../errors.ts';
import type { Host, Lock } from '../ports.ts';
import { entryOf, stampFor, takeLock } from './change.ts';
import { openJournal } from './keep-journal.ts';

/** Which command was refused. */
interface Refused {
  readonly verb: string;
  readonly profile: string;
}

/** A person who said no, or nobody there in time, is worth a line in the journal. */
export async function journallingRefusals(
  host: Host,
  root: Root,
  request: Refused,
  lock: Lock,
  ask: () => Promise<void>,
): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (error instanceof PineError && error.facts.rule !== 'no-terminal') {
      noteRefusal(host, root, request, lock, error.facts.rule);
    }
    throw error;
  }
}

function noteRefusal(
  host: Host,
  root: Root,
  { verb, profile }: Refused,
  lock: Lock,
  rule: string,
): void {
  try {
    const held = takeLock(host, lock, root, `${verb} ${profile}`, 0);
    try {
      const entry = entryOf(host, stampFor(host, verb), { kind: 'refused', profile, rule });
      openJournal(host, root.path).append(entry);
    } finally {
      held.release();
    }
  } catch (error) {
    // The refusal itself stands; only its line in the journal is missing.
    if (!(error instanceof PineError)) throw error;
  }
}
