/** Text that may hold what a terminal would obey, with dots in place of that. */
export function tame(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '.');
}
