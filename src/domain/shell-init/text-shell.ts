/** The shells for which there is a completion script and a text for start-up files. */
export const textShells = ['bash', 'zsh', 'fish'] as const;

/** One of them. */
export type TextShell = (typeof textShells)[number];

/** A word as bash, zsh and sh take it, whatever stands in it. */
export function posixWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A word as fish takes it. */
export function fishWord(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
