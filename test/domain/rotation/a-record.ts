import type { RotationRecord } from '../../../src/domain/rotation/rotation-record.ts';

/** A record of a rotation of the paper data key. */
export function aRecord(change: Partial<RotationRecord> = {}): RotationRecord {
  return {
    v: 1,
    key: 'DATABENTO_API_KEY',
    profile: 'paper',
    done: 'proved',
    fingerprint: `hmac-sha256:${'a'.repeat(32)}`,
    before: `hmac-sha256:${'b'.repeat(32)}`,
    begun: '2026-10-02T03:00:00.000Z',
    by: 'ops',
    ...change,
  };
}
