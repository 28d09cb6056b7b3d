import { describe, expect, test } from 'vitest';
import { gitAbove, type Listed, syncedAbove } from '../../src/domain/own-place.ts';

const plain = (directory: string, ...names: readonly string[]): Listed => ({ directory, names });

describe('a synced directory', () => {
  test.each([
    ['/home/ann/Dropbox', 'Dropbox'],
    ['/home/ann/Dropbox (Desk)', 'Dropbox'],
    ['/home/ann/OneDrive', 'OneDrive'],
    ['/home/ann/OneDrive - The Desk', 'OneDrive'],
    ['/home/ann/iCloudDrive', 'iCloud'],
    ['/Users/ann/Library/Mobile Documents', 'iCloud'],
    ['/home/ann/Google Drive', 'Google Drive'],
    ['/Users/ann/Library/CloudStorage/GoogleDrive-ann@desk', 'Google Drive'],
    ['/home/ann/Nextcloud2', 'Nextcloud'],
    ['/home/ann/ownCloud', 'ownCloud'],
  ])('is told by its name: %s', (directory, what) => {
    const above = [plain('/home/ann/x', 'pine.env'), plain(directory), plain('/')];
    expect(syncedAbove(above)).toEqual({ directory, what });
  });

  test.each([
    ['.stfolder', 'Syncthing'],
    ['.dropbox.cache', 'Dropbox'],
    ['._sync_0a1b2c3d4e5f.db', 'Nextcloud'],
    ['.sync_0a1b2c3d4e5f.db', 'Nextcloud'],
    ['.owncloudsync.log', 'ownCloud'],
    ['.tmp.drivedownload', 'Google Drive'],
  ])('is told by what its client keeps in it: %s', (name, what) => {
    const above = [plain('/home/ann/notes/pine'), plain('/home/ann/notes', 'a', name), plain('/')];
    expect(syncedAbove(above)).toEqual({ directory: '/home/ann/notes', what });
  });

  test('is none where only the client’s settings or names like these lie', () => {
    const home = plain('/home/ann', '.dropbox', '.config', 'my-dropbox-notes', 'sync_1.db');
    expect(syncedAbove([plain('/home/ann/dropbox-tools'), home, plain('/')])).toBeUndefined();
  });
});

describe('a work tree', () => {
  test('is found from the nearest directory up, whether .git is a directory or a file', () => {
    const above = [plain('/h/a/b', 'x'), plain('/h/a', '.git'), plain('/h', '.git'), plain('/')];
    expect(gitAbove(above)?.directory).toBe('/h/a');
    expect(gitAbove([plain('/h/a', '.gitignore', '.github'), plain('/')])).toBeUndefined();
  });
});
