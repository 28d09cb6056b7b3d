import { within } from '../domain/layout.ts';
import { type Baseline, baselineFile, readBaseline } from '../domain/leaks/baseline.ts';
import { blobIds } from '../domain/leaks/blob-id.ts';
import {
  noPathRules,
  type PathRules,
  pathRulesFile,
  readPathRules,
} from '../domain/leaks/path-rules.ts';
import { largestOwnYaml } from '../domain/limits.ts';
import { fail } from '../errors.ts';
import type { Disk, Host } from '../ports.ts';
import { parsed } from './read-config.ts';

/** What a tree says may be passed over, and where it says so. */
export interface AllowanceFiles {
  readonly pathRules: PathRules;
  readonly baseline?: Baseline;
  /** Absolute; where a baseline is, or would be written. Undefined where there is no tree. */
  readonly baselinePath?: string;
  /** What git calls the two files as they stand now, each with its name. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** The two files at the top of a tree, or the baseline that was named; throws what is wrong with them. */
export async function readAllowances(
  host: Host,
  top: string | undefined,
  named: string | undefined,
  rules: ReadonlySet<string>,
): Promise<AllowanceFiles> {
  const yaml = await host.configText();
  const rulesPath = top === undefined ? undefined : within(top, pathRulesFile);
  const baselinePath = named ?? (top === undefined ? undefined : within(top, baselineFile));
  const ruled = rulesPath === undefined ? undefined : bytesOf(host.disk, rulesPath);
  const known = baselinePath === undefined ? undefined : bytesOf(host.disk, baselinePath);
  const baseline =
    known && parsed(yaml, decoded(known), named ?? baselineFile, (value) => readBaseline(value));
  return {
    pathRules:
      ruled === undefined
        ? noPathRules
        : parsed(yaml, decoded(ruled), pathRulesFile, (value) => readPathRules(value, rules)),
    ...(baseline === undefined ? {} : { baseline }),
    ...(baselinePath === undefined ? {} : { baselinePath }),
    blobs: new Map([...blobsOf(ruled, pathRulesFile), ...blobsOf(known, baselineFile)]),
  };
}

function blobsOf(bytes: Uint8Array | undefined, name: string): readonly [string, string][] {
  return bytes === undefined ? [] : blobIds(bytes).map((id) => [id, name]);
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Who owns it does not matter: it comes with the tree, and can silence nothing of ours that is live. */
function bytesOf(disk: Disk, path: string): Uint8Array | undefined {
  const file = disk.open(path);
  if (file === undefined) return undefined;
  try {
    const isReadable = file.facts.kind === 'file' && file.facts.size <= largestOwnYaml;
    return isReadable ? file.read(largestOwnYaml) : notReadable(path);
  } finally {
    file.close();
  }
}

function notReadable(path: string): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'allowances-not-regular',
    message: `${path} is no regular file, or is too large`,
    remedy: `look at it: ls -l ${path}`,
    where: path,
  });
}
