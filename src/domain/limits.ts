/** The largest env file that is read, in bytes. */
export const largestEnvFile = 64 * 1024;

/** The largest unit file or drop-in that is read, in bytes. */
export const largestUnitFile = 256 * 1024;

/** The largest profile that is read, in bytes: with all its comments one has 4 KiB. */
export const largestProfile = 256 * 1024;

/** The largest of our own YAML files that is read, in bytes: a registry of 10,000 keys has 9 MB. */
export const largestOwnYaml = 16 * 1024 * 1024;

/** The largest runtime config of a worker that is read, in bytes. */
export const largestConfig = 4 * 1024 * 1024;

/** The most of an editor's leftover that is searched for key names, in bytes. */
export const largestLeftover = 256 * 1024;

/** The most of the journal's end that is held in memory at once, in bytes. */
export const journalWindow = 32 * 1024 * 1024;

/** How much of the end of the journal is read at first; more when that does not tell, in bytes. */
export const journalTail = 16 * 1024;

/** The most that is taken from a prompt or from stdin for one value, in bytes. */
export const largestPaste = 64 * 1024;

/** The most of all env-like files that git tracks that is read, in bytes. */
export const mostOfTracked = 256 * 1024;
