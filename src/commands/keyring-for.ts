import type { Host } from '../ports.ts';
import { refuseShadow } from '../steps/change.ts';
import { findRoot } from '../steps/find-root.ts';
import { type Keyring, profileKeyring } from '../steps/look-for-command.ts';
import type { Given, Option } from './command.ts';

/** `--file`, for the verbs that take an env file by itself. */
export const fileOption: Option = {
  type: 'string',
  value: 'FILE',
  describe: 'one env file outside of any root instead; PROFILE may be left out then',
  needs: { what: 'an env file', like: '~/secure/pine.env' },
};

/** What the words of `run` and `shell` name: a profile, or with `--file` an env file by itself. */
export async function keyringFor(host: Host, given: Given): Promise<Keyring> {
  const file = given.text('file');
  const [profile = ''] = given.words;
  if (file !== undefined) {
    const { fileKeyring } = await import('../steps/look-at-file.ts');
    return fileKeyring(host, { file, root: given.root, profile: profile || undefined });
  }
  const root = findRoot(host, given.root);
  refuseShadow(root);
  return profileKeyring(host, root, profile);
}
