/** Whatever is assigned to them, bash puts something else there, or takes it away again. */
const dynamic = new Set([
  ...['_', 'SHLVL', 'UID', 'EUID', 'PPID', 'SHELLOPTS', 'DIRSTACK', 'FUNCNAME', 'GROUPS'],
  ...['LINENO', 'PIPESTATUS', 'SECONDS', 'EPOCHSECONDS', 'EPOCHREALTIME'],
]);

/** Bash gives them a value at its start, if nobody outside did. */
const preset = new Set([
  ...['PATH', 'TERM', 'SHELL', 'PWD', 'OLDPWD', 'IFS', 'PS4', 'OPTERR', 'COMP_WORDBREAKS'],
  ...['HOSTNAME', 'HOSTTYPE', 'MACHTYPE', 'OSTYPE'],
]);

const numbers = new Set(['HISTCMD', 'OPTIND', 'RANDOM', 'SRANDOM']);

/** True for a variable whose value is not what somebody assigned to it. */
export function isDynamic(name: string): boolean {
  return dynamic.has(name) || name.startsWith('BASH');
}

/** True for a variable that has a value in every bash, be there one outside or not. */
export function hasOwnValue(name: string): boolean {
  return preset.has(name) || numbers.has(name) || isDynamic(name);
}

/** True for a variable that is assigned by arithmetic, which can fail, set others and run commands. */
export function isNumber(name: string): boolean {
  return numbers.has(name);
}
