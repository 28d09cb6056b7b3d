import type { Voice } from './agreement.ts';
import type { Content } from './content.ts';
import { differences } from './difference.ts';
import { blame, lineOf, type Show } from './loader-words.ts';
import type { LoaderName } from './names.ts';

/** What one behaviour of a loader makes of a key, as `explain` shows it. */
export interface LoaderRow {
  readonly loader: LoaderName;
  /** Null where every version reads it alike. */
  readonly version: string | null;
  readonly declared: boolean;
  readonly reads: 'value' | 'unset' | 'unsure' | 'refused';
  /** A setting in clear, a secret as its fingerprint; null when there is no value or it must not be told. */
  readonly shown: string | null;
  /** What sets this reading apart, or the rule of the loader that is to blame; null for nothing to say. */
  readonly how: string | null;
  readonly line: number | null;
}

/** One row for each voice; versions of one loader that agree are one. */
export function loaderRows(
  content: Content,
  voices: readonly Voice[],
  declared: readonly LoaderName[],
  show: Show,
): readonly LoaderRow[] {
  const line = lineOf(voices);
  const phrases = phrasesFor(content, voices, line);
  const rows = voices.map((voice, at): LoaderRow => {
    const { loader, version, says } = voice;
    const shown = says.kind === 'value' ? show(says.value, content.line(says.line)) : undefined;
    return {
      loader,
      version,
      declared: declared.includes(loader),
      reads: says.kind,
      shown: shown ?? null,
      how: phrases[at] ?? blame(voice, line) ?? null,
      line: 'line' in says ? (says.line ?? null) : null,
    };
  });
  return withoutEqualVersions(rows, voices);
}

/** What tells the values apart; nothing where all are the same. */
function phrasesFor(
  content: Content,
  voices: readonly Voice[],
  line: number,
): readonly (string | undefined)[] {
  const texts = voices.flatMap(({ says }) => (says.kind === 'value' ? says.value.reveal() : []));
  if (new Set(texts).size < 2) return [];
  const told = [...differences(content.line(line).reveal(), texts)];
  return voices.map(({ says }) => (says.kind === 'value' ? told.shift() : undefined));
}

function withoutEqualVersions(
  rows: readonly LoaderRow[],
  voices: readonly Voice[],
): readonly LoaderRow[] {
  const alike = (loader: LoaderName) =>
    new Set(
      voices
        .filter((voice) => voice.loader === loader)
        .map(({ says }) => (says.kind === 'value' ? `=${says.value.reveal()}` : says.kind)),
    ).size === 1;
  return rows
    .map((row) => (alike(row.loader) ? { ...row, version: null } : row))
    .filter(
      (row, at, all) =>
        row.version !== null || all.findIndex(({ loader }) => loader === row.loader) === at,
    );
}
