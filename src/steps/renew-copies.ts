import type { View } from '../domain/checks/check.ts';
import { viewOf } from '../domain/checks/index.ts';
import { type CopyInPlace, copyMoves, differsInOneValue, placesOf } from '../domain/copies.ts';
import { sameFile } from '../domain/file-facts.ts';
import { fingerprintOf } from '../domain/fingerprint.ts';
import type { EntryBody, LinkMove } from '../domain/journal-entry.ts';
import { envPath, within } from '../domain/layout.ts';
import { type Rotating, valueIn } from '../domain/rotation/rotating.ts';
import { sameBytes } from '../domain/same-bytes.ts';
import type { SwitchPlan } from '../domain/switch-plan.ts';
import { contentOf, envFile, type World } from '../domain/world.ts';
import { asPineError, type ErrorFacts, PineError, quietly } from '../errors.ts';
import type { Host } from '../ports.ts';
import { undo } from './arm.ts';
import { entryOf, type Stamp } from './change.ts';
import { hasConsent } from './keep-consent.ts';
import type { Journal } from './keep-journal.ts';
import { lookAtFile } from './look-at-files.ts';
import { makeMove, overtaken, standingNow } from './relink.ts';
import { unsure } from './troubles.ts';

/** What a look at copies needs to know of a rotation. */
type Looking = Pick<Rotating, 'view' | 'key' | 'salt' | 'file' | 'record'>;

/**
 * The copies of the rotated file that stand in its links' places. One that lags behind counts only
 * where its value is one of the rotation's two and no other byte differs: anything else is a stranger's.
 */
export function copiesInPlace(host: Host, looking: Looking): readonly CopyInPlace[] {
  return placesOf(looking.view, looking.file.file).filter(
    ({ link, state }) => state === 'level' || isBehind(host, looking, link),
  );
}

function isBehind(host: Host, { view, key, salt, file, record }: Looking, link: string): boolean {
  const copy = lookAtFile(host.disk, view.world.root.path, link, {});
  const [value, old] = [file, copy].map((one) => valueIn(view, one, key.name));
  if (copy.kind !== 'opened' || copy.content === undefined) return false;
  if (record === undefined || value === undefined || old === undefined) return false;
  const isOurs = [record.before, record.fingerprint].includes(
    fingerprintOf(salt, key.provider, old),
  );
  const [one, other] = [copy.content.reveal(), file.content.reveal()];
  return isOurs && differsInOneValue(one, other, key.name, value, view.profile.loaders);
}

/** What renewing copies writes its lines with. */
export interface Renewing {
  readonly host: Host;
  readonly stamp: Stamp;
  readonly journal: Journal;
}

/** Copies that are to be made anew, and the World in which they are. */
export interface Renewal {
  readonly view: View;
  /** The env file's bare name. */
  readonly file: string;
  readonly copies: readonly CopyInPlace[];
  /** With the env file as it will be. */
  readonly after: World;
  readonly says: Pick<EntryBody, 'files' | 'note' | 'reason'>;
}

/**
 * Intent, whatever `first` writes, every copy made anew and looked at, done: answers the journal's new head. A copy that somebody else
 * touched meanwhile is theirs: then it throws `overtaken`, and what was put there for live is taken
 * away again. Killed in between, the next change finishes it towards safe; for live nobody but a person does.
 */
export function renewCopies(renewing: Renewing, renewal: Renewal, first: () => void): string {
  const { host, stamp, journal } = renewing;
  const { view, copies, file, says } = renewal;
  const { name, tier } = view.profile;
  const body = { ...says, profile: name, tier, links: copyMoves(copies, file) };
  journal.append(entryOf(host, stamp, { ...body, kind: 'intent' }));
  first();
  try {
    for (const copy of copies) putCopy(host, renewal, copy);
    mustBeAgreed(host, renewal);
  } catch (error) {
    const cause = asPineError(error).facts;
    if (cause.rule === 'overtaken') yieldTo(renewing, renewal, cause);
    throw unsure(error);
  }
  return journal.append(entryOf(host, stamp, { ...body, kind: 'done' })).hash;
}

function putCopy(host: Host, { file, after }: Renewal, { link, facts }: CopyInPlace): void {
  const now = host.disk.look(within(after.root.path, envPath(link)));
  const untouched = now && sameFile(now, facts) && now.changedAt === facts.changedAt;
  if (untouched !== true) overtaken(link);
  makeMove(host, after, { link, from: file, to: file });
  mustBeThere(host, after, link, file);
}

/** A place that cannot be read is a failure of the disk, and nobody overtook anybody. */
function mustBeThere({ disk }: Host, after: World, link: string, file: string): void {
  const path = within(after.root.path, envPath(link));
  // A profile that was changed to `activation: link` gets its link.
  if (disk.look(path)?.kind === 'link' && disk.readLink(path) === file) return;
  const now = lookAtFile(disk, after.root.path, link, {});
  if (now.kind === 'closed' && now.error.errno !== undefined) throw new PineError(now.error);
  const [one, other] = [now, envFile(after, file)].map((seen) => contentOf(seen)?.reveal());
  if (!sameBytes(one, other)) overtaken(link);
}

/** Whoever goes to safe meanwhile takes consent back, which the place itself may not show. */
function mustBeAgreed(host: Host, { view, copies, after }: Renewal): void {
  if (view.profile.tier !== 'live' || hasConsent(host, after, view.profile)) return;
  overtaken(copies[0]?.link ?? '');
}

/** What was put there for live is taken away again; of a safe tier nothing is. Either way the intent is closed. */
function yieldTo(renewing: Renewing, renewal: Renewal, cause: ErrorFacts): void {
  const { copies, file, view } = renewal;
  const moves = copyMoves(copies, file);
  if (view.profile.tier === 'live') takeBack(renewing, renewal, moves, cause);
  else close(renewing, renewal, moves);
}

function takeBack(
  { host, stamp, journal }: Renewing,
  { view, after }: Renewal,
  moves: readonly LinkMove[],
  cause: ErrorFacts,
): void {
  const { name: profile, tier, activation } = view.profile;
  const plan: SwitchPlan = { profile, tier, activation, moves, before: null };
  const target = { view: viewOf(after, profile) ?? view, plan };
  quietly(() => undo(host, target, { stamp, journal }, cause));
}

/** An open intent would bring the copy back over what stands there now. */
function close(
  { host, stamp, journal }: Renewing,
  renewal: Renewal,
  moves: readonly LinkMove[],
): void {
  const { name: profile, tier } = renewal.view.profile;
  const links = moves.map((move) => ({
    ...move,
    from: standingNow(host, renewal.after, move.link),
  }));
  const body = { profile, tier, links, rule: 'overtaken', kind: 'undone' } as const;
  quietly(() => journal.append(entryOf(host, stamp, body)));
}
