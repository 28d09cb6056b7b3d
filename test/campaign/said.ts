/** How a run ended, for a histogram: the exit code, and the rule of its error where it tells one as JSON. */
export function endOf({ code, out }: { readonly code: number | null; readonly out: string }) {
  const rule = /"rule": "([\w-]+)"/.exec(out.slice(out.indexOf('"error": {')))?.[1];
  const isError = out.includes('"error": {');
  return `exit ${code}${isError && rule !== undefined ? ` ${rule}` : ''}`;
}

/** The words where the condition holds. */
export function say(wrong: boolean, words: string): readonly string[] {
  return wrong ? [words] : [];
}
