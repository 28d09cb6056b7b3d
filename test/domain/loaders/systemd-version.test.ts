import { describe, expect, it } from 'vitest';
import { systemdVersion } from '../../../src/domain/loaders/systemd-version.ts';

describe('the version of systemd', () => {
  it.each([
    [['libsystemd-shared-252.so'], '252'],
    [['libsystemd-shared-257.4.so'], '257'],
    [['libsystemd-shared-255.4-1.fc40.so'], '255'],
    [['libsystemd-shared-256~rc3.so'], '256'],
    [['libsystemd-shared-254.23+suse.131.g1a2b3c.so'], '254'],
    [['boot', 'libsystemd-core-252.so', 'libsystemd-shared-252.so', 'systemd'], '252'],
    [['libsystemd-shared-252.so', 'libsystemd-shared-252.so'], '252'],
    [['libsystemd-shared-255.4-1.so', 'libsystemd-shared-255.4-2.so'], '255'],
  ])('beside %j is %s', (names, expected) => {
    expect(systemdVersion(names)).toBe(expected);
  });

  it.each([
    [[]],
    [['systemd', 'libsystemd-core-252.so', 'libsystemd.so.0']],
    [['libsystemd-shared-252.so', 'libsystemd-shared-254.so']],
    [['libsystemd-shared-.so', 'libsystemd-shared-v252.so', 'libsystemd-shared-252']],
    [['libsystemd-shared-252.so.dpkg-new', 'old-libsystemd-shared-252.so']],
  ])('beside %j is not known', (names) => {
    expect(systemdVersion(names)).toBeUndefined();
  });
});
