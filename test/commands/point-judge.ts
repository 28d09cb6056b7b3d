/* What may be true of a disk after a fault, and after the next change. Shares no code with src. */
import type { Seen } from './disk-judge.ts';

/** What the program said, as far as it is held against the disk; nothing when it was killed. */
export interface Claim {
  readonly code: number;
  readonly exit: number;
  readonly outcome: string;
  readonly findings?: readonly { readonly rule: string }[];
}

/** One fault and what came of it. */
export interface Point {
  readonly before: Seen;
  /** What settling an earlier change makes of it, when there is one to settle. */
  readonly settled?: Seen;
  /** What the same command makes of a healthy disk. */
  readonly clean: Seen;
  readonly after: Seen;
  readonly claim?: Claim;
}

/** Everything wrong right after a fault: old or new, nothing else, and what was said is true. */
export function judgeAtOnce({ before, settled, clean, after, claim }: Point): readonly string[] {
  const fair = [before, clean, ...(settled === undefined ? [] : [settled])];
  const old = settled !== undefined && sameState(after, settled) ? settled : before;
  // Between a pulled file and its copy the place has the bytes it had, which are no file's any more.
  const asItWas = (link: string) => after.places.get(link) === before.places.get(link);
  const mixed = [...after.links].filter(
    ([link, now]) =>
      !fair.some(({ links }) => links.get(link) === now) &&
      !(now === 'strange' && after.untouchable !== before.untouchable && asItWas(link)),
  );
  return [
    ...mixed.map(([link, now]) => `${link} is neither old nor new: ${now}`),
    ...wrong(
      // Only a pull's clean end has other env files than its start.
      ![before.untouchable, clean.untouchable].includes(after.untouchable),
      'env files or profiles are neither old nor new',
    ),
    ...wrong(
      ![before.registry, clean.registry].includes(after.registry),
      'the registry is neither old nor new',
    ),
    ...wrong(!after.journalBytes.startsWith(before.journalBytes), 'the journal was rewritten'),
    ...after.journal.broken,
    ...(claim === undefined ? [] : judgeClaim(claim, old, clean, after, before.consent)),
  ];
}

function judgeClaim(
  { code, exit, outcome, findings = [] }: Claim,
  before: Seen,
  clean: Seen,
  after: Seen,
  consentBefore: string,
): readonly string[] {
  const isOld = sameState(after, before);
  const isNew = sameState(after, clean);
  const complaints = [...wrong(code !== exit, `exit ${code}, but the document says ${exit}`)];
  if (outcome === 'done') {
    complaints.push(...wrong(!isNew, 'done, it says, but the disk is not as after a done change'));
    // Whom the disk did not let have a last look, does not leave with 0.
    const unseen = findings.some(({ rule }) => ['changed-afterwards', 'not-judged'].includes(rule));
    complaints.push(...wrong(![unseen ? 1 : 0, 8].includes(code), `done with exit ${code}`));
    if (code < 2) complaints.push(...judgeCleanEnd(after, clean.consent));
  } else if (outcome === 'not-done') {
    complaints.push(...wrong(!isOld, 'not done, it says, but something changed'));
    const consentStands = [before.consent, consentBefore].includes(after.consent);
    complaints.push(...wrong(!consentStands, 'not done, but consent changed'));
  } else if (outcome === 'undone') {
    complaints.push(...wrong(!isOld, 'undone, it says, but the disk is not as before'));
    complaints.push(...wrong(after.consent !== 'none', `undone, but consent: ${after.consent}`));
    complaints.push(...wrong(code !== 6, `undone with exit ${code}`));
  } else complaints.push(...wrong(outcome !== 'unknown', `outcome ${outcome}`));
  const failed = outcome !== 'done';
  const known = [3, 4, 5, 6, 7].includes(code);
  return [...complaints, ...wrong(failed && !known, `${outcome} with exit ${code}`)];
}

/** Nothing is left lying about, and the journal tells what stands. */
function judgeCleanEnd(after: Seen, consent: string): readonly string[] {
  const { journal, temporary, links } = after;
  const untrue = [...links].filter(([link, now]) => {
    const told = journal.stands.get(link);
    return told !== undefined && (told ?? 'nothing') !== now;
  });
  return [
    ...wrong(temporary.length > 0, `left behind: ${temporary.join(', ')}`),
    ...wrong(journal.open.length > 0, 'an intent is still open'),
    ...wrong(after.consent !== consent, `consent is ${after.consent}, not ${consent}`),
    ...journal.broken,
    ...untrue.map(([link]) => `the journal says that ${link} stands elsewhere`),
  ];
}

/** The next change and what came of it. */
export interface Next {
  /** Right after the fault. */
  readonly faulty: Seen;
  readonly after: Seen;
  readonly claim: Claim;
  /** False when the fault kept a change out of the journal and the program said so (exit 8). */
  readonly journalled: boolean;
}

/** Everything wrong after a next change to `profile` that was meant to succeed. */
export function judgeNext(profile: string, live: boolean, next: Next): readonly string[] {
  const { after, claim, faulty } = next;
  const elsewhere = [...after.links].filter(([, now]) => !now.endsWith(`.${profile}.env`));
  const torn = after.journal.tornTail && after.journalBytes !== faulty.journalBytes;
  const end = judgeCleanEnd(after, live ? profile : 'none');
  return [
    ...wrong(claim.code !== 0 || claim.outcome !== 'done', `the next change: exit ${claim.code}`),
    ...elsewhere.map(([link, now]) => `${link} is ${now}`),
    ...wrong(torn, 'the torn tail is still there'),
    ...end.filter((line) => next.journalled || !line.startsWith('the journal says')),
    ...(live ? judgeLive(profile, after) : []),
  ];
}

/** Everything wrong after somebody tried to go live with nobody there: live only if it was before. */
export function judgeUnattended(profile: string, next: Next, mayWait = false): readonly string[] {
  const { after } = next;
  // A pull that died between the file and its consent: the gate starts nobody until somebody agrees.
  if (mayWait && after.consent === 'void') return [];
  const lives = [...after.links.values()].filter((now) => now.endsWith(`.${profile}.env`));
  if (lives.length === 0) return [];
  return [
    ...wrong(lives.length < after.links.size, 'a mix of live and something else'),
    ...judgeLive(profile, after),
  ];
}

/** Live stands only on a completed switch that a person consented to. */
function judgeLive(profile: string, after: Seen): readonly string[] {
  const unproven = [...after.links.keys()].filter((link) => {
    const last = after.journal.last.get(link);
    return last?.kind !== 'done' || last.tier !== 'live';
  });
  return [
    ...unproven.map((link) => `${link} is live without a completed switch`),
    ...wrong(after.consent !== profile, `live with consent: ${after.consent}`),
    ...wrong(after.journal.open.length > 0, 'live with an open intent'),
  ];
}

function sameState(one: Seen, other: Seen): boolean {
  const links = (seen: Seen) => JSON.stringify([...seen.links]);
  const kept = one.registry === other.registry && one.untouchable === other.untouchable;
  return links(one) === links(other) && kept;
}

function wrong(isWrong: boolean, complaint: string): readonly string[] {
  return isWrong ? [complaint] : [];
}
