/** One word of a command as it stands in a remedy: an option, a name, a number or a quoted text. */
const word = String.raw`(?:--?[a-z-]+|[A-Za-z0-9][\w.:@-]*|-|"[^"]*")`;
const command = new RegExp(`(?:^|[:;] )(?:sudo )?pine-env [a-z]+(?: ${word})*$`);

/** What is the same for every root, or makes one. */
const needsNoRoot = / --help$|pine-env init --user/;

/** A command to be copied must reach the same root: what was said with `--root` is said again. */
export function withRoot(text: string, root: string): string {
  const isWhole = !command.test(text) || text.includes('--root') || needsNoRoot.test(text);
  return isWhole ? text : `${text} --root ${quoted(root)}`;
}

/** A path as a shell reads it back. */
export function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
