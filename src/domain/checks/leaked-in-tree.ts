import { enoughBits, entropyBits } from '../entropy.ts';
import type { TrackedFile } from '../env-like.ts';
import { envPath } from '../layout.ts';
import { type OwnSecret, ownSecretsIn } from '../leaks/own-secrets.ts';
import { shownName } from '../names.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { documentedIn } from '../providers/documented.ts';
import { check, type View } from './check.ts';

const page = 'Deployment/docs/leak-clean-up.md';

/** Only env-like files; everything else is for `scan`. */
export const leakedInTree = check(
  'leaked-in-tree',
  'error',
  'no env-like file that git tracks or has staged holds a credential',
  (view) => {
    const files = (view.world.tracked ?? []).filter(({ path }) => !isOwnFile(view, path));
    if (files.length === 0) return [];
    const whose = ownSecretsIn(view.world);
    return files.flatMap((file) => [...foundIn(file, whose), ...unread(file)]);
  },
);

/** An env file of this profile that git tracks has a rule of its own. */
function isOwnFile({ files, world }: View, path: string): boolean {
  return files.some(({ file }) => path === envPath(file) && world.git.get(file) === 'tracked');
}

function foundIn({ path, texts }: TrackedFile, whose: (line: string) => readonly OwnSecret[]) {
  const seen = new Set<string>();
  return texts.flatMap((text) =>
    text
      .reveal()
      .split('\n')
      .flatMap((line, at) => {
        if (!mayHoldSecret.test(line) || seen.has(line)) return [];
        seen.add(line);
        const where = `${path}:${at + 1}`;
        const own = whose(line);
        return own.length > 0 ? own.map((one) => ours(where, one)) : strange(where, line);
      }),
  );
}

/** A registered credential is never shorter, and asking whose a line is takes a while. */
const mayHoldSecret = /[^\s=]{12}/;

function ours(where: string, { key, environment, generation }: OwnSecret) {
  const name = shownName(key);
  const which = generation === undefined ? '' : `, ${generation}`;
  const isOver = generation === 'revoked';
  return {
    where,
    message: `git tracks this file, and it holds the ${environment} value of ${name}${which}: ${isOver ? 'clean up' : 'rotate it first, then clean up'} as ${page} says`,
    remedy: isOver
      ? `take it out of the file, then: ${page}`
      : `pine-env rotate ${name} --profile ${environment}`,
  };
}

function strange(where: string, line: string) {
  const what = credentialIn(line);
  if (what === undefined) return [];
  return [
    {
      severity: 'warning' as const,
      where,
      message: `git tracks this file, and it holds what looks like ${what}, which is none of ours`,
      remedy: `take it out, and rotate it where it is real: ${page}`,
    },
  ];
}

const named = /^\s*(?:export\s+)?\w*(?:KEY|TOKEN|SECRET|PASSW|WEBHOOK)\w*\s*=\s*["']?([^\s"'#]+)/i;

function credentialIn(line: string): string | undefined {
  if (looksLikePlaceholder(line)) return undefined;
  const provider = documentedIn(line);
  if (provider !== undefined) return `a ${provider} credential`;
  const value = named.exec(line)?.[1] ?? '';
  return entropyBits(value) >= enoughBits ? 'a credential' : undefined;
}

function unread({ path, unread: isUnread }: TrackedFile) {
  if (!isUnread) return [];
  return [
    {
      severity: 'warning' as const,
      where: path,
      message: 'git tracks this file, and it is too large to be looked into here',
      remedy: 'pine-env scan',
    },
  ];
}
