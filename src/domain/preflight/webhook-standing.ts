import type { View } from '../checks/check.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { dateOf } from '../key-age.ts';
import { providers } from '../providers/index.ts';
import { type Attestation, enrolmentsOf } from '../registry.ts';
import { good, type Judgement, no } from './judgement.ts';
import type { Subject } from './subject.ts';

/**
 * What can be said of an order webhook without asking anybody: its shape, whose it is, and who looked
 * at the accounts it feeds. Whether it is paper, no program can see.
 */
export function webhookStanding(view: View, subject: Subject): readonly Judgement[] {
  return [...shapeOf(subject), enrolledAs(view, subject), attestedAs(view, subject)];
}

/** The fingerprint of a webhook that is enrolled for this profile; undefined for any other. */
export function enrolledPrint({ world, profile }: View, subject: Subject): string | undefined {
  const { registry } = world;
  if (registry.kind !== 'good' || registry.registry.salt === undefined) return undefined;
  const { entry, value, provider } = subject;
  const print = fingerprintOf(registry.registry.salt, provider, value);
  const known = enrolmentsOf(registry.registry, entry?.name ?? '', profile.name);
  return known.some(({ fingerprint }) => fingerprint === print) ? print : undefined;
}

function shapeOf({ key, value }: Subject): readonly Judgement[] {
  if (providers.traderspost.shape(value.reveal()) === 'good') return [];
  return [
    {
      ...no(
        'preflight-shape',
        `${key} is not spelled as traderspost documents its webhooks`,
        'compare it with the URL in the settings of the strategy',
      ),
      severity: 'warning',
    },
  ];
}

function enrolledAs(view: View, subject: Subject): Judgement {
  const { name } = view.profile;
  if (enrolledPrint(view, subject) !== undefined) {
    return { ...good(`${subject.key} is enrolled for ${name}`), rule: 'preflight-enrolled' };
  }
  return no(
    'preflight-not-enrolled',
    `${subject.key} is not enrolled for ${name}: nobody has said whose it is`,
    `if you know whose it is: pine-env keys --enroll ${name}`,
  );
}

function attestedAs(view: View, subject: Subject): Judgement {
  const { name } = view.profile;
  const said = subject.entry?.attestations.get(name);
  const fault = whatIsWrong(said, enrolledPrint(view, subject), dateOf(view.world.at));
  if (said !== undefined && fault === undefined) {
    const { by, at, until, accounts } = said;
    const words = `${by} looked on ${at}, good until ${until}: it feeds ${accounts}`;
    return { ...good(words), rule: 'preflight-attested' };
  }
  return {
    ...no(
      said === undefined ? 'preflight-not-attested' : 'preflight-attestation-void',
      `${fault}; whether ${name} orders reach a ${name} account, no program can see`,
      `look at the subscriptions of the strategy, then: pine-env keys --attest ${subject.key} --profile ${name}`,
    ),
    // Where the registry does not demand it, it is advice.
    severity: subject.entry?.attest === true ? 'error' : 'warning',
  };
}

function whatIsWrong(
  said: Attestation | undefined,
  print: string | undefined,
  today: string,
): string | undefined {
  if (said === undefined) return 'nobody has said which accounts the webhook feeds';
  if (said.fingerprint !== print) return 'what was said of its accounts is about another value';
  if (today < said.at) return 'what was said of its accounts is from the future';
  if (today <= said.until) return undefined;
  return `what was said of its accounts was good until ${said.until}`;
}
