/** A file mode as people write it: `0600`. */
export function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
