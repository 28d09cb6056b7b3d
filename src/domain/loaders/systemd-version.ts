const sharedLibrary = /^libsystemd-shared-(\d+)(?:[^\d].*)?\.so$/;

/**
 * The systemd these file names belong to, by its private library: `252` for
 * `libsystemd-shared-252.so`; undefined when none is there, or libraries of several versions are.
 */
export function systemdVersion(names: readonly string[]): string | undefined {
  const versions = new Set(names.flatMap((name) => sharedLibrary.exec(name)?.[1] ?? []));
  return versions.size === 1 ? [...versions][0] : undefined;
}
