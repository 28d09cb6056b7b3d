import type { Finding } from '../domain/finding.ts';
import {
  changedAllowances,
  type ShownComment,
  staleEntries,
  usedComments,
  usedFile,
  voidComments,
} from '../domain/leaks/allowance-findings.ts';
import { baselineFile } from '../domain/leaks/baseline.ts';
import { pathRulesFile } from '../domain/leaks/path-rules.ts';
import { pathBelow } from '../domain/leaks/tree-path.ts';
import type { Look } from './scan.ts';
import type { PlacedComment } from './scan-leaks.ts';
import { ruleNames } from './scan-parts.ts';

/** Everything about what may be passed over: what is wrong with it, what it did, what of it is new. */
export function allowancesIn(look: Look): readonly Finding[] {
  const { request, parts, files, stale } = look;
  const comments = shownComments(look);
  const isChange = request.name === 'staged' || request.name === 'since';
  const count = (by: string) => look.judged.filter(({ silencedBy }) => silencedBy === by).length;
  return [
    // What stood in some object of the past nobody can mend.
    ...(request.name === 'history' ? [] : voidComments(comments, ruleNames(parts.rules))),
    ...(seesWholeTree(look) && !request.writesBaseline ? staleEntries(baselineFile, stale) : []),
    ...(isChange ? changedAllowances(look.touched, comments) : []),
    ...usedComments(comments),
    ...usedFile(pathRulesFile, count('path-rule')),
    ...usedFile(shownBaseline(files.baselinePath, request.top), count('baseline')),
  ];
}

/** True when everything below the top was read: only then an entry that nobody met is about nothing. */
export function seesWholeTree({ request, scanned }: Look): boolean {
  const { source, top } = request;
  if (scanned.tally.unreadableCount > 0 || source.kind !== 'paths' || top === undefined)
    return false;
  return source.paths.some((path) => pathBelow(path, top) !== undefined);
}

function shownBaseline(path: string | undefined, top: string | undefined): string {
  if (path === undefined) return baselineFile;
  return (top === undefined ? undefined : pathBelow(top, path)) ?? path;
}

function shownComments({ scanned, places, shown, judged }: Look): readonly ShownComment[] {
  const counts = new Map<string, number>();
  for (const { hit, silencedBy } of judged) {
    if (silencedBy !== 'comment' || hit.comment === undefined) continue;
    const name = nameOf({ piece: hit.piece, comment: hit.comment });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return scanned.comments.map((placed) => {
    const { piece, comment } = placed;
    const file = shown(places.objectPlace(piece)?.path ?? piece.name);
    const at = comment.line === undefined ? `, byte ${comment.offset}` : `:${comment.line}`;
    return { where: `${file}${at}`, comment, silenced: counts.get(nameOf(placed)) ?? 0 };
  });
}

function nameOf({ piece, comment }: Pick<PlacedComment, 'piece' | 'comment'>): string {
  return `${piece.object ?? ''} ${piece.name} ${comment.offset}`;
}
