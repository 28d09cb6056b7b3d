import type { Finding } from '../finding.ts';
import { nearestName } from '../names.ts';
import type { AllowComment } from './allow-comments.ts';
import type { BaselineEntry } from './baseline.ts';

/** A comment and the place it stands in, as it may be shown. */
export interface ShownComment {
  readonly where: string;
  readonly comment: AllowComment;
  /** How many leaks it kept out of the report. */
  readonly silenced: number;
}

const mostListed = 20;

/** Comments that were meant to allow something and allow nothing. */
export function voidComments(
  comments: readonly ShownComment[],
  known: ReadonlySet<string>,
): readonly Finding[] {
  return comments.flatMap(({ where, comment }) => {
    const fault = faultOf(comment, known);
    return fault === undefined
      ? []
      : [
          {
            rule: 'allow-void',
            severity: 'warning' as const,
            where,
            message: `a pine-env:allow that ${fault}, so it allows nothing`,
            remedy: 'write the rule as a report names it, then why, or take the comment away',
          },
        ];
  });
}

function faultOf(comment: AllowComment, known: ReadonlySet<string>): string | undefined {
  if (comment.rule === '') return 'names no rule';
  if (!known.has(comment.rule))
    return isMeant(comment.rule, known) ? 'names a rule that scan does not have' : undefined;
  return comment.hasReason ? undefined : 'gives no reason';
}

/** A sentence about such comments goes on with a word; a rule is written with a dash, or nearly is one. */
function isMeant(rule: string, known: ReadonlySet<string>): boolean {
  return rule.includes('-') || nearestName(rule, [...known]) !== undefined;
}

/** What kept leaks out of the report. The words people gave as reasons may hold anything, and are not repeated. */
export function usedComments(comments: readonly ShownComment[]): readonly Finding[] {
  return shortened(
    comments
      .filter(({ silenced }) => silenced > 0)
      .map(({ where, comment, silenced }) =>
        used(where, `a comment allows ${comment.rule} here: ${places(silenced)} not reported`),
      ),
  );
}

/** The same for a file of path rules or a baseline. */
export function usedFile(where: string, silenced: number): readonly Finding[] {
  return silenced === 0 ? [] : [used(where, `it allows ${places(silenced)}, not reported`)];
}

/** What of the allowances is new in what is scanned: whoever reviews the change must see it. */
export function changedAllowances(
  files: readonly string[],
  comments: readonly ShownComment[],
): readonly Finding[] {
  const change = (where: string, message: string): Finding => ({
    rule: 'allowance-changed',
    severity: 'info',
    where,
    message,
    remedy: 'review it as you review the code: it decides what is not reported',
  });
  return shortened([
    ...files.map((file) => change(file, 'what may be passed over is changed here')),
    ...comments.map(({ where, comment }) =>
      change(where, `what is scanned holds a comment that allows ${comment.rule || 'something'}`),
    ),
  ]);
}

/** Entries of a baseline that nothing answers to any more. */
export function staleEntries(where: string, stale: readonly BaselineEntry[]): readonly Finding[] {
  const [first] = stale;
  if (first === undefined) return [];
  const rules = [...new Set(stale.map(({ rule }) => rule))].sort().slice(0, mostListed);
  return [
    {
      rule: 'baseline-stale',
      severity: 'warning',
      where,
      message: `${stale.length === 1 ? 'an entry is' : `${stale.length} entries are`} about nothing that is still there (${rules.join(', ')})`,
      remedy: 'write it anew: pine-env scan --write-baseline',
    },
  ];
}

function used(where: string, message: string): Finding {
  const remedy = 'see that it is still wanted';
  return { rule: 'allowance-used', severity: 'info', where, message, remedy };
}

function places(count: number): string {
  return `${count} ${count === 1 ? 'place' : 'places'}`;
}

/** A report is to be read: what goes beyond twenty of a kind is counted. */
function shortened(findings: readonly Finding[]): readonly Finding[] {
  const more = findings.length - mostListed;
  const [last] = findings.slice(mostListed - 1);
  if (more <= 0 || last === undefined) return findings;
  const rest = { ...last, message: `and ${more + 1} more of this kind, here and elsewhere` };
  return [...findings.slice(0, mostListed - 1), rest];
}
