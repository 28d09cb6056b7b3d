import { adoptFindings } from '../domain/adopt/adopt-findings.ts';
import { adoptQuestion } from '../domain/adopt/adopt-question.ts';
import { type AdoptReport, adoptReport } from '../domain/adopt/adopt-report.ts';
import { plainLinks } from '../domain/adopt/plain-file.ts';
import { allAssignments } from '../domain/checks/values.ts';
import { whatChanged } from '../domain/consent.ts';
import type { Root } from '../domain/world.ts';
import type { Host } from '../ports.ts';
import { askConsent } from './ask-consent.ts';
import { refuseOwnRoot, refuseShadow, stampFor, takeLock } from './change.ts';
import { bindingNow, freshSalt } from './keep-consent.ts';
import { openJournal } from './keep-journal.ts';
import { keyLines } from './live-question.ts';
import { type Adopting, lookForAdoption, movedMeanwhile, planFor } from './look-at-adoption.ts';
import { journallingRefusals } from './note-refusal.ts';
import { nothingPlain } from './nothing-plain.ts';
import { recover } from './recover.ts';
import { settleFirst } from './settle-first.ts';
import { writeAdoption } from './write-adoption.ts';

/** What a person asked for. */
export interface AdoptRequest {
  /** Absent: the profile whose keys stand in the file. */
  readonly profile: string | undefined;
  readonly dryRun: boolean;
  readonly reason: string | undefined;
}

/** How long an adoption waits for whoever holds the lock, in seconds. */
const patience = 5;

/**
 * Makes plain files the env files of a profile, and links in their places, without a moment in which a
 * reader finds another byte. As live a person agrees at a terminal, and no lock is held meanwhile.
 */
export async function adopt(host: Host, root: Root, request: AdoptRequest): Promise<AdoptReport> {
  refuseShadow(root);
  refuseOwnRoot(root);
  const { profile } = request;
  const settled = request.dryRun
    ? undefined
    : await settleFirst(host, root, { verb: 'adopt' }, patience);
  const world = await lookForAdoption(host, root);
  const recovered = settled && ({ profile: settled.of.profile ?? '', how: settled.how } as const);
  const more = recovered === undefined ? {} : { recovered };
  if (plainLinks(world, profile).length === 0) {
    const { profile: linked, findings } = nothingPlain(world, profile);
    const told = { found: 'linked', mode: 'adopt', findings, already: true, ...more } as const;
    return adoptReport(root, linked, [], told);
  }
  const seen = planFor(host, world, profile);
  const { plan, found } = seen;
  const findings = adoptFindings(plan);
  const report = (mode: AdoptReport['mode'], head?: string) =>
    adoptReport(root, plan.view.profile, plan.moves, {
      ...{ found, mode, findings, ...more },
      ...(head !== undefined && { head }),
    });
  if (request.dryRun) return report('dry-run');
  return report('adopt', await agreeAndWrite(host, root, request, seen));
}

/** Asks where it is live; then lock, look again, write: nothing but what was judged and agreed to. */
async function agreeAndWrite(
  host: Host,
  root: Root,
  { reason }: AdoptRequest,
  { plan }: Adopting,
): Promise<string> {
  const { view } = plan;
  const { name, tier } = view.profile;
  const salt = freshSalt(host);
  const agreed = bindingNow(host, view.world, view.profile, salt);
  const [lock, announcer] = [await host.lock(), await host.announcer()];
  if (tier === 'live') {
    const refused = { verb: 'adopt', profile: name };
    await journallingRefusals(host, root, refused, lock, () => askConsent(host, questionOf(plan)));
  }
  const stamp = stampFor(host, 'adopt');
  const held = takeLock(host, lock, root, `adopt ${name}`, patience);
  try {
    const journal = openJournal(host, root.path);
    await recover(host, root, journal, stamp);
    const now = planFor(host, await lookForAdoption(host, root), name).plan;
    const binding = bindingNow(host, now.view.world, now.view.profile, salt);
    const isSame = JSON.stringify(now.moves) === JSON.stringify(plan.moves);
    if (!isSame || whatChanged(agreed, binding) !== undefined) {
      movedMeanwhile(plan.adopted[0]?.link ?? '');
    }
    const head = writeAdoption(host, now, { stamp, journal, salt, reason });
    announcer.announce(`head ${head} after adopt ${name}`);
    return head;
  } finally {
    held.release();
  }
}

function questionOf({ view, adopted }: Adopting['plan']) {
  const what = adopted.map(
    ({ link, file }) => `${link}: a plain file becomes ${file}, and a link to it`,
  );
  const values = allAssignments(view).map(({ key, value }) => [key, value] as const);
  const keys = keyLines(view, values).map((line) => line.trim());
  return adoptQuestion(view, [...what, ...keys]);
}
