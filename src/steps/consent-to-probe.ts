import type { View } from '../domain/checks/check.ts';
import { hostNotAllowed } from '../domain/checks/host-not-allowed.ts';
import { shortFingerprint } from '../domain/fingerprint.ts';
import type { Subject } from '../domain/preflight/subject.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { askConsent } from './ask-consent.ts';

/**
 * A yes to a probe of webhooks with real money behind them; nothing to ask for a safe profile. Throws
 * `host-not-allowed` where the profile is for other hosts, and what `askConsent` throws.
 */
export async function consentToProbe(
  host: Host,
  view: View,
  webhooks: readonly (readonly [Subject, string])[],
): Promise<void> {
  const { profile, world } = view;
  const [elsewhere] = hostNotAllowed.judge(view);
  if (elsewhere !== undefined) fail({ kind: 'refused', ...elsewhere, findings: [elsewhere] });
  if (profile.tier !== 'live' || webhooks.length === 0) return;
  await askConsent(host, {
    profile: profile.name,
    lines: [
      '',
      `!!! ${profile.name.toUpperCase()}: REAL MONEY !!!  ${profile.summary}`,
      `  host ${world.host}, root ${world.root.path}`,
      ...webhooks.map(([{ key }, print]) => `  ${key} ${shortFingerprint(print)}: one probe`),
      '  The probe holds neither ticker nor action. It shows in the signals of the strategy,',
      '  may mail its owner, and counts against its rate limit.',
      '',
    ],
  });
}
