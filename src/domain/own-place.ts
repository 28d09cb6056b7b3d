/** A directory above something of one person's that speaks against keeping keys there. */
export interface FoundAbove {
  readonly directory: string;
  /** `Dropbox`; for git: what was found there. */
  readonly what: string;
}

/** Where a person's own root or env file stands, and what of that keeps no secret. */
export interface OwnPlace {
  readonly path: string;
  readonly git?: FoundAbove;
  readonly synced?: FoundAbove;
  /** The home directory it lies in, where everybody may list that. */
  readonly openHome?: { readonly path: string; readonly mode: number };
}

/** What one directory holds, as far as it can be listed. */
export interface Listed {
  readonly directory: string;
  readonly names: readonly string[];
}

/** What sync clients call the directories they keep. */
const namesOfSynced: readonly (readonly [RegExp, string])[] = [
  [/^dropbox(?: \(.+\))?$/i, 'Dropbox'],
  [/^onedrive(?: ?- ?.+)?$/i, 'OneDrive'],
  [/^(?:icloud ?drive|icloud|mobile documents|com~apple~clouddocs)$/i, 'iCloud'],
  [/^(?:google ?drive|googledrive-.+|my drive)$/i, 'Google Drive'],
  [/^nextcloud\d*$/i, 'Nextcloud'],
  [/^owncloud\d*$/i, 'ownCloud'],
  [/^cloudstorage$/i, 'a cloud store'],
];

/** What sync clients put into them, whatever they are called. */
const marksOfSynced: readonly (readonly [RegExp, string])[] = [
  [/^\.stfolder$/, 'Syncthing'],
  [/^\.dropbox\.cache$/, 'Dropbox'],
  [/^\._?sync_[0-9a-f]+\.db$|^\.nextcloudsync\.log$/, 'Nextcloud'],
  [/^\.owncloudsync\.log$/, 'ownCloud'],
  [/^\.tmp\.drive(?:download|upload)$/, 'Google Drive'],
];

/** The nearest directory that git has a work tree in; directories from the nearest up. */
export function gitAbove(above: readonly Listed[]): FoundAbove | undefined {
  const found = above.find(({ names }) => names.includes('.git'));
  return found && { directory: found.directory, what: '.git' };
}

/** The nearest directory that some sync client keeps elsewhere as well. */
export function syncedAbove(above: readonly Listed[]): FoundAbove | undefined {
  for (const { directory, names } of above) {
    const own = directory.slice(directory.lastIndexOf('/') + 1);
    const byName = namesOfSynced.find(([sign]) => sign.test(own));
    const byMark = marksOfSynced.find(([sign]) => names.some((name) => sign.test(name)));
    const what = (byName ?? byMark)?.[1];
    if (what !== undefined) return { directory, what };
  }
  return undefined;
}
