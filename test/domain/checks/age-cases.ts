import { fingerprintOf } from '../../../src/domain/fingerprint.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { aRegistry, salt, soundEnrolments } from '../a-registry.ts';
import { paperFile, type Setup } from '../a-world.ts';
import { paperText, values } from '../env-samples.ts';
import { type Case, onLive, onPaper, paperPath } from './case.ts';

const hook = `${paperPath}:1 TRADERSPOST_WEBHOOK_URL`;

/** What the registry says of the webhook beside its purpose; all that is enrolled is of 2026-10-02. */
const saying = (field: object, more: Setup = {}): Setup => ({
  registry: aRegistry(soundEnrolments, {
    TRADERSPOST_WEBHOOK_URL: { provider: 'traderspost', purpose: 'Orders', ...field },
  }),
  ...more,
});
const at = (month: number, day: number): Setup => ({ at: Date.UTC(2026, month - 1, day, 23) });
const every = (period: string, when: Setup) => saying({ rotate_every: period }, when);
const holds = (change: Record<string, string | undefined>): Setup => ({
  files: { [paperFile]: paperText(change) },
});

const said = (until: string, value = values.paperHook, place = 'paper', on = '2026-09-01') =>
  saying({
    attest: true,
    attestations: {
      [place]: {
        fingerprint: fingerprintOf(salt, 'traderspost', Secret.of(value)),
        accounts: 'SIM-1',
        by: 'ann',
        at: on,
        until,
      },
    },
  });

/** How long a key has been in use, and how long somebody's word of it holds. */
export const ageCases: readonly Case[] = [
  ...onPaper(
    'key-due',
    ['fourteen days before', every('90d', at(12, 17)), `warning ${hook}`],
    ['on the last day', every('90d', at(12, 31)), `warning ${hook}`],
    ['fifteen days before', every('90d', at(12, 16))],
    ['the day after: then it is overdue', every('90d', { at: Date.UTC(2027, 0, 1) })],
    ['nobody said how often', at(12, 17)],
    [
      'the value is not enrolled',
      every('90d', { ...at(12, 17), ...holds({ TRADERSPOST_WEBHOOK_URL: values.stranger }) }),
    ],
    [
      'the file does not set it',
      every('90d', { ...at(12, 17), ...holds({ TRADERSPOST_WEBHOOK_URL: undefined }) }),
    ],
  ),
  ...onPaper(
    'key-overdue',
    ['the day after', every('90d', { at: Date.UTC(2027, 0, 1) }), `warning ${hook}`],
    ['in weeks', every('1w', at(10, 10)), `warning ${hook}`],
    ['on the last day', every('90d', at(12, 31))],
    ['nobody said how often', { at: Date.UTC(2031, 0, 1) }],
    ['in years', every('1y', { at: Date.UTC(2027, 9, 2) })],
  ),
  ...onPaper(
    'attestation-missing',
    ['nobody ever said', saying({ attest: true }), `error ${hook}`],
    ['it was said of live only', said('2026-12-01', values.liveHook, 'live'), `error ${hook}`],
    ['it was said', said('2026-12-01')],
    ['it was said long ago', said('2026-09-02')],
    ['nobody asks', {}],
    [
      'the file does not set it',
      saying({ attest: true }, holds({ TRADERSPOST_WEBHOOK_URL: undefined })),
    ],
    ['it is empty', saying({ attest: true }, holds({ TRADERSPOST_WEBHOOK_URL: '' }))],
  ),
  ...onPaper(
    'attestation-due',
    ['a week before', said('2026-10-09'), `warning ${hook}`],
    ['on its last day', said('2026-10-02'), `warning ${hook}`],
    [
      'a short one, in its second half',
      said('2026-10-03', values.paperHook, 'paper', '2026-10-01'),
      `warning ${hook}`,
    ],
    ['a short one, as it begins', said('2026-10-05', values.paperHook, 'paper', '2026-10-02')],
    ['eight days before', said('2026-10-10')],
    ['it has ended', said('2026-10-01')],
    ['it was said of another value', said('2026-10-05', values.stranger)],
    ['nobody ever said', saying({ attest: true })],
  ),
  ...onPaper(
    'attestation-expired',
    ['yesterday', said('2026-10-01'), `error ${hook}`],
    ['said of another value', said('2026-12-01', values.stranger), `error ${hook}`],
    [
      'the file holds a placeholder now',
      { ...said('2026-12-01'), ...holds({ TRADERSPOST_WEBHOOK_URL: 'soon' }) },
      `error ${hook}`,
    ],
    [
      'a second webhook beside it',
      {
        ...said('2026-12-01'),
        ...holds({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook},${values.stranger}` }),
      },
      `error ${hook}`,
    ],
    [
      'for longer than the command lets it, 401 days ago',
      said('2099-01-01', values.paperHook, 'paper', '2025-08-27'),
      `error ${hook}`,
    ],
    ['the same, 400 days ago', said('2099-01-01', values.paperHook, 'paper', '2025-08-28')],
    ['until today', said('2026-10-02')],
    ['the same webhook in other letters', { ...said('2026-12-01'), ...spelt() }],
    ['nobody ever said', saying({ attest: true })],
  ),
  ...onLive('attestation-expired', ['paper ran out', said('2026-10-01')]),
];

function spelt(): Setup {
  return holds({ TRADERSPOST_WEBHOOK_URL: `${values.paperHook.toUpperCase()}?a=1` });
}
