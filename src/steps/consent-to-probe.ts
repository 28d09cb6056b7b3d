import type { View } from '../domain/checks/check.ts';
import { shortFingerprint } from '../domain/fingerprint.ts';
import type { Subject } from '../domain/preflight/subject.ts';
import type { Host } from '../ports.ts';
import { askConsent } from './ask-consent.ts';

/** A yes to a probe of webhooks with real money behind them; nothing to ask for a safe profile. */
export async function consentToProbe(
  host: Host,
  { profile, world }: View,
  webhooks: readonly (readonly [Subject, string])[],
): Promise<void> {
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
