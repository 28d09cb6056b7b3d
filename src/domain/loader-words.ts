import { camps, namesOf, type Voice } from './agreement.ts';
import type { Content } from './content.ts';
import { differences } from './difference.ts';
import { ruleWords } from './loaders/index.ts';
import type { InForce, Reading } from './loaders/loader.ts';
import type { LoaderName } from './names.ts';
import { portableFor } from './portable.ts';
import type { Secret } from './secret.ts';

/** How a value is shown, if it may be; the second argument is the line it stands in. */
export type Show = (value: Secret, line: Secret) => string | undefined;

/** What voices that differ make of a key, side by side: `systemd reads …; bash and sh read …`. */
export function sideBySide(content: Content, voices: readonly Voice[], show: Show): string {
  const groups = camps(voices);
  const line = lineOf(voices);
  const values = groups.flatMap(([{ says }]) =>
    says.kind === 'value' ? [says.value.reveal()] : [],
  );
  const phrases = values.length < 2 ? [] : [...differences(content.line(line).reveal(), values)];
  return groups
    .map((camp) => {
      const [voice] = camp;
      const { says } = voice;
      const phrase = says.kind === 'value' ? phrases.shift() : undefined;
      const words = wordsFor(says, phrase, content, show, camp.length > 1);
      const reason = blame(voice, line);
      return `${namesOf(camp, voices)} ${words}${reason === undefined ? '' : `: it ${reason}`}`;
    })
    .join('; ');
}

/** The line that is to be mended: the last in which one of them finds a value. */
export function lineOf(voices: readonly Voice[]): number {
  return Math.max(1, ...voices.flatMap(({ says }) => (says.kind === 'value' ? says.line : [])));
}

function wordsFor(
  says: InForce,
  phrase: string | undefined,
  content: Content,
  show: Show,
  plural: boolean,
): string {
  const s = plural ? '' : 's';
  if (says.kind === 'unset') return plural ? 'do not set it' : 'does not set it';
  if (says.kind === 'unsure') return 'cannot be predicted';
  if (says.kind === 'refused') return `refuse${s} the file`;
  const shown = show(says.value, content.line(says.line));
  if (shown === undefined) return phrase ?? `read${s} a value`;
  return phrase === undefined ? `read${s} ${shown}` : `read${s} ${shown} (it ${phrase})`;
}

/** The rule of the loader that is to blame for what it does not set, refuses, or nobody can predict. */
export function blame({ loader, reading, says }: Voice, line: number): string | undefined {
  const cause = says.kind === 'refused' ? says : causeOf(reading, says, line);
  const words = cause === undefined ? undefined : ruleWords(loader, cause.rule);
  if (words === undefined || cause?.line === undefined) return words;
  return cause.line === line ? words : `${words} (line ${cause.line})`;
}

/** The line and rule that keep a loader from setting what others read at `line`. */
export function causeOf(
  reading: Reading,
  says: InForce,
  line: number,
): { readonly rule: string; readonly line: number } | undefined {
  if (says.kind === 'unsure') return says;
  if (says.kind !== 'unset' || reading.kind === 'refused') return undefined;
  const here = reading.ignored.find((ignored) => ignored.line === line);
  if (here !== undefined) return here;
  const before = reading.ignored.findLast((ignored) => ignored.line < line);
  const goesOn = reading.assignments.some((a) => before !== undefined && a.line > before.line);
  return goesOn ? undefined : before;
}

/** How to write a line so that these loaders read it alike, without its value. */
export function portableWay(
  content: Content,
  declared: readonly LoaderName[],
  line: number,
): string {
  const faults = content.unportableAt(portableFor(declared), line);
  const worst = faults.find(({ severity }) => severity === 'error') ?? faults[0];
  return (
    worst?.remedy ?? 'put the whole value in single quotes, on one line, with nothing after it'
  );
}
