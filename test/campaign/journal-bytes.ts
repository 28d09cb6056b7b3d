/* Thousands of cuts and flips, in process: the code under test is the program's, the judge is our own. */
import { nextLine, readTail } from '../../src/domain/journal-tail.ts';
import { verifyChain } from '../../src/domain/journal-verdict.ts';
import { faultsOfRepair } from './forging.ts';
import { say } from './said.ts';
import type { Ledger } from './tally.ts';

const operation = 'history --verify and the next record, in process';

/** What a next change writes behind a journal that was cut or changed. */
function writtenOn(bytes: Buffer): Buffer {
  const when = { at: '2026-10-02T03:00:00.000Z', change: 'a'.repeat(12) };
  const body = { ...when, kind: 'noted', verb: 'use' } as const;
  return Buffer.concat([bytes, nextLine(readTail(bytes, true), body, '5a'.repeat(32)).bytes]);
}

/** Cuts the last record at each of its bytes, and the repair of it at some of its own. */
export function cutEverywhere(ledger: Ledger, journal: Buffer): void {
  const fault = 'the last record torn at each byte';
  const again = 'its repair torn, too';
  const start = journal.lastIndexOf(10, journal.length - 2) + 1;
  for (let at = start; at < journal.length; at++) {
    ledger.of(operation, fault).ordered();
    const cut = journal.subarray(0, at);
    const whole = writtenOn(cut);
    // At the two ends nothing is torn: no byte of the record, or all but its newline.
    const isTorn = at > start && at < journal.length - 1;
    const bad = [
      ...say(verifyChain(cut).ok === isTorn, isTorn ? 'not seen' : 'seen without need'),
      ...say(!verifyChain(whole).ok, 'not sound after the repair'),
      ...faultsOfRepair(cut, whole),
    ];
    const outcome = isTorn ? 'seen, then repaired' : 'nothing was torn';
    ledger.of(operation, fault).happened({ outcome, seconds: 0, bad, at: `byte ${at}` });
    for (let more = cut.length + 1 + (at % 7); more < whole.length; more += 173) {
      ledger.of(operation, again).ordered();
      const twice = whole.subarray(0, more);
      const mended = writtenOn(twice);
      const kept = mended.subarray(0, more).equals(twice);
      const faults = [
        ...say(!kept, 'what stood there was changed'),
        ...say(!verifyChain(mended).ok, 'not sound after the second repair'),
      ];
      ledger.of(operation, again).happened({
        ...{ outcome: 'repaired', seconds: 0, bad: faults, at: `byte ${at}, then ${more}` },
      });
    }
  }
}

/** Flips a bit of every byte, another one each time; it has to be found at once, and after the next change. */
export function flipEverywhere(ledger: Ledger, journal: Buffer): void {
  const fault = 'a bit flipped in each byte';
  for (let at = 0; at < journal.length; at++) {
    ledger.of(operation, fault).ordered();
    const changed = Buffer.from(journal);
    changed[at] = (changed[at] ?? 0) ^ (1 << ((at * 5) % 8));
    const bad = [
      ...say(verifyChain(changed).ok, 'not found at once'),
      ...say(verifyChain(writtenOn(changed)).ok, 'not found after the next change'),
    ];
    ledger.of(operation, fault).happened({ outcome: 'found', seconds: 0, bad, at: `byte ${at}` });
  }
}
